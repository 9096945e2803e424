"""A year's figures are read from the cases in a fixed number of statements."""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from app.db import Base, Database
from app.domain.lifecycle import Status
from app.domain.vocabulary import (
    Audience,
    Consequence,
    Direction,
    Standing,
    Words,
)
from app.models import (
    DeadlineDecision,
    FormVersion,
    Helsefellesskap,
)
from app.services.figures import figures_for, years_with_figures
from app.services.figures.closed_quarters import quarters_of_years
from app.services.figures.upkeep import settle
from tests.services.year_of_cases import (
    CLOSED_CLINIC,
    DESK,
    ELSEWHERE,
    GASTRO,
    HORTEN,
    HORTEN_POST,
    LARVIK,
    MEDICINE,
    ORTHOPAEDICS,
    SENT,
    SIV,
    SURGERY,
    TODAY,
    Year,
    an_option,
    given,
    register,
)


@pytest.fixture
def small_database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'figures.sqlite'}")
    Base.metadata.create_all(opened.engine)
    yield opened
    opened.close()


@pytest.fixture
def year(small_database: Database) -> Iterator[Year]:
    with small_database.transaction() as session:
        made = Year(session)
        for rows in register():
            made.put(*rows)
        yield made


def test_a_year_has_its_reports_and_those_of_the_year_before_beside_them(year):
    year.send()
    year.send(sent_on=date(2022, 12, 31))
    year.send(sent_on=date(2021, 12, 31))
    year.send(sent_on=date(2024, 1, 1))
    assert year.counts("totals") == {"sent": 1, "counted": 1, "incidents": 1}
    assert year.counts("month", "year_before") == {"12": 1}
    assert years_with_figures(year.session, 1) == [2024, 2023, 2022, 2021]


def test_an_entered_report_counts_in_the_year_it_was_first_sent(year):
    year.send(sent_on=date(2024, 1, 9), counted_on=date(2023, 12, 20))
    assert year.counts("month") == {"12": 1}


def test_a_section_counts_under_its_clinic(year):
    year.send(given(ORTHOPAEDICS), first_unit_id=GASTRO)
    assert year.counts("unit") == {"surgery": 1}
    assert year.counts("first_recipient_unit") == {"surgery": 1}


def test_the_unit_that_a_case_was_forwarded_to_owns_it(year):
    year.send(given(MEDICINE, Status.FORWARDED), given(SURGERY))
    assert year.counts("unit") == {"surgery": 1}
    assert year.counts("first_recipient_unit") == {"medicine": 1}


def test_the_last_unit_owns_a_case_that_nobody_has_open(year):
    year.send(
        given(MEDICINE, Status.FORWARDED),
        given(SURGERY, Status.CLOSED, first_answered_on=SENT),
        status=Status.CLOSED,
    )
    assert year.counts("unit") == {"surgery": 1}


def test_two_open_assignments_make_a_case_joint_unless_they_are_in_one_clinic(year):
    year.send(given(MEDICINE), given(SURGERY))
    year.send(given(ORTHOPAEDICS), given(GASTRO))
    assert year.counts("unit") == {"joint": 1, "surgery": 1}


def test_a_reopening_does_not_move_the_date_that_an_answer_is_measured_by(year):
    moved: dict[str, Any] = {"due_on": date(2023, 12, 31), "acknowledged_on": SENT}
    year.send(given(MEDICINE, Status.ANSWERED, first_answered_on=date(2023, 3, 29), **moved))
    year.send(given(MEDICINE, Status.ANSWERED, first_answered_on=date(2023, 3, 30), **moved))
    assert year.counts("timeliness") == {"acknowledged_in_time": 1, "answered_in_time": 0.5}
    assert year.counts("days")["median_days_to_answered"] == 28.5


def test_a_case_is_measured_by_the_deadlines_that_held_when_it_was_sent(year):
    shorter = DeadlineDecision(
        helsefellesskap_id=1,
        valid_from=date(2023, 7, 1),
        decision="",
        acknowledge_working_days=1,
        answer_days=7,
        remind_days_before=1,
        escalate_days_after=1,
    )
    year.put(shorter)
    for sent_on in (date(2023, 6, 30), date(2023, 7, 1)):
        answered_on = sent_on + timedelta(days=11)
        year.send(
            given(
                MEDICINE, Status.ANSWERED, acknowledged_on=sent_on, first_answered_on=answered_on
            ),
            sent_on=sent_on,
        )
    assert year.counts("timeliness")["answered_in_time"] == 0.5


def test_the_first_recipients_confirmation_and_the_last_ones_answer_are_measured(year):
    year.send(
        given(MEDICINE, Status.FORWARDED, acknowledged_on=date(2023, 3, 2)),
        given(
            SURGERY,
            Status.ANSWERED,
            acknowledged_on=date(2023, 3, 20),
            first_answered_on=date(2023, 3, 21),
        ),
        status=Status.ANSWERED,
    )
    assert year.counts("days") == {
        "median_days_to_acknowledged": 1,
        "median_days_to_answered": 20,
        "p90_days_to_acknowledged": 1,
        "p90_days_to_answered": 20,
    }
    assert year.counts("answers") == {"answered": 1}


def test_a_declined_case_counts_and_a_test_does_not(year):
    for standing in (Standing.COUNTED, Standing.TEST):
        year.send(given(MEDICINE, Status.DECLINED), status=Status.DECLINED, standing=standing)
    assert year.counts("totals") == {"sent": 2, "counted": 1, "test": 1, "incidents": 1}
    assert year.counts("answers") == {"declined": 1}
    assert year.counts("timeliness") == {}


def test_a_case_closed_with_guidance_is_not_answered_and_not_late(year):
    year.send(given(MEDICINE, Status.CLOSED), status=Status.CLOSED)
    assert year.counts("answers") == {"not_answered": 1}
    assert year.counts("timeliness") == {}


def test_a_party_gets_exact_figures_of_what_it_reports_and_receives(year):
    year.send()
    year.send(reporting_party_id=LARVIK)
    year.send(
        given(HORTEN_POST),
        direction=Direction.TO_MUNICIPALITY,
        reporting_party_id=SIV,
        recipient_party_id=HORTEN,
    )
    assert year.counts("totals", party_key="horten")["counted"] == 2
    assert year.counts("totals", party_key="siv")["counted"] == 3
    assert year.counts("totals")["counted"] == 3
    assert year.figures(party_key="horten").to_json()["party"] == "horten"


def test_figures_of_one_party_are_for_no_other_audience(year):
    with pytest.raises(ValueError, match="that party alone"):
        year.figures(Audience.FSU, party_key="horten")


def test_what_the_register_does_not_know_is_not_counted(year):
    with pytest.raises(LookupError, match="nowhere"):
        year.figures(party_key="nowhere")
    with pytest.raises(LookupError):
        figures_for(year.session, 99, 2023, Audience.INTERNAL, today=TODAY)


def test_others_get_small_counts_withheld(year):
    for _ in range(4):
        year.send()
    few = year.figures(Audience.FSU).table("totals").cell("counted", "year")
    assert (few.value, few.symbol) == (None, ":")
    assert "færre enn 5" in year.figures(Audience.FSU).legend[":"].nb


def test_figures_say_whether_the_deadlines_of_their_year_are_decided(year):
    year.put(
        DeadlineDecision(
            helsefellesskap_id=1,
            valid_from=date(2023, 7, 1),
            decided_on=date(2023, 6, 12),
            decision="FSU-sak 14/23",
            acknowledge_working_days=3,
            answer_days=28,
            remind_days_before=7,
            escalate_days_after=14,
        )
    )
    assert year.figures(year=2023).deadlines_decided
    assert not year.figures(year=2022).deadlines_decided


def test_a_year_with_none_before_it_is_compared_with_nothing_by_any_audience(year):
    for _ in range(6):
        year.send()
    for audience in Audience:
        sent = year.figures(audience).table("totals").cell("sent", "year_before")
        assert (sent.value, sent.symbol) == (None, ".")


def test_the_public_gets_neither_months_nor_the_parts_of_a_party(year):
    year.send()
    shown = {table.key for table in year.figures(Audience.PUBLIC).tables}
    assert {"totals", "direction"} <= shown
    assert not shown & {"month", "sections"}


def test_rows_stand_for_those_who_take_part_and_for_others_that_are_counted(year):
    def rows(key: str) -> list[str]:
        return [row.key for row in year.figures().table(key).rows]

    parties = ["siv", "horten", "larvik"]
    clinics = ["surgery", "medicine", "horten-post", "larvik-post"]
    assert rows("reporting_party") == [*parties, "outside", "total"]
    assert rows("unit") == [*clinics, "joint", "total"]
    year.send(given(DESK), reporting_party_id=ELSEWHERE, first_unit_id=CLOSED_CLINIC)
    year.send(reporting_party_id=None)
    assert rows("reporting_party") == [*parties, "elsewhere", "outside", "total"]
    assert rows("unit") == [*clinics, "desk", "joint", "total"]
    assert rows("first_recipient_unit") == [*clinics, "closed", "total"]


def test_rows_have_the_words_of_the_register_and_of_the_form(year):
    def words(key: str) -> dict[str, Words]:
        return {row.key: row.words for row in year.figures().table(key).rows}

    assert words("reporting_party")["horten"] == Words("Horten", "Horten")
    assert words("unit")["surgery"] == Words("Surgery", "Surgery")
    assert words("category")["medication"] == Words("Legemidler", "Legemidler nn")
    assert words("category")["logistics"] == Words("Logistikkmeldinger", "Logistikkmeldingar")
    assert words("consequence")["severe"] == Words("Betydelig skade", "Betydelig skade nn")
    assert words("consequence")["none"] == Consequence.NONE.words
    assert year.figures().helsefellesskap.nn == "Helsefellesskapet på nynorsk"


def test_an_option_of_a_new_form_is_counted_as_the_old_one_it_maps_to(year):
    year.put(FormVersion(id=2, helsefellesskap_id=1, key="2024", valid_from=date(2024, 1, 1)))
    year.put(
        an_option("category", "drugs", "Medisiner", form_version_id=2, maps_to="medication"),
        an_option("category", "food", "Mat", form_version_id=2, position=2),
    )
    year.send()
    year.send(sent_on=date(2024, 2, 1), form_version_id=2, categories=["drugs", "food"])
    asked: dict[str, Any] = {"year": 2024, "key": "category"}
    assert year.counts(**asked) == {"medication": 1, "food": 1}
    assert year.counts(column="year_before", **asked) == {"medication": 1}
    rows = [row.key for row in year.figures(year=2024).table("category").rows]
    assert rows == ["food", "medication"]


def test_many_cases_take_no_more_statements_than_one(year):
    def statements() -> int:
        seen: list[str] = []

        def see(_connection, _cursor, statement, *_rest):
            seen.append(statement)

        year.session.flush()
        settle(year.session)
        engine = year.session.get_bind().engine
        event.listen(engine, "before_cursor_execute", see)
        year.session.expire_all()
        year.session.expunge_all()
        year.figures()
        event.remove(engine, "before_cursor_execute", see)
        return len(seen)

    year.send()
    one = statements()
    for number in range(30):
        year.send(
            given(MEDICINE, Status.FORWARDED),
            given(SURGERY if number % 2 else ORTHOPAEDICS),
            categories=["medication", "logistics"],
        )
    assert statements() == one <= 28


def test_both_engines_count_the_register_of_the_product(database):
    with database.reading() as session:
        home = session.scalars(select(Helsefellesskap)).first()
        assert years_with_figures(session, home.id) == []
        figures = figures_for(session, home.id, 2023, Audience.INTERNAL, today=TODAY)
    assert figures.table("totals").cell("counted", "year").value == 0
    assert len(figures.table("category").rows) == 8
    assert len(figures.table("reporting_party").rows) == 9


def test_closed_quarters_that_everybody_sees_stand_beside_what_is_withheld(year, monkeypatch):
    for month, reporting, number in product((2, 5, 8, 11), (HORTEN, SIV), range(30)):
        direction = Direction.TO_HOSPITAL if reporting == HORTEN else Direction.TO_MUNICIPALITY
        year.send(
            direction=direction,
            reporting_party_id=reporting,
            recipient_party_id=HORTEN + SIV - reporting,
            sent_on=date(2023, month, number % 28 + 1),
        )
    (live,) = quarters_of_years(year.session, 1, Audience.PUBLIC, {2023}, today=TODAY)
    columns = ("q1", "q2", "q3", "q4", "h1", "h2")
    table = live.table("sent_by_quarter")
    assert [table.cell("total", key).value for key in columns] == [60, 60, 60, None, 120, None]
    figures = year.figures(Audience.FSU)
    told = figures.table("sent_by_quarter")
    assert [told.cell("total", key).value for key in columns[:3]] == [60, 60, 60]
    audited: list[Any] = []
    withholding = import_module("app.services.figures.withheld")
    monkeypatch.setattr(withholding, "audit", lambda shown, *_: audited.extend(shown))
    withholding.require_nothing_solvable(year.session, 1, [figures], TODAY)
    assert [each.tables for each in audited] == [live.tables, figures.tables]
