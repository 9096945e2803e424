"""What two versions of a year tell together: a figure that moved by too little is a person.

Whoever has both versions subtracts them. One late report would then stand alone in every table. So
a figure that both versions show stays as it was, or moves by as many as a figure needs to be shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.figures import Figures, Table
from app.domain.statistics.headings import YEAR_BEFORE
from app.domain.statistics.withholding.world import Place, Rule

Said = Mapping[Place, float]

COUNTED = ("totals", "counted")
ANSWERED = ("answers", "answered")
TALLIED = ("tallies", "cases")
FIRST = "year"

REST = "the rest"
"""What a column's hidden rows have together: its total without the rows that are shown."""

TOTAL = "total"


def moved_too_little(
    earlier: Iterable[Figures], later: Iterable[Figures], rule: Rule
) -> tuple[str, ...]:
    """Name the tables in which a figure moved by fewer than the threshold, in the later order.

    A share, a median or a sum may move only where the cases behind it moved by so many.
    """
    before = [_said(figures) for figures in earlier]
    found: dict[str, None] = {}
    for figures in later:
        now, measured = _said(figures), _measured(figures)
        for one in before:
            for place in now.keys() & one.keys():
                steps = abs(now[place] - one[place])
                behind = _steps_behind(place, now, one) if place in measured else steps
                if steps and behind < rule.threshold:
                    found[place.table] = None
    order = [table.key for figures in later for table in figures.tables]
    return tuple(sorted(found, key=order.index))


def adds_nothing(shown: Sequence[Figures], drafts: Iterable[Figures]) -> bool:
    """Tell whether all that some drafts say was shown before, as when only texts are corrected."""
    known: dict[Place, set[float]] = {}
    for figures in shown:
        for place, value in _said(figures).items():
            known.setdefault(place, set()).add(value)
    tables = {(each.year, table.key) for each in shown for table in each.tables}
    return all(
        {(figures.year, table.key) for table in figures.tables} <= tables
        and all(value in known.get(place, ()) for place, value in _said(figures).items())
        for figures in drafts
    )


def _said(figures: Figures) -> dict[Place, float]:
    """Give what figures say by the year that they say it of; of that year, it is one column."""
    return {
        place: value
        for table in figures.tables
        if table.measure != "rate"  # rates rest on shown counts, and on what others have counted
        for place, value in _shown(table, figures.year)
    }


def _shown(table: Table, year: int) -> Iterator[tuple[Place, float]]:
    pooled = "+".join(map(str, table.years))
    for number, column in enumerate(table.columns):
        is_before = column.key == YEAR_BEFORE
        key = table.columns[0].key if is_before else column.key
        shown = {
            row.key: value
            for row, cells in zip(table.rows, table.cells, strict=True)
            if (value := cells[number].value) is not None
        }
        for row, value in shown.items():
            yield Place(year - is_before, table.key, row, f"{key}{pooled}"), value
        if TOTAL in shown and table.measure == "count" and not table.overlaps:
            rows = ",".join(sorted(shown))
            rest = 2 * shown[TOTAL] - sum(shown.values())
            yield Place(year - is_before, table.key, f"{REST} {rows}", f"{key}{pooled}"), rest


def _measured(figures: Figures) -> frozenset[Place]:
    """Give the figures that are no counts of cases."""
    return frozenset(
        place
        for table in figures.tables
        for place, _ in _shown(table, figures.year)
        if table.measure in {"share", "days"} or (place.table, place.row) == ("tallies", "times")
    )


def _steps_behind(place: Place, now: Said, before: Said) -> float:
    """Give by how many the cases behind a figure moved; none where that is not told."""
    if place.table == "tallies":
        source = TALLIED
    else:
        source = COUNTED if "acknowledged" in place.row else ANSWERED
    year = int(place.column[1:]) if place.table == "development_timeliness" else place.year
    behind = Place(year, *source, FIRST)
    if behind not in now or behind not in before:
        return 0
    return abs(now[behind] - before[behind])
