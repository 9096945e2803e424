"""The retention run: what it lists it erases, and nothing of anybody else's."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.retention import Decision
from app.domain.vocabulary import Side
from app.models import (
    Archiving,
    Case,
    Erasure,
    InstallationFact,
    Narrative,
)
from app.services import following, handling
from app.services.cases import find_case
from app.services.retention import erasing
from app.services.retention.keeping import decisions_in_force
from app.services.scrubbing import FACT
from tests import retained
from tests.conftest import START
from tests.retained import (
    ENDED,
    OF_RECIPIENT,
    OF_REPORTER,
    PARTIES,
    WORD,
    Keepers,
    answered,
    archived,
    cells_with,
    facts,
    unanswered,
)


@pytest.fixture
def keepers(database):
    return Keepers(database, START)


def test_without_a_decision_nothing_is_listed_or_erased_and_the_parties_are_named(keepers):
    archived(keepers)
    keepers.lapse()
    assert keepers.plan() == keepers.erase() == []
    assert cells_with(keepers.database, WORD) == OF_REPORTER | OF_RECIPIENT
    with keepers.database.reading() as session:
        undecided = erasing.undecided_parties(session, keepers.today)
        assert {"siv", "tonsberg"} < set(undecided)
        assert undecided["tonsberg"].nb == "Tønsberg kommune"
        assert session.get(InstallationFact, FACT) is None


def test_a_party_that_has_decided_is_not_named_among_those_that_have_not(keepers):
    keepers.decide("siv")
    with keepers.database.reading() as session:
        assert "siv" not in erasing.undecided_parties(session, keepers.today)
        before = keepers.today - timedelta(days=2)
        assert "siv" in erasing.undecided_parties(session, before)


def test_the_newest_decision_that_is_made_holds(keepers):
    keepers.decide("siv", months=12)
    keepers.later(days=10)
    keepers.decide("siv", months=36)
    with keepers.database.reading() as session:
        (found,) = decisions_in_force(session, keepers.today).values()
    made_on = keepers.today - timedelta(days=1)
    assert found == Decision(made_on, 36, "Arkivplan, sak 12/2026")


def test_without_the_archive_nothing_is_listed_or_erased(keepers):
    keepers.decide(*PARTIES)
    answered(keepers, WORD)
    keepers.lapse()
    assert keepers.plan() == keepers.erase() == []


@pytest.mark.parametrize("story", ENDED)
def test_what_a_dry_run_lists_is_what_the_run_erases_and_nothing_of_it_is_left(keepers, story):
    keepers.decide(*PARTIES)
    archived(keepers, story)
    keepers.lapse()
    listed = keepers.plan()
    assert {due.party for due in listed} <= set(PARTIES)
    assert cells_with(keepers.database, WORD) >= OF_REPORTER - {"withheld_texts.body"}
    assert keepers.erase() == listed
    assert cells_with(keepers.database, WORD) == set()
    assert keepers.plan() == keepers.erase() == []


def test_the_list_counts_every_text_and_name_that_is_emptied(keepers):
    keepers.decide("siv", "tonsberg")
    key = archived(keepers)
    keepers.lapse()
    tonsberg, siv = sorted(keepers.plan(), key=lambda due: due.party, reverse=True)
    assert (tonsberg.party, siv.party) == ("tonsberg", "siv")
    own = facts(keepers.database, key, Narrative, Narrative.side)
    assert tonsberg.texts == sum(side is Side.REPORTER for (side,) in own) + 2
    assert (tonsberg.reporters, siv.reporters) == (1, 0)
    emptied = {"note": 1, "question": 1, "answer": 3, "responsible": 1, "measures": 4, "inquiry": 5}
    assert siv.texts == sum(emptied.values())
    assert siv.ended_on == START.date()
    assert siv.kept_until == START.date().replace(year=START.year + 2)


def test_each_partys_texts_go_by_its_own_rule(keepers):
    keepers.decide("tonsberg", months=1)
    keepers.decide("siv", months=120)
    archived(keepers)
    keepers.lapse()
    assert [due.party for due in keepers.erase()] == ["tonsberg"]
    assert cells_with(keepers.database, WORD) == OF_RECIPIENT
    keepers.later(days=365 * 8)
    assert [due.party for due in keepers.erase()] == ["siv"]
    assert cells_with(keepers.database, WORD) == set()


def test_only_the_party_that_has_archived_is_erased_for(keepers):
    keepers.decide(*PARTIES)
    keepers.archive(answered(keepers, WORD), "siv")
    keepers.lapse()
    assert [due.party for due in keepers.erase()] == ["siv"]
    assert cells_with(keepers.database, WORD) == OF_REPORTER


def test_the_recipients_rule_covers_a_reporter_whose_party_is_not_connected(keepers):
    keepers.decide("siv")
    key = keepers.send(WORD, municipality_key=None)
    keepers.handle(handling.acknowledge, key)
    keepers.answer(key, WORD)
    keepers.archive(key, "siv")
    keepers.lapse()
    assert [(due.party, due.reporters) for due in keepers.erase()] == [("siv", 1)]
    assert cells_with(keepers.database, WORD) == set()


def test_the_notes_and_duties_of_one_who_gave_the_case_away_wait_for_its_own_decision(keepers):
    keepers.decide("horten", "tonsberg")
    archived(keepers, "reopened")
    keepers.lapse()
    assert {due.party for due in keepers.erase()} == {"horten", "tonsberg"}
    assert cells_with(keepers.database, WORD) == {"notes.body", "duty_assessments.reference"}
    keepers.decide("siv")
    keepers.lapse()
    assert [(due.party, due.texts) for due in keepers.erase()] == [("siv", 2)]
    assert cells_with(keepers.database, WORD) == set()


def test_an_unanswered_case_is_never_erased_whatever_the_clock_says(keepers):
    keepers.decide(*PARTIES, months=0)
    keys = [keepers.send(WORD), unanswered(keepers, WORD)]
    with keepers.database.transaction() as session:
        for key in keys:  # as no service would
            case = find_case(session, key)
            for party_id in (case.reporting_party_id, case.recipient_party_id):
                far = keepers.now + timedelta(days=9000)
                session.add(Archiving(case_id=case.id, party_id=party_id, archived_at=far))
    for days in (1, 400, -3000, 90_000):
        keepers.later(days=days)
        assert keepers.plan() == keepers.erase() == []
        with keepers.database.transaction() as session:
            for case_id in session.scalars(select(Case.id)):
                assert erasing.erase_case(session, case_id, now=keepers.now) == []


def test_a_case_that_is_reopened_after_the_listing_is_left_alone(keepers):
    keepers.decide(*PARTIES, months=1)
    key = archived(keepers)
    keepers.later(days=60)
    (first, _second) = keepers.plan()
    keepers.follow(following.reopen, key, body="Det mangler noe.")
    with keepers.database.transaction() as session:
        assert erasing.erase_case(session, first.case_id, now=keepers.now) == []
    assert cells_with(keepers.database, WORD) > OF_RECIPIENT


def test_a_reopening_makes_the_archived_sheet_outdated_and_time_begins_again(keepers):
    keepers.decide(*PARTIES)
    key = archived(keepers)
    keepers.later(days=30)
    keepers.follow(following.reopen, key, body="Det mangler noe.")
    keepers.answer(key, WORD)
    answered_on = keepers.today
    keepers.later(days=365 * 3)
    assert keepers.plan() == []
    keepers.archive(key, "siv", "tonsberg")
    assert {due.ended_on for due in keepers.plan()} == {answered_on}


def test_a_supplement_makes_the_archived_sheet_outdated_too(keepers):
    keepers.decide(*PARTIES)
    key = archived(keepers)
    keepers.later(days=30)
    keepers.follow(following.supplement, key, body="Enda noe.")
    keepers.lapse()
    assert keepers.plan() == []
    keepers.archive(key, "siv")
    assert [due.party for due in keepers.plan()] == ["siv"]


def test_what_is_written_after_an_erasing_is_erased_when_it_is_archived_too(keepers):
    keepers.decide(*PARTIES, months=1)
    key = archived(keepers)
    keepers.later(days=60)
    keepers.erase()
    keepers.follow(following.supplement, key, body="Enda noe.")
    assert keepers.plan() == []
    keepers.later(days=1)
    keepers.archive(key, "tonsberg")
    (due,) = keepers.erase()
    assert (due.party, due.texts, due.reporters) == ("tonsberg", 1, 0)
    assert len(facts(keepers.database, key, Erasure, Erasure.party_id)) == 2


def test_the_stories_leave_a_word_in_every_erasable_text(keepers):
    keepers.send(WORD)
    assert retained.answered(keepers, WORD)
    assert cells_with(keepers.database, WORD) == OF_REPORTER | OF_RECIPIENT
