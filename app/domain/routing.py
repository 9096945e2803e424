"""Which inbox a report goes to. Rules are rows of the register; the first that matches decides.

No match, «vet ikke» or free text goes to the named party's triage desk; where no party in the
register is named, to the FSU secretariat. A guess is never made, and a municipality never decides
the hospital: catchment areas follow smaller lines (Holmestrand lies in two).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.vocabulary import Direction, Term


class RoutingReason(Term):
    """Why a report went where it went; kept with the case."""

    RULE = "rule", "etter regel", "etter regel"
    TRIAGE_DESK = "triage_desk", "ingen regel passet", "ingen regel passa"
    SECRETARIAT = (
        "secretariat",
        "mottakeren står ikke i registeret",
        "mottakaren står ikkje i registeret",
    )


@dataclass(frozen=True)
class RoutingRule:
    """A rule; an empty condition matches everything. ``hospital_unit`` covers its sections."""

    id: int
    direction: Direction
    unit_id: int
    recipient_party: str | None = None
    hospital_unit: str | None = None
    service_kind: str | None = None


@dataclass(frozen=True)
class RoutingFacts:
    """What a rule may look at. ``hospital_units`` holds the unit and the clinic above it."""

    direction: Direction
    recipient_party: str | None
    hospital_units: frozenset[str]
    service_kinds: frozenset[str]


@dataclass(frozen=True)
class Desks:
    """Where a report goes when no rule matches."""

    triage_unit_id: int | None
    secretariat_unit_id: int


@dataclass(frozen=True)
class Routing:
    """The chosen inbox and why."""

    unit_id: int
    reason: RoutingReason
    rule_id: int | None = None


def choose_unit(facts: RoutingFacts, rules: Iterable[RoutingRule], desks: Desks) -> Routing:
    """Choose the inbox for a report."""
    if facts.recipient_party is None or desks.triage_unit_id is None:
        return Routing(desks.secretariat_unit_id, RoutingReason.SECRETARIAT)
    for rule in rules:
        if _matches(rule, facts):
            return Routing(rule.unit_id, RoutingReason.RULE, rule.id)
    return Routing(desks.triage_unit_id, RoutingReason.TRIAGE_DESK)


def _matches(rule: RoutingRule, facts: RoutingFacts) -> bool:
    return (
        rule.direction is facts.direction
        and rule.recipient_party in {None, facts.recipient_party}
        and (rule.hospital_unit is None or rule.hospital_unit in facts.hospital_units)
        and (rule.service_kind is None or facts.service_kinds == {rule.service_kind})
    )
