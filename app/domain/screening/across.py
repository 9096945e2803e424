"""A number split over two texts that stand beside each other, as two fields of a form do."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.domain.screening.findings import Finding
from app.domain.screening.folding import readings
from app.domain.screening.numbers import number_findings
from app.domain.screening.rules import Rules

Part = tuple[int, Finding]
"""The index of a text, and what stands in it."""


def refused_across(texts: Sequence[str], rules: Rules) -> tuple[Part, ...]:
    """Find numbers that end one text and begin the next, in the order given.

    Blank texts between are passed over. Each number gives two findings: what stands of it in the
    one text and in the other.
    """
    filled = [index for index, text in enumerate(texts) if text.strip()]
    return tuple(
        part
        for left, right in pairwise(filled)
        for part in _parts(left, texts[left], right, texts[right], rules)
    )


def _parts(left: int, ending: str, right: int, beginning: str, rules: Rules) -> Iterator[Part]:
    """Read the end of one text and the beginning of the next as one; the first number counts."""
    ending, cut = ending[-rules.across.reach :], max(len(ending) - rules.across.reach, 0)
    joined = ending + rules.across.joint + beginning[: rules.across.reach]
    border = len(ending)
    for found in number_findings(readings(joined, rules), rules.across.forms, rules):
        if found.start < border < found.end:
            kind, certainty = found.kind, found.certainty
            yield left, Finding(kind, cut + found.start, cut + len(ending.rstrip()), certainty)
            begins = len(beginning) - len(beginning.lstrip())
            yield right, Finding(kind, begins, found.end - border - 1, certainty)
            return
