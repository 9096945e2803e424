"""Asking somebody outside the case, and taking a question back.

What is asked and answered is read by those who read the case, and stands on its page alone: neither
timeline, follow page, case sheet nor følgeskriv has the words.
"""

import secrets
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.inquiring import InquiryDraft, last_day
from app.domain.joint_form import belongs
from app.domain.lifecycle import Action
from app.domain.links import Links, Purpose, digest
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import NarrativeKind, Words
from app.models import Inquiry, MailDomain, Unit
from app.services import audit, outbox, register
from app.services.acts import apply, hold, record_act, write
from app.services.cases import Held

FIRST_GENERATION = 0

Receivers = tuple[tuple[Words, tuple[tuple[str, Words], ...]], ...]
"""Units as (key, name), by the name of their party."""


class UnknownReceiver(Exception):
    """The unit to ask is unknown, has no mailbox today, or has the case itself."""


class AddressOutside(Exception):
    """The address belongs to no party of the register."""


class NothingToWithdraw(Exception):
    """The case has no such question, or it has its answer."""


def units_to_ask(
    session: Session, helsefellesskap_id: int, *, but: frozenset[int], on: date
) -> Receivers:
    """Give the units that have a mailbox on a date, but for those that have the case."""
    parties = register.participating(session, helsefellesskap_id, on)
    units = register.units_of(session, [party.id for party in parties], on)
    listed = (
        (
            party.name,
            tuple(
                (unit.key, unit.name)
                for unit in units
                if unit.party_id == party.id and unit.mailbox and unit.id not in but
            ),
        )
        for party in parties
    )
    return tuple(group for group in listed if group[1])


def inquire(
    session: Session,
    actor: Actor,
    case_key: str,
    version: int,
    draft: InquiryDraft,
    links: Links,
    *,
    now: datetime,
) -> None:
    """Ask one question; whoever is asked gets a link to it by mail, and nothing else of the case.

    Raises:
        UnknownReceiver: when the unit is none that can be asked.
        AddressOutside: when the address lies in no mail domain of the register.
    """
    held = hold(session, actor, Permission.INQUIRE_ABOUT_CASE, case_key, version=version)
    unit = _unit(session, held, draft, now=now)
    apply(held, Action.INQUIRE, now=now)
    question = write(session, actor, held.case, NarrativeKind.INQUIRY, draft.question, now=now)
    key = secrets.token_urlsafe(16)
    inquiry = Inquiry(
        key=key,
        case_id=held.case.id,
        assignment_id=held.assignment.id,
        to_unit_id=unit.id if unit else None,
        email=draft.email,
        question_id=question.id,
        answered_by="",
        asked_at=now,
        asked_by_id=actor.user_id,
        ends_on=last_day(oslo_date(now)),
        generation=FIRST_GENERATION,
        digest=digest(links.token(Purpose.INQUIRY, key, FIRST_GENERATION)),
    )
    session.add(inquiry)
    session.flush()
    facts = {"inquiry": inquiry.id, "narrative": question.id}
    record_act(session, actor, AuditAction.INQUIRED, held, now=now, **facts)
    outbox.tell_inquired(session, held.case, inquiry.id, now=now)


def _unit(session: Session, held: Held, draft: InquiryDraft, *, now: datetime) -> Unit | None:
    if draft.email:
        if not belongs(draft.email, frozenset(session.scalars(select(MailDomain.domain)))):
            raise AddressOutside
        return None
    groups = units_to_ask(
        session,
        held.case.helsefellesskap_id,
        but=frozenset(row.unit_id for row in held.together),
        on=oslo_date(now),
    )
    if draft.unit_key not in {key for _, units in groups for key, _ in units}:
        raise UnknownReceiver
    return register.find_unit(session, draft.unit_key)


def withdraw(
    session: Session, actor: Actor, case_key: str, inquiry_id: int, *, now: datetime
) -> None:
    """Take a question back before it is answered, once; its link then only says so.

    Raises:
        NothingToWithdraw: when there is no such question on the case, or it has its answer.
    """
    held = hold(session, actor, Permission.INQUIRE_ABOUT_CASE, case_key)
    inquiry = session.get(Inquiry, inquiry_id, populate_existing=True)
    if inquiry is None or inquiry.case_id != held.case.id or inquiry.answered_at is not None:
        raise NothingToWithdraw
    if inquiry.withdrawn_at is not None:
        return
    inquiry.withdrawn_at = now
    outbox.forget_inquired(session, inquiry.id)
    audit.record(
        session,
        actor,
        AuditAction.INQUIRY_WITHDRAWN,
        now=now,
        case_id=held.case.id,
        inquiry=inquiry.id,
    )
