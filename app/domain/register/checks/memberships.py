"""Who has which role: in a place that fits the role and exists."""

from collections.abc import Iterator

from app.domain.register.checks.common import LACKING, placed, unknown
from app.domain.register.faults import Fault
from app.domain.register.types import Register
from app.domain.vocabulary import PartyKind, Words

NOT_A_SIDE = Words(
    "er ikke et sykehus eller en kommune, som en FSU-sekretær kan tale for",
    "er ikkje eit sjukehus eller ein kommune, som ein FSU-sekretær kan tale for",
)
NOT_FOR_ROLE = Words("hører ikke til denne rollen", "høyrer ikkje til denne rolla")


def memberships_fit_their_role(register: Register) -> Iterator[Fault]:
    """A role in a unit names the unit, one in a party the party, and the rest neither.

    An FSU secretary may name the party that the secretary speaks for.
    """
    known = {
        "unit": {unit.key for _, unit in register.units()},
        "party": {party.key for party in register.parties},
    }
    joint_bodies = {party.key for party in register.parties if party.kind is PartyKind.JOINT_BODY}
    for place, row in placed(register.memberships):
        for name, keys in known.items():
            key = row.unit if name == "unit" else row.party
            at = place.field(name)
            if key is None and row.role.scope == name:
                yield at.fault(LACKING)
            if name == "party" and row.role.may_speak_for_party:
                if key in joint_bodies:
                    yield at.fault(NOT_A_SIDE)
            elif key is not None and row.role.scope != name:
                yield at.fault(NOT_FOR_ROLE)
            if key is not None and key not in keys:
                yield at.fault(unknown(key))
