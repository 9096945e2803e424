"""Counting and printing are right: published tables come out as they were published.

The numbers are Helsetilsynet's own of 2024, «Varsler som gjaldt kommunale helse- og
omsorgstjenester de fire første årene»: figure 1 (1 July 2019–30 June 2023) and table 3, types of
873 events. They are counted here as if each warning were a report, by the product's own facts,
tables, reading and language; the tests hold nothing but what was published.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.domain.figures import Cell, Figures, Heading, Table
from app.domain.revisions import revised
from app.domain.rounding import in_percent
from app.domain.statistics import ALL, Fact, summed, tables
from app.domain.vocabulary import Audience, Direction, Standing, Words
from app.language import Language
from reports.reading import REVISED, SHARE, Reading
from tests.domain.counted_year import HEADINGS, TODAY, YEAR, a_case, named, values

NB, NN = Language("nb"), Language("nn")
SPACE = "\N{NO-BREAK SPACE}"

FROM_ENTERPRISES = {"specialist_services": 3298, "municipal_services": 854, "other_services": 48}
FROM_INDIVIDUALS = {"patients": 1120, "next_of_kin": 521, "other_persons": 119}
SENDERS = {
    Direction.TO_HOSPITAL: FROM_ENTERPRISES,
    Direction.TO_MUNICIPALITY: FROM_INDIVIDUALS,
}
"""Whoever sends stands in two tables, as parties and as directions: one nests in the other."""

STANDINGS = {Standing.COUNTED: 873, Standing.TEST: 652, Standing.DUPLICATE: 122}
"""Of 1,647 about municipal services, 652 lay outside the criteria and 122 came more than once."""

ANSWERED = {"first_answered_on": date(YEAR, 3, 2)}
OUTCOMES: Mapping[str, tuple[dict[str, Any], int]] = {
    "answered": (ANSWERED, 730),
    "declined": ({"is_declined": True}, 127),
    "not_answered": ({}, 16),
}
"""730 were sent on to the statsforvalter, 127 closed at once, and 16 led to an inspection."""

EVENT_TYPES: Mapping[str, tuple[int, str]] = {
    "examination": (147, "16,8"),
    "fall": (116, "13,3"),
    "unexplained_death": (105, "12,0"),
    "medicines": (81, "9,3"),
    "suicide": (73, "8,4"),
    "life_saving": (47, "5,4"),
    "medical_care": (47, "5,4"),
    "assault": (44, "5,0"),
    "infection": (29, "3,3"),
    "other_type": (21, "2,4"),
    "equipment": (20, "2,3"),
    "rest": (143, "16,4"),
}
"""How many, and in per cent as published; the rest is what the shown rows leave of 873."""


def many(count: int, **changes: Any) -> Counter[Fact]:
    """What so many cases that are alike count as; each is an incident of its own unless told."""
    counted: Counter[Fact] = Counter()
    for (_, scope), facts in summed([a_case(**changes)]).items():
        if scope == ALL:
            counted.update({fact: times * count for fact, times in facts.items()})
    return counted


def together(*parts: Counter[Fact]) -> Counter[Fact]:
    return sum(parts, Counter())


def counted(*parts: Counter[Fact], **listed: Any) -> dict[str, Table]:
    headings = replace(HEADINGS, **listed)
    made = tables(together(*parts), Counter(), headings, today=TODAY)
    return {table.key: table for table in made}


def figures_of(made: Mapping[str, Table]) -> Figures:
    tables_of_it = tuple(made.values())
    return Figures(YEAR, Audience.INTERNAL, Words("Vestfold", "Vestfold"), tables_of_it)


def reading(made: Mapping[str, Table], language: Language = NB) -> Reading:
    return Reading(figures_of(made), language)


def per_cent(words: str) -> str:
    return f"{words}{SPACE}%"


@pytest.fixture(scope="module")
def warnings():
    """The 5,960 warnings of figure 1, by who sent them."""
    parts = [
        many(count, direction=direction, reporting_party_key=sender)
        for direction, senders in SENDERS.items()
        for sender, count in senders.items()
    ]
    return counted(*parts, parties=named(*FROM_ENTERPRISES, *FROM_INDIVIDUALS))


@pytest.fixture(scope="module")
def about_municipalities():
    """The 1,647 about municipal services, by what became of them."""
    left_out = [
        many(count, standing=standing)
        for standing, count in STANDINGS.items()
        if standing is not Standing.COUNTED
    ]
    return counted(*left_out, *(many(count, **changes) for changes, count in OUTCOMES.values()))


@pytest.fixture(scope="module")
def event_types():
    """The 873 events of table 3, each of one type."""
    parts = (many(count, categories=(kind,)) for kind, (count, _) in EVENT_TYPES.items())
    return counted(*parts, categories=named(*EVENT_TYPES))


def test_totals_nest_three_deep_and_add_up_at_each_depth(warnings):
    senders, directions = values(warnings["reporting_party"]), values(warnings["direction"])
    for direction, parts in SENDERS.items():
        assert sum(senders[sender] for sender in parts) == directions[direction]
    assert directions["municipality_to_hospital"] == 4200
    assert directions["hospital_to_municipality"] == 1760
    assert senders["total"] == directions["total"] == values(warnings["totals"])["counted"] == 5960


def test_what_is_sent_is_what_counts_and_the_rows_that_do_not(about_municipalities):
    totals = values(about_municipalities["totals"])
    assert totals["sent"] == 1647
    assert (totals["test"], totals["duplicate"]) == (652, 122)
    assert totals["counted"] == totals["sent"] - totals["test"] - totals["duplicate"] == 873


def test_what_does_not_count_is_in_no_other_table(about_municipalities):
    for key in ("direction", "reporting_party", "recipient_party", "unit", "consent", "month"):
        assert values(about_municipalities[key])["total"] == 873


def test_the_outcomes_of_what_counts_add_up_to_it(about_municipalities):
    answers = values(about_municipalities["answers"])
    assert answers == {row: count for row, (_, count) in OUTCOMES.items()} | {"total": 873}


@pytest.mark.parametrize("language", [NB, NN], ids=["nb", "nn"])
@pytest.mark.parametrize(
    ("kind", "told"), [(kind, told) for kind, (_, told) in EVENT_TYPES.items()]
)
def test_each_share_is_printed_as_it_was_published(event_types, kind, told, language):
    assert reading(event_types, language).shown("category", kind, SHARE) == per_cent(told)


def test_counts_stand_beside_their_shares_and_add_up_to_the_whole(event_types):
    types = values(event_types["category"])
    assert types == {kind: count for kind, (count, _) in EVENT_TYPES.items()}
    assert sum(types.values()) == reading(event_types).total() == 873


def test_the_remainder_is_a_row_of_its_own_and_stands_last_whatever_its_size(event_types):
    rows = reading(event_types).rows("category")
    shown = rows[:-1]
    assert rows[-1] == "rest"
    assert [EVENT_TYPES[row][0] for row in shown] == sorted(
        (count for kind, (count, _) in EVENT_TYPES.items() if kind != "rest"), reverse=True
    )
    assert sum(EVENT_TYPES[row][0] for row in shown) == 873 - 143


def test_two_numbers_that_happen_to_be_equal_stay_apart(about_municipalities, event_types):
    """730 were sent on, and 730 stand in the rows that are shown; neither is made of the other."""
    one_more = counted(
        *(many(count, **changes) for changes, count in OUTCOMES.values()), many(1, **ANSWERED)
    )
    assert values(about_municipalities["answers"])["answered"] == 730
    assert values(one_more["answers"])["answered"] == 731
    assert sum(count for kind, (count, _) in EVENT_TYPES.items() if kind != "rest") == 730
    assert values(event_types["answers"])["answered"] == 0


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "told"),
    [
        (652, 1647, 1, "39,6"),
        (652, 1647, 0, "40"),
        (70, 118, 0, "59"),
        (38, 111, 0, "34"),
        (1, 8, 0, "13"),
        (1, 16, 1, "6,3"),
        (57, 200, 0, "29"),
        (23, 80, 1, "28,8"),
        (143, 2000, 1, "7,2"),
        (873, 873, 1, "100,0"),
    ],
)
def test_a_share_is_rounded_half_up_with_a_decimal_comma(part, whole, decimals, told):
    assert (
        NB.percent(part / whole, decimals) == NN.percent(part / whole, decimals) == per_cent(told)
    )


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "told"),
    [
        (2499, 2500, 1, "99,9"),
        (2499, 2500, 0, "99"),
        (199, 200, 0, "99"),
        (2499, 2500, 2, "99,96"),
        (1, 2500, 1, "0,1"),
        (1, 2500, 0, "1"),
        (1, 2500, 2, "0,04"),
    ],
)
def test_not_all_is_never_printed_as_all_nor_something_as_nothing(part, whole, decimals, told):
    assert NB.percent(part / whole, decimals) == per_cent(told)


def test_more_than_all_is_a_growth_and_rounds_as_any_number():
    assert in_percent(1.4996, 1) == Decimal("150.0")
    assert NB.percent(-0.125) == per_cent("\N{MINUS SIGN}13")


def test_a_share_that_is_counted_is_rounded_once_when_it_is_printed():
    """6 of 11 is 54.545… per cent: rounded to 54.55 on the way, it would be printed as 54,6."""
    in_time, late = date(YEAR, 3, 2), date(YEAR, 12, 2)
    made = counted(many(6, first_answered_on=in_time), many(5, first_answered_on=late))
    assert reading(made).shown("timeliness", "answered_in_time") == per_cent("54,5")


def test_boxes_that_are_ticked_together_are_shares_of_the_reports_and_not_of_the_ticks():
    made = counted(
        many(3, categories=("communication", "medication")), many(1, categories=("medication",))
    )
    report, ticked = reading(made), values(made["category"])
    assert made["category"].overlaps
    assert (sum(ticked.values()), report.total()) == (7, 4)
    assert "total" not in ticked
    assert report.shown("category", "communication", SHARE) == per_cent("75,0")
    assert report.shown("category", "medication", SHARE) == per_cent("100,0")


def test_reports_and_incidents_are_two_numbers():
    """8,421 warnings told of 7,688 events (Helsetilsynet 2/2025): 733 of one told of before."""
    warned = summed(a_case(incident_id=number % 7688) for number in range(8421))
    made = tables(warned[YEAR, ALL], Counter(), HEADINGS, today=TODAY)
    totals = values(next(table for table in made if table.key == "totals"))
    assert (totals["counted"], totals["incidents"]) == (8421, 7688)


def test_a_report_counts_in_the_year_it_was_sent_and_its_incident_in_its_own_row():
    made = counted(
        many(20, incident_year=YEAR - 1, counted_on=date(YEAR, 1, 31)),
        many(5, incident_year=YEAR),
    )
    assert values(made["totals"])["counted"] == values(made["month"])["total"] == 25
    assert values(made["month"])["01"] == 20
    assert values(made["incident_year"]) == {str(YEAR - 1): 20, str(YEAR): 5, "total": 25}


def test_a_total_that_a_later_version_revises_is_marked_and_no_other_is():
    first = counted(many(872, categories=("medication",)))
    later = counted(many(872, categories=("medication",)), many(1, categories=("logistics",)))
    marked = Reading(revised(figures_of(first), figures_of(later)), NB)
    assert set(marked.shown("direction", "total").split(SPACE)) == {"873", REVISED}
    assert marked.shown("category", "medication") == "872"
    assert marked.cell("category", "logistics").revised
    unchanged = Reading(revised(figures_of(later), figures_of(later)), NB)
    assert not unchanged.cell("direction", "total").revised


def test_thousands_have_a_space_and_none_has_a_dash(warnings):
    report = reading(warnings)
    assert report.shown("direction", "total") == f"5{SPACE}960"
    assert report.shown("totals", "duplicate") == "–"


def test_a_rate_is_per_thousand_with_one_decimal():
    """1,647 of 108,000 who left hospital in a year, were they a denominator."""
    heading = Heading("year", Words("2023", "2023"))
    rate = Table("rates", "rate", (heading,), (heading,), ((Cell(1647 / 108),),))
    assert reading({"rates": rate}).shown("rates", "year") == "15,3"
