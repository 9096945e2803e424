"""The search for numbers: every written form on every reading of a text."""

import re
from collections.abc import Iterable, Iterator

from app.domain.screening.findings import Finding
from app.domain.screening.folding import with_digits
from app.domain.screening.reading import Reading
from app.domain.screening.rules import Rules, WrittenForm

WORTH_SEARCHING = re.compile("[0-9]{5}|(?:[0-9][^0-9a-z]{0,11}){10}[0-9]")
"""Every form has five digits in a row, or eleven with little between them."""


def number_findings(
    readings: Iterable[Reading], forms: Iterable[WrittenForm], rules: Rules
) -> Iterator[Finding]:
    """Find what the forms describe in all readings of a text.

    Findings may overlap, but no two have the same place: the first form that found it counts.
    """
    found: set[tuple[int, int]] = set()
    for plain in readings:
        for reading in with_digits(plain, rules):
            if WORTH_SEARCHING.search(reading.lower):
                for finding in _findings(reading, forms, rules):
                    if (span := (finding.start, finding.end)) not in found:
                        found.add(span)
                        yield finding


def _findings(reading: Reading, forms: Iterable[WrittenForm], rules: Rules) -> Iterator[Finding]:
    for form in forms:
        for match in form.pattern.finditer(reading.lower):
            if rules.national_number.meets(form.demand, form.digits(match)):
                yield Finding(form.kind, *reading.span(*form.span(match)), form.certainty)
