"""Saying when somebody is away, and who has their cases meanwhile."""

from collections.abc import Iterable
from datetime import date

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from app.domain.absence import AbsenceDraft
from forms.base import N_, Form, Required
from forms.choices import Select, choice
from forms.days import FIRST_DAY, read_day
from forms.fields import LineField
from forms.handling import IsDay

LONGEST_DAYS = 366
LONGEST_NUMBER = 9
WHOLE_DAYS = N_("dd.mm.åååå. Dagen regnes med.")


class AbsenceForm(Form):
    """A person, two days, and a substitute or none."""

    person = Select(N_("Hvem er borte?"), choices=[])
    first_day = LineField(
        N_("Første dag"), [Required(N_("Skriv den første dagen.")), IsDay()], description=WHOLE_DAYS
    )
    last_day = LineField(
        N_("Siste dag"), [Required(N_("Skriv den siste dagen.")), IsDay()], description=WHOLE_DAYS
    )
    substitute = Select(
        N_("Hvem tar sakene?"),
        choices=[],
        description=N_(
            "Uten stedfortreder går sakene tilbake til enheten, og lederen får beskjed."
        ),
    )
    today = FIRST_DAY

    def offer(
        self,
        people: Iterable[tuple[str, str]],
        substitutes: Iterable[tuple[str, str]],
        *,
        today: date,
    ) -> None:
        """Give whose absence may be set, and who may have their cases."""
        self.today = today
        self.person.choices = [choice(key, name) for key, name in people]
        nobody = self.language("Ingen stedfortreder")
        self.substitute.choices = [
            choice("", nobody),
            *(choice(key, name) for key, name in substitutes),
        ]

    def validate_last_day(self, field: Field) -> None:
        """Ask for an end that comes after the beginning, is not past, and within a year."""
        first, last = read_day(self.first_day.data or ""), read_day(field.data or "")
        if first is None or last is None:
            return
        if last < first:
            raise ValidationError(self.language("Siste dag er før første dag."))
        if last < self.today:
            raise ValidationError(self.language("Fraværet er over allerede."))
        if (last - first).days > LONGEST_DAYS:
            raise ValidationError(
                self.language(
                    "Et fravær varer høyst et år. Er noen borte lenger, si fra til lederen."
                )
            )

    def draft(self) -> AbsenceDraft:
        """Give the absence. Call it on a valid form only."""
        first, last = read_day(self.first_day.data or ""), read_day(self.last_day.data or "")
        assert first is not None and last is not None  # noqa: S101, PT018  the form is valid
        return AbsenceDraft(self.person.data, first, last, self.substitute.data or None)


class EndAbsenceForm(Form):
    """Which absence is over."""

    absence = HiddenField()

    @property
    def absence_id(self) -> int:
        """Give its number; 0 when there is none."""
        typed = str(self.absence.data or "")
        return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_NUMBER else 0
