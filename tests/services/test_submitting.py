"""Sending a report: what is stored, which inbox gets it, and that it happens once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from app.db import Base, IdentifierRefused, StorageUnavailable
from app.domain.case import EntryOnBehalf, ReporterDraft
from app.domain.lifecycle import Status
from app.domain.links import digest
from app.domain.policy import ANYBODY
from app.domain.routing import RoutingReason
from app.domain.vocabulary import (
    Channel,
    Consequence,
    Direction,
    NarrativeKind,
    NotificationKind,
    Standing,
)
from app.models import (
    Assignment,
    AuditEntry,
    Case,
    CaseCategory,
    CaseServiceKind,
    ExternalReference,
    Incident,
    Narrative,
    Notification,
    Reporter,
    RoutingRule,
    Unit,
)
from app.services import outbox, submitting
from app.services.submitting import SentWithOtherWords, submit
from tests.conftest import START
from tests.factories import LINKS, draft, submission, unit


def send(database, made, now=START):
    with database.transaction() as session:
        return submit(session, ANYBODY, made, LINKS, now=now)


def the_case(session, receipt):
    return session.scalars(select(Case).where(Case.key == receipt.case_key)).one()


def rows_in(database):
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }


def test_a_report_is_stored_whole(database):
    made = submission(
        proposal="Ring før utskrivning.",
        immediate_action="Vi ringte legevakten.",
        own_reference="A-17",
        documents_follow=True,
    )
    receipt = send(database, made)
    with database.reading() as session:
        case = the_case(session, receipt)
        texts = {
            row.kind: row.body
            for row in session.scalars(select(Narrative).where(Narrative.case_id == case.id))
        }
        assert texts == {
            NarrativeKind.DESCRIPTION: made.draft.description,
            NarrativeKind.PROPOSAL: "Ring før utskrivning.",
            NarrativeKind.IMMEDIATE_ACTION: "Vi ringte legevakten.",
        }
        keys = select(CaseServiceKind.key).where(CaseServiceKind.case_id == case.id)
        assert set(session.scalars(keys)) == {"home_care"}
        keys = select(CaseCategory.key).where(CaseCategory.case_id == case.id)
        assert set(session.scalars(keys)) == {"medicines", "communication"}
        assert session.get_one(Incident, case.incident_id).occurred_on == date(2026, 3, 6)
        assert session.get_one(Reporter, case.id).name == "Prøve Prøvesen"
        assert session.scalars(select(ExternalReference)).one().value == "A-17"
        assert (case.status, case.standing) == (Status.SENT, Standing.COUNTED)
        assert case.documents_follow
        assert case.reference == receipt.reference
        assert case.follow_digest == digest(receipt.token)


def test_the_link_itself_is_stored_nowhere(database):
    receipt = send(database, submission())
    with database.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM cases").all()
    assert receipt.token not in repr(rows)


def test_the_day_is_oslos(database):
    late = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    receipt = send(database, submission(), now=late)
    with database.reading() as session:
        case = the_case(session, receipt)
        assert (case.sent_on, case.counted_on) == (date(2026, 4, 1), date(2026, 4, 1))


def test_a_report_that_came_by_post_counts_from_the_day_it_came(database):
    entry = EntryOnBehalf(Channel.POST, date(2025, 12, 30), "Sone nord")
    receipt = send(database, replace(submission(), entry=entry))
    with database.reading() as session:
        case = the_case(session, receipt)
        assert (case.counted_on, case.channel) == (date(2025, 12, 30), Channel.POST)


TO_HOSPITAL = {
    "siv-medisin-geriatri": "siv-medisin",
    "siv-medisin": "siv-medisin",
    "siv-kirurgi-ortopedi": "siv-kirurgi",
    "siv-kpa-dps": "siv-kpa",
    "siv-kfmr": "siv-kfmr",
    None: "siv-samhandling",
}


@pytest.mark.parametrize(("chosen", "inbox"), TO_HOSPITAL.items())
def test_a_municipal_report_goes_to_the_clinic_it_concerns(database, chosen, inbox):
    receipt = send(database, submission(hospital_unit_key=chosen))
    with database.reading() as session:
        case = the_case(session, receipt)
        expected = RoutingReason.RULE if chosen else RoutingReason.TRIAGE_DESK
        assert session.get_one(Unit, case.first_unit_id).key == inbox
        assert case.routing_reason is expected
        assert bool(case.routing_rule_id) == bool(chosen)


def test_the_rule_that_decided_is_kept_with_the_case(database):
    receipt = send(database, submission())
    with database.reading() as session:
        case = the_case(session, receipt)
        assert session.get_one(RoutingRule, case.routing_rule_id).key == "til-siv-medisin"


TO_MUNICIPALITY = [
    ("tonsberg", ("home_care",), "tonsberg-hjemmetjeneste"),
    ("tonsberg", ("emergency_primary_care",), "tonsberg-legevakt"),
    ("tonsberg", ("emergency_primary_care", "home_care"), "tonsberg-postmottak"),
    ("horten", ("home_care",), "horten-postmottak"),
    (None, ("home_care",), "fsu-sekretariat"),
]


@pytest.mark.parametrize(("municipality", "kinds", "inbox"), TO_MUNICIPALITY)
def test_a_hospital_report_goes_to_the_service_or_the_mailroom(
    database, municipality, kinds, inbox
):
    made = submission(
        direction=Direction.TO_MUNICIPALITY, municipality_key=municipality, service_kinds=kinds
    )
    receipt = send(database, made)
    with database.reading() as session:
        case = the_case(session, receipt)
        assert session.get_one(Unit, case.first_unit_id).key == inbox


def test_another_hospital_is_for_the_secretariat_to_find(database):
    made = submission(hospital_key=None, hospital_unit_key=None, place_in_words="Bærum sykehus")
    receipt = send(database, made)
    with database.reading() as session:
        case = the_case(session, receipt)
        assert session.get_one(Unit, case.first_unit_id).key == "fsu-sekretariat"
        assert case.recipient_party_id is None
        assert case.routing_reason is RoutingReason.SECRETARIAT


def test_sending_the_same_page_again_gives_the_same_receipt(database):
    made = submission()
    first, second = send(database, made), send(database, made)
    assert (first.case_key, first.token) == (second.case_key, second.token)
    assert (first.is_repeat, second.is_repeat) == (False, True)
    with database.reading() as session:
        for table in (Case, Assignment, Incident, Reporter, Narrative):
            assert session.scalar(select(func.count()).select_from(table)) == 1
        assert session.scalars(select(AuditEntry.case_id).where(AuditEntry.case_id > 0)).all() == [
            1
        ]


@pytest.mark.parametrize(
    "changes",
    [
        {"description": "Noe annet."},
        {"occurred_on": date(2026, 3, 5)},
        {"consequence": Consequence.DEATH},
        {"reporter": ReporterDraft("En Annen", "Sone sør", phone="33 00 00 00")},
    ],
)
def test_the_same_page_with_other_words_points_at_the_first_receipt(database, changes):
    made = submission()
    first = send(database, made)
    with pytest.raises(SentWithOtherWords) as fault:
        send(database, replace(made, draft=replace(made.draft, **changes)))
    assert fault.value.receipt.token == first.token
    with database.reading() as session:
        assert session.scalars(select(Case.key)).all() == [first.case_key]


def test_two_equal_reports_from_two_pages_are_two_reports(database):
    assert send(database, submission()).case_key != send(database, submission()).case_key


TEXTS = (
    "description",
    "proposal",
    "immediate_action",
    "other_service_kind",
    "other_category",
    "place_in_words",
    "own_reference",
)


@pytest.mark.parametrize("name", TEXTS)
def test_a_number_that_a_form_let_through_leaves_nothing_behind(database, name):
    before = rows_in(database)
    with pytest.raises(IdentifierRefused) as fault:
        send(database, submission(**{name: "Pasient 13058512345"}))
    assert "13058512345" not in str(fault.value)
    assert rows_in(database) == before


@pytest.mark.parametrize("step", ["tell_unit", "tell_reporter"])
def test_a_report_is_stored_whole_or_not_at_all(database, monkeypatch, step):
    def fail(*_arguments, **_named):
        raise OSError("the power went")

    before = rows_in(database)
    monkeypatch.setattr(outbox, step, fail)
    with pytest.raises(StorageUnavailable):
        send(database, submission())
    assert rows_in(database) == before


@pytest.mark.parametrize(
    ("email", "gets_link"),
    [
        ("kari@tonsberg.example", True),
        ("kari@sone.TONSBERG.example", True),
        ("kari@siv.example", True),
        ("kari@nettpost.example", False),
        ("kari@ikketonsberg.example", False),
        ("", False),
    ],
)
def test_only_the_parties_own_addresses_may_get_the_link(database, email, gets_link):
    reporter = ReporterDraft("Prøve Prøvesen", "Sone nord", phone="33 00 00 00", email=email)
    receipt = send(database, submission(reporter=reporter))
    with database.reading() as session:
        case = the_case(session, receipt)
        assert session.get_one(Reporter, case.id).may_receive_link is gets_link
        told = session.scalars(select(Notification.kind).where(Notification.receiver == "reporter"))
        assert list(told) == ([NotificationKind.RECEIPT] if email else [])


@pytest.mark.parametrize("consequence", Consequence)
def test_betydelig_and_dod_are_told_as_serious(database, consequence):
    receipt = send(database, submission(consequence=consequence))
    with database.reading() as session:
        case = the_case(session, receipt)
        receiver = outbox.unit_receiver(unit(session, "siv-medisin").id)
        kind = session.scalars(
            select(Notification.kind).where(
                Notification.case_id == case.id, Notification.receiver == receiver
            )
        ).one()
    assert (kind is NotificationKind.SERIOUS_CASE) == consequence.is_serious


def test_an_unknown_helsefellesskap_is_refused(database):
    made = replace(submission(), draft=draft(helsefellesskap_key="oslo"))
    with pytest.raises(LookupError):
        send(database, made)


def test_a_reference_never_looks_like_a_number_and_tells_no_volume(database):
    references = [send(database, submission()).reference for _ in range(5)]
    assert len(set(references)) == 5
    assert not any(reference.isdigit() for reference in references)


def test_the_digest_of_a_form_is_equal_for_equal_content_only():
    first = submission()
    assert submitting.content_digest(first) == submitting.content_digest(
        replace(first, form_key="another")
    )
    other = replace(first, draft=replace(first.draft, description="Noe annet."))
    assert submitting.content_digest(first) != submitting.content_digest(other)
