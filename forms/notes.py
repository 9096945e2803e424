"""A note on a case, and who is to read it."""

from app.domain.casework import NoteScope
from app.domain.vocabulary import Words
from forms.base import N_, NARRATIVE_LENGTH, AtMost, Required
from forms.choices import Radios
from forms.fields import NarrativeField
from forms.handling import CaseForm, worded

SCOPES = {
    NoteScope.SHARED: Words("Begge parter", "Begge partar"),
    NoteScope.OWN_PARTY: Words("Bare oss", "Berre oss"),
    NoteScope.OWN: Words("Bare meg", "Berre meg"),
}


class NoteForm(CaseForm):
    """A note for both parties, for one's own, or for the writer alone."""

    note = NarrativeField(
        N_("Notat"),
        [Required(N_("Skriv notatet.")), AtMost(NARRATIVE_LENGTH)],
        description=N_("Notater står ikke på følgesiden, verken for melder eller nærmeste leder."),
    )
    note_scope = Radios(
        N_("Hvem skal lese det?"),
        [Required(N_("Velg hvem som skal lese notatet."))],
        choices=worded((scope.value, words) for scope, words in SCOPES.items()),
        default=NoteScope.OWN_PARTY.value,
    )

    @property
    def scope(self) -> NoteScope:
        """Give who reads it. Call it on a valid form only."""
        return NoteScope(self.note_scope.data)
