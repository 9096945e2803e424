"""The rules as data: taking them in, reading them, and setting the day on which new ones begin."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.duties import Duty, day_before
from app.domain.policy import Actor, Permission, require
from app.domain.vocabulary import Consequence, Words
from app.models import DutyRule
from app.services import audit
from app.services.upserting import Change, Rows

FILE = "duties.toml"
"""The file's name; it lies beside the register."""

IN_WORDS = ("duty", "who", "to_whom", "when", "law", "note")


class UnsoundRules(Exception):
    """The file of rules lacks something, or names a rule that it does not have."""


class NothingToDate(Exception):
    """No rule waits for its date."""


def load_duties(session: Session, path: Path) -> list[Change]:
    """Take in the rules of a file, where there is one, and tell what that changed.

    Loading it again changes nothing. A date that an administrator has set stays as it was set, and
    a rule that has left the file stays.

    Raises:
        UnsoundRules: when it is not TOML, a rule lacks a part, or replaces one that is not there.
    """
    if not path.exists():
        return []
    rows = Rows(session)
    entries = _entries(path)
    keys = {duty.key for duty in entries}
    for duty in entries:
        if duty.replaces and duty.replaces not in keys:
            message = f"{duty.key} replaces {duty.replaces}, which is not there"
            raise UnsoundRules(message)
        _put(rows, duty)
    return rows.changes


def _entries(path: Path) -> list[Duty]:
    try:
        listed = tomllib.loads(path.read_text("utf-8"))["duty"]
    except (OSError, KeyError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        message = f"{path}: {fault}"
        raise UnsoundRules(message) from None
    return [_read(position, entry) for position, entry in enumerate(listed, start=1)]


def _read(position: int, entry: Mapping[str, Any]) -> Duty:
    try:
        parts: dict[str, Any] = {
            name: Words(**value) if name in IN_WORDS else value for name, value in entry.items()
        }
        parts["mildest"] = Consequence(parts["mildest"])
        return Duty(position=position, **parts)
    except (KeyError, TypeError, ValueError) as fault:
        message = f"rule {position} of the duties: {fault}"
        raise UnsoundRules(message) from None


def _put(rows: Rows, duty: Duty) -> None:
    """Put a rule; its dates are the file's until somebody has set them here."""
    query = select(DutyRule.dated_at).where(DutyRule.key == duty.key)
    is_dated = rows.session.scalar(query) is not None
    dates = {"valid_from": duty.valid_from, "valid_to": duty.valid_to}
    rows.put(
        DutyRule,
        {"key": duty.key},
        {
            "position": duty.position,
            **{name: getattr(duty, name) for name in IN_WORDS},
            "address": duty.address,
            "mildest": duty.mildest,
            "replaces": duty.replaces or None,
            "is_verified": duty.is_verified,
            "is_right": duty.is_right,
            **({} if is_dated else dates),
        },
        new=dates if is_dated else None,
    )


def all_duties(session: Session) -> tuple[Duty, ...]:
    """Give every rule, old and coming, in the register's order."""
    rows = session.scalars(select(DutyRule).order_by(DutyRule.position))
    return tuple(map(_duty, rows))


def _duty(row: DutyRule) -> Duty:
    return Duty(
        key=row.key,
        position=row.position,
        duty=row.duty,
        who=row.who,
        to_whom=row.to_whom,
        when=row.when,
        law=row.law,
        note=row.note,
        address=row.address,
        mildest=row.mildest,
        replaces=row.replaces or "",
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        is_verified=row.is_verified,
        is_right=row.is_right,
    )


def set_date(session: Session, actor: Actor, begins_on: date, *, now: datetime) -> None:
    """Let the coming rules begin on an Oslo date, and those that they replace end the day before.

    A date that was set may be set anew, as when commencement is put off.

    Raises:
        NotPermitted: when the actor does not administer.
        NothingToDate: when no rule replaces another.
    """
    require(actor, Permission.ADMINISTER)
    rows = session.scalars(select(DutyRule).order_by(DutyRule.position).with_for_update()).all()
    coming = [row for row in rows if row.replaces]
    if not coming:
        raise NothingToDate
    replaced = {row.replaces for row in coming}
    for row in rows:
        if row in coming:
            row.valid_from = begins_on
        elif row.key in replaced:
            row.valid_to = day_before(begins_on)
        else:
            continue
        row.dated_at, row.dated_by_id = now, actor.user_id
        audit.record(session, actor, AuditAction.DUTY_DATED, now=now, duty=row.id)
