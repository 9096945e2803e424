"""A question to somebody outside the case, and the one answer that it gets."""

from collections.abc import Iterable

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from app.domain.inquiring import InquiryDraft, InquiryReplyDraft
from app.domain.vocabulary import Words
from forms.base import (
    LINE_LENGTH,
    N_,
    NARRATIVE_LENGTH,
    AtMost,
    Form,
    LooksLikeAddress,
    Required,
)
from forms.choices import Select
from forms.fields import LineField, NarrativeField
from forms.handling import MOST_DIGITS, CaseForm, worded

NOBODY = ("", Words("Ingen av disse", "Ingen av desse"))


class InquireForm(CaseForm):
    """Whom to ask, by unit or by address, and the question."""

    inquire_unit = Select(N_("Hvem vil dere spørre?"), choices=[])
    inquire_email = LineField(
        N_("Eller e-postadressen deres"),
        [AtMost(LINE_LENGTH), LooksLikeAddress()],
        description=N_("Bare adresser hos sykehuset eller en av kommunene i registeret."),
    )
    inquiry = NarrativeField(
        N_("Spørsmålet"),
        [Required(N_("Skriv spørsmålet.")), AtMost(NARRATIVE_LENGTH)],
        description=N_(
            "De ser bare spørsmålet og at det er dere som spør. Still ett spørsmål, og skriv det "
            "så det kan forstås alene, uten hvem pasienten er."
        ),
    )

    def offer(self, groups: Iterable[tuple[str, Iterable[tuple[str, Words]]]]) -> None:
        """Give the units that may be asked, each party's together."""
        units = [choice for group, options in groups for choice in worded(options, group)]
        self.inquire_unit.choices = [*worded([NOBODY]), *units]

    def validate_inquire_email(self, field: Field) -> None:
        """Ask for one receiver: a unit of the list, or an address."""
        if field.data and self.inquire_unit.data:
            raise ValidationError(
                self.language("Velg enheten eller skriv adressen, ikke begge deler.")
            )
        if not field.data and not self.inquire_unit.data:
            raise ValidationError(self.language("Velg en enhet over, eller skriv adressen her."))

    def draft(self) -> InquiryDraft:
        """Give the question. Call it on a valid form only."""
        return InquiryDraft(
            question=self.inquiry.data or "",
            unit_key=self.inquire_unit.data or "",
            email=self.inquire_email.data or "",
        )


class WithdrawInquiryForm(Form):
    """The button that takes one question back."""

    asked = HiddenField()

    @property
    def inquiry_id(self) -> int:
        """Give the question's number; 0, which no question has, when the page carried none."""
        carried = str(self.asked.data or "")
        is_number = carried.isascii() and carried.isdigit() and len(carried) <= MOST_DIGITS
        return int(carried) if is_number else 0


class InquiryReplyForm(Form):
    """The answer of somebody outside the case, and who gives it."""

    inquiry_reply = NarrativeField(
        N_("Svaret deres"),
        [Required(N_("Skriv svaret.")), AtMost(NARRATIVE_LENGTH)],
        description=N_("Skriv hva dere vet, og ikke hvem pasienten er."),
    )
    answered_by = LineField(
        N_("Navn eller rolle"),
        [Required(N_("Skriv navnet ditt eller rollen din.")), AtMost(LINE_LENGTH)],
        description=N_("For eksempel «sykepleier på avdelingen» eller navnet ditt."),
    )

    def draft(self) -> InquiryReplyDraft:
        """Give the answer. Call it on a valid form only."""
        return InquiryReplyDraft(self.inquiry_reply.data or "", self.answered_by.data or "")
