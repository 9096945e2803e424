"""The whole main job in a real browser: form, inbox, answer, follow page, annual report."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import TimeoutError as TooLate
from playwright.sync_api import expect

from tests.journeys.conftest import follow, sign_in, sign_out

pytestmark = pytest.mark.browser

DESCRIPTION = "Pasienten kom hjem fredag kveld uten medisinliste. Vi oppdaget det klokka 23."
QUESTION = "Fikk dere noen muntlig beskjed om medisinene?"
REPLY = "Nei, vi fikk bare epikrisen."
REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")
FINDING = "Listen lå klar, men ble ikke sendt med."


def fill_form(page, site):
    page.goto(f"{site.address}/")
    page.get_by_role("link", name="Meld uønsket hendelse").click()
    page.get_by_role("link", name=re.compile("fra kommune til sykehus", re.IGNORECASE)).click()
    page.get_by_label("Dato", exact=False).first.fill("17.11.2026")
    page.get_by_label(re.compile("Avdeling/seksjon i sykehuset")).select_option(
        "siv-medisin-geriatri"
    )
    page.get_by_label(re.compile("Navn på kommune")).select_option("tonsberg")
    page.get_by_label("Hjemmebasert pleie og omsorgstjeneste").check()
    page.get_by_label("Legemidler").check()
    page.get_by_label("Kort beskrivelse av hendelsen").fill(DESCRIPTION)
    page.get_by_label("Mindre alvorlig").check()
    page.get_by_label(re.compile("Pasienten er muntlig forespurt")).check()
    page.get_by_label("Navn", exact=True).fill("Prøve Prøvesen")
    page.get_by_label("Melders arbeidssted").fill("Hjemmetjenesten sone nord")
    page.get_by_label("e-post", exact=False).last.fill("prove@tonsberg.example")


def press(page, name):
    """Press a button and wait for the page it leads to; a link pressed meanwhile would stop it.

    A click that a busy machine lost is made once more, as people do; a second one does no harm.
    """
    button = page.get_by_role("button", name=name)
    try:
        with page.expect_navigation(wait_until="commit", timeout=20_000):
            button.click()
    except TooLate:
        with page.expect_navigation(wait_until="commit", timeout=60_000):
            button.click()


def case_link(page, reference):
    return page.get_by_role("link", name=re.compile(reference))


def test_a_report_goes_from_form_to_answer(page, site):
    fill_form(page, site)
    press(page, "Send melding")
    expect(page).to_have_url(re.compile("/kvittering/"))
    expect(page.get_by_role("main")).to_contain_text(REFERENCE)
    found = REFERENCE.search(page.get_by_role("main").inner_text())
    assert found
    reference = found[0]
    followed = page.url.replace("/kvittering/", "/folg/")

    sign_in(page, site, site.account("caseworker", unit="siv-medisin"))
    page.goto(f"{site.address}/innboks?tab=nye")
    follow(page, case_link(page, reference))
    expect(page.get_by_role("main")).to_contain_text(DESCRIPTION)
    press(page, "Bekreft mottak")
    expect(page).to_have_url(re.compile("/saker/"))
    case = page.url
    open_section(page, "Spør melder")
    page.get_by_role("textbox", name=re.compile("Spørsmål")).first.fill(QUESTION)
    press(page, "Spør melder")
    sign_out(page)

    page.goto(followed)
    expect(page.get_by_role("main")).to_contain_text(QUESTION)
    page.get_by_role("textbox", name=re.compile("Svar")).first.fill(REPLY)
    press(page, "Send svar")
    expect(page.get_by_role("main")).to_contain_text(REPLY)

    sign_in(page, site, site.account("caseworker", unit="siv-medisin"))
    page.goto(case)
    open_section(page, "Svar")
    page.get_by_label("Hva vi fant").fill(FINDING)
    page.get_by_label("Årsak", exact=True).select_option("routine_missing")
    page.get_by_role("textbox", name="Tiltak", exact=True).fill("Punktet er lagt til.")
    page.get_by_label(re.compile("Ansvarlig")).fill("Seksjonsleder")
    press(page, "Send svar")
    sign_out(page)

    page.goto(followed)
    expect(page.get_by_role("main")).to_contain_text(FINDING)


def open_section(page, name):
    """Open a folded form, when it is folded."""
    page.wait_for_load_state()
    folded = page.locator("details:not([open]) > summary", has_text=name)
    if folded.count():
        folded.first.click()


def test_the_secretary_downloads_the_annual_report_of_2023_with_174_municipal_cases(page, site):
    sign_in(page, site, site.account("fsu_secretary"))
    page.goto(f"{site.address}/tall?ar=2023")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("PDF.*Årsrapport for FSU, bokmål")).click()
    with open(download.value.path(), "rb") as file:  # noqa: PTH123  the browser's own path
        document = pypdf.PdfReader(io.BytesIO(file.read()))
    text = " ".join(sheet.extract_text() for sheet in document.pages)
    assert "2023" in text
    assert "174" in text
    assert len(document.pages) > 5


def test_a_national_number_is_stopped_and_nothing_typed_is_lost(page, site):
    fill_form(page, site)
    page.get_by_label("Kort beskrivelse av hendelsen").fill(f"{DESCRIPTION} Fnr 010170 12345.")
    press(page, "Send melding")
    expect(page).to_have_url(re.compile("/meld/"))
    expect(page.get_by_role("main")).to_contain_text("ligner et fødselsnummer")
    description = page.get_by_label("Kort beskrivelse av hendelsen")
    expect(description).to_have_value(re.compile(re.escape(DESCRIPTION)))
    expect(page.get_by_label("Melders arbeidssted")).to_have_value("Hjemmetjenesten sone nord")
    page.get_by_label("Kort beskrivelse av hendelsen").fill(DESCRIPTION)
    press(page, "Send melding")
    expect(page).to_have_url(re.compile("/kvittering/"))
