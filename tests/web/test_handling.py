"""A case through the web: every act from every status, and what each side sees."""

import pytest
from sqlalchemy import select

from app.domain.case import Reference
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import TRANSITIONS, Status, after
from app.domain.policy import ACTION_PERMISSIONS, permits
from app.models import Answer, AuditEntry, Case
from app.services.cases import find_case, relations_of
from app.services.grants import actor_for
from tests.factories import version_of
from tests.web.casework import ACTS, ANSWER, TEXT, opened, read, status_of, traces
from tests.web.conftest import CANARY, REPORTER_CANARY
from tests.web.posting import form_to, forms_to, send, standing

WITH_ITS_RECIPIENT = [
    status for status in Status if status not in {Status.FORWARDED, Status.AWAITING_LINE_MANAGER}
]
RECIPIENTS = ("triage", "leader", "hospital coordinator")


@pytest.mark.parametrize("status", WITH_ITS_RECIPIENT)
def test_an_act_succeeds_exactly_where_the_table_lists_it(own_world, scene, status):
    for action, (path, values) in ACTS.items():
        key = scene.case_at(status)
        client = opened(own_world, key)
        with own_world.app.extensions["database"].reading() as session:
            version = version_of(session, key)
        before = traces(own_world)
        data = {"csrf_token": client.token(), "version": str(version), **values}
        response = client.post(f"/saker/{key}/{path}", data=data)
        if (status, action) in TRANSITIONS:
            assert response.status_code == 303, (action, response.get_data(as_text=True))
            reached = after(status, action)
            expected = Status.SENT if reached is Status.FORWARDED else reached
            assert status_of(own_world, key) is expected
        else:
            assert response.status_code == 409, action
            assert traces(own_world) == before
            assert status_of(own_world, key) is status


@pytest.mark.parametrize("status", [*WITH_ITS_RECIPIENT, Status.AWAITING_LINE_MANAGER])
def test_the_page_offers_exactly_what_may_be_done(own_world, scene, status):
    key = scene.case_at(status)
    readers = RECIPIENTS if status in WITH_ITS_RECIPIENT else ()
    for subject in (*readers, "municipal coordinator"):
        client = opened(own_world, key, subject)
        for action, (path, _values) in ACTS.items():
            may = allowed(own_world, subject, key, action) and (status, action) in TRANSITIONS
            assert bool(forms_to(client, f"/{path}")) is may, (subject, action)


def test_a_report_that_waits_for_its_line_manager_is_hidden_from_its_recipient(own_world, scene):
    key = scene.case_at(Status.AWAITING_LINE_MANAGER)
    for subject in RECIPIENTS:
        client = own_world.client(subject)
        client.get("/innboks")
        assert key not in client.page.html
        before = traces(own_world)
        data = {"csrf_token": client.token(), "version": "1"}
        for path, values in ACTS.values():
            assert client.post(f"/saker/{key}/{path}", data={**data, **values}).status_code == 404
        assert client.get(f"/saker/{key}").status_code == 404
        assert traces(own_world) == before


def allowed(world, subject, key, action) -> bool:
    with world.app.extensions["database"].reading() as session:
        actor = actor_for(session, world.users[subject], on=oslo_date(world.clock()))
        relations = relations_of(session, find_case(session, key))
    return permits(actor, ACTION_PERMISSIONS[action], relations)


def test_a_forwarded_case_is_gone_for_those_who_sent_it_on(own_world, scene):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key, "triage")
    response = send(
        client, "/videresend", to_unit="horten-postmottak", forward_reason="Gjelder Horten."
    )
    assert response.headers["Location"].endswith("/innboks")
    client.get("/innboks")
    assert "videresendt" in client.page.root.one("main").text
    assert client.get(f"/saker/{key}").status_code == 404


def test_opening_a_case_leaves_exactly_one_entry(own_world):
    key = own_world.cases["to our clinic"]
    query = select(AuditEntry).where(AuditEntry.action == "case_read")
    assert not read(own_world, query)
    opened(own_world, key)
    (entry,) = read(own_world, query)
    assert entry.user_id == own_world.users["leader"].id
    assert entry.facts == {"where": "page"}


@pytest.mark.parametrize("unit", ["siv-medisin", "siv-medisin-geriatri", "finnes-ikke", ""])
def test_a_unit_that_takes_no_cases_is_refused_at_the_field(own_world, scene, unit):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key)
    assert send(client, "/videresend", to_unit=unit, forward_reason=TEXT).status_code == 422
    assert "data-invalid" in client.page.html
    assert status_of(own_world, key) is Status.SENT


@pytest.mark.parametrize("typed", ["ZZZZ-ZZZ1", "bare tull", "ååååæøåæ", "", "0"])
def test_a_double_must_name_another_case(own_world, scene, typed):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key)
    values = {"decline_reason": "duplicate", "decline_comment": TEXT, "duplicate_of": typed}
    assert send(client, "/avvis", **values).status_code == 422
    assert status_of(own_world, key) is Status.SENT


def test_a_double_names_the_other_case_however_the_reference_is_typed(own_world, scene):
    key, other = scene.case_at(Status.SENT), scene.case_at(Status.SENT)
    (reference,) = read(own_world, select(Case.reference).where(Case.key == other))
    typed = Reference(reference).spoken.lower().replace("0", "o")
    client = opened(own_world, key)
    values = {"decline_reason": "duplicate", "decline_comment": TEXT, "duplicate_of": typed}
    assert send(client, "/avvis", **values).status_code == 303
    client.get(f"/saker/{key}")
    assert Reference(reference).spoken in client.page.root.one("main").text


@pytest.mark.parametrize("both", [True, False])
def test_an_answer_has_measures_or_tells_why_there_are_none(own_world, scene, both):
    key = scene.case_at(Status.ACKNOWLEDGED)
    client = opened(own_world, key)
    text = "Vi gjør det vi gjorde." if both else ""
    values = {**ANSWER, "no_measures": text, "measures": ANSWER["measures"] if both else ""}
    assert send(client, "/svar", **values).status_code == 422
    assert send(client, "/svar", measures="", no_measures="Rutinen er god nok.").status_code == 303
    (given,) = read(own_world, select(Answer))
    assert given.responsible == ANSWER["responsible"]


def test_extra_fields_change_nothing(own_world, scene):
    key = scene.case_at(Status.SENT)
    client = opened(own_world, key)
    more = {"status": "closed", "unit_id": "1", "handler_id": "1", "case_id": "99", "id": "1"}
    assert send(client, "/notat", note=TEXT, **more).status_code == 303
    assert status_of(own_world, key) is Status.SENT


def test_what_people_write_is_shown_as_text(own_world, scene):
    hostile = "<script>alert(1)</script>'><img src=x onerror=alert(1)> {{7*7}}"
    key = scene.case_at(Status.SENT, description=hostile)
    client = opened(own_world, key)
    send(client, "/notat", note=hostile)
    client.get(f"/saker/{key}")
    assert client.page.root.one("main").text.count("{{7*7}}") == 2
    assert not [e for e in client.page.root.one("main") if e.name in {"script", "img"}]


def test_the_sender_side_sees_neither_notes_nor_names(own_world, scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    handler = opened(own_world, key, "caseworker")
    send(handler, "/ta")
    handler.get(f"/saker/{key}")
    send(handler, "/notat", note="Internt, bare for oss.")
    handler.get(f"/saker/{key}")
    send(handler, "/svar", **ANSWER)
    handler.get(f"/saker/{key}")
    name = own_world.users["caseworker"].name
    colleague = opened(own_world, key, "leader")
    assert name in colleague.page.html
    assert "Internt, bare for oss." in colleague.page.html
    for subject in ("municipal coordinator", "municipal leader"):
        other = opened(own_world, key, subject)
        assert "Internt" not in other.page.html
        assert name not in other.page.html
        assert ANSWER["finding"] in other.page.root.one("main").text


def test_the_secretariat_reads_the_report_without_its_reporter(own_world):
    client = opened(own_world, own_world.cases["to the secretariat"], "secretary")
    assert CANARY in client.page.html
    assert REPORTER_CANARY not in client.page.html


def test_the_secretariat_tells_the_reporter_where_to_send_it(own_world):
    key = own_world.cases["to the secretariat"]
    client = opened(own_world, key, "secretary")
    assert send(client, "/veiled", guidance="Send den til Vestre Viken.").status_code == 303
    assert status_of(own_world, key) is Status.CLOSED


def test_a_party_keeps_its_own_number_and_empties_it(own_world):
    key = own_world.cases["to our clinic"]
    for subject, typed in (("leader", "EQS-1"), ("municipal coordinator", "T-2")):
        client = opened(own_world, key, subject)
        assert send(client, "/nummer", own_number=typed).status_code == 303
    for subject, typed in (("leader", "EQS-1"), ("municipal coordinator", "T-2")):
        client = opened(own_world, key, subject)
        assert standing(form_to(client, "/nummer"))["own_number"] == [typed]
        assert send(client, "/nummer", own_number="").status_code == 303


def test_a_case_prints_as_a_pdf_that_names_nobody_and_leaves_one_entry(own_world):
    key = own_world.cases["to our clinic"]
    response = own_world.client("leader").get(f"/saker/{key}/pdf")
    assert response.mimetype == "application/pdf"
    assert response.data.startswith(b"%PDF")
    assert REPORTER_CANARY.encode() not in response.data
    (entry,) = read(own_world, select(AuditEntry).where(AuditEntry.action == "case_printed"))
    assert entry.facts == {"language": "nb"}


def test_a_case_reads_in_nynorsk_too(own_world, scene):
    key = scene.case_at(Status.ANSWERED)
    client = own_world.client("leader")
    client.set_cookie("sprak", "nn")
    assert client.get(f"/saker/{key}").status_code == 200
    assert client.page.root.one("html")["lang"] == "nn"
    assert "Svara" in client.page.root.one("main").text
