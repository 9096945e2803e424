"""What the reporter fills in on the follow page.

Field names differ between the forms, since they stand together on one page.
"""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField

from app.domain.consent import ON_PAPER
from app.domain.joint_form import Option
from app.domain.vocabulary import Consent, Consequence, Words
from app.language import Language
from forms.base import N_, NARRATIVE_LENGTH, AtMost, Form, Required
from forms.choices import Radios, choice
from forms.fields import NarrativeField

MOST_DIGITS = 9
UNCHANGED = Words("Uendret", "Uendra")


class ReplyForm(Form):
    """The reply to one question; the page carries which."""

    question = HiddenField()
    reply = NarrativeField(
        N_("Svaret ditt"), [Required(N_("Skriv et svar på spørsmålet.")), AtMost(NARRATIVE_LENGTH)]
    )

    def __init__(self, language: Language, **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Give the text an id of its own, since several questions may be open."""
        super().__init__(language, **kwargs)
        self.reply.id = f"reply-{self.question_id}"

    @property
    def question_id(self) -> int:
        """Give the question's id; 0, which no question has, when the page carried none."""
        carried = str(self.question.data or "")
        is_number = carried.isascii() and carried.isdigit() and len(carried) <= MOST_DIGITS
        return int(carried) if is_number else 0


class SupplementForm(Form):
    """More facts, and a changed consequence beside the original."""

    supplement = NarrativeField(
        N_("Nye opplysninger"),
        [Required(N_("Skriv hva du vil legge til.")), AtMost(NARRATIVE_LENGTH)],
        description=N_("Det du skrev først, blir stående. Skriv hva som skjedde, ikke hvem."),
    )
    consequence = Radios(N_("Er konsekvensen for pasienten en annen enn du meldte?"), default="")

    def __init__(self, language: Language, consequences: Iterable[Option], **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Offer the consequences of the case's own form version."""
        super().__init__(language, **kwargs)
        offered = [("", UNCHANGED), *((option.key, option.words) for option in consequences)]
        self.consequence.choices = [choice(key, words) for key, words in offered]

    @property
    def changed_consequence(self) -> Consequence | None:
        """Give the new consequence; None when it is as first reported."""
        return Consequence(self.consequence.data) if self.consequence.data else None


class WithdrawForm(Form):
    """Why a report is taken back."""

    withdraw_reason = NarrativeField(
        N_("Hvorfor trekker du meldingen?"),
        [Required(N_("Skriv kort hvorfor.")), AtMost(NARRATIVE_LENGTH)],
    )


class ReopenForm(Form):
    """What an answer lacks."""

    reopen_reason = NarrativeField(
        N_("Hva mangler i svaret?"),
        [Required(N_("Skriv hva som mangler.")), AtMost(NARRATIVE_LENGTH)],
    )


class ConsentForm(Form):
    """What the patient or the nearest relative answered."""

    consent = Radios(N_("Hva svarte pasienten?"), [Required(N_("Velg det som stemmer."))])

    def __init__(self, language: Language, texts: dict[Consent, Words], **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Offer the joint form's three statements in its own words."""
        super().__init__(language, **kwargs)
        self.consent.choices = [choice(consent.value, texts[consent]) for consent in ON_PAPER]

    def answer(self) -> Consent:
        """Give the statement that holds. Call it on a valid form only."""
        return Consent(self.consent.data)
