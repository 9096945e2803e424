"""The state machine of an assignment: what may happen when, and what it leads to.

The table is the rule. What is not listed is refused; the README's diagram is drawn from it.
Terms follow the Danish DPSD's receiver role (forward, decline with a reason) and the procedure's
«håndteres og besvares av den ansvarlige virksomheten».
"""

from collections.abc import Iterable

from app.domain.vocabulary import Term


class Status(Term):
    """Where a unit's responsibility stands, least finished first."""

    AWAITING_LINE_MANAGER = "awaiting_line_manager", "Venter på leder", "Ventar på leiar"
    SENT = "sent", "Sendt", "Sendt"
    CONTESTED = "contested", "Innvending mot avvisningen", "Innvending mot avvisinga"
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
    CONFIRM_SENDING = "confirm_sending", "Bekreft og send", "Stadfest og send"
    SEND_BACK = "send_back", "Send tilbake til melder", "Send tilbake til meldar"
    ADD_AS_LEADER = "add_as_leader", "Legg til som leder", "Legg til som leiar"
    ASSIGN = "assign", "Gi saken til", "Gi saka til"
    JOIN = "join", "Del ansvaret", "Del ansvaret"
    PROPOSE_PLACING = (
        "propose_placing",
        "Foreslå hvem som skal ha saken",
        "Foreslå kven som skal ha saka",
    )
    CONTEST = "contest", "Send innvending", "Send innvending"
    UPHOLD = "uphold", "La avvisningen stå", "La avvisinga stå"
    OVERTURN = "overturn", "Ta saken opp igjen", "Ta saka opp att"
    APPEAL = "appeal", "Be FSU-sekretariatet avgjøre", "Be FSU-sekretariatet avgjere"
    INQUIRE = "inquire", "Spør noen andre", "Spør nokon andre"
    ANSWER_INQUIRY = (
        "answer_inquiry",
        "Svar på spørsmålet fra enheten",
        "Svar på spørsmålet frå eininga",
    )
    LINK = "link", "Koble saker", "Kople saker"
    TALLY = "tally", "Har skjedd igjen", "Har skjedd igjen"
    RATE = "rate", "Si om svaret hjalp", "Sei om svaret hjelpte"
    FOLLOW_MEASURE = "follow_measure", "Oppdater tiltaket", "Oppdater tiltaket"
    ASSESS_DUTY = "assess_duty", "Lagre vurderingen av meldeplikt", "Lagre vurderinga av meldeplikt"


OPEN = frozenset(
    {
        Status.AWAITING_LINE_MANAGER,
        Status.SENT,
        Status.CONTESTED,
        Status.ACKNOWLEDGED,
        Status.ANSWERED,
    }
)
BESIDE: dict[Action, frozenset[Status]] = {
    Action.ADD_AS_LEADER: OPEN | {Status.CLOSED},
    Action.ASSIGN: OPEN - {Status.AWAITING_LINE_MANAGER},
    Action.JOIN: frozenset({Status.SENT, Status.ACKNOWLEDGED}),
    Action.PROPOSE_PLACING: frozenset({Status.SENT, Status.ACKNOWLEDGED}),
    Action.INQUIRE: frozenset({Status.SENT, Status.ACKNOWLEDGED}),
    Action.ANSWER_INQUIRY: OPEN - {Status.AWAITING_LINE_MANAGER} | {Status.CLOSED, Status.DECLINED},
    Action.LINK: OPEN - {Status.AWAITING_LINE_MANAGER} | {Status.CLOSED, Status.DECLINED},
    Action.TALLY: frozenset(
        {Status.SENT, Status.ACKNOWLEDGED, Status.ANSWERED, Status.CLOSED, Status.CONTESTED}
    ),
    Action.RATE: frozenset({Status.ANSWERED, Status.CLOSED}),
    Action.FOLLOW_MEASURE: frozenset({Status.ACKNOWLEDGED, Status.ANSWERED, Status.CLOSED}),
    Action.ASSESS_DUTY: OPEN - {Status.AWAITING_LINE_MANAGER} | {Status.CLOSED, Status.DECLINED},
    Action.CLASSIFY: frozenset({Status.CLOSED}),
}
"""Acts that leave the status as it is, and where they are possible."""

TRANSITIONS: dict[tuple[Status, Action], Status] = {
    (Status.AWAITING_LINE_MANAGER, Action.CONFIRM_SENDING): Status.SENT,
    (Status.AWAITING_LINE_MANAGER, Action.SEND_BACK): Status.AWAITING_LINE_MANAGER,
    (Status.AWAITING_LINE_MANAGER, Action.SUPPLEMENT): Status.AWAITING_LINE_MANAGER,
    (Status.AWAITING_LINE_MANAGER, Action.WITHDRAW): Status.WITHDRAWN,
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
    (Status.DECLINED, Action.CONTEST): Status.CONTESTED,
    (Status.DECLINED, Action.APPEAL): Status.FORWARDED,
    (Status.CONTESTED, Action.UPHOLD): Status.DECLINED,
    (Status.CONTESTED, Action.OVERTURN): Status.ACKNOWLEDGED,
    (Status.CONTESTED, Action.SUPPLEMENT): Status.CONTESTED,
    (Status.CONTESTED, Action.NOTE): Status.CONTESTED,
} | {(status, action): status for action, statuses in BESIDE.items() for status in statuses}


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
