"""Every status × action: what the table lists happens, and the rest is refused."""

import pytest

from app.domain.lifecycle import (
    OPEN,
    TRANSITIONS,
    Action,
    NotAllowed,
    Status,
    after,
    can,
    case_status,
)

PAIRS = [(status, action) for status in Status for action in Action]


@pytest.mark.parametrize(("status", "action"), PAIRS)
def test_a_pair_leads_where_the_table_says_or_nowhere(status, action):
    if (status, action) in TRANSITIONS:
        assert can(status, action)
        assert after(status, action) is TRANSITIONS[status, action]
    else:
        assert not can(status, action)
        with pytest.raises(NotAllowed):
            after(status, action)


def test_an_answer_comes_only_after_receipt_is_confirmed():
    assert [s for s in Status if can(s, Action.ANSWER)] == [Status.ACKNOWLEDGED]


def test_a_report_is_withdrawn_only_until_receipt_is_confirmed():
    assert [s for s in Status if can(s, Action.WITHDRAW)] == [
        Status.AWAITING_LINE_MANAGER,
        Status.SENT,
    ]


def test_only_what_is_answered_may_be_reopened():
    assert [s for s in Status if can(s, Action.REOPEN)] == [Status.ANSWERED, Status.CLOSED]


def test_a_forwarded_or_withdrawn_assignment_is_past_every_action():
    assert not [a for a in Action if can(Status.FORWARDED, a) or can(Status.WITHDRAWN, a)]


def test_every_action_is_possible_somewhere():
    assert {action for _status, action in TRANSITIONS} == set(Action)


def test_every_status_but_the_first_is_reached_by_some_action():
    assert set(TRANSITIONS.values()) | {Status.AWAITING_LINE_MANAGER} == set(Status)


def test_a_case_is_as_far_as_its_least_finished_open_assignment():
    rows = [(Status.ANSWERED, True), (Status.SENT, True), (Status.CLOSED, False)]
    assert case_status(rows) is Status.SENT


def test_a_case_with_nothing_open_stands_where_its_last_assignment_ended():
    assert case_status([(Status.FORWARDED, False), (Status.DECLINED, False)]) is Status.DECLINED


def test_open_statuses_are_those_in_which_somebody_still_owes_something():
    ended = {Status.CLOSED, Status.FORWARDED, Status.DECLINED, Status.WITHDRAWN}
    assert set(Status) - ended == OPEN
