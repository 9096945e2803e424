"""The two forms about finding the patient."""

import pytest
from werkzeug.datastructures import MultiDict

from app.domain.case import PatientSearchDraft
from app.domain.vocabulary import FoundBy, PatientSearch
from app.language import Language
from forms.patient import CallRequestForm, PatientSearchForm

NB = Language("nb")


def search(posted, roads=tuple(FoundBy)):
    form = PatientSearchForm(
        NB, formdata=MultiDict({"patient_search": posted}), meta={"csrf": False}
    )
    form.offer(roads)
    return form


def call(phone, words="", asked_for=""):
    posted = MultiDict({"call_phone": phone, "call_words": words, "call_for": asked_for})
    return CallRequestForm(NB, formdata=posted, meta={"csrf": False})


@pytest.fixture(autouse=True)
def in_request(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize("road", FoundBy)
def test_a_road_means_that_the_patient_is_found(road):
    form = search(road.value)
    assert form.validate()
    assert form.draft() == PatientSearchDraft(PatientSearch.FOUND, road)
    assert form.content == {"found", road.value}


@pytest.mark.parametrize("outcome", [PatientSearch.NOT_FOUND, PatientSearch.NOT_NEEDED])
def test_the_other_outcomes_have_no_road(outcome):
    form = search(outcome.value)
    assert form.validate()
    assert form.draft() == PatientSearchDraft(outcome)
    assert form.content == {outcome.value}


@pytest.mark.parametrize("posted", ["", "found", "journal_message", "brevdue"])
def test_what_is_not_offered_is_refused(posted):
    assert not search(posted, (FoundBy.PHONE, FoundBy.LETTER, FoundBy.OTHER)).validate()


def test_the_words_begin_with_the_number():
    form = call("33 34 20 00", "Vi svarer mellom 9 og 14.")
    assert form.validate()
    assert form.words == "33 34 20 00\nVi svarer mellom 9 og 14."
    assert call("4321").words == "4321"


def test_a_colleague_may_be_asked_for_by_name_without_a_warning():
    form = call("33 34 20 00", "Vi svarer mellom 9 og 14.", "Kari Nordmann")
    assert form.validate()
    assert form.words == "33 34 20 00\nSpør etter Kari Nordmann.\nVi svarer mellom 9 og 14."
    assert not call("33 34 20 00", asked_for="13058512345").validate()


@pytest.mark.parametrize("phone", ["", "   ", "sentralbordet", "12"])
def test_a_number_that_cannot_be_called_is_refused(phone):
    assert not call(phone).validate()


@pytest.mark.parametrize(
    ("phone", "words"), [("130585 12345", ""), ("33 34 20 00", "Gjelder 13058512345.")]
)
def test_a_national_number_is_refused_in_both_fields(phone, words):
    assert not call(phone, words).validate()
