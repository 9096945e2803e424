"""Holding a version of a year while something is done with it, for those who may."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.policy import Actor, NotPermitted, Permission, require
from app.domain.releasing import OPEN, Standing
from app.domain.vocabulary import Role
from app.models import Helsefellesskap, Release
from app.services import audit

READERS = (Role.FSU_SECRETARY, Role.FSU_READER)


class OutdatedEdition(Exception):
    """Somebody changed the draft since the page was opened."""

    def __init__(self, current: int) -> None:
        super().__init__(current)
        self.current = current


def require_secretary(actor: Actor, helsefellesskap_id: int) -> None:
    """Let only the secretaries of the helsefellesskap, and the operator, prepare a release.

    Raises:
        NotPermitted: for everybody else.
    """
    if actor.is_system:
        return
    require(actor, Permission.PREPARE_RELEASE)
    if helsefellesskap_id not in actor.helsefellesskap_ids(Role.FSU_SECRETARY):
        raise NotPermitted


def require_seat(actor: Actor, helsefellesskap_id: int) -> None:
    """Let only those who sit in the helsefellesskap's FSU comment.

    Raises:
        NotPermitted: for everybody else, and for the operator, who has no say.
    """
    require(actor, Permission.COMMENT_ON_RELEASE)
    if helsefellesskap_id not in actor.helsefellesskap_ids(*READERS):
        raise NotPermitted


def hold_year(session: Session, helsefellesskap_id: int) -> Helsefellesskap:
    """Hold back everybody else who would begin a draft, until the transaction ends.

    Raises:
        LookupError: when there is no such helsefellesskap.
    """
    home = session.get(Helsefellesskap, helsefellesskap_id, with_for_update=True)
    if home is None:
        raise LookupError(helsefellesskap_id)
    return home


def find(session: Session, actor: Actor, key: str) -> Release:
    """Find a version by its key, to read it as its secretary.

    Raises:
        NotPermitted: when there is none, and for others than its secretaries.
    """
    release = session.scalar(select(Release).where(Release.key == key))
    if release is None:
        raise NotPermitted
    require_secretary(actor, release.helsefellesskap_id)
    return release


def hold(session: Session, key: str) -> Release:
    """Find a version by its key, as it is now, and hold it until the transaction ends.

    Raises:
        NotPermitted: when there is none; it may have been dropped.
    """
    query = select(Release).where(Release.key == key).with_for_update()
    release = session.scalar(query.execution_options(populate_existing=True))
    if release is None:
        raise NotPermitted
    return release


def held_for_change(session: Session, actor: Actor, key: str, edition: int) -> Release:
    """Hold a draft that a secretary has seen as it is now.

    Raises:
        NotPermitted: for others than its secretaries.
        OutdatedEdition: when it was changed since it was opened at ``edition``.
    """
    release = hold(session, key)
    require_secretary(actor, release.helsefellesskap_id)
    if release.edition != edition and release.status in OPEN:
        raise OutdatedEdition(release.edition)
    return release


def standing_of(release: Release) -> Standing:
    """Give what the rules look at."""
    return Standing(
        release.year,
        release.status,
        release.drafted_on,
        release.comments_until,
        release.adopted_on,
    )


def record(
    session: Session, actor: Actor, action: AuditAction, release: Release, *, now: datetime
) -> None:
    """Write an act in the log, with the year and the version."""
    audit.record(session, actor, action, now=now, year=release.year, version=release.version)
