"""Whom a form offers a case to: by name, and those who are away said to be so."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.services.work_lists.assigning import units_to_share_out
from app.services.work_lists.colleagues import Colleague, colleagues_of
from app.services.work_lists.rows import InboxRow
from app.web.access import actor, now
from app.web.language import page_language
from forms.inbox import AssignManyForm


def assign_many_form(session: Session, rows: Iterable[InboxRow]) -> AssignManyForm | None:
    """Make the form that gives several cases away; None for whoever may not give any of them."""
    units = units_to_share_out(session, actor())
    mine = [row for row in rows if row.unit_id in units]
    if not mine:
        return None
    form = AssignManyForm(page_language(), formdata=None)
    form.offer([row.key for row in mine], colleagues_for(session, mine))
    return form


def colleague_options(session: Session, unit_id: int) -> list[tuple[str, str]]:
    """Give those who may have a unit's case."""
    found = colleagues_of(session, [unit_id], on=oslo_date(now()))
    return [_option(each) for each in found.get(unit_id, ())]


def colleagues_for(session: Session, rows: Iterable[InboxRow]) -> list[tuple[str, str]]:
    """Give everybody who may have any of the cases, by name."""
    found = colleagues_of(session, {row.unit_id for row in rows}, on=oslo_date(now()))
    people = {each.key: each for group in found.values() for each in group}
    in_order = sorted(people.values(), key=lambda each: each.name.casefold())
    return [_option(each) for each in in_order]


def _option(colleague: Colleague) -> tuple[str, str]:
    language = page_language()
    if colleague.away_until is None:
        return colleague.key, colleague.name
    day = language.date(colleague.away_until)
    return colleague.key, language("%(name)s (borte til %(day)s)", name=colleague.name, day=day)
