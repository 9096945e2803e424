"""The whole main job in a real browser: form, inbox, answer, follow page, annual report."""

import io
import re

import pypdf
import pytest

from tests.journeys.conftest import sign_in, sign_out

pytestmark = pytest.mark.browser

DESCRIPTION = "Pasienten kom hjem fredag kveld uten medisinliste. Vi oppdaget det klokka 23."
QUESTION = "Fikk dere noen muntlig beskjed om medisinene?"
REPLY = "Nei, vi fikk bare epikrisen."
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
    """Press a button and wait for the page it leads to; a link pressed meanwhile would stop it."""
    with page.expect_navigation(wait_until="commit", timeout=60_000):
        page.get_by_role("button", name=name).click()


def case_link(page, reference):
    return page.get_by_role("link", name=re.compile(reference))


def test_a_report_goes_from_form_to_answer(page, site):
    fill_form(page, site)
    press(page, "Send melding")
    assert "/kvittering/" in page.url
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.get_by_role("main").inner_text())
    assert found
    reference = found[0]
    follow = page.url.replace("/kvittering/", "/folg/")

    sign_in(page, site, site.account("caseworker", unit="siv-medisin"))
    page.goto(f"{site.address}/innboks?tab=nye")
    case_link(page, reference).click()
    assert DESCRIPTION in page.get_by_role("main").inner_text()
    press(page, "Bekreft mottak")
    case = page.url
    open_section(page, "Spør melder")
    page.get_by_label(re.compile("Spørsmål")).first.fill(QUESTION)
    press(page, "Spør melder")
    sign_out(page)

    page.goto(follow)
    assert QUESTION in page.get_by_role("main").inner_text()
    page.get_by_label(re.compile("Svar")).first.fill(REPLY)
    press(page, "Send svar")
    assert REPLY in page.get_by_role("main").inner_text()

    sign_in(page, site, site.account("caseworker", unit="siv-medisin"))
    page.goto(case)
    open_section(page, "Svar")
    page.get_by_label("Hva vi fant").fill(FINDING)
    page.get_by_label("Årsak").fill("Sjekklisten mangler et punkt.")
    page.get_by_label("Tiltak", exact=True).fill("Punktet er lagt til.")
    page.get_by_label(re.compile("Ansvarlig")).fill("Seksjonsleder")
    press(page, "Send svar")
    sign_out(page)

    page.goto(follow)
    assert FINDING in page.get_by_role("main").inner_text()


def open_section(page, name):
    """Open a folded form, when it is folded."""
    folded = page.locator("details:not([open]) > summary", has_text=name)
    if folded.count():
        folded.first.click()


def test_the_secretary_downloads_the_annual_report_of_2023_with_174_municipal_cases(page, site):
    sign_in(page, site, site.account("fsu_secretary"))
    page.goto(f"{site.address}/tall?ar=2023")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("årsrapport for FSU")).click()
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
    assert "/meld/" in page.url
    assert "ligner et fødselsnummer" in page.get_by_role("main").inner_text()
    assert DESCRIPTION in page.get_by_label("Kort beskrivelse av hendelsen").input_value()
    assert page.get_by_label("Melders arbeidssted").input_value() == "Hjemmetjenesten sone nord"
    page.get_by_label("Kort beskrivelse av hendelsen").fill(DESCRIPTION)
    press(page, "Send melding")
    assert "/kvittering/" in page.url
