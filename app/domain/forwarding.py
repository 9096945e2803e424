"""What a forwarding becomes, so that no report wanders for ever.

A unit may send a case on. After the second time inside a party only that party's coordinator may
move it there. Between parties the first forwarding is plain; the second makes both parties joint
owners, since neither thinks that it is theirs alone; the third goes to the FSU secretaries, who
decide together, and what they have decided is final.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum, auto

MOST_WITHIN = 2
"""Forwardings inside a party before its coordinator must place the case."""


class Becomes(StrEnum):
    """What comes of a forwarding."""

    PLAIN = auto()
    COORDINATOR = auto()
    """Only a coordinator of the party may do it; others may hand the case to the coordinator."""
    JOINT = auto()
    SECRETARIAT = auto()


@dataclass(frozen=True)
class Seat:
    """Where a case may lie: a unit and its party, by id."""

    unit: int
    party: int
    is_secretariat: bool = False


@dataclass(frozen=True)
class Hop:
    """A forwarding from one unit to another. ``is_decision`` when the secretaries placed it so."""

    start: Seat
    end: Seat
    is_decision: bool = False

    @property
    def is_within(self) -> bool:
        """Tell whether the case stayed in its party."""
        return self.start.party == self.end.party


def within(hops: Iterable[Hop], party: int) -> int:
    """Count the forwardings inside a party."""
    return sum(hop.is_within and hop.end.party == party for hop in hops)


def between(hops: Iterable[Hop]) -> int:
    """Count the forwardings from one party to another; what the secretariat sends on is not one."""
    return sum(not hop.is_within and not hop.start.is_secretariat for hop in hops)


def becomes(hops: Iterable[Hop], move: Hop, *, is_joint: bool) -> Becomes:
    """Say what ``move`` becomes after ``hops``, oldest first.

    ``is_joint`` while two parties have the case together: each may move it inside itself, and
    neither may leave without the secretaries. Who asks is for the caller to check.
    """
    done = list(hops)
    if move.start.is_secretariat:
        return Becomes.PLAIN
    if move.is_within:
        is_spent = within(done, move.end.party) >= MOST_WITHIN
        return Becomes.COORDINATOR if is_spent else Becomes.PLAIN
    if is_joint or any(hop.is_decision for hop in done):
        return Becomes.SECRETARIAT
    if between(done) == 0:
        return Becomes.PLAIN
    if between(done) == 1 and not move.end.is_secretariat:
        return Becomes.JOINT
    return Becomes.SECRETARIAT
