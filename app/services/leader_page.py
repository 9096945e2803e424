"""What a line manager sees of a report: the reporter's words, how far it has come, the answer.

Who the patient is, and by which code the parties may find out, is not a leader's to know.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.lifecycle import Action, can
from app.domain.vocabulary import NarrativeKind
from app.models import Case, Reporter
from app.services.case_words import Said
from app.services.follow_page import FollowPage, follow_page
from app.services.line_manager.part import LineManagerPart, said_on
from app.services.outbox import address_of


@dataclass(frozen=True)
class LeaderPage:
    """One case as the reporter's line manager may see it.

    ``reporter`` and ``workplace`` are who reported; empty when that is erased. ``has_mail`` when
    the reporter is told by mail of what the leader asks.
    """

    followed: FollowPage
    reporter: str
    workplace: str
    has_mail: bool
    supplements: tuple[Said, ...]
    may_add: bool
    may_send: bool

    @property
    def part(self) -> LineManagerPart:
        """Give what the leader has been asked and has said."""
        return self.followed.line_manager


def leader_page(session: Session, case: Case, *, today: date) -> LeaderPage:
    """Gather what the leader's page shows, as it is now."""
    followed = follow_page(session, case, today=today)
    reporter = session.get(Reporter, case.id)
    return LeaderPage(
        followed=followed,
        reporter=reporter.name if reporter else "",
        workplace=reporter.workplace if reporter else "",
        has_mail=bool(address_of(reporter)),
        supplements=said_on(session, case, NarrativeKind.SUPPLEMENT),
        may_add=can(followed.status, Action.ADD_AS_LEADER),
        may_send=can(followed.status, Action.CONFIRM_SENDING),
    )
