"""Fills a database with cases, fast: rows by the thousand, of believable shapes, from a seed.

Two units always have the same open cases, whatever the size of the whole: «siv-medisin» is quiet
and has few others, «siv-kirurgi» is busy and has half of all that were ever closed.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.db import Base, Database
from app.domain.audit import AuditAction
from app.domain.case import CROCKFORD, REFERENCE_LENGTH
from app.domain.lifecycle import Status
from app.domain.routing import RoutingReason
from app.domain.vocabulary import (
    Channel,
    Consent,
    Consequence,
    Direction,
    NarrativeKind,
    NotificationKind,
    Side,
    Standing,
)
from app.models import (
    Assignment,
    AuditEntry,
    Case,
    CaseCategory,
    CaseServiceKind,
    FormVersion,
    Helsefellesskap,
    Incident,
    Narrative,
    Notification,
    Party,
    Reporter,
    Unit,
)

YEAR = 2025
QUIET, BUSY = "siv-medisin", "siv-kirurgi"
OPEN_IN_EACH = 60
CLOSED_IN_QUIET = 140
ANSWER_DAYS = 28
BATCH = 1000
MUNICIPALITIES = ("horten", "holmestrand", "tonsberg", "sandefjord", "larvik", "faerder")
OTHER_CLINICS = ("siv-kpa", "siv-kfmr", "siv-prehospital", "siv-diagnostikk")
CATEGORIES = ("medicines", "communication", "logistics", "treatment")
WORDS = ("epikrisen", "manglet", "da", "pasienten", "kom", "hjem", "fra", "sykehuset", "sent")

Rows = dict[type[Base], list[Mapping[str, Any]]]


@dataclass(frozen=True)
class Register:
    """The ids that cases point at."""

    home: int
    form_version: int
    parties: Mapping[str, int]
    units: Mapping[str, int]

    @classmethod
    def read(cls, session: Session) -> "Register":
        """Read the ids back from a database with the register in it."""
        version = select(FormVersion.id).order_by(FormVersion.valid_from.desc()).limit(1)
        return cls(
            home=session.scalars(select(Helsefellesskap.id)).one(),
            form_version=session.scalars(version).one(),
            parties=dict(session.execute(select(Party.key, Party.id)).all()),
            units=dict(session.execute(select(Unit.key, Unit.id)).all()),
        )


def fill(database: Database, cases: int, *, seed: int = 1) -> None:
    """Put ``cases`` cases into a database that has none; their figures are not stored."""
    random = Random(seed)
    for start in range(1, cases + 1, BATCH):
        with database.transaction() as session:
            register = Register.read(session)
            rows: Rows = {}
            for number in range(start, min(start + BATCH, cases + 1)):
                for table, row in _rows_of(number, register, random):
                    rows.setdefault(table, []).append(row)
            for table, batch in rows.items():
                session.connection().execute(insert(table), batch)


def _rows_of(
    number: int, register: Register, random: Random
) -> Iterator[tuple[type[Base], Mapping[str, Any]]]:
    unit_key, status = _place(number, random)
    unit_id = register.units[unit_key]
    sent_at = datetime(YEAR, 1, 1, 8, tzinfo=UTC) + timedelta(minutes=random.randrange(500_000))
    municipality = register.parties[random.choice(MUNICIPALITIES)]
    occurred_on = sent_at.date() - timedelta(days=random.randrange(5))
    yield (
        Incident,
        {"id": number, "helsefellesskap_id": register.home, "occurred_on": occurred_on},
    )
    yield Case, _case(number, register, municipality, unit_id, status, sent_at, random)
    yield Assignment, _assignment(number, unit_id, status, sent_at)
    yield from _beside(number, unit_id, sent_at, random)


def _place(number: int, random: Random) -> tuple[str, Status]:
    """Choose unit and status: first the two units' own open cases, then all the others."""
    if number <= 2 * OPEN_IN_EACH:
        return (QUIET, BUSY)[number % 2], (Status.SENT, Status.ACKNOWLEDGED)[number % 4 // 2]
    if number <= 2 * OPEN_IN_EACH + CLOSED_IN_QUIET:
        return QUIET, Status.CLOSED
    if random.random() < 0.5:  # noqa: PLR2004  half of them
        return BUSY, Status.CLOSED
    return random.choice(OTHER_CLINICS), random.choice((*[Status.CLOSED] * 9, Status.SENT))


def _case(
    number: int,
    register: Register,
    municipality: int,
    unit_id: int,
    status: Status,
    sent_at: datetime,
    random: Random,
) -> Mapping[str, Any]:
    return {
        "id": number,
        "key": f"case-{number}",
        "reference": _reference(number),
        "helsefellesskap_id": register.home,
        "incident_id": number,
        "form_version_id": register.form_version,
        "direction": Direction.TO_HOSPITAL,
        "reporting_party_id": municipality,
        "recipient_party_id": register.parties["siv"],
        "municipality_id": municipality,
        "hospital_unit_id": unit_id,
        "routing_reason": RoutingReason.TRIAGE_DESK,
        "first_unit_id": unit_id,
        "status": status,
        "standing": Standing.COUNTED,
        "consent": random.choice(list(Consent)),
        "consequence": random.choice(list(Consequence)),
        "documents_follow": False,
        "channel": Channel.WEB,
        "language": "nb",
        "sent_at": sent_at,
        "sent_on": sent_at.date(),
        "counted_on": sent_at.date(),
        "follow_generation": 0,
        "submission_digest": _digest("form", number),
        "content_digest": _digest("content", number),
    }


def _reference(number: int) -> str:
    signs = []
    for _ in range(REFERENCE_LENGTH - 1):
        number, sign = divmod(number, len(CROCKFORD))
        signs.append(CROCKFORD[sign])
    return "X" + "".join(signs)


def _digest(what: str, number: int) -> bytes:
    return hashlib.sha256(f"{what} {number}".encode()).digest()


def _assignment(number: int, unit_id: int, status: Status, sent_at: datetime) -> Mapping[str, Any]:
    is_closed = status is Status.CLOSED
    later: datetime | None = sent_at + timedelta(days=9) if is_closed else None
    on: date | None = later.date() if later else None
    return {
        "id": number,
        "case_id": number,
        "unit_id": unit_id,
        "status": status,
        "version": 1,
        "opened_at": sent_at,
        "sent_at": sent_at,
        "sent_on": sent_at.date(),
        "acknowledge_due_on": sent_at.date() + timedelta(days=5),
        "due_on": sent_at.date() + timedelta(days=ANSWER_DAYS),
        "awaits_reporter": False,
        "acknowledged_at": later,
        "acknowledged_on": on,
        "answered_at": later,
        "answered_on": on,
        "first_answered_on": on,
        "closed_at": later,
    }


def _beside(
    number: int, unit_id: int, sent_at: datetime, random: Random
) -> Iterator[tuple[type[Base], Mapping[str, Any]]]:
    body = " ".join(random.choices(WORDS, k=random.randint(20, 120)))
    text = {"kind": NarrativeKind.DESCRIPTION, "side": Side.REPORTER, "body": body}
    yield Narrative, {"case_id": number, "written_at": sent_at, **text}
    yield CaseServiceKind, {"case_id": number, "key": "home_care"}
    for key in random.sample(CATEGORIES, 2):
        yield CaseCategory, {"case_id": number, "side": Side.REPORTER, "key": key}
    who = {"name": "Prøve Prøvesen", "workplace": "Sone nord", "line_manager": "", "phone": ""}
    yield Reporter, {"case_id": number, "email": "prove@tonsberg.example", **who}
    facts = {"assignment": number, "unit": unit_id, "reason": "triage_desk"}
    entry = {"at": sent_at, "actor": "reporter", "action": AuditAction.SENT, "facts": facts}
    yield AuditEntry, {"case_id": number, **entry}
    told = {"case_id": number, "language": "nb", "due_at": sent_at, "next_try_at": sent_at}
    mail = {"tries": 1, "sent_at": sent_at, "mail_key": f"mail-{number}"}
    for kind, receiver in (
        (NotificationKind.NEW_CASE, f"unit:{unit_id}"),
        (NotificationKind.RECEIPT, "reporter"),
    ):
        yield Notification, {"kind": kind, "receiver": receiver, **told, **mail}
