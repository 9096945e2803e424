"""Loading steering information: a file, where its figures are from, and of which date they are."""

from datetime import date
from typing import Any

from flask import request
from werkzeug.datastructures import CombinedMultiDict, FileStorage, MultiDict
from wtforms import FileField
from wtforms.validators import ValidationError

from app.domain.steering import Provenance
from app.domain.steering_file import EMPTY, MOST_BYTES, TOO_LARGE
from app.domain.vocabulary import Words
from app.language import Language
from forms.base import LINE_LENGTH, N_, AtMost, Form, Required
from forms.days import DatedForm, IsPastDay, read_day
from forms.fields import LineField


class UploadField(FileField):
    """A file, read into memory once. What stands in it is screened row by row when it is read."""

    content: bytes = b""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read a file, and nothing that was typed in its place; at most one byte too many."""
        files = [value for value in valuelist if isinstance(value, FileStorage)]
        self.data = next((file.filename for file in files if file.filename), None)
        if self.data:
            self.content = files[0].stream.read(MOST_BYTES + 1)

    def _value(self) -> str:
        """Give nothing: no browser lets a page choose a file."""
        return ""


class IsSmallFile:
    """The file has something in it, and not too much."""

    def __call__(self, form: Form, field: UploadField) -> None:
        """Say what to do about it."""
        if not field.content:
            raise ValidationError(form.language.words(EMPTY))
        if len(field.content) > MOST_BYTES:
            raise ValidationError(form.language.words(TOO_LARGE))


class SteeringUploadForm(DatedForm):
    """``today`` is the Oslo date. Where the form comes back, its file must be chosen again."""

    class Meta:
        """A page's form sends a file beside what is typed."""

        def wrap_formdata(self, form: Form, formdata: Any) -> Any:  # noqa: ANN401  Flask-WTF's own
            """Read what a page's form sends, with its file."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return CombinedMultiDict([request.files, request.form]) if form.is_submitted() else None

    file = UploadField(
        N_("CSV-fil"),
        [Required(N_("Velg en fil.")), IsSmallFile()],
    )
    source = LineField(
        N_("Hvor er tallene fra?"),
        [Required(N_("Skriv hvor tallene er fra.")), AtMost(LINE_LENGTH)],
    )
    drawn_on = LineField(
        N_("Hvilken dag ble tallene hentet ut?"),
        [Required(N_("Skriv dagen tallene ble hentet ut.")), IsPastDay(), AtMost(LINE_LENGTH)],
    )

    def __init__(self, language: Language, *, today: date, **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Know the day."""
        super().__init__(language, **kwargs)
        self.today = today

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return bytes(self.file.content)

    def refuse_file(self, words: Words) -> None:
        """Say at the file what is wrong with it as a whole."""
        self.file.errors = [self.language.words(words)]

    def draft(self) -> Provenance:
        """Give source and date. Call it on a valid form only.

        Raises:
            ValueError: when the form is not valid.
        """
        drawn_on = read_day(self.drawn_on.data or "")
        if drawn_on is None:
            raise ValueError("only a valid form has a date")
        return Provenance(self.source.data or "", drawn_on)
