"""The policy table as sentences: who may do what with a case of their own, and with others'."""

import pytest

from app.domain.lifecycle import Action
from app.domain.policy import (
    ACTION_PERMISSIONS,
    ANYBODY,
    RULES,
    Actor,
    Grant,
    NotPermitted,
    Permission,
    Relations,
    permits,
    require,
)
from app.domain.vocabulary import Role

OURS = Relations(
    case_id=1,
    helsefellesskap_id=1,
    reporting_party_id=20,
    unit_ids=frozenset({100}),
    recipient_party_ids=frozenset({10}),
)
AT_SECRETARIAT = Relations(2, 1, 20, frozenset({900}), frozenset({90}), at_secretariat=True)


def at(
    role: Role, *, party: int | None = None, units: tuple[int, ...] = (), home: int | None = None
):
    return Actor(user_id=7, grants=frozenset({Grant(role, home, party, frozenset(units))}))


RECEIVERS = [
    at(r, party=10, units=(100,)) for r in (Role.TRIAGE, Role.CASEWORKER, Role.UNIT_LEADER)
]
STRANGERS = [
    at(Role.CASEWORKER, party=10, units=(101,)),
    at(Role.UNIT_LEADER, party=30, units=(300,)),
    at(Role.COORDINATOR, party=30),
    at(Role.FSU_SECRETARY, home=1),
    at(Role.FSU_READER, home=1),
    at(Role.SSU_READER, home=1),
    at(Role.PRIVACY_OFFICER, party=10),
    at(Role.ADMINISTRATOR),
    Actor(user_id=7),
    ANYBODY,
]
ABOUT_A_CASE = [p for p in Permission if "CASE" in p.name or p.name.endswith("REPORTER")]


def test_every_permission_has_a_row_in_the_table():
    assert set(RULES) == set(Permission)


@pytest.mark.parametrize("permission", [p for p in Permission if p is not Permission.VISIT])
def test_nothing_but_visiting_is_allowed_to_anybody(permission):
    assert not permits(ANYBODY, permission, OURS)
    assert not permits(ANYBODY, permission, None)


@pytest.mark.parametrize("actor", RECEIVERS)
def test_those_who_have_the_case_may_read_and_forward_it(actor):
    assert permits(actor, Permission.READ_CASE, OURS)
    assert permits(actor, Permission.FORWARD_CASE, OURS)


@pytest.mark.parametrize("actor", STRANGERS)
@pytest.mark.parametrize("permission", ABOUT_A_CASE)
def test_strangers_may_do_nothing_with_a_case(actor, permission):
    assert not permits(actor, permission, OURS)


def test_triage_shares_out_and_does_not_answer():
    triage = RECEIVERS[0]
    assert permits(triage, Permission.ACKNOWLEDGE_CASE, OURS)
    assert not permits(triage, Permission.ANSWER_CASE, OURS)


def test_the_reporting_party_reads_but_never_handles():
    for actor in (at(Role.COORDINATOR, party=20), at(Role.UNIT_LEADER, party=20, units=(200,))):
        assert permits(actor, Permission.READ_CASE, OURS)
        assert permits(actor, Permission.REPLY_FOR_REPORTER, OURS)
        assert not permits(actor, Permission.READ_NOTES, OURS)
        assert not permits(actor, Permission.ANSWER_CASE, OURS)


def test_a_caseworker_of_the_reporting_party_sees_nothing():
    assert not permits(at(Role.CASEWORKER, party=20, units=(200,)), Permission.READ_CASE, OURS)


def test_the_secretary_reads_a_case_only_while_it_lies_with_the_secretariat():
    secretary = at(Role.FSU_SECRETARY, home=1)
    assert permits(secretary, Permission.READ_CASE, AT_SECRETARIAT)
    assert permits(secretary, Permission.GUIDE_REPORTER, AT_SECRETARIAT)
    assert not permits(secretary, Permission.READ_REPORTER, AT_SECRETARIAT)
    assert not permits(secretary, Permission.READ_CASE, OURS)
    assert not permits(at(Role.FSU_SECRETARY, home=2), Permission.READ_CASE, AT_SECRETARIAT)


def test_a_follow_link_opens_its_own_case_and_no_other():
    assert permits(Actor(follows_case_id=1), Permission.FOLLOW_CASE, OURS)
    assert not permits(Actor(follows_case_id=2), Permission.FOLLOW_CASE, OURS)
    assert not permits(Actor(follows_case_id=1), Permission.READ_CASE, OURS)


def test_an_administrator_reads_no_case():
    assert not permits(at(Role.ADMINISTRATOR), Permission.READ_CASE, OURS)


def test_every_action_of_a_signed_in_person_names_its_permission():
    by_link = {
        Action.SUPPLEMENT,
        Action.WITHDRAW,
        Action.REOPEN,
        Action.RATE,
        Action.ADD_AS_LEADER,
        Action.SEND_BACK,
        Action.ANSWER_INQUIRY,
    }
    assert set(ACTION_PERMISSIONS) == set(Action) - by_link


def test_a_refusal_says_nothing_about_what_exists():
    with pytest.raises(NotPermitted) as refusal:
        require(ANYBODY, Permission.READ_CASE, OURS)
    assert str(refusal.value) == ""
