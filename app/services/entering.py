"""Whose reports a coordinator may enter, and on which form."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.joint_form import JointForm
from app.domain.policy import Actor
from app.domain.vocabulary import Role
from app.services import register


@dataclass(frozen=True)
class EntryDesk:
    """The joint form of today, and the keys of the parties that the coordinator acts for."""

    joint_form: JointForm
    own_parties: frozenset[str]


def entry_desk(session: Session, actor: Actor, *, today: date) -> EntryDesk | None:
    """Give the first helsefellesskap that a coordinator's party takes part in; None without any."""
    party_ids = actor.party_ids(Role.COORDINATOR)
    for home in register.all_helsefellesskap(session):
        own = {
            party.key
            for party in register.participating(session, home.id, today)
            if party.id in party_ids
        }
        if own:
            return EntryDesk(register.joint_form(session, home, today), frozenset(own))
    return None
