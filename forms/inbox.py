"""Narrowing a work list, and looking a case up by its number."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField

from app.domain.vocabulary import Words
from forms.base import LINE_LENGTH, N_, AtMost, Form, Required
from forms.fields import LineField
from forms.handling import worded

ALL = ("", Words("Alle", "Alle"))


class FilterForm(Form):
    """Filters stand in the address. What the lists do not hold is ignored."""

    class Meta(Form.Meta):
        """Looking changes nothing, so no key is asked for."""

        csrf = False

    status = SelectField(N_("Status"), choices=[], default="")
    category = SelectField(N_("Gjelder"), choices=[], default="")
    consequence = SelectField(N_("Faktisk konsekvens"), choices=[], default="")
    party = SelectField(N_("Melder eller mottaker"), choices=[], default="")

    def offer(self, name: str, options: Iterable[tuple[str, Words]]) -> None:
        """Give a field its choices, «Alle» first, and forget a value that is not among them."""
        field = self[name]
        field.choices = worded([ALL, *options])
        if field.data not in {choice.value for choice in field.choices}:
            field.data = ""

    @property
    def chosen(self) -> dict[str, Any]:
        """Give the filters that are set, for addresses that keep them."""
        return {field.name: field.data for field in self if field.data}

    @property
    def is_narrowed(self) -> bool:
        """Tell whether any filter is set."""
        return bool(self.chosen)


class SearchForm(Form):
    """A reference or a party's own number, posted so that it stands in no address or log."""

    number = LineField(
        N_("Referanse eller eget saksnummer"),
        [Required(N_("Skriv en referanse eller et saksnummer.")), AtMost(LINE_LENGTH)],
    )
