"""Many years in the life of a case whose clock jumps about, asked of the erasing rule."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from app.domain.lifecycle import TRANSITIONS, Action, Status, after
from app.domain.retention import Decision, Responsibility, keeping

START, EARLIEST, LATEST = (datetime(year, 1, 1, tzinfo=UTC) for year in (2026, 1990, 2400))
JUMPS_IN_DAYS = (366, 365, 400, -300, 3650, -3600, 1)


@dataclass
class PlayedCase:
    """A case that is acted on by chance, as the services would, while its clock jumps about.

    Its sheet is called archived at any time, even while it awaits an answer.
    """

    chance: Random
    status: Status = Status.SENT
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    reopened_at: datetime | None = None
    archived_at: datetime | None = None
    written: list[datetime] = field(default_factory=list)

    @property
    def is_unanswered(self) -> bool:
        return self.status in {Status.SENT, Status.ACKNOWLEDGED}

    def act(self, now: datetime) -> None:
        acts = [act for status, act in TRANSITIONS if status is self.status]
        act = self.chance.choice([*acts, None])
        if act is None or act is Action.FORWARD:
            self.archived_at = now
            return
        self.status = after(self.status, act)
        self.written.append(now)
        if act is Action.ANSWER:
            self.answered_at = now
        if act is Action.REOPEN:
            self.reopened_at = now
        self.closed_at = None if self.status.is_open else self.closed_at or now

    def is_due(self, today: date, decision: Decision) -> bool:
        return keeping(
            [Responsibility(self.status, self.answered_at, self.closed_at)],
            reopened_at=self.reopened_at,
            decision=decision,
            archived_at=self.archived_at,
            written_at=max(self.written, default=None),
        ).is_due(today)


def play(chance: Random, years: int) -> tuple[int, int]:
    """Let a case live for so many years; count the days asked, and those on which it was due."""
    case, now = PlayedCase(chance), START
    decision = Decision(date(2000, 1, 1), chance.choice([0, 1, 12, 24]))
    asked = due = 0
    for _ in range(years):
        now += timedelta(days=chance.choice(JUMPS_IN_DAYS))
        now = min(max(now, EARLIEST), LATEST)
        case.act(now)
        if case.is_due(now.date() + timedelta(days=chance.choice([0, 5000])), decision):
            assert not case.is_unanswered
            due += 1
        asked += 1
    return asked, due
