"""The state machine of an assignment: what may happen when, and what it leads to.

The table is the rule. What is not listed is refused; the README's diagram is drawn from it.
Terms follow the Danish DPSD's receiver role (forward, decline with a reason) and the procedure's
«håndteres og besvares av den ansvarlige virksomheten».
"""

from collections.abc import Iterable

from app.domain.vocabulary import Term


class Status(Term):
    """Where a unit's responsibility stands, least finished first."""

    SENT = "sent", "Sendt", "Sendt"
    ACKNOWLEDGED = "acknowledged", "Mottak bekreftet", "Mottak stadfesta"
    ANSWERED = "answered", "Besvart", "Svara"
    CLOSED = "closed", "Lukket", "Lukka"
    FORWARDED = "forwarded", "Videresendt", "Vidaresend"
    DECLINED = "declined", "Avvist", "Avvist"
    WITHDRAWN = "withdrawn", "Trukket", "Trekt"

    @property
    def is_open(self) -> bool:
        """Sent, acknowledged and answered assignments still belong to their unit's work."""
        return self in OPEN


class Action(Term):
    """What somebody does with a case; each leaves one entry in the log."""

    ACKNOWLEDGE = "acknowledge", "Bekreft mottak", "Stadfest mottak"
    TAKE = "take", "Ta saken", "Ta saka"
    FORWARD = "forward", "Videresend", "Vidaresend"
    DECLINE = "decline", "Avvis", "Avvis"
    ASK = "ask", "Spør melder", "Spør meldar"
    GUIDE = "guide", "Gi beskjed om rett mottaker", "Gi beskjed om rett mottakar"
    REPLY = "reply", "Svar på spørsmålet", "Svar på spørsmålet"
    SUPPLEMENT = "supplement", "Legg til opplysninger", "Legg til opplysningar"
    CLASSIFY = "classify", "Lagre vår vurdering", "Lagre vår vurdering"
    NOTE = "note", "Lagre notat", "Lagre notat"
    SEARCH_PATIENT = (
        "search_patient",
        "Lagre om pasienten er funnet",
        "Lagre om pasienten er funnen",
    )
    REQUEST_CALL = "request_call", "Be melder ringe", "Be meldar ringje"
    ANSWER = "answer", "Send svar", "Send svar"
    CLOSE = "close", "Lukk saken", "Lukk saka"
    WITHDRAW = "withdraw", "Trekk meldingen", "Trekk meldinga"
    REOPEN = "reopen", "Be om gjenåpning", "Be om attopning"


OPEN = frozenset({Status.SENT, Status.ACKNOWLEDGED, Status.ANSWERED})

TRANSITIONS: dict[tuple[Status, Action], Status] = {
    (Status.SENT, Action.ACKNOWLEDGE): Status.ACKNOWLEDGED,
    (Status.SENT, Action.TAKE): Status.SENT,
    (Status.SENT, Action.FORWARD): Status.FORWARDED,
    (Status.SENT, Action.DECLINE): Status.DECLINED,
    (Status.SENT, Action.ASK): Status.SENT,
    (Status.SENT, Action.REPLY): Status.SENT,
    (Status.SENT, Action.SUPPLEMENT): Status.SENT,
    (Status.SENT, Action.CLASSIFY): Status.SENT,
    (Status.SENT, Action.NOTE): Status.SENT,
    (Status.SENT, Action.SEARCH_PATIENT): Status.SENT,
    (Status.SENT, Action.REQUEST_CALL): Status.SENT,
    (Status.SENT, Action.GUIDE): Status.CLOSED,
    (Status.SENT, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.ACKNOWLEDGED, Action.TAKE): Status.ACKNOWLEDGED,
    (Status.ACKNOWLEDGED, Action.FORWARD): Status.FORWARDED,
    (Status.ACKNOWLEDGED, Action.DECLINE): Status.DECLINED,
    (Status.ACKNOWLEDGED, Action.ASK): Status.ACKNOWLEDGED,
    (Status.ACKNOWLEDGED, Action.REPLY): Status.ACKNOWLEDGED,
    (Status.ACKNOWLEDGED, Action.SUPPLEMENT): Status.ACKNOWLEDGED,
    (Status.ACKNOWLEDGED, Action.CLASSIFY): Status.ACKNOWLEDGED,
    (Status.ACKNOWLEDGED, Action.NOTE): Status.ACKNOWLEDGED,
    (Status.ACKNOWLEDGED, Action.SEARCH_PATIENT): Status.ACKNOWLEDGED,
    (Status.ACKNOWLEDGED, Action.REQUEST_CALL): Status.ACKNOWLEDGED,
    (Status.ACKNOWLEDGED, Action.GUIDE): Status.CLOSED,
    (Status.ACKNOWLEDGED, Action.ANSWER): Status.ANSWERED,
    (Status.ANSWERED, Action.TAKE): Status.ANSWERED,
    (Status.ANSWERED, Action.REPLY): Status.ANSWERED,
    (Status.ANSWERED, Action.SUPPLEMENT): Status.ANSWERED,
    (Status.ANSWERED, Action.CLASSIFY): Status.ANSWERED,
    (Status.ANSWERED, Action.NOTE): Status.ANSWERED,
    (Status.ANSWERED, Action.SEARCH_PATIENT): Status.ANSWERED,
    (Status.ANSWERED, Action.REQUEST_CALL): Status.ANSWERED,
    (Status.ANSWERED, Action.CLOSE): Status.CLOSED,
    (Status.ANSWERED, Action.REOPEN): Status.ACKNOWLEDGED,
    (Status.CLOSED, Action.SUPPLEMENT): Status.CLOSED,
    (Status.CLOSED, Action.NOTE): Status.CLOSED,
    (Status.CLOSED, Action.REOPEN): Status.ACKNOWLEDGED,
    (Status.DECLINED, Action.SUPPLEMENT): Status.DECLINED,
    (Status.DECLINED, Action.NOTE): Status.DECLINED,
}


class NotAllowed(Exception):
    """The action is not possible in the status the assignment has."""

    def __init__(self, status: Status, action: Action) -> None:
        """Say which pair was refused."""
        super().__init__(f"{action.value} is not possible when {status.value}")
        self.status = status
        self.action = action


def after(status: Status, action: Action) -> Status:
    """Give the status that ``action`` leads to.

    Raises:
        NotAllowed: when the pair stands in no row of the table.
    """
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise NotAllowed(status, action) from None


def can(status: Status, action: Action) -> bool:
    """Tell whether the table lists the pair."""
    return (status, action) in TRANSITIONS


def case_status(assignments: Iterable[tuple[Status, bool]]) -> Status:
    """Give a case's status from its assignments, oldest first, as (status, is it open).

    The least finished open assignment decides; with none open, the newest one does.
    """
    rows = list(assignments)
    still_open = [status for status, is_open in rows if is_open]
    if still_open:
        order = list(Status)
        return min(still_open, key=order.index)
    return rows[-1][0]
