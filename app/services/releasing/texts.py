"""The texts of a draft, as the secretaries word them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.policy import Actor
from app.domain.releasing import (
    Refusal,
    ReleaseAction,
    ReleaseTextKind,
    Texts,
    after,
    refuse,
)
from app.models import Release, ReleaseText
from app.services.releasing.holding import held_for_change, record


def texts_of(session: Session, release: Release) -> Mapping[tuple[ReleaseTextKind, str], str]:
    """Give the texts of a version by kind and language."""
    return {place: row.body for place, row in _rows(session, release).items()}


def edit_texts(
    session: Session,
    actor: Actor,
    key: str,
    edition: int,
    said: Texts,
    *,
    now: datetime,
) -> None:
    """Keep what a secretary has worded; a text that is not mentioned stands.

    Sending the same twice is harmless. A new version never loses what it says that it corrects.

    Raises:
        NotPermitted: for others than the secretaries.
        OutdatedEdition: when another secretary changed the draft since it was opened.
        ReleaseRefused: when it is no draft any longer, or what it corrects is empty.
    """
    release = held_for_change(session, actor, key, edition)
    after(release.status, ReleaseAction.EDIT)
    rows = _rows(session, release)
    changed = {
        place: text
        for place, text in said.items()
        if text != (rows[place].body if place in rows else "")
    }
    if not changed:
        return
    emptied = any(
        kind is ReleaseTextKind.CHANGES and not text for (kind, _), text in changed.items()
    )
    refuse(emptied, Refusal.CHANGES_MISSING)
    for (kind, language), text in changed.items():
        row = rows.get((kind, language)) or _empty(release, kind, language)
        row.body, row.edited_at, row.edited_by_id = text, now, actor.user_id
        session.add(row)
    release.edition += 1
    session.flush()
    record(session, actor, AuditAction.RELEASE_EDITED, release, now=now)


def _rows(session: Session, release: Release) -> dict[tuple[ReleaseTextKind, str], ReleaseText]:
    found = session.scalars(select(ReleaseText).where(ReleaseText.release_id == release.id))
    return {(row.kind, row.language): row for row in found}


def _empty(release: Release, kind: ReleaseTextKind, language: str) -> ReleaseText:
    return ReleaseText(release_id=release.id, kind=kind, language=language)
