"""Counting: from what one case counts as to the tables of a year.

Cases become facts (:mod:`.facts`), facts add up, sums become tables (:mod:`.tables`), and what
leaves the parties passes :mod:`.withholding` last. The counting rules are told in :mod:`.facts`.
"""

from app.domain.statistics.counted_case import CountedCase
from app.domain.statistics.facts import JOINT, NOT_ASSESSED, OUTSIDE, Fact, facts, facts_by_year
from app.domain.statistics.headings import Headings, Listed
from app.domain.statistics.periods import GoalSet, goals_table
from app.domain.statistics.scopes import (
    ALL,
    ScopedFacts,
    clinic_scope,
    party_scope,
    scoped_facts,
    scopes_of,
    summed,
)
from app.domain.statistics.tables import TOTAL, tables
from app.domain.statistics.withholding import LEGEND, shown_to

__all__ = [
    "ALL",
    "JOINT",
    "LEGEND",
    "NOT_ASSESSED",
    "OUTSIDE",
    "TOTAL",
    "CountedCase",
    "Fact",
    "GoalSet",
    "Headings",
    "Listed",
    "ScopedFacts",
    "clinic_scope",
    "facts",
    "facts_by_year",
    "goals_table",
    "party_scope",
    "scoped_facts",
    "scopes_of",
    "shown_to",
    "summed",
    "tables",
]
