"""What a helsefellesskap aims at: which count, from which period, and how much more or fewer."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.domain.register.claims import Key
from app.domain.register.entry import Entry
from app.domain.vocabulary import Direction, Words


@dataclass(frozen=True, kw_only=True)
class GoalEntry(Entry):
    """A goal for the reports that go one way. ``percent`` more than in the baseline, or fewer.

    Both periods are whole months of one year, first and last day included. ``source`` names the
    decision or paper that has the goal.
    """

    table: ClassVar[str] = "goal"
    noun: ClassVar[Words] = Words("mål", "mål")
    key: Key
    words: Words
    direction: Direction
    baseline_from: date
    baseline_to: date
    goal_from: date
    goal_to: date
    percent: int
    source: str
    decided_on: date | None = None
