"""The joint form, filled in as a nurse would, and the register's form without a database."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.domain.joint_form import JointForm, Option, PartyChoice, UnitChoice
from app.domain.register import PartyEntry
from app.domain.vocabulary import PartyKind, UnitKind
from app.services.register_loading import read_file

REGISTER = Path(__file__).parents[1] / "app" / "registers" / "vestfold.toml"
TODAY = date(2026, 3, 10)
NATIONAL_NUMBER = "130585 12345"

FILLED: dict[str, Any] = {
    "form_key": "k" * 22,
    "occurred_on": "6.3.2026",
    "occurred_at": "14.30",
    "hospital_unit": "siv-medisin-geriatri",
    "municipality": "tonsberg",
    "service_kinds": ["home_care", "general_practitioner"],
    "categories": ["communication", "medicines"],
    "description": "Pasienten kom hjem fredag kveld uten medisinliste.",
    "immediate_action": "Vi ringte legevakten.",
    "consequence": "minor",
    "proposal": "Send listen før pasienten drar.",
    "consent": "patient_not_opposed",
    "reporter_name": "Prøve Prøvesen",
    "workplace": "Hjemmetjenesten sone nord",
    "line_manager": "Leder Prøvesen",
    "phone": "33 00 00 00",
    "email": "prove@tonsberg.example",
    "own_reference": "A-17/2026",
    "documents_follow": "y",
}
REQUIRED = {
    "occurred_on": "Skriv datoen da hendelsen skjedde.",
    "hospital_unit": "Velg avdeling eller seksjon, eller «vet ikke».",
    "municipality": "Velg kommune.",
    "service_kinds": "Kryss av for minst ett tjenestested.",
    "categories": "Kryss av for minst én ting hendelsen gjelder.",
    "description": "Beskriv kort hva som skjedde.",
    "consequence": "Velg den faktiske konsekvensen for pasienten.",
    "consent": "Velg det som stemmer om pasientens samtykke.",
    "reporter_name": "Skriv navnet ditt.",
    "workplace": "Skriv hvor du arbeider.",
}
TEXT_FIELDS = (
    "occurred_on",
    "occurred_at",
    "unit_in_words",
    "municipality_in_words",
    "other_service_kind",
    "other_category",
    "description",
    "immediate_action",
    "repeated_count",
    "repeated_from",
    "repeated_to",
    "proposal",
    "reporter_name",
    "workplace",
    "line_manager",
    "line_manager_email",
    "phone",
    "email",
    "own_reference",
)


def without(*names: str, **changes: Any) -> dict[str, Any]:
    """The filled form without some fields, and with others changed."""
    return {name: value for name, value in FILLED.items() if name not in names} | changes


@cache
def joint_form() -> JointForm:
    """Vestfold's form, as a page of today would be given it."""
    register = read_file(REGISTER)
    version = register.form_versions[0]
    lists = {
        name: tuple(
            Option(row.key, row.words, getattr(row, "explanation", None), row.needs_text)
            for row in rows
        )
        for name, rows in version.lists.items()
    }
    hospitals = [party for party in register.parties if party.kind is PartyKind.HEALTH_TRUST]
    return JointForm(
        helsefellesskap_key=register.helsefellesskap.key,
        helsefellesskap=register.helsefellesskap.name,
        version_key=version.key,
        valid_from=version.valid_from,
        texts=version.texts,
        service_kinds=lists["service_kind"],
        categories=lists["category"],
        consequences=lists["consequence"],
        hospitals=tuple(map(_party, hospitals)),
        municipalities=tuple(
            _party(party) for party in register.parties if party.kind is PartyKind.MUNICIPALITY
        ),
        hospital_units=tuple(unit for party in hospitals for unit in _units(party)),
        mail_domains=frozenset(),
    )


def _party(entry: PartyEntry) -> PartyChoice:
    return PartyChoice(entry.key, entry.name, entry.short_name or entry.name)


def _units(party: PartyEntry) -> list[UnitChoice]:
    names = {unit.key: unit.name for unit in party.units}
    return [
        UnitChoice(unit.key, names[unit.key], names.get(unit.parent or ""))
        for unit in party.units
        if unit.kind in {UnitKind.CLINIC, UnitKind.SECTION}
    ]
