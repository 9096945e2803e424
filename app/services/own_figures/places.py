"""Where a person has figures to read: the helsefellesskap of their parties."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Helsefellesskap, Participation, Party


def homes_of_parties(
    session: Session, party_ids: Collection[int], on: date
) -> list[tuple[Helsefellesskap, Party]]:
    """Give each party with each helsefellesskap it has taken part in by a date, in their order."""
    rows = session.execute(
        select(Helsefellesskap, Party)
        .join(Participation, Participation.helsefellesskap_id == Helsefellesskap.id)
        .join(Party, Party.id == Participation.party_id)
        .where(Party.id.in_(sorted(party_ids)), Participation.valid_from <= on)
        .order_by(Helsefellesskap.id, Party.id)
    )
    return list(dict.fromkeys((home, party) for home, party in rows))
