"""The screen: finds what could identify a patient in a text, and never carries the text onwards.

What it looks for is data (``app/screening_rules.json``), read here and by the browser alike. A text
is first folded to the few signs that the patterns know, with the place of each sign kept, so that
a span always points into the text as it was written. So far only national numbers are found.
"""

from app.domain.screening.findings import Certainty, Finding, FindingKind
from app.domain.screening.rules import Rules, parse_rules
from app.domain.screening.search import find_identifiers, refused

__all__ = [
    "Certainty",
    "Finding",
    "FindingKind",
    "Rules",
    "find_identifiers",
    "parse_rules",
    "refused",
]
