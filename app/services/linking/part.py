"""What a case's page shows of other cases: links that stand, hints, and whether one may link.

Of a case that the reader may not read, nothing is told but that it is there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.case import Reference
from app.domain.casework import LinkKind
from app.domain.lifecycle import Status
from app.domain.policy import Actor, Permission, permits
from app.domain.vocabulary import Standing
from app.models import Case, CaseLink
from app.services.cases import relations_of_all
from app.services.linking.duplicates import Hint, hints, near
from app.services.linking.links import links_of

AT_RECEIPT = frozenset({Status.SENT, Status.ACKNOWLEDGED})
"""While hints are given."""


@dataclass(frozen=True)
class LinkedCase:
    """A case that this one is linked to. What the reader may not read has neither key nor number.

    ``is_from_here`` tells which of the two is the follow-up: this one, when it is true.
    """

    link_id: int
    kind: LinkKind
    is_from_here: bool
    key: str = ""
    reference: str = ""
    status: Status | None = None
    sent_on: date | None = None


@dataclass(frozen=True)
class LinkingPart:
    """The links of a case, hints while it is new, and the ids of other cases one may read."""

    links: tuple[LinkedCase, ...]
    hints: tuple[Hint, ...]
    readable: frozenset[int]


def linking_part(
    session: Session,
    actor: Actor,
    case: Case,
    permissions: Collection[Permission],
    *,
    status: Status,
    occurred_on: date,
) -> LinkingPart:
    """Read the links of a case as one person may see them; hints for who handles it at receipt."""
    rows = links_of(session, case.id)
    known = {_other(row, case) for row in rows}
    others = {row.id: row for row in session.scalars(select(Case).where(Case.id.in_(known)))}
    handles = {Permission.LINK_CASE, Permission.READ_NOTES} <= set(permissions)
    found = near(session, case, occurred_on) if handles and status in AT_RECEIPT else ()
    relations = relations_of_all(session, [*others.values(), *(row.Case for row in found)])
    readable = frozenset(
        case_id for case_id, each in relations.items() if permits(actor, Permission.READ_CASE, each)
    )
    return LinkingPart(
        links=tuple(
            _linked(row, case, others, readable)
            for row in rows
            if row.undone_at is None and _is_told(others[_other(row, case)], readable)
        ),
        hints=hints(session, case, found, readable - known) if found else (),
        readable=readable,
    )


def _other(row: CaseLink, case: Case) -> int:
    return row.other_id if row.case_id == case.id else row.case_id


def _is_told(other: Case, readable: Collection[int]) -> bool:
    """Tell whether anybody else may know of a report: not unless it was sent to somebody."""
    return other.id in readable or other.standing is not Standing.UNSENT


def _linked(
    row: CaseLink, case: Case, others: Mapping[int, Case], readable: Collection[int]
) -> LinkedCase:
    other = others[_other(row, case)]
    is_from_here = row.case_id == case.id
    if other.id not in readable:
        return LinkedCase(row.id, row.kind, is_from_here)
    return LinkedCase(
        link_id=row.id,
        kind=row.kind,
        is_from_here=is_from_here,
        key=other.key,
        reference=Reference(other.reference).spoken,
        status=other.status,
        sent_on=other.sent_on,
    )
