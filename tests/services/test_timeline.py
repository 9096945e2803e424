"""The timeline: every shared act, nobody's name, nothing internal, and a constant price."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

import app
from app.domain.audit import AuditAction
from app.domain.case import ClassificationDraft, DeclineDraft
from app.domain.lifecycle import Status
from app.domain.routing import RoutingReason
from app.domain.vocabulary import (
    AnswerPart,
    Consent,
    Consequence,
    DeclineReason,
    Role,
)
from app.models import AuditEntry, Case
from app.services import audit, classifying, following, handling, notes
from app.services.forwarding import declining
from app.services.timeline import timeline
from tests.conftest import START
from tests.factories import Scene, actor_at, sent_case, version_of

PARTIALS = Path(app.__file__).parent / "templates" / "timeline"


@pytest.fixture
def scene(database):
    return Scene(database, START)


def the_case(session, key):
    return session.scalars(select(Case).where(Case.key == key)).one()


def told(scene, key, *, shared_only=True):
    with scene.database.reading() as session:
        return timeline(session, the_case(session, key), shared_only=shared_only)


def handle(scene, key, act, *arguments, **named):
    scene.now += timedelta(seconds=1)
    with scene.database.transaction() as session:
        act(
            session, scene.leader, key, version_of(session, key), *arguments, now=scene.now, **named
        )


def follow(scene, key, act, *arguments, **named):
    scene.now += timedelta(seconds=1)
    with scene.database.transaction() as session:
        reporter = following.reporter_of(the_case(session, key))
        act(session, reporter, key, *arguments, now=scene.now, **named)


@pytest.mark.parametrize("action", [action for action in AuditAction if action.shared])
def test_every_act_that_is_told_has_its_own_words(action):
    assert (PARTIALS / f"{action.value}.html").is_file()


def test_no_act_that_is_internal_has_words_for_others():
    internal = {f"{action.value}.html" for action in AuditAction if not action.shared}
    assert not internal & {path.name for path in PARTIALS.iterdir()}


def test_a_case_that_was_just_sent_tells_where_it_went_and_why(scene):
    (entry,) = told(scene, scene.case_at(Status.SENT))
    assert entry.action is AuditAction.SENT
    assert (entry.place.unit.nb, entry.place.party.nb) == ("Klinikk medisin", "SiV")
    assert entry.reason is RoutingReason.RULE
    assert entry.by == "reporter"


def test_a_forwarding_tells_from_where_to_where_and_why(scene):
    entry = told(scene, scene.case_at(Status.FORWARDED))[-1]
    assert (entry.place.unit.nb, entry.to_place.unit.nb) == ("Klinikk medisin", "Klinikk kirurgi")
    assert entry.body == "Feil klinikk"


def test_an_answer_is_told_in_its_parts_in_the_order_they_are_read(scene):
    entry = told(scene, scene.case_at(Status.ANSWERED))[-1]
    assert [part for part, _text in entry.answer.parts] == [
        AnswerPart.FINDING,
        AnswerPart.CAUSE,
        AnswerPart.MEASURES,
    ]
    assert entry.answer.responsible == "Seksjonsleder"


def test_a_double_names_the_other_report_by_its_reference(scene):
    with scene.database.transaction() as session:
        original = sent_case(session, now=scene.now).reference
    key = scene.case_at(Status.SENT)
    draft = DeclineDraft(DeclineReason.DUPLICATE, "Meldt fra før.", duplicate_of=original)
    handle(scene, key, declining.decline, draft)
    entry = told(scene, key)[-1]
    assert (entry.reason, entry.duplicate_of) == (DeclineReason.DUPLICATE, original)
    assert entry.body == "Meldt fra før."


def test_a_reply_points_at_its_question(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    handle(scene, key, handling.ask, "Når kom pasienten hjem?")
    question = told(scene, key)[-1]
    follow(scene, key, following.reply, question_id=question.narrative_id, body="Klokken sju.")
    reply = told(scene, key)[-1]
    assert (reply.question_id, reply.body, reply.by) == (
        question.narrative_id,
        "Klokken sju.",
        "reporter",
    )


def test_a_changed_consequence_stands_with_the_supplement(scene):
    key = scene.case_at(Status.SENT)
    follow(scene, key, following.supplement, body="Det gikk verre.", consequence=Consequence.SEVERE)
    assert told(scene, key)[-1].consequence is Consequence.SEVERE


def test_the_recipients_judgement_is_told(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    handle(scene, key, classifying.classify, ClassificationDraft(Consequence.MODERATE))
    assert told(scene, key)[-1].consequence is Consequence.MODERATE


def test_a_recorded_consent_tells_before_and_after(scene):
    key = scene.case_at(Status.SENT, consent=Consent.NOT_ASKED_YET)
    follow(scene, key, following.record_consent, Consent.PATIENT_OPPOSED)
    entry = told(scene, key)[-1]
    assert (entry.consent_before, entry.consent_after) == (
        Consent.NOT_ASKED_YET,
        Consent.PATIENT_OPPOSED,
    )


def test_reads_and_notes_are_told_only_inside_and_never_with_a_note_s_words(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    handle(scene, key, notes.write_note, "Ring avdelingen.")
    with scene.database.transaction() as session:
        case = the_case(session, key)
        reporter = following.reporter_of(case)
        audit.record(
            session, reporter, AuditAction.CASE_READ, now=START, case_id=case.id, where="follow"
        )
    shared = [entry.action for entry in told(scene, key)]
    assert shared == [AuditAction.SENT, AuditAction.ACKNOWLEDGED]
    everything = told(scene, key, shared_only=False)
    assert [entry.action for entry in everything][-2:] == [AuditAction.NOTED, AuditAction.CASE_READ]
    assert "Ring avdelingen." not in repr(everything)


def test_nobody_is_named(scene):
    with scene.database.transaction() as session:
        caseworker = actor_at(session, Role.CASEWORKER, "siv-medisin", now=scene.now)
    key = scene.case_at(Status.ACKNOWLEDGED)
    with scene.database.transaction() as session:
        handling.take(session, caseworker, key, version_of(session, key), now=scene.now)
    story = repr(told(scene, key, shared_only=False))
    assert "Demo Nummer" not in story
    assert "Prøve Prøvesen" not in story


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_timeline_in_order(scene, status):
    entries = told(scene, scene.case_at(status))
    waits = status is Status.AWAITING_LINE_MANAGER
    assert entries[0].action is (AuditAction.LEADER_TOLD if waits else AuditAction.SENT)
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)


def test_a_long_story_costs_as_many_statements_as_a_short_one(scene):
    short, long = scene.case_at(Status.SENT), scene.case_at(Status.SENT)
    for number in range(12):
        follow(scene, long, following.supplement, body=f"Tillegg nummer {number}")
        handle(scene, long, notes.write_note, f"Notat nummer {number}")
    statements = {}
    for key in (short, long):
        with scene.database.reading() as session:
            case = the_case(session, key)
            seen: list[str] = []

            def count(_c, _cursor, statement, *_rest, seen=seen):
                seen.append(statement)

            event.listen(scene.database.engine, "before_cursor_execute", count)
            timeline(session, case, shared_only=True)
            event.remove(scene.database.engine, "before_cursor_execute", count)
            statements[key] = len(seen)
    assert statements[short] == statements[long] <= 8


def test_the_timeline_is_drawn_from_the_log_alone(scene):
    key = scene.case_at(Status.CLOSED)
    with scene.database.reading() as session:
        case = the_case(session, key)
        logged = session.scalars(
            select(AuditEntry.action).where(AuditEntry.case_id == case.id).order_by(AuditEntry.id)
        ).all()
    assert [entry.action for entry in told(scene, key)] == [a for a in logged if a.shared]
