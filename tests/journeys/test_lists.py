"""Somebody walks through the inbox by single keys, types in peace, and turns the keys off."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(browser):
    context = browser.new_context(viewport=DESK, locale="nb-NO")
    yield context.new_page()
    context.close()


def test_keys_move_through_the_list_but_never_while_somebody_types(desk, site):
    sign_in(desk, site, site.account("coordinator", party="siv"))
    desk.goto(f"{site.address}/innboks")
    cases = desk.locator(".work-title")
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        desk.keyboard.press(key)
        expect(cases.nth(at)).to_be_focused()
    words = desk.get_by_label("Referanse, nummer eller ord")
    words.press_sequentially("kjk")
    expect(words).to_have_value("kjk")
    desk.get_by_role("button", name="Slå av hurtigtaster").click()
    cases.nth(1).focus()
    desk.keyboard.press("j")
    expect(cases.nth(1)).to_be_focused()
    desk.reload()
    expect(desk.get_by_role("button", name="Slå på hurtigtaster")).to_be_visible()
    cases.nth(1).focus()
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("/saker/"))
