"""What is asked of a solver: how wide the unknowns of a linear system are to each attacker."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

Row = Mapping[int, int]
"""Coefficients by the number of the unknown."""

Move = tuple[tuple[Hashable, float], ...]
"""By how much each unknown changes, by its names; the others stay as they are."""


@dataclass(frozen=True)
class Question:
    """A system around its true solution, so that nought is always allowed.

    Unknowns move by amounts for which every row of ``equal`` is nought and every row of
    ``at_most`` is no more than its slack. ``rooms`` has for each attacker how far each unknown may
    fall, None where the attacker knows it; ``slacks`` has the slack of each row of ``at_most``.
    ``names`` may name each unknown, so that what was found of it before is tried first.
    """

    size: int
    equal: Sequence[Row]
    at_most: Sequence[Row]
    rooms: Sequence[Sequence[float | None]]
    slacks: Sequence[Sequence[float]]
    asked: frozenset[int]
    needed: float
    names: Sequence[Sequence[Hashable]] = ()


class Solver(Protocol):
    """What the product needs of linear programming."""

    def narrow(self, question: Question) -> frozenset[int]:
        """Give unknowns asked for that the first attacker who can bounds within ``needed``."""
