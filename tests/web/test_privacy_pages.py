"""Whoever reports, reads or handles finds out who answers for the data, and how to complain."""

import pytest

from app.domain.screening import FindingKind
from tests.domain.narrative_corpus.reading import sentences
from tests.page import Element, LintingClient
from tests.proofs.quality import _places  # what the proof itself counts

PARTIES = ("siv", "horten", "holmestrand", "tonsberg", "sandefjord", "larvik", "faerder")
SECTIONS = (
    "ansvar",
    "formal",
    "grunnlag",
    "mottakere",
    "oppbevaring",
    "rettigheter",
    "personvernombud",
)
OWN_NOTICE = {
    "to our clinic": "tonsberg",
    "from hospital to our municipality": "siv",
    "to another clinic": "horten",
}


def notices(element: Element) -> set[str]:
    """Give every address of a privacy page that is linked to."""
    links = (link["href"] for link in element.all("a"))
    return {link for link in links if link.startswith("/personvern") and "silen" not in link}


def main_of(client: LintingClient) -> Element:
    return client.page.root.one("main")


def footer_of(client: LintingClient) -> Element:
    return client.page.root.one("footer")


def test_the_page_about_privacy_leads_to_every_party_s_own_notice(world):
    client = world.client()
    client.get("/personvern")
    assert notices(main_of(client)) == {f"/personvern/{key}" for key in PARTIES}
    assert [a["href"] for a in main_of(client).all("a") if "silen" in a["href"]]


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("key", PARTIES)
def test_a_notice_says_all_that_the_regulation_asks(world, key, language):
    client = world.client()
    client.get(f"/sprak/{language}")
    assert client.get(f"/personvern/{key}").status_code == 200
    main = main_of(client)
    for name in SECTIONS:
        (heading,) = [e for e in main if e["id"] == name]
        assert heading.parent is not None
        assert len(heading.parent.text) > len(heading.text) + 20, name
    mails = [a["href"] for a in main.all("a") if a["href"].startswith("mailto:")]
    assert mails == [f"mailto:personvernombud@{key}.example"]
    for words in ("Datatilsynet", "§ 3-4 a", "artikkel 6", "artikkel 9"):
        assert words in main.text


def test_a_party_without_a_decision_is_told_to_erase_nothing(world):
    client = world.client()
    client.get("/personvern/siv")
    assert "vedtak er ikke registrert her ennå" in main_of(client).text


@pytest.mark.parametrize("key", ["oslo", "fsu-vestfold", "13058512345", "navn navnesen"])
def test_there_is_no_notice_of_anybody_else(world, key):
    client = world.client()
    assert client.get(f"/personvern/{key}").status_code == 404
    assert key not in client.page.html


def test_the_three_statements_are_neither_consent_under_the_regulation_nor_a_settled_ground(world):
    client = world.client()
    client.get("/personvern")
    said = main_of(client).text
    first, third = said.index("helsepersonelloven § 25"), said.index("§ 23 nr. 3")
    assert "De to første følger helsepersonelloven § 25" in said
    assert "Den tredje følger § 23 nr. 3" in said
    assert first < third < said.index("verken samtykke etter personvernforordningen eller et")
    assert "spørsmål til partenes personvernombud" in said


@pytest.mark.parametrize("page", ["front", "personvern", "personvern/silen", "tilgjengelighet"])
def test_every_page_s_footer_leads_to_the_page_about_privacy(world, page):
    client = world.client()
    client.get("/" if page == "front" else f"/{page}")
    assert notices(footer_of(client)) == {"/personvern"}


@pytest.mark.parametrize(
    ("way", "notice"),
    [("kommune-til-sykehus", "/personvern"), ("sykehus-til-kommune", "/personvern/siv")],
)
def test_the_form_tells_the_reporter_before_anything_is_sent(world, way, notice):
    client = world.client()
    client.get(f"/meld/vestfold/{way}")
    (section,) = [e for e in client.page.root.all("section") if e["aria-labelledby"] == "melder"]
    assert notices(section) == {notice}
    assert notices(footer_of(client)) == {notice}


@pytest.mark.parametrize("page", ["kvittering", "folg"])
@pytest.mark.parametrize(("case", "key"), OWN_NOTICE.items())
def test_the_reporter_s_pages_lead_to_the_notice_of_their_own_party(world, page, case, key):
    client = world.client()
    client.get(f"/{page}/{world.tokens[case]}")
    assert notices(main_of(client)) == {f"/personvern/{key}"}
    assert notices(footer_of(client)) == {f"/personvern/{key}"}


def test_a_case_leads_to_the_notice_of_the_party_that_reported_it(world):
    client = world.client("leader")
    client.get(f"/saker/{world.cases['to our clinic']}")
    assert notices(main_of(client)) == {"/personvern/tonsberg"}
    assert notices(footer_of(client)) == {"/personvern/tonsberg"}


def test_nobody_learns_from_the_footer_who_reported_a_case_that_is_not_theirs(world):
    client = world.client("caseworker of another clinic")
    assert client.get(f"/saker/{world.cases['to our clinic']}").status_code == 404
    assert notices(footer_of(client)) == {"/personvern"}


def test_the_page_about_the_screen_promises_no_more_than_it_keeps(world):
    client = world.client()
    client.get("/personvern/silen")
    said = main_of(client).text
    assert "den finner ikke alt" in said
    assert "anonym" not in said


def test_the_page_about_privacy_does_not_deny_that_a_name_may_slip_through(world):
    client = world.client()
    client.get("/personvern")
    said = main_of(client).text
    assert "Vi spør aldri etter pasientens navn eller fødselsnummer, og nummer blir stoppet" in said
    assert "silen finner ikke alle" in said


def test_the_figures_about_the_screen_are_those_that_are_measured(world):
    client = world.client()
    client.get("/personvern/silen")
    said = main_of(client).text
    sealed = sentences("sealed")
    places = [place for sentence in sealed for place in _places(sentence)]
    names = [place for place in places if place.kind == FindingKind.NAME]
    everything, of_names = (
        round(100 * sum(place.is_found for place in some) / len(some)) for some in (places, names)
    )
    assert f"Navn: {of_names} av 100 ble funnet, i {len(sealed)} setninger" in said
    assert f"navn medregnet: {everything} av 100, i de samme setningene" in said
    assert "Tallene sier ikke hvor mye silen finner i virkelige meldinger" in said
