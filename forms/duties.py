"""What a party found of a duty elsewhere, and the day on which new rules begin."""

from collections.abc import Iterable
from datetime import date

from wtforms import Field
from wtforms.validators import ValidationError

from app.domain.casework import DutyResult
from app.domain.duties import DutyAssessmentDraft
from app.domain.vocabulary import Words
from forms.base import LINE_LENGTH, N_, AtMost, Form, Required
from forms.choices import Radios, Select
from forms.days import FIRST_DAY, read_day
from forms.fields import LineField
from forms.handling import CHOOSE, LAST_DAY, CaseForm, worded


class DutyAssessmentForm(CaseForm):
    """Which duty, what was found, and the number that it got where it was reported."""

    duty = Select(
        N_("Hva har dere vurdert?"), [Required(N_("Velg hva dere har vurdert."))], choices=[]
    )
    duty_result = Radios(
        N_("Hva fant dere?"),
        [Required(N_("Velg det som stemmer."))],
        choices=worded((result.value, result.words) for result in DutyResult),
    )
    duty_reference = LineField(
        N_("Referansen hos myndigheten"),
        [AtMost(LINE_LENGTH)],
        description=N_("For eksempel nummeret fra melde.no, hvis dere har det."),
    )

    def offer(self, duties: Iterable[tuple[str, Words]]) -> None:
        """Give the duties that the case asks for today."""
        self.duty.choices = worded([CHOOSE, *duties])

    def draft(self) -> DutyAssessmentDraft:
        """Give the assessment. Call it on a valid form only."""
        return DutyAssessmentDraft(
            self.duty.data or "", DutyResult(self.duty_result.data), self.duty_reference.data or ""
        )


class DutyDateForm(Form):
    """The first day on which the coming rules hold."""

    begins_on = LineField(
        N_("Datoen de nye reglene begynner å gjelde"),
        [Required(N_("Skriv datoen.")), AtMost(LINE_LENGTH)],
        description=N_("Den står i vedtaket om ikrafttredelse."),
    )

    def validate_begins_on(self, field: Field) -> None:
        """Read a date, past or to come."""
        day = read_day(field.data or "")
        if day is None or not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(
                self.language("Denne datoen forstår vi ikke. Skriv den slik: 3.11.2026.")
            )

    @property
    def day(self) -> date:
        """Give the date. Call it on a valid form only."""
        found = read_day(self.begins_on.data or "")
        if found is None:
            raise ValueError("only a valid form has a date")
        return found
