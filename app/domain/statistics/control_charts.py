"""Which variation a series has by chance, and which asks for an explanation.

Two rule sets, and no other:

- *Runs*, around the median: Anhøj's rules. Points on the median are left out; the others are the
  useful points, n. The longest run on one side is unusual when it is longer than log2(n) + 3,
  rounded. The crossings of the median are unusually few when they are fewer than the 5th percentile
  of the binomial distribution with n - 1 trials and chance one half. Anhøj J, Olesen AV. «Run
  Charts Revisited», PLoS ONE 2014; 9(11): e113825. Anhøj J. «Diagnostic Value of Run Chart
  Analysis», PLoS ONE 2015; 10(3): e0121349.
- *Limits*, around the mean: Shewhart's, three standard deviations each way, of a Poisson count in a
  c-chart and of a binomial share in a p-chart, whose limits follow the size of each month. Shewhart
  WA. «Economic Control of Quality of Manufactured Product», 1931; Provost LP, Murray SK. «The
  Health Care Data Guide», 2011, which asks for twelve points or more. In a p-chart a month has
  limits only where one or more of the rarer outcome is to be expected of its size: below that the
  normal distribution is no guide, and a single late answer would be a signal (our own choice).

A signal says that something other than chance is at work. It does not say that it is good or bad.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import comb, log2, sqrt
from statistics import mean, median

FEWEST_USEFUL = 10
"""Fewer useful points than this tell nothing about runs."""

FEWEST_FOR_LIMITS = 12
SIGMAS = 3
RARER_EXPECTED = 1
ROUNDING = 1e-9
"""What a computed limit may be off by; a point on its limit is inside."""


@dataclass(frozen=True)
class Runs:
    """How a series lies around its median. ``longest`` is the first and last place of the run.

    ``longest_by_chance`` and ``fewest_by_chance`` are None where there are too few useful points.
    """

    median: float
    useful: int
    longest: tuple[int, int] | None
    length: int
    """Useful points in the longest run: those on the median within it are not counted."""
    crossings: int
    longest_by_chance: int | None
    fewest_by_chance: int | None

    @property
    def is_long(self) -> bool:
        """Tell whether the longest run is unusually long."""
        return self.longest_by_chance is not None and self.length > self.longest_by_chance

    @property
    def crosses_seldom(self) -> bool:
        """Tell whether the series crosses its median unusually few times."""
        return self.fewest_by_chance is not None and self.crossings < self.fewest_by_chance


@dataclass(frozen=True)
class Limits:
    """Where chance alone keeps one point. None where a limit lies outside what can occur."""

    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class ControlChart:
    """A series with its centre, limits and runs; ``values`` has None where there is no figure.

    ``mean`` is None, and ``limits`` empty, where limits are not asked for or points too few.
    """

    values: tuple[float | None, ...]
    runs: Runs | None
    mean: float | None = None
    limits: tuple[Limits, ...] = ()

    @property
    def above(self) -> tuple[int, ...]:
        """Give the places of the points above their upper limit."""
        return tuple(
            place
            for place, value, limit in self._limited()
            if limit.upper is not None and value > limit.upper + ROUNDING
        )

    @property
    def below(self) -> tuple[int, ...]:
        """Give the places of the points below their lower limit."""
        return tuple(
            place
            for place, value, limit in self._limited()
            if limit.lower is not None and value < limit.lower - ROUNDING
        )

    @property
    def has_signal(self) -> bool:
        """Tell whether any rule finds something other than chance."""
        by_runs = self.runs is not None and (self.runs.is_long or self.runs.crosses_seldom)
        return by_runs or bool(self.above or self.below)

    @property
    def says_enough(self) -> bool:
        """Tell whether there are points enough for the rules about runs to say anything."""
        return self.runs is not None and self.runs.longest_by_chance is not None

    def _limited(self) -> Iterator[tuple[int, float, Limits]]:
        for place, (value, limit) in enumerate(zip(self.values, self.limits, strict=False)):
            if value is not None:
                yield place, value, limit


def run_chart(values: Sequence[float | None]) -> ControlChart:
    """Look at the runs of a series; None stands where there is no figure, and is passed over."""
    return ControlChart(tuple(values), runs_of(values))


def c_chart(counts: Sequence[int]) -> ControlChart:
    """Look at counts by equal periods: runs, and the limits of a Poisson count around the mean."""
    runs = runs_of(counts)
    if len(counts) < FEWEST_FOR_LIMITS:
        return ControlChart(tuple(counts), runs)
    centre = mean(counts)
    limit = _limits(centre, SIGMAS * sqrt(centre), most=None)
    return ControlChart(tuple(counts), runs, centre, (limit,) * len(counts))


def p_chart(parts: Sequence[int], wholes: Sequence[int]) -> ControlChart:
    """Look at shares of 1 by period: runs, and limits of a binomial share that follow its size.

    A period with an empty whole has no share.

    Raises:
        ValueError: when the two are not equally long, or a part is larger than its whole.
    """
    pairs = list(zip(parts, wholes, strict=True))
    if any(not 0 <= part <= whole for part, whole in pairs):
        raise ValueError("a part is larger than its whole")
    values = tuple(part / whole if whole else None for part, whole in pairs)
    runs = runs_of(values)
    if sum(value is not None for value in values) < FEWEST_FOR_LIMITS:
        return ControlChart(values, runs)
    centre = sum(parts) / sum(wholes)
    return ControlChart(values, runs, centre, tuple(_share_limits(centre, n) for n in wholes))


def runs_of(values: Sequence[float | None]) -> Runs | None:
    """Measure runs and crossings around the median; None when the series has no figure at all."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    middle = median(known)
    sides = [
        (place, value > middle)
        for place, value in enumerate(values)
        if value is not None and value != middle
    ]
    runs = [[place for place, _ in run] for _, run in groupby(sides, key=lambda side: side[1])]
    longest = max(runs, key=len, default=[])
    useful = len(sides)
    enough = useful >= FEWEST_USEFUL
    return Runs(
        median=middle,
        useful=useful,
        longest=(longest[0], longest[-1]) if longest else None,
        length=len(longest),
        crossings=sum(before[1] != after[1] for before, after in pairwise(sides)),
        longest_by_chance=longest_run_by_chance(useful) if enough else None,
        fewest_by_chance=fewest_crossings_by_chance(useful) if enough else None,
    )


def longest_run_by_chance(useful: int) -> int:
    """Give the longest run that is still usual among so many useful points: log2(n) + 3."""
    return round(log2(useful) + 3)


def fewest_crossings_by_chance(useful: int) -> int:
    """Give the 5th percentile of the crossings: the fewest that are still usual."""
    ways, crossings = 1, 0
    all_ways = 2 ** (useful - 1)
    while ways * 20 < all_ways:
        crossings += 1
        ways += comb(useful - 1, crossings)
    return crossings


def _share_limits(centre: float, whole: int) -> Limits:
    if whole * min(centre, 1 - centre) < RARER_EXPECTED:
        return Limits(None, None)
    return _limits(centre, SIGMAS * sqrt(centre * (1 - centre) / whole), most=1.0)


def _limits(centre: float, distance: float, *, most: float | None) -> Limits:
    lower, upper = centre - distance, centre + distance
    return Limits(
        lower=lower if lower > ROUNDING else None,
        upper=None if most is not None and upper >= most - ROUNDING else upper,
    )
