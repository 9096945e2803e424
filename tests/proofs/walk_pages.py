"""Reading what people see of a case, wherever it stands: a page that cannot be drawn is a fault."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from app.domain.policy import Actor, Permission, permits
from app.models import Case
from app.services.case_page import case_page
from app.services.cases import relations_of
from app.services.follow_page import follow_page
from app.services.forwarding.sheet import routing_sheet
from app.services.leader_page import leader_page
from app.services.line_manager.sending_on import request_of
from app.services.work_lists.filters import Filters
from app.services.work_lists.inbox import inbox
from app.services.work_lists.my_day import my_day
from app.services.work_lists.workload import workload


def read_as_everybody(session: Session, case: Case, people: Iterable[Actor], *, today: date) -> int:
    """Read a case as the reporter, its line manager and each of those who may; give how many."""
    relations = relations_of(session, case)
    follow_page(session, case, today=today)
    read = 1
    if request_of(session, case.id) is not None:
        leader_page(session, case, today=today)
        read += 1
    for person in people:
        if permits(person, Permission.READ_CASE, relations):
            case_page(session, person, case, today=today)
            read += 1
        if permits(person, Permission.READ_ROUTING_SHEET, relations):
            routing_sheet(session, person, case, today=today)
            read += 1
    return read


def read_lists(session: Session, person: Actor, *, today: date) -> None:
    """Read a person's own lists."""
    inbox(session, person, Filters(), today=today)
    my_day(session, person, today=today)
    workload(session, person, today=today)
