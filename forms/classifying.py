"""Vår vurdering: what each party thinks of a case, for its own and the committees' use."""

from collections.abc import Iterable, Mapping

from wtforms import Field
from wtforms.validators import ValidationError

from app.domain.case import ClassificationDraft
from app.domain.casework import PatientGroup, PatientInformed, is_nokup_code
from app.domain.joint_form import Option
from app.domain.vocabulary import Consequence, Words
from forms.base import N_
from forms.choices import Boxes, Radios, Select
from forms.fields import LineField
from forms.handling import NOT_JUDGED, CaseForm, worded

NOT_SAID = ("", Words("Ikke vurdert", "Ikkje vurdert"))
YES, NO = "yes", "no"
YES_OR_NO = ((YES, Words("Ja", "Ja")), (NO, Words("Nei", "Nei")))


class ClassifyForm(CaseForm):
    """A party's own judgement, beside the reporter's. Everything may be left open."""

    own_consequence = Radios(
        N_("Faktisk konsekvens, slik vi ser det"),
        choices=[],
        default="",
    )
    own_categories = Boxes(
        N_("Hva det gjelder, slik vi ser det"),
        choices=[],
    )
    potential_consequence = Select(
        N_("Mulig konsekvens"),
        choices=[],
        default="",
        description=N_("Hvor galt kunne det rimeligvis ha gått?"),
    )
    clause = Select(
        N_("Avtale eller rutine som ikke er fulgt"),
        choices=worded([NOT_SAID]),
        default="",
    )
    patient_group = Select(
        N_("Pasientgruppe"),
        choices=worded([NOT_SAID, *((group.value, group.words) for group in PatientGroup)]),
        default="",
        description=N_("De fire gruppene som helsefellesskapene skal prioritere."),
    )
    red_group = Radios(
        N_("Er pasienten i den røde gruppen?"),
        choices=worded([NOT_SAID, *YES_OR_NO]),
        default="",
        description=N_(
            "Gjelder tjenestemodellen for psykisk helse og rus. Modellen sier selv hvem som er i "
            "den røde gruppen. La det stå åpent hvis dere er i tvil."
        ),
    )
    patient_informed = Select(
        N_("Er pasienten eller pårørende informert?"),
        choices=worded([NOT_SAID, *((each.value, each.words) for each in PatientInformed)]),
        default="",
    )
    nokup = LineField(
        N_("NOKUP-kode"),
        description=N_("Bare hvis dere bruker Norsk kodeverk for uønskede pasienthendelser."),
    )

    def offer(
        self,
        consequences: Iterable[Option],
        categories: Iterable[Option] | None,
        clauses: Mapping[Words, Iterable[tuple[str, Words]]],
    ) -> None:
        """Give the lists of the form that the case was sent on, and of its helsefellesskap.

        Those who sent the report have said what it concerns already: they get no ``categories``.
        """
        levels = [(option.key, option.words) for option in consequences]
        self.own_consequence.choices = worded([NOT_JUDGED, *levels])
        self.potential_consequence.choices = worded([NOT_SAID, *levels])
        if categories is None:
            del self.own_categories
        else:
            self.own_categories.choices = worded((each.key, each.words) for each in categories)
        grouped = (
            each
            for agreement, rows in clauses.items()
            for each in worded(rows, self.language.words(agreement))
        )
        self.clause.choices = [*worded([NOT_SAID]), *grouped]

    def validate_nokup(self, field: Field) -> None:
        """Take a code, and nothing that only looks a little like one."""
        if field.data and not is_nokup_code(field.data.upper()):
            raise ValidationError(
                self.language(
                    "En NOKUP-kode er noen få bokstaver og tall. La feltet stå tomt hvis dere "
                    "ikke bruker koden."
                )
            )

    def draft(self) -> ClassificationDraft:
        """Give the judgement; what is left open is empty. Call it on a valid form only."""
        actual, potential = self.own_consequence.data, self.potential_consequence.data
        group, informed = self.patient_group.data, self.patient_informed.data
        has_categories = "own_categories" in self
        return ClassificationDraft(
            consequence=Consequence(actual) if actual else None,
            categories=tuple(self.own_categories.data or ()) if has_categories else (),
            potential_consequence=Consequence(potential) if potential else None,
            clause_key=self.clause.data or None,
            patient_group=PatientGroup(group) if group else None,
            is_red_group=self.red_group.data == YES if self.red_group.data else None,
            patient_informed=PatientInformed(informed) if informed else None,
            nokup=(self.nokup.data or "").upper() or None,
        )

    @property
    def content(self) -> frozenset[str]:
        """Give everything that was said. Call it on a valid form only."""
        return self.draft().said


def standing(said: ClassificationDraft) -> dict[str, object]:
    """Give what a party has said before as the form's own values."""
    red = {True: YES, False: NO, None: ""}[said.is_red_group]
    return {
        "own_consequence": said.consequence or "",
        "own_categories": list(said.categories),
        "potential_consequence": said.potential_consequence or "",
        "clause": said.clause_key or "",
        "patient_group": said.patient_group or "",
        "red_group": red,
        "patient_informed": said.patient_informed or "",
        "nokup": said.nokup or "",
    }
