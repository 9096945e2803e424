"""The attack on one row of a two-way table, in closed form.

Of a row, attackers know its total in each year, and what each shown cell has in the pooled years
together; of hidden cells they know the sum. Cells by year with known totals both ways are bounded
as Fréchet has it; what several columns have together can lie in any of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from app.domain.statistics.withholding.attackers import Attackers
from app.domain.statistics.withholding.world import NARROWEST, Place, Rule

FAR = 10_000
"""More than any count."""


@dataclass(frozen=True)
class Row:
    """One or more category groups taken together, by every column and year of a two-way table."""

    attackers: Attackers
    table: str
    groups: tuple[str, ...]
    columns: tuple[str, ...]
    years: tuple[int, ...]
    rule: Rule
    ceilings: Mapping[tuple[str, int], tuple[Place, ...]]
    """The figures that together are all cases of a column in a year, where they are shown."""
    _known: dict[tuple[str, ...], bool] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def lines(self) -> list[tuple[str, int]]:
        """Give every group and year: each has a total of its own."""
        return [(group, year) for group in self.groups for year in self.years]

    def place(self, column: str, line: tuple[str, int]) -> Place:
        """Give the exact count behind a column, of one group and year."""
        return Place(line[1], self.table, line[0], column)

    @cached_property
    def counts(self) -> Mapping[str, Sequence[int]]:
        """Give the true counts, line by line, of each column."""
        return {
            column: [self.attackers.world.values[self.place(column, line)] for line in self.lines]
            for column in self.columns
        }

    @cached_property
    def protected(self) -> Mapping[str, Sequence[int]]:
        """Give the numbers of the lines in which a column's count is small."""
        return {
            column: [
                number
                for number, count in enumerate(counts)
                if self.rule.is_small(count)
                and self.place(column, self.lines[number]) not in self.attackers.world.never_small
            ]
            for column, counts in self.counts.items()
        }

    def value(self, columns: Sequence[str]) -> int:
        """Give the count of some columns in all lines together."""
        return sum(sum(self.counts[column]) for column in columns)

    @cached_property
    def seen(self) -> Mapping[str, "_Seen"]:
        """Give what the attackers see of each column."""
        return {column: self._seen(column) for column in self.columns}

    @cached_property
    def by_line(self) -> Sequence[Sequence[int]]:
        """Give line by line, by attacker, what is left of columns that are not its own."""
        return [
            _added(
                [room or 0 for room in self.attackers.rooms(self.place(column, line))]
                for column in self.columns
            )
            for line in self.lines
        ]

    @cached_property
    def every(self) -> Sequence[int]:
        """Give by attacker what is left of the whole row."""
        return _added(self.by_line)

    def _seen(self, column: str) -> "_Seen":
        rooms = [self.attackers.rooms(self.place(column, line)) for line in self.lines]
        whole = [
            None if None in each else sum(filter(None, each)) for each in zip(*rooms, strict=True)
        ]
        far = [FAR] * len(whole)
        limits: list[Sequence[int]] = [far]
        beside: list[Sequence[int]] = [far]
        for number in self.protected[column]:
            limits.append([FAR - 1] * len(whole))
            limits.extend(self._ceiling(column, number))
            if len(self.lines) > 1:
                line = self.by_line[number]
                limits.append(line)
                beside.append([all_ - its for all_, its in zip(self.every, line, strict=True)])
        return _Seen(
            [each or 0 for each in whole],
            [each is not None for each in whole],
            _where_free(whole, map(min, *limits) if len(limits) > 1 else far),
            _where_free(whole, map(min, *beside) if len(beside) > 1 else far),
        )

    def _ceiling(self, column: str, number: int) -> list[list[int]]:
        """Give how many cases of others a column can have in a line, where that is told."""
        places = self.ceilings.get((column, self.lines[number][1]))
        if places is None:
            return []
        return [_added([room or 0 for room in self.attackers.rooms(place)] for place in places)]

    def is_safe(self, sets: Sequence[Sequence[str]], hidden: Sequence[int]) -> bool:
        """Tell whether nobody bounds a small count of one column, group and year.

        ``sets`` are the columns that are shown together, ``hidden`` the numbers of those whose cell
        is not shown.
        """
        together = [column for number in hidden for column in sets[number]]
        open_ = [columns for number, columns in enumerate(sets) if number not in hidden]
        shown = {columns[0] for columns in open_ if len(columns) == 1 and len(self.lines) == 1}
        parts = [*open_, together]
        return all(self._is_wide(tuple(c for c in part if c not in shown)) for part in parts)

    def _is_wide(self, columns: tuple[str, ...]) -> bool:
        """Tell whether no attacker bounds a small count of columns that are told together."""
        if columns not in self._known:
            self._known[columns] = not columns or self._are_all_blind(columns)
        return self._known[columns]

    def _are_all_blind(self, columns: tuple[str, ...]) -> bool:
        seen = [self.seen[column] for column in columns]
        whole = _added(each.whole for each in seen)
        members = _added(each.is_free for each in seen)
        limits = [min(each) for each in zip(*(each.limit for each in seen), strict=True)]
        beside = [min(each) for each in zip(*(each.beside for each in seen), strict=True)]
        for at, limit in enumerate(limits):
            width = min(whole[at], limit)
            if members[at] == 1:
                alone = 0 if len(self.lines) == 1 else min(beside[at], self.every[at] - whole[at])
                width = min(width, alone)
            if limit < FAR and width < NARROWEST:
                return False
        return True


class _Seen(NamedTuple):
    """What each attacker sees of a column, in the attackers' order.

    ``whole`` is what others have in it, nothing where it is the attacker's own and so not
    ``is_free``. ``limit`` is the least that the sums leave room for of its small counts, FAR where
    none is to be protected; ``beside`` the least that the other lines do.
    """

    whole: Sequence[int]
    is_free: Sequence[bool]
    limit: Sequence[int]
    beside: Sequence[int]


def _added(rows: Iterable[Sequence[int]]) -> list[int]:
    return [sum(each) for each in zip(*rows, strict=True)]


def _where_free(whole: Sequence[int | None], limits: Iterable[int]) -> list[int]:
    return [FAR if its is None else limit for its, limit in zip(whole, limits, strict=True)]
