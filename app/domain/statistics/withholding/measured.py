"""Shares, medians, deciles and sums of numbers: what each must rest on to be shown.

A share is a fraction that anybody can find back to, so that it tells how many are on either side
and in all: none of these may be few. A median or a sum must rest on enough cases of others than any
two attackers, the ninth decile on ten times as many, as a tenth of them lie beyond it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from app.domain.figures import HIDDEN, Cell, Table
from app.domain.statistics.distributions import LAST_DAYS, NOT_YET, SPANS
from app.domain.statistics.measures import Measured
from app.domain.statistics.withholding.world import NARROWEST, Place, Rule

Parts = Mapping[str, Mapping[str, Table]]
IsShown = Callable[[str, str], bool]

DECILE = "p90_"
DECILE_TIMES = 10
DECILE_RANK = 9

RESTS_ON = {
    "useful": ("yes", "not_rated", "total"),
    "partly": ("partly", "not_rated", "total"),
    "rated": ("not_rated", "total"),
}
"""The rows of "usefulness" that a share of useful answers tells; its own part comes first."""

BASES = {
    "answered_in_time": (("answers", "answered"), ("distribution_answered", "not_yet")),
    "acknowledged_in_time": (("distribution_acknowledged", "not_yet"),),
}
"""What tells how many a share in time is of: with those overdue, it is all that are done."""

WHOLE = 100
PERCENT_DECIMALS = 2

BASELINE, NOW, TARGET = "baseline", "now", "target"


@dataclass(frozen=True)
class Beside:
    """What stands beside a measured table: all tables of its year, and those of each attacker."""

    whole: Mapping[str, Table]
    parts: Parts
    is_shown: IsShown
    """By table and row."""

    def count(self, table: str, rows: Iterable[str]) -> int | None:
        """Add up rows of a table's first column; None where there is no such table or figure."""
        try:
            made = self.whole[table]
            cells = [made.cell(row, made.columns[0].key) for row in rows]
        except KeyError:
            return None
        return None if any(cell.value is None for cell in cells) else _sum(cells)


def measured_cell(table: Table, row: str, column: str, beside: Beside, rule: Rule) -> Cell:
    """Give a share, a median or a sum as it may be shown."""
    cell = table.cell(row, column)
    if cell.value is None or not isinstance(cell, Measured):
        return cell
    if table.key == "useful_answers":
        may = _is_usefulness_shown(row, beside, rule)
    elif table.measure == "share":
        return _share_in_time(row, cell, beside, rule)
    else:
        times = DECILE_TIMES if row.startswith(DECILE) else 1
        rests = _left(table, row, column, beside.parts)
        may = rests >= rule.threshold * times and not _is_span_told(row, cell, beside)
    return Cell(cell.value, cell.symbol) if may else HIDDEN


def _sum(cells: Iterable[Cell]) -> int:
    return sum(int(cell.value or 0) for cell in cells)


def _is_few(count: int | None, rule: Rule) -> bool:
    """Tell whether some, but too few, are behind a figure."""
    return count is not None and 0 < count < rule.threshold


def _share_in_time(row: str, cell: Measured, beside: Beside, rule: Rule) -> Cell:
    """Give a share as it may be shown: exact only where what it is of is told anyway.

    Elsewhere it is in whole percents, which of every base from a hundred up leave any possible.
    """
    may = _is_share_shown(cell, rule) and _is_overdue_shown(row, cell, beside, rule)
    is_told = all(
        beside.is_shown(table, base)
        for table, base in BASES.get(row, ())
        if beside.count(table, [base]) is not None
    )
    if not may or not (is_told or cell.case_count >= WHOLE):
        return HIDDEN
    return Cell(cell.value if is_told else round(float(cell.value or 0), PERCENT_DECIMALS))


def _is_share_shown(cell: Measured, rule: Rule) -> bool:
    part = round(float(cell.value or 0) * cell.case_count)
    rest = cell.case_count - part
    return not (rule.is_small(part) or rule.is_small(rest) or _is_few(cell.case_count, rule))


def _is_overdue_shown(row: str, cell: Measured, beside: Beside, rule: Rule) -> bool:
    """Tell whether those who are late and wait still are nobody or enough.

    How many are done is told by the distribution of days; the rest of the base is overdue.
    """
    table = f"distribution_{row.removesuffix('_in_time')}"
    every, waiting = (beside.count(table, [each]) for each in ("total", "not_yet"))
    if every is None or waiting is None:
        return True
    return not _is_few(cell.case_count - (every - waiting), rule)


def _is_usefulness_shown(row: str, beside: Beside, rule: Rule) -> bool:
    """Tell whether the rows that a share tells are shown, and neither of its sides is few."""
    every, unrated = (beside.count("usefulness", [each]) for each in ("total", "not_rated"))
    if every is None or unrated is None:
        return False
    rated = every - unrated
    base = every if row == "rated" else rated
    part = rated if row == "rated" else beside.count("usefulness", RESTS_ON[row][:1]) or 0
    is_few = any(_is_few(count, rule) for count in (part, base - part, base))
    return not is_few and all(beside.is_shown("usefulness", each) for each in RESTS_ON[row])


def _is_span_told(row: str, cell: Measured, beside: Beside) -> bool:
    """Tell whether a median or a decile bounds how many are in hidden spans of days.

    It says that at most so many were done before it, and at least so many by then. Where that is
    nearly the count up to the end of a span, what others have in hidden spans is as good as told.
    """
    done = row.partition("_days_to_")[2]
    table, days = f"distribution_{done}", float(cell.value or 0)
    counts = [beside.count(table, [span]) for span in SPANS]
    if None in counts:
        return False
    rank, before = _rank_and_before(row, cell.case_count)
    done_by = accumulate(count or 0 for count in counts)
    for end, (last, count) in enumerate(zip(LAST_DAYS, done_by, strict=False), start=1):
        rows = tuple(SPANS)
        hidden = [
            [each for each in side if not beside.is_shown(table, each)]
            for side in (rows[:end], (*rows[end:], NOT_YET))
        ]
        is_before = last < days
        slack = before - count if is_before else count - rank
        side = hidden[0] if is_before else hidden[1]
        if all(hidden) and slack + _left_of_others(table, side, beside) < NARROWEST:
            return True
    return False


def _rank_and_before(row: str, every: int) -> tuple[int, int]:
    """Give the case, from the quickest, that is done by then, and how many can be before it."""
    if row.startswith(DECILE):
        rank = -(-every * DECILE_RANK // DECILE_TIMES)
        return rank, rank - 1
    return (every + 1) // 2, every // 2


def _left_of_others(table: str, rows: Collection[str], beside: Beside) -> int:
    """Give what rows have in all, without those of the two attackers who have most."""
    parts = [Beside(part, {}, beside.is_shown) for part in beside.parts.values()]
    own = sorted((part.count(table, rows) or 0 for part in parts), reverse=True)
    return max((beside.count(table, rows) or 0) - sum(own[:2]), 0)


def _left(table: Table, row: str, column: str, parts: Parts) -> int:
    """Give how many cases a figure rests on beside those of the two attackers who have most."""
    whole = table.cell(row, column)
    own = sorted(
        (_case_count(each.get(table.key), row, column) for each in parts.values()), reverse=True
    )
    return (whole.case_count if isinstance(whole, Measured) else 0) - sum(own[:2])


def _case_count(table: Table | None, row: str, column: str) -> int:
    try:
        cell = table.cell(row, column) if table else None
    except KeyError:
        return 0
    return cell.case_count if isinstance(cell, Measured) else 0


def goals_hidden(table: Table, sent: Mapping[str, Collection[int]], rule: Rule) -> Table:
    """Hide the counts of a goal's periods that are few, and a target beside a hidden baseline.

    ``sent`` has by column the counts of whole years that a period can be a part of: what the rest
    of a year has, may not be few either.
    """
    keys = [column.key for column in table.columns]

    def hidden(row: Mapping[str, Cell], key: str) -> bool:
        value = row[key].value
        if value is None:
            return False
        rests = [whole - int(value) for whole in sent.get(key, ())]
        return rule.is_small(int(value)) or any(_is_few(rest, rule) for rest in rests)

    rows = []
    for cells in table.cells:
        row = dict(zip(keys, cells, strict=True))
        away = {key for key in keys if key != TARGET and hidden(row, key)}
        if BASELINE in away and row.get(TARGET, HIDDEN).value is not None:
            away.add(TARGET)
        rows.append(tuple(HIDDEN if key in away else row[key] for key in keys))
    return replace(table, cells=tuple(rows))


def tallies_hidden(table: Table, rule: Rule) -> Table:
    """Hide how many cases were tallied where they are few, and then how many times as well."""
    columns = [
        tuple(
            HIDDEN if cell.value is not None and rule.is_small(_rests_on(cell)) else cell
            for cell in column
        )
        for column in zip(*table.cells, strict=True)
    ]
    return replace(table, cells=tuple(zip(*columns, strict=True)))


def _rests_on(cell: Cell) -> int:
    if isinstance(cell, Measured):
        return cell.case_count
    return int(cell.value or 0)


def shown_rows(hidden: Collection[Place], year: int) -> IsShown:
    """Give the question whether a row of a table is shown in a year."""
    return lambda table, row: Place(year, table, row, "year") not in hidden
