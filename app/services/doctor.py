"""Whether the installation is sound: one finding for each thing that could be wrong."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Database, StorageUnavailable, revision
from app.domain.deadlines import oslo_date
from app.domain.vocabulary import PartyKind
from app.models import AuditEntry, AuditSeal, Helsefellesskap, Notification, Password, User
from app.services import outbox, register, sealing
from app.services.server_log import talkative_settings

OLDEST_UNSENT = timedelta(minutes=15)
OLDEST_UNSEALED = timedelta(minutes=15)
GIVEN_UP_WITHIN = timedelta(days=7)
LEAST_FREE_BYTES = 500_000_000

STATIC = Path(__file__).parents[1] / "static" / "vendor"
ASSETS = (
    "designsystemet/components.css",
    "designsystemet/theme.css",
    "inter/inter.css",
    "fonts/Inter-Regular.ttf",
    "fonts/Inter-SemiBold.ttf",
    "fonts/Inter-Bold.ttf",
)


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's screen, for operators."""

    name: str
    is_sound: bool
    words: str


@dataclass(frozen=True)
class Circumstances:
    """What the doctor is told of the configuration."""

    mode: str
    sends_mail: bool
    secrets_file: Path
    assets: Path = STATIC

    @property
    def is_production(self) -> bool:
        """What is fine for a demo may not be for real reports."""
        return self.mode == "production"


def examine(database: Database, circumstances: Circumstances, *, now: datetime) -> list[Finding]:
    """Look at everything that can be looked at; a later check is left out where it cannot run."""
    findings = [
        Finding("mode", True, circumstances.mode),  # noqa: FBT003  the finding's own column
        _secrets(circumstances),
        _assets(circumstances),
        _disk(database),
        _mail(circumstances),
    ]
    try:
        database.check()
        findings += [
            Finding("database", True, database.url.get_backend_name()),  # noqa: FBT003  as above
            _server_log(database, circumstances),
            _durability(database),
            _migrations(database),
        ]
        if findings[-1].is_sound:
            with database.reading() as session:
                findings += [check(session, circumstances, now) for check in INSIDE]
    except StorageUnavailable:
        findings.append(Finding("database", False, "does not answer"))  # noqa: FBT003  as above
    return findings


def _secrets(circumstances: Circumstances) -> Finding:
    """The service does not start with weak secrets; what is left is who may read them."""
    file = circumstances.secrets_file
    if not file.exists():
        return Finding("secrets", True, "in the environment")  # noqa: FBT003  as above
    is_private = not file.stat().st_mode & 0o077
    words = "only its owner may read it" if is_private else "others may read it; run «chmod 600»"
    return Finding("secrets", is_private, f"{file.name}: {words}")


def _assets(circumstances: Circumstances) -> Finding:
    absent = [name for name in ASSETS if not (circumstances.assets / name).exists()]
    words = f"missing: {', '.join(absent)}; run «make install»" if absent else "in place"
    return Finding("stylesheet and fonts", not absent, words)


def _disk(database: Database) -> Finding:
    file = database.url.database if database.is_sqlite else None
    free = shutil.disk_usage(Path(file).parent if file and Path(file).exists() else ".").free
    return Finding("disk", free >= LEAST_FREE_BYTES, f"{free // 1_000_000} MB free")


def _mail(circumstances: Circumstances) -> Finding:
    words = (
        "SMTP_URL is set" if circumstances.sends_mail else "SMTP_URL is not set: mail goes nowhere"
    )
    return Finding("mail", circumstances.sends_mail or not circumstances.is_production, words)


def _server_log(database: Database, circumstances: Circumstances) -> Finding:
    to_set = talkative_settings(database)
    advice = "; ".join(f"{name} = {value}" for name, value in to_set.items())
    words = f"may write down what people wrote; set {advice}" if to_set else "holds no texts"
    return Finding("database log", not to_set or not circumstances.is_production, words)


def _durability(database: Database) -> Finding:
    words = ", ".join(f"{name}={value}" for name, value in database.durability().items())
    return Finding("durability", database.syncs_commits(), words)


def _migrations(database: Database) -> Finding:
    found, expected = revision.revision_of(database) or "base", revision.head()
    words = found if found == expected else f"at {found}, expected {expected}; run «db upgrade»"
    return Finding("migrations", found == expected, words)


def _register(session: Session, _circumstances: Circumstances, now: datetime) -> Finding:
    homes = register.all_helsefellesskap(session)
    if not homes:
        return Finding("register", False, "none is loaded; run «register load»")  # noqa: FBT003  as above
    lacking = [fault for home in homes for fault in _lacking(session, home, now)]
    names = ", ".join(home.key for home in homes)
    return Finding("register", not lacking, f"{names}: {'; '.join(lacking) or 'complete'}")


def _lacking(session: Session, home: Helsefellesskap, now: datetime) -> Iterator[str]:
    today = oslo_date(now)
    for party in register.participating(session, home.id, today):
        desk = register.triage_desk(session, party.id, today)
        if desk is None and party.kind is not PartyKind.JOINT_BODY:
            yield f"{party.key} has no triage desk"
    for find in (register.secretariat, register.form_version_on):
        try:
            find(session, home.id, today)
        except LookupError as fault:
            yield str(fault)


def _people(session: Session, circumstances: Circumstances, _now: datetime) -> Finding:
    query = select(func.count()).select_from(User).join(Password, Password.user_id == User.id)
    count = session.scalar(query.where(User.deactivated_at.is_(None))) or 0
    return Finding("people", count > 0 or not circumstances.is_production, f"{count} can sign in")


def _outbox(session: Session, _circumstances: Circumstances, now: datetime) -> Finding:
    found = gauges(session, now=now)
    age, given_up = found["outbox_oldest_seconds"], found["outbox_given_up"]
    words = f"{found['outbox_waiting']} waiting, the oldest for {_spoken(age)}; {given_up} given up"
    return Finding("outbox", age <= OLDEST_UNSENT.total_seconds() and not given_up, words)


def _spoken(seconds: int) -> str:
    """Days down is told in days, and a moment in seconds."""
    age = timedelta(seconds=seconds)
    return str(age) if age >= timedelta(hours=1) else f"{seconds} s"


def _log(session: Session, _circumstances: Circumstances, now: datetime) -> Finding:
    verdict = sealing.verify(session)
    if not verdict.is_whole:
        return Finding("log", False, f"broken at entry {verdict.broken_entry_id}")  # noqa: FBT003  as above
    age = _oldest_unsealed(session, now)
    words = f"{verdict.sealed} entries sealed, {verdict.unsealed} not yet"
    if age > OLDEST_UNSEALED:
        words += "; is the worker running?"
    return Finding("log", age <= OLDEST_UNSEALED, words)


def _oldest_unsealed(session: Session, now: datetime) -> timedelta:
    sealed_to = select(func.coalesce(func.max(AuditSeal.last_entry_id), 0)).scalar_subquery()
    oldest = session.scalar(
        select(AuditEntry.at).where(AuditEntry.id > sealed_to).order_by(AuditEntry.id).limit(1)
    )
    return timedelta() if oldest is None else now - oldest


Check = Callable[[Session, Circumstances, datetime], Finding]

INSIDE: tuple[Check, ...] = (_register, _people, _outbox, _log)
"""The checks that need a database with the right schema."""


def gauges(session: Session, *, now: datetime) -> dict[str, int]:
    """Give counts and ages that a monitor may watch; none of them tells of a case."""
    waiting = Notification.sent_at.is_(None) & Notification.given_up_at.is_(None)
    overdue = session.scalar(
        select(func.count()).select_from(Notification).where(waiting, Notification.due_at <= now)
    )
    given_up = session.scalar(
        select(func.count())
        .select_from(Notification)
        .where(Notification.given_up_at > now - GIVEN_UP_WITHIN)
    )
    return {
        "outbox_waiting": overdue or 0,
        "outbox_oldest_seconds": int(outbox.oldest_unsent(session, now=now).total_seconds()),
        "outbox_given_up": given_up or 0,
        "log_unsealed": sealing.unsealed_count(session),
    }
