"""Drafts: taking a year's figures, taking them anew, and dropping what is not to be used.

Figures are counted while only reading, and then kept in a short transaction of their own.
"""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.figures import Figures
from app.domain.policy import Actor
from app.domain.releasing import (
    ADOPTED,
    OPEN,
    Refusal,
    ReleaseAction,
    ReleaseStatus,
    ReleaseTextKind,
    Texts,
    after,
    refuse,
)
from app.domain.vocabulary import Audience
from app.models import Release, ReleaseFile, ReleaseText
from app.services.figures import years_with_figures
from app.services.released import frozen_figures
from app.services.releasing.holding import (
    OutdatedEdition,
    find,
    held_for_change,
    hold_year,
    record,
    require_secretary,
)
from app.services.releasing.taking import Taken, basis_of, keep, take
from app.services.releasing.texts import texts_of

Wording = Callable[[Figures], Texts]
"""Computes the texts of a report from FSU's figures. It is handed in by whoever can draw."""

KEY_BYTES = 16


def counted(
    session: Session, actor: Actor, helsefellesskap_id: int, year: int, *, now: datetime
) -> Taken:
    """Count a year for its first draft, or for a new version of what is adopted; it takes long.

    A new version keeps the figures that were shown before, where today's differ by too little.

    Raises:
        NotPermitted: for others than the secretaries.
        ReleaseRefused: when the year has no reports, or has a draft.
        ReleaseIsSolvable: when somebody could find out what is withheld.
        LookupError: when there is no such helsefellesskap, or its register is not complete.
    """
    require_secretary(actor, helsefellesskap_id)
    is_counted = year in years_with_figures(session, helsefellesskap_id)
    refuse(not is_counted, Refusal.YEAR_NOT_BEGUN)
    standing = _versions(session, helsefellesskap_id, year)
    refuse(any(status in OPEN for status in standing.values()), Refusal.DRAFT_IS_OPEN)
    version = max(standing, default=0) + 1
    return take(session, helsefellesskap_id, year, version, may_keep=True, today=oslo_date(now))


def begin(
    session: Session,
    actor: Actor,
    taken: Taken,
    wording: Wording,
    *,
    corrects: Mapping[str, str] | None = None,
    now: datetime,
) -> Release:
    """Draft a year, or a new version of one that is adopted, with what :func:`counted` gave.

    ``corrects`` says by language what a new version corrects; the first version has none. Of a
    year there is one open draft.

    Raises:
        NotPermitted: for others than the secretaries.
        ReleaseRefused: when the year has a draft, or lacks what it corrects.
        OutdatedEdition: when something was drafted or released after the figures were counted.
    """
    helsefellesskap_id, year = taken.helsefellesskap_id, taken.year
    require_secretary(actor, helsefellesskap_id)
    hold_year(session, helsefellesskap_id)
    standing = _versions(session, helsefellesskap_id, year)
    refuse(any(status in OPEN for status in standing.values()), Refusal.DRAFT_IS_OPEN)
    is_adopted = any(status in ADOPTED for status in standing.values())
    said = dict(corrects or {})
    is_worded = bool(said) and all(text.strip() for text in said.values())
    refuse(is_adopted and not is_worded, Refusal.CHANGES_MISSING)
    refuse(bool(said) and not is_adopted, Refusal.WRONG_STATUS)
    _require_current(session, taken)
    release = _new(actor, helsefellesskap_id, year, taken.version, now)
    session.add(release)
    session.flush()
    for language, text in said.items():
        _write(session, release, ReleaseTextKind.CHANGES, language, text, actor, now)
    _fill(session, release, taken, wording)
    record(session, actor, AuditAction.RELEASE_DRAFTED, release, now=now)
    return release


def recounted(session: Session, actor: Actor, key: str, edition: int, *, now: datetime) -> Taken:
    """Count the year of a draft as it is today; it takes long.

    Raises:
        NotPermitted: for others than the secretaries.
        OutdatedEdition: when the draft was changed since it was opened.
        ReleaseRefused: when it is no draft any longer.
        MovedTooLittle: when too few reports have changed since somebody read the year's figures.
        ReleaseIsSolvable: when somebody could find out what is withheld.
    """
    release = find(session, actor, key)
    after(release.status, ReleaseAction.REDRAW)
    if release.edition != edition:
        raise OutdatedEdition(release.edition)
    home_id, today = release.helsefellesskap_id, oslo_date(now)
    return take(session, home_id, release.year, release.version, may_keep=False, today=today)


def redraw(
    session: Session,
    actor: Actor,
    key: str,
    edition: int,
    taken: Taken,
    wording: Wording,
    *,
    now: datetime,
) -> None:
    """Let a draft have what :func:`recounted` gave. What a secretary has worded, stands.

    Raises:
        NotPermitted: for others than the secretaries.
        OutdatedEdition: when something was changed since it was opened, or counted.
        ReleaseRefused: when it is no draft any longer.
    """
    release = held_for_change(session, actor, key, edition)
    release.status = after(release.status, ReleaseAction.REDRAW)
    hold_year(session, release.helsefellesskap_id)
    _require_current(session, taken)
    _fill(session, release, taken, wording)
    release.edition += 1
    record(session, actor, AuditAction.RELEASE_DRAFTED, release, now=now)


def _require_current(session: Session, taken: Taken) -> None:
    """Take no figures that were withheld beside other versions than there are by now."""
    if basis_of(session, taken.helsefellesskap_id) != taken.basis:
        raise OutdatedEdition(0)


def drop(session: Session, actor: Actor, key: str, edition: int, *, now: datetime) -> None:
    """Do away with a draft. What FSU has read is kept as dropped, and its number is not reused.

    Raises:
        NotPermitted: for others than the secretaries.
        OutdatedEdition: when it was changed since it was opened.
        ReleaseRefused: when it is no draft any longer.
    """
    release = held_for_change(session, actor, key, edition)
    was_shown = release.status is ReleaseStatus.COMMENTING
    status = after(release.status, ReleaseAction.DROP)
    record(session, actor, AuditAction.RELEASE_DROPPED, release, now=now)
    if was_shown:
        release.status = status
        release.edition += 1
        return
    for table in (ReleaseFile, ReleaseText):
        session.execute(delete(table).where(table.release_id == release.id))
    session.delete(release)
    session.flush()


def _versions(session: Session, helsefellesskap_id: int, year: int) -> dict[int, ReleaseStatus]:
    rows = session.execute(
        select(Release.version, Release.status).where(
            Release.helsefellesskap_id == helsefellesskap_id, Release.year == year
        )
    )
    return dict(rows.all())


def _new(actor: Actor, helsefellesskap_id: int, year: int, version: int, now: datetime) -> Release:
    return Release(
        key=secrets.token_urlsafe(KEY_BYTES),
        helsefellesskap_id=helsefellesskap_id,
        year=year,
        version=version,
        status=ReleaseStatus.DRAFT,
        edition=1,
        drafted_on=oslo_date(now),
        drafted_at=now,
        drafted_by_id=actor.user_id,
    )


def _fill(session: Session, release: Release, taken: Taken, wording: Wording) -> None:
    """Keep the figures, and compute the texts that nobody has worded."""
    keep(session, release, taken)
    figures = frozen_figures(session, release, Audience.FSU)
    if figures is None:
        raise LookupError(release.year)
    session.execute(
        delete(ReleaseText).where(
            ReleaseText.release_id == release.id, ReleaseText.edited_at.is_(None)
        )
    )
    worded = texts_of(session, release)
    for (kind, language), text in wording(figures).items():
        if (kind, language) not in worded:
            _write(session, release, kind, language, text, None, None)
    session.flush()


def _write(
    session: Session,
    release: Release,
    kind: ReleaseTextKind,
    language: str,
    text: str,
    actor: Actor | None,
    at: datetime | None,
) -> None:
    session.add(
        ReleaseText(
            release_id=release.id,
            kind=kind,
            language=language,
            body=text,
            edited_at=at,
            edited_by_id=actor.user_id if actor else None,
        )
    )
