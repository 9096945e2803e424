"""What the reporter does from the follow page, and what the reporting party does in their place."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.consent import may_be_recorded_later
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action, NotAllowed
from app.domain.links import Links, Purpose, digest
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import (
    Consent,
    Consequence,
    NarrativeKind,
    NotificationKind,
    Standing,
    TextPlace,
)
from app.models import Case, ExternalReference, Narrative
from app.services import audit, outbox
from app.services.acts import apply, hold, let_link_end, raise_version, tell_holders, write
from app.services.cases import CaseNotFound, Held
from app.services.clock import due, pausing
from app.services.line_manager.sending_on import take_in_supplement
from app.services.opening import is_waiting
from app.services.redaction.redacting import text_is_replaced


class ReopenedBefore(Exception):
    """A case is reopened once; the second time is for the coordinators to talk about."""


class NothingToAnswer(Exception):
    """There is no open question with that id on the case."""


class ConsentIsSettled(Exception):
    """The patient's answer is recorded already, or there was nobody to ask."""


def find_by_link(session: Session, token: str, *, now: datetime) -> Case:
    """Find the case a follow link opens.

    Raises:
        CaseNotFound: when no live link has that token: unknown, revoked or ended look alike.
    """
    case = session.scalar(select(Case).where(Case.follow_digest == digest(token)))
    if case is None or (case.follow_ends_on and case.follow_ends_on < oslo_date(now)):
        raise CaseNotFound
    return case


def reporter_of(case: Case) -> Actor:
    """Give the actor that came by the case's own link."""
    return Actor(follows_case_id=case.id)


def reply(
    session: Session,
    actor: Actor,
    case_key: str,
    *,
    question_id: int,
    body: str,
    now: datetime,
) -> None:
    """Answer a question, as the reporter or as the reporting party when the reporter is away.

    Raises:
        NothingToAnswer: when the question is not on the case or has its reply.
    """
    held = hold(session, actor, _in_their_place(actor), case_key)
    open_ids = [question.id for question in open_questions(session, held.case.id)]
    if question_id not in open_ids:
        raise NothingToAnswer
    apply(held, Action.REPLY, now=now)
    text = write(
        session, actor, held.case, NarrativeKind.REPLY, body, now=now, answers_id=question_id
    )
    for row in held.together:
        row.awaits_reporter = len(open_ids) > 1
    _record(
        session, actor, AuditAction.REPLIED, held, now=now, narrative=text.id, question=question_id
    )
    pausing.resume(session, actor, held.case, question_id=question_id, now=now)
    tell_holders(session, NotificationKind.REPLIED, held, now=now)


def _in_their_place(actor: Actor) -> Permission:
    return Permission.REPLY_FOR_REPORTER if actor.user_id else Permission.FOLLOW_CASE


def open_questions(session: Session, case_id: int) -> list[Narrative]:
    """Give the questions that have no reply, oldest first; one that is erased can get none."""
    rows = session.scalars(
        select(Narrative)
        .where(
            Narrative.case_id == case_id,
            Narrative.kind.in_([NarrativeKind.QUESTION, NarrativeKind.REPLY]),
        )
        .order_by(Narrative.id)
    ).all()
    replied = {row.answers_id for row in rows}
    asked = (row for row in rows if row.kind is NarrativeKind.QUESTION and row.erased_at is None)
    return [row for row in asked if row.id not in replied]


def supplement(
    session: Session,
    actor: Actor,
    case_key: str,
    *,
    body: str,
    consequence: Consequence | None = None,
    now: datetime,
) -> None:
    """Add dated facts, and a changed consequence beside the original; nothing is overwritten.

    A second click adds nothing: the same words are there already.
    """
    held = hold(session, actor, Permission.FOLLOW_CASE, case_key)
    if has_said(session, held.case.id, NarrativeKind.SUPPLEMENT, body, consequence):
        return
    apply(held, Action.SUPPLEMENT, now=now)
    text = write(session, actor, held.case, NarrativeKind.SUPPLEMENT, body, now=now)
    text.consequence = consequence
    kind = _supplement_kind(held.case, consequence)
    held.case.changed_consequence = consequence or held.case.changed_consequence
    _record(session, actor, AuditAction.SUPPLEMENTED, held, now=now, narrative=text.id)
    if is_waiting(held.case):
        take_in_supplement(session, actor, held, now=now)
        return
    tell_holders(session, kind, held, now=now)


def _supplement_kind(case: Case, consequence: Consequence | None) -> NotificationKind:
    """A case that turns out Betydelig or Død is told as one that came so."""
    was = case.changed_consequence or case.consequence
    if consequence and consequence.is_serious and not was.is_serious:
        return NotificationKind.SERIOUS_CASE
    return NotificationKind.SUPPLEMENTED


def has_said(
    session: Session,
    case_id: int,
    kind: NarrativeKind,
    body: str,
    consequence: Consequence | None = None,
) -> bool:
    """Tell whether exactly this stands on the case already, as after a double click."""
    said = select(Narrative.id).where(
        Narrative.case_id == case_id,
        Narrative.kind == kind,
        Narrative.body == body,
        Narrative.consequence.is_(None)
        if consequence is None
        else Narrative.consequence == consequence,
    )
    return session.scalars(said).first() is not None


def withdraw(session: Session, actor: Actor, case_key: str, *, body: str, now: datetime) -> None:
    """Take a report back, until receipt is confirmed."""
    held = hold(session, actor, Permission.FOLLOW_CASE, case_key)
    apply(held, Action.WITHDRAW, now=now)
    was_sent = held.case.standing is not Standing.UNSENT
    held.case.standing = Standing.WITHDRAWN if was_sent else Standing.UNSENT
    let_link_end(session, held, now=now)
    for row in held.together:
        outbox.forget_new_case(session, held.case, row.unit_id)
    text = write(session, actor, held.case, NarrativeKind.WITHDRAW_REASON, body, now=now)
    _record(session, actor, AuditAction.WITHDRAWN, held, now=now, narrative=text.id)
    if was_sent:
        tell_holders(session, NotificationKind.WITHDRAWN, held, now=now)


def reopen(session: Session, actor: Actor, case_key: str, *, body: str, now: datetime) -> None:
    """Ask for an answered case to be taken up again, once, saying what is missing.

    The recipient gets a new full time to answer from today.

    Raises:
        ReopenedBefore: the second time.
    """
    held = hold(session, actor, Permission.FOLLOW_CASE, case_key)
    if held.case.reopened_at is not None:
        raise ReopenedBefore
    if held.assignment.first_answered_on is None:  # it was closed with guidance, not answered
        raise NotAllowed(held.assignment.status, Action.REOPEN)
    apply(held, Action.REOPEN, now=now)
    held.case.reopened_at = now
    held.case.follow_ends_on = None
    due.begin_anew(session, held.case, held.together, today=oslo_date(now))
    text = write(session, actor, held.case, NarrativeKind.REOPEN_REASON, body, now=now)
    _record(session, actor, AuditAction.REOPENED, held, now=now, narrative=text.id)
    tell_holders(session, NotificationKind.REOPENED, held, now=now)


def record_consent(
    session: Session, actor: Actor, case_key: str, consent: Consent, *, now: datetime
) -> None:
    """Record the patient's answer when nobody had asked at the time of filing.

    Raises:
        ConsentIsSettled: when the answer is known already.
    """
    held = hold(session, actor, Permission.FOLLOW_CASE, case_key)
    before = held.case.consent
    if not may_be_recorded_later(before) or _has_ended_unanswered(held):
        raise ConsentIsSettled
    held.case.consent = consent
    raise_version(held)
    audit.record(
        session,
        actor,
        AuditAction.CONSENT_RECORDED,
        now=now,
        case_id=held.case.id,
        before=before.value,
        after=consent.value,
    )


def _has_ended_unanswered(held: Held) -> bool:
    assignment = held.assignment
    return not assignment.status.is_open and assignment.first_answered_on is None


def flag_not_ours(
    session: Session, actor: Actor, case_key: str, party_id: int, *, now: datetime
) -> None:
    """Mark a report sent in the party's name by somebody it does not know."""
    held = hold(session, actor, Permission.FLAG_NOT_OURS, case_key)
    held.case.not_our_reporter_at = now
    audit.record(
        session,
        actor,
        AuditAction.NOT_OUR_REPORTER,
        now=now,
        case_id=held.case.id,
        party=party_id,
    )


def set_own_number(
    session: Session, actor: Actor, case_key: str, party_id: int, value: str, *, now: datetime
) -> None:
    """Keep a party's own number for the case; an empty value removes it."""
    held = hold(session, actor, Permission.NUMBER_CASE, case_key)
    row = session.scalar(
        select(ExternalReference).where(
            ExternalReference.case_id == held.case.id, ExternalReference.party_id == party_id
        )
    )
    if row is None:
        row = ExternalReference(case_id=held.case.id, party_id=party_id, system="", value=value)
        session.add(row)
    elif row.value != value:
        text_is_replaced(session, actor, held, TextPlace.OWN_NUMBER, row.id, now=now)
    row.value = value
    audit.record(
        session, actor, AuditAction.NUMBERED, now=now, case_id=held.case.id, party=party_id
    )


def reissue_link(
    session: Session, actor: Actor, case_key: str, links: Links, *, now: datetime
) -> str:
    """Revoke the follow link and make a new one; the token is given back once.

    A reporter whose address belongs to a party gets it by mail.
    """
    held = hold(session, actor, Permission.REISSUE_LINK, case_key)
    case = held.case
    case.follow_generation += 1
    token = links.token(Purpose.FOLLOW, case.key, case.follow_generation)
    case.follow_digest = digest(token)
    generation = case.follow_generation
    audit.record(
        session,
        actor,
        AuditAction.LINK_REISSUED,
        now=now,
        case_id=case.id,
        generation=generation,
    )
    outbox.tell_reporter(session, NotificationKind.LINK_REISSUED, case, now=now)
    return token


def _record(
    session: Session,
    actor: Actor,
    action: AuditAction,
    held: Held,
    *,
    now: datetime,
    **facts: int,
) -> None:
    audit.record(
        session,
        actor,
        action,
        now=now,
        case_id=held.case.id,
        assignment=held.assignment.id,
        **facts,
    )
