"""Reading steering information back: the newest value of each key, versions, and what changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import Session

from app.domain.steering import SteeringMeasure
from app.domain.vocabulary import PartyKind, Words
from app.models import Participation, Party, SteeringUpload, SteeringValue, User


class ValueKey(NamedTuple):
    """What a stored figure is of: :class:`app.domain.steering.SteeringKey` by the party's id."""

    party_id: int
    measure: SteeringMeasure
    detail: str
    month: date


@dataclass(frozen=True)
class Series:
    """One measure in one municipality, month by month. ``values`` has only months with a figure."""

    municipality_key: str
    municipality: Words
    measure: SteeringMeasure
    detail: str
    values: Mapping[date, int]


@dataclass(frozen=True)
class Version:
    """One loading of a file. ``loaded_by`` is empty when an operator loaded it by a command."""

    version: int
    source: str
    drawn_on: date
    loaded_at: datetime
    loaded_by: str
    accepted_count: int
    refused_count: int


@dataclass(frozen=True)
class Change:
    """A figure of a version that the versions before it do not have; ``before`` is None for new."""

    municipality: Words
    measure: SteeringMeasure
    detail: str
    month: date
    before: int | None
    count: int


def municipalities_of(session: Session, helsefellesskap_id: int) -> list[Party]:
    """Give every municipality that takes part or has taken part, in the register's order."""
    taking_part = select(Participation.party_id).where(
        Participation.helsefellesskap_id == helsefellesskap_id
    )
    return list(
        session.scalars(
            select(Party)
            .where(Party.id.in_(taking_part), Party.kind == PartyKind.MUNICIPALITY)
            .order_by(Party.id)
        )
    )


def values_until(
    session: Session, helsefellesskap_id: int, version: int | None = None
) -> dict[ValueKey, int]:
    """Give the newest value of each key as it was at ``version``; as it is now, when None."""
    ranked = _ranked(helsefellesskap_id, version)
    rows = session.execute(
        select(
            ranked.c.party_id, ranked.c.measure, ranked.c.detail, ranked.c.month, ranked.c.count
        ).where(ranked.c.place == 1)
    )
    return {ValueKey(*key): count for *key, count in rows}


def _ranked(helsefellesskap_id: int, version: int | None) -> Subquery:
    """Number the values of each key, from the newest version that has one."""
    key = (
        SteeringValue.party_id,
        SteeringValue.measure,
        SteeringValue.detail,
        SteeringValue.month,
    )
    place = func.row_number().over(partition_by=key, order_by=SteeringUpload.version.desc())
    query = (
        select(*key, SteeringValue.count, place.label("place"))
        .join(SteeringUpload, SteeringUpload.id == SteeringValue.upload_id)
        .where(SteeringUpload.helsefellesskap_id == helsefellesskap_id)
    )
    if version is not None:
        query = query.where(SteeringUpload.version <= version)
    return query.subquery()


def steering_series(session: Session, helsefellesskap_id: int) -> tuple[Series, ...]:
    """Give every series as it is now: by municipality in the register's order, measure and detail.

    The whole, with no detail, goes first.
    """
    parties = municipalities_of(session, helsefellesskap_id)
    months: dict[tuple[int, SteeringMeasure, str], dict[date, int]] = defaultdict(dict)
    for key, count in values_until(session, helsefellesskap_id).items():
        months[key.party_id, key.measure, key.detail][key.month] = count
    return tuple(
        Series(party.key, party.short_name, measure, detail, months[party.id, measure, detail])
        for party in parties
        for measure in SteeringMeasure
        for detail in _details(months, party.id, measure)
    )


def _details(
    keys: Iterable[tuple[int, SteeringMeasure, str]], party_id: int, measure: SteeringMeasure
) -> list[str]:
    return sorted(detail for party, what, detail in keys if party == party_id and what is measure)


def versions(session: Session, helsefellesskap_id: int) -> tuple[Version, ...]:
    """Give every loading, newest first."""
    rows = session.execute(
        _uploads(helsefellesskap_id)
        .outerjoin(User, User.id == SteeringUpload.loaded_by_id)
        .add_columns(User.name)
        .order_by(SteeringUpload.version.desc())
    )
    return tuple(
        Version(
            version=upload.version,
            source=upload.source,
            drawn_on=upload.drawn_on,
            loaded_at=upload.loaded_at,
            loaded_by=name or "",
            accepted_count=upload.accepted_count,
            refused_count=upload.refused_count,
        )
        for upload, name in rows
    )


def _uploads(helsefellesskap_id: int) -> Select[SteeringUpload]:
    return select(SteeringUpload).where(SteeringUpload.helsefellesskap_id == helsefellesskap_id)


def changes(session: Session, helsefellesskap_id: int, version: int) -> tuple[Change, ...]:
    """Tell what a version changed from those before it, by municipality, measure and month."""
    before = values_until(session, helsefellesskap_id, version - 1)
    after = values_until(session, helsefellesskap_id, version)
    names = {party.id: party.short_name for party in municipalities_of(session, helsefellesskap_id)}
    changed = [key for key, count in after.items() if before.get(key) != count]
    places = list(SteeringMeasure)
    changed.sort(key=lambda key: (key.party_id, places.index(key.measure), key.detail, key.month))
    return tuple(
        Change(
            names[key.party_id],
            key.measure,
            key.detail,
            key.month,
            before.get(key),
            after[key],
        )
        for key in changed
    )
