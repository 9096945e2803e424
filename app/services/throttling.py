"""Slowing guesses down without locking anybody out.

A try is a drop in a bucket that leaks steadily, so what was used comes back by itself. An account
has two buckets: one for addresses that have signed in to it before and one for all others, so that
a stranger's guesses do not stop the person they are aimed at. Full and leaking together they let
at most 100 passwords a day be tried against one account, from however many addresses.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Throttle

DAY = timedelta(days=1)
FAMILIAR_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Bucket:
    """How many tries fit, and how long it takes until one of them has leaked away."""

    capacity: int
    leaks_every: timedelta


STRANGERS = Bucket(20, DAY / 40)
FAMILIAR = Bucket(10, DAY / 30)
ADDRESS = Bucket(60, timedelta(seconds=1))
"""Many honest people share a hospital's address: sixty at once, and one more each second."""


def admit(session: Session, email: str, address: str, *, now: datetime) -> timedelta | None:
    """Count a try; give None when it may be checked, or else how long to wait first."""
    wait = _take(session, ADDRESS, now, "address", address)
    if wait is not None:
        return wait
    is_familiar = _is_familiar(session, email, address, now)
    if is_familiar and _take(session, FAMILIAR, now, "familiar", email) is None:
        return None
    return _take(session, STRANGERS, now, "strangers", email)


def succeeded(session: Session, email: str, address: str, *, now: datetime) -> None:
    """Give back what honest tries used, and know the address from now on."""
    if _is_familiar(session, email, address, now):
        _row(session, now, "familiar", email).tries = 0
    else:
        strangers = _row(session, now, "strangers", email)
        strangers.tries = max(strangers.tries - 1, 0)
    _row(session, now, "signed in", email, address).window_started_at = now


def forgive(session: Session, email: str) -> None:
    """Empty an account's buckets, as when its password was set anew."""
    digests = [_digest("familiar", email), _digest("strangers", email)]
    session.execute(delete(Throttle).where(Throttle.digest.in_(digests)))


def forget_stale(session: Session, *, now: datetime) -> None:
    """Delete the traces of addresses and accounts that have not been used for a long time."""
    session.execute(delete(Throttle).where(Throttle.window_started_at < now - FAMILIAR_FOR))


def _is_familiar(session: Session, email: str, address: str, now: datetime) -> bool:
    row = session.get(Throttle, _digest("signed in", email, address))
    return row is not None and row.window_started_at > now - FAMILIAR_FOR


def _take(session: Session, bucket: Bucket, now: datetime, *key: str) -> timedelta | None:
    row = _row(session, now, *key)
    leaked = max((now - row.window_started_at) // bucket.leaks_every, 0)
    row.tries = max(row.tries - leaked, 0)
    row.window_started_at = (
        row.window_started_at + leaked * bucket.leaks_every if row.tries else now
    )
    if row.tries >= bucket.capacity:
        return row.window_started_at + bucket.leaks_every - now
    row.tries += 1
    return None


def _row(session: Session, now: datetime, *key: str) -> Throttle:
    digest = _digest(*key)
    row = session.get(Throttle, digest, with_for_update=True)
    if row is None:
        try:
            with session.begin_nested():
                row = Throttle(digest=digest, window_started_at=now, tries=0)
                session.add(row)
        except IntegrityError:  # another process was first
            row = session.get_one(Throttle, digest, with_for_update=True)
    return row


def _digest(*key: str) -> bytes:
    return hashlib.sha256("\n".join(key).encode()).digest()
