"""Loading a file with steering information as a new version; a bad row stops nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.policy import Actor, NotPermitted
from app.domain.steering import Provenance, RefusedRow, SteeringFile, SteeringRow
from app.domain.steering_cells import Known
from app.domain.steering_file import read_file
from app.domain.vocabulary import Role, Words
from app.models import Helsefellesskap, Party, SteeringUpload, SteeringValue
from app.screening import screen_narrative
from app.services import audit
from app.services.steering.reading import ValueKey, municipalities_of, values_until


@dataclass(frozen=True)
class AcceptedRow:
    """A row that was read. ``before`` is what stood of the same key; None where nothing did."""

    row: SteeringRow
    municipality: Words
    before: int | None


@dataclass(frozen=True)
class Loaded:
    """What became of a file. ``version`` is None when no row could be read and nothing is stored.

    ``is_new`` is False when the newest version says just the same: then that one stands.
    """

    version: int | None
    is_new: bool
    accepted: tuple[AcceptedRow, ...]
    refused: tuple[RefusedRow, ...]


def load(
    session: Session,
    actor: Actor,
    helsefellesskap_id: int,
    content: bytes,
    provenance: Provenance,
    *,
    now: datetime,
) -> Loaded:
    """Store the rows of a file that can be read, and give them all back with what became of them.

    The file itself is kept nowhere. Loading the same rows of the same source and date twice is one
    version, so that a double click, a retry or a repeated command changes nothing.

    Raises:
        NotPermitted: when the actor is no secretary of the helsefellesskap, and no operator.
        UnreadableFile: when it is no such file at all.
        IdentifierRefused: when the name of the source carries a national number.
    """
    secretary_of = actor.helsefellesskap_ids(Role.FSU_SECRETARY)
    if not actor.is_system and helsefellesskap_id not in secretary_of:
        raise NotPermitted
    parties = {party.key: party for party in municipalities_of(session, helsefellesskap_id)}
    read = _read(content, parties.values(), provenance)
    if not read.accepted:
        return Loaded(None, is_new=False, accepted=(), refused=read.refused)
    values = {_value_key(row, parties): row.count for row in read.accepted}
    upload = _upload(helsefellesskap_id, actor, provenance, read, now)
    is_new = _keep(session, actor, upload, values)
    before = values_until(session, helsefellesskap_id, upload.version - 1)
    accepted = tuple(
        AcceptedRow(row, parties[row.key.municipality].short_name, before.get(key))
        for row, key in zip(read.accepted, values, strict=True)
    )
    return Loaded(upload.version, is_new, accepted, read.refused)


def _read(content: bytes, parties: Iterable[Party], provenance: Provenance) -> SteeringFile:
    known = Known(_spellings(parties), provenance.drawn_on, screen_narrative)
    return read_file(content, known)


def _upload(
    helsefellesskap_id: int, actor: Actor, provenance: Provenance, read: SteeringFile, now: datetime
) -> SteeringUpload:
    """Make the version that a file would be; its number is given when it is kept."""
    return SteeringUpload(
        helsefellesskap_id=helsefellesskap_id,
        source=provenance.source,
        drawn_on=provenance.drawn_on,
        loaded_at=now,
        loaded_by_id=actor.user_id,
        accepted_count=len(read.accepted),
        refused_count=len(read.refused),
    )


def _keep(
    session: Session, actor: Actor, upload: SteeringUpload, values: Mapping[ValueKey, int]
) -> bool:
    """Store a version, and tell that; or give it the number of the newest, which says the same."""
    newest = _newest_held(session, upload.helsefellesskap_id)
    is_new = newest is None or not _says(session, newest, upload, values)
    upload.version = (newest.version if newest else 0) + is_new
    if is_new:
        _store(session, actor, upload, values)
    return is_new


def _spellings(parties: Iterable[Party]) -> dict[str, str]:
    """Give the keys of municipalities by all that they are called, in lower case."""
    return {
        spelled.casefold(): party.key
        for party in parties
        for spelled in (
            party.key,
            party.name.nb,
            party.name.nn,
            party.short_name.nb,
            party.short_name.nn,
            party.kommunenummer or party.key,
        )
    }


def _value_key(row: SteeringRow, parties: Mapping[str, Party]) -> ValueKey:
    key = row.key
    return ValueKey(parties[key.municipality].id, key.measure, key.detail, key.month)


def _newest_held(session: Session, helsefellesskap_id: int) -> SteeringUpload | None:
    """Give the newest version, and let whoever loads at the same time wait for this one."""
    session.get_one(Helsefellesskap, helsefellesskap_id, with_for_update=True)
    return session.scalars(
        select(SteeringUpload)
        .where(SteeringUpload.helsefellesskap_id == helsefellesskap_id)
        .order_by(SteeringUpload.version.desc())
        .limit(1)
    ).first()


def _says(
    session: Session,
    newest: SteeringUpload,
    upload: SteeringUpload,
    values: Mapping[ValueKey, int],
) -> bool:
    """Tell whether the newest version is of the same source and date, with the same figures."""
    if (newest.source, newest.drawn_on) != (upload.source, upload.drawn_on):
        return False
    stored = session.scalars(select(SteeringValue).where(SteeringValue.upload_id == newest.id))
    return values == {
        ValueKey(row.party_id, row.measure, row.detail, row.month): row.count for row in stored
    }


def _store(
    session: Session, actor: Actor, upload: SteeringUpload, values: Mapping[ValueKey, int]
) -> None:
    session.add(upload)
    session.flush()
    session.execute(
        insert(SteeringValue),
        [
            {**key._asdict(), "upload_id": upload.id, "count": count}
            for key, count in values.items()
        ],
    )
    audit.record(
        session,
        actor,
        AuditAction.STEERING_LOADED,
        now=upload.loaded_at,
        upload=upload.id,
        rows=upload.accepted_count,
        refused=upload.refused_count,
    )
