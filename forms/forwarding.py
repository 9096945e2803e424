"""What is filled in when the parties do not agree: an objection, a decision, a proposal."""

from collections.abc import Iterable
from typing import Any

from app.domain.casework import ContestOutcome
from app.domain.vocabulary import Words
from app.language import Language
from forms.base import N_, NARRATIVE_LENGTH, AtMost, Form, Required
from forms.choices import Radios, Select
from forms.fields import NarrativeField
from forms.handling import CHOOSE, CaseForm, worded

STANDS = "decline-stands"
"""What is chosen in the place of a unit when a decline is to stand."""

LET_STAND = Words("Avvisningen skal stå", "Avvisinga skal stå")


class ContestForm(Form):
    """Why a decline is wrong, by the reporter on the follow page."""

    contest_reason = NarrativeField(
        N_("Hvorfor er avvisningen feil?"),
        [Required(N_("Skriv hvorfor avvisningen er feil.")), AtMost(NARRATIVE_LENGTH)],
        description=N_("Koordinatoren hos mottakeren leser dette og avgjør."),
    )


class ContestOnBehalfForm(CaseForm, ContestForm):
    """The same, by the party that reported."""


class AppealForm(Form):
    """The button that asks the FSU secretaries to decide; no field of its own."""


class SettleForm(CaseForm):
    """Whether a decline stands, and why."""

    outcome = Radios(
        N_("Hva har du kommet til?"),
        [Required(N_("Velg om avvisningen skal stå."))],
        choices=worded(
            [
                (
                    ContestOutcome.OVERTURNED.value,
                    Words("Vi behandler saken likevel", "Vi behandlar saka likevel"),
                ),
                (ContestOutcome.UPHELD.value, LET_STAND),
            ]
        ),
    )
    contest_decision = NarrativeField(
        N_("Forklar det for melder"),
        [Required(N_("Skriv hvorfor, så melder forstår det.")), AtMost(NARRATIVE_LENGTH)],
        description=N_("Melder leser dette."),
    )

    @property
    def decided(self) -> ContestOutcome:
        """Give what was decided. Call it on a valid form only."""
        return ContestOutcome(self.outcome.data)

    @property
    def content(self) -> frozenset[str]:
        """Give the reason; the log knows the outcome by the kind of its entry."""
        return frozenset({self.contest_decision.data or ""} - {""})


class PlacingForm(CaseForm):
    """Which unit shall have a case, or that a decline stands."""

    placed_unit = Select(
        N_("Hvem skal ha saken?"), [Required(N_("Velg hvem som skal ha saken."))], choices=[]
    )

    def __init__(self, language: Language, **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Offer nothing yet."""
        super().__init__(language, **kwargs)
        self.placed_unit.choices = worded([CHOOSE])

    def offer(
        self, groups: Iterable[tuple[str, Iterable[tuple[str, Words]]]], *, may_stand: bool
    ) -> None:
        """Give the units that may have the case, each party's together."""
        units = [choice for group, options in groups for choice in worded(options, group)]
        stands = worded([(STANDS, LET_STAND)]) if may_stand else []
        self.placed_unit.choices = [*worded([CHOOSE]), *stands, *units]

    @property
    def unit_key(self) -> str:
        """Give the unit's key; empty for a decline that stands."""
        return "" if self.placed_unit.data == STANDS else str(self.placed_unit.data)

    @property
    def content(self) -> frozenset[str]:
        """Give the unit that was proposed; the log does not know it, so this is never a repeat."""
        return frozenset({str(self.placed_unit.data)})
