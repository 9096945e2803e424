"""The search in narratives: written forms of what is warned of, then names."""

from collections.abc import Iterable, Iterator

from app.domain.screening.findings import Certainty, Finding, FindingKind
from app.domain.screening.national import Demand
from app.domain.screening.people import people
from app.domain.screening.reading import Reading
from app.domain.screening.rules import Rules, WrittenForm


def narrative_findings(text: str, readings: Iterable[Reading], rules: Rules) -> Iterator[Finding]:
    """Find what is warned or hinted of in all readings of ``text``; the findings may overlap."""
    for reading in readings:
        for form in rules.narrative:
            for start, end in _spans(reading, form, rules):
                yield Finding(form.kind, *reading.span(start, end), form.certainty)
        for start, end in people(text, reading, rules.names):
            yield Finding(FindingKind.NAME, *reading.span(start, end), Certainty.WARNED)


def shielded_places(readings: Iterable[Reading], rules: Rules) -> Iterator[tuple[int, int]]:
    """Find the numbers and addresses that belong to no person, as the words before them say."""
    for reading in readings:
        for match in rules.shielded.finditer(reading.lower):
            yield reading.span(*match.span())


def _spans(reading: Reading, form: WrittenForm, rules: Rules) -> Iterator[tuple[int, int]]:
    signs = reading.lower if form.reads_lower else reading.signs
    for match in form.pattern.finditer(signs):
        if form.demand is not Demand.PLACE or rules.names.key(match[1]) in rules.names.places:
            yield form.span(match)
