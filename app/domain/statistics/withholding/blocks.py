"""A component taken apart: figures that are always alike are one, and what stands alone is alone.

The sums are brought to reduced row echelon form, exactly, in which unknowns that no sum really
joins fall apart, whatever way the relations were told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from app.domain.statistics.withholding.world import Place, Relation

Sum = dict[int, Fraction | int]


@dataclass(frozen=True)
class Block:
    """Unknowns that move together; ``alike`` has for each the figures that are one and the same.

    ``equal`` are the sums that stay as they are, ``bounds`` the relations that limit them.
    """

    alike: tuple[tuple[Place, ...], ...]
    equal: tuple[tuple[tuple[int, int], ...], ...]
    bounds: tuple[Relation, ...]

    @property
    def is_one_sum(self) -> bool:
        """Tell whether there is one sum, of positive parts, and no limit."""
        return len(self.equal) == 1 and not self.bounds

    def numbers(self) -> dict[Place, int]:
        """Number the unknowns by figure."""
        return {place: number for number, places in enumerate(self.alike) for place in places}


def blocks(unknowns: Sequence[Place], relations: Iterable[Relation]) -> list[Block]:
    """Take a component apart; an unknown in no sum and under no limit is left out."""
    found = list(relations)
    bounds = [relation for relation in found if relation.is_bound]
    root = {place: place for place in unknowns}
    rows: list[Sum] = []
    while True:
        leaders = sorted(set(root.values()))
        number = {place: leaders.index(root[place]) for place in unknowns}
        rows = _reduced([_row(each, number) for each in found if not each.is_bound])
        pairs = [_pair(row) for row in rows]
        if not any(pairs):
            return _parted(leaders, number, rows, bounds)
        for pair in filter(None, pairs):
            one, other = leaders[pair[0]], leaders[pair[1]]
            kept, gone = sorted((root[one], root[other]))
            root = {place: kept if leader == gone else leader for place, leader in root.items()}


def _pair(row: Sum) -> tuple[int, int] | None:
    """Give two unknowns that a sum says are alike."""
    if len(row) == 2 and sum(row.values()) == 0:  # noqa: PLR2004  a pair
        first, second = row
        return first, second
    return None


def _row(relation: Relation, number: dict[Place, int]) -> Sum:
    row: Sum = {}
    for places, sign in ((relation.plus, 1), (relation.minus, -1)):
        for place in places:
            if place in number:
                at = number[place]
                row[at] = row.get(at, 0) + sign
    return {at: value for at, value in row.items() if value}


def _reduced(rows: Iterable[Sum]) -> list[Sum]:
    done: dict[int, Sum] = {}
    for row in rows:
        rest = dict(row)
        for pivot in [at for at in rest if at in done]:
            rest = _less(rest, done[pivot], rest[pivot])
        if rest:
            pivot = min(rest)
            rest = _divided(rest, rest[pivot])
            for other, known in done.items():
                if pivot in known:
                    done[other] = _less(known, rest, known[pivot])
            done[pivot] = rest
    return [done[pivot] for pivot in sorted(done)]


def _divided(row: Sum, by: Fraction | int) -> Sum:
    if abs(by) == 1:
        return row if by == 1 else {at: -value for at, value in row.items()}
    return {at: Fraction(value) / by for at, value in row.items()}


def _less(row: Sum, other: Sum, times: Fraction | int) -> Sum:
    result = dict(row)
    for at, value in other.items():
        result[at] = result.get(at, 0) - times * value
    return {at: value for at, value in result.items() if value}


def _parted(
    leaders: Sequence[Place], number: dict[Place, int], rows: Sequence[Sum], bounds: list[Relation]
) -> list[Block]:
    edges: list[set[int]] = [set(row) for row in rows]
    edges += [{number[place] for place in each.places if place in number} for each in bounds]
    group = list(range(len(leaders)))
    for edge in edges:
        joined = {group[at] for at in edge}
        group = [min(joined) if each in joined else each for each in group]
    return [
        _block([at for at, its in enumerate(group) if its == name], number, rows, bounds)
        for name in sorted({group[at] for edge in edges for at in edge})
    ]


def _block(
    members: Sequence[int], number: dict[Place, int], rows: Sequence[Sum], bounds: list[Relation]
) -> Block:
    at = {member: index for index, member in enumerate(members)}
    alike = tuple(
        tuple(place for place, its in number.items() if its == member) for member in members
    )
    return Block(
        alike,
        tuple(_whole(row, at) for row in rows if next(iter(row)) in at),
        tuple(each for each in bounds if any(number.get(place, -1) in at for place in each.places)),
    )


def _whole(row: Sum, at: dict[int, int]) -> tuple[tuple[int, int], ...]:
    """Give a row in whole numbers."""
    times = lcm(*(value.denominator for value in row.values()))
    return tuple((at[number], int(value * times)) for number, value in row.items())
