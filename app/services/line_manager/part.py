"""What pages show of a reporter's line manager: what was asked, what was said, what may be done."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.casework import LineManagerOutcome
from app.domain.line_manager import LineManagerMode
from app.domain.vocabulary import Channel, NarrativeKind, Standing, Words
from app.models import Case, Narrative, Party, Unit
from app.services.case_words import Said
from app.services.line_manager.sending_on import may_send_on, request_of
from app.services.opening import is_waiting
from app.services.retention.erased_words import shown


@dataclass(frozen=True)
class LineManagerPart:
    """A report's way by its line manager.

    ``unit`` is the one whose leader it is, and ``address`` the one that was typed, for the
    reporter's own side. ``may_send_on`` is the Oslo date from which a coordinator may send, while
    the report waits. ``went_without`` when its party lets leaders confirm, but none was named.
    ``was_never_sent`` also when it was withdrawn while it waited.
    """

    is_named: bool
    is_waiting: bool
    was_never_sent: bool
    went_without: bool
    outcome: LineManagerOutcome | None
    filed_at: datetime
    unit: Words | None
    address: str
    may_send_on: date | None
    may_send_now: bool
    follows: bool
    additions: tuple[Said, ...]
    comments: tuple[Said, ...]

    @property
    def is_sent_back(self) -> bool:
        """Tell whether the leader waits for the reporter to say more."""
        return self.is_waiting and self.outcome is LineManagerOutcome.SENT_BACK


def line_manager_part(session: Session, case: Case, *, today: date) -> LineManagerPart:
    """Read it, in a number of statements that never grows."""
    request = request_of(session, case.id)
    waits = is_waiting(case)
    may_send = may_send_on(session, case, request) if waits and request else None
    unit = session.get(Unit, request.unit_id) if request and request.unit_id else None
    return LineManagerPart(
        is_named=request is not None,
        is_waiting=waits,
        was_never_sent=case.standing is Standing.UNSENT,
        went_without=request is None and _confirms(session, case),
        outcome=request.outcome if request else None,
        filed_at=case.filed_at or case.sent_at,
        unit=unit.name if unit else None,
        address=request.email if request else "",
        may_send_on=may_send,
        may_send_now=waits and (may_send is None or may_send <= today),
        follows=request.follows if request else False,
        additions=said_on(session, case, NarrativeKind.LEADER_ADDITION),
        comments=said_on(session, case, NarrativeKind.LEADER_COMMENT),
    )


def _confirms(session: Session, case: Case) -> bool:
    """Tell whether the reporting party lets leaders confirm what is filed here."""
    if case.channel is not Channel.WEB or case.reporting_party_id is None:
        return False
    party = session.get_one(Party, case.reporting_party_id)
    return party.line_manager_mode == LineManagerMode.CONFIRMS


def said_on(session: Session, case: Case, kind: NarrativeKind) -> tuple[Said, ...]:
    """Give every text of a kind on a case, oldest first, without names."""
    rows = session.scalars(
        select(Narrative)
        .where(Narrative.case_id == case.id, Narrative.kind == kind)
        .order_by(Narrative.id)
    )
    return tuple(Said(row.id, shown(row.body, row.erased_at), row.written_at) for row in rows)
