"""Nothing that a handler wrote is lost, and nothing that was refused is stored."""

import pytest
from sqlalchemy import select

from app.domain.lifecycle import TRANSITIONS, Action, Status
from app.models import Answer, AuditEntry, Narrative, Note
from app.services import notes
from tests.web.casework import ACTS, ANSWER, TEXT, opened, read, refuse_writing, status_of, traces
from tests.web.conftest import CANARY
from tests.web.posting import form_to, send, standing, written

NUMBER = "130585 12345"
TEXTS = [
    (Status.SENT, "videresend", "forward_reason", ACTS[Action.FORWARD][1]),
    (Status.SENT, "avvis", "decline_comment", ACTS[Action.DECLINE][1]),
    (Status.SENT, "avvis", "duplicate_of", ACTS[Action.DECLINE][1]),
    (Status.SENT, "spor", "question", {}),
    (Status.SENT, "notat", "note", {}),
    (Status.SENT, "nummer", "own_number", {}),
    *(
        (Status.ACKNOWLEDGED, "svar", name, ANSWER)
        for name in (*ANSWER, "no_measures", "effective_on", "expected_effect")
        if name != "cause_kind"
    ),
]


@pytest.mark.parametrize(("status", "path", "field", "values"), TEXTS, ids=lambda v: str(v)[:14])
def test_a_national_number_is_refused_in_every_field_and_nothing_is_stored(
    own_world, scene, status, path, field, values
):
    key = scene.case_at(status)
    client = opened(own_world, key)
    before = traces(own_world)
    text = f"{TEXT} {NUMBER} og mer."
    response = send(client, f"/{path}", **{**values, field: text})
    assert response.status_code == 422
    assert client.page.root.one("title").text.startswith("Feil:")
    control = next(e for e in form_to(client, f"/{path}") if e["name"] == field)
    shown = written(control) if control.name == "textarea" else control["value"]
    assert shown == text
    assert traces(own_world) == before
    for each in control.parent or []:
        if "ds-validation-message" in each["class"]:
            assert NUMBER not in each.text


@pytest.mark.parametrize("path", ["videresend", "avvis", "spor", "notat", "svar"])
def test_an_empty_form_stands_open_with_a_sentence_at_each_field(own_world, scene, path):
    key = scene.case_at(Status.ACKNOWLEDGED)
    client = opened(own_world, key)
    assert send(client, f"/{path}").status_code == 422
    form = form_to(client, f"/{path}")
    assert form.all("p", class_="ds-validation-message")
    box = form.parent
    while box is not None and box.name != "details":
        box = box.parent
    assert box is None or "open" in box.attributes


def test_the_loser_of_a_race_sees_both_texts_and_loses_nothing(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    winner, loser = opened(own_world, key), opened(own_world, key, "caseworker")
    assert send(winner, "/svar", **ANSWER).status_code == 303
    mine = {**ANSWER, "finding": "Vi fant noe annet, og det er viktig."}
    response = send(loser, "/svar", **mine)
    assert response.status_code == 409
    page = loser.page.root.one("main").text
    assert ANSWER["finding"] in page
    assert mine["finding"] in page
    assert "Nytt siden du åpnet saken" in page
    assert "Dette er ikke sendt" in page
    assert len(read(own_world, select(Answer))) == 1


def test_one_more_click_sends_the_text_where_it_still_fits(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    first, second = opened(own_world, key), opened(own_world, key, "caseworker")
    assert send(first, "/spor", question="Hvem ringte?").status_code == 303
    assert send(second, "/spor", question="Når var det?").status_code == 409
    assert "Hvem ringte?" in second.page.root.one("main").text
    assert standing(form_to(second, "/spor"))["question"] == ["Når var det?"]
    assert send(second, "/spor").status_code == 303
    asked = read(own_world, select(Narrative.body).where(Narrative.kind == "question"))
    assert asked == ["Hvem ringte?", "Når var det?"]


@pytest.mark.parametrize("action", [a for a in ACTS if a is not Action.FORWARD])
def test_a_second_click_gets_the_same_receipt_and_does_nothing(own_world, scene, action):
    path, values = ACTS[action]
    status = next(s for s, a in TRANSITIONS if a is action)
    key = scene.case_at(status)
    client = opened(own_world, key)
    form = form_to(client, f"/{path}")
    data = {**standing(form), **values}
    once = client.post(form["action"], data=data)
    done = traces(own_world)
    again = client.post(form["action"], data=data)
    assert once.status_code == again.status_code == 303
    assert once.headers["Location"] == again.headers["Location"]
    assert traces(own_world) == done


def test_two_tabs_of_one_person_never_swallow_a_text(own_world, scene):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key)
    form = form_to(client, "/notat")
    page = standing(form)
    client.post(form["action"], data={**page, "note": "Det første notatet."})
    response = client.post(form["action"], data={**page, "note": "Det andre notatet."})
    assert response.status_code == 409
    assert standing(form_to(client, "/notat"))["note"] == ["Det andre notatet."]
    assert send(client, "/notat").status_code == 303
    assert len(read(own_world, select(Note))) == 2


def test_a_locked_database_hands_the_form_back_whole_and_shows_no_case(
    own_world, scene, monkeypatch
):
    key = scene.case_at(Status.ACKNOWLEDGED, description=CANARY)
    client = opened(own_world, key)
    with monkeypatch.context() as lock:
        refuse_writing(own_world, lock)
        response = send(client, "/svar", **ANSWER)
    assert response.status_code == 503
    assert CANARY not in client.page.html
    kept = standing(form_to(client, "/svar"))
    assert {name: kept[name][0] for name in ANSWER} == ANSWER
    assert send(client, "/svar").status_code == 303
    assert status_of(own_world, key) is Status.ANSWERED


def test_a_fault_of_ours_hands_the_form_back_whole(own_world, scene, monkeypatch):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key)
    monkeypatch.setattr(notes, "write_note", lambda *_a, **_k: 1 / 0)
    assert send(client, "/notat", note=TEXT).status_code == 500
    assert standing(form_to(client, "/notat"))["note"] == [TEXT]


def test_a_case_moved_away_while_somebody_wrote_gives_the_text_back(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED, description=CANARY)
    mover, writer = opened(own_world, key), opened(own_world, key, "caseworker")
    form = form_to(writer, "/svar")
    send(mover, "/videresend", to_unit="horten-postmottak", forward_reason="Hører til Horten.")
    response = writer.post(form["action"], data={**standing(form), **ANSWER})
    assert response.status_code == 404
    assert ANSWER["finding"] in writer.page.root.one("main").text
    assert CANARY not in writer.page.html


def test_a_page_that_stood_open_too_long_needs_one_more_click(own_world, scene):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key)
    response = send(client, "/notat", note=TEXT, csrf_token="gammel")
    assert response.status_code == 400
    assert standing(form_to(client, "/notat"))["note"] == [TEXT]
    assert send(client, "/notat").status_code == 303


def test_a_case_whose_reading_cannot_be_logged_is_not_shown(own_world, monkeypatch):
    client = own_world.client("leader")
    client.get("/innboks")
    refuse_writing(own_world, monkeypatch)
    response = client.get(f"/saker/{own_world.cases['to our clinic']}")
    assert response.status_code == 503
    assert CANARY not in response.get_data(as_text=True)


def test_a_case_shown_again_after_a_fault_is_read_and_logged_again(own_world):
    key = own_world.cases["to our clinic"]
    client = opened(own_world, key)
    assert send(client, "/spor", question="").status_code == 422
    assert CANARY in client.page.html
    assert len(read(own_world, select(AuditEntry).where(AuditEntry.action == "case_read"))) == 2
