"""Asking somebody outside a case one question: what is asked of whom, and how long a link lasts."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.vocabulary import Term

LINK_LASTS = timedelta(days=14)


@dataclass(frozen=True)
class InquiryDraft:
    """One question, to a unit of the register or to an address that belongs to one of its parties.

    Exactly one of ``unit_key`` and ``email`` is filled.
    """

    question: str
    unit_key: str = ""
    email: str = ""

    def __post_init__(self) -> None:
        """Hold to one receiver.

        Raises:
            ValueError: when there are two, or none.
        """
        if bool(self.unit_key) == bool(self.email):
            raise ValueError("a question goes to a unit or to an address")


@dataclass(frozen=True)
class InquiryReplyDraft:
    """What the one who was asked knows, and the name or role of who says it."""

    body: str
    answered_by: str


class InquiryState(Term):
    """Where a question stands. Only one that waits is shown to whoever has the link."""

    WAITING = "waiting", "Venter på svar", "Ventar på svar"
    ANSWERED = "answered", "Besvart", "Svara på"
    WITHDRAWN = "withdrawn", "Trukket tilbake", "Trekt tilbake"
    ENDED = "ended", "Lenken er gått ut", "Lenkja er gått ut"


def last_day(asked_on: date) -> date:
    """Give the last Oslo date on which a question can be answered."""
    return asked_on + LINK_LASTS


def state_of(*, is_answered: bool, is_withdrawn: bool, ends_on: date, today: date) -> InquiryState:
    """Give where a question stands on an Oslo date; what was answered stays answered."""
    if is_answered:
        return InquiryState.ANSWERED
    if is_withdrawn:
        return InquiryState.WITHDRAWN
    return InquiryState.ENDED if ends_on < today else InquiryState.WAITING
