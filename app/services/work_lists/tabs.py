"""The inbox's tabs and what belongs in each."""

from datetime import date
from enum import StrEnum

from sqlalchemy import and_, false

from app.domain.lifecycle import Status
from app.domain.policy import Actor
from app.models import Assignment
from app.services.work_lists.rows import ENDED, UNANSWERED, WITH_RECIPIENT, Rule, is_late


class Tab(StrEnum):
    """The inbox's tabs, in order; the value stands in the address."""

    OPEN = "apne"
    NEW = "nye"
    MINE = "mine"
    WAITING = "venter"
    OVERDUE = "forfalt"
    ANSWERED = "besvart"
    CLOSED = "lukket"


TO_DO = (*UNANSWERED, Status.CONTESTED)
"""What waits for the recipient to do something: an answer, or to settle an objection."""


def rules(actor: Actor, today: date) -> dict[Tab, Rule]:
    """Say what belongs in each tab for a reader on a day."""
    unanswered = Assignment.status.in_(UNANSWERED)
    mine = Assignment.handler_id == actor.user_id if actor.user_id else false()
    return {
        Tab.OPEN: Assignment.status.in_(TO_DO),
        Tab.NEW: Assignment.status == Status.SENT,
        Tab.MINE: and_(mine, Assignment.status.in_(WITH_RECIPIENT)),
        Tab.WAITING: and_(unanswered, Assignment.awaits_reporter),
        Tab.OVERDUE: is_late(today),
        Tab.ANSWERED: Assignment.status == Status.ANSWERED,
        Tab.CLOSED: Assignment.status.in_(ENDED),
    }
