"""What must hold of every text field, column and page that takes text; each check names breaches.

The tests ask these checks whether all is guarded, and the proof of the guards takes one guard away
at a time and asks the same checks whether they see it. Forms and columns are found, not listed: a
new one is guarded or named here.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from typing import Any, cast

from sqlalchemy import Column, LargeBinary, String, Text
from sqlalchemy.dialects import postgresql, sqlite
from werkzeug.test import TestResponse
from wtforms import BooleanField, Field, FileField, HiddenField, SubmitField
from wtforms.fields.choices import SelectFieldBase

import app.models
from app.db import (
    Base,
    HumanText,
    HumanWords,
    IdentifierRefused,
    MachineFacts,
    MachineText,
    NotMachineText,
    TermText,
)
from app.domain.screening import Certainty
from app.domain.vocabulary import Words
from forms.base import Form
from forms.fields import SecretField
from tests.forms.every_form import form_classes, page_app, posted
from tests.proofs.website import Entrance, Website

NUMBER = "130585 12345"
NAME = "Kari Nordmann"

LINES = frozenset(
    {
        "adopted_on",
        "answered_by",
        "begins_on",
        "call_for",
        "call_phone",
        "comments_until",
        "duplicate_of",
        "drawn_on",
        "duty_reference",
        "effective_on",
        "email",
        "first_day",
        "happened_at",
        "happened_on",
        "inquire_email",
        "last_day",
        "line_manager",
        "line_manager_email",
        "link_to",
        "measure_due_on",
        "measure_owner",
        "meeting",
        "municipality_in_words",
        "name",
        "nokup",
        "number",
        "occurred_at",
        "occurred_on",
        "other_service_kind",
        "own_number",
        "own_reference",
        "password",
        "phone",
        "received_on",
        "reference",
        "repeated_count",
        "repeated_from",
        "repeated_to",
        "reporter_name",
        "responsible",
        "sender",
        "source",
        "ssu_sent_on",
        "tally_count",
        "tally_from",
        "tally_to",
        "template_name",
        "unit_in_words",
        "workplace",
    }
)
"""Fields made for a colleague's name, a contact, a place, a day or a number: they never warn."""

CHOSEN = (SelectFieldBase, BooleanField, FileField, HiddenField, SubmitField)
"""Fields in which nobody types. The tests know the columns that hidden values end in, and that the
cells of a file are screened when it is read."""

DRAWN = frozenset({"release_files.content"})
"""Columns of bytes that the product has drawn itself, of figures and of screened texts."""

COLUMN_TYPES = (HumanText, HumanWords, MachineText, MachineFacts, TermText)
UNPROCESSABLE = 422
FAULT = 500
DIALECTS = (sqlite.dialect(), postgresql.dialect())


@cache
def every_form() -> tuple[type[Form], ...]:
    """Give every form class that the application has."""
    return tuple(form_classes())


@contextmanager
def a_post() -> Iterator[None]:
    """Stand in a request, which is all that a form needs."""
    with page_app().test_request_context(method="POST"):
        yield


def typed_fields(form: type[Form]) -> list[str]:
    """Name the fields of a form that a person's own words can stand in."""
    return [field.name for field in posted(form) if not isinstance(field, CHOSEN)]


def unguarded_fields(form: type[Form], number: str = NUMBER) -> list[str]:
    """Name the fields of a form in which a national number is not refused, told and pointed out."""
    made = _holding(form, f"Gjelder {number} her.")
    is_valid = made.validate()
    return [
        name
        for name in typed_fields(form)
        if is_valid or not made[name].errors or number not in _refused_in(made[name])
    ]


def fields_that_let_pass(form: type[Form], text: str) -> list[str]:
    """Name the fields of a form that refuse nothing in a text."""
    made = _holding(form, text)
    is_valid = made.validate()
    return [name for name in typed_fields(form) if is_valid or not _refused_in(made[name])]


def _holding(form: type[Form], text: str) -> Form:
    return posted(form, dict.fromkeys(typed_fields(form), text))


def _refused_in(field: Field) -> str:
    """Give the passages of a field that were refused, one after the other."""
    return " … ".join(passage.words for passage in _found(field, Certainty.REFUSED))


def neighbours(form: type[Form]) -> list[tuple[str, str]]:
    """Give the fields that stand beside each other, but for passwords, which nobody sees."""
    empty = posted(form)
    names = [name for name in typed_fields(form) if not isinstance(empty[name], SecretField)]
    return list(pairwise(names))


def neighbours_that_let_pass(form: type[Form]) -> list[str]:
    """Name the fields of a form after which a number may go on in the next."""
    first, last = NUMBER.split()
    return [
        one
        for one, other in neighbours(form)
        if not _are_refused(posted(form, {one: f"Gjelder {first}", other: last}), one, other)
    ]


def _are_refused(form: Form, *names: str) -> bool:
    form.validate()
    return all(_refused_in(form[name]) for name in names)


def unwarned_fields(form: type[Form]) -> list[str]:
    """Name the narratives in which a name is not asked about, and the lines in which it is."""
    made = _holding(form, f"Pasienten {NAME} kom hjem.")
    made.validate()
    names = typed_fields(form)
    asked = {name for name in names if any(_found(made[name], Certainty.WARNED))}
    return [name for name in names if (name in asked) is (name in LINES)]


def _found(field: Field, certainty: Certainty) -> Iterator[Any]:
    return (one for one in getattr(field, "passages", ()) if one.certainty is certainty)


def every_column() -> list[Column[Any]]:
    """Give every column of every table."""
    if not app.models.__all__:
        raise LookupError("the models know no table")
    return [column for table in Base.metadata.sorted_tables for column in table.columns]


def unguarded_columns(columns: Iterable[Column[Any]]) -> list[str]:
    """Name the columns that hold text and do not refuse a national number on either engine."""
    return [str(column) for column in columns if not _is_guarded(column)]


def _is_guarded(column: Column[Any]) -> bool:
    if isinstance(column.type, COLUMN_TYPES):
        return all(_refuses(column, dialect) for dialect in DIALECTS)
    if isinstance(column.type, LargeBinary):
        is_digest = column.name in {"digest", "previous"} or column.name.endswith("_digest")
        return is_digest or str(column) in DRAWN
    return not isinstance(column.type, (String, Text))


def _refuses(column: Column[Any], dialect: Any) -> bool:
    """Bind a number as a statement would."""
    bind = column.type.dialect_impl(dialect).bind_processor(dialect)
    if bind is None:
        return False
    try:
        bind(_carrying_a_number(column))
    except (IdentifierRefused, ValueError, NotMachineText):
        return True
    return False


def _carrying_a_number(column: Column[Any]) -> object:
    if isinstance(column.type, HumanWords):
        return Words("Klinikk", NUMBER)
    if isinstance(column.type, MachineFacts):
        return {"reason": NUMBER}
    return cast(object, NUMBER)


def unguarded_entrances(site: Website, entrances: Iterable[Entrance]) -> list[str]:
    """Name the addresses that do not hand a text back with the number in it pointed out."""
    text = f"Gjelder {NUMBER} her."
    return sorted({one.endpoint for one in entrances if not _hands_back(one, site.post(one, text))})


def _hands_back(entrance: Entrance, response: TestResponse) -> bool:
    if entrance.is_secret:
        return response.status_code == UNPROCESSABLE
    return response.status_code < FAULT and f">{NUMBER}</mark>" in response.get_data(as_text=True)
