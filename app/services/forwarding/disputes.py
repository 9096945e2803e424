"""What stands of a dispute: the objection to a decline, and what the secretaries propose."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.casework import ContestLevel, ContestOutcome
from app.domain.links import Links
from app.models import Case, Contest, PlacingProposal
from app.services.cases import Held, assignments_of, current


def contest_of(session: Session, case_id: int) -> Contest | None:
    """Give the objection to the decline of a case, if anybody has made one."""
    return session.scalar(select(Contest).where(Contest.case_id == case_id))


def is_overturned(contest: Contest | None) -> bool:
    """Tell whether it was decided that a declined case shall be handled."""
    return contest is not None and contest.outcome is ContestOutcome.OVERTURNED


def may_be_declined(session: Session, held: Held) -> bool:
    """Tell whether a case may be sent back: one party has it, and no decline was overturned."""
    return not held.is_joint and not is_overturned(contest_of(session, held.case.id))


def is_appealed(contest: Contest | None) -> bool:
    """Tell whether the secretaries are to decide whether a decline stands."""
    return (
        contest is not None
        and contest.level is ContestLevel.SECRETARIAT
        and contest.outcome is None
    )


def may_be_appealed(contest: Contest | None) -> bool:
    """Tell whether the coordinator has upheld a decline, and the secretaries have not decided."""
    return (
        contest is not None
        and contest.level is ContestLevel.COORDINATOR
        and contest.outcome is ContestOutcome.UPHELD
    )


def case_address(session: Session, links: Links, case: Case) -> str:
    """Give the address that a mail leads to: while the secretaries decide, the routing sheet."""
    rows = current(assignments_of(session, case.id))
    sheet = "/fordeling" if any(row.is_placing for row in rows) else ""
    return f"{links.base_url}/saker/{case.key}{sheet}"


def open_proposal(session: Session, assignment_id: int) -> PlacingProposal | None:
    """Give what one secretary has proposed and nobody has agreed to or replaced."""
    return session.scalar(
        select(PlacingProposal).where(
            PlacingProposal.assignment_id == assignment_id,
            PlacingProposal.agreed_at.is_(None),
            PlacingProposal.replaced_at.is_(None),
        )
    )
