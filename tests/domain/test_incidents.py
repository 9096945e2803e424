"""Which reports share an incident: what is linked as one, in whatever order it was done."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.incidents import connected, shared_incidents

CASES = range(1, 8)
OWN = {case: case * 10 for case in CASES}
PAIRS = st.tuples(st.sampled_from(CASES), st.sampled_from(CASES)).filter(lambda p: p[0] != p[1])


def groups(incidents):
    return {frozenset(c for c in incidents if incidents[c] == i) for i in incidents.values()}


def test_cases_that_nobody_linked_keep_their_own_incident():
    assert shared_incidents(OWN, []) == OWN


def test_a_chain_is_one_incident_that_of_the_oldest():
    shared = shared_incidents(OWN, [(5, 3), (3, 7)])
    assert [shared[case] for case in (3, 5, 7)] == [30, 30, 30]
    assert shared[4] == 40


def test_a_link_in_the_middle_of_a_chain_undone_parts_it_in_two():
    assert shared_incidents(OWN, [(1, 2), (3, 4)])[3] == 30
    assert shared_incidents(OWN, [(1, 2), (2, 3), (3, 4)])[4] == 10


def test_a_link_to_a_case_that_is_not_asked_about_is_not_followed():
    assert shared_incidents({1: 10, 3: 30}, [(1, 2), (2, 3)]) == {1: 10, 3: 30}


@given(st.lists(st.tuples(PAIRS, st.booleans()), max_size=25), st.randoms())
def test_the_order_of_linking_and_undoing_never_matters(acts, chance):
    standing: list[tuple[int, int]] = []
    for pair, is_undone in acts:
        if is_undone and standing:
            standing.remove(chance.choice(standing))
        else:
            standing.append(pair)
    shared = shared_incidents(OWN, standing)
    assert groups(shared) == {connected(case, standing) for case in CASES}
    chance.shuffle(standing)
    assert shared_incidents(OWN, [pair[::-1] for pair in standing]) == shared
    assert all(shared[case] == OWN[min(connected(case, standing))] for case in CASES)
