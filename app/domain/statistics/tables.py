"""From sums of facts to the tables of the yearly report."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.figures import Cell, Heading, Table
from app.domain.statistics import headings as words
from app.domain.statistics.distributions import buckets, by_bucket
from app.domain.statistics.facts import NOT_ASSESSED, Fact
from app.domain.statistics.headings import Headings, Listed
from app.domain.statistics.measures import (
    IMPOSSIBLE,
    median_days,
    ninth_decile,
    share_in_time,
    share_useful,
)
from app.domain.statistics.periods import sent_by_quarter

TOTAL = words.TOTAL_ROW.key

Tally = defaultdict[str, Counter[str]]
Column = tuple[Heading, Counter[str]]


@dataclass(frozen=True)
class _Years:
    """The sums of a year and of the one before, by table and row."""

    columns: tuple[Heading, Heading]
    tallies: tuple[Tally, Tally]

    @property
    def begin_with_this(self) -> bool:
        """Tell whether nothing at all was sent the year before, so that none can be counted."""
        return not self.tallies[1]["totals"]["sent"]

    def of(self, table: str) -> list[Column]:
        """Give what is counted in a table as two columns."""
        return [
            (heading, tally[table])
            for heading, tally in zip(self.columns, self.tallies, strict=True)
        ]


def tables(
    counts: Mapping[Fact, int],
    counts_year_before: Mapping[Fact, int],
    headings: Headings,
    *,
    today: date,
) -> tuple[Table, ...]:
    """Build every table, exact, from the summed facts of a year and of the year before.

    Columns are "year" and "year_before"; "consequence" has "reporter", "recipient" and
    "year_before". Rows add up to the row "total" in every table that has one. ``today`` decides
    which awaited answers are overdue, and nothing else. When nothing at all was sent the year
    before, its column holds figures that cannot be had, not zeros: there is nothing to compare.
    """
    years = _Years(
        (words.year_column(headings.year), words.year_before_column(headings.year)),
        (_tally(counts), _tally(counts_year_before)),
    )
    every = _every(years, headings, today)
    return tuple(map(_without_year_before, every)) if years.begin_with_this else every


def _every(years: _Years, headings: Headings, today: date) -> tuple[Table, ...]:
    parties = replace(headings.parties, last=(words.OUTSIDE_ROW,))
    return (
        _totals(years),
        _one_way(years, "direction", words.DIRECTIONS),
        _one_way(years, "reporting_party", parties),
        _one_way(years, "recipient_party", parties),
        _one_way(years, "unit", replace(headings.units, last=(words.JOINT_ROW,))),
        _one_way(years, "first_recipient_unit", headings.units),
        _overlapping(years, "service_kind", headings.service_kinds),
        _overlapping(years, "category", headings.categories),
        _overlapping(years, "category_group", headings.category_groups),
        _consequence(years, headings),
        _one_way(years, "consent", words.CONSENTS),
        _one_way(years, "patient_search", words.PATIENT_SEARCHES),
        _one_way(years, "month", words.MONTHS),
        sent_by_quarter(years.tallies[0]["sent_by_quarter"], headings.year, today),
        _one_way(years, "incident_year", Listed()),
        _timeliness(years, today),
        _one_way(years, "answers", words.ANSWERS),
        _days(years),
        *(_distribution(years, name) for name in words.NOT_YET),
        _one_way(years, "forwarding", words.FORWARDING),
        _one_way(years, "measures", words.MEASURES),
        _useful_shares(years),
        _one_way(years, "usefulness", words.USEFULNESS),
        _one_way(years, "cause", words.CAUSES),
        _one_way(years, "clause", replace(headings.clauses, last=(words.NOT_ASSESSED_ROW,))),
        _one_way(
            years, "patient_group", replace(words.PATIENT_GROUPS, last=(words.NOT_ASSESSED_ROW,))
        ),
    )


def _without_year_before(table: Table) -> Table:
    cells = tuple(
        tuple(
            IMPOSSIBLE if column.key == words.YEAR_BEFORE else cell
            for column, cell in zip(table.columns, row, strict=True)
        )
        for row in table.cells
    )
    return replace(table, cells=cells)


def _tally(counts: Mapping[Fact, int]) -> Tally:
    tally: Tally = defaultdict(Counter)
    for fact, count in counts.items():
        if count:
            tally[fact.table][fact.row] += count
    return tally


def _totals(years: _Years) -> Table:
    columns = [
        (heading, tally["totals"] + Counter({"incidents": tally["incidents"].total()}))
        for heading, tally in zip(years.columns, years.tallies, strict=True)
    ]
    return _count_table("totals", words.TOTALS, columns)


def _one_way(years: _Years, key: str, listed: Listed) -> Table:
    return _with_total(key, listed, years.of(key))


def _overlapping(years: _Years, key: str, listed: Listed) -> Table:
    return replace(_count_table(key, listed, years.of(key)), overlaps=True)


def _consequence(years: _Years, headings: Headings) -> Table:
    now, before = years.tallies
    reporter = words.heading("reporter", "Melders vurdering", "Vurderinga til meldaren")
    recipient = words.heading("recipient", "Mottakers vurdering", "Vurderinga til mottakaren")
    last_year = headings.year - 1
    year_before = words.heading(words.YEAR_BEFORE, f"Melder, {last_year}", f"Meldar, {last_year}")
    return _with_total(
        "consequence",
        replace(headings.consequences, last=(words.NOT_ASSESSED_ROW,)),
        [
            (reporter, now["consequence"]),
            (recipient, now["recipient_consequence"]),
            (year_before, before["consequence"]),
        ],
        impossible={(NOT_ASSESSED, "reporter"), (NOT_ASSESSED, words.YEAR_BEFORE)},
    )


def _with_total(
    key: str,
    listed: Listed,
    columns: Sequence[Column],
    *,
    impossible: Collection[tuple[str, str]] = (),
) -> Table:
    """Add the row "total", which is what the rows add up to."""
    return _count_table(
        key,
        replace(listed, last=(*listed.last, words.TOTAL_ROW)),
        [(heading, counts + Counter({TOTAL: counts.total()})) for heading, counts in columns],
        impossible=impossible,
    )


def _count_table(
    key: str,
    listed: Listed,
    columns: Sequence[Column],
    *,
    impossible: Collection[tuple[str, str]] = (),
) -> Table:
    """Count rows by columns; ``impossible`` names cells, by row and column, that cannot occur."""
    rows = listed.rows({row for _, counts in columns for row in counts})
    cells = tuple(
        tuple(
            IMPOSSIBLE if (row.key, heading.key) in impossible else Cell(counts[row.key])
            for heading, counts in columns
        )
        for row in rows
    )
    return Table(key, "count", rows, tuple(heading for heading, _ in columns), cells)


def _timeliness(years: _Years, today: date) -> Table:
    cells = tuple(
        tuple(
            share_in_time(tally[name], tally[f"{name}_awaited"], today=today)
            for tally in years.tallies
        )
        for name in words.TIMELINESS
    )
    return Table("timeliness", "share", tuple(words.TIMELINESS.values()), years.columns, cells)


def _days(years: _Years) -> Table:
    """Give medians and ninth deciles; waiting for a leader has a row where some report did."""
    waited = any(tally["days_to_sent"] for tally in years.tallies)
    rows = [
        *((row, name, median_days) for name, row in words.DAYS.items() if name != "sent" or waited),
        *((row, name, ninth_decile) for name, row in words.NINTH_DECILES.items()),
    ]
    cells = tuple(
        tuple(measure(tally[f"days_to_{name}"]) for tally in years.tallies)
        for _, name, measure in rows
    )
    return Table("days", "days", tuple(row for row, *_ in rows), years.columns, cells)


def _distribution(years: _Years, name: str) -> Table:
    """Count reports by how many days it took; with what is not done yet they are all reports."""
    columns = [
        (heading, by_bucket(tally[f"days_to_{name}"], of=tally["direction"].total()))
        for heading, tally in zip(years.columns, years.tallies, strict=True)
    ]
    return _with_total(f"distribution_{name}", buckets(words.NOT_YET[name]), columns)


def _useful_shares(years: _Years) -> Table:
    found = [share_useful(tally["usefulness"]) for tally in years.tallies]
    cells = tuple(tuple(shares[name] for shares in found) for name in words.USEFUL_SHARES)
    rows = tuple(words.USEFUL_SHARES.values())
    return Table("useful_answers", "share", rows, years.columns, cells)
