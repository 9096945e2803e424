"""What somebody asks a list to show, the lists they choose from, and the rules it becomes."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.domain.lifecycle import Status
from app.domain.vocabulary import Consequence, PartyKind, Side, Words
from app.models import Assignment, Case, CaseCategory, FormOption, FormVersion, Party, Unit, User
from app.services.work_lists.rows import WITH_RECIPIENT, Rule
from app.services.work_lists.tabs import Tab

NOBODY = "ingen"
"""The handler filter's value for cases that nobody has taken."""


@dataclass(frozen=True)
class Filters:
    """What the reader asks to see; empty means all.

    ``unit`` and ``handler`` are keys, ``handler`` also :data:`NOBODY`. ``page`` counts from 1 and
    is for open cases; the ended ones go on ``after`` the case with that key.
    """

    tab: Tab = Tab.OPEN
    status: Status | None = None
    consequence: Consequence | None = None
    category: str = ""
    party: str = ""
    unit: str = ""
    handler: str = ""
    page: int = 1
    after: str = ""


def narrowed(filters: Filters) -> list[Rule]:
    """Turn what is asked for into rules on assignment and case."""
    rules: list[ColumnElement[bool]] = []
    if filters.status:
        rules.append(Assignment.status == filters.status)
    if filters.consequence:
        seen = func.coalesce(Case.changed_consequence, Case.consequence)
        rules.append(seen == filters.consequence.value)
    if filters.category:
        with_category = select(CaseCategory.case_id).where(
            CaseCategory.key == filters.category, CaseCategory.side == Side.REPORTER
        )
        rules.append(Case.id.in_(with_category))
    if filters.party:
        named = select(Party.id).where(Party.key == filters.party)
        rules.append(or_(Case.reporting_party_id.in_(named), Case.recipient_party_id.in_(named)))
    if filters.unit:
        rules.append(Assignment.unit_id.in_(select(Unit.id).where(Unit.key == filters.unit)))
    return [*rules, *_handled(filters.handler)]


def _handled(handler: str) -> list[Rule]:
    if not handler:
        return []
    if handler == NOBODY:
        return [Assignment.handler_id.is_(None)]
    return [Assignment.handler_id.in_(select(User.id).where(User.key == handler))]


def category_words(session: Session) -> dict[tuple[int, str], Words]:
    """Give the words of every category, by form version and key, the newest version's last."""
    rows = session.execute(
        select(FormOption.form_version_id, FormOption.key, FormOption.words)
        .join(FormVersion, FormVersion.id == FormOption.form_version_id)
        .where(FormOption.list == "category")
        .order_by(FormVersion.valid_from, FormOption.position)
    )
    return {(version_id, key): words for version_id, key, words in rows}


def party_names(session: Session) -> dict[str, Words]:
    """Give the names of the parties that report and receive, by key, in the register's order."""
    rows = session.execute(
        select(Party.key, Party.name).where(Party.kind != PartyKind.JOINT_BODY).order_by(Party.id)
    )
    return dict(rows.all())


def unit_names(session: Session, unit_ids: Collection[int]) -> dict[str, Words]:
    """Give the names of units, by key, in the register's order."""
    rows = session.execute(
        select(Unit.key, Unit.name)
        .where(Unit.id.in_(unit_ids))
        .order_by(Unit.party_id, Unit.position, Unit.id)
    )
    return dict(rows.all())


def handler_names(session: Session, unit_ids: Collection[int]) -> dict[str, Words]:
    """Give the names of those who have open cases in the units, by key."""
    having = select(Assignment.handler_id).where(
        Assignment.unit_id.in_(unit_ids), Assignment.status.in_(WITH_RECIPIENT)
    )
    rows = session.execute(select(User.key, User.name).where(User.id.in_(having)))
    by_name = sorted(rows.all(), key=lambda row: row.name.casefold())
    return {key: Words(name, name) for key, name in by_name}
