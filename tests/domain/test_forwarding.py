"""What a forwarding becomes, and that no sequence of them goes on for ever."""

from itertools import pairwise
from random import Random

import pytest

from app.domain.forwarding import Becomes, Hop, Seat, becomes

UNITS = {
    "medisin": Seat(1, 1),
    "kirurgi": Seat(2, 1),
    "akutt": Seat(3, 1),
    "tønsberg": Seat(4, 2),
    "tønsberg hjem": Seat(5, 2),
    "horten": Seat(6, 3),
    "sekretariat": Seat(7, 9, is_secretariat=True),
}
PLAIN, COORDINATOR = Becomes.PLAIN, Becomes.COORDINATOR
JOINT, SECRETARIAT = Becomes.JOINT, Becomes.SECRETARIAT

WALKS = [
    ("medisin kirurgi", PLAIN),
    ("medisin kirurgi akutt", PLAIN),
    ("medisin kirurgi akutt medisin", COORDINATOR),
    ("medisin tønsberg", PLAIN),
    ("medisin tønsberg medisin", JOINT),
    ("medisin tønsberg horten", JOINT),
    ("medisin tønsberg medisin tønsberg", SECRETARIAT),
    ("medisin tønsberg horten medisin", SECRETARIAT),
    ("medisin kirurgi akutt tønsberg", PLAIN),
    ("medisin kirurgi tønsberg kirurgi", JOINT),
    ("medisin kirurgi akutt tønsberg tønsberg-hjem", PLAIN),
    ("medisin kirurgi tønsberg medisin akutt", PLAIN),
    ("medisin kirurgi akutt tønsberg medisin kirurgi", COORDINATOR),
    ("medisin sekretariat", PLAIN),
    ("sekretariat medisin", PLAIN),
    ("sekretariat medisin tønsberg", PLAIN),
    ("medisin sekretariat medisin sekretariat", SECRETARIAT),
    ("medisin sekretariat medisin tønsberg", JOINT),
]


def hops(walk: str) -> list[Hop]:
    seats = [UNITS[name.replace("-", " ")] for name in walk.split()]
    return [Hop(*pair) for pair in pairwise(seats)]


@pytest.mark.parametrize(("walk", "expected"), WALKS, ids=[walk for walk, _ in WALKS])
def test_the_last_forwarding_of_a_walk_becomes(walk, expected):
    *done, move = hops(walk)
    assert becomes(done, move, is_joint=False) is expected


def test_whoever_leaves_a_joint_case_brings_it_to_the_secretaries():
    *done, move = hops("medisin tønsberg horten")
    assert becomes(done, move, is_joint=True) is SECRETARIAT


def test_each_side_of_a_joint_case_may_move_it_inside_itself():
    *done, move = hops("medisin tønsberg medisin kirurgi")
    assert becomes(done, move, is_joint=True) is PLAIN


def test_what_the_secretaries_have_decided_is_final():
    desk, tonsberg = UNITS["sekretariat"], UNITS["tønsberg"]
    decided = [Hop(desk, tonsberg, is_decision=True)]
    assert becomes(decided, Hop(tonsberg, UNITS["medisin"]), is_joint=False) is SECRETARIAT
    assert becomes(decided, Hop(tonsberg, UNITS["tønsberg hjem"]), is_joint=False) is PLAIN


@pytest.mark.parametrize("seed", range(200))
def test_no_walk_goes_on_without_the_coordinator_or_the_secretariat(seed):
    """Two inside each of three parties, two between them: the ninth must be somebody's decision."""
    random = Random(seed)  # noqa: S311  a walk, not a secret
    parties = [seat for seat in UNITS.values() if not seat.is_secretariat]
    here = random.choice(parties)
    done: list[Hop] = []
    is_joint = False
    while True:
        there = random.choice([seat for seat in parties if seat != here])
        outcome = becomes(done, Hop(here, there), is_joint=is_joint)
        if outcome in {COORDINATOR, SECRETARIAT}:
            break
        is_joint = is_joint or outcome is JOINT
        done.append(Hop(here, there))
        here = there
    assert len(done) <= 8
