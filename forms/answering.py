"""The answer, the templates it may begin from, the measures it leads to, and whether it helped.

Field names differ between the forms, since some of them stand together on the case's page.
"""

from collections.abc import Iterable
from typing import Any

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from app.domain.case import AnswerDraft, MeasureDraft, TemplateDraft
from app.domain.casework import CauseKind, MeasureStatus, Usefulness
from app.domain.vocabulary import AnswerPart, Words
from app.language import Language
from forms.base import LINE_LENGTH, N_, NARRATIVE_LENGTH, AtMost, Form, Required
from forms.choices import Radios, Select
from forms.days import read_day
from forms.fields import LineField, NarrativeField
from forms.handling import CHOOSE, MOST_DIGITS, CaseForm, IsDay, label, worded

CAUSES = tuple((kind.value, kind.words) for kind in CauseKind)
NO_TEMPLATE = ("", Words("Ingen mal", "Ingen mal"))
NOT_CHOSEN = ("", Words("Ikke valgt", "Ikkje valt"))
FROM_TEMPLATE = ("finding", "cause", "measures", "no_measures")


class ExcludesMeasures:
    """Of measures and why there are none, one is written and not both."""

    def __call__(self, form: Form, field: Field) -> None:
        """Tell so where the measures are."""
        if field.data and form["no_measures"].data:
            raise ValidationError(
                form.language(
                    "Dere har skrevet både tiltak og hvorfor det ikke blir tiltak. "
                    "La bare det ene stå."
                )
            )


class AnswerForm(CaseForm):
    """What was found, why it happened, and what is done about it or why nothing is.

    ``preview`` is the answer as its reader will see it, where the writer has asked for that.
    """

    preview: object | None = None
    template = Select(N_("Begynn med en mal"), choices=worded([NO_TEMPLATE]), default="")
    finding = NarrativeField(
        label(AnswerPart.FINDING),
        [Required(N_("Skriv hva dere fant ut.")), AtMost(NARRATIVE_LENGTH)],
        description=N_("Hva skjedde hos dere? Svar på det melder lurer på. Noen setninger er nok."),
    )
    cause_kind = Select(
        label(AnswerPart.CAUSE),
        [Required(N_("Velg den årsaken som passer best."))],
        choices=worded([CHOOSE, *CAUSES]),
        default="",
        description=N_("Velg den viktigste, så kan årsaker telles på tvers av saker."),
    )
    cause = NarrativeField(
        N_("Mer om årsaken"),
        [AtMost(NARRATIVE_LENGTH)],
        description=N_("Hva gjorde at det kunne skje? Skriv om rutiner, ikke om personer."),
    )
    measures = NarrativeField(
        label(AnswerPart.MEASURES),
        [AtMost(NARRATIVE_LENGTH), ExcludesMeasures()],
        description=N_("Hva blir annerledes hos dere, så det ikke skjer igjen?"),
    )
    no_measures = NarrativeField(
        label(AnswerPart.NO_MEASURES),
        [AtMost(NARRATIVE_LENGTH)],
        description=N_("Bare når dere ikke endrer noe."),
    )
    responsible = LineField(
        N_("Ansvarlig"),
        [Required(N_("Skriv hvem som har ansvaret.")), AtMost(LINE_LENGTH)],
        description=N_("Stilling eller enhet, for eksempel «seksjonsleder, Lunge»."),
    )
    effective_on = LineField(
        N_("Når er tiltaket på plass?"),
        [IsDay()],
        description=N_(
            "dd.mm.åååå. Med en dato kommer tiltaket på listen «Tiltak», så det ikke blir glemt. "
            "La feltet stå tomt hvis dere ikke vet det ennå."
        ),
    )
    expected_effect = NarrativeField(
        N_("Hva skal tiltaket føre til?"),
        [AtMost(NARRATIVE_LENGTH)],
        description=N_("Hvordan merker dere at det virker? Skriv gjerne noe som kan telles."),
    )

    def offer(self, templates: Iterable[tuple[str, Words]]) -> None:
        """Give the unit's templates, by key."""
        self.template.choices = worded([NO_TEMPLATE, *templates])

    def begin_from(self, template: TemplateDraft) -> None:
        """Fill what is empty from a template; what is written stands.

        Where one of measures and why there are none is written, the other is not filled.
        """
        has_outcome = bool(self.measures.data or self.no_measures.data)
        for name in FROM_TEMPLATE:
            is_settled = has_outcome and name.endswith("measures")
            if not self[name].data and not is_settled:
                self[name].data = getattr(template, name)
        if not self.cause_kind.data and template.cause_kind:
            self.cause_kind.data = template.cause_kind.value

    def validate_cause(self, field: Field) -> None:
        """Ask for words where the list has none."""
        if self.cause_kind.data == CauseKind.OTHER and not field.data:
            raise ValidationError(
                self.language("Skriv hva årsaken er, når den ikke står i listen.")
            )

    def validate_measures(self, field: Field) -> None:
        """Ask for one of measures and why there are none."""
        if not field.data and not self.no_measures.data:
            raise ValidationError(
                self.language("Skriv hva dere endrer, eller hvorfor det ikke blir tiltak.")
            )

    def validate_expected_effect(self, field: Field) -> None:
        """Let no expectation be written that nobody will follow up."""
        if field.data and not (self.measures.data and self.effective_on.data):
            raise ValidationError(
                self.language("Skriv også tiltaket, og når det er på plass, så det kan følges opp.")
            )

    def draft(self) -> AnswerDraft:
        """Give the answer. Call it on a valid form only."""
        return AnswerDraft(
            finding=self.finding.data or "",
            cause_kind=CauseKind(self.cause_kind.data),
            cause=self.cause.data or "",
            responsible=self.responsible.data or "",
            measures=self.measures.data or "",
            no_measures=self.no_measures.data or "",
            effective_on=read_day(self.effective_on.data or ""),
            expected_effect=self.expected_effect.data or "",
        )

    @property
    def content(self) -> frozenset[str]:
        """Give every part, the date as it is stored. Call it on a valid form only."""
        return self.draft().said


class MeasureForm(Form):
    """One more thing that will change, who sees to it, and until when."""

    measure = NarrativeField(
        N_("Hva skal endres?"),
        [Required(N_("Skriv hva som skal endres.")), AtMost(NARRATIVE_LENGTH)],
    )
    measure_owner = LineField(
        N_("Hvem har ansvaret for tiltaket?"),
        [Required(N_("Skriv hvem som har ansvaret.")), AtMost(LINE_LENGTH)],
        description=N_("Stilling eller navnet på en ansatt. Melder ser det."),
    )
    measure_due_on = LineField(
        N_("Når skal det være gjort?"),
        [Required(N_("Skriv datoen.")), IsDay()],
    )
    measure_effect = NarrativeField(
        N_("Hva skal det føre til?"),
        [AtMost(NARRATIVE_LENGTH)],
        description=N_("Hvordan merker dere at det virker?"),
    )

    def draft(self) -> MeasureDraft:
        """Give the measure. Call it on a valid form only."""
        due_on = read_day(self.measure_due_on.data or "")
        assert due_on is not None  # noqa: S101  the validators have read it
        return MeasureDraft(
            body=self.measure.data or "",
            owner=self.measure_owner.data or "",
            due_on=due_on,
            expected_effect=self.measure_effect.data or "",
        )


class MeasureStatusForm(Form):
    """Where one measure stands. ``from_list`` is carried from the list, to come back there."""

    measure_id = HiddenField()
    from_list = HiddenField()
    measure_status = Select(
        N_("Status"),
        [Required(N_("Velg hvor langt tiltaket er kommet."))],
        choices=worded((status.value, status.words) for status in MeasureStatus),
    )

    def __init__(self, language: Language, **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Give the list an id of its own, since there is one for each measure."""
        super().__init__(language, **kwargs)
        self.measure_status.id = f"status-{self.measure}"

    @property
    def measure(self) -> int:
        """Give the measure's id; 0, which none has, when the page carried none."""
        carried = str(self.measure_id.data or "")
        is_number = carried.isascii() and carried.isdigit() and len(carried) <= MOST_DIGITS
        return int(carried) if is_number else 0

    @property
    def status(self) -> MeasureStatus:
        """Give the status. Call it on a valid form only."""
        return MeasureStatus(self.measure_status.data)


class RatingForm(Form):
    """Whether the answer helped."""

    usefulness = Radios(
        N_("Hjalp svaret?"),
        [Required(N_("Velg det som passer best."))],
        choices=worded((each.value, each.words) for each in Usefulness),
    )
    rating_comment = NarrativeField(
        N_("Vil du si hvorfor?"),
        [AtMost(NARRATIVE_LENGTH)],
        description=N_("De som svarte, leser dette."),
    )

    @property
    def said(self) -> Usefulness:
        """Give what was said. Call it on a valid form only."""
        return Usefulness(self.usefulness.data)


class TemplateForm(Form):
    """Words that answers begin from. Never words of a case."""

    template_key = HiddenField()
    template_unit = Select(N_("Enhet"), [Required(N_("Velg enheten."))], choices=[])
    template_name = LineField(
        N_("Navn på malen"),
        [Required(N_("Gi malen et navn.")), AtMost(LINE_LENGTH)],
        description=N_("For eksempel «Epikrise kom for sent»."),
    )
    finding = NarrativeField(label(AnswerPart.FINDING), [AtMost(NARRATIVE_LENGTH)])
    cause_kind = Select(label(AnswerPart.CAUSE), choices=worded([NOT_CHOSEN, *CAUSES]), default="")
    cause = NarrativeField(N_("Mer om årsaken"), [AtMost(NARRATIVE_LENGTH)])
    measures = NarrativeField(
        label(AnswerPart.MEASURES), [AtMost(NARRATIVE_LENGTH), ExcludesMeasures()]
    )
    no_measures = NarrativeField(label(AnswerPart.NO_MEASURES), [AtMost(NARRATIVE_LENGTH)])

    def offer(self, units: Iterable[tuple[str, Words]]) -> None:
        """Give the units that the reader keeps templates for; of one there is nothing to choose."""
        listed = list(units)
        self.template_unit.choices = worded(listed if len(listed) == 1 else [CHOOSE, *listed])

    def validate_finding(self, field: Field) -> None:
        """Keep no template that says nothing."""
        others = (self.cause_kind, self.cause, self.measures, self.no_measures)
        if not field.data and not any(other.data for other in others):
            raise ValidationError(self.language("Skriv minst én tekst som svar kan begynne med."))

    def draft(self) -> TemplateDraft:
        """Give the template. Call it on a valid form only."""
        kind = self.cause_kind.data
        return TemplateDraft(
            unit_key=self.template_unit.data,
            name=self.template_name.data or "",
            finding=self.finding.data or "",
            cause_kind=CauseKind(kind) if kind else None,
            cause=self.cause.data or "",
            measures=self.measures.data or "",
            no_measures=self.no_measures.data or "",
        )


class RetireTemplateForm(Form):
    """The button at a template that is no longer of use; it carries the template's key."""
