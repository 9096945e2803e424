"""Which reports are about one incident: what is linked as one, and nothing else.

Every case has the incident that it was filed with. Cases that are linked as one share that of the
oldest of them. Since this is computed from the links that stand, links may be made and undone in
any order, and once all are undone every case has its own incident again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from app.domain.casework import LinkKind

SHARING = frozenset({LinkKind.SAME_INCIDENT, LinkKind.COUNTER_REPORT})
"""The kinds of link that say that two cases are about one incident."""

Link = tuple[int, int]
"""Two cases, by id."""


def connected(start: int, links: Iterable[Link]) -> frozenset[int]:
    """Give every case that links lead to from one of them, itself among them."""
    neighbours: dict[int, set[int]] = defaultdict(set)
    for one, other in links:
        neighbours[one].add(other)
        neighbours[other].add(one)
    reached = {start}
    waiting = [start]
    while waiting:
        found = neighbours[waiting.pop()] - reached
        reached |= found
        waiting += found
    return frozenset(reached)


def shared_incidents(own: Mapping[int, int], links: Iterable[Link]) -> dict[int, int]:
    """Give each case's incident from the one it was filed with; all by id.

    A case's id tells its age. Links to cases that are not in ``own`` are not followed.
    """
    within = [link for link in links if own.keys() >= set(link)]
    oldest = {case: min(connected(case, within)) for case in own}
    return {case: own[first] for case, first in oldest.items()}
