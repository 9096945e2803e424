"""What the recipient fills in about finding the patient: never who it is."""

from collections.abc import Iterable

from wtforms import Field
from wtforms.validators import ValidationError

from app.domain.case import PatientSearchDraft
from app.domain.vocabulary import FoundBy, PatientSearch, joined
from forms.base import LINE_LENGTH, N_, NARRATIVE_LENGTH, AtMost, Required
from forms.choices import Radios
from forms.fields import LineField, NarrativeField
from forms.handling import CaseForm, worded

FEWEST_DIGITS = 3


class PatientSearchForm(CaseForm):
    """What came of looking: found by one of the roads, not found, or nobody needs to."""

    patient_search = Radios(
        N_("Er pasienten funnet?"), [Required(N_("Velg det som stemmer."))], choices=[]
    )

    def offer(self, roads: Iterable[FoundBy]) -> None:
        """Give the roads that the helsefellesskap has, and the two other outcomes."""
        found = PatientSearch.FOUND.words
        others = (PatientSearch.NOT_FOUND, PatientSearch.NOT_NEEDED)
        self.patient_search.choices = worded(
            [
                *((road.value, joined((found, road.words), ": ")) for road in roads),
                *((outcome.value, outcome.words) for outcome in others),
            ]
        )

    def draft(self) -> PatientSearchDraft:
        """Give the outcome. Call it on a valid form only."""
        chosen = self.patient_search.data
        if chosen in set(FoundBy):
            return PatientSearchDraft(PatientSearch.FOUND, FoundBy(chosen))
        return PatientSearchDraft(PatientSearch(chosen))

    @property
    def content(self) -> frozenset[str]:
        """Give outcome and road. Call it on a valid form only."""
        draft = self.draft()
        return frozenset({draft.outcome.value, *([draft.found_by.value] if draft.found_by else ())})


class CallRequestForm(CaseForm):
    """A number that the reporter is asked to call, whom to ask for, and a few words.

    Whom to ask for is a colleague, so the field is a line that never warns. It stands first, since
    the number and the words are read together, in case a national number is split over the two.
    """

    call_for = LineField(
        N_("Spør etter"),
        [AtMost(LINE_LENGTH)],
        description=N_("Den hos dere som tar telefonen."),
    )
    call_phone = LineField(
        N_("Telefonnummeret melder skal ringe"),
        [Required(N_("Skriv nummeret melder skal ringe.")), AtMost(LINE_LENGTH)],
        description=N_("Melder ser nummeret på følgesiden. Det står aldri i e-post."),
    )
    call_words = NarrativeField(
        N_("Beskjed til melder"),
        [AtMost(NARRATIVE_LENGTH)],
        description=N_("For eksempel når dere tar telefonen. Skriv aldri hvem pasienten er."),
    )

    def validate_call_phone(self, field: Field) -> None:
        """Ask for something that can be called."""
        if sum(sign.isdigit() for sign in field.data or "") < FEWEST_DIGITS:
            raise ValidationError(self.language("Skriv nummeret med sifre."))

    @property
    def words(self) -> str:
        """Give what the reporter reads, a line each: the number, whom to ask for, the words."""
        name = self.call_for.data
        asked_for = name and self.language("Spør etter %(name)s.", name=name)
        return "\n".join(filter(None, (self.call_phone.data, asked_for, self.call_words.data)))

    @property
    def content(self) -> frozenset[str]:
        """Give what is said."""
        return frozenset({self.words})
