"""How long the texts of a case are kept: the erasing rule.

A party's texts are due when three things hold. The case has ended, and the months of the party's
bevarings- og kassasjonsvedtak have passed since. The party has recorded that decision, as arkivlova
§ 13 on kassasjon asks. And the party has put the case sheet, as it stands now, in its archive.

Time counts from the answer, the decline, the withdrawal or the guidance, whether or not anybody
pressed close, and begins again when a case is reopened. A case that somebody still owes an answer
has not ended, and nothing of it is ever due.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Status
from app.domain.vocabulary import Side

MONTHS_IN_YEAR = 12
SOON = timedelta(days=90)
"""How far ahead the lists look."""

ENDED = frozenset({Status.ANSWERED, Status.CLOSED, Status.DECLINED, Status.WITHDRAWN})


@dataclass(frozen=True)
class Decision:
    """A party's bevarings- og kassasjonsvedtak; ``months`` count from the day a case ended."""

    decided_on: date
    months: int
    decision: str = ""


@dataclass(frozen=True)
class Responsibility:
    """What the rule reads of an assignment. Moments are aware and in UTC."""

    status: Status
    answered_at: datetime | None = None
    closed_at: datetime | None = None


def decision_in_force(decisions: Iterable[Decision], today: date) -> Decision | None:
    """Give a party's newest decision that holds today; it rules older cases too."""
    made = (each for each in decisions if each.decided_on <= today)
    return max(made, key=lambda each: each.decided_on, default=None)


def ended_at(
    responsibilities: Iterable[Responsibility], *, reopened_at: datetime | None = None
) -> datetime | None:
    """Give the moment a case ended; None while anybody owes an answer, or nobody knows when."""
    held = [each for each in responsibilities if each.status is not Status.FORWARDED]
    moments = [_ended(each, reopened_at) for each in held]
    known = [moment for moment in moments if moment is not None]
    if not held or len(known) < len(held):
        return None
    return max([*known, reopened_at] if reopened_at else known)


def _ended(held: Responsibility, reopened_at: datetime | None) -> datetime | None:
    """Give when one responsibility ended; an answer from before a reopening ends nothing."""
    if held.status not in ENDED:
        return None
    answered_at = held.answered_at
    if held.status is Status.ANSWERED:
        return answered_at
    is_answer = held.status is Status.CLOSED and answered_at is not None
    is_stale = answered_at is not None and reopened_at is not None and answered_at < reopened_at
    return answered_at if is_answer and not is_stale else held.closed_at


def kept_until(ended_on: date, months: int) -> date:
    """Give the last day a text is kept: the same day of the month, or the month's last."""
    years, month = divmod(ended_on.month - 1 + months, MONTHS_IN_YEAR)
    year, month = ended_on.year + years, month + 1
    return date(year, month, min(ended_on.day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class Keeping:
    """How one party keeps one case. Dates are Oslo dates.

    ``ended_on`` is None while the case has not ended. ``archived_at`` is when the party last said
    that the sheet is in its archive; ``changed_at`` is when something last came to the sheet.
    """

    ended_on: date | None
    decision: Decision | None = None
    archived_at: datetime | None = None
    changed_at: datetime | None = None

    @property
    def is_archived(self) -> bool:
        """Tell whether the archive has the sheet as it stands; a later text makes it outdated."""
        if self.archived_at is None:
            return False
        return self.changed_at is None or self.archived_at >= self.changed_at

    @property
    def kept_until(self) -> date | None:
        """Give the last day the party keeps its texts; None where nothing says so."""
        if self.ended_on is None or self.decision is None:
            return None
        return kept_until(self.ended_on, self.decision.months)

    def is_due(self, today: date) -> bool:
        """Tell whether the party's texts are to be erased."""
        return self.is_archived and self.has_lapsed(today)

    def has_lapsed(self, today: date) -> bool:
        """Tell whether the last day has passed, archived or not."""
        return self.kept_until is not None and self.kept_until < today

    def is_due_soon(self, today: date) -> bool:
        """Tell whether an archived case comes due within :data:`SOON`."""
        return self.is_archived and not self.is_due(today) and self.has_lapsed(today + SOON)

    @property
    def awaits_archive(self) -> bool:
        """Tell whether the case has ended and its sheet is not in the archive as it stands."""
        return self.ended_on is not None and not self.is_archived


def keeping(
    responsibilities: Iterable[Responsibility],
    *,
    reopened_at: datetime | None,
    decision: Decision | None,
    archived_at: datetime | None,
    written_at: datetime | None,
) -> Keeping:
    """Put together how a party keeps a case; ``written_at`` is when its newest text was written."""
    ended = ended_at(responsibilities, reopened_at=reopened_at)
    moments = [moment for moment in (ended, written_at) if moment is not None]
    return Keeping(
        ended_on=oslo_date(ended) if ended else None,
        decision=decision,
        archived_at=archived_at,
        changed_at=max(moments, default=None),
    )


@dataclass(frozen=True)
class Parties:
    """Whose texts stand on a case, by party.

    The reporter's side is the reporting party's, or the recipient's where none is connected. The
    recipient's side belongs to whoever had the case when it ended. ``former`` have had it before,
    and have nothing left but their own notes.
    """

    reporting: int | None
    recipients: frozenset[int]
    former: frozenset[int] = frozenset()

    def of_side(self, side: Side) -> frozenset[int]:
        """Give the parties whose rule a side's texts follow."""
        if side is Side.REPORTER and self.reporting is not None:
            return frozenset({self.reporting})
        return self.recipients

    @property
    def on_the_case(self) -> frozenset[int]:
        """Give the parties that may read the case and archive its sheet."""
        return self.of_side(Side.REPORTER) | self.recipients


@dataclass(frozen=True)
class CaseKeeping:
    """How every party keeps one case; ``by_party`` has the former ones too."""

    parties: Parties
    by_party: Mapping[int, Keeping]

    def due_parties(self, today: date) -> frozenset[int]:
        """Give the parties that have something to be erased, if it is not erased already.

        A former recipient cannot archive a case that it no longer sees: its notes go when its own
        months have passed and those who have the case have archived it.
        """
        present = {key for key in self.parties.on_the_case if self.by_party[key].is_due(today)}
        if not all(self.by_party[key].is_archived for key in self.parties.recipients):
            return frozenset(present)
        return frozenset(
            present | {key for key in self.parties.former if self.by_party[key].has_lapsed(today)}
        )

    def due_sides(self, party: int, today: date) -> frozenset[Side]:
        """Give the sides that are erased by a party's rule: what two parties share needs both."""
        due = self.due_parties(today)
        owners = {side: self.parties.of_side(side) for side in Side}
        return frozenset(
            side for side, own in owners.items() if own <= due and party == min(own, default=None)
        )
