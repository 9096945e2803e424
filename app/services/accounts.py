"""People who sign in: their passwords, their sign-ins held on the server, and their roles."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from app.db import Database, IdentifierRefused
from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.links import digest
from app.domain.policy import SYSTEM, Actor, NotPermitted, Permission, permits
from app.domain.vocabulary import Role
from app.models import Membership, Password, SignIn, User
from app.services import audit, throttling
from app.services.grants import actor_for

IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
"""OWASP's profile of argon2id: 19 MiB, two passes, one lane."""

_hashing = BoundedSemaphore(2)
"""Guesses may not take all memory: two passwords are hashed at a time in one process."""


class SignInRefused(Exception):
    """The sign-in was refused; ``try_again_at`` is set when it was not even checked."""

    def __init__(self, try_again_at: datetime | None = None) -> None:
        """Say nothing about which of the two was wrong."""
        super().__init__("the sign-in was refused")
        self.try_again_at = try_again_at


class WeakPassword(Exception):
    """The password is too short, too long, or holds the person's own name or address."""


class WrongScope(Exception):
    """A membership names another scope than its role asks for."""


@dataclass(frozen=True)
class MembershipDraft:
    """A role to give. ``scope_id`` names the unit, party or helsefellesskap that it asks for.

    ``speaks_for_id`` is the party that an FSU secretary speaks for.
    """

    role: Role
    scope_id: int | None
    valid_from: date
    valid_to: date | None = None
    speaks_for_id: int | None = None


class AddressTaken(Exception):
    """Somebody has the address already."""


def hash_password(password: str) -> str:
    """Hash a password with argon2id."""
    with _hashing:
        return HASHER.hash(password)


def verify(hashed: str, password: str) -> bool:
    """Tell whether a password is the one that was hashed."""
    with _hashing:
        try:
            return HASHER.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False


@cache
def _nobodys_hash() -> str:
    return hash_password(secrets.token_urlsafe())


def sign_in(database: Database, email: str, password: str, *, address: str, now: datetime) -> str:
    """Check a password and give the token of a new sign-in.

    It takes the database and not a session: the try is counted and committed before the password
    is looked at, and no writer waits while it is hashed. An unknown address and a wrong password
    take the same time and look the same.

    Raises:
        SignInRefused: whatever was wrong; with a time to try again when it was not checked.
        StorageUnavailable: when the database does not answer.
    """
    email = email.strip().lower()
    with database.transaction() as session:
        wait = throttling.admit(session, email, address, now=now)
    if wait is not None:
        raise SignInRefused(now + wait)
    with database.reading() as session:
        user_id, hashed = _credentials(session, email)
    is_right = verify(hashed, password[: LONGEST_PASSWORD + 1])
    with database.transaction() as session:
        user = session.get(User, user_id) if user_id and is_right else None
        if user is None:
            audit.record(session, SYSTEM, AuditAction.SIGN_IN_REFUSED, now=now)
        else:
            throttling.succeeded(session, email, address, now=now)
            return _open(session, user, "password", now=now)
    raise SignInRefused


def _credentials(session: Session, email: str) -> tuple[int | None, str]:
    query = (
        select(User.id, Password.hash)
        .join(Password, Password.user_id == User.id)
        .where(User.email == email, User.deactivated_at.is_(None))
    )
    try:
        found = session.execute(query).first()
    except IdentifierRefused:  # a national number was typed as an address
        found = None
    return (found.id, found.hash) if found else (None, _nobodys_hash())


def _open(session: Session, user: User, method: str, *, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            digest=digest(token),
            user_id=user.id,
            method=method,
            level=method,
            authenticated_at=now,
            last_seen_at=now,
        )
    )
    audit.record(session, Actor(user.id), AuditAction.SIGNED_IN, now=now, method=method)
    return token


def actor_of(session: Session, token: str, *, now: datetime) -> tuple[User, Actor] | None:
    """Give the person behind a live sign-in and what they may be asked to do today.

    None when the sign-in is unknown, ended, idle for half an hour or twelve hours old, and when
    the person has been deactivated.
    """
    found = session.execute(
        select(User)
        .join(SignIn, SignIn.user_id == User.id)
        .where(
            SignIn.digest == digest(token),
            SignIn.ended_at.is_(None),
            SignIn.last_seen_at > now - IDLE_LIMIT,
            SignIn.authenticated_at > now - ABSOLUTE_LIMIT,
            User.deactivated_at.is_(None),
        )
    ).scalar_one_or_none()
    return (found, actor_for(session, found, on=oslo_date(now))) if found else None


def wants_touch(session: Session, token: str, *, now: datetime) -> bool:
    """Tell whether :func:`touch` has anything to write; most requests need no write at all."""
    seen = session.scalar(select(SignIn.last_seen_at).where(SignIn.digest == digest(token)))
    return seen is not None and seen <= now - SEEN_EVERY


def touch(session: Session, token: str, *, now: datetime) -> None:
    """Keep a sign-in from becoming idle; written at most every five minutes."""
    session.execute(
        update(SignIn)
        .where(SignIn.digest == digest(token), SignIn.last_seen_at <= now - SEEN_EVERY)
        .values(last_seen_at=now)
    )


def sign_out(session: Session, actor: Actor, token: str, *, now: datetime) -> None:
    """End one sign-in on the server."""
    _end(session, SignIn.digest == digest(token), now=now)
    audit.record(session, actor, AuditAction.SIGNED_OUT, now=now)


def _end(session: Session, *which: ColumnElement[bool], now: datetime) -> None:
    session.execute(update(SignIn).where(*which, SignIn.ended_at.is_(None)).values(ended_at=now))


def all_users(session: Session) -> list[User]:
    """Give everybody, deactivated people too, in order of entry."""
    return list(session.scalars(select(User).order_by(User.id)))


def find_user(session: Session, email: str) -> User | None:
    """Find a person by address."""
    return session.scalar(select(User).where(User.email == email.strip().lower()))


def memberships_of(session: Session, user_id: int) -> list[Membership]:
    """Give every membership that a person has or had, oldest first."""
    query = select(Membership).where(Membership.user_id == user_id).order_by(Membership.id)
    return list(session.scalars(query))


def add_user(
    session: Session, actor: Actor, *, email: str, name: str, language: str, now: datetime
) -> User:
    """Add a person, who cannot sign in before a password is set.

    Raises:
        AddressTaken: when somebody has the address.
        NotPermitted: when the actor administers nothing.
    """
    _require_administrator(actor)
    if find_user(session, email):
        raise AddressTaken
    user = User(
        key=secrets.token_urlsafe(16),
        email=email.strip().lower(),
        name=name,
        language=language,
        created_at=now,
    )
    session.add(user)
    session.flush()
    audit.record(session, actor, AuditAction.USER_ADDED, now=now, user=user.id)
    return user


def deactivate_user(session: Session, actor: Actor, user: User, *, now: datetime) -> None:
    """Shut a person out, from the next request on. The row stays, for the log names it.

    Raises:
        NotPermitted: when the actor administers nothing.
    """
    _require_administrator(actor)
    user.deactivated_at = now
    _end(session, SignIn.user_id == user.id, now=now)
    audit.record(session, actor, AuditAction.USER_DEACTIVATED, now=now, user=user.id)


def set_password(
    session: Session,
    actor: Actor,
    user: User,
    password: str,
    *,
    now: datetime,
    keep: str | None = None,
) -> None:
    """Set a password, one's own or as administrator; every sign-in but ``keep`` ends.

    Raises:
        WeakPassword: when it is shorter than twelve characters or holds the name or address.
        NotPermitted: when it is somebody else's and the actor administers nothing.
    """
    if actor.user_id != user.id:
        _require_administrator(actor)
    if not _is_strong(password, user):
        raise WeakPassword
    row = session.get(Password, user.id) or Password(user_id=user.id)
    row.hash = hash_password(password)
    row.changed_at = now
    session.add(row)
    _end(session, SignIn.user_id == user.id, SignIn.digest != digest(keep or ""), now=now)
    throttling.forgive(session, user.email)
    audit.record(session, actor, AuditAction.PASSWORD_CHANGED, now=now, user=user.id)


def _is_strong(password: str, user: User) -> bool:
    plain = password.lower()
    own = [user.email.partition("@")[0], *user.name.lower().split()]
    return SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD and not any(
        len(word) > 3 and word in plain  # noqa: PLR2004  a shorter word is in many a good password
        for word in own
    )


def add_membership(
    session: Session,
    actor: Actor,
    user: User,
    draft: MembershipDraft,
    *,
    now: datetime,
) -> Membership:
    """Give a role within the scope that it asks for.

    Raises:
        WrongScope: when an id is missing, or given to a role of the whole installation, or when
            somebody else than an FSU secretary is to speak for a party.
        NotPermitted: when the actor administers nothing.
    """
    _require_administrator(actor)
    membership = Membership(
        user_id=user.id,
        role=draft.role,
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        **_scope(draft),
    )
    session.add(membership)
    session.flush()
    facts = {"user": user.id, "membership": membership.id}
    audit.record(session, actor, AuditAction.MEMBERSHIP_ADDED, now=now, **facts)
    return membership


def _scope(draft: MembershipDraft) -> dict[str, int]:
    scope = draft.role.scope
    if (draft.scope_id is None) != (scope == "installation"):
        raise WrongScope
    named = {} if draft.scope_id is None else {f"{scope}_id": draft.scope_id}
    if draft.speaks_for_id is None:
        return named
    if not draft.role.may_speak_for_party:
        raise WrongScope
    return named | {"party_id": draft.speaks_for_id}


def end_membership(
    session: Session, actor: Actor, membership: Membership, *, last_day: date, now: datetime
) -> None:
    """Let a role end; it holds through ``last_day``, which may lie in the past.

    Raises:
        NotPermitted: when the actor administers nothing.
    """
    _require_administrator(actor)
    membership.valid_to = last_day
    facts = {"user": membership.user_id, "membership": membership.id}
    audit.record(session, actor, AuditAction.MEMBERSHIP_ENDED, now=now, **facts)


def _require_administrator(actor: Actor) -> None:
    if not (actor.is_system or permits(actor, Permission.ADMINISTER)):
        raise NotPermitted
