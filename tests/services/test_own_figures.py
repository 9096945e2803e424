"""A party's own figures: closed months, units nobody has heard from, and what is due."""

from datetime import UTC, date, datetime

import pytest

from app.domain.figures import NOT_APPLICABLE, WITHHELD
from app.domain.lifecycle import Status
from app.domain.vocabulary import Audience, Direction
from app.models import LineManagerRequest
from app.services.cases import find_case
from app.services.figures.closed_quarters import closed_quarters
from app.services.own_figures.due import what_is_due
from app.services.own_figures.months import read_months
from app.services.own_figures.places import homes_of_parties
from app.services.own_figures.quiet import quiet_units
from tests.factories import Scene, home, party, sent_case, unit
from tests.services.statements import counted

JANUARY = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
APRIL = date(2026, 4, 20)
FROM_ORTHOPAEDICS = {
    "direction": Direction.TO_MUNICIPALITY,
    "hospital_unit_key": "siv-kirurgi-ortopedi",
}


@pytest.fixture
def january(database):
    return Scene(database, now=JANUARY)


def months(session, key="siv", *, year=2026, today=APRIL):
    return read_months(session, home(session).id, party(session, key).id, year=year, today=today)


def send(database, *days: tuple[int, int], **changes):
    """Send a report on each day of 2026 that is named by month and day."""
    with database.transaction() as session:
        return [
            sent_case(session, now=datetime(2026, month, day, 9, tzinfo=UTC), **changes)
            for month, day in days
        ]


def test_a_month_is_shown_once_it_is_over_and_from_the_first_report_on(database):
    send(database, (2, 3), (2, 20), (4, 2))
    send(database, (3, 5), **FROM_ORTHOPAEDICS)
    with database.reading() as session:
        hospital, town = months(session), months(session, "tonsberg")
    assert hospital.months == (date(2026, 2, 1), date(2026, 3, 1)), "April is not over"
    assert (hospital.sent, hospital.received) == ((0, 1), (2, 0))
    assert (town.sent, town.received) == ((2, 0), (0, 1))


def test_an_answer_counts_in_the_month_it_was_due_and_one_still_owed_is_late(january):
    january.case_at(Status.ANSWERED)
    january.case_at(Status.SENT)
    january.case_at(Status.DECLINED)
    with january.database.reading() as session:
        found = months(session)
    assert sum(found.due) == 2, "a declined report is owed no answer"
    assert sum(found.in_time) == 1


def test_nothing_sent_gives_no_month(database):
    with database.reading() as session:
        assert months(session).months == ()


def test_no_more_than_two_years_are_shown(january):
    january.case_at(Status.SENT)
    with january.database.reading() as session:
        found = months(session, year=2030, today=date(2030, 5, 5))
    assert len(found.months) == 24
    assert found.months[-1] == date(2030, 4, 1)


def quiet(session, key, from_on=date(2026, 1, 1), to_on=APRIL):
    return quiet_units(session, home(session).id, party(session, key).id, from_on, to_on)


def named(units):
    return [unit.name.nb for unit in units]


def test_a_clinic_has_reported_when_one_of_its_sections_has(database):
    send(database, (2, 3), **FROM_ORTHOPAEDICS)
    with database.reading() as session:
        found = quiet(session, "siv")
    silent = named(found.never_sent)
    assert "Klinikk kirurgi" not in silent
    assert "Ortopedi" not in silent
    assert "Gastrokirurgi" in silent
    assert silent.index("Gastrokirurgi") < silent.index("Klinikk medisin"), "register order"
    assert found.unplaced == 0


def test_a_section_that_a_report_names_has_received_it_though_it_lies_with_the_clinic(database):
    send(database, (2, 3), hospital_unit_key="siv-medisin-geriatri")
    with database.reading() as session:
        found = named(quiet(session, "siv").never_received)
    assert "Geriatri" not in found
    assert "Klinikk medisin" not in found
    assert "Lunge" in found


def test_where_no_report_says_which_unit_it_is_from_nobody_is_named(database):
    (receipt,) = send(database, (2, 3))
    with database.reading() as session:
        found = quiet(session, "tonsberg")
    assert (found.sent, found.unplaced, found.never_sent) == (1, 1, ())
    with database.transaction() as session:
        name_unit(session, receipt.case_key)
    with database.reading() as session:
        found = quiet(session, "tonsberg")
    assert named(found.never_sent) == ["Tønsberg legevakt"]
    assert found.unplaced == 0


def name_unit(session, case_key):
    """Let a report be from Hjemmetjenesten in Tønsberg."""
    session.add(
        LineManagerRequest(
            case_id=find_case(session, case_key).id,
            party_id=party(session, "tonsberg").id,
            mode="informed",
            unit_id=unit(session, "tonsberg-hjemmetjeneste").id,
            email="",
            generation=0,
            digest=b"d" * 32,
            asked_at=JANUARY,
            follows=False,
        )
    )


def test_a_report_outside_the_period_is_not_heard(database):
    send(database, (2, 3), **FROM_ORTHOPAEDICS)
    with database.reading() as session:
        found = quiet(session, "siv", from_on=date(2026, 3, 1))
    assert "Ortopedi" in named(found.never_sent)


def test_what_is_due_is_told_by_how_near_it_is(january):
    january.case_at(Status.SENT)
    january.case_at(Status.ANSWERED)
    with january.database.reading() as session:
        places = home(session).id, party(session, "siv").id
        late = what_is_due(session, *places, today=date(2026, 12, 1))
        early = what_is_due(session, *places, today=date(2026, 1, 13))
    assert (late.overdue, late.soon, late.later, late.open) == (1, 0, 0, 1)
    assert (early.overdue, early.soon + early.later) == (0, 1)
    assert late.measures_overdue <= late.measures_open


def test_each_figure_costs_as_many_statements_with_many_reports_as_with_one(database):
    costs = set()
    for month in (2, 3):
        send(database, *[(month, day) for day in range(2, 2 + month * 3)], **FROM_ORTHOPAEDICS)
        send(database, (month, 4))
        with database.reading() as session, counted(database) as statements:
            months(session)
            quiet(session, "siv")
            what_is_due(session, home(session).id, party(session, "siv").id, today=APRIL)
        costs.add(len(statements))
    assert len(costs) == 1, costs


def test_a_closed_quarter_is_shown_when_both_directions_are_many(database):
    send(database, *[(2, day) for day in range(2, 8)])
    send(database, *[(3, day) for day in range(2, 7)], **FROM_ORTHOPAEDICS)
    send(database, *[(5, day) for day in range(2, 8)])
    with database.reading() as session:
        places = session, home(session).id, Audience.PUBLIC
        (spring,) = closed_quarters(*places, [], today=APRIL)
        (summer,) = closed_quarters(*places, [], today=date(2026, 7, 1))
        assert closed_quarters(*places, [2026], today=APRIL) == []
    cells = spring.table("sent_by_quarter")
    assert [cells.cell("total", column).value for column in ("q1", "q2", "h1")] == [11, None, None]
    assert spring.table("sent_by_quarter").cell("total", "q2").symbol == NOT_APPLICABLE
    assert summer.table("sent_by_quarter").cell("total", "q2").symbol == WITHHELD
    assert [table.key for table in summer.tables] == ["sent_by_quarter"]


def test_a_party_is_found_with_each_helsefellesskap_it_takes_part_in(database):
    with database.reading() as session:
        ids = {party(session, "siv").id, party(session, "holmestrand").id}
        found = [(h.key, p.key) for h, p in homes_of_parties(session, ids, APRIL)]
    assert found == [("vestfold", "siv"), ("vestfold", "holmestrand")]
