"""Which incident each case points at, written anew whenever a link is made or undone."""

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.incidents import SHARING, Link, shared_incidents
from app.models import Case, CaseLink, Helsefellesskap


def take_turn(session: Session, helsefellesskap_id: int) -> None:
    """Wait until nobody else links cases of the helsefellesskap; filing goes on meanwhile.

    It comes before any case is held, so that two that link never wait for each other.
    """
    home = select(Helsefellesskap.id).where(Helsefellesskap.id == helsefellesskap_id)
    session.execute(home.with_for_update(key_share=True))


def rewrite_incidents(session: Session, case_ids: Collection[int]) -> None:
    """Let cases, and all that are linked as one with them, point at the incident that follows.

    The caller has its turn. A case that shares nobody's incident is left as it was filed.
    """
    reached, links = _reach(session, case_ids)
    query = select(Case).where(Case.id.in_(reached)).order_by(Case.id).with_for_update()
    cases = session.scalars(query).all()
    own = {case.id: case.own_incident_id or case.incident_id for case in cases}
    shared = shared_incidents(own, links)
    for case in cases:
        case.incident_id = shared[case.id]
        case.own_incident_id = None if shared[case.id] == own[case.id] else own[case.id]
    session.flush()


def _reach(session: Session, case_ids: Collection[int]) -> tuple[set[int], set[Link]]:
    """Give every case that links lead to, and those links: a statement for each step outwards."""
    reached, links = set(case_ids), set[Link]()
    fresh = set(case_ids)
    while fresh:
        rows = session.execute(
            select(CaseLink.case_id, CaseLink.other_id).where(
                CaseLink.undone_at.is_(None),
                CaseLink.kind.in_(SHARING),
                or_(CaseLink.case_id.in_(fresh), CaseLink.other_id.in_(fresh)),
            )
        )
        found = {(case_id, other_id) for case_id, other_id in rows}
        links |= found
        fresh = {case_id for link in found for case_id in link} - reached
        reached |= fresh
    return reached, links
