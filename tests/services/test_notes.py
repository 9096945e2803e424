"""Notes in three scopes: each is read by exactly those whom the form names, and by nobody else."""

import pytest
from sqlalchemy import select

from app.domain.audit import AuditAction
from app.domain.casework import NoteScope
from app.domain.lifecycle import Status
from app.domain.policy import Actor
from app.domain.redaction import Marking
from app.domain.vocabulary import IdentifierKind, Role, TextPlace
from app.models import AuditEntry, Note
from app.services import following, notes
from app.services.acts import OutdatedVersion
from app.services.case_page import case_page
from app.services.cases import CaseNotFound, find_case, relations_of
from app.services.follow_page import follow_page
from app.services.forwarding import forwarding
from app.services.redaction import redacting
from app.services.redaction.lists import waiting_passages
from app.services.redaction.texts import readable_texts
from app.services.timeline import timeline
from tests.conftest import START
from tests.factories import Scene, actor_at, version_of
from tests.services.marking import starts

TODAY = START.date()
WORDS = {scope: f"Ring avdelingen i morgen, {scope.value}." for scope in NoteScope}


@pytest.fixture
def scene(database):
    return Scene(database, START)


@pytest.fixture
def people(scene):
    """One reader of each sort: on the recipient's side, on the sender's, and beside the case."""
    with scene.database.transaction() as session:

        def at(role, place):
            return actor_at(session, role, place, now=START)

        return {
            "leader": scene.leader,
            "colleague": at(Role.CASEWORKER, "siv-medisin"),
            "triage": at(Role.TRIAGE, "siv-medisin"),
            "recipient's coordinator": at(Role.COORDINATOR, "siv"),
            "sender's coordinator": at(Role.COORDINATOR, "tonsberg"),
            "sender's leader": at(Role.UNIT_LEADER, "tonsberg-postmottak"),
        }


def write(scene, key, actor, scope, body="", version=None):
    with scene.database.transaction() as session:
        opened_at = version_of(session, key) if version is None else version
        body = body or WORDS[scope]
        notes.write_note(session, actor, key, opened_at, body, scope=scope, now=START)


def read_by(scene, key, actor):
    with scene.database.reading() as session:
        case = find_case(session, key)
        page = case_page(session, actor, case, today=TODAY)
        texts = readable_texts(session, actor, case, relations_of(session, case))
        on_page = {str(note.body) for group in page.notes for note in group.notes}
        assert on_page == {text.body for text in texts if "note" in text.place.value}
        return {scope for scope in NoteScope if any(scope.value + "." in body for body in on_page)}


def test_each_note_is_read_by_those_it_is_for(scene, people):
    key = scene.case_at(Status.ACKNOWLEDGED)
    for scope in NoteScope:
        write(scene, key, scene.leader, scope)
    recipients = {"colleague", "triage", "recipient's coordinator"}
    for name, person in people.items():
        expected = {NoteScope.SHARED}
        if name in recipients | {"leader"}:
            expected |= {NoteScope.OWN_PARTY}
        if name == "leader":
            expected |= {NoteScope.OWN}
        assert read_by(scene, key, person) == expected, name


def test_the_senders_notes_are_the_senders(scene, people):
    key = scene.case_at(Status.ACKNOWLEDGED)
    for scope in NoteScope:
        write(scene, key, people["sender's coordinator"], scope)
    assert read_by(scene, key, people["sender's coordinator"]) == set(NoteScope)
    assert read_by(scene, key, people["sender's leader"]) == {
        NoteScope.SHARED,
        NoteScope.OWN_PARTY,
    }
    assert read_by(scene, key, scene.leader) == {NoteScope.SHARED}
    with scene.database.reading() as session:
        (group,) = case_page(session, scene.leader, find_case(session, key), today=TODAY).notes
    assert (group.notes[0].party.nb, group.notes[0].by) == ("Tønsberg kommune", "")


def test_no_note_reaches_whoever_comes_by_a_link(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    for scope in NoteScope:
        write(scene, key, scene.leader, scope)
    with scene.database.reading() as session:
        case = find_case(session, key)
        relations = relations_of(session, case)
        for actor in (following.reporter_of(case), Actor(leads_case_id=case.id)):
            texts = readable_texts(session, actor, case, relations)
            assert not [text for text in texts if "note" in text.place.value]
        page = repr(follow_page(session, case, today=TODAY))
        assert not any(body in page for body in WORDS.values())
        assert "noted" not in {e.action.value for e in timeline(session, case, shared_only=True)}


def test_a_shared_note_goes_with_the_case_and_the_others_stay(scene, people):
    key = scene.case_at(Status.SENT)
    for scope in NoteScope:
        write(scene, key, scene.leader, scope)
    with scene.database.transaction() as session:
        version = version_of(session, key)
        onward = {"to_unit_key": "horten-postmottak", "reason": "Gjelder Horten."}
        forwarding.forward(session, scene.leader, key, version, **onward, now=START)
        horten = actor_at(session, Role.CASEWORKER, "horten-postmottak", now=START)
    assert read_by(scene, key, horten) == {NoteScope.SHARED}
    assert read_by(scene, key, people["sender's leader"]) == {NoteScope.SHARED}


def test_a_note_that_handlers_read_is_news_and_one_aside_hinders_nobody(scene, people):
    key = scene.case_at(Status.ACKNOWLEDGED)
    sender = people["sender's coordinator"]
    with scene.database.reading() as session:
        opened_at = version_of(session, key)
    write(scene, key, scene.leader, NoteScope.OWN)
    write(scene, key, sender, NoteScope.OWN_PARTY)
    with scene.database.reading() as session:
        assert version_of(session, key) == opened_at
    write(scene, key, sender, NoteScope.SHARED)
    with scene.database.reading() as session:
        assert version_of(session, key) == opened_at + 1
    with pytest.raises(OutdatedVersion):
        write(scene, key, scene.leader, NoteScope.OWN_PARTY, version=opened_at)
    write(scene, key, scene.leader, NoteScope.OWN, "En til, own.", version=opened_at)


def test_a_second_click_writes_a_note_aside_once(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    for _ in range(2):
        write(scene, key, scene.leader, NoteScope.OWN)
    with scene.database.reading() as session:
        assert len(session.scalars(select(Note)).all()) == 1


def test_the_log_says_that_a_note_was_written_and_never_what(scene):
    key = scene.case_at(Status.ACKNOWLEDGED)
    for scope in NoteScope:
        write(scene, key, scene.leader, scope)
    with scene.database.reading() as session:
        wrote = AuditEntry.action.in_((AuditAction.NOTED, AuditAction.NOTED_ASIDE))
        entries = session.scalars(select(AuditEntry).where(wrote)).all()
    assert [set(entry.facts) for entry in entries] == [{"assignment", "note"}] * 3
    assert not any("Ring" in repr(entry.facts) for entry in entries)


def test_the_secretary_notes_only_while_the_case_lies_with_fsu(scene):
    nowhere = {"hospital_key": None, "hospital_unit_key": None}
    key, other = scene.case_at(Status.SENT, **nowhere), scene.case_at(Status.SENT)
    with scene.database.transaction() as session:
        secretary = actor_at(session, Role.FSU_SECRETARY, now=START)
    write(scene, key, secretary, NoteScope.OWN_PARTY)
    assert read_by(scene, key, secretary) == {NoteScope.OWN_PARTY}
    with pytest.raises(CaseNotFound):
        write(scene, other, secretary, NoteScope.SHARED)


def test_a_caseworker_of_another_clinic_writes_nothing(scene):
    key = scene.case_at(Status.SENT)
    with scene.database.transaction() as session:
        stranger = actor_at(session, Role.CASEWORKER, "siv-kirurgi", now=START)
    with pytest.raises(CaseNotFound):
        write(scene, key, stranger, NoteScope.SHARED)


def hide(scene, key, actor, word):
    with scene.database.transaction() as session:
        case = find_case(session, key)
        found = readable_texts(session, actor, case, relations_of(session, case))
        text = next(each for each in found if word in each.body)
        kind = IdentifierKind.NAME
        marking = Marking(text.address, text.digest, starts(text.body, (word,)), kind)
        redacting.hide(session, actor, key, marking, now=START)
        return text.place


def test_a_name_in_a_shared_note_is_hidden_by_either_side_and_decided_by_its_writers(scene, people):
    key = scene.case_at(Status.ACKNOWLEDGED)
    write(scene, key, scene.leader, NoteScope.SHARED, "Snakket med Kvitterud i går.")
    sender = people["sender's coordinator"]
    assert hide(scene, key, sender, "Kvitterud") is TextPlace.SHARED_NOTE
    with scene.database.reading() as session:
        assert not waiting_passages(session, sender)
        (passage,) = waiting_passages(session, people["recipient's coordinator"])
        assert passage.around.before == "Snakket med "
        case = find_case(session, key)
        told = {entry.action for entry in timeline(session, case, shared_only=True)}
    assert AuditAction.PASSAGE_HIDDEN not in told


def test_what_stands_around_a_name_in_ones_own_note_is_told_to_nobody_else(scene, people):
    key = scene.case_at(Status.ACKNOWLEDGED)
    write(scene, key, scene.leader, NoteScope.OWN, "Snakket med Kvitterud i går.")
    assert hide(scene, key, scene.leader, "Kvitterud") is TextPlace.NOTE
    with scene.database.reading() as session:
        (passage,) = waiting_passages(session, people["recipient's coordinator"])
    assert (passage.around.before, passage.around.after) == ("", "")
