"""Saying how often something harmless happens: by the reporter when filing, by staff later."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.lifecycle import Action, after
from app.domain.links import digest
from app.domain.policy import UNIT_ROLES, Actor, Permission, Relations
from app.domain.tallies import TallyDraft, may_be_tallied
from app.domain.vocabulary import Role
from app.models import Case, Tally
from app.services import audit
from app.services.acts import hold


class NotHarmless(Exception):
    """The case is graver than that: each such event is reported by itself."""


def is_harmless_case(case: Case) -> bool:
    """Tell whether nobody who has judged the consequence of a case finds it graver than allowed."""
    return may_be_tallied(case.consequence, case.changed_consequence, case.recipient_consequence)


def store_reported(
    session: Session, actor: Actor, case: Case, draft: TallyDraft | None, *, now: datetime
) -> None:
    """Keep what the form said of how often it happens; nothing when it said nothing.

    Raises:
        NotHarmless: when the form let a graver consequence through.
    """
    if draft is None:
        return
    if not is_harmless_case(case):
        raise NotHarmless
    tally = Tally(
        case_id=case.id,
        party_id=case.reporting_party_id,
        count=draft.count,
        from_on=draft.from_on,
        to_on=draft.to_on,
        added_at=now,
    )
    _keep(session, actor, tally, now=now)


def add_tally(
    session: Session,
    actor: Actor,
    case_key: str,
    draft: TallyDraft,
    *,
    form_key: str,
    now: datetime,
) -> None:
    """Say that it has happened again. The same form page sent twice is one tally.

    It moves nothing: no status, no version and no clock, and nobody is told.

    Raises:
        CaseNotFound: when the case is none of the actor's party.
        NotAllowed: where the case stands, there is nothing to add to.
        NotHarmless: when somebody has judged the consequence to be graver since.
    """
    held = hold(session, actor, Permission.ADD_TALLY, case_key)
    form_digest = digest(form_key)
    if session.scalar(select(Tally.id).where(Tally.form_digest == form_digest)) is not None:
        return
    after(held.assignment.status, Action.TALLY)
    if not is_harmless_case(held.case):
        raise NotHarmless
    tally = Tally(
        case_id=held.case.id,
        party_id=_own_party(actor, held.relations),
        count=draft.count,
        from_on=draft.from_on,
        to_on=draft.to_on,
        added_at=now,
        added_by_id=actor.user_id,
        form_digest=form_digest,
    )
    _keep(session, actor, tally, now=now)


def _own_party(actor: Actor, relations: Relations) -> int | None:
    """Give the party of the case that the actor works in; one that has the case goes first."""
    own = actor.party_ids(Role.COORDINATOR, *UNIT_ROLES)
    handling = own & relations.recipient_party_ids
    return min(handling or own & {relations.reporting_party_id}, default=None)


def _keep(session: Session, actor: Actor, tally: Tally, *, now: datetime) -> None:
    session.add(tally)
    session.flush()
    audit.record(
        session,
        actor,
        AuditAction.TALLIED,
        now=now,
        case_id=tally.case_id,
        tally=tally.id,
        count=tally.count,
        party=tally.party_id,
    )
