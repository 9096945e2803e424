"""Measuring on a noisy machine: two things in turn, round after round, and their medians.

What is measured is the processor's time of this process, SQLite's own work included; waiting for
the disk or for others on the machine is not.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from time import process_time
from typing import Any

ROUNDS = 7
MILLISECONDS = 1000


@dataclass(frozen=True)
class Side:
    """One of two things to compare: its name, and the work of one call."""

    name: str
    call: Callable[[], object]


@dataclass(frozen=True)
class Measure:
    """A comparison. ``ratio`` is of ``second`` to ``first``, in milliseconds a call.

    ``lowest`` and ``highest`` are the ratios of single rounds; ``goal`` is what the ratio should
    not pass, None where nothing is asked.
    """

    key: str
    first_name: str
    second_name: str
    first: float
    second: float
    ratio: float
    lowest: float
    highest: float
    goal: float | None
    counts: dict[str, int]

    def as_plain(self) -> dict[str, Any]:
        """Give the measure as JSON has it."""
        return {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


def compare(
    key: str,
    first: Side,
    second: Side,
    *,
    calls: int,
    goal: float | None = None,
    counts: dict[str, int] | None = None,
    per: tuple[int, int] = (1, 1),
) -> Measure:
    """Let two sides take turns for some rounds of ``calls`` calls each.

    ``per`` divides the time of each side's call, as when a call works through so many cases.
    """
    first.call()
    second.call()
    rounds = []
    for number in range(ROUNDS):
        sides = (first, second) if number % 2 else (second, first)
        took = {side.name: _milliseconds(side.call, calls) for side in sides}
        rounds.append((took[first.name] / per[0], took[second.name] / per[1]))
    ratios = [after / before for before, after in rounds]
    return Measure(
        key=key,
        first_name=first.name,
        second_name=second.name,
        first=median(before for before, _ in rounds),
        second=median(after for _, after in rounds),
        ratio=median(ratios),
        lowest=min(ratios),
        highest=max(ratios),
        goal=goal,
        counts=counts or {},
    )


def _milliseconds(call: Callable[[], object], calls: int) -> float:
    started = process_time()
    for _ in range(calls):
        call()
    return (process_time() - started) * MILLISECONDS / calls
