"""axe finds nothing on any page, at 360 and 1280 pixels."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import AXE, DESK, PHONE, follow, sign_in

pytestmark = pytest.mark.browser

PUBLIC = (
    "/",
    "/meld/vestfold",
    "/meld/vestfold/kommune-til-sykehus",
    "/meld/vestfold/sykehus-til-kommune",
    "/logg-inn",
    "/statistikk/vestfold",
    "/personvern",
    "/tilgjengelighet",
    "/stilguide",
    "/demo/epost",
    "/finnes-ikke",
)
SIGNED_IN = {
    "coordinator": (
        "/min-dag",
        "/tall",
        "/innboks",
        "/innboks?tab=lukket",
        "/arbeidsmengde",
        "/sendt-fra-oss",
        "/innmelding",
        "/oppbevaring",
    ),
    "fsu_secretary": ("/tall?ar=2023", "/innboks"),
    "privacy_officer": ("/logg", "/oppbevaring"),
    "administrator": ("/brukere",),
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def findings(page) -> list[str]:
    """Every violation as a sentence: the rule, what is wrong, and where."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "tags => axe.run({runOnly: {type: 'tag', values: tags}}).then(r => r.violations)", TAGS
    )
    return [f"{v['id']}: {v['help']} at {v['nodes'][0]['target']}" for v in found]


@pytest.fixture(params=[PHONE, DESK], ids=["360", "1280"])
def wide(request, browser):
    context = browser.new_context(viewport=request.param, locale="nb-NO")
    yield context.new_page()
    context.close()


def is_within_the_screen(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def look(page, address) -> list[str]:
    page.goto(address)
    fits = [] if is_within_the_screen(page) else ["the page is wider than the screen"]
    return [f"{address}: {finding}" for finding in (*fits, *findings(page))]


def test_public_pages_have_no_finding(wide, site):
    assert not [line for path in PUBLIC for line in look(wide, site.address + path)]


def test_a_form_with_errors_has_no_finding(wide, site):
    wide.goto(f"{site.address}/meld/vestfold/kommune-til-sykehus")
    follow(wide, wide.get_by_role("button", name="Send melding"))
    expect(wide).to_have_title(re.compile("^Feil:"))
    assert not findings(wide)


@pytest.mark.parametrize("role", SIGNED_IN)
def test_signed_in_pages_have_no_finding(wide, site, role):
    sign_in(wide, site, site.account(role))
    assert not [line for path in SIGNED_IN[role] for line in look(wide, site.address + path)]


@pytest.mark.parametrize("tab", ["nye", "venter", "forfalt", "besvart", "lukket"])
def test_a_case_in_every_tab_has_no_finding(wide, site, tab):
    sign_in(wide, site, site.account("coordinator", party="siv"))
    wide.goto(f"{site.address}/innboks?tab={tab}")
    follow(wide, wide.locator("a[href^='/saker/']").first)
    expect(wide).to_have_url(re.compile("/saker/"))
    assert not findings(wide)
