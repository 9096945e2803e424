"""Whose figures a person may read: a seat in a committee, or a party with its helsefellesskap."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.policy import Actor, Permission, permits
from app.domain.vocabulary import Audience, Role
from app.language import Language
from app.models import Helsefellesskap, Party
from app.services import register
from app.services.own_figures.places import homes_of_parties


@dataclass(frozen=True)
class Place:
    """Whose figures are shown, and to which audience."""

    home: Helsefellesskap
    audience: Audience
    party: Party | None = None

    @property
    def key(self) -> str:
        """Name the place in an address."""
        return f"{self.home.key}.{self.party.key if self.party else self.audience.value}"

    def named(self, language: Language) -> str:
        """Give the name of the party, or of the committee."""
        home = language.words(self.home.name)
        if self.party:
            return f"{language.words(self.party.short_name)}, {home}"
        return f"{language.words(self.audience.words)}, {home}"


def places_of(session: Session, person: Actor, today: date) -> list[Place]:
    """Give every place, the committees first; those of former participations too."""
    fsu = person.helsefellesskap_ids(Role.FSU_SECRETARY, Role.FSU_READER)
    ssu = person.helsefellesskap_ids(Role.SSU_READER) - fsu
    homes = register.all_helsefellesskap(session)
    committees = [
        Place(home, audience)
        for audience, seats in ((Audience.FSU, fsu), (Audience.SSU, ssu))
        for home in homes
        if home.id in seats
    ]
    if not permits(person, Permission.READ_PARTY_FIGURES):
        return committees
    parties = homes_of_parties(session, person.party_ids(Role.COORDINATOR), today)
    return [*committees, *(Place(home, Audience.INTERNAL, party) for home, party in parties)]
