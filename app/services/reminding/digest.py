"""From the rows of one morning to one mail, to a person or to a unit's shared mailbox."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.domain.case import Reference
from app.domain.deadlines import oslo_date
from app.domain.links import Links
from app.domain.policy import Permission, permits
from app.domain.reminders import PASSING
from app.language import Language
from app.models import Assignment, Case, Notification, Unit, User
from app.services import mail_texts, outbox
from app.services.cases import assignments_of, current, relations_of
from app.services.forwarding.disputes import case_address
from app.services.grants import actor_for
from app.services.reminding.digest_texts import Line, paragraphs, single, subject
from app.services.reminding.waiting import IN_SOMEBODYS_HANDS


def write_digest(
    session: Session, links: Links, language: Language, rows: Sequence[Notification], *, unit: str
) -> tuple[str, list[str]]:
    """Give the subject and the paragraphs; ``unit`` is the unit's name, empty for a person."""
    passing = [row for row in rows if row.kind in PASSING] or rows
    today = oslo_date(max(row.due_at for row in passing))
    named = {(row.kind, row.case_id): row for row in sorted(rows, key=lambda row: row.id)}
    lines = [_line(session, links, language, row, today) for row in named.values()]
    return subject(language, lines), paragraphs(language, lines, unit=unit, today=today)


def write_single(
    session: Session, links: Links, language: Language, row: Notification
) -> tuple[str, list[str]]:
    """Give the subject and the paragraphs of something that is told to a person at once."""
    case = session.get_one(Case, row.case_id)
    unit = language.words(session.get_one(Unit, _meant(session, row).unit_id).name)
    reference = Reference(case.reference).spoken
    address = case_address(session, links, case)
    title = mail_texts.subject(language, row.kind, [reference])
    return title, single(language, row.kind, reference, unit, address)


def _line(
    session: Session, links: Links, language: Language, row: Notification, today: date
) -> Line:
    case = session.get_one(Case, row.case_id)
    assignment = _meant(session, row)
    return Line(
        kind=row.kind,
        reference=Reference(case.reference).spoken,
        unit=language.words(session.get_one(Unit, assignment.unit_id).name),
        status=assignment.status,
        acknowledge_due_on=assignment.acknowledge_due_on,
        due_on=assignment.due_on,
        address=_address(session, links, row, case, today),
    )


def _meant(session: Session, row: Notification) -> Assignment:
    """Give the assignment that the row is about: the receiver's own, else one that waits."""
    held = current(assignments_of(session, row.case_id))
    own = {f"user:{each.handler_id}": each for each in held} | {
        f"unit:{each.unit_id}": each for each in held
    }
    waits = next((each for each in held if each.status in IN_SOMEBODYS_HANDS), held[0])
    return own.get(row.receiver, waits)


def _address(session: Session, links: Links, row: Notification, case: Case, on: date) -> str:
    """A shared mailbox leads to the case; a person is led only to what the policy opens."""
    case_address = f"{links.base_url}/saker/{case.key}"
    user_id = outbox.user_of(row.receiver)
    if user_id is None:
        return case_address
    actor = actor_for(session, session.get_one(User, user_id), on=on)
    relations = relations_of(session, case)
    if permits(actor, Permission.READ_ROUTING_SHEET, relations):
        return f"{case_address}/fordeling"
    return case_address if permits(actor, Permission.READ_CASE, relations) else ""
