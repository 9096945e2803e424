"""Whom a reporter names as nærmeste leder, and what the leader fills in by the link.

The joint form is public: it names units that have a leader, and never who that is.
"""

from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField

from app.domain.joint_form import JointForm, PartyChoice, belongs
from app.domain.line_manager import LineManagerMode, is_same_mailbox
from app.domain.vocabulary import Direction
from app.language import Language
from forms.base import N_, NARRATIVE_LENGTH, AtMost, Form, Required
from forms.choices import choice
from forms.fields import NarrativeField
from forms.places import read_place

NOBODY = N_("Ingen valgt")
NOT_CONNECTED = N_(
    "Stedet du melder fra, er ikke koblet til her, så vi kan ikke sende noe til lederen. La feltet "
    "stå tomt."
)
TELLS_NOBODY = N_("%(party)s lar ikke ledere få melding herfra. La feltet stå tomt.")
HAS_NO_LEADER = N_("Enheten du melder fra, har ingen nærmeste leder her. La feltet stå tomt.")
ELSEWHERE = N_("Velg en enhet hos %(party)s, der du arbeider.")
OUTSIDE = N_("Adressen må høre til %(party)s.")
OWN = N_("Dette er din egen adresse. Skriv adressen til lederen din, eller la feltet stå tomt.")
BESIDE = N_("Teksten står ved siden av det melder skrev. Skriv hva som skjedde, ikke hvem.")
BOTH = N_("Velg enten en enhet i listen eller skriv en adresse, ikke begge deler.")


def reporting_parties(form: JointForm, direction: Direction) -> tuple[PartyChoice, ...]:
    """Give the parties that may report in a direction."""
    return form.municipalities if direction is Direction.TO_HOSPITAL else form.hospitals


def asking_parties(
    form: JointForm, direction: Direction, *modes: LineManagerMode
) -> tuple[PartyChoice, ...]:
    """Give those of the reporting parties that have set one of ``modes``."""
    return tuple(each for each in reporting_parties(form, direction) if each.line_manager in modes)


def leader_choices(form: JointForm, direction: Direction, language: Language) -> list[Any]:
    """Give the units that have a leader, under their party."""
    names = {party.key: party.name for party in reporting_parties(form, direction)}
    return [
        choice("", language(NOBODY)),
        *(
            choice(unit.key, unit.name, group=language.words(names[unit.party_key]))
            for unit in form.leaders
            if unit.party_key in names
        ),
    ]


@dataclass(frozen=True)
class NamedLeader:
    """The leader a reporter names: by unit or by address. ``own`` is the reporter's address."""

    unit_key: str = ""
    email: str = ""
    own: str = ""


Fault = tuple[str, PartyChoice | None]
"""A sentence, and the party that it names."""


def fault_in_leader(
    form: JointForm, direction: Direction, place: tuple[str, str], leader: NamedLeader
) -> Fault | None:
    """Say what is wrong with the leader that was named; None when nothing is.

    ``place`` is what was chosen as hospital unit and as municipality.
    """
    party = _reporting_party(form, direction, place)
    if party is None:
        return NOT_CONNECTED, None
    if party.line_manager is LineManagerMode.NONE:
        return TELLS_NOBODY, party
    if direction is Direction.TO_MUNICIPALITY and _has_no_leader(form, place[0]):
        return HAS_NO_LEADER, None
    return _fault_of(leader, form, party)


def _fault_of(leader: NamedLeader, form: JointForm, party: PartyChoice) -> Fault | None:
    own = {unit.key for unit in form.leaders if unit.party_key == party.key}
    if leader.unit_key and leader.unit_key not in own:
        return ELSEWHERE, party
    if leader.email and is_same_mailbox(leader.email, leader.own):
        return OWN, None
    if leader.email and not belongs(leader.email, party.mail_domains):
        return OUTSIDE, party
    return None


def _reporting_party(
    form: JointForm, direction: Direction, place: tuple[str, str]
) -> PartyChoice | None:
    keys = read_place(form, *place)
    key = keys.municipality_key if direction is Direction.TO_HOSPITAL else keys.hospital_key
    return next((each for each in reporting_parties(form, direction) if each.key == key), None)


def _has_no_leader(form: JointForm, unit_key: str) -> bool:
    return any(unit.key == unit_key and not unit.has_line_manager for unit in form.hospital_units)


class ConfirmSendingForm(Form):
    """The leader sends a report on, with or without something added."""

    leader_addition = NarrativeField(
        N_("Noe du vil legge til?"),
        [AtMost(NARRATIVE_LENGTH)],
        description=BESIDE,
    )


class AddAsLeaderForm(Form):
    """What the leader adds to a report that is sent."""

    leader_addition = NarrativeField(
        N_("Det du vil legge til"),
        [Required(N_("Skriv hva du vil legge til.")), AtMost(NARRATIVE_LENGTH)],
        description=BESIDE,
    )


class SendBackForm(Form):
    """What the leader asks the reporter to say more of."""

    leader_comment = NarrativeField(
        N_("Hva bør melder legge til?"),
        [Required(N_("Skriv hva som mangler.")), AtMost(NARRATIVE_LENGTH)],
        description=N_("Melder leser dette, og mottakeren når meldingen er sendt."),
    )


class FollowAsLeaderForm(Form):
    """Whether the leader wants to hear of the outcome."""

    follows = BooleanField(N_("Send meg e-post når meldingen er besvart eller avvist"))
