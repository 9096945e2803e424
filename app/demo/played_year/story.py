"""A case of a played year: nothing is planned, somebody does the next thing or nobody does."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.demo.story import Story
from app.domain.casework import Rater, Usefulness
from app.domain.lifecycle import Status
from app.domain.policy import Actor
from app.domain.vocabulary import Direction
from app.models import Assignment
from app.services import following, handling
from app.services.answering import ratings
from app.services.cases import assignments_of, current


class PlayedStory(Story):
    """A case whose next step is looked up, and that another may see to in the unit's place."""

    stand_in: Actor | None = None
    belongs_to = ""
    """The key of the unit that can answer, when the report was sent to another."""
    has_rated = False

    def holding(self, session: Session) -> list[Assignment]:
        """Give the assignments that have the case now."""
        return current(assignments_of(session, self._case(session).id))

    def status(self, session: Session) -> Status:
        """Give where the case stands."""
        return self._case(session).status

    def is_misdirected(self, unit: str) -> bool:
        """Tell whether a unit has a hospital's case that another clinic should have."""
        to_hospital = self.draft.direction is Direction.TO_HOSPITAL
        return to_hospital and bool(self.belongs_to) and self.belongs_to != unit

    def waits_for_reply(self, session: Session) -> bool:
        """Tell whether a question to the reporter is open."""
        return bool(following.open_questions(session, self._case(session).id))

    def acknowledge(self, session: Session, now: datetime) -> None:
        """Confirm receipt, whoever sees to it."""
        if self.stand_in is None:
            super().acknowledge(session, now)
            return
        _, version = self._held(session)
        handling.acknowledge(session, self.stand_in, self.case_key, version, now=now)

    def tell_if_helped(self, session: Session, usefulness: Usefulness, now: datetime) -> None:
        """Say whether the answer helped."""
        reporter = self._reporter(session)
        ratings.rate(session, reporter, self.case_key, usefulness, by=Rater.REPORTER, now=now)

    def _caseworker(self, session: Session) -> tuple[Actor, int]:
        actor, version = super()._caseworker(session)
        return self.stand_in or actor, version

    def _other_clinic(self, session: Session, unit_id: int) -> str:
        return self.belongs_to or super()._other_clinic(session, unit_id)
