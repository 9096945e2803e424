"""«Saksarket er arkivert»: said once by each party, of a sheet that is finished."""

import pytest
from sqlalchemy import func, select

from app.domain.audit import AuditAction
from app.domain.lifecycle import Status
from app.domain.policy import NotPermitted
from app.models import Archiving, AuditEntry
from app.services import following, handling
from app.services.acts import OutdatedVersion
from app.services.cases import CaseNotFound, find_case
from app.services.retention import archiving
from app.services.retention.archiving import NotEnded
from app.services.retention.page import SHOWN_CASES, retention_of
from tests.conftest import START
from tests.factories import Scene, version_of
from tests.retained import WORD, Keepers, answered, declined, reopened, unanswered, withdrawn
from tests.services.statements import counted


@pytest.fixture
def keepers(database):
    return Keepers(database, START)


def shown(keepers, key, actor=None):
    """What the page of the case shows of the archives: party, day, whether it is outdated."""
    with keepers.database.reading() as session:
        case = find_case(session, key)
        actor = actor or keepers.coordinators["siv"]
        return archiving.archive_of(session, actor, case, today=keepers.today)


def say(keepers, key, actor, opened_at=None) -> None:
    with keepers.database.transaction() as session:
        version = opened_at or version_of(session, key)
        archiving.archive(session, actor, key, version, now=keepers.now)


def entries(keepers) -> int:
    with keepers.database.reading() as session:
        said = AuditEntry.action == AuditAction.CASE_ARCHIVED
        return session.scalar(select(func.count(AuditEntry.id)).where(said)) or 0


@pytest.mark.parametrize("story", [answered, declined, withdrawn])
def test_either_party_says_it_once_after_the_case_has_ended(keepers, story):
    key = story(keepers, WORD)
    assert [each.archived_at for each in shown(keepers, key).parties] == [None, None]
    for party in ("siv", "tonsberg"):
        assert shown(keepers, key, keepers.coordinators[party]).may_archive
        keepers.later(minutes=1)
        keepers.archive(key, party)
        keepers.archive(key, party)
        assert not shown(keepers, key, keepers.coordinators[party]).may_archive
    assert entries(keepers) == 2
    assert {each.party.nb for each in shown(keepers, key).parties if each.archived_at} == {
        "Sykehuset i Vestfold HF",
        "Tønsberg kommune",
    }


def test_a_case_that_was_guided_elsewhere_is_archived_by_the_reporting_party(keepers):
    key = keepers.send(WORD, hospital_key=None, hospital_unit_key=None)
    keepers.handle(handling.guide, key, "Send den til Telemark.", actor=keepers.secretary)
    keepers.later(minutes=1)
    keepers.archive(key, "tonsberg")
    assert not shown(keepers, key, keepers.coordinators["tonsberg"]).may_archive


@pytest.mark.parametrize("status", [Status.SENT, Status.ACKNOWLEDGED, Status.FORWARDED])
def test_a_case_that_awaits_an_answer_has_no_finished_sheet(keepers, status):
    key = Scene(keepers.database, START).case_at(status)
    assert not shown(keepers, key).has_ended
    with pytest.raises(NotEnded):
        keepers.archive(key, "siv")
    assert entries(keepers) == 0


def test_a_reopening_makes_it_outdated_and_it_is_said_again_after_the_new_answer(keepers):
    key = answered(keepers, WORD)
    keepers.archive(key, "siv")
    keepers.later(days=1)
    keepers.follow(following.reopen, key, body="Det mangler noe.")
    assert not shown(keepers, key).has_ended
    with pytest.raises(NotEnded):
        keepers.archive(key, "siv")
    keepers.answer(key, WORD)
    (mine,) = (each for each in shown(keepers, key).parties if each.archived_at)
    assert mine.is_outdated
    keepers.later(days=1)
    keepers.archive(key, "siv")
    (mine,) = (each for each in shown(keepers, key).parties if each.archived_at)
    assert not mine.is_outdated
    assert mine.archived_at == keepers.now
    with keepers.database.reading() as session:
        assert session.scalar(select(func.count(Archiving.id))) == 1
    assert entries(keepers) == 2


def test_only_what_the_page_showed_is_archived(keepers):
    key = answered(keepers, WORD)
    with keepers.database.reading() as session:
        opened_at = version_of(session, key)
    keepers.follow(following.supplement, key, body="Kom etterpå.")
    with pytest.raises(OutdatedVersion):
        say(keepers, key, keepers.coordinators["siv"], opened_at)


def test_nobody_else_says_it(keepers):
    key = answered(keepers, WORD)
    strangers = {
        keepers.leader: NotPermitted,
        keepers.coordinators["horten"]: CaseNotFound,
        keepers.officers["siv"]: CaseNotFound,
    }
    for actor, refusal in strangers.items():
        with pytest.raises(refusal):
            say(keepers, key, actor)
    assert not shown(keepers, key, keepers.leader).may_archive


# ---- the page of a party ----


def page(keepers, actor):
    with keepers.database.transaction() as session:
        return retention_of(session, actor, now=keepers.now)


def references(listed) -> set[str]:
    return {line.reference for line in listed.lines}


def reference(keepers, key) -> str:
    with keepers.database.reading() as session:
        found = find_case(session, key).reference
    return f"{found[:4]}-{found[4:]}"


def test_the_lists_say_what_is_due_what_soon_is_and_what_is_not_archived(keepers):
    keepers.decide("siv")
    due, soon, kept, unarchived = (answered(keepers, WORD) for _ in range(4))
    unanswered(keepers, WORD)
    keepers.archive(due, "siv")
    keepers.later(days=60)
    for key in (soon, kept):
        keepers.follow(following.reopen, key, body="Mangler noe.")
        keepers.answer(key, WORD)
        keepers.later(days=60)
        keepers.archive(key, "siv")
    keepers.later(days=560)
    (siv,) = page(keepers, keepers.coordinators["siv"])
    assert references(siv.due) == {reference(keepers, due)}
    assert references(siv.due_soon) == {reference(keepers, soon)}
    assert references(siv.unarchived) == {reference(keepers, unarchived)}
    assert siv.decision is not None
    keepers.erase()
    (siv,) = page(keepers, keepers.coordinators["siv"])
    assert siv.due.count == 0
    assert siv.erased_count == 1


def test_without_a_decision_only_what_is_not_archived_is_listed(keepers):
    key = answered(keepers, WORD)
    keepers.archive(answered(keepers, WORD), "siv")
    keepers.later(days=9000)
    (siv,) = page(keepers, keepers.officers["siv"])
    assert siv.decision is None
    assert (siv.due.count, siv.due_soon.count) == (0, 0)
    assert references(siv.unarchived) == {reference(keepers, key)}


def test_a_party_sees_its_own_cases_and_the_personvernombud_no_way_into_them(keepers):
    key = answered(keepers, WORD)
    (horten,) = page(keepers, keepers.coordinators["horten"])
    assert horten.unarchived.count == 0
    (tonsberg,) = page(keepers, keepers.coordinators["tonsberg"])
    assert [line.case_key for line in tonsberg.unarchived.lines] == [key]
    (officers,) = page(keepers, keepers.officers["tonsberg"])
    assert [line.case_key for line in officers.unarchived.lines] == [""]
    assert WORD not in repr(officers)


def test_a_case_that_was_given_away_is_not_asked_of_the_one_who_gave_it(keepers):
    reopened(keepers, WORD)
    (siv,) = page(keepers, keepers.coordinators["siv"])
    assert siv.unarchived.count == 0
    (horten,) = page(keepers, keepers.coordinators["horten"])
    assert horten.unarchived.count == 1


def test_that_the_lists_were_read_is_logged_for_the_party(keepers):
    page(keepers, keepers.officers["siv"])
    with keepers.database.reading() as session:
        read = AuditEntry.action == AuditAction.RETENTION_READ
        (entry,) = session.scalars(select(AuditEntry).where(read))
    assert entry.user_id == keepers.officers["siv"].user_id
    with pytest.raises(NotPermitted):
        page(keepers, keepers.leader)


def test_a_long_list_is_cut_and_counted_whole_in_the_same_number_of_statements(
    keepers, monkeypatch
):
    answered(keepers, WORD)
    with counted(keepers.database) as few:
        page(keepers, keepers.coordinators["siv"])
    for _ in range(4):
        declined(keepers, WORD)
    monkeypatch.setattr("app.services.retention.page.SHOWN_CASES", 3)
    with counted(keepers.database) as many:
        (siv,) = page(keepers, keepers.coordinators["siv"])
    assert SHOWN_CASES == 100
    assert (siv.unarchived.count, len(siv.unarchived.lines)) == (5, 3)
    assert len(many) == len(few)
