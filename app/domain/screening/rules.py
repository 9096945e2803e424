"""What the screen looks for, as parsed from ``screening_rules.json`` and ``screening_names.json``.

In a pattern ``{name}`` stands for one of the file's parts.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.screening.findings import Certainty, FindingKind
from app.domain.screening.folds import DIGIT, Folds
from app.domain.screening.names import NO_NAMES, Names, parse_names
from app.domain.screening.national import Demand, NationalNumber

PART = re.compile(r"\{([a-z_]+)\}")

ReadPattern = Callable[[str], re.Pattern[str]]


@dataclass(frozen=True)
class WrittenForm:
    """One way of writing an identifier, what it must show, and how sure a match makes us.

    ``order`` names the groups that make up the digits, where not all of the match does; ``lead``
    the group that the match begins with and that is no part of what is found, or 0.
    """

    kind: FindingKind
    certainty: Certainty
    demand: Demand
    pattern: re.Pattern[str]
    order: tuple[int, ...]
    reads_lower: bool
    lead: int

    def span(self, match: re.Match[str]) -> tuple[int, int]:
        """Give the place of what is found, without the words that lead to it."""
        return (match.end(self.lead) if self.lead else match.start()), match.end()

    def digits(self, match: re.Match[str]) -> str:
        """Give the digits that the demand is made of."""
        groups = [match[group].rjust(2, "0") for group in self.order]
        return "".join(groups or DIGIT.findall(match[0]))


@dataclass(frozen=True)
class Undoing:
    """How a number may be hidden by encoding, and what the codes stand for."""

    encoded: re.Pattern[str]
    entities: Mapping[str, str]
    escapes: Mapping[str, str]
    tag: re.Pattern[str]
    base64: re.Pattern[str]
    base64_digits: int


@dataclass(frozen=True)
class Across:
    """How a number split over two texts is looked for: how far in, and what marks the border."""

    reach: int
    joint: str
    forms: tuple[WrittenForm, ...]


@dataclass(frozen=True)
class Rules:
    """Everything the screen knows. ``lookalikes`` turns one sign (a code point) into another."""

    undoing: Undoing
    folds: Folds
    lookalikes: Mapping[int, str]
    lookalike_run: re.Pattern[str]
    national_number: NationalNumber
    forms: tuple[WrittenForm, ...]
    across: Across
    narrative: tuple[WrittenForm, ...]
    shielded: re.Pattern[str]
    names: Names


def parse_rules(mapping: Mapping[str, Any], names: Mapping[str, Any] | None = None) -> Rules:
    """Read the parsed ``screening_rules.json`` and ``screening_names.json``.

    Without names, numbers and patterns are found all the same.

    Raises:
        KeyError: when a part is missing.
        ValueError: when a kind, certainty or demand is unknown.
        re.error: when a pattern is broken.
    """
    pattern = _pattern_reader(mapping["parts"])
    across, narrative = mapping["across"], mapping["narrative"]
    return Rules(
        undoing=_parse_undoing(mapping["undoing"], pattern),
        folds=Folds(mapping["digits"], mapping["same_as"]),
        lookalikes=str.maketrans(mapping["lookalikes"]),
        lookalike_run=pattern(mapping["lookalike_run"]),
        national_number=NationalNumber.parsed(mapping["national_number"]),
        forms=_parse_forms(mapping["forms"], pattern),
        across=Across(across["reach"], across["joint"], _parse_forms(across["forms"], pattern)),
        narrative=_parse_forms(narrative["forms"], pattern),
        shielded=pattern(narrative["shielded"]),
        names=parse_names(names) if names else NO_NAMES,
    )


def _pattern_reader(parts: Mapping[str, str]) -> ReadPattern:
    """Make what fills a pattern with its parts; a part may hold parts listed before it."""
    filled: dict[str, str] = {}

    def fill(pattern: str) -> str:
        return PART.sub(lambda part: filled[part[1]], pattern)

    for name, part in parts.items():
        filled[name] = fill(part)
    return lambda pattern: re.compile(fill(pattern))


def _parse_undoing(mapping: Mapping[str, Any], pattern: ReadPattern) -> Undoing:
    return Undoing(
        encoded=pattern(mapping["encoded"]),
        entities=mapping["entities"],
        escapes=mapping["escapes"],
        tag=pattern(mapping["tag"]),
        base64=pattern(mapping["base64"]),
        base64_digits=mapping["base64_digits"],
    )


def _parse_forms(forms: list[Mapping[str, Any]], pattern: ReadPattern) -> tuple[WrittenForm, ...]:
    return tuple(
        WrittenForm(
            kind=FindingKind(form["kind"]),
            certainty=Certainty(form["certainty"]),
            demand=Demand(form["demand"]),
            pattern=pattern(form["pattern"]),
            order=tuple(form.get("order", ())),
            reads_lower=form.get("reads", "lower") == "lower",
            lead=form.get("lead", 0),
        )
        for form in forms
    )
