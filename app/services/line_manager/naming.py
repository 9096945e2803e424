"""Keeping which leader a reporter has named, and telling that leader."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.case import CaseDraft
from app.domain.casework import LineManagerOutcome
from app.domain.deadlines import oslo_date
from app.domain.line_manager import LineManagerMode, waits
from app.domain.links import Links, Purpose, digest
from app.domain.policy import Actor
from app.domain.vocabulary import Channel, Direction, NotificationKind
from app.models import Case, Helsefellesskap, LineManagerRequest, Party, Unit
from app.services import audit, outbox, register
from app.services.line_manager.pacing import turn_of
from app.services.unit_leaders import address_of, language_of

FIRST_GENERATION = 0


def name_leader(
    session: Session, case: Case, draft: CaseDraft, links: Links, *, now: datetime
) -> LineManagerRequest | None:
    """Keep the leader that the report names; None when there is none to tell.

    Nobody is told of a report that a coordinator has entered, of one from a party that lets no
    leaders know or from a unit without a line manager, nor where the leader is the reporter.
    """
    party = _asking_party(session, case)
    unit = register.find_unit(session, draft.leader_unit_key)
    if unit is not None and (unit.party_id != case.reporting_party_id or not unit.has_line_manager):
        unit = None
    email = "" if unit else draft.reporter.line_manager_email
    if party is None or not (unit or email):
        return None
    request = LineManagerRequest(
        case_id=case.id,
        party_id=party.id,
        mode=party.line_manager_mode,
        unit_id=unit.id if unit else None,
        email=email,
        generation=FIRST_GENERATION,
        digest=digest(links.token(Purpose.LINE_MANAGER, case.key, FIRST_GENERATION)),
        asked_at=now,
        follows=False,
    )
    session.add(request)
    session.flush()
    if address_of(session, request, oslo_date(now)):
        return request
    session.delete(request)
    session.flush()
    return None


def _asking_party(session: Session, case: Case) -> Party | None:
    """Give the reporting party when it lets the leader know of this report."""
    if case.channel is not Channel.WEB or case.reporting_party_id is None:
        return None
    if case.direction is Direction.TO_MUNICIPALITY and case.hospital_unit_id:
        unit = session.get_one(Unit, case.hospital_unit_id)
        if not unit.has_line_manager:
            return None
    party = session.get_one(Party, case.reporting_party_id)
    return None if party.line_manager_mode == LineManagerMode.NONE else party


def must_wait(case: Case, request: LineManagerRequest | None) -> bool:
    """Tell whether the report waits until the leader, or a coordinator, sends it."""
    return request is not None and waits(LineManagerMode(request.mode), case.consequence)


def tell_leader(
    session: Session, actor: Actor, case: Case, request: LineManagerRequest, *, now: datetime
) -> None:
    """Ask the leader of a report that waits, or tell of one that is sent, and trace it."""
    is_waiting = must_wait(case, request)
    mode = LineManagerMode.CONFIRMS if is_waiting else LineManagerMode.INFORMED
    if not is_waiting and request.mode == LineManagerMode.CONFIRMS:
        request.outcome, request.settled_at = LineManagerOutcome.TOO_SERIOUS_TO_WAIT, now
    audit.record(
        session,
        actor,
        AuditAction.LEADER_TOLD,
        now=now,
        case_id=case.id,
        request=request.id,
        mode=mode.value,
    )
    kind = NotificationKind.LEADER_ASKED if is_waiting else NotificationKind.LEADER_TOLD
    mail_leader(session, kind, case, request, now=now)


def mail_leader(
    session: Session,
    kind: NotificationKind,
    case: Case,
    request: LineManagerRequest,
    *,
    now: datetime,
) -> None:
    """Queue a notice to the leader, in the leader's own language where it is known.

    One leader gets only so many a day.
    """
    home = session.get_one(Helsefellesskap, case.helsefellesskap_id)
    language = language_of(session, request, oslo_date(now), home.default_language)
    due_at = turn_of(session, request, now=now)
    outbox.tell_leader(session, kind, case, request.id, language, now=due_at)
