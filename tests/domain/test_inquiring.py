"""Where a question to somebody outside a case stands, and to whom it goes."""

from datetime import date

import pytest

from app.domain.inquiring import InquiryDraft, InquiryState, last_day, state_of

ASKED_ON = date(2026, 3, 10)


def standing(today: date, *, answered: bool = False, withdrawn: bool = False) -> InquiryState:
    return state_of(
        is_answered=answered, is_withdrawn=withdrawn, ends_on=last_day(ASKED_ON), today=today
    )


def test_a_question_waits_for_fourteen_days_and_ends_on_the_fifteenth():
    assert last_day(ASKED_ON) == date(2026, 3, 24)
    assert standing(date(2026, 3, 24)) is InquiryState.WAITING
    assert standing(date(2026, 3, 25)) is InquiryState.ENDED


def test_an_answer_outlives_the_link_and_a_withdrawal():
    late = date(2027, 1, 1)
    assert standing(late, answered=True) is InquiryState.ANSWERED
    assert standing(ASKED_ON, withdrawn=True) is InquiryState.WITHDRAWN
    assert standing(late, withdrawn=True) is InquiryState.WITHDRAWN


@pytest.mark.parametrize("receiver", [{}, {"unit_key": "siv-medisin", "email": "a@siv.example"}])
def test_a_question_goes_to_one_receiver(receiver):
    with pytest.raises(ValueError, match="unit or to an address"):
        InquiryDraft("Når ble listen sendt?", **receiver)
