"""The handling forms: what they ask for, what they refuse, and that they never eat a text."""

from collections.abc import Mapping
from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from app.domain.case import ClassificationDraft, Reference
from app.domain.casework import LinkKind
from app.domain.joint_form import Option
from app.domain.vocabulary import Consequence, DeclineReason, Words
from app.language import Language
from forms.answering import AnswerForm
from forms.base import LINE_LENGTH, NARRATIVE_LENGTH, Form
from forms.classifying import ClassifyForm
from forms.handling import (
    ActForm,
    AskForm,
    DeclineForm,
    ForwardForm,
    GuideForm,
    NumberForm,
    ReplyOnBehalfForm,
)
from forms.inbox import FilterForm, SearchForm
from forms.linking import KeepApartForm, LinkForm, UnlinkForm
from forms.notes import NoteForm

NB = Language("nb")
FULL_WIDTH = "\uff11\uff13\uff10\uff15\uff18\uff15"
NUMBERS = ("130585 12345", "13058512345", "13.05.85.12345", f"{FULL_WIDTH}12345")
ANSWER = {
    "finding": "Listen lå klar.",
    "cause_kind": "routine_missing",
    "measures": "Et nytt punkt.",
    "responsible": "Seksjonsleder",
}
DECLINE = {"decline_reason": "other", "decline_comment": "Hører ikke til her."}
VALID: dict[type[Form], dict[str, str]] = {
    ForwardForm: {"to_unit": "siv-kirurgi", "forward_reason": "Gjelder kirurgi."},
    DeclineForm: DECLINE,
    AskForm: {"question": "Hvem ringte?"},
    GuideForm: {"guidance": "Send den til Vestre Viken."},
    NoteForm: {"note": "Ring i morgen."},
    AnswerForm: ANSWER,
    NumberForm: {"own_number": "2026/17"},
    ReplyOnBehalfForm: {"reply": "Legen ringte."},
    SearchForm: {"number": "7KQM-2XVD"},
}
TEXTS = [
    (form, name)
    for form, values in VALID.items()
    for name in (*values, *({"duplicate_of"} if form is DeclineForm else ()))
    if name not in {"to_unit", "decline_reason", "cause_kind"}
]
CONSEQUENCES = tuple(Option(level.value, level.words) for level in Consequence)
CLAUSES = {Words("Prosedyren", "Prosedyren"): (("procedure-3", Words("Punkt 3", "Punkt 3")),)}
CATEGORIES = tuple(Option(key, Words(key, key)) for key in ("medicines", "aids"))


@pytest.fixture(autouse=True)
def request_in_hand():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "s" * 40
    with app.test_request_context(method="POST"):
        yield


def filled(form: type[Form], values: Mapping[str, object], language: Language = NB) -> Form:
    made = form(language, formdata=MultiDict(values), meta={"csrf": False})
    if isinstance(made, ForwardForm):
        made.offer([("SiV", [("siv-kirurgi", Words("Klinikk kirurgi", "Klinikk kirurgi"))])])
    if isinstance(made, ClassifyForm):
        made.offer(CONSEQUENCES, CATEGORIES, CLAUSES)
    return made


@pytest.mark.parametrize("form", VALID)
def test_a_filled_form_is_valid(form):
    made = filled(form, VALID[form])
    assert made.validate(), made.errors


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(("form", "name"), TEXTS)
def test_a_national_number_is_refused_in_every_text_and_the_text_is_kept(form, name, number):
    text = f"Gjelder {number} på rom 4."
    made = filled(form, {**VALID[form], name: text})
    assert not made.validate()
    assert made[name].errors
    assert number not in " ".join(made[name].errors)
    assert made[name].data
    assert "rom 4" in made[name].data


@pytest.mark.parametrize(("form", "name"), [(f, n) for f, n in TEXTS if f is not SearchForm])
def test_a_text_that_is_too_long_is_told_its_length_and_kept_whole(form, name):
    is_line = name in {"responsible", "own_number", "duplicate_of"}
    limit = LINE_LENGTH if is_line else NARRATIVE_LENGTH
    assert filled(form, {**VALID[form], name: "ø" * limit}).validate()
    made = filled(form, {**VALID[form], name: "ø" * (limit + 1)})
    assert not made.validate()
    assert len(made[name].data) == limit + 1


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (form, name)
        for form, values in VALID.items()
        for name in values
        if name not in {"measures", "own_number"}
    ],
)
def test_what_is_needed_is_asked_for_in_words_that_tell_what_to_do(form, name):
    made = filled(form, {**VALID[form], name: "  \n "})
    assert not made.validate()
    (sentence,) = made[name].errors
    assert sentence.endswith(".")


@pytest.mark.parametrize("carried", ["", "x", "-1", "1.0", "\u0661", "9" * 40, "0x1", "1 "])
def test_a_version_that_is_no_number_is_older_than_every_case(carried):
    assert filled(ActForm, {"version": carried}).opened_at == 0


def test_the_version_that_the_page_carried_comes_back():
    assert filled(ActForm, {"version": "17"}).opened_at == 17


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", None),
        ("24.11.2026", date(2026, 11, 24)),
        ("1.2.27", date(2027, 2, 1)),
        ("2026-12-31", date(2026, 12, 31)),
    ],
)
def test_the_day_of_a_measure_may_lie_ahead_or_be_unknown(typed, day):
    made = filled(AnswerForm, {**ANSWER, "effective_on": typed})
    assert made.validate(), made.errors
    assert made.draft().effective_on == day


@pytest.mark.parametrize("typed", ["snart", "31.2.2026", "1.1.1999", "1.1.3026", "24/11"])
def test_a_day_that_cannot_be_meant_is_refused_and_kept(typed):
    made = filled(AnswerForm, {**ANSWER, "effective_on": typed})
    assert not made.validate()
    assert made.effective_on.data == typed


def test_a_reason_outside_the_five_is_refused():
    assert not filled(DeclineForm, {**DECLINE, "decline_reason": "because"}).validate()


def test_a_double_keeps_its_reference_and_other_reasons_forget_it():
    reference = Reference("7KQM2XVD")
    double = filled(
        DeclineForm, {**DECLINE, "decline_reason": "duplicate", "duplicate_of": "7kqm 2xvd"}
    )
    assert double.validate()
    assert double.draft().duplicate_of == reference
    other = filled(DeclineForm, {**DECLINE, "duplicate_of": "7KQM-2XVD"})
    assert other.validate()
    assert other.draft().duplicate_of is None
    assert other.draft().reason is DeclineReason.OTHER


def test_a_judgement_may_be_left_open():
    made = filled(ClassifyForm, {})
    assert made.validate(), made.errors
    assert made.draft() == ClassificationDraft()


def test_a_judgement_holds_only_what_the_form_lists():
    values = {"own_consequence": "severe", "own_categories": "aids"}
    made = filled(ClassifyForm, values)
    assert made.validate(), made.errors
    assert made.draft() == ClassificationDraft(Consequence.SEVERE, ("aids",))
    assert not filled(ClassifyForm, {**values, "own_consequence": "terrible"}).validate()
    assert not filled(ClassifyForm, {**values, "own_categories": "nothing"}).validate()


def test_a_second_click_is_known_whatever_line_endings_the_browser_sends():
    once = filled(NoteForm, {"note": "En linje\r\nog en til "})
    again = filled(NoteForm, {"note": "En linje\nog en til"})
    assert once.content == again.content


def test_a_filter_forgets_what_its_list_does_not_hold():
    form = FilterForm(NB, formdata=MultiDict({"status": "sent", "party": "'; DROP", "page": "2"}))
    form.offer("status", [("sent", Words("Sendt", "Sendt"))])
    form.offer("party", [])
    assert form.chosen == {"status": "sent"}


def test_errors_speak_the_readers_language():
    made = filled(AskForm, {"question": ""}, Language("nn"))
    assert not made.validate()
    assert made.question.errors


@pytest.mark.parametrize(
    ("typed", "is_read"), [("7kqm 2xvd", True), ("7KQM-2XVD", True), ("7KQM", False), ("", False)]
)
def test_another_case_is_named_by_eight_characters(typed, is_read):
    form = filled(LinkForm, {"link_to": typed, "link_kind": "follow_up"})
    assert form.validate() is is_read
    if is_read:
        assert (form.other, form.kind) == ("7KQM2XVD", LinkKind.FOLLOW_UP)


def test_a_link_that_the_page_did_not_carry_is_no_link():
    assert filled(UnlinkForm, {"link": "tull"}).link_id == 0
    assert filled(UnlinkForm, {"link": "17"}).link_id == 17
    assert not filled(KeepApartForm, {}).other.is_complete


@pytest.mark.parametrize("chosen", [{}, {"note_scope": "shared"}, {"note_scope": "own"}])
def test_a_note_is_for_ones_own_party_unless_another_is_chosen(chosen):
    form = filled(NoteForm, {"note": "Ring i morgen.", **chosen})
    assert form.validate()
    assert form.scope.value == chosen.get("note_scope", "own_party")
