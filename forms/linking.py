"""Linking a case to another, undoing it, and saying that two are not the same."""

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from app.domain.case import Reference
from app.domain.casework import LinkKind
from app.domain.vocabulary import Words
from forms.base import LINE_LENGTH, N_, AtMost, Form, Required
from forms.choices import Radios
from forms.fields import LineField
from forms.handling import MOST_DIGITS, CaseForm, worded

KINDS = {
    LinkKind.SAME_INCIDENT: Words("Det er samme hendelse", "Det er same hending"),
    LinkKind.PATTERN: Words("De er del av samme mønster", "Dei er del av same mønster"),
    LinkKind.FOLLOW_UP: Words(
        "Denne saken følger opp den andre", "Denne saka følgjer opp den andre"
    ),
}


class LinkForm(CaseForm):
    """The other case, and how the two belong together."""

    link_to = LineField(
        N_("Referansen til den andre saken"),
        [Required(N_("Skriv referansen til den andre saken.")), AtMost(LINE_LENGTH)],
        description=N_("Åtte tegn, for eksempel 7KQM-2XVD. Det må være en sak du selv kan lese."),
    )
    link_kind = Radios(
        N_("Hvordan hører sakene sammen?"),
        [Required(N_("Velg hvordan sakene hører sammen."))],
        choices=worded((kind.value, words) for kind, words in KINDS.items()),
    )

    def validate_link_to(self, field: Field) -> None:
        """Ask for the eight characters."""
        if not Reference.read(field.data or "").is_complete:
            raise ValidationError(
                self.language("Skriv de åtte tegnene i referansen til den andre saken.")
            )

    @property
    def other(self) -> Reference:
        """Give the reference of the other case. Call it on a valid form only."""
        return Reference.read(self.link_to.data or "")

    @property
    def kind(self) -> LinkKind:
        """Give how they belong together. Call it on a valid form only."""
        return LinkKind(self.link_kind.data)


class KeepApartForm(Form):
    """The other case of a hint, which is not about the same incident."""

    apart_from = HiddenField()

    @property
    def other(self) -> Reference:
        """Give the reference of the other case; empty when the page carried none."""
        return Reference.read(str(self.apart_from.data or ""))


class UnlinkForm(Form):
    """One link of a case, to be undone."""

    link = HiddenField()

    @property
    def link_id(self) -> int:
        """Give the link; 0 when the page carried none."""
        carried = str(self.link.data or "")
        is_number = carried.isascii() and carried.isdigit() and len(carried) <= MOST_DIGITS
        return int(carried) if is_number else 0
