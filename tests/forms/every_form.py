"""Every form of the product, empty or filled in, whatever it asks for when it is made."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict

import forms
from app.domain.audit import AuditAction
from app.domain.consent import ON_PAPER
from app.domain.joint_form import Option
from app.domain.vocabulary import Consequence, Direction
from app.language import Language
from forms.administration import LogForm, MembershipForm
from forms.base import Form
from forms.entering import EntryForm
from forms.fields import TypedField
from forms.following import ConsentForm, SupplementForm
from forms.steering import SteeringUploadForm
from forms.submitting import ReportForm
from forms.tallies import TallyForm
from tests.filled_form import TODAY, joint_form

NB = Language("nb")
TO_HOSPITAL = (joint_form(), Direction.TO_HOSPITAL)
CONSEQUENCES = tuple(Option(level.value, level.words) for level in Consequence)
MADE_WITH: dict[type[Form], Callable[..., Form]] = {
    ReportForm: lambda language, **more: ReportForm(language, *TO_HOSPITAL, today=TODAY, **more),
    EntryForm: lambda language, **more: EntryForm(
        language, *TO_HOSPITAL, today=TODAY, own_parties=frozenset({"tonsberg"}), **more
    ),
    SupplementForm: lambda language, **more: SupplementForm(language, CONSEQUENCES, **more),
    ConsentForm: lambda language, **more: ConsentForm(
        language, {consent: consent.words for consent in ON_PAPER}, **more
    ),
    MembershipForm: lambda language, **more: MembershipForm(language, {}, [], **more),
    TallyForm: lambda language, **more: TallyForm(language, today=TODAY, **more),
    SteeringUploadForm: lambda language, **more: SteeringUploadForm(language, today=TODAY, **more),
    LogForm: lambda language, **more: LogForm(language, AuditAction, **more),
}
"""Forms that are handed more than a language."""


def form_classes(kind: type[Form] = Form) -> Iterator[type[Form]]:
    """Every class of form below ``kind`` that stands in ``forms/``."""
    for module in pkgutil.iter_modules(forms.__path__, "forms."):
        importlib.import_module(module.name)
    yield from dict.fromkeys(_below(kind))


def _below(kind: type[Form]) -> Iterator[type[Form]]:
    """A form with two parents stands below each of them."""
    for form in kind.__subclasses__():
        if form.__module__.startswith("forms."):
            yield form
            yield from _below(form)


def page_app() -> Flask:
    """What a form needs to stand on."""
    made = Flask(__name__)
    made.config["SECRET_KEY"] = "s" * 40
    return made


def posted(
    form: type[Form], values: Mapping[str, object] | None = None, language: Language = NB
) -> Form:
    """A form that was posted with some values; its page was a new one."""
    make = MADE_WITH.get(form, form)
    return make(language, formdata=MultiDict(values or {}), meta={"csrf": False})


def typed_fields() -> list[Any]:
    """Every (form class, field name) that a person types in."""
    with page_app().test_request_context(method="POST"):
        return [
            (form, field.name)
            for form in form_classes()
            for field in posted(form)
            if isinstance(field, TypedField)
        ]
