"""«Oppbevaring» and «Saksarket er arkivert», and what every page shows of an erased text."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from app.domain.audit import AuditAction
from app.domain.links import Purpose
from app.models import Archiving, AuditEntry
from app.services import following
from tests.conftest import START
from tests.factories import LINKS
from tests.retained import PARTIES, WORD, Keepers, answered, declined, unanswered, withdrawn
from tests.web.casework import opened, read
from tests.web.conftest import CANARY, REPORTER_CANARY
from tests.web.posting import form_to, forms_to, send, standing

HOSPITAL, MUNICIPALITY = "hospital coordinator", "municipal coordinator"
LABEL = {"nb": "Slettet etter regelen om oppbevaring", "nn": "Sletta etter regelen om oppbevaring"}


@pytest.fixture
def keepers(own_world) -> Keepers:
    return Keepers(own_world.app.extensions["database"], START)


def erased(world, keepers, story=answered) -> str:
    """A case that the rule has erased on 9 June 2026; the clock of the pages goes along."""
    keepers.decide(*PARTIES, months=1)
    key = story(keepers, WORD)
    keepers.archive(key, "siv", "tonsberg")
    keepers.later(days=91)
    assert keepers.erase()
    world.clock.moment = keepers.now
    return key


def follow_page(world, key, language="nb") -> str:
    client = world.client()
    client.set_cookie("sprak", language)
    address = LINKS.follow_address(LINKS.token(Purpose.FOLLOW, key, 0))
    assert client.get(address.removeprefix("http://localhost")).status_code == 200
    return client.page.root.one("main").text


def case_page(world, key, subject=HOSPITAL, language="nb") -> str:
    client = world.client(subject)
    client.set_cookie("sprak", language)
    assert client.get(f"/saker/{key}").status_code == 200
    return client.page.root.one("main").text


def sheet(world, key, language) -> str:
    client = world.client(HOSPITAL)
    client.set_cookie("sprak", language)
    drawn = client.get(f"/saker/{key}/pdf")
    pages = PdfReader(io.BytesIO(drawn.data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# ---- the page of a party ----


@pytest.mark.parametrize("subject", [HOSPITAL, "privacy officer"])
def test_a_party_without_a_decision_is_told_what_is_lacking(own_world, keepers, subject):
    client = own_world.client(subject)
    assert client.get("/oppbevaring").status_code == 200
    text = client.page.root.one("main").text
    assert "har ikke registrert bevarings- og kassasjonsvedtak" in text
    assert "ingenting listes eller slettes" in text
    assert "Skal slettes" not in text


def test_the_lists_name_cases_by_reference_and_date_alone(own_world, keepers):
    keepers.decide("siv", months=1)
    due, unarchived = answered(keepers, CANARY), declined(keepers, REPORTER_CANARY)
    keepers.archive(due, "siv")
    own_world.clock.forward(days=60)
    for subject, links in (
        (HOSPITAL, {f"/saker/{due}", f"/saker/{unarchived}"}),
        ("privacy officer", set()),
    ):
        client = own_world.client(subject)
        body = client.get("/oppbevaring").get_data(as_text=True)
        main = client.page.root.one("main")
        assert CANARY not in body
        assert REPORTER_CANARY not in body
        assert {a["href"] for a in main.all("a")} == links
        assert "Arkivplan, sak 12/2026, 9. mars 2026" in main.text
        assert "1 måned etter svar, avvisning eller trekking" in main.text
        assert [table.text.count("10.03.2026") for table in main.all("table")] == [2, 1]
    assert len(read(own_world, entries(AuditAction.RETENTION_READ))) == 2


def test_an_answered_case_that_nobody_closed_is_on_the_list_under_a_heading_of_its_own(
    own_world, keepers
):
    key = answered(keepers, WORD)
    client = own_world.client(HOSPITAL)
    client.get("/oppbevaring")
    main = client.page.root.one("main")
    assert [a["href"] for a in main.all("a")] == [f"/saker/{key}"]
    headings = [e.text for e in main if e.name in {"h2", "h3"}]
    assert "Besvart, avvist eller trukket, men ikke arkivert (1)" in headings
    assert main.text.count("men ikke arkivert") == 1
    assert "også når ingen har lukket saken" in main.text


def test_the_way_back_to_the_list_is_shown_when_a_case_is_archived(own_world, keepers):
    client = opened(own_world, answered(keepers, WORD), HOSPITAL)
    client.get(send(client, "/arkiver").location)
    said = client.page.root.one("main").text
    assert "Det er registrert at saksarket er arkivert. Tilbake til oppbevaring" in said
    (back,) = client.page.root.one("main").all("a", href="/oppbevaring")
    assert back.text == "Tilbake til oppbevaring"


def entries(action):
    return select(AuditEntry).where(AuditEntry.action == action)


def test_the_menu_leads_there_for_those_who_may_read_it(own_world):
    for subject, is_there in ((HOSPITAL, True), ("privacy officer", True), ("leader", False)):
        client = own_world.client(subject)
        client.get("/")
        assert bool(client.page.root.all("a", href="/oppbevaring")) is is_there


# ---- the act ----


def test_each_coordinator_says_once_that_the_sheet_is_archived(own_world, keepers):
    key = withdrawn(keepers, WORD)
    for subject in (HOSPITAL, MUNICIPALITY):
        client = opened(own_world, key, subject)
        assert "Før det sletter oppbevaringsregelen ingenting" in client.page.root.one("main").text
        assert send(client, "/arkiver").status_code == 303
        assert not forms_to(opened(own_world, key, subject), "/arkiver")
    client = opened(own_world, key, HOSPITAL)
    rows = [each for each in client.page.root.all("div") if [e.name for e in each] == ["dt", "dd"]]
    said = {row.one("dt").text: row.one("dd").text for row in rows}
    assert said["Sykehuset i Vestfold HF"] == said["Tønsberg kommune"] == "10. mars 2026"
    assert len(read(own_world, entries(AuditAction.CASE_ARCHIVED))) == 2


def test_nobody_else_is_asked_and_nobody_before_the_case_has_ended(own_world, keepers):
    ended, waiting = withdrawn(keepers, WORD), unanswered(keepers, WORD)
    for subject, key in (("leader", ended), (HOSPITAL, waiting), (MUNICIPALITY, waiting)):
        assert not forms_to(opened(own_world, key, subject), "/arkiver")
    assert own_world.client("leader").post(f"/saker/{ended}/arkiver").status_code == 404


def test_a_case_that_was_reopened_meanwhile_is_not_archived(own_world, keepers):
    key = answered(keepers, WORD)
    client = opened(own_world, key, HOSPITAL)
    keepers.follow(following.reopen, key, body="Det mangler noe.")
    response = send(client, "/arkiver")
    assert response.status_code == 409
    assert "Noen andre rakk å gjøre noe med saken før deg" in client.page.root.one("main").text
    assert read(own_world, select(Archiving)) == []


def test_a_case_that_has_not_ended_is_refused_even_with_the_newest_version(own_world, keepers):
    key = answered(keepers, WORD)
    client = opened(own_world, key, HOSPITAL)
    version = int(standing(form_to(client, "/arkiver"))["version"][0])
    keepers.follow(following.reopen, key, body="Det mangler noe.")
    assert send(client, "/arkiver", version=str(version + 1)).status_code == 409
    assert "ikke lenger besvart, avvist eller trukket" in client.page.root.one("main").text


def test_what_came_to_the_sheet_later_makes_it_outdated(own_world, keepers):
    key = answered(keepers, WORD)
    keepers.archive(key, "siv")
    keepers.later(days=1)
    keepers.follow(following.supplement, key, body="Enda noe.")
    client = opened(own_world, key, HOSPITAL)
    assert "10. mars 2026, men saken er endret siden" in client.page.root.one("main").text
    assert forms_to(client, "/arkiver")


# ---- what is shown of an erased text ----


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_page_of_a_case_says_when_its_texts_were_erased(own_world, keepers, language):
    key = erased(own_world, keepers)
    for subject in (HOSPITAL, MUNICIPALITY, "leader"):
        text = case_page(own_world, key, subject, language)
        assert WORD not in text
        assert text.count(f"{LABEL[language]} 9. juni 2026") >= 10
        assert "Tønsberg kommune" in text


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_follow_page_says_so_too_and_shows_the_coded_facts(own_world, keepers, language):
    text = follow_page(own_world, erased(own_world, keepers), language)
    assert WORD not in text
    assert text.count(f"{LABEL[language]} 9. juni 2026") >= 8
    assert "Klinikk medisin" in text
    assert {"nb": "Legemidler", "nn": "Legemiddel"}[language] in text


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_sheet_says_so_in_its_place(own_world, keepers, language):
    text = sheet(own_world, erased(own_world, keepers), language)
    assert WORD not in text
    assert text.count(f"{LABEL[language]} 9. juni 2026") >= 8


@pytest.mark.parametrize("story", [declined, withdrawn])
def test_reasons_and_comments_are_erased_words_too(own_world, keepers, story):
    key = erased(own_world, keepers, story)
    shown = (case_page(own_world, key), follow_page(own_world, key), sheet(own_world, key, "nb"))
    for text in shown:
        assert WORD not in text
        assert LABEL["nb"] in text


def test_only_the_side_that_is_erased_says_so(own_world, keepers):
    keepers.decide("tonsberg", months=1)
    key = answered(keepers, WORD)
    keepers.archive(key, "tonsberg")
    keepers.later(days=91)
    keepers.erase()
    own_world.clock.moment = keepers.now
    text = case_page(own_world, key)
    assert LABEL["nb"] in text
    assert f"Vi fant {WORD}." in text
    assert f"Når kom {WORD}?" in text
    assert f"Prøve {WORD}" not in text


def test_a_question_that_is_erased_is_not_asked_any_more(own_world, keepers):
    keepers.decide(*PARTIES, months=1)
    key = answered(keepers, WORD)
    keepers.archive(key, "siv", "tonsberg")
    keepers.later(days=91)
    keepers.erase()
    own_world.clock.moment = keepers.now
    assert "Spørsmål til deg" not in follow_page(own_world, key)
    client = opened(own_world, key, MUNICIPALITY)
    assert not forms_to(client, "/svar-for-melder")
