"""How often something harmless happens: a number, and the days from and to."""

import secrets
from datetime import date
from typing import Any

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from app.domain.casework import is_harmless
from app.domain.tallies import MOST_TIMES, TallyDraft
from app.domain.vocabulary import Consequence
from app.language import Language
from forms.base import LINE_LENGTH, N_, AtMost, Form, Required
from forms.days import DatedForm, IsPastDay, read_day
from forms.fields import LineField

KEY_BYTES = 16
MOST_DIGITS = 3
ONLY_HARMLESS = N_(
    "Flere ganger kan bare telles når konsekvensen er «Ingen» eller «Mindre alvorlig». Ta bort "
    "tallet og datoene, og meld hver av de andre hendelsene for seg."
)
ENDS_EARLY = N_("Perioden slutter før den begynner. Sjekk datoene.")


def read_times(typed: str) -> int | None:
    """Read a whole number in at most three digits; None when it is none."""
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS
    return int(typed) if is_number else None


class IsTimes:
    """The text is a number of times, from ``fewest`` to 999."""

    def __init__(self, fewest: int) -> None:
        self.fewest = fewest

    def __call__(self, form: Form, field: Field) -> None:
        """Say which numbers there are."""
        times = read_times(field.data or "")
        if field.data and (times is None or times < self.fewest):
            raise ValidationError(
                form.language(
                    "Skriv et helt tall fra %(fewest)s til %(most)s.",
                    fewest=self.fewest,
                    most=MOST_TIMES,
                )
            )


def ends_early(from_typed: str | None, to_typed: str | None) -> bool:
    """Tell whether two dates that can be read stand the wrong way round."""
    first, last = read_day(from_typed or ""), read_day(to_typed or "")
    return first is not None and last is not None and last < first


def refuse_count_of_harm(
    form: Form, field: Field, typed: tuple[str | None, ...], consequence: str | None
) -> None:
    """Say that a grave event is reported by itself, or that a period needs its number.

    ``typed`` are the number and the days as they were written; ``consequence`` is the key chosen.
    """
    is_grave = consequence in set(Consequence) and not is_harmless(Consequence(consequence))
    if any(typed) and is_grave:
        raise ValidationError(form.language(ONLY_HARMLESS))
    if any(typed) and not field.data:
        raise ValidationError(form.language("Skriv hvor mange ganger, eller ta bort datoene."))


def read_tally(times: str | None, from_typed: str | None, to_typed: str | None) -> TallyDraft:
    """Give the tally of three valid fields.

    Raises:
        ValueError: when they are not valid.
    """
    count = read_times(times or "")
    first, last = read_day(from_typed or ""), read_day(to_typed or "")
    if count is None or first is None or last is None:
        raise ValueError("only a valid form has a tally")
    return TallyDraft(count, first, last)


class TallyForm(DatedForm):
    """It has happened again: how many times, and when. ``today`` is the Oslo date."""

    form_key = HiddenField()
    tally_count = LineField(
        N_("Hvor mange ganger har det skjedd igjen?"),
        [Required(N_("Skriv hvor mange ganger.")), IsTimes(1), AtMost(LINE_LENGTH)],
    )
    tally_from = LineField(
        N_("Fra og med"),
        [Required(N_("Skriv første dag.")), IsPastDay(), AtMost(LINE_LENGTH)],
    )
    tally_to = LineField(
        N_("Til og med"),
        [
            Required(N_("Skriv siste dag. Er det én dag, skriv den to ganger.")),
            IsPastDay(),
            AtMost(LINE_LENGTH),
        ],
    )

    def __init__(self, language: Language, *, today: date, **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Know the day; draw a key unless the page carried one."""
        super().__init__(language, **kwargs)
        self.today = today
        if not self.form_key.data:
            self.renew_key()

    def renew_key(self) -> None:
        """Make sending this page a new tally."""
        self.form_key.data = secrets.token_urlsafe(KEY_BYTES)

    def validate_tally_to(self, field: Field) -> None:
        """Hold the days in order."""
        if ends_early(self.tally_from.data, field.data):
            raise ValidationError(self.language(ENDS_EARLY))

    def draft(self) -> TallyDraft:
        """Give the tally. Call it on a valid form only."""
        return read_tally(self.tally_count.data, self.tally_from.data, self.tally_to.data)
