"""Narrowing a work list, keeping it under a name, finding a case, and giving several away."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField

from app.domain.vocabulary import Words
from forms.base import LINE_LENGTH, N_, AtMost, Form, Required
from forms.choices import Boxes, Select, choice
from forms.fields import LineField, NarrativeLine
from forms.handling import CHOOSE, CaseForm, worded

ALL = ("", Words("Alle", "Alle"))
BACK_TO_UNIT = "enheten"
"""The value of a colleague's field that takes the handler away."""

VIEW_NAME_LENGTH = 60


class FilterForm(Form):
    """Filters stand in the address. What the lists do not hold is ignored."""

    class Meta(Form.Meta):
        """Looking changes nothing, so no key is asked for."""

        csrf = False

    status = SelectField(N_("Status"), choices=worded([ALL]), default="")
    category = SelectField(N_("Gjelder"), choices=worded([ALL]), default="")
    consequence = SelectField(N_("Faktisk konsekvens"), choices=worded([ALL]), default="")
    party = SelectField(N_("Melder eller mottaker"), choices=worded([ALL]), default="")
    unit = SelectField(N_("Enhet"), choices=worded([ALL]), default="")
    handler = SelectField(N_("Saksbehandler"), choices=worded([ALL]), default="")

    def offer(self, name: str, options: Iterable[tuple[str, Words]]) -> None:
        """Give a field its choices, «Alle» first, and forget a value that is not among them."""
        field = self[name]
        field.choices = worded([ALL, *options])
        if field.data not in {choice.value for choice in field.choices}:
            field.data = ""

    @property
    def offered(self) -> list[SelectField]:
        """Give the fields that have anything to choose from."""
        return [field for field in self if len(field.choices) > 1]

    @property
    def chosen(self) -> dict[str, Any]:
        """Give the filters that are set, for addresses that keep them."""
        return {field.name: field.data for field in self if field.data}

    @property
    def is_narrowed(self) -> bool:
        """Tell whether any filter is set."""
        return bool(self.chosen)


class SearchForm(Form):
    """A number or words, posted so that they stand in no address or log."""

    number = LineField(
        N_("Referanse, nummer eller ord"),
        [
            Required(N_("Skriv en referanse, et saksnummer eller et ord fra saken.")),
            AtMost(LINE_LENGTH),
        ],
    )
    page = HiddenField()

    @property
    def page_number(self) -> int:
        """Give the page of hits that is asked for, from 1."""
        asked = str(self.page.data or "")
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1  # noqa: PLR2004  three digits are more pages than there are


class SaveViewForm(Form):
    """A name for what the list shows now."""

    view_name = NarrativeLine(
        N_("Navn på visningen"),
        [Required(N_("Gi visningen et navn.")), AtMost(VIEW_NAME_LENGTH)],
        description=N_("Navnet skal ikke si hvem noen er."),
    )
    view_for = Select(N_("Hvem skal se visningen?"), choices=[], default="")
    view_filters = HiddenField()

    def offer(self, units: Iterable[tuple[str, Words]]) -> None:
        """Give the units that the view may be kept for; it is the writer's own otherwise."""
        own = ("", Words("Bare jeg", "Berre eg"))
        self.view_for.choices = worded([own, *units])


def colleague_choices(colleagues: Iterable[tuple[str, str]]) -> list[Any]:
    """Give the colleagues, and the way back to the unit last."""
    back = (BACK_TO_UNIT, Words("Ingen – tilbake til enheten", "Ingen – tilbake til eininga"))
    named = [choice(key, name) for key, name in colleagues]
    return [*worded([CHOOSE]), *named, *worded([back])]


def chosen_colleague(field: Select) -> str | None:
    """Give the key of the colleague; None takes the handler away."""
    return None if field.data == BACK_TO_UNIT else str(field.data)


class AssignForm(CaseForm):
    """Who is to have one case."""

    colleague = Select(N_("Hvem skal ha saken?"), [Required(N_("Velg en kollega."))], choices=[])
    even_if_away = BooleanField(N_("Gi saken også til en som er borte nå"))

    def offer(self, colleagues: Iterable[tuple[str, str]]) -> None:
        """Give the colleagues; those who are away are said to be so."""
        self.colleague.choices = colleague_choices(colleagues)

    @property
    def content(self) -> frozenset[str]:
        """Give who got the case, as the log tells it."""
        return frozenset({"assigned", chosen_colleague(self.colleague) or ""} - {""})


class AssignManyForm(Form):
    """Who is to have the cases that are ticked."""

    cases = Boxes(N_("Saker"), [Required(N_("Kryss av for sakene."))], choices=[])
    many_to = Select(N_("Gi sakene til"), [Required(N_("Velg en kollega."))], choices=[])
    many_even_if_away = BooleanField(N_("Gi også til en som er borte nå"))

    def offer(self, keys: Iterable[str], colleagues: Iterable[tuple[str, str]]) -> None:
        """Give the cases that may be ticked, and the colleagues."""
        self.cases.choices = [choice(key, key) for key in keys]
        self.many_to.choices = colleague_choices(colleagues)
