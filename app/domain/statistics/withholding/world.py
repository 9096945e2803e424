"""What is true, what each attacker knows of it, and how the figures hang together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

PAIR = 2
NARROWEST = 3
"""A figure that somebody can bound within fewer than so many steps is as good as known."""


class Place(NamedTuple):
    """One figure of one year, by the keys of its table, row and column."""

    year: int
    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.year}/{self.table}/{self.row}/{self.column}"


class Relation(NamedTuple):
    """What holds of every case's share in some figures: ``plus`` adds up to ``minus``.

    With ``is_bound`` it adds up to no more than that.
    """

    plus: tuple[Place, ...]
    minus: tuple[Place, ...] = ()
    is_bound: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        """Give every figure in it."""
        return self.plus + self.minus


@dataclass(frozen=True)
class Rule:
    """Counts under ``threshold`` are small; nought is, where ``protects_zeros``."""

    threshold: int = 5
    protects_zeros: bool = True

    def is_small(self, count: int) -> bool:
        """Tell whether a count may not be shown."""
        return count < self.threshold and (count > 0 or self.protects_zeros)


@dataclass(frozen=True)
class World:
    """Exact figures, what the cases of each scope make up of them, and who knows a figure whole.

    ``values`` has every figure; ``parts`` what the cases of a scope add to each, where they add
    anything; ``owners`` the scopes in which every case of a figure lies. Scopes are attackers.
    """

    values: Mapping[Place, int]
    parts: Mapping[str, Mapping[Place, int]]
    owners: Mapping[Place, frozenset[str]]
    relations: Sequence[Relation]
    never_small: frozenset[Place] = frozenset()
    _touching: dict[Place, list[Relation]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Find the relations of each figure once."""
        for relation in self.relations:
            for place in relation.places:
                self._touching.setdefault(place, []).append(relation)

    def touching(self, place: Place) -> Sequence[Relation]:
        """Give the relations that a figure stands in."""
        return self._touching.get(place, ())

    def attackers(self) -> list[tuple[str, ...]]:
        """Give every pair of scopes; a pair knows all that one of them knows, and the public.

        Where there are fewer than three, nobody else is paired with one of them to be told what
        is the other's own, so that each of them and the public attack alone as well.
        """
        scopes = sorted(self.parts)
        pairs: list[tuple[str, ...]] = list(combinations(scopes, PAIR))
        return pairs if len(scopes) > PAIR else [(), *((scope,) for scope in scopes), *pairs]

    def left(self, place: Place, attacker: Iterable[str]) -> int | None:
        """Give what others than the attacker add to a figure; None where nobody else can.

        A case that two of a pair share is taken off twice, which only makes the attacker stronger.
        """
        owners = self.owners.get(place, frozenset())
        if any(scope in owners for scope in attacker):
            return None
        nothing: Mapping[Place, int] = {}
        known = sum(self.parts.get(scope, nothing).get(place, 0) for scope in attacker)
        return max(self.values[place] - known, 0)

    def with_relations(self, more: Iterable[Relation]) -> "World":
        """Give the same with more that is known to hold."""
        return World(
            self.values, self.parts, self.owners, (*self.relations, *more), self.never_small
        )
