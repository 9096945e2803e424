"""How long a report may wait for its line manager, and who is the same person."""

from datetime import date

import pytest

from app.domain.line_manager import (
    LineManagerMode,
    coordinator_may_send_on,
    is_same_mailbox,
    reminded_on,
    waits,
)
from app.domain.vocabulary import Consequence
from app.domain.working_days import WorkingDays

WITHOUT_HOLIDAYS = WorkingDays(lambda _year: frozenset())


@pytest.mark.parametrize("mode", LineManagerMode)
@pytest.mark.parametrize("consequence", Consequence)
def test_only_what_a_leader_confirms_waits_and_nothing_serious(mode, consequence):
    expected = mode is LineManagerMode.CONFIRMS and not consequence.is_serious
    assert waits(mode, consequence) is expected


def test_weekends_are_nobodys_time():
    friday = date(2026, 3, 13)
    assert reminded_on(friday, WITHOUT_HOLIDAYS) == date(2026, 3, 16)
    assert coordinator_may_send_on(friday, WITHOUT_HOLIDAYS) == date(2026, 3, 17)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("anne@horten.example", "Anne@Horten.example", True),
        ("anne+leder@horten.example", "anne@horten.example", True),
        (" anne@horten.example ", "ANNE+x+y@horten.example", True),
        ("\uff41nne@horten.example", "anne@horten.example", True),
        ("anne@post.horten.example", "anne@horten.example", True),
        ("anne@horten.example", "anne@post.horten.example", True),
        ("anne@horten.example", "anne@nyhorten.example", False),
        ("anne@horten.example", "anne@larvik.example", False),
        ("anne@horten.example", "", False),
        ("anna@horten.example", "anne@horten.example", False),
        ("", "", False),
    ],
)
def test_a_plus_capitals_wide_letters_and_a_domain_below_make_no_other_person(one, other, same):
    assert is_same_mailbox(one, other) is same
