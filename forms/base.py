"""What every form has: a language, clean text, the screen on every text field, its own words."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    Field,
    HiddenField,
    PasswordField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import StopValidation, ValidationError

from app.domain.screening import Finding
from app.language import Language
from app.screening import screen

NARRATIVE_LENGTH = 4000
LINE_LENGTH = 200
CONTEXT = 24
BLACK = "▮"
LONGEST_SCREENED = 100_000
"""Characters; a longer text is refused for its length alone."""
CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
SURROGATES = re.compile(r"[\ud800-\udfff]")


def N_(message: str) -> str:  # noqa: N802  the name that message extraction knows
    """Mark a bokmål message for translation, where it is written but not yet shown."""
    return message


def clean(text: str | None) -> str | None:
    """Give text in one Unicode form, without control and direction marks, ends trimmed."""
    if text is None:
        return None
    plain = SURROGATES.sub("", CONTROLS.sub("", text.replace("\r\n", "\n")))
    return unicodedata.normalize("NFC", plain).strip()


OLD_PAGE = N_("Siden hadde stått åpen lenge. Trykk på knappen en gang til.")
TWO_VALUES = N_("Dette feltet kom to ganger. Se over det, og send en gang til.")


class Form(FlaskForm):
    """The base of all forms; ``form.language`` words its errors.

    Every text field passes the screen: a national number is refused where it stands, and the
    whole text goes back to the writer and nowhere else.
    """

    language: Language

    class Meta:
        """A form page may stay open as long as the browser does; no clock eats text."""

        csrf_time_limit = None

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:  # noqa: ANN401  Flask-WTF's own
            """Read what a page's form sends, and neither JSON nor files in its place."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if form.is_submitted() else None

    def __init__(self, language: Language, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Bind the posted values, cleaned."""
        self.language = language
        super().__init__(*args, **kwargs)
        for field in self.text_fields():
            if isinstance(field, PasswordField):
                continue  # a password is what it is, to the last space
            field.data = clean(field.data)
            if field.data and not isinstance(field, TextAreaField):
                field.data = " ".join(field.data.split())

    def text_fields(self) -> Iterator[StringField]:
        """Give every field that a person types in."""
        for field in self:
            if isinstance(field, StringField) and not isinstance(field, HiddenField):
                yield field

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401  WTForms' own
        """Check the fields, then the screen; all errors are found at once."""
        is_valid = bool(super().validate(extra_validators))
        if self.page_was_old:
            self.csrf_token.errors = [self.language(OLD_PAGE)]
        is_refused = [self._refuse_doubles(), self._refuse_identifiers()]
        return is_valid and not any(is_refused)

    def _refuse_doubles(self) -> bool:
        """Two values for one field are never a choice between them."""
        doubled = [
            field
            for field in self
            if len(field.raw_data or ()) > 1 and not isinstance(field, SelectMultipleField)
        ]
        for field in doubled:
            field.errors = [*field.errors, self.language(TWO_VALUES)]
        return bool(doubled)

    def _refuse_identifiers(self) -> bool:
        is_refused = False
        for field in self.text_fields():
            if len(field.data or "") > LONGEST_SCREENED:
                field.errors = [self.language("Teksten er altfor lang. Kort den ned.")]
                is_refused = True
            elif findings := screen(field.data or ""):
                field.errors = [self._refusal(field, findings), *field.errors]
                is_refused = True
        return is_refused

    def _refusal(self, field: StringField, findings: tuple[Finding, ...]) -> str:
        sentence = self.language(
            "Her står %(kind)s: «%(place)s». Ta det bort, så kan du sende.",
            kind=findings[0].kind.words,
            place=_place(field.data or "", findings),
        )
        if not isinstance(field, TextAreaField):
            return sentence
        return f"{sentence} {self.language('Skriv heller «pasienten».')}"

    @property
    def page_was_old(self) -> bool:
        """Tell whether only the page's own key had run out; one click sends it again."""
        return bool(self.errors.get("csrf_token"))


def _place(text: str, findings: tuple[Finding, ...]) -> str:
    """Show where the first finding stands, with every finding blacked out."""
    first = findings[0]
    hidden = list(text)
    for finding in findings:
        hidden[finding.start : finding.end] = [BLACK] * (finding.end - finding.start)
    shown = "".join(hidden[max(first.start - CONTEXT, 0) : first.end + CONTEXT])
    return " ".join(shown.split())


class Required:
    """The field is filled in; otherwise the given sentence says what to do."""

    field_flags = {"required": True}  # noqa: RUF012  WTForms reads it as a class attribute

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Form, field: Field) -> None:
        """Stop at an empty field."""
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            field.errors = []
            raise StopValidation(form.language(self.message))


class AtMost:
    """The text has at most ``limit`` characters; æ, ø and å count as one each."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, form: Form, field: Field) -> None:
        """Tell how long the text is and how long it may be."""
        length = len(field.data or "")
        if length > self.limit:
            raise ValidationError(
                form.language(
                    "Teksten har %(length)s tegn. Kort den ned til høyst %(limit)s.",
                    length=form.language.number(length),
                    limit=form.language.number(self.limit),
                )
            )


class LooksLikeAddress:
    """An e-mail address has one @, a domain with a dot, and no spaces."""

    pattern = re.compile(r"[\w.+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")

    def __call__(self, form: Form, field: Field) -> None:
        """Show how an address is written."""
        if field.data and not self.pattern.fullmatch(field.data):
            raise ValidationError(form.language("Skriv e-postadressen slik: navn@kommune.no"))
