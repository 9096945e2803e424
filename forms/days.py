"""Dates and times as people write them, kept as text until they are read."""

import re
from datetime import date, time

from wtforms import Field
from wtforms.validators import ValidationError

from forms.base import Form

FIRST_DAY = date(2000, 1, 1)
CENTURY = 2000
SHORT_YEAR = 2

DAY_FIRST = re.compile(r"([0-9]{1,2})[ ./-]+([0-9]{1,2})[ ./-]+([0-9]{4}|[0-9]{2})")
YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
DAY_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")
CLOCK = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})|([0-9]{2})([0-9]{2})")


def read_day(typed: str) -> date | None:
    """Read «3.11.2026», «3.11.26», «03112026», «031126» or «2026-11-03»; None when it is no date.

    Digits alone are read because the number keyboard of a phone may have nothing else.
    """
    if found := YEAR_FIRST.fullmatch(typed):
        year, month, day = found.groups()
    elif found := DAY_FIRST.fullmatch(typed) or DAY_DIGITS.fullmatch(typed):
        day, month, year = found.groups()
    else:
        return None
    full_year = int(year) + (CENTURY if len(year) == SHORT_YEAR else 0)
    try:
        return date(full_year, int(month), int(day))
    except ValueError:
        return None


def read_clock(typed: str) -> time | None:
    """Read «14.30», «14:30», «9.05» or «1430»; None when it is no time."""
    found = CLOCK.fullmatch(typed.lower().removeprefix("kl").strip(". "))
    if found is None:
        return None
    hour, minute = (int(part) for part in found.groups() if part is not None)
    try:
        return time(hour, minute)
    except ValueError:
        return None


class DatedForm(Form):
    """A form that knows which day it is in Oslo."""

    today: date


class IsPastDay:
    """The text is a date, from 2000 to the form's today."""

    def __call__(self, form: DatedForm, field: Field) -> None:
        """Say what is wrong with the date, and how to write one."""
        if not field.data:
            return
        day = read_day(field.data)
        if day is None:
            sentence = form.language("Denne datoen forstår vi ikke. Skriv den slik: 3.11.2026.")
        elif day > form.today:
            sentence = form.language("Datoen er ikke kommet ennå. Sjekk dag, måned og år.")
        elif day < FIRST_DAY:
            sentence = form.language("Datoen må være fra år 2000 eller senere. Sjekk årstallet.")
        else:
            return
        raise ValidationError(sentence)


class IsClock:
    """The text is a time of day."""

    def __call__(self, form: Form, field: Field) -> None:
        """Show how a time is written."""
        if field.data and read_clock(field.data) is None:
            raise ValidationError(
                form.language("Dette klokkeslettet forstår vi ikke. Skriv det slik: 14.30.")
            )
