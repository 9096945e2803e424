"""The checks that ``tests/proofs/guards.py`` explains, on every form there is."""

import pytest

from tests.proofs.guards import (
    every_form,
    neighbours_that_let_pass,
    typed_fields,
    unguarded_fields,
    unwarned_fields,
)

pytestmark = pytest.mark.usefixtures("in_a_request")
EACH_FORM = pytest.mark.parametrize("form", every_form(), ids=lambda form: form.__name__)


@EACH_FORM
def test_a_national_number_is_refused_in_every_field_that_is_not_chosen(form):
    assert unguarded_fields(form) == []


@EACH_FORM
def test_a_number_split_over_neighbouring_fields_is_refused_in_both(form):
    assert neighbours_that_let_pass(form) == []


@EACH_FORM
def test_a_name_is_asked_about_unless_the_field_is_made_for_a_colleague(form):
    assert unwarned_fields(form) == []


def test_the_forms_have_fields_to_check():
    assert sum(len(typed_fields(form)) for form in every_form()) > 40
