"""What a filed report consists of, and whether every stored one has all of it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session

from app.db import Base, Database
from app.domain.audit import AuditAction
from app.domain.vocabulary import NarrativeKind, NotificationKind
from app.models import (
    Assignment,
    AuditEntry,
    Case,
    CaseCategory,
    CaseServiceKind,
    Narrative,
    Notification,
    Reporter,
)

Part = tuple[type[Any], ColumnElement[bool] | None]

PARTS: Mapping[str, Part] = {
    "assignment": (Assignment, None),
    "description": (Narrative, Narrative.kind == NarrativeKind.DESCRIPTION),
    "service kind": (CaseServiceKind, None),
    "first category": (CaseCategory, CaseCategory.key == "medicines"),
    "second category": (CaseCategory, CaseCategory.key == "communication"),
    "reporter": (Reporter, None),
    "entry in the log": (AuditEntry, AuditEntry.action == AuditAction.SENT),
    "notice to the unit": (Notification, Notification.kind == NotificationKind.NEW_CASE),
    "receipt to the reporter": (Notification, Notification.kind == NotificationKind.RECEIPT),
}
"""What a report made by ``factories.submission`` leaves behind, each exactly once."""


def torn_cases(session: Session) -> dict[str, list[str]]:
    """Name what is missing or doubled, by the reference of the case; nothing when all is whole."""
    references = dict(session.execute(select(Case.id, Case.reference)).all())
    torn: dict[str, list[str]] = {}
    for name, part in PARTS.items():
        counted = _counted(session, *part)
        for case_id, reference in references.items():
            if counted[case_id] != 1:
                torn.setdefault(reference, []).append(f"{name}: {counted[case_id]}")
    return torn


def _counted(session: Session, table: type[Any], rule: ColumnElement[bool] | None) -> Counter[int]:
    query = select(table.case_id, func.count()).group_by(table.case_id)
    found = session.execute(query if rule is None else query.where(rule))
    return Counter(dict(found.all()))


def rows_per_table(session: Session) -> dict[str, int]:
    """Count every table from its first to its last row."""
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def assert_sound(database: Database) -> None:
    """Let the engine check its own files; PostgreSQL checks the sum of each page that it reads."""
    with database.reading() as session:
        if database.is_sqlite:
            assert session.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        else:
            assert session.scalar(text("SHOW data_checksums")) == "on"
        assert rows_per_table(session)
