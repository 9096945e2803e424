"""The search itself: a pure function from text and rules to findings."""

from collections.abc import Iterable, Iterator

from app.domain.screening.findings import Certainty, Finding
from app.domain.screening.reading import Reading, readings
from app.domain.screening.rules import NationalNumber, Rules, WrittenForm


def find_identifiers(text: str, rules: Rules) -> tuple[Finding, ...]:
    """Find every identifier in a text, in order and without overlaps, in linear time."""
    found = (
        finding
        for reading in readings(text, rules)
        for form in rules.forms
        for finding in _matches(reading, form, rules.national_number)
    )
    return tuple(_without_overlaps(sorted(found, key=lambda finding: finding.start)))


def refused(text: str, rules: Rules) -> tuple[Finding, ...]:
    """Find only what no field may hold, whoever writes it."""
    return tuple(f for f in find_identifiers(text, rules) if f.certainty is Certainty.REFUSED)


def _matches(reading: Reading, form: WrittenForm, number: NationalNumber) -> Iterator[Finding]:
    for match in form.pattern.finditer(reading.signs):
        if number.meets(form.demand, _eleven_digits(match[0])):
            yield Finding(form.kind, *reading.span(match), form.certainty)


def _eleven_digits(signs: str) -> str:
    """Give the digits of a match, without the century that a date of birth may hold."""
    digits = "".join(filter(str.isdecimal, signs))
    return digits[:4] + digits[-7:]


def _without_overlaps(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Keep the first of those that overlap; of those that start together, the first form's."""
    end = 0
    for finding in findings:
        if finding.start >= end:
            yield finding
            end = finding.end
