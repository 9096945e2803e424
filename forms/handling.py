"""What the recipient of a case fills in, and what the reporting party does in its own name.

Field names differ between the forms, since they stand together on the case's page.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, Field, HiddenField
from wtforms.validators import ValidationError

from app.domain.case import DeclineDraft, Reference
from app.domain.vocabulary import AnswerPart, DeclineReason, NarrativeKind, Words
from forms.base import LINE_LENGTH, N_, NARRATIVE_LENGTH, AtMost, Form, Required
from forms.choices import Radios, Select, choice
from forms.days import FIRST_DAY, read_day
from forms.fields import LineField, NarrativeField
from forms.following import ReplyForm

MOST_DIGITS = 9
LAST_DAY = date(2100, 1, 1)
CHOOSE = ("", Words("Velg …", "Vel …"))
NOT_JUDGED = ("", Words("Ikke vurdert ennå", "Ikkje vurdert enno"))


def worded(options: Iterable[tuple[str, Words]], group: str | None = None) -> list[Any]:
    """Turn keys and words into choices; the templates choose the reader's language."""
    return [choice(key, words, group) for key, words in options]


def label(term: AnswerPart | NarrativeKind) -> Any:  # noqa: ANN401  WTForms would have a string
    """Let a term's own words be a field's label; the templates choose the reader's language."""
    return term.words


class CaseForm(Form):
    """A form on a case's page. It carries the version that the page was opened at."""

    version = HiddenField()

    @property
    def opened_at(self) -> int:
        """Give the version; 0 when the page carried none, and so is older than every case."""
        carried = str(self.version.data or "")
        is_number = carried.isascii() and carried.isdigit() and len(carried) <= MOST_DIGITS
        return int(carried) if is_number else 0

    @property
    def content(self) -> frozenset[str]:
        """Give everything that was said, by which a second click is known."""
        said = [field.data for field in self if not isinstance(field, HiddenField)]
        return frozenset(text for text in said if text)


class ActForm(CaseForm):
    """An act that needs no words: confirm receipt, take the case, close it."""


class ForwardForm(CaseForm):
    """Another unit, and why."""

    to_unit = Select(
        N_("Ny mottaker"),
        [Required(N_("Velg enheten som skal ha saken."))],
        choices=[],
    )
    forward_reason = NarrativeField(
        label(NarrativeKind.FORWARD_REASON),
        [Required(N_("Skriv hvorfor saken hører til et annet sted.")), AtMost(NARRATIVE_LENGTH)],
        description=N_("Melder og den nye mottakeren ser dette."),
    )

    def offer(self, groups: Iterable[tuple[str, Iterable[tuple[str, Words]]]]) -> None:
        """Give the units that may have the case, each party's together."""
        units = [choice for group, options in groups for choice in worded(options, group)]
        self.to_unit.choices = [*worded([CHOOSE]), *units]


class DeclineForm(CaseForm):
    """One of five reasons, a comment, and the other case when it is a double."""

    decline_reason = Radios(
        N_("Hvorfor avviser du saken?"),
        [Required(N_("Velg en grunn."))],
        choices=worded((reason.value, reason.words) for reason in DeclineReason),
    )
    duplicate_of = LineField(
        N_("Referansen til den andre meldingen"),
        [AtMost(LINE_LENGTH)],
        description=N_("Åtte tegn, for eksempel 7KQM-2XVD."),
    )
    decline_comment = NarrativeField(
        N_("Forklar det for melder"),
        [Required(N_("Skriv noen ord, så melder forstår hvorfor.")), AtMost(NARRATIVE_LENGTH)],
        description=N_("Melder leser dette. Si gjerne hvor saken heller hører hjemme."),
    )

    def validate_duplicate_of(self, field: Field) -> None:
        """Ask for the other case when this one is a double."""
        is_double = self.decline_reason.data == DeclineReason.DUPLICATE
        if is_double and not Reference.read(field.data or "").is_complete:
            raise ValidationError(
                self.language("Skriv de åtte tegnene i referansen til den andre meldingen.")
            )

    def draft(self) -> DeclineDraft:
        """Give the reason, the comment and the other case."""
        reason = DeclineReason(self.decline_reason.data)
        is_double = reason is DeclineReason.DUPLICATE
        return DeclineDraft(
            reason=reason,
            comment=self.decline_comment.data or "",
            duplicate_of=Reference.read(self.duplicate_of.data or "") if is_double else None,
        )

    @property
    def content(self) -> frozenset[str]:
        """Give reason, comment and reference. Call it on a valid form only."""
        draft = self.draft()
        return frozenset({draft.reason.value, draft.comment, draft.duplicate_of or ""} - {""})


class AskForm(CaseForm):
    """A question to the reporter."""

    question = NarrativeField(
        label(NarrativeKind.QUESTION),
        [Required(N_("Skriv spørsmålet.")), AtMost(NARRATIVE_LENGTH)],
        description=N_("Melder får beskjed og svarer på følgesiden."),
    )
    stops_clock = BooleanField(N_("Vi kan ikke svare før melder har svart"))
    days_left = 0
    """For how many days the question may stop the clock; the box is shown only where it can."""

    def offer(self, days_left: int) -> None:
        """Say how long the clock may stand still."""
        self.days_left = days_left

    @property
    def content(self) -> frozenset[str]:
        """Give the question alone: what it did to the clock, is told by the clock."""
        return frozenset(filter(None, [self.question.data]))


class GuideForm(CaseForm):
    """Where a report that no party here can answer should be sent."""

    guidance = NarrativeField(
        N_("Beskjed til melder"),
        [Required(N_("Skriv hvor meldingen skal sendes.")), AtMost(NARRATIVE_LENGTH)],
        description=N_("Skriv hvem som er rett mottaker, og hvordan melder når dem."),
    )


class IsDay:
    """The text is a date, past or to come."""

    def __call__(self, form: Form, field: Field) -> None:
        """Show how a date is written."""
        if not field.data:
            return
        day = read_day(field.data)
        if day is None or not FIRST_DAY <= day < LAST_DAY:
            raise ValidationError(
                form.language("Denne datoen forstår vi ikke. Skriv den slik: 3.11.2026.")
            )


class NumberForm(Form):
    """The party's own number for the case."""

    own_number = LineField(
        N_("Vårt saksnummer"),
        [AtMost(LINE_LENGTH)],
        description=N_("Nummeret saken har i EQS, Public 360 eller avvikssystemet deres."),
    )


class ReplyOnBehalfForm(ReplyForm):
    """A reply to one question, in the reporter's place."""

    reply = NarrativeField(
        N_("Svar på vegne av melder"),
        [Required(N_("Skriv svaret.")), AtMost(NARRATIVE_LENGTH)],
        description=N_("Mottakeren ser at svaret kommer fra dere, ikke fra melder selv."),
    )


class ConfirmForm(Form):
    """An act of the reporting party that needs no words."""
