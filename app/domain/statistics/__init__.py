"""Counting: from what one case counts as to the tables of a year.

Cases become facts (:mod:`.facts`), facts add up, sums become tables (:mod:`.tables`), and what
leaves the parties passes :mod:`.withholding` last. The counting rules are told in :mod:`.facts`.
"""

from app.domain.statistics.counted_case import CountedCase
from app.domain.statistics.facts import JOINT, NOT_ASSESSED, OUTSIDE, Fact, facts
from app.domain.statistics.headings import Headings, Listed
from app.domain.statistics.tables import TOTAL, tables
from app.domain.statistics.withholding import LEGEND, shown_to, withhold_small_counts

__all__ = [
    "JOINT",
    "LEGEND",
    "NOT_ASSESSED",
    "OUTSIDE",
    "TOTAL",
    "CountedCase",
    "Fact",
    "Headings",
    "Listed",
    "facts",
    "shown_to",
    "tables",
    "withhold_small_counts",
]
