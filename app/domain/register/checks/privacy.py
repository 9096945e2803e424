"""Personal data: every party that answers for any has its personvernombud, and dated decisions."""

from collections.abc import Iterator

from app.domain.register.checks.common import LACKING, placed, repeated
from app.domain.register.faults import Fault
from app.domain.register.types import Register
from app.domain.vocabulary import PartyKind


def parties_have_a_personvernombud(register: Register) -> Iterator[Fault]:
    """A public body has one (personvernforordningen art. 37); a joint body is none by itself."""
    for place, party in placed(register.parties):
        if party.privacy is None and party.kind is not PartyKind.JOINT_BODY:
            yield place.field("privacy").fault(LACKING)


def retention_is_decided_once_a_day(register: Register) -> Iterator[Fault]:
    """Which of a party's decisions is the newest is beyond doubt."""
    for place, party in placed(register.parties):
        rows = placed(party.retention_decisions, place)
        yield from repeated((at.field("decided_on"), row.decided_on) for at, row in rows)
