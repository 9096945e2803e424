"""Who does what in the demo: an actor for each unit, found by what the policy lets them do."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.policy import Actor
from app.domain.vocabulary import Role
from app.models import Unit, User
from app.services.grants import actor_for


class Cast:
    """Everybody who signs in, ready to act."""

    def __init__(self, session: Session, on: date) -> None:
        """Take everybody as they are on a day."""
        users = session.scalars(select(User).order_by(User.id)).all()
        self.actors = [actor_for(session, user, on=on) for user in users]
        self.party_of = dict(session.execute(select(Unit.id, Unit.party_id)).all())

    def triage(self, unit_id: int) -> Actor:
        """Give who confirms receipt in a unit."""
        return self._in_unit(unit_id, Role.TRIAGE, Role.CASEWORKER) or self.coordinator(unit_id)

    def caseworker(self, unit_id: int) -> Actor:
        """Give who works on cases in a unit."""
        return self._in_unit(unit_id, Role.CASEWORKER) or self.coordinator(unit_id)

    def coordinator(self, unit_id: int) -> Actor:
        """Give the coordinator of a unit's party, or else the FSU secretary."""
        return self.coordinator_of(self.party_of[unit_id]) or self.secretary

    def coordinator_of(self, party_id: int) -> Actor | None:
        """Give a party's coordinator."""
        return _first(a for a in self.actors if party_id in a.party_ids(Role.COORDINATOR))

    @property
    def secretary(self) -> Actor:
        """Give the FSU secretary."""
        return next(actor for actor in self.actors if actor.has(Role.FSU_SECRETARY))

    def _in_unit(self, unit_id: int, *roles: Role) -> Actor | None:
        return _first(
            actor for role in roles for actor in self.actors if unit_id in actor.unit_ids(role)
        )


def _first(actors: Iterable[Actor]) -> Actor | None:
    return next(iter(actors), None)
