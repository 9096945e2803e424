"""The recipient's acts: one entry and one step each, times kept, races lost without a trace."""

import threading

import pytest
from sqlalchemy import func, select

from app.domain.case import (
    AnswerDraft,
    ClassificationDraft,
    DeclineDraft,
    PatientSearchDraft,
    Reference,
)
from app.domain.casework import CauseKind
from app.domain.lifecycle import NotAllowed, Status
from app.domain.policy import NotPermitted
from app.domain.vocabulary import (
    AnswerPart,
    Consequence,
    DeclineReason,
    FoundBy,
    NarrativeKind,
    NotificationKind,
    PatientSearch,
    Role,
    Side,
    Standing,
)
from app.models import (
    Answer,
    AnswerText,
    Assignment,
    AuditEntry,
    Case,
    CaseCategory,
    Narrative,
    Note,
    Notification,
)
from app.services import classifying, handling, notes
from app.services.acts import OutdatedVersion
from app.services.answering import answers
from app.services.cases import CaseNotFound
from app.services.forwarding import declining, forwarding
from app.services.forwarding.declining import UnknownDuplicate
from app.services.forwarding.opening import UnknownUnit
from app.services.patient import searching
from tests.conftest import START, Clock
from tests.factories import ANSWER, Scene, actor_at, sent_case, unit, version_of


@pytest.fixture
def scene(database):
    return Scene(database, START)


@pytest.fixture
def later(clock: Clock):
    return clock.forward(days=2)


def case_of(session, key) -> Case:
    return session.scalars(select(Case).where(Case.key == key)).one()


def newest(session, key) -> Assignment:
    query = select(Assignment).join(Case, Case.id == Assignment.case_id).where(Case.key == key)
    return session.scalars(query.order_by(Assignment.id.desc())).first()


def entries(session, key) -> list[str]:
    query = select(AuditEntry.action).where(AuditEntry.case_id == case_of(session, key).id)
    return [action.value for action in session.scalars(query.order_by(AuditEntry.id))]


def kinds_told(session, key) -> list[NotificationKind]:
    query = select(Notification.kind).where(Notification.case_id == case_of(session, key).id)
    return list(session.scalars(query.order_by(Notification.id)))


ACTS = {
    "acknowledged": lambda s, a, k, v, now: handling.acknowledge(s, a, k, v, now=now),
    "taken": lambda s, a, k, v, now: handling.take(s, a, k, v, now=now),
    "asked": lambda s, a, k, v, now: handling.ask(s, a, k, v, "Hvem ringte?", now=now),
    "noted": lambda s, a, k, v, now: notes.write_note(s, a, k, v, "Ring i morgen.", now=now),
    "classified": lambda s, a, k, v, now: classifying.classify(
        s, a, k, v, ClassificationDraft(Consequence.NONE, ("medicines",)), now=now
    ),
    "declined": lambda s, a, k, v, now: declining.decline(
        s, a, k, v, DeclineDraft(DeclineReason.OTHER, "Hører ikke til her."), now=now
    ),
    "forwarded": lambda s, a, k, v, now: forwarding.forward(
        s, a, k, v, to_unit_key="siv-kirurgi", reason="Gjelder kirurgi.", now=now
    ),
    "patient_searched": lambda s, a, k, v, now: searching.record_search(
        s, a, k, v, PatientSearchDraft(PatientSearch.FOUND, FoundBy.PHONE), now=now
    ),
    "call_requested": lambda s, a, k, v, now: searching.request_call(
        s, a, k, v, "000 00 123", now=now
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_leaves_one_entry_and_raises_the_version_by_one(database, scene, later, act):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        ACTS[act](session, scene.leader, key, 1, later)
    with database.reading() as session:
        assert entries(session, key) == ["sent", act]
        assert version_of(session, key) == 2


@pytest.mark.parametrize("act", ACTS)
def test_an_act_on_an_old_version_writes_nothing(database, scene, later, act):
    key = scene.case_at(Status.ACKNOWLEDGED)
    with pytest.raises(OutdatedVersion) as refused, database.transaction() as session:
        ACTS[act](session, scene.leader, key, 1, later)
    assert refused.value.current_version == 2
    with database.reading() as session:
        assert entries(session, key) == ["sent", "acknowledged"]


def test_a_stranger_is_told_that_the_case_is_not_there(database, scene, later):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        stranger = actor_at(session, Role.CASEWORKER, "horten-postmottak", now=later)
    with pytest.raises(CaseNotFound), database.transaction() as session:
        handling.acknowledge(session, stranger, key, 1, now=later)


def test_a_sender_may_read_but_not_handle(database, scene, later):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        sender = actor_at(session, Role.COORDINATOR, "tonsberg", now=later)
    with pytest.raises(NotPermitted), database.transaction() as session:
        handling.acknowledge(session, sender, key, 1, now=later)


def test_triage_shares_out_but_does_not_answer(database, scene, later):
    key = scene.case_at(Status.ACKNOWLEDGED)
    with database.transaction() as session:
        triage = actor_at(session, Role.TRIAGE, "siv-medisin", now=later)
    with pytest.raises(NotPermitted), database.transaction() as session:
        answers.answer(session, triage, key, 2, ANSWER, now=later)


def test_an_answer_before_receipt_is_confirmed_is_refused(database, scene, later):
    key = scene.case_at(Status.SENT)
    with pytest.raises(NotAllowed), database.transaction() as session:
        answers.answer(session, scene.leader, key, 1, ANSWER, now=later)
    with database.reading() as session:
        assert session.scalar(select(func.count(Answer.id))) == 0


def test_confirming_receipt_keeps_the_day_and_tells_the_reporter(database, scene, later):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        handling.acknowledge(session, scene.leader, key, 1, now=later)
        assert newest(session, key).acknowledged_at == later
        assert newest(session, key).acknowledged_on == later.date()
        assert kinds_told(session, key)[-1] is NotificationKind.ACKNOWLEDGED


def test_forwarding_keeps_the_original_time_and_the_deadline(database, scene, later):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        first = newest(session, key)
        ACTS["forwarded"](session, scene.leader, key, 1, later)
        opened = newest(session, key)
        assert (first.status, opened.status) == (Status.FORWARDED, Status.SENT)
        assert first.closed_at == later
        for name in ("sent_at", "sent_on", "due_on", "acknowledge_due_on"):
            assert getattr(opened, name) == getattr(first, name)
        assert opened.unit_id == unit(session, "siv-kirurgi").id
        assert opened.previous_id == first.id
        assert case_of(session, key).status is Status.SENT
        told = kinds_told(session, key)[-2:]
        assert told == [NotificationKind.NEW_CASE, NotificationKind.FORWARDED]


def test_a_case_may_be_forwarded_there_and_back_within_a_units_pause(database, scene, later):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        other = actor_at(session, Role.COORDINATOR, "siv", now=later)
        for number, place in enumerate(("siv-kirurgi", "siv-medisin", "siv-kirurgi"), start=1):
            forwarding.forward(
                session, other, key, number, to_unit_key=place, reason="Prøver igjen.", now=later
            )
        assert newest(session, key).unit_id == unit(session, "siv-kirurgi").id


@pytest.mark.parametrize("place", ["siv-medisin", "siv-medisin-lunge", "finnes-ikke"])
def test_a_unit_that_has_the_case_or_takes_none_is_refused(database, scene, later, place):
    key = scene.case_at(Status.SENT)
    with pytest.raises(UnknownUnit), database.transaction() as session:
        forwarding.forward(
            session, scene.leader, key, 1, to_unit_key=place, reason="Feil sted.", now=later
        )


def test_a_retired_unit_takes_no_cases(database, scene, later):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        unit(session, "siv-kirurgi").valid_to = START.date()
    with pytest.raises(UnknownUnit), database.transaction() as session:
        ACTS["forwarded"](session, scene.leader, key, 1, later)


@pytest.mark.parametrize(
    ("reason", "standing"),
    [
        (DeclineReason.NOT_COLLABORATION, Standing.COUNTED),
        (DeclineReason.WORKING_ENVIRONMENT, Standing.COUNTED),
        (DeclineReason.OTHER, Standing.COUNTED),
        (DeclineReason.TEST, Standing.TEST),
        (DeclineReason.DUPLICATE, Standing.DUPLICATE),
    ],
)
def test_the_reason_for_declining_decides_how_a_report_counts(
    database, scene, later, reason, standing
):
    key, other = scene.case_at(Status.SENT), scene.case_at(Status.SENT)
    with database.transaction() as session:
        original = case_of(session, other)
        draft = DeclineDraft(reason, "Se den andre.", Reference(original.reference))
        declining.decline(session, scene.leader, key, 1, draft, now=later)
        case = case_of(session, key)
        assert case.standing is standing
        is_double = reason is DeclineReason.DUPLICATE
        assert case.duplicate_of_id == (original.id if is_double else None)


def test_a_report_is_no_double_of_itself(database, scene, later):
    key = scene.case_at(Status.SENT)
    with database.reading() as session:
        reference = Reference(case_of(session, key).reference)
    draft = DeclineDraft(DeclineReason.DUPLICATE, "Samme sak.", reference)
    with pytest.raises(UnknownDuplicate), database.transaction() as session:
        declining.decline(session, scene.leader, key, 1, draft, now=later)


def test_a_note_belongs_to_the_party_that_has_the_case(database, scene, later):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        ACTS["noted"](session, scene.leader, key, 1, later)
        note = session.scalars(select(Note)).one()
        assert note.party_id == unit(session, "siv-medisin").party_id
        assert note.written_by_id == scene.leader.user_id


def test_a_new_judgement_replaces_ones_own_and_never_the_reporters(database, scene, later):
    key = scene.case_at(Status.SENT)
    with database.transaction() as session:
        for version, keys in ((1, ("logistics", "aids")), (2, ("medicines",))):
            draft = ClassificationDraft(Consequence.MODERATE, keys)
            classifying.classify(session, scene.leader, key, version, draft, now=later)
        case = case_of(session, key)
        rows = session.execute(
            select(CaseCategory.side, CaseCategory.key).where(CaseCategory.case_id == case.id)
        ).all()
        own = {key for side, key in rows if side is Side.RECIPIENT}
        reporters = {key for side, key in rows if side is Side.REPORTER}
        assert own == {"medicines"}
        assert reporters == {"medicines", "communication"}
        assert case.recipient_consequence is Consequence.MODERATE
        assert case.consequence is Consequence.MINOR


def test_an_answer_is_kept_in_its_parts_and_lets_the_link_end_in_a_year(database, scene, later):
    key = scene.case_at(Status.ACKNOWLEDGED)
    draft = AnswerDraft(
        "Vi fant det.",
        "Rutinen.",
        "Seksjonsleder",
        no_measures="God nok.",
        cause_kind=CauseKind.CHANCE,
    )
    with database.transaction() as session:
        answers.answer(session, scene.leader, key, 2, draft, now=later)
        parts = session.scalars(select(AnswerText)).all()
        assert {part.part: part.body for part in parts} == {
            AnswerPart.FINDING: "Vi fant det.",
            AnswerPart.CAUSE: "Rutinen.",
            AnswerPart.NO_MEASURES: "God nok.",
        }
        assert newest(session, key).first_answered_on == later.date()
        assert case_of(session, key).follow_ends_on == later.date().replace(year=2027)


def test_a_question_waits_for_the_reporter_until_the_answer(database, scene, later):
    key = scene.case_at(Status.ACKNOWLEDGED)
    with database.transaction() as session:
        ACTS["asked"](session, scene.leader, key, 2, later)
        assert newest(session, key).awaits_reporter
        answers.answer(session, scene.leader, key, 3, ANSWER, now=later)
        assert not newest(session, key).awaits_reporter
        kinds = session.scalars(select(Narrative.kind).order_by(Narrative.id)).all()
        assert kinds[-1] is NarrativeKind.QUESTION


def test_two_who_answer_at_once_leave_one_answer_and_one_conflict(database, scene, later):
    with database.transaction() as session:
        keys = [sent_case(session, now=START).case_key for _ in range(5)]
        for key in keys:
            handling.acknowledge(session, scene.leader, key, 1, now=later)
    outcomes: list[str] = []
    barrier = threading.Barrier(2)

    def race(key: str) -> None:
        barrier.wait()
        try:
            with database.transaction() as session:
                answers.answer(session, scene.leader, key, 2, ANSWER, now=later)
            outcomes.append("won")
        except OutdatedVersion:
            outcomes.append("lost")

    for key in keys:
        racers = [threading.Thread(target=race, args=(key,)) for _ in range(2)]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()
    assert sorted(outcomes) == ["lost"] * 5 + ["won"] * 5
    with database.reading() as session:
        assert session.scalar(select(func.count(Answer.id))) == 5


def test_an_act_that_fails_halfway_takes_nothing(database, scene, later, monkeypatch):
    key = scene.case_at(Status.SENT)
    monkeypatch.setattr("app.services.outbox.tell_reporter", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        ACTS["asked"](session, scene.leader, key, 1, later)
    with database.reading() as session:
        assert entries(session, key) == ["sent"]
        assert version_of(session, key) == 1
