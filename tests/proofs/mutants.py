"""Whichever guard against identifiers is taken away, the checks name the place.

One guard is taken away at a time, and the same checks that the suite makes are made again. In each
form each text field is left out of the screen, becomes a field that is not screened, or, where it
tells something, a line that warns of nothing; each form is let through without being checked, and
without looking at neighbouring fields together. Each column that holds people's words becomes plain
text, or lets everything through; each column of keys becomes plain text. At each address that takes
text the form is believed as it comes. A guard counts as caught when the check names the very field,
column or address; every one is.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any
from unittest import mock

from flask import request
from flask_wtf import FlaskForm
from sqlalchemy import Column, Text
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine
from wtforms import StringField

from app.db import HumanText, HumanWords
from forms import screened
from forms.base import Form
from forms.fields import LineField
from tests.proofs.ground import Counts, Ground, Size
from tests.proofs.guards import (
    COLUMN_TYPES,
    LINES,
    a_post,
    every_column,
    every_form,
    neighbours,
    neighbours_that_let_pass,
    typed_fields,
    unguarded_columns,
    unguarded_entrances,
    unguarded_fields,
    unwarned_fields,
)
from tests.proofs.website import Entrance, Website, website

LEAST_OF_A_SORT = 4

Check = Callable[[], list[str]]
"""Names what is not guarded."""


Fields = Callable[[Form], list[Any]]


@dataclass(frozen=True)
class Mutant:
    """A guard that can be taken away: of what sort, where, and by which check it is missed."""

    sort: str
    place: str
    removed: AbstractContextManager[Any]
    check: Check


class OpenText(HumanText):
    """A column's type that has forgotten to screen."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return value


class OpenWords(HumanWords):
    """The same for names in both languages."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        return None if value is None else f"{value.nb} {value.nn}"


def prove(ground: Ground, size: Size, random: Random) -> Counts:
    """See that nothing is unguarded, then take each guard away and see that it is missed."""
    with website(ground.url) as site:
        entrances = site.entrances(everywhere=size.is_full)
        unmet = ", ".join(sorted(site.forms_not_met()))
        assert not unmet, f"on no page that was found stands a form to {unmet}"
        assert unguarded_entrances(site, entrances) == []
        guards = [*_of_forms(), *of_columns(), *_of_routes(site, entrances)]
        mutants = _chosen(guards, size, random)
        for mutant in mutants:
            take_away(mutant)
    sorts = Counter(mutant.sort for mutant in mutants)
    return {
        "forms": len(every_form()),
        "fields on pages": len(entrances),
        "columns": len(every_column()),
        "guards taken away": len(mutants),
        **sorts,
        "of all these noticed": len(mutants),
    }


def take_away(mutant: Mutant) -> None:
    """Take a guard away, and see that it is there before and missed afterwards."""
    assert mutant.place not in mutant.check(), f"{mutant.place} is not guarded"
    with mutant.removed:
        named = mutant.check()
    assert mutant.place in named, f"{mutant.sort}: {mutant.place} was not noticed"


def _chosen(mutants: list[Mutant], size: Size, random: Random) -> list[Mutant]:
    """Take some of each sort; the long run takes all."""
    sorts = dict.fromkeys(mutant.sort for mutant in mutants)
    groups = [[one for one in mutants if one.sort == sort] for sort in sorts]
    return [
        mutant
        for group in groups
        for mutant in random.sample(
            group, min(size.of(len(group), least=LEAST_OF_A_SORT), len(group))
        )
    ]


def _of_forms() -> Iterator[Mutant]:
    with a_post():
        fields = {form: typed_fields(form) for form in every_form()}
        beside = {form for form in fields if neighbours(form)}
    for form, names in fields.items():
        if names:
            yield from _of_form(form, has_neighbours=form in beside)
        for name in names:
            yield from _of_field(form, name)


def _of_form(form: type[Form], *, has_neighbours: bool) -> Iterator[Mutant]:
    let_through = mock.patch.object(form, "validate", FlaskForm.validate)
    yield Mutant("forms never checked", form.__name__, let_through, _asked(unguarded_fields, form))
    if has_neighbours:
        apart = mock.patch.object(screened, "screen_neighbours", return_value=())
        check = _asked(neighbours_that_let_pass, form)
        yield Mutant("forms whose fields are read apart", form.__name__, apart, check)


def _asked(check: Callable[[type[Form]], list[str]], form: type[Form]) -> Check:
    """Let a check of fields name the form that they stand in, and each of them."""

    def ask() -> list[str]:
        with a_post():
            names = check(form)
        return [*([form.__name__] if names else []), *(f"{form.__name__}.{n}" for n in names)]

    return ask


def _of_field(form: type[Form], name: str) -> Iterator[Mutant]:
    place, check = f"{form.__name__}.{name}", _asked(unguarded_fields, form)
    left_out = mock.patch.object(form, "text_fields", _all_but(name, form.text_fields))
    yield Mutant("fields left out of the screen", place, left_out, check)
    plain = mock.patch.object(form, name, StringField())
    yield Mutant("fields that are not screened", place, plain, check)
    if name not in LINES:
        line = mock.patch.object(form, name, LineField())
        yield Mutant("narratives that do not warn", place, line, _asked(unwarned_fields, form))


def _all_but(name: str, text_fields: Fields) -> Fields:
    return lambda form: [field for field in text_fields(form) if field.name != name]


def of_columns() -> Iterator[Mutant]:
    for column in every_column():
        if isinstance(column.type, COLUMN_TYPES):
            yield _retyped("columns that became plain text", column, Text())
        if isinstance(column.type, HumanText):
            yield _retyped("columns that do not screen", column, OpenText(column.type.policy))
        if isinstance(column.type, HumanWords):
            yield _retyped("columns that do not screen", column, OpenWords())


def _retyped(sort: str, column: Column[Any], other: TypeEngine[Any]) -> Mutant:
    retyped = mock.patch.object(column, "type", other)
    return Mutant(sort, str(column), retyped, lambda: unguarded_columns([column]))


def _of_routes(site: Website, entrances: list[Entrance]) -> Iterator[Mutant]:
    for endpoint in dict.fromkeys(entrance.endpoint for entrance in entrances):
        own = [entrance for entrance in entrances if entrance.endpoint == endpoint]
        check = partial(unguarded_entrances, site, own)
        yield Mutant("addresses that believe the form", endpoint, _believing(site, endpoint), check)


@contextmanager
def _believing(site: Website, endpoint: str) -> Iterator[None]:
    """Take whatever is posted to an address as valid, and store nothing that comes of it."""
    validate, transaction = Form.validate, site.database.transaction

    def believe(form: Form, extra_validators: Any = None) -> bool:
        return request.endpoint == endpoint or validate(form, extra_validators)

    @contextmanager
    def undone() -> Iterator[Session]:
        with transaction() as session:
            yield session
            session.rollback()

    with (
        mock.patch.object(Form, "validate", believe),
        mock.patch.object(site.database, "transaction", undone),
    ):
        yield
