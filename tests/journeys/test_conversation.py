"""A text with a number and a name in it, in a browser on a phone, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.test_accessibility import findings, is_within_the_screen
from tests.journeys.test_main_job import fill_form, press

pytestmark = pytest.mark.browser

NUMBER, NAME = "010170 12345", "Kåre Nordmann"
TEXT = f"Pasienten, fnr {NUMBER}, kom hjem uten medisinliste. Sønnen {NAME} ringte."
LEAST_TARGET = 44


def refused(page, site):
    fill_form(page, site)
    page.get_by_label("Kort beskrivelse av hendelsen").fill(TEXT)
    press(page, "Send melding")
    expect(page).to_have_title(re.compile("^Feil:"))


def test_one_click_and_one_tick_and_the_report_is_sent(page, site):
    refused(page, site)
    page.get_by_role("button", name=f"Erstatt «{NUMBER}» med [pasienten]").click()
    description = page.get_by_role("textbox", name="Kort beskrivelse av hendelsen")
    expect(description).to_have_value(TEXT.replace(NUMBER, "[pasienten]"))
    page.get_by_role("checkbox", name=f"Ikke pasient eller pårørende «{NAME}»").check()
    press(page, "Send melding")
    expect(page).to_have_url(re.compile("/kvittering/"))


def test_the_return_key_sends_and_changes_nothing(page, site):
    refused(page, site)
    with page.expect_navigation():
        page.get_by_label("Melders arbeidssted").press("Enter")
    expect(page.get_by_role("textbox", name="Kort beskrivelse")).to_have_value(TEXT)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_findings_can_be_read_and_pressed_by_everybody(browser, site, scheme):
    context = browser.new_context(viewport=PHONE, locale="nb-NO", color_scheme=scheme)
    page = context.new_page()
    refused(page, site)
    page.wait_for_load_state()
    assert not findings(page)
    assert is_within_the_screen(page)
    found = page.locator(".finding")
    expect(found).to_have_count(2)
    targets = found.locator("button, .finding-confirmation").all()
    assert all(target.bounding_box()["height"] >= LEAST_TARGET for target in targets)
    ids = page.get_by_role("textbox", name=re.compile("Kort beskrivelse")).get_attribute(
        "aria-describedby"
    )
    assert "description-error" in ids.split()
    context.close()
