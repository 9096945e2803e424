"""Deadlines: decided ones name their decision, a reminder can come in time, a day closes once."""

from collections.abc import Iterator

from app.domain.register.checks.common import LACKING, placed, repeated
from app.domain.register.faults import Fault
from app.domain.register.types import Register
from app.domain.vocabulary import Words


def decisions_are_named(register: Register) -> Iterator[Fault]:
    """Decided deadlines say by which decision, and a decision has its date."""
    for place, row in placed(register.deadlines):
        if row.decided_on and not row.decision:
            yield place.field("decision").fault(LACKING)
        if row.decision and not row.decided_on:
            yield place.field("decided_on").fault(LACKING)


def reminders_come_after_the_report(register: Register) -> Iterator[Fault]:
    """A reminder due on the day of the report, or before it, reminds of nothing."""
    for place, row in placed(register.deadlines):
        if row.remind_days_before >= row.answer_days:
            yield place.field("remind_days_before").fault(
                Words("må være mindre enn answer_days", "må vere mindre enn answer_days")
            )


def days_are_closed_once(register: Register) -> Iterator[Fault]:
    """A day off has one name."""
    rows = placed(register.closed_days)
    yield from repeated((place.field("day"), row.day) for place, row in rows)
