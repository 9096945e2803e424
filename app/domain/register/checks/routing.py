"""Routing rules: each leads, for as long as it holds, to a unit that may have the report."""

from collections.abc import Iterator

from app.domain.register.checks.common import placed, unknown
from app.domain.register.faults import Fault
from app.domain.register.types import Register
from app.domain.vocabulary import Direction, PartyKind, Words

RECIPIENT_KIND = {
    Direction.TO_HOSPITAL: PartyKind.HEALTH_TRUST,
    Direction.TO_MUNICIPALITY: PartyKind.MUNICIPALITY,
}
NO_CONDITION = Words(
    "må ha minst ett vilkår: recipient_party, hospital_unit eller service_kind",
    "må ha minst eitt vilkår: recipient_party, hospital_unit eller service_kind",
)
WRONG_KIND = Words("er ikke mottaker i denne retningen", "er ikkje mottakar i denne retninga")
UNIT_ENDS = Words(
    "er en enhet som ikke gjelder i hele tiden regelen gjelder",
    "er ei eining som ikkje gjeld i heile tida regelen gjeld",
)
STRANGER = Words(
    "hører ikke til recipient_party og betjener den ikke",
    "høyrer ikkje til recipient_party og betener han ikkje",
)
NOT_HOSPITAL = Words("er ikke en enhet i et helseforetak", "er ikkje ei eining i eit helseføretak")


def rules_have_conditions(register: Register) -> Iterator[Fault]:
    """A rule that asks nothing would hide the triage desk and every rule after it."""
    for place, rule in placed(register.routing_rules):
        if not (rule.recipient_party or rule.hospital_unit or rule.service_kind):
            yield place.fault(NO_CONDITION)


def rules_lead_to_a_recipient(register: Register) -> Iterator[Fault]:
    """The unit is on the receiving side, and exists as long as the rule does."""
    units = {unit.key: (party, unit) for party, unit in register.units()}
    for place, rule in placed(register.routing_rules):
        at = place.field("to_unit")
        if rule.to_unit not in units:
            yield at.fault(unknown(rule.to_unit))
            continue
        party, unit = units[rule.to_unit]
        if party.kind is not RECIPIENT_KIND[rule.direction]:
            yield at.fault(WRONG_KIND)
        elif not unit.covers(rule):
            yield at.fault(UNIT_ENDS)


def rules_lead_to_no_stranger(register: Register) -> Iterator[Fault]:
    """What is meant for one party goes to a unit of that party, or to one that serves it."""
    units = {unit.key: (party, unit) for party, unit in register.units()}
    kinds = {party.key: party.kind for party in register.parties}
    for place, rule in placed(register.routing_rules):
        if rule.to_unit not in units or rule.recipient_party not in kinds:
            continue
        party, unit = units[rule.to_unit]
        is_same_side = kinds[rule.recipient_party] is party.kind
        if is_same_side and rule.recipient_party not in (party.key, *unit.serves):
            yield place.field("to_unit").fault(STRANGER)


def recipient_parties_can_receive(register: Register) -> Iterator[Fault]:
    """A condition on the recipient names a party on the receiving side."""
    parties = {party.key: party.kind for party in register.parties}
    for place, rule in placed(register.routing_rules):
        at = place.field("recipient_party")
        if rule.recipient_party is None:
            continue
        if rule.recipient_party not in parties:
            yield at.fault(unknown(rule.recipient_party))
        elif parties[rule.recipient_party] is not RECIPIENT_KIND[rule.direction]:
            yield at.fault(WRONG_KIND)


def hospital_units_are_a_hospitals(register: Register) -> Iterator[Fault]:
    """A condition on the hospital unit names a unit of a health trust."""
    kinds = {unit.key: party.kind for party, unit in register.units()}
    for place, rule in placed(register.routing_rules):
        at = place.field("hospital_unit")
        if rule.hospital_unit is None:
            continue
        if rule.hospital_unit not in kinds:
            yield at.fault(unknown(rule.hospital_unit))
        elif kinds[rule.hospital_unit] is not PartyKind.HEALTH_TRUST:
            yield at.fault(NOT_HOSPITAL)


def service_kinds_are_on_a_form(register: Register) -> Iterator[Fault]:
    """A condition on tjenestested names a box of some version of the form."""
    options = {row.key for version in register.form_versions for row in version.service_kinds}
    for place, rule in placed(register.routing_rules):
        if rule.service_kind not in (None, *options):
            yield place.field("service_kind").fault(unknown(str(rule.service_kind)))
