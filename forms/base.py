"""What every form has: a language, screened text, its own words."""

import re
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, SelectMultipleField
from wtforms.validators import StopValidation, ValidationError

from app.language import Language
from forms import screened
from forms.faults import Fault, faults_of
from forms.fields import TypedField
from forms.screened import Answers

NARRATIVE_LENGTH = 4000
LINE_LENGTH = 200


def N_(message: str) -> str:  # noqa: N802  the name that message extraction knows
    """Mark a bokmål message for translation, where it is written but not yet shown."""
    return message


OLD_PAGE = N_("Siden hadde stått åpen lenge. Trykk på knappen en gang til.")
TWO_VALUES = N_("Dette feltet kom to ganger. Se over det, og send en gang til.")
TOO_LONG = N_("Teksten er altfor lang. Kort den ned.")


class Form(FlaskForm):
    """The base of all forms; ``form.language`` words its errors.

    Every typed field passes the screen. What it finds is shown where it stands, and the whole text
    goes back to the writer and nowhere else.
    """

    language: Language
    answers: Answers

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

    def post_process(self, formdata: Any = None) -> None:  # noqa: ANN401  WTForms' own
        """Keep what the writer has answered about findings beside the fields."""
        super().post_process(formdata)
        self.answers = Answers.posted(formdata)

    def text_fields(self) -> list[TypedField]:
        """Give every field that a person types in, in the form's order."""
        return [field for field in self if isinstance(field, TypedField)]

    @property
    def is_being_changed(self) -> bool:
        """Tell whether a finding's button was pressed: the text is changed and nothing is sent."""
        return bool(self.answers.button)

    @property
    def came_back(self) -> bool:
        """Tell whether the writer has the form again, with something to do or to look over."""
        return bool(self.errors) or self.is_being_changed

    @property
    def has_findings(self) -> bool:
        """Tell whether any field is drawn with findings, and so with buttons of their own."""
        return any(field.shown_passages for field in self.text_fields())

    @property
    def faults(self) -> list[Fault]:
        """Give all that must be mended or confirmed; that the page was old is nobody's fault."""
        fields = [field for field in self if field.errors and field.name != "csrf_token"]
        found = [fault for field in fields for fault in faults_of(field, self.language)]
        return [*map(Fault, self.form_errors), *found]

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401  WTForms' own
        """Check the fields, then the screen; all errors are found at once.

        A form that is being changed is never valid; an old page is no hindrance to it.
        """
        if self.is_being_changed:
            screened.change(self.text_fields(), self.answers, self.language)
        is_valid = bool(super().validate(extra_validators))
        if self.page_was_old:
            old_page = [] if self.is_being_changed else [self.language(OLD_PAGE)]
            self.csrf_token.errors = old_page
        is_refused = [self._refuse_doubles(), self._show_findings()]
        return is_valid and not any(is_refused) and not self.is_being_changed

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

    def _show_findings(self) -> bool:
        """Tell of findings at their fields: what is refused first, what is asked about last."""
        fields = self.text_fields()
        screened.look_through(fields, self.answers.confirmed)
        for field in fields:
            refused = screened.refusals(field, self.language)
            if screened.is_too_long(field):
                field.errors, refused = [], [self.language(TOO_LONG)]
            asked = screened.warnings(field, self.language)
            field.is_only_asked = bool(asked) and not (refused or field.errors)
            field.screen_errors = () if screened.is_too_long(field) else (*refused, *asked)
            field.errors = [*refused, *field.errors, *asked]
        return any(field.errors for field in fields)

    @property
    def page_was_old(self) -> bool:
        """Tell whether only the page's own key had run out; one click sends it again."""
        return bool(self.errors.get("csrf_token"))


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
