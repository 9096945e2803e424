"""Each row is named once."""

from collections.abc import Iterator

from app.domain.register.checks.common import placed, placed_units, repeated
from app.domain.register.faults import Fault
from app.domain.register.types import Register


def keys_are_used_once(register: Register) -> Iterator[Fault]:
    """A key names one row of its kind; a unit's is unique over all parties."""
    yield from repeated((at.field("key"), party.key) for at, party in placed(register.parties))
    yield from repeated((at.field("key"), unit.key) for at, _, unit in placed_units(register))
    yield from repeated((at.field("key"), row.key) for at, row in placed(register.routing_rules))
    yield from repeated((at.field("key"), row.key) for at, row in placed(register.form_versions))
    agreements = list(placed(register.agreements))
    yield from repeated((at.field("key"), row.key) for at, row in agreements)
    clauses = (clause for at, row in agreements for clause in placed(row.clauses, at))
    yield from repeated((at.field("key"), clause.key) for at, clause in clauses)


def options_are_used_once(register: Register) -> Iterator[Fault]:
    """A box stands once in its list."""
    for place, version in placed(register.form_versions):
        for options in version.lists.values():
            yield from repeated((at.field("key"), row.key) for at, row in placed(options, place))


def numbers_are_used_once(register: Register) -> Iterator[Fault]:
    """No two parties are the same body in the public registers."""
    parties = list(placed(register.parties))
    yield from repeated((at.field("orgnr"), party.orgnr) for at, party in parties)
    yield from repeated((at.field("kommunenummer"), party.kommunenummer) for at, party in parties)


def positions_are_used_once(register: Register) -> Iterator[Fault]:
    """In each direction the order of the rules is beyond doubt."""
    yield from repeated(
        (at.field("position"), (rule.direction, rule.position))
        for at, rule in placed(register.routing_rules)
    )
