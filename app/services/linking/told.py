"""What a timeline tells of a link: its kind, and the other case to those who may read it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.domain.case import Reference
from app.domain.casework import LinkKind
from app.domain.vocabulary import Standing
from app.models import AuditEntry, Case, CaseLink


@dataclass(frozen=True)
class LinkTold:
    """A link as it is told on one of its cases; ``other`` is None for who may not read the other.

    ``is_from_here`` tells whether this case is the one that was linked, as a follow-up is.
    """

    kind: LinkKind
    is_from_here: bool
    other: Reference | None


def links_told(
    session: Session, case_id: int, rows: Iterable[AuditEntry], readable: Collection[int]
) -> dict[int, LinkTold]:
    """Give the links that entries of a case's log are of, by id: one statement.

    A link to a report that waits for its line manager, or was withdrawn while it did, is absent but
    for who may read it.
    """
    ids = {row.facts["link"] for row in rows if "link" in row.facts}
    is_other = or_(
        and_(CaseLink.case_id == case_id, Case.id == CaseLink.other_id),
        and_(CaseLink.other_id == case_id, Case.id == CaseLink.case_id),
    )
    found = session.execute(
        select(CaseLink, Case.id, Case.reference, Case.standing)
        .join(Case, is_other)
        .where(CaseLink.id.in_(ids))
    )
    return {
        row.id: LinkTold(
            row.kind, row.case_id == case_id, Reference(reference) if other in readable else None
        )
        for row, other, reference, standing in found
        if other in readable or standing is not Standing.UNSENT
    }
