"""What every act on a case has in common: hold it, check, and move it as the rules say."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action, after, case_status
from app.domain.policy import Actor, Permission, permits, require
from app.domain.vocabulary import NarrativeKind, NotificationKind, Side
from app.models import Assignment, Case, Narrative
from app.services import audit, outbox
from app.services.cases import CaseNotFound, Held, assignments_of, own_of, relations_of
from app.services.settings import setting

KNOWING = (
    Permission.READ_CASE,
    Permission.FOLLOW_CASE,
    Permission.LEAD_CASE,
    Permission.READ_ROUTING_SHEET,
)
"""Whoever may do one of these knows that the case exists; anybody else is told that it does not."""

COMMON = frozenset({Action.ANSWER, Action.CLOSE, Action.REOPEN, Action.WITHDRAW, Action.GUIDE})
"""What two parties that have a case together do as one, or what the reporter does to both."""

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

    Where two parties have the case, the assignment held is the actor's own side's.

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
    if not any(permits(actor, each, relations) for each in (*KNOWING, permission)):
        raise CaseNotFound
    require(actor, permission, relations)
    assignment = own_of(session, actor, assignments)
    if version is not None and version != assignment.version:
        raise OutdatedVersion(assignment.version)
    return Held(case, assignment, assignments, relations)


def apply(held: Held, action: Action, *, now: datetime) -> None:
    """Move the assignment as the state machine says, and the case's status with it.

    What is common to two parties that have the case together moves both sides, and an answer that
    one side sends is the other's too, whether or not it has confirmed receipt. Every open
    assignment gets the same version, so that whoever opened the page before is told.

    Raises:
        NotAllowed: when the status and action stand in no row of the table.
    """
    together = held.together
    moved = together if action in COMMON else [held.assignment]
    status = after(held.assignment.status, action)
    if action is not Action.ANSWER:
        for row in moved:
            after(row.status, action)
    raise_version(held)
    for row in moved:
        row.status = status
        row.closed_at = None if status.is_open else row.closed_at or now
    follow_assignments(held)


def raise_version(held: Held) -> None:
    """Let everybody who has the page open, on either side, know that something was done."""
    version = held.assignment.version + 1
    for row in held.together:
        row.version = version


def tell_holders(session: Session, kind: NotificationKind, held: Held, *, now: datetime) -> None:
    """Queue a notice to every unit that has the case; the secretaries who place it need none."""
    for row in (each for each in held.together if not each.is_placing):
        outbox.tell_unit(session, kind, held.case, row.unit_id, now=now)


def tell_other_side(session: Session, kind: NotificationKind, held: Held, *, now: datetime) -> None:
    """Queue a notice to the party that has the case together with the one that acted."""
    for row in held.together:
        if row is not held.assignment:
            outbox.tell_unit(session, kind, held.case, row.unit_id, now=now)


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
    """Write in the log what the unit that has the case did; its reminders stop."""
    _stop_reminders(session, actor, held.assignment, now=now)
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


def _stop_reminders(
    session: Session, actor: Actor, assignment: Assignment, *, now: datetime
) -> None:
    """Take back what is not sent, and begin the ladder anew; the service's own doing is no act."""
    if actor.user_id is not None:
        assignment.last_act_on = oslo_date(now)
        outbox.forget_reminders(session, assignment.case_id)


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
        side=_side(actor, kind),
        body=body,
        written_at=now,
        written_by_id=actor.user_id,
        answers_id=answers_id,
    )
    session.add(narrative)
    session.flush()
    return narrative


def _side(actor: Actor, kind: NarrativeKind) -> Side:
    """Say whose a text is. What the recipient has had somebody say, is the recipient's."""
    is_recipients = bool(actor.user_id) or actor.answers_inquiry_id is not None
    return Side.RECIPIENT if is_recipients and kind not in REPORTERS_OWN else Side.REPORTER


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
        NarrativeKind.CONTEST_REASON,
        NarrativeKind.WITHDRAW_REASON,
    }
)
