"""FSU reads a draft and says what it thinks of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.links import digest
from app.domain.policy import Actor
from app.domain.releasing import check_comment, check_opening
from app.models import Release, ReleaseComment, User
from app.services.releasing.auditing import require_unsolvable
from app.services.releasing.holding import (
    held_for_change,
    hold,
    record,
    require_seat,
    standing_of,
)


@dataclass(frozen=True)
class ShownComment:
    """A comment as FSU reads it."""

    body: str
    at: datetime
    by: str


def open_for_comments(
    session: Session, actor: Actor, key: str, edition: int, until: date, *, now: datetime
) -> None:
    """Let FSU read a draft and comment on it, up to and with a day. It can be set anew.

    Raises:
        NotPermitted: for others than the secretaries.
        OutdatedEdition: when it was changed since it was opened.
        ReleaseRefused: when the draft, the year or the day does not allow it.
        ReleaseIsSolvable: when FSU could find out what is withheld.
    """
    release = held_for_change(session, actor, key, edition)
    release.status = check_opening(standing_of(release), until, oslo_date(now))
    require_unsolvable(session, release, oslo_date(now))
    release.comments_until = until
    release.edition += 1
    record(session, actor, AuditAction.RELEASE_EDITED, release, now=now)


def comment(
    session: Session, actor: Actor, key: str, body: str, *, form_key: str, now: datetime
) -> None:
    """Say something of a draft. The same form page sent twice is one comment.

    Raises:
        NotPermitted: for others than those who sit in FSU.
        ReleaseRefused: before the draft is open for comments, and after the last day.
    """
    release = hold(session, key)
    require_seat(actor, release.helsefellesskap_id)
    form_digest = digest(form_key)
    there = select(ReleaseComment.id).where(ReleaseComment.form_digest == form_digest)
    if session.scalar(there) is not None:
        return
    check_comment(standing_of(release), oslo_date(now))
    session.add(
        ReleaseComment(
            release_id=release.id,
            body=body,
            added_at=now,
            added_by_id=actor.user_id,
            form_digest=form_digest,
        )
    )
    session.flush()
    record(session, actor, AuditAction.RELEASE_COMMENTED, release, now=now)


def comments_of(session: Session, release: Release) -> Sequence[ShownComment]:
    """Give what FSU has said of a version, oldest first."""
    rows = session.execute(
        select(ReleaseComment, User.name)
        .join(User, User.id == ReleaseComment.added_by_id)
        .where(ReleaseComment.release_id == release.id)
        .order_by(ReleaseComment.id)
    )
    return [ShownComment(row.body, row.added_at, name) for row, name in rows]
