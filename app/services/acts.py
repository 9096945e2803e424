"""What every act on a case has in common: hold it, check, and move it as the rules say."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action, after, case_status
from app.domain.policy import Actor, Permission, permits, require
from app.domain.vocabulary import NarrativeKind, Side
from app.models import Case, Narrative
from app.services import audit
from app.services.cases import CaseNotFound, Held, assignments_of, current, relations_of
from app.services.settings import setting

MONTHS_IN_YEAR = 12
SHORTEST_MONTH = 28


class OutdatedVersion(Exception):
    """Somebody else acted first. Nothing was written; the caller keeps both texts."""

    def __init__(self, current_version: int) -> None:
        """Tell the version that holds now."""
        super().__init__("the case has changed since the page was opened")
        self.current_version = current_version


def hold(
    session: Session,
    actor: Actor,
    permission: Permission,
    case_key: str,
    *,
    version: int | None = None,
) -> Held:
    """Lock a case for one act and check the policy on what is true now.

    Raises:
        CaseNotFound: when there is no such case, or the actor may not know of it.
        NotPermitted: when the actor may read it but not do this.
        OutdatedVersion: when ``version`` is not the assignment's.
    """
    case = session.scalar(select(Case).where(Case.key == case_key).with_for_update())
    if case is None:
        raise CaseNotFound
    assignments = assignments_of(session, case.id, for_act=True)
    relations = relations_of(session, case)
    if not (
        permits(actor, Permission.READ_CASE, relations)
        or permits(actor, Permission.FOLLOW_CASE, relations)
    ):
        raise CaseNotFound
    require(actor, permission, relations)
    assignment = current(assignments)[0]
    if version is not None and version != assignment.version:
        raise OutdatedVersion(assignment.version)
    return Held(case, assignment, assignments, relations)


def apply(held: Held, action: Action, *, now: datetime) -> None:
    """Move the assignment as the state machine says, and the case's status with it.

    Raises:
        NotAllowed: when the status and action stand in no row of the table.
    """
    assignment = held.assignment
    assignment.status = after(assignment.status, action)
    assignment.version += 1
    if not assignment.status.is_open and assignment.closed_at is None:
        assignment.closed_at = now
    if assignment.status.is_open:
        assignment.closed_at = None
    follow_assignments(held)


def follow_assignments(held: Held) -> None:
    """Write the case's status from its assignments; nothing else writes it."""
    held.case.status = case_status((row.status, row.status.is_open) for row in held.assignments)


def record_act(
    session: Session,
    actor: Actor,
    action: AuditAction,
    held: Held,
    *,
    now: datetime,
    **facts: str | int | None,
) -> None:
    """Write in the log what the unit that has the case did."""
    audit.record(
        session,
        actor,
        action,
        now=now,
        case_id=held.case.id,
        assignment=held.assignment.id,
        unit=held.assignment.unit_id,
        **facts,
    )


def let_link_end(session: Session, held: Held, *, now: datetime) -> None:
    """Let the follow link live on for the months that are set, from the day the case ended."""
    months = setting(session, held.case.helsefellesskap_id, "follow_link_months")
    today = oslo_date(now)
    years, month = divmod(today.month - 1 + months, MONTHS_IN_YEAR)
    held.case.follow_ends_on = date(today.year + years, month + 1, min(today.day, SHORTEST_MONTH))


def write(
    session: Session,
    actor: Actor,
    case: Case,
    kind: NarrativeKind,
    body: str,
    *,
    now: datetime,
    answers_id: int | None = None,
) -> Narrative:
    """Add a text that both parties and the reporter see."""
    narrative = Narrative(
        case_id=case.id,
        kind=kind,
        side=Side.RECIPIENT if actor.user_id and kind not in REPORTERS_OWN else Side.REPORTER,
        body=body,
        written_at=now,
        written_by_id=actor.user_id,
        answers_id=answers_id,
    )
    session.add(narrative)
    session.flush()
    return narrative


REPORTERS_OWN = frozenset(
    {
        NarrativeKind.DESCRIPTION,
        NarrativeKind.PROPOSAL,
        NarrativeKind.IMMEDIATE_ACTION,
        NarrativeKind.OTHER_SERVICE_KIND,
        NarrativeKind.OTHER_CATEGORY,
        NarrativeKind.PLACE_IN_WORDS,
        NarrativeKind.SUPPLEMENT,
        NarrativeKind.REPLY,
        NarrativeKind.REOPEN_REASON,
        NarrativeKind.WITHDRAW_REASON,
    }
)
