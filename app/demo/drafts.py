"""Filling in the joint form for somebody who does not exist."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.demo.chance import Chance
from app.demo.narratives import Narrative, all_of, narratives
from app.domain.case import CaseDraft, ReporterDraft
from app.domain.deadlines import oslo_date
from app.domain.tallies import TallyDraft, may_be_tallied
from app.domain.vocabulary import Consent, Direction

MUNICIPALITIES = {
    "tonsberg": 46,
    "sandefjord": 45,
    "larvik": 34,
    "horten": 22,
    "faerder": 15,
    "holmestrand": 12,
}
"""How often each reports or is reported to, about as many as live there."""

CONSENTS = {
    Consent.PATIENT_NOT_OPPOSED: 54,
    Consent.RELATIVE_NOT_OPPOSED: 17,
    Consent.PATIENT_OPPOSED: 8,
    Consent.NOT_ASKED_YET: 11,
    Consent.NO_SINGLE_PATIENT: 10,
}

MONDAY = 0
WEEK = timedelta(days=7)

TRY_OUT = "Dette er en prøve av skjemaet. Det har ikke skjedd noe."


@dataclass(frozen=True)
class Place:
    """Where the form is filled in: keys of the register, and mail domains by party."""

    helsefellesskap: str
    form_version: str
    hospital: str
    domains: dict[str, str]


class Writer:
    """Draws reports. The same ``chance`` gives the same reports."""

    def __init__(self, chance: Chance, place: Place) -> None:
        """Keep the pile that narratives are dealt from, so that few are used twice in a row."""
        self.chance = chance
        self.place = place
        self.piles: dict[Direction, list[Narrative]] = {direction: [] for direction in Direction}

    def narrative(self, direction: Direction) -> Narrative:
        """Deal the next narrative; common ones lie in the pile several times."""
        pile = self.piles[direction]
        if not pile:
            pile.extend(
                row for row in narratives() if row.direction is direction for _ in range(row.weight)
            )
            self.chance.shuffle(pile)
        return pile.pop()

    def draft(self, narrative: Narrative, sent_at: datetime) -> CaseDraft:
        """Fill in the form for a narrative, sent at a moment."""
        chance = self.chance
        municipality = chance.choices(list(MUNICIPALITIES), list(MUNICIPALITIES.values()))[0]
        to_hospital = narrative.direction is Direction.TO_HOSPITAL
        knows_unit = not (to_hospital and chance.happens(6))
        occurred = sent_at - timedelta(hours=chance.randint(3, 24 * 12))
        return CaseDraft(
            helsefellesskap_key=self.place.helsefellesskap,
            direction=narrative.direction,
            form_version_key=self.place.form_version,
            occurred_on=oslo_date(occurred),
            occurred_at=self._time(occurred),
            municipality_key=municipality,
            hospital_key=self.place.hospital,
            hospital_unit_key=chance.choice(narrative.hospital_units) if knows_unit else None,
            service_kinds=self._service_kinds(narrative),
            categories=narrative.categories,
            description=narrative.description,
            proposal=narrative.proposal,
            immediate_action=narrative.immediate_action,
            other_service_kind=narrative.other_service_kind,
            other_category=narrative.other_category,
            consequence=narrative.consequence,
            consent=chance.choices(list(CONSENTS), list(CONSENTS.values()))[0],
            reporter=self._reporter(municipality if to_hospital else self.place.hospital),
            own_reference=self._own_reference(municipality if to_hospital else "", sent_at),
            documents_follow=chance.happens(12),
            repeated=_repeated(narrative, oslo_date(occurred)),
        )

    def _time(self, occurred: datetime) -> time | None:
        return time(occurred.hour, 15 * (occurred.minute // 15)) if self._often() else None

    def _often(self) -> bool:
        return self.chance.happens(60)

    def _service_kinds(self, narrative: Narrative) -> tuple[str, ...]:
        if narrative.other_service_kind or not self._often():
            return narrative.service_kinds
        return (self.chance.choice(narrative.service_kinds),)

    def _own_reference(self, party: str, sent_at: datetime) -> str:
        if not (party and self.chance.happens(25)):
            return ""
        return f"{sent_at.year}/{self.chance.randint(100, 4999)}"

    def _reporter(self, party: str) -> ReporterDraft:
        chance = self.chance
        side = "hospital" if party == self.place.hospital else "municipality"
        name, leader = chance.sample(all_of("reporter_name"), 2)
        domain = self.place.domains[party] if chance.happens(90) else "privatpost.example"
        has_mail = chance.happens(93)
        return ReporterDraft(
            name=name,
            workplace=chance.choice(all_of("workplace", sort=side)),
            line_manager=leader if self._often() else "",
            phone="" if has_mail and self._often() else f"000 00 {chance.randint(0, 999):03}",
            email=f"{_mail_name(name)}@{domain}" if has_mail else "",
        )


def _repeated(narrative: Narrative, occurred_on: date) -> TallyDraft | None:
    """Let the harmless that happens on a Monday have happened each day of the week before too."""
    if occurred_on.weekday() != MONDAY or not may_be_tallied(narrative.consequence):
        return None
    return TallyDraft(WEEK.days, occurred_on - WEEK, occurred_on)


def _mail_name(name: str) -> str:
    """Write a name as mail addresses do: «Prøve Prøvesen» is prove.provesen."""
    plain = name.lower().replace("ø", "o").replace("æ", "ae").replace("å", "a")
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", ".", ascii_only).strip(".")
