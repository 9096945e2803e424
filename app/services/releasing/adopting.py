"""Adopting: the figures, texts and bytes of a year are frozen in one transaction; then sent."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.policy import Actor
from app.domain.releasing import (
    Adoption,
    DrawnFile,
    ReleaseStatus,
    check_adoption,
    check_sending,
    digest_of,
    digest_of_all,
    spelled,
)
from app.models import Party, Release, ReleaseFile
from app.services import audit
from app.services.released import SHOWN_BEFORE
from app.services.releasing.holding import (
    OutdatedEdition,
    held_for_change,
    hold,
    record,
    require_secretary,
    standing_of,
)


def adopt(
    session: Session,
    actor: Actor,
    key: str,
    edition: int,
    adoption: Adoption,
    drawn: Iterable[DrawnFile],
    *,
    now: datetime,
) -> None:
    """Freeze a version as FSU adopted it, with the files that were drawn of it at ``edition``.

    The figures are those that FSU has read: they were audited before, and are not counted anew.
    Adopting it again with the same date and meeting does nothing.

    Raises:
        NotPermitted: for others than the secretaries.
        OutdatedEdition: when it was changed since the files were drawn, or none were drawn of it.
        ReleaseRefused: when the status, the year or the date does not allow it.
    """
    release = held_for_change(session, actor, key, edition)
    if release.status.is_adopted and _said(release) == adoption:
        return
    status = check_adoption(standing_of(release), adoption.adopted_on, oslo_date(now))
    files = tuple(drawn)
    if not files:
        raise OutdatedEdition(release.edition)
    parties = dict(session.execute(select(Party.key, Party.id)).all())
    session.add_all(_kept(release, file, parties) for file in files)
    _freeze(session, actor, release, status, adoption, now)


def _freeze(
    session: Session,
    actor: Actor,
    release: Release,
    status: ReleaseStatus,
    adoption: Adoption,
    now: datetime,
) -> None:
    release.status = status
    release.adopted_on, release.meeting = adoption.adopted_on, adoption.meeting
    release.adopted_at, release.adopted_by_id = now, actor.user_id
    session.flush()
    release.digest = digest_of_all(digests_of(session, release))
    audit.record(
        session,
        actor,
        AuditAction.RELEASE_ADOPTED,
        now=now,
        year=release.year,
        version=release.version,
        digest=spelled(release.digest),
    )


def mark_sent(session: Session, actor: Actor, key: str, sent_on: date, *, now: datetime) -> None:
    """Say that SSU has been sent a version, and let SSU's members read it from now on.

    Saying it again changes nothing: the first date stands.

    Raises:
        NotPermitted: for others than the secretaries.
        ReleaseRefused: when it is not adopted, or the date is before that or to come.
    """
    release = hold(session, key)
    require_secretary(actor, release.helsefellesskap_id)
    if release.sent_on is not None:
        return
    release.status = check_sending(standing_of(release), sent_on, oslo_date(now))
    release.sent_on, release.sent_at, release.sent_by_id = sent_on, now, actor.user_id
    record(session, actor, AuditAction.RELEASE_SENT, release, now=now)


def digests_of(session: Session, release: Release) -> list[tuple[str, bytes]]:
    """Give the names and kept digests of a version's files, without those of earlier drafts."""
    rows = session.execute(
        select(ReleaseFile.name, ReleaseFile.digest).where(ReleaseFile.release_id == release.id)
    )
    return [(name, digest) for name, digest in rows if not name.startswith(SHOWN_BEFORE)]


def _said(release: Release) -> Adoption | None:
    if release.adopted_on is None:
        return None
    return Adoption(release.adopted_on, release.meeting or "")


def _kept(release: Release, file: DrawnFile, parties: dict[str, int]) -> ReleaseFile:
    return ReleaseFile(
        release_id=release.id,
        name=file.name,
        kind=file.kind,
        audience=file.audience,
        party_id=parties[file.party] if file.party else None,
        language=file.language,
        content=file.content,
        digest=digest_of(file.content),
    )
