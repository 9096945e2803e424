"""Where a report comes from and goes to: the form's two lists, and what each choice means.

Every way out of the lists is a choice of its own, so that nobody has to guess: not knowing the
unit still names the trust, and another hospital is never decided by the municipality.
"""

from dataclasses import dataclass
from typing import Any

from app.domain.joint_form import JointForm
from app.domain.vocabulary import Direction
from app.language import Language
from forms.base import N_
from forms.choices import choice

UNKNOWN = "vet-ikke"
OTHER_UNIT = "annen-enhet"
OTHER_HOSPITAL = "annet-sykehus"
UNKNOWN_HOSPITAL = "vet-ikke-sykehus"
OTHER_MUNICIPALITY = "annen-kommune"

NEED_WORDS = frozenset({OTHER_UNIT, OTHER_HOSPITAL, OTHER_MUNICIPALITY})
OUTSIDE = frozenset({OTHER_HOSPITAL, UNKNOWN_HOSPITAL})

CHOOSE = N_("Velg …")
NOT_LISTED = N_("Finner du den ikke?")


@dataclass(frozen=True)
class Place:
    """The keys of a draft. None is what the reporter does not know or the register lacks."""

    municipality_key: str | None
    hospital_key: str | None
    hospital_unit_key: str | None


def read_place(form: JointForm, unit: str, municipality: str) -> Place:
    """Turn the two chosen values into keys of the register."""
    units = {unit.key for unit in form.hospital_units}
    municipalities = {party.key for party in form.municipalities}
    return Place(
        municipality_key=municipality if municipality in municipalities else None,
        hospital_key=None if unit in OUTSIDE else form.hospitals[0].key,
        hospital_unit_key=unit if unit in units else None,
    )


def unit_choices(form: JointForm, direction: Direction, language: Language) -> list[Any]:
    """Give the hospital's units, sections under their clinic, and the ways out of the list."""
    listed = [
        choice(unit.key, unit.name, group=language.words(unit.clinic or unit.name))
        for unit in form.hospital_units
    ]
    trust = form.hospitals[0].name
    ways_out = {
        UNKNOWN: language("Vet ikke hvilken enhet ved %(trust)s", trust=trust),
        OTHER_UNIT: language("En annen enhet ved %(trust)s", trust=trust),
    }
    if direction is Direction.TO_HOSPITAL:
        ways_out |= {
            OTHER_HOSPITAL: language("Et annet sykehus"),
            UNKNOWN_HOSPITAL: language("Vet ikke hvilket sykehus"),
        }
    return _with_ways_out(listed, ways_out, language)


def municipality_choices(form: JointForm, direction: Direction, language: Language) -> list[Any]:
    """Give the municipalities; only a recipient may be unknown."""
    listed = [
        choice(party.key, party.name, group=language.words(form.helsefellesskap))
        for party in form.municipalities
    ]
    ways_out = {OTHER_MUNICIPALITY: language("En annen kommune")}
    if direction is Direction.TO_MUNICIPALITY:
        ways_out |= {UNKNOWN: language("Vet ikke hvilken kommune")}
    return _with_ways_out(listed, ways_out, language)


def _with_ways_out(listed: list[Any], ways_out: dict[str, str], language: Language) -> list[Any]:
    group = language(NOT_LISTED)
    return [
        choice("", language(CHOOSE)),
        *listed,
        *(choice(value, words, group=group) for value, words in ways_out.items()),
    ]
