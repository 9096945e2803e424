"""Duties elsewhere that a serious event may set off: which hold on a date, and how firmly to ask.

The rules are data with dates, and a report here replaces none of them. Betydelig on the joint form
is wider than the «svært alvorlig skade» of the law, so nobody is told that they must: a party is
asked to consider.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.casework import DutyResult
from app.domain.vocabulary import Consequence, Words


@dataclass(frozen=True)
class Duty:
    """Who tells whom, when, by which law. Dates are Oslo dates and inclusive.

    ``replaces`` is the key of the rule that ends when this one begins; such a rule has no
    ``valid_from`` until somebody has set it. A rule that replaces none and has no ``valid_from``
    has held for as long as the register remembers. ``is_verified`` is false for what nobody has
    read in a source, and ``is_right`` is true for what patient and relatives may do themselves.
    """

    key: str
    position: int
    duty: Words
    who: Words
    to_whom: Words
    when: Words
    law: Words
    mildest: Consequence
    note: Words | None = None
    address: str = ""
    replaces: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    is_verified: bool = False
    is_right: bool = False

    def holds_on(self, day: date) -> bool:
        """Tell whether the rule is in force."""
        has_begun = self.valid_from <= day if self.valid_from else not self.replaces
        return has_begun and (self.valid_to is None or day <= self.valid_to)

    def is_coming(self, day: date) -> bool:
        """Tell whether the rule has not begun yet."""
        return not self.holds_on(day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class DutyAssessmentDraft:
    """What a party found of one duty; ``reference`` is the number that it got there, if any."""

    duty_key: str
    result: DutyResult
    reference: str = ""


def gravest(*judged: Consequence | None) -> Consequence | None:
    """Give the gravest of what anybody has judged; None when nobody has."""
    levels = [consequence for consequence in judged if consequence is not None]
    return max(levels, key=lambda level: level.rank, default=None)


def duties_on(duties: Iterable[Duty], day: date, level: Consequence) -> tuple[Duty, ...]:
    """Give what a party is asked to consider on a date, in the register's order.

    None but Betydelig and Død ask for anything.
    """
    if not level.is_serious:
        return ()
    held = (duty for duty in duties if duty.holds_on(day) and duty.mildest.rank <= level.rank)
    return tuple(sorted(held, key=lambda duty: duty.position))


def day_before(day: date) -> date:
    """Give the last day of a rule that another replaces from ``day``."""
    return day - timedelta(days=1)
