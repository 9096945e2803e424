"""What acts append to the figures adds up to what the cases say, whatever was done to them."""

from datetime import date
from random import Random

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from app.db import Database
from app.domain.case import ClassificationDraft, Reference
from app.domain.casework import LinkKind, PatientGroup
from app.domain.lifecycle import Status
from app.domain.statistics import ALL, Fact
from app.domain.vocabulary import Audience, Consequence, Direction, Standing
from app.models import (
    Assignment,
    Case,
    CaseCategory,
    ClosedDay,
    DeadlineDecision,
    FigureDelta,
    FigureSum,
    FormOption,
    InstallationFact,
)
from app.services.classifying import classify
from app.services.figures import built, figures_for
from app.services.figures.checking import check
from app.services.figures.counts import recounted, stored_years, year_counts
from app.services.figures.folding import fold
from app.services.figures.watching import NotCounted
from app.services.linking.links import link, links_of, unlink
from tests.conftest import START
from tests.factories import Scene, home, sent_case, version_of

YEAR = START.year


def is_whole(database: Database, year: int = YEAR) -> bool:
    """Tell whether every stored cell is what the cases say, and name those that are not."""
    with database.reading() as session:
        home_id = home(session).id
    with database.reading() as session:
        checked = check(session, home_id, year)
    assert not checked.differences, "\n".join(map(str, checked.differences))
    return checked.is_built


def fold_all(database: Database) -> None:
    with database.transaction() as session:
        while fold(session, now=START):
            pass


def rows_of(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def counted(database: Database, fact: Fact, scope: str = ALL) -> int:
    with database.reading() as session:
        return year_counts(session, home(session).id, YEAR)[scope][fact]


SENT, INCIDENTS = Fact("totals", "sent"), Fact("incidents", "distinct")


def test_a_report_is_one_row_that_every_scope_shares(database):
    with database.transaction() as session:
        sent_case(session, now=START)
        assert year_counts(session, home(session).id, YEAR)[ALL][SENT] == 1
    with database.reading() as session:
        row = session.scalars(select(FigureDelta)).one()
        case = session.scalars(select(Case)).one()
    parties = {f"party:{case.reporting_party_id}", f"party:{case.recipient_party_id}"}
    assert {ALL, *parties} < set(row.scopes.split(","))
    assert sum(scope.startswith("clinic:") for scope in row.scopes.split(",")) == 1
    assert is_whole(database)


def test_what_is_taken_back_leaves_no_figure(database):
    class Failed(Exception):
        pass

    def file_and_fail() -> None:
        with database.transaction() as session:
            sent_case(session, now=START)
            raise Failed

    with pytest.raises(Failed):
        file_and_fail()
    assert rows_of(database, FigureDelta) == 0
    assert is_whole(database)


@pytest.mark.parametrize("status", list(Status))
def test_a_case_in_any_status_counts_as_the_recount_says(database, status):
    scene = Scene(database, START)
    scene.case_at(status)
    assert is_whole(database)
    fold_all(database)
    assert is_whole(database)


def test_cases_of_one_incident_count_it_once_and_twice_again_when_they_are_parted(database):
    scene = Scene(database, START)
    one, other = (scene.case_at(Status.ACKNOWLEDGED) for _ in range(2))
    assert counted(database, INCIDENTS) == 2
    with database.transaction() as session:
        reference = session.scalars(select(Case.reference).where(Case.key == other)).one()
        link(session, scene.leader, one, Reference(reference), LinkKind.SAME_INCIDENT, now=START)
    assert counted(database, INCIDENTS) == 1
    assert is_whole(database)
    fold_all(database)
    with database.transaction() as session:
        case = session.scalars(select(Case).where(Case.key == one)).one()
        (made,) = links_of(session, case.id)
        unlink(session, scene.leader, one, made.id, now=START)
    assert counted(database, INCIDENTS) == 2
    assert is_whole(database)


def test_of_two_reports_of_one_incident_the_other_stands_for_it_when_the_first_is_a_test(database):
    scene = Scene(database, START)
    keys = [scene.case_at(Status.ACKNOWLEDGED) for _ in range(2)]
    with database.transaction() as session:
        references = {
            key: session.scalars(select(Case.reference).where(Case.key == key)).one()
            for key in keys
        }
        named = Reference(references[keys[1]])
        link(session, scene.leader, keys[0], named, LinkKind.SAME_INCIDENT, now=START)
    with database.transaction() as session:
        first = session.scalars(select(Case).where(Case.key == keys[0])).one()
        first.standing = Standing.TEST
    assert counted(database, INCIDENTS) == 1
    assert is_whole(database)


def test_a_judgement_is_counted_when_it_is_made_and_when_it_is_changed(database):
    scene = Scene(database, START)
    key = scene.case_at(Status.ACKNOWLEDGED)
    for group in (PatientGroup.FRAIL_ELDERLY, PatientGroup.CHILDREN):
        with database.transaction() as session:
            draft = ClassificationDraft(
                consequence=Consequence.SEVERE, categories=("medicines",), patient_group=group
            )
            classify(session, scene.leader, key, version_of(session, key), draft, now=START)
        assert counted(database, Fact("patient_group", group.value)) == 1
        assert is_whole(database)


def test_folding_moves_what_is_stored_and_changes_no_figure(database):
    scene = Scene(database, START)
    for status in (Status.SENT, Status.ANSWERED, Status.WITHDRAWN):
        scene.case_at(status)
    with database.reading() as session:
        home_id = home(session).id
        before = stored_years(session, home_id, {YEAR})
    fold_all(database)
    with database.reading() as session:
        assert stored_years(session, home_id, {YEAR}) == before
        assert session.scalar(select(func.count()).where(FigureDelta.folded_at.is_(None))) == 0
    assert rows_of(database, FigureSum) > 0


def test_a_statement_without_objects_is_counted_or_refused(database):
    scene = Scene(database, START)
    scene.case_at(Status.SENT)
    with database.transaction() as session:
        session.execute(
            update(Case).where(Case.status == Status.SENT).values(standing=Standing.TEST)
        )
        session.execute(delete(CaseCategory).where(CaseCategory.key == "medicines"))
    assert counted(database, Fact("totals", "test")) == 1
    assert is_whole(database)
    for statement in (
        update(Assignment).values(acknowledged_on=date(2026, 3, 12)),
        insert(CaseCategory),
    ):
        with pytest.raises(NotCounted), database.transaction() as session:
            session.execute(statement)


def test_verifying_names_the_cell_that_differs(database):
    scene = Scene(database, START)
    scene.case_at(Status.SENT)
    fold_all(database)
    with database.transaction() as session:
        session.execute(text("UPDATE figure_sums SET count = 7 WHERE fact = 'totals:sent'"))
    with database.reading() as session:
        home_id = home(session).id
    with database.reading() as session:
        told = [str(each) for each in check(session, home_id, YEAR).differences]
    assert f"{YEAR} all totals:sent is stored as 7 and counted as 1" in told
    assert all(": " not in line and "totals:sent" in line for line in told)


def closed_day(session) -> None:
    name = session.scalars(select(FormOption.words)).first()
    session.add(ClosedDay(helsefellesskap_id=home(session).id, day=date(2026, 3, 11), name=name))


def other_deadline(session) -> None:
    session.scalars(select(DeadlineDecision)).one().answer_days = 3


def other_deadline_at_once(session) -> None:
    session.execute(update(DeadlineDecision).values(answer_days=3))


def other_group(session) -> None:
    for row in session.scalars(select(FormOption).where(FormOption.list == "category")):
        row.group_key = "other"


@pytest.mark.parametrize(
    "change", [closed_day, other_deadline, other_deadline_at_once, other_group]
)
def test_what_all_cases_are_counted_by_is_recounted_until_figures_are_built_anew(database, change):
    scene = Scene(database, START)
    scene.case_at(Status.ANSWERED)
    scene.case_at(Status.SENT)
    with database.transaction() as session:
        change(session)
    assert not is_whole(database)
    with database.reading() as session:
        home_id = home(session).id
        asked = year_counts(session, home_id, YEAR)
        assert asked == recounted(session, home_id, YEAR)
    assert built.build(database, home_id) == 2
    assert is_whole(database)


def test_an_installation_older_than_its_figures_is_counted_until_they_are_built(database):
    scene = Scene(database, START)
    for status in (Status.ANSWERED, Status.DECLINED, Status.SENT):
        scene.case_at(status)
    with database.transaction() as session:
        session.execute(delete(FigureDelta))
        session.execute(delete(InstallationFact))
    scene.case_at(Status.CLOSED)
    assert counted(database, SENT) == 4
    with database.reading() as session:
        (home_id,) = built.unbuilt(session)
    assert built.build(database, home_id) == 4
    assert is_whole(database)
    with database.reading() as session:
        assert built.unbuilt(session) == []


def test_a_register_that_changes_while_figures_are_built_lets_them_be_built_again(
    database, monkeypatch
):
    scene = Scene(database, START)
    scene.case_at(Status.SENT)
    ids = built._next_ids

    def changing(given, home_id, last):
        found = ids(given, home_id, last)
        if not found:
            with given.transaction() as session:
                closed_day(session)
        return found

    with database.reading() as session:
        home_id = home(session).id
    monkeypatch.setattr(built, "_next_ids", changing)
    built.build(database, home_id)
    with database.reading() as session:
        assert built.unbuilt(session) == [home_id]


def test_figures_of_a_party_have_its_sections_and_nobody_else_s_do(database):
    scene = Scene(database, START)
    scene.case_at(Status.ANSWERED)
    with database.reading() as session:
        asked = session, home(session).id, YEAR, Audience.INTERNAL
        own = figures_for(*asked, party_key="siv", today=START.date())
        whole = figures_for(*asked, today=START.date())
    sections = own.table("sections")
    received = [sections.cell(row.key, "received").value or 0 for row in sections.rows]
    assert sum(received) == 1
    assert "sections" not in whole


def test_random_filings_and_edits_leave_every_cell_equal(database):
    random = Random(20)  # noqa: S311  the same every time
    scene = Scene(database, START)
    for number in range(12):
        status = random.choice(list(Status))
        direction = {} if number % 3 else {"categories": ("logistics", "other")}
        scene.case_at(status, **direction)
        with database.transaction() as session:
            case = random.choice(session.scalars(select(Case)).all())
            case.consequence = random.choice(list(Consequence))
            case.direction = random.choice(list(Direction))
        if number % 4 == 0:
            fold_all(database)
        assert is_whole(database)
