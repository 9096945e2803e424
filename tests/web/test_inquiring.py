"""Asking somebody outside the case, and the page of the one who was asked."""

import io

import pypdf
import pytest
from sqlalchemy import select

from app.domain.audit import AuditAction
from app.domain.lifecycle import Status
from app.domain.links import Purpose
from app.models import AuditEntry, Case, Inquiry
from tests.factories import LINKS
from tests.web.casework import opened, read, status_of
from tests.web.filling import token_for
from tests.web.posting import form_to, send

QUESTION = "Når ble medisinlisten sendt fra avdelingen?"
ANSWER = {"inquiry_reply": "Listen ble sendt klokka tre.", "answered_by": "Sykepleier på vakt"}


@pytest.fixture
def key(scene):
    return scene.case_at(Status.ACKNOWLEDGED, description="Kanarifuglen sang i korridoren.")


def ask(world, key, **changes):
    client = opened(world, key)
    asked = {"inquire_unit": "siv-kirurgi", "inquiry": QUESTION, **changes}
    return client, send(client, "/sporsmal-til-andre", **asked)


def link_of(world):
    (inquiry,) = read(world, select(Inquiry))
    return f"/sporsmal/{LINKS.token(Purpose.INQUIRY, inquiry.key, inquiry.generation)}"


def test_a_handler_asks_and_the_answer_stands_on_the_case(own_world, key):
    _client, response = ask(own_world, key)
    assert response.status_code == 303
    link = link_of(own_world)
    third = own_world.client()
    third.get(link)
    assert send(third, link, **ANSWER).status_code == 303
    text = opened(own_world, key).page.root.one("main").text
    for words in (QUESTION, ANSWER["inquiry_reply"], ANSWER["answered_by"]):
        assert words in text
    assert status_of(own_world, key) is Status.ACKNOWLEDGED


def test_the_page_of_the_one_who_was_asked_has_the_question_and_nothing_else_of_the_case(
    own_world, key
):
    ask(own_world, key)
    (case,) = (c for c in read(own_world, select(Case)) if c.key == key)
    client = own_world.client()
    response = client.get(link_of(own_world))
    assert response.status_code == 200
    page = client.page.html
    assert QUESTION in page
    assert "Klinikk medisin" in page
    spoken = f"{case.reference[:4]}-{case.reference[4:]}"
    hidden = ("Kanarifuglen", case.reference, spoken, key, "Legemidler", "6. mars", "Prøvesen")
    assert not [each for each in hidden if each in page]
    assert client.page.root.one("title").text == "Et spørsmål til dere – Samhandlingsavvik"
    opened_at = select(AuditEntry).where(AuditEntry.action == AuditAction.INQUIRY_OPENED)
    assert len(read(own_world, opened_at)) == 1


def test_after_the_answer_the_link_says_so_and_a_second_text_is_handed_back(own_world, key):
    ask(own_world, key)
    link = link_of(own_world)
    first, second = own_world.client(), own_world.client()
    first.get(link)
    second.get(link)
    late = form_to(second, link)
    send(first, link, **ANSWER)
    first.get(link)
    assert "Takk, svaret er kommet fram" in first.page.root.one("main").text
    assert QUESTION not in first.page.html
    token = late.all("input", name="csrf_token")[0]["value"]
    other = {"inquiry_reply": "Noe helt annet.", "answered_by": "En annen", "csrf_token": token}
    response = second.post(link, data=other)
    assert response.status_code == 409
    assert "Noe helt annet." in second.page.root.one("main").text


def test_an_unknown_link_and_a_cut_one_look_alike(own_world, key):
    ask(own_world, key)
    link = link_of(own_world)
    client = own_world.client()
    pages = [client.get(each) for each in ("/sporsmal/" + "a" * 26, link[:-1], "/sporsmal/x")]
    assert {page.status_code for page in pages} == {404}
    assert client.post("/sporsmal/" + "a" * 26, data=ANSWER).status_code == 404


def test_a_handler_takes_a_question_back_and_the_link_says_so_kindly(own_world, key):
    ask(own_world, key)
    client = opened(own_world, key)
    assert send(client, "/sporsmal-til-andre/trekk").status_code == 303
    client.get(f"/saker/{key}")
    assert "Trukket tilbake" in client.page.root.one("main").text
    third = own_world.client()
    third.get(link_of(own_world))
    assert "trenger ikke svar lenger" in third.page.root.one("main").text
    assert QUESTION not in third.page.html


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"inquire_unit": "", "inquire_email": "noen@gmail.example"}, "hører ikke til sykehuset"),
        ({"inquire_email": "apotek@siv.example"}, "ikke begge deler"),
        ({"inquire_unit": ""}, "Velg en enhet over"),
        ({"inquiry": "Har 13527248013 vært innlagt?"}, "fødselsnummer"),
    ],
)
def test_a_question_that_cannot_be_sent_comes_back_whole(own_world, key, changes, told):
    client, response = ask(own_world, key, **changes)
    assert response.status_code == 422
    assert told in client.page.root.one("main").text
    written = client.page.root.one("textarea", name="inquiry").text
    assert written == changes.get("inquiry", QUESTION)
    assert read(own_world, select(Inquiry)) == []


def test_neither_reporter_nor_sheet_nor_letter_has_the_words(own_world, key):
    ask(own_world, key)
    link = link_of(own_world)
    third = own_world.client()
    third.get(link)
    send(third, link, **ANSWER)
    follow = f"/folg/{token_for(own_world.app.extensions['database'], key)}"
    reporter = own_world.client()
    sheet = pypdf.PdfReader(io.BytesIO(own_world.client("leader").get(f"/saker/{key}/pdf").data))
    printed = " ".join(" ".join(page.extract_text() for page in sheet.pages).split())
    found = {
        "follow": reporter.get(follow).get_data(as_text=True),
        "letter": reporter.get(f"{follow}/folgeskriv").get_data(as_text=True),
        "hiding": reporter.get(f"{follow}/skjul").get_data(as_text=True),
        "sheet": printed,
    }
    for place, text in found.items():
        for words in (QUESTION, *ANSWER.values()):
            assert words not in text, place
    assert "stilte noen utenfor saken et spørsmål" in found["follow"]
