"""The form that takes a file: what is wrong with it is said at once, and nothing is lost."""

from datetime import date
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage

from app.domain.steering import Provenance
from app.domain.steering_file import MOST_BYTES
from forms.steering import SteeringUploadForm
from tests.filled_form import NATIONAL_NUMBER
from tests.forms.every_form import posted

pytestmark = pytest.mark.usefixtures("in_a_request")

TYPED = {"source": "  Månedsrapport  fra sykehuset ", "drawn_on": "3.2.2026"}


def form_with(content=b"kommune;", name="tall.csv", **typed):
    file = FileStorage(BytesIO(content), filename=name)
    return posted(SteeringUploadForm, {**TYPED, **typed, "file": file})


def test_a_valid_form_gives_the_bytes_and_where_they_are_from():
    form = form_with()
    assert form.validate(), form.errors
    assert form.content == b"kommune;"
    assert form.draft() == Provenance("Månedsrapport fra sykehuset", date(2026, 2, 3))


@pytest.mark.parametrize(("content", "name", "words"), [
    (b"", "tall.csv", "Filen er tom."),
    (b"kommune;", "", "Velg en fil."),
    (b"x" * (MOST_BYTES + 1), "tall.csv", "Filen er større enn 1 MB. Del den opp."),
])  # fmt: skip
def test_what_is_wrong_with_a_file_is_said_at_the_file(content, name, words):
    form = form_with(content, name)
    assert not form.validate()
    assert form.errors == {"file": [words]}


def test_a_text_in_place_of_a_file_is_no_file():
    form = posted(SteeringUploadForm, {**TYPED, "file": "kommune;maaned"})
    assert not form.validate()
    assert form.errors == {"file": ["Velg en fil."]}


@pytest.mark.parametrize(("name", "value"), [
    ("source", ""),
    ("source", "a" * 201),
    ("source", f"Etter {NATIONAL_NUMBER}"),
    ("drawn_on", ""),
    ("drawn_on", "i går"),
    ("drawn_on", "1.1.2099"),
])  # fmt: skip
def test_source_and_date_are_asked_for_in_words(name, value):
    form = form_with(**{name: value})
    assert not form.validate()
    assert list(form.errors) == [name]
