"""Answers, templates, measures and ratings as people fill them in."""

from datetime import date

import pytest

from app.domain.case import ClassificationDraft, TemplateDraft
from app.domain.casework import CauseKind, MeasureStatus, PatientGroup, PatientInformed
from app.domain.joint_form import Option
from app.domain.vocabulary import Consequence, Words
from forms.answering import AnswerForm, MeasureForm, MeasureStatusForm, RatingForm, TemplateForm
from forms.classifying import ClassifyForm, standing
from tests.forms.every_form import posted

pytestmark = pytest.mark.usefixtures("in_a_request")

ANSWER = {
    "finding": "Listen lå klar.",
    "cause_kind": "capacity",
    "measures": "Et nytt punkt.",
    "responsible": "Seksjonsleder",
}
MEASURE = {"measure": "Ny sjekkliste.", "measure_owner": "Leder", "measure_due_on": "1.12.2026"}
TEMPLATE = TemplateDraft(
    "siv-medisin", "Epikrise", "Vi fant den.", CauseKind.CHANCE, "En glipp.", "Ny liste.", ""
)
LEVELS = tuple(Option(level.value, level.words) for level in Consequence)
CLAUSES = {Words("Prosedyren", "Prosedyren"): (("procedure-3", Words("Punkt 3", "Punkt 3")),)}


def classifying(**values) -> ClassifyForm:
    form = posted(ClassifyForm, values)
    form.offer(LEVELS, [Option("medicines", Words("Legemidler", "Legemiddel"))], CLAUSES)
    return form


def test_a_kind_of_cause_says_enough():
    form = posted(AnswerForm, ANSWER)
    assert form.validate(), form.errors
    assert form.draft().cause_kind is CauseKind.CAPACITY
    assert form.draft().cause == ""


def test_another_cause_than_those_of_the_list_is_told_in_words():
    form = posted(AnswerForm, ANSWER | {"cause_kind": "other"})
    assert not form.validate()
    assert set(form.errors) == {"cause"}
    assert posted(AnswerForm, ANSWER | {"cause_kind": "other", "cause": "Streik."}).validate()


@pytest.mark.parametrize("changes", [{}, {"effective_on": "1.2.2027", "measures": ""}])
def test_what_is_expected_of_nothing_is_refused_and_kept(changes):
    form = posted(AnswerForm, ANSWER | {"expected_effect": "Færre feil."} | changes)
    assert not form.validate()
    assert form.expected_effect.errors
    assert form.expected_effect.data == "Færre feil."


def test_a_template_fills_what_is_empty_and_nothing_else():
    form = posted(AnswerForm, {"finding": "Mine ord.", "cause_kind": "capacity"})
    form.begin_from(TEMPLATE)
    assert form.finding.data == "Mine ord."
    assert form.cause_kind.data == "capacity"
    assert (form.cause.data, form.measures.data) == ("En glipp.", "Ny liste.")


def test_a_template_brings_no_measures_to_an_answer_that_says_why_there_are_none():
    form = posted(AnswerForm, {"no_measures": "Alt virket."})
    form.begin_from(TEMPLATE)
    assert not form.measures.data


def test_a_measure_has_an_owner_and_a_day():
    form = posted(MeasureForm, MEASURE)
    assert form.validate(), form.errors
    assert form.draft().due_on == date(2026, 12, 1)
    for name in MEASURE:
        assert name in errors_of(MeasureForm, MEASURE | {name: ""})


def errors_of(form_class, values) -> set[str]:
    form = posted(form_class, values)
    form.validate()
    return set(form.errors)


@pytest.mark.parametrize("carried", ["", "x", "-1", "9" * 40])
def test_a_measure_that_is_no_number_is_no_measure(carried):
    form = posted(MeasureStatusForm, {"measure_id": carried, "measure_status": "done"})
    assert form.measure == 0
    assert form.status is MeasureStatus.DONE


def test_whether_an_answer_helped_is_chosen_and_why_is_optional():
    assert errors_of(RatingForm, {}) == {"usefulness"}
    assert errors_of(RatingForm, {"usefulness": "partly"}) == set()


def test_a_template_says_something_but_not_both_measures_and_why_there_are_none():
    named = {"template_name": "Epikrise", "template_unit": "siv-medisin"}
    assert "finding" in errors_of_template(named)
    assert "measures" in errors_of_template(named | {"measures": "x", "no_measures": "y"})
    assert errors_of_template(named | {"cause_kind": "chance"}) == set()


def errors_of_template(values) -> set[str]:
    form = posted(TemplateForm, values)
    form.offer([("siv-medisin", Words("Klinikk medisin", "Klinikk medisin"))])
    form.validate()
    return set(form.errors)


def test_a_judgement_says_everything_that_the_committees_ask_for():
    form = classifying(
        potential_consequence="severe",
        clause="procedure-3",
        patient_group="frail_elderly",
        red_group="no",
        patient_informed="both",
        nokup="a1.2",
    )
    assert form.validate(), form.errors
    said = form.draft()
    assert said == ClassificationDraft(
        potential_consequence=Consequence.SEVERE,
        clause_key="procedure-3",
        patient_group=PatientGroup.FRAIL_ELDERLY,
        is_red_group=False,
        patient_informed=PatientInformed.BOTH,
        nokup="A1.2",
    )
    assert classifying(**standing(said)).draft() == said


@pytest.mark.parametrize("typed", ["hele pasienten", "130585", "12345678901", "A..1", "-A"])
def test_a_code_is_short_and_no_sentence(typed):
    form = classifying(nokup=typed)
    assert form.validate() is (typed == "130585")
    assert form.nokup.data == typed


def test_those_who_sent_the_report_are_not_asked_again_what_it_concerns():
    form = posted(ClassifyForm, {})
    form.offer(LEVELS, None, CLAUSES)
    assert "own_categories" not in form
    assert form.validate()
    assert form.draft() == ClassificationDraft()
