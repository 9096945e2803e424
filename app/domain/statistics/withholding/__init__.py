"""Statistical disclosure control (prikking): what leaves the parties, and what nobody can solve.

SSB may hide counts so small that a person or unit could be known, and must then hide others, so
that totals do not give them away. Here nobody may bound an unshown small count within fewer than
three steps: not the public, no municipality, no clinic and no two of these, each knowing exactly
its own cases, whatever tables, years and versions they lay side by side. The health trust is party
to every case and is no attacker.

:func:`withhold` chooses what is hidden, merged and pooled (:mod:`.hiding`, :mod:`.two_way`);
:func:`audit` attacks everything that was released together (:mod:`.exposure`). What versions of a
year tell by their differences is looked at by itself (:func:`moved_too_little`).
"""

from app.domain.statistics.withholding.audiences import (
    LEGEND,
    is_shown_to,
    legend_of,
    shown_to,
)
from app.domain.statistics.withholding.auditing import Solvable, audit
from app.domain.statistics.withholding.differences import adds_nothing, moved_too_little
from app.domain.statistics.withholding.exact import (
    APPROVED,
    BY_CLINIC,
    BY_MUNICIPALITY,
    ExactYear,
    Roster,
    crossed_counts,
)
from app.domain.statistics.withholding.questions import Question, Solver
from app.domain.statistics.withholding.withheld import Withheld, withhold
from app.domain.statistics.withholding.world import Place, Rule

__all__ = [
    "APPROVED",
    "BY_CLINIC",
    "BY_MUNICIPALITY",
    "LEGEND",
    "ExactYear",
    "Place",
    "Question",
    "Roster",
    "Rule",
    "Solvable",
    "Solver",
    "Withheld",
    "adds_nothing",
    "audit",
    "crossed_counts",
    "is_shown_to",
    "legend_of",
    "moved_too_little",
    "shown_to",
    "withhold",
]
