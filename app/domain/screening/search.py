"""The search itself: a pure function from text and rules to findings."""

from bisect import bisect_right
from collections.abc import Iterable

from app.domain.screening.findings import Certainty, Finding, FindingKind
from app.domain.screening.folding import readings
from app.domain.screening.narratives import narrative_findings, shielded_places
from app.domain.screening.numbers import number_findings
from app.domain.screening.rules import Rules

Candidate = tuple[int, int, int, Finding | None]
"""Rank, start and end; no finding where the place is only shielded."""

SHIELDED = 1
RANKS = {Certainty.REFUSED: 0, Certainty.WARNED: 2, Certainty.HINT: 4}
NAME = 3


def find_identifiers(text: str, rules: Rules) -> tuple[Finding, ...]:
    """Find every identifier in a narrative, in order and without overlaps, in linear time."""
    ways = tuple(readings(text, rules))
    numbers = number_findings(ways, rules.forms, rules)
    warnings = narrative_findings(text, ways, rules)
    shields = ((SHIELDED, start, end, None) for start, end in shielded_places(ways, rules))
    return _apart([*map(_candidate, numbers), *shields, *map(_candidate, warnings)])


def refused(text: str, rules: Rules) -> tuple[Finding, ...]:
    """Find only what no field may hold, whoever writes it."""
    return _apart(map(_candidate, number_findings(readings(text, rules), rules.forms, rules)))


def _candidate(finding: Finding) -> Candidate:
    is_name = finding.kind is FindingKind.NAME
    return NAME if is_name else RANKS[finding.certainty], finding.start, finding.end, finding


def _apart(candidates: Iterable[Candidate]) -> tuple[Finding, ...]:
    """Of those that overlap keep the first in rank, then the first to start, then the first found.

    The rest are given in the order of the text.
    """
    starts: list[int] = []
    ends: list[int] = []
    kept: list[Finding] = []
    for _, start, end, finding in sorted(candidates, key=lambda found: found[:2]):
        place = bisect_right(ends, start)
        if place == len(starts) or end <= starts[place]:
            starts.insert(place, start)
            ends.insert(place, end)
            kept += [finding] if finding else []
    return tuple(sorted(kept, key=lambda finding: finding.start))
