"""What leaves the parties shows no small count, and nobody can work one out."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.figures import Cell, Figures, Heading, Table
from app.domain.statistics import LEGEND, shown_to
from app.domain.statistics.measures import Measured
from app.domain.statistics.withholding import (
    APPROVED,
    ExactYear,
    Roster,
    Rule,
    Solvable,
    audit,
    withhold,
)
from app.domain.statistics.withholding.questions import Question
from app.domain.vocabulary import Audience, Words
from app.solver import Highs
from tests.domain.counted_year import values
from tests.proofs.disclosure import primary_only
from tests.proofs.ground import seeded
from tests.proofs.simulated_years import ROSTER, a_year, exact_years

YEAR = 2023
RULE = Rule()
OWNERS = Roster(owners={"a": "party:1", "b": "party:2"})
MANY = 1000
NAMES = Words("Prøve", "Prøve")


def table(key, counts, column="year"):
    rows = tuple(Heading(row, Words(row, row)) for row in counts)
    cells = tuple((Cell(count),) for count in counts.values())
    return Table(key, "count", rows, (Heading(column, Words(column, column)),), cells)


def summed(parts):
    return dict(zip("abcdefgh", parts, strict=False)) | {"total": sum(parts)}


def one_table(parts, key="unit", owned=("a", "b"), counted=None):
    """A year with one table, whose first rows are the cases of one attacker each.

    ``counted`` are all that count, where those of the table are not all of them.
    """
    counts = summed(parts)
    own = {
        OWNERS.owners[row]: {key: table(key, {row: counts[row], "total": counts[row]})}
        for row in owned
    }
    totals = {"totals": table("totals", {"counted": counted or counts["total"]})}
    return ExactYear(YEAR, totals | {key: table(key, counts)}, own)


def shown(exact, rule=RULE, roster=OWNERS, released=()):
    result = withhold([exact], roster, rule, Highs(), released=released)
    return {each.key: each for each in result.tables}


def released(tables, version=1, year=YEAR):
    return Figures(year, Audience.FSU, NAMES, tuple(tables), version=version)


def bounds(hidden, left):
    """Every whole number that each hidden part can be, tried one by one."""
    whole = sum(left.values())
    free = sorted(left)
    can: dict[str, set[int]] = {row: set() for row in free}
    for some in product(range(whole + 1), repeat=len(free)):
        if sum(some) == whole:
            for row, value in zip(free, some, strict=True):
                can[row].add(value)
    return can


@pytest.mark.parametrize("first", [0, 2, 4, 7])
def test_every_small_table_withstands_two_attackers_who_know_a_row_each(first):
    for rest in product((0, 2, 7), repeat=3):
        withstands((first, *rest))


def withstands(parts):
    exact = one_table(parts, counted=MANY)
    told = values(shown(exact)["unit"])
    counts = summed(parts)
    assert all(told[row] == counts[row] for row in told if row != "others")
    assert not any(RULE.is_small(int(value)) for value in told.values())
    if "total" not in told:
        return
    hidden = [row for row in "abcd" if row not in told]
    for known in ((), ("a",), ("b",), ("a", "b")):
        left = {row: counts[row] for row in hidden if row not in known}
        for row, can in bounds(hidden, left).items():
            if RULE.is_small(counts[row]):
                assert max(can) - min(can) >= 3, (told, known, row)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=8), st.booleans())
def test_what_is_shown_is_exact_and_never_small_and_passes_the_audit(parts, protects_zeros):
    rule = Rule(5, protects_zeros)
    exact = one_table(parts)
    made = shown(exact, rule)
    told, counts = values(made["unit"]), summed(parts)
    assert all(told[row] == counts[row] for row in told if row != "others")
    assert not any(rule.is_small(int(value)) for value in told.values())
    audit([released(made.values())], [exact], OWNERS, rule, Highs())


def test_zeros_are_shown_where_they_are_not_protected():
    told = values(shown(one_table([0, 0, 20, 30]), Rule(5, protects_zeros=False))["unit"])
    assert told == {"a": 0, "b": 0, "c": 20, "d": 30, "total": 50}


def test_nothing_is_hidden_where_nothing_is_small():
    told = values(shown(one_table([90, 80, 7]))["unit"])
    assert told == {"a": 90, "b": 80, "c": 7, "total": 177}


def test_rare_rows_are_shown_together_and_not_one_by_one():
    made = shown(one_table([20, 30, 4, 3, 2, 40]))["unit"]
    assert values(made) == {"a": 20, "b": 30, "f": 40, "others": 9, "total": 99}
    assert made.rows[-2].words == Words("Øvrige enheter", "Øvrige einingar")


def test_two_who_own_all_but_one_of_the_hidden_rows_make_more_rows_hidden():
    told = values(shown(one_table([2, 3, 4, 20, 30]))["unit"])
    assert told == {"e": 30, "others": 29, "total": 59}


def test_the_audit_catches_small_counts_hidden_alone():
    exact = one_table([20, 30, 2])
    with pytest.raises(Solvable) as caught:
        audit([released(map(primary_only, exact.whole.values()))], [exact], OWNERS, RULE, Highs())
    assert str(caught.value) == "2023/unit/c/year"


def test_the_audit_catches_what_is_safe_from_outsiders_and_not_from_one_who_knows_a_row():
    exact = one_table([7, 30, 4], owned=("a",))
    unsafe = hide(exact.whole["unit"], "a", "c")
    outsiders = replace(exact, parts={})
    audit([released([exact.whole["totals"], unsafe])], [outsiders], OWNERS, RULE, Highs())
    with pytest.raises(Solvable):
        audit([released([exact.whole["totals"], unsafe])], [exact], OWNERS, RULE, Highs())


def test_the_audit_catches_two_versions_that_hide_different_rows():
    exact = one_table([20, 7, 3, 9, 30], owned=())
    versions = [
        released([exact.whole["totals"], hide(exact.whole["unit"], *rows)], version)
        for version, rows in ((1, "bc"), (2, "cd"))
    ]
    for each in versions:
        audit([each], [exact], OWNERS, RULE, Highs())
    with pytest.raises(Solvable):
        audit(versions, [exact], OWNERS, RULE, Highs())


def test_a_new_version_hides_what_the_one_before_hid():
    first = one_table([20, 7, 3, 9, 30], owned=())
    before = released(shown(first).values())
    later = one_table([20, 6, 3, 9, 31], owned=())
    again = released(shown(later, released=[before]).values(), version=2)
    assert set(values(again.table("unit"))) == set(values(before.table("unit")))
    audit([before, again], [later], OWNERS, RULE, Highs())


def hide(made, *rows):
    cells = tuple(
        (Cell(None, ":"),) if row.key in rows else cells
        for row, cells in zip(made.rows, made.cells, strict=True)
    )
    return replace(made, cells=cells)


def with_measured(key, measure, cells):
    rows = tuple(Heading(row, Words(row, row)) for row in cells)
    year = Heading("year", Words("2023", "2023"))
    made = Table(key, measure, rows, (year,), tuple((cell,) for cell in cells.values()))
    exact = one_table([20, 30])
    return replace(exact, whole=exact.whole | {key: made})


@pytest.mark.parametrize(
    ("share", "count", "is_shown"), [(0.9, 100, True), (0.98, 100, False), (0.02, 100, False)]
)
def test_a_share_is_hidden_where_those_it_counts_or_leaves_out_are_few(share, count, is_shown):
    cell = Measured(share, case_count=count)
    exact = with_measured("timeliness", "share", {"answered_in_time": cell})
    assert bool(values(shown(exact)["timeliness"])) is is_shown


@pytest.mark.parametrize(
    ("row", "count", "is_shown"),
    [
        ("median_days_to_answered", 4, False),
        ("median_days_to_answered", 5, True),
        ("p90_days_to_answered", 49, False),
        ("p90_days_to_answered", 50, True),
    ],
)
def test_a_median_rests_on_the_threshold_and_a_ninth_decile_on_ten_times_it(row, count, is_shown):
    exact = with_measured("days", "days", {row: Measured(7, case_count=count)})
    assert bool(values(shown(exact)["days"])) is is_shown


DONE = ("days_0_1", "days_2_3", "days_4_7", "days_8_14", "days_15_21", "days_22_28")
LATE = ("days_29_42", "days_43_56", "days_more_than_56")


def answered_within(counts, measured, own=()):
    """A year with one distribution of answers, and a measured figure beside it.

    ``own`` are by scope the counts of one attacker, with a figure of the same kind.
    """

    def tables_of(spans, key, figure):
        rows = dict(zip((*DONE, *LATE, "not_yet"), spans, strict=True))
        made = with_measured(key, "share" if key == "timeliness" else "days", figure).whole[key]
        told = table("distribution_answered", rows | {"total": sum(spans)})
        return {told.key: told, key: made}

    totals = {"totals": table("totals", {"counted": sum(counts)})}
    parts = {scope: tables_of(spans, *figure) for scope, (spans, *figure) in dict(own).items()}
    return ExactYear(YEAR, totals | tables_of(counts, *measured), parts)


def in_time(count, of):
    return "timeliness", {"answered_in_time": Measured(count / of, case_count=of)}


def test_the_audit_catches_spans_of_days_that_a_share_in_time_bounds():
    exact = answered_within([0, 1, 1, 40, 60, 57, 42, 10, 3, 20], in_time(164, 214))
    untold = hide(exact.whole["distribution_answered"], *DONE[:3], *LATE[1:])
    told = [exact.whole["totals"], untold, exact.whole["timeliness"]]
    assert audit([released(told)], [exact], OWNERS, RULE, Highs()) == 4
    own = {"party:1": ([0, 0, 0, 1, 2, 3, 9, 0, 0, 0], *in_time(11, 15))}
    insider = answered_within([0, 1, 1, 40, 60, 57, 42, 10, 3, 20], in_time(164, 214), own)
    with pytest.raises(Solvable):
        audit([released(told)], [insider], OWNERS, RULE, Highs())
    safe = shown(insider)
    assert "answered_in_time" in values(safe["timeliness"])
    audit([released(safe.values())], [insider], OWNERS, RULE, Highs())


@pytest.mark.parametrize(("before", "is_shown"), [(50, True), (65, False)])
def test_a_median_is_hidden_where_it_tells_of_a_hidden_span_of_days(before, is_shown):
    counts = [0, 1, 0, 40, before, 57, 42, 10, 0, 20]
    median = Measured(22, case_count=sum(counts[:-1]))
    exact = answered_within(counts, ("days", {"median_days_to_answered": median}))
    assert bool(values(shown(exact)["days"])) is is_shown


def test_totals_of_something_else_than_cases_are_no_clue_where_they_happen_to_be_as_many():
    answers = table("answers", {"answered": 60, "not_answered": 0, "declined": 0, "total": 60})
    rated = table("usefulness", {"yes": 20, "no": 20, "not_rated": 20, "total": 60})
    whole = {"totals": table("totals", {"counted": 60}), "answers": answers, "usefulness": rated}
    before = released([whole["totals"], hide(answers, "answered", "not_answered", "declined")])
    audit([before], [ExactYear(YEAR, whole, {})], OWNERS, RULE, Highs())


def test_a_sum_of_tallies_is_hidden_where_few_cases_were_tallied():
    tallied = {"cases": Cell(4), "times": Measured(90, case_count=4)}
    assert not values(shown(with_measured("tallies", "count", tallied))["tallies"])


@pytest.fixture(scope="module")
def drawn():
    random = seeded("3")
    cases = [case for year in range(2021, 2024) for case in a_year(random, year)]
    return exact_years(cases, range(2021, 2024), date(2024, 3, 1))


@pytest.fixture(scope="module")
def drawn_and_withheld(drawn):
    return withhold(drawn, ROSTER, RULE, Highs())


def test_the_two_way_tables_hide_at_most_one_cell_in_five(drawn_and_withheld):
    for made in drawn_and_withheld.tables:
        if made.key in APPROVED:
            cells = [cell for row in made.cells for cell in row[:-1]]
            assert sum(cell.value is None for cell in cells) <= len(cells) / 5
            assert not any(RULE.is_small(cell.value) for cell in cells if cell.value is not None)
    left_out = {each.key for each in drawn_and_withheld.left_out}
    assert left_out | {each.key for each in drawn_and_withheld.tables} >= set(APPROVED)


def test_true_counts_reconcile_whatever_is_shown(drawn, drawn_and_withheld):
    made = {each.key: each for each in drawn_and_withheld.tables}
    counted = values(drawn[0].whole["totals"])["counted"]
    for key in ("direction", "reporting_party", "consent", "clause"):
        exact = values(drawn[0].whole[key])
        assert exact.pop("total") == sum(exact.values()) == counted
        assert values(made[key]).get("total", counted) == counted


def test_withholding_is_the_same_every_time(drawn):
    once, again = (withhold(drawn[-1:], ROSTER, RULE, Highs()) for _ in range(2))
    assert once == again


def test_a_handful_of_reports_leaves_the_two_way_tables_out_and_says_why():
    exact = exact_years(a_year(seeded("1"), YEAR, 9), [YEAR], date(2024, 3, 1))
    result = withhold(exact, ROSTER, RULE, Highs())
    assert [each.key for each in result.left_out] == list(APPROVED)
    assert all("for få meldinger" in each.reason.nb for each in result.left_out)
    assert all("for få meldingar" in each.reason.nn for each in result.left_out)


def test_months_and_sections_are_for_a_party_itself_alone():
    tables = [table(key, {"a": 1}) for key in ("totals", "month", "sections", "clause")]
    by_audience = {
        audience: [each.key for each in shown_to(audience, tables)] for audience in Audience
    }
    assert by_audience == {
        Audience.INTERNAL: ["totals", "month", "sections", "clause"],
        Audience.FSU: ["totals", "clause"],
        Audience.SSU: ["totals"],
        Audience.PUBLIC: ["totals"],
    }


def test_every_symbol_is_explained():
    assert set(LEGEND) == {":", "–", ".", ".."}


def test_the_solver_finds_what_moves_by_less_than_three_and_nothing_else():
    sums = [{0: 1, 1: 1}, {1: 1, 2: 1, 3: 1}]
    rooms = [[1, 1, 9, 9], [9, 9, 9, 9]]
    question = Question(4, sums, [], rooms, [[], []], frozenset(range(4)), 3)
    narrow = Highs().narrow(question)
    assert narrow
    assert narrow <= {0, 1}
    assert not Highs().narrow(replace(question, rooms=rooms[1:], slacks=[[]]))
