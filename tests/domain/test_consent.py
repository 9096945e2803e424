"""What each consent choice allows, in every status."""

import pytest

from app.domain.case import PatientSearchDraft
from app.domain.consent import allows_identity, may_identify, roads_to_patient
from app.domain.lifecycle import Status
from app.domain.vocabulary import Consent, FoundBy, PatientSearch

ALLOWING = {Consent.PATIENT_NOT_OPPOSED, Consent.RELATIVE_NOT_OPPOSED}


@pytest.mark.parametrize("consent", Consent)
def test_only_the_first_two_statements_let_anybody_know_who_the_patient_is(consent):
    assert allows_identity(consent) is (consent in ALLOWING)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("consent", Consent)
def test_letter_and_code_exist_while_a_recipient_has_the_case_and_nobody_opposes(consent, status):
    has_case = status in {Status.SENT, Status.CONTESTED, Status.ACKNOWLEDGED, Status.ANSWERED}
    assert may_identify(consent, status) is (consent in ALLOWING and has_case)


def test_messages_in_the_journal_are_a_road_only_by_decision():
    assert roads_to_patient(journal_messages=False) == (
        FoundBy.PHONE,
        FoundBy.LETTER,
        FoundBy.OTHER,
    )
    assert roads_to_patient(journal_messages=True) == tuple(FoundBy)


@pytest.mark.parametrize(
    ("outcome", "found_by"),
    [
        (PatientSearch.FOUND, None),
        (PatientSearch.NOT_FOUND, FoundBy.PHONE),
        (PatientSearch.NOT_NEEDED, FoundBy.LETTER),
    ],
)
def test_a_road_is_told_when_the_patient_is_found_and_only_then(outcome, found_by):
    with pytest.raises(ValueError, match="only then"):
        PatientSearchDraft(outcome, found_by)
