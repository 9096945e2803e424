"""Somebody finds a name in a case and hides it, by the keyboard alone or by a finger."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE, Site, follow, sign_in
from tests.journeys.test_accessibility import findings, is_within_the_screen

pytestmark = pytest.mark.browser

FINGER = 44
"""Pixels that a finger needs."""


def case_with_text(page, site: Site, party: str) -> str:
    """The address of a case in the inbox of a party's coordinator, who is signed in."""
    sign_in(page, site, site.account("coordinator", party=party))
    page.goto(f"{site.address}/innboks?tab=nye")
    return page.locator("a[href^='/saker/']").first.get_attribute("href")


def choose_words(page, site: Site, case: str) -> None:
    page.goto(f"{site.address}{case}")
    follow(page, page.locator("a[href*='tekst=description']"))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Skjul noe"))


def test_a_word_is_hidden_by_the_keyboard_alone(page, site):
    case = case_with_text(page, site, "siv")
    choose_words(page, site, case)
    word = page.locator("label.word").first
    shown = word.inner_text()
    page.get_by_role("link", name="Hopp forbi ordene").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(word.locator("input")).to_be_checked()
    page.get_by_label("annet som peker på en person").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{case}")
    report = page.get_by_role("region", name="Meldingen", exact=True)
    narrative = report.locator("p.narrative").first
    expect(narrative).to_contain_text("▮▮▮▮▮")
    assert narrative.inner_text().lstrip("▮ ").find(shown) != 0


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_the_pages_have_no_finding(browser, site, size):
    context = browser.new_context(viewport=size, locale="nb-NO")
    page = context.new_page()
    case = case_with_text(page, site, "siv")
    page.goto(f"{site.address}{case}/skjul")
    assert is_within_the_screen(page)
    assert not findings(page)
    choose_words(page, site, case)
    page.locator("label.word").nth(1).click()
    page.locator("label.word input").nth(3).focus()
    assert is_within_the_screen(page)
    assert not findings(page)
    page.goto(f"{site.address}/sladding")
    assert not findings(page)
    context.close()


def test_a_word_on_a_phone_is_as_high_as_a_finger(browser, site):
    context = browser.new_context(viewport=PHONE, locale="nb-NO")
    page = context.new_page()
    case = case_with_text(page, site, "siv")
    choose_words(page, site, case)
    heights = [word.bounding_box()["height"] for word in page.locator("label.word").all()[:20]]
    assert min(heights) >= FINGER
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_the_cards_and_the_page_that_asks_once_more_have_no_finding(browser, site, size):
    context = browser.new_context(viewport=size, locale="nb-NO")
    page = context.new_page()
    sign_in(page, site, site.account("coordinator", party="tonsberg"))
    page.goto(f"{site.address}/sendt-fra-oss")
    case = page.locator("a[href^='/saker/']").first.get_attribute("href")
    choose_words(page, site, case)
    for word in (1, 3, 5):
        page.locator("label.word").nth(word).click()
    page.get_by_label("annet som peker på en person").check()
    follow(page, page.get_by_role("button", name="Skjul"))
    page.goto(f"{site.address}/sladding")
    assert is_within_the_screen(page)
    assert not findings(page)
    follow(page, page.get_by_role("link", name="Sladd for godt").first)
    expect(page.get_by_text("Dette kan ikke angres")).to_be_visible()
    assert is_within_the_screen(page)
    assert not findings(page)
    context.close()
