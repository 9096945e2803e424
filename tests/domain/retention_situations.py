"""What the erasing rule is asked about: a case, a party, a day, and whether its texts are due."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from app.domain.lifecycle import Status as S  # noqa: N817  the table is wide
from app.domain.retention import Decision, Responsibility

TWO_YEARS = Decision(date(2023, 1, 1), 24)


def at(text: str) -> datetime:
    """A moment in UTC, from «2024-03-10» (nine in the morning) or «2024-03-10T23:00»."""
    moment = datetime.fromisoformat(text if "T" in text else f"{text}T09:00")
    return moment.replace(tzinfo=UTC)


def held(status: S, answered: str = "", closed: str = "") -> Responsibility:
    return Responsibility(
        status, at(answered) if answered else None, at(closed) if closed else None
    )


@dataclass(frozen=True)
class Situation:
    """A case and a party, and whether the party's texts are due on a day."""

    told: str
    is_due: bool
    held: tuple[Responsibility, ...] = (held(S.ANSWERED, "2024-03-10"),)
    today: str = "2026-03-11"
    archived: str | None = "2024-06-01"
    reopened: str | None = None
    written: str | None = "2024-02-10"
    decisions: tuple[Decision, ...] = (TWO_YEARS,)


def answered(moment: str) -> tuple[Responsibility, ...]:
    return (held(S.ANSWERED, moment),)


ANSWERED, CLOSED = held(S.ANSWERED, "2024-03-10"), held(S.CLOSED, "2024-03-10", "2025-12-01")
DECLINED, GUIDED = held(S.DECLINED, "", "2024-03-10"), held(S.CLOSED, "", "2024-03-10")
WITHDRAWN = held(S.WITHDRAWN, "", "2024-03-10")
SENT, ACKNOWLEDGED = held(S.SENT), held(S.ACKNOWLEDGED)
FORWARDED = held(S.FORWARDED, "", "2024-02-01")
WORKED_ON_AGAIN = held(S.ACKNOWLEDGED, "2024-03-10")
SENT_ON_AGAIN = held(S.FORWARDED, "2024-03-10", "2024-09-02")
ANSWERED_AGAIN = held(S.ANSWERED, "2024-10-01")
DECLINED_AGAIN = held(S.DECLINED, "2024-03-10", "2024-10-01")
GUIDED_AGAIN = held(S.CLOSED, "2024-03-10", "2024-10-01")
CLOSED_AGAIN = held(S.CLOSED, "2024-10-01", "2025-10-01")
STAMPED_TOO_EARLY = held(S.ANSWERED, "2024-08-31")
FAR, LATE = "2099-01-01", "2025-10-02"
DAILY, MONTHLY = Decision(date(2023, 1, 1), 0), Decision(date(2023, 1, 1), 1)
YEARLY = Decision(date(2023, 1, 1), 12)
LONGER, SHORTER = Decision(date(2025, 1, 1), 60), Decision(date(2025, 1, 1), 12)
SHORTER_LATER = Decision(date(2026, 1, 1), 12)
NEAR_MIDNIGHT, MIDNIGHT = answered("2024-03-10T22:59:59"), answered("2024-03-10T23:00")
NEAR_IN_SUMMER, IN_SUMMER = answered("2024-06-10T21:59:59"), answered("2024-06-10T22:00")

UNANSWERED = (
    Situation("sent, long ago", False, (SENT,), FAR),
    Situation("sent, and archived by mistake", False, (SENT,), FAR, LATE),
    Situation("confirmed, long ago", False, (ACKNOWLEDGED,), FAR),
    Situation("forwarded and sent", False, (FORWARDED, SENT), FAR),
    Situation("forwarded and confirmed", False, (FORWARDED, ACKNOWLEDGED), FAR),
    Situation("forwarded twice and sent", False, (FORWARDED, FORWARDED, SENT), FAR),
    Situation("forwarded to nobody", False, (FORWARDED,), FAR),
    Situation("nobody has it", False, (), FAR),
    Situation("one of two owners has not answered", False, (ANSWERED, SENT), FAR),
    Situation("one of two owners has only confirmed", False, (ACKNOWLEDGED, CLOSED), FAR),
    Situation("confirmed, with an answer from before", False, (WORKED_ON_AGAIN,), FAR),
    Situation("sent, with a moment of closing", False, (held(S.SENT, "", "2024-03-10"),), FAR),
)
ENDINGS = (
    Situation("answered, never closed", True, (ANSWERED,)),
    Situation("answered and closed long after", True, (CLOSED,)),
    Situation("declined", True, (DECLINED,)),
    Situation("withdrawn", True, (WITHDRAWN,)),
    Situation("guided elsewhere", True, (GUIDED,)),
    Situation("forwarded and answered", True, (FORWARDED, ANSWERED)),
    Situation("forwarded and declined", True, (FORWARDED, DECLINED)),
    Situation("both owners answered", True, (ANSWERED, CLOSED)),
    Situation("the later of two owners is too new", False, (ANSWERED, *answered("2024-03-12"))),
    Situation("answered, but nobody knows when", False, (held(S.ANSWERED),), FAR),
    Situation("declined, but nobody knows when", False, (held(S.DECLINED),), FAR),
    Situation("closed, but nobody knows when", False, (held(S.CLOSED),), FAR),
)
DAYS = (
    Situation("the day it was answered", False, today="2024-03-10"),
    Situation("before it was answered", False, today="2024-03-09"),
    Situation("the day before the last", False, today="2026-03-09"),
    Situation("the last day it is kept", False, today="2026-03-10"),
    Situation("the day after", True, today="2026-03-11"),
    Situation("answered a second before midnight in Oslo", True, NEAR_MIDNIGHT, "2026-03-11"),
    Situation("answered at midnight in Oslo", False, MIDNIGHT, "2026-03-11"),
    Situation("answered at midnight in Oslo, a day on", True, MIDNIGHT, "2026-03-12"),
    Situation("a second before midnight in summer", True, NEAR_IN_SUMMER, "2026-06-11", LATE),
    Situation("at midnight in summer", False, IN_SUMMER, "2026-06-11", LATE),
    Situation("at midnight in summer, a day on", True, IN_SUMMER, "2026-06-12", LATE),
    *(
        Situation(told, is_due, answered(day), today, LATE, decisions=(decision,))
        for told, is_due, day, today, decision in (
            (
                "a shorter month, its last day",
                False,
                "2024-05-31",
                "2024-06-30",
                MONTHLY,
            ),
            (
                "a shorter month, the day after",
                True,
                "2024-05-31",
                "2024-07-01",
                MONTHLY,
            ),
            ("leap day and a year, its last day", False, "2024-02-29", "2025-02-28", YEARLY),
            ("leap day and a year, the day after", True, "2024-02-29", "2025-03-01", YEARLY),
            ("no months at all, the same day", False, "2024-03-10", "2024-03-10", DAILY),
            ("no months at all, the day after", True, "2024-03-10", "2024-03-11", DAILY),
        )
    ),
)
DECISIONS = tuple(
    Situation(told, is_due, today=today, decisions=decisions)
    for told, is_due, today, decisions in (
        ("no decision", False, FAR, ()),
        ("made tomorrow", False, "2026-03-11", (Decision(date(2026, 3, 12), 1),)),
        ("made today", True, "2026-03-11", (Decision(date(2026, 3, 11), 1),)),
        ("made longer since", False, "2026-03-11", (TWO_YEARS, LONGER)),
        ("made longer since, its last day", False, "2029-03-10", (TWO_YEARS, LONGER)),
        ("made longer since, the day after", True, "2029-03-11", (TWO_YEARS, LONGER)),
        ("made shorter since", True, "2025-06-01", (TWO_YEARS, SHORTER)),
        ("to be made shorter later", False, "2025-06-01", (TWO_YEARS, SHORTER_LATER)),
        ("the newest comes first in the list", False, "2026-03-11", (LONGER, TWO_YEARS)),
        ("made after the case ended", True, "2026-03-11", (Decision(date(2025, 1, 1), 24),)),
    )
)
ARCHIVES = (
    Situation("not archived", False, today=FAR, archived=None),
    Situation("archived before the answer", False, today=FAR, archived="2024-03-09"),
    Situation("archived in the moment of the answer", True, archived="2024-03-10"),
    Situation("a supplement after the archiving", False, today=FAR, written="2024-06-02"),
    Situation("a supplement, and archived again", True, archived=LATE, written="2024-06-02"),
    Situation("closed after the archiving", True, (CLOSED,)),
    Situation("a case without texts", True, written=None),
)
REOPENINGS = tuple(
    Situation(told, is_due, rows, today, archived, "2024-09-01")
    for told, is_due, rows, today, archived in (
        ("not answered since", False, (WORKED_ON_AGAIN,), FAR, LATE),
        ("sent on since", False, (SENT_ON_AGAIN, SENT), FAR, LATE),
        ("not archived again", False, (ANSWERED_AGAIN,), FAR, "2024-06-01"),
        ("by the first date", False, (ANSWERED_AGAIN,), "2026-03-11", LATE),
        ("by the new date, its last day", False, (ANSWERED_AGAIN,), "2026-10-01", LATE),
        ("by the new date, the day after", True, (ANSWERED_AGAIN,), "2026-10-02", LATE),
        ("declined then, its last day", False, (DECLINED_AGAIN,), "2026-10-01", LATE),
        ("declined then, the day after", True, (DECLINED_AGAIN,), "2026-10-02", LATE),
        ("guided then, its last day", False, (GUIDED_AGAIN,), "2026-10-01", LATE),
        ("guided then, the day after", True, (GUIDED_AGAIN,), "2026-10-02", LATE),
        ("the answer counts, not the closing", True, (CLOSED_AGAIN,), "2026-10-02", LATE),
        ("answered before it, by the clock", False, (STAMPED_TOO_EARLY,), "2026-09-01", LATE),
        ("and it counts from the reopening", True, (STAMPED_TOO_EARLY,), "2026-09-02", LATE),
    )
)
CLOCKS_THAT_JUMPED = (
    Situation("today is before everything", False, today="1999-01-01"),
    Situation("answered in a year to come", False, answered("2050-03-10"), archived="2051-01-01"),
    Situation("archived in a year to come", True, archived="2050-04-01"),
)
SITUATIONS = (
    *UNANSWERED,
    *ENDINGS,
    *DAYS,
    *DECISIONS,
    *ARCHIVES,
    *REOPENINGS,
    *CLOCKS_THAT_JUMPED,
)
