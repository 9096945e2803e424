"""In every form there is, and in each of its fields: numbers are refused, names are asked about."""

import unicodedata

import pytest
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.csrf.core import CSRFTokenField

from forms.base import Form
from forms.choices import Boxes, Radios, Select
from forms.fields import LineField, NarrativeField, NarrativeLine, SecretField
from forms.steering import UploadField
from tests.forms.every_form import form_classes, posted, typed_fields

pytestmark = pytest.mark.usefixtures("in_a_request")

TYPED = (LineField, NarrativeLine, NarrativeField, SecretField)
CHOSEN = (
    Select,
    SelectField,
    Radios,
    Boxes,
    BooleanField,
    HiddenField,
    SubmitField,
    UploadField,  # its rows are screened one by one when they are read
    CSRFTokenField,
)
FIELDS = typed_fields()
NARRATIVES = {
    "call_words",
    "cause",
    "changes_nb",
    "changes_nn",
    "comment",
    "contest_decision",
    "contest_reason",
    "corrects_nb",
    "corrects_nn",
    "decline_comment",
    "description",
    "expected_effect",
    "finding",
    "first_finding_nb",
    "first_finding_nn",
    "forward_reason",
    "guidance",
    "immediate_action",
    "inquiry",
    "inquiry_reply",
    "leader_addition",
    "leader_comment",
    "measure",
    "measure_effect",
    "measures",
    "no_measures",
    "note",
    "other_category",
    "proposal",
    "question",
    "rating_comment",
    "remark_nb",
    "remark_nn",
    "reopen_reason",
    "reply",
    "second_finding_nb",
    "second_finding_nn",
    "supplement",
    "third_finding_nb",
    "third_finding_nn",
    "view_name",
    "withdraw_reason",
}
WRITTEN = {
    "bare": "13058512345",
    "with a space": "130585 12345",
    "with dots": "13.05.85.12345",
    "with a dash": "130585-12345",
    "with a no-break space": "130585\u00a012345",
    "with a soft hyphen": "130585\u00ad12345",
    "in full-width digits": "\uff11\uff13\uff10\uff15\uff18\uff15 12345",
    "with the letter O": "13O585 12345",
    "over two lines": "130585\n12345",
    "as HTML": "130585&nbsp;12345",
}
NAMED = "Pasienten Kåre Nordmann ringte."


def unscreened(form: type[Form]) -> list[str]:
    """The fields that take text but do not say how it is screened."""
    return [field.name for field in posted(form) if type(field) not in (*TYPED, *CHOSEN)]


def label(value: object) -> str:
    return getattr(value, "__name__", str(value))


@pytest.mark.parametrize("form", list(form_classes()), ids=label)
def test_every_typed_field_says_how_it_is_screened(form):
    assert not unscreened(form), "take LineField, NarrativeLine, NarrativeField or SecretField"


def test_a_plain_field_of_text_or_numbers_is_found_out():
    class Careless(Form):
        text = TextAreaField()
        line = StringField()
        number = IntegerField()
        careful = LineField()

    assert unscreened(Careless) == ["text", "line", "number"]


def test_what_tells_something_is_a_narrative_and_what_names_somebody_at_work_is_not():
    narratives = {
        name
        for form, name in FIELDS
        if form.__name__ != "SampleForm" and posted(form)[name].is_narrative
    }
    assert narratives == NARRATIVES


@pytest.mark.parametrize("number", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize(("form", "name"), FIELDS, ids=label)
def test_a_number_is_refused_and_marked_and_the_text_is_whole(form, name, number):
    made = posted(form, {name: f"Gjelder {number} og mer."})
    assert not made.validate()
    field = made[name]
    is_line = isinstance(field, LineField)
    kept = f"Gjelder {number} og mer."
    if not isinstance(field, SecretField):
        kept = kept.replace("\u00a0", " ").replace("\n", " ") if is_line else kept
    assert field.data == kept
    (passage,) = field.passages
    assert passage.is_refused
    ((start, end),) = passage.spans
    marked = unicodedata.normalize("NFKC", field.data[start:end])
    assert marked.startswith("13")
    assert marked.endswith("12345")
    assert passage.words == field.data[start:end]
    assert "12345" not in " ".join(field.errors)


@pytest.mark.parametrize(("form", "name"), FIELDS, ids=label)
def test_a_name_is_asked_about_in_narratives_and_nowhere_else(form, name):
    made = posted(form, {name: NAMED})
    made.validate()
    field = made[name]
    if not field.is_narrative:
        assert field.passages == ()
        assert not any("ligner et navn" in error for error in field.errors)
        return
    (passage,) = field.passages
    assert passage.words == "Kåre Nordmann"
    assert passage.awaits_answer
    assert "ligner et navn" in field.errors[-1]
    confirmed = posted(form, {name: NAMED, "bekreftet": passage.digest})
    confirmed.validate()
    assert not any("ligner et navn" in error for error in confirmed[name].errors)


def test_no_password_is_pointed_out():
    for form, name in FIELDS:
        field = posted(form, {name: WRITTEN["bare"]})[name]
        if isinstance(field, SecretField):
            assert field.shown_passages == ()
