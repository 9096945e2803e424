"""Parties and their units: every report has somewhere to go, and no mailbox is a stranger's."""

from collections.abc import Iterator

from app.domain.joint_form import belongs
from app.domain.register.checks.common import LACKING, placed, placed_units, unknown
from app.domain.register.faults import Fault, Place
from app.domain.register.types import PartyEntry, Register, UnitEntry
from app.domain.vocabulary import PartyKind, UnitKind, Words

NUMBER_OF = {PartyKind.HEALTH_TRUST: "orgnr", PartyKind.MUNICIPALITY: "kommunenummer"}

OTHER_DOMAIN = Words(
    "er ikke i noe av domenene i mail_domains", "er ikkje i noko av domena i mail_domains"
)


def parties_have_their_numbers(register: Register) -> Iterator[Fault]:
    """A health trust has an orgnr, and a municipality a kommunenummer."""
    for place, party in placed(register.parties):
        name = NUMBER_OF.get(party.kind)
        if name and getattr(party, name) is None:
            yield place.field(name).fault(LACKING)


def participations_and_parties_meet(register: Register) -> Iterator[Fault]:
    """Who takes part is a party of the file, and every party takes part at some time."""
    parties = {party.key for party in register.parties}
    for place, row in placed(register.participations):
        if row.party not in parties:
            yield place.field("party").fault(unknown(row.party))
    taking_part = {row.party for row in register.participations}
    for place, party in placed(register.parties):
        if party.key not in taking_part:
            yield place.fault(Words("har ingen deltakelse", "har inga deltaking"))


def each_party_has_one_triage_desk(register: Register) -> Iterator[Fault]:
    """What no rule matches goes to the party's one desk; a desk that has ended has a successor."""
    for place, party in placed(register.parties):
        desks = [unit for unit in party.units if unit.is_triage_desk and unit.valid_to is None]
        if len(desks) != 1:
            yield place.field("is_triage_desk").fault(
                Words(
                    f"må gjelde nøyaktig én enhet uten sluttdato, ikke {len(desks)}",
                    f"må gjelde nøyaktig éi eining utan sluttdato, ikkje {len(desks)}",
                )
            )


def one_secretariat_takes_the_rest(register: Register) -> Iterator[Fault]:
    """A report to nobody in the register goes to the one FSU secretariat."""
    units = (unit for _, unit in register.units())
    found = [u for u in units if u.kind is UnitKind.SECRETARIAT and u.valid_to is None]
    if len(found) != 1:
        yield Place().fault(
            Words(
                f"må ha nøyaktig én enhet av typen secretariat, ikke {len(found)}",
                f"må ha nøyaktig éi eining av typen secretariat, ikkje {len(found)}",
            )
        )


def parents_are_sound(register: Register) -> Iterator[Fault]:
    """A unit is part of one in its own party that holds as long, and never of itself."""
    for place, party, unit in placed_units(register):
        if unit.parent is None:
            if unit.kind is UnitKind.SECTION:
                yield place.field("parent").fault(LACKING)
            continue
        reason = _wrong_with_parent(party, unit)
        if reason:
            yield place.field("parent").fault(reason)


def _wrong_with_parent(party: PartyEntry, unit: UnitEntry) -> Words | None:
    own = {sibling.key: sibling for sibling in party.units}
    if unit.parent not in own:
        return unknown(str(unit.parent))
    if _is_in_a_ring(unit, own):
        return Words("går i ring", "går i ring")
    if not own[unit.parent].covers(unit):
        return Words(
            "gjelder ikke i hele tiden enheten gjelder", "gjeld ikkje i heile tida eininga gjeld"
        )
    return None


def _is_in_a_ring(unit: UnitEntry, own: dict[str, UnitEntry]) -> bool:
    above: set[str] = set()
    while unit.parent in own and unit.key not in above:
        above.add(unit.key)
        unit = own[unit.parent]
    return unit.key in above


def mailboxes_belong_to_their_party(register: Register) -> Iterator[Fault]:
    """A unit that stands alone has a mailbox, and every mailbox is in a domain of its party's."""
    for place, party, unit in placed_units(register):
        at = place.field("mailbox")
        if unit.mailbox is None:
            if unit.parent is None:
                yield at.fault(LACKING)
            continue
        if not belongs(unit.mailbox, frozenset(party.mail_domains + unit.mail_domains)):
            yield at.fault(OTHER_DOMAIN)


def served_parties_are_known(register: Register) -> Iterator[Fault]:
    """A unit that serves others serves municipalities of the file."""
    known = {party.key for party in register.parties if party.kind is PartyKind.MUNICIPALITY}
    for place, _, unit in placed_units(register):
        for number, key in enumerate(unit.serves, start=1):
            if key not in known:
                yield place.row(Words("serves", "serves"), number).fault(unknown(key))
