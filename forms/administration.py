"""Adding people and giving them roles; looking a case up in the log."""

from typing import Any

from wtforms import StringField

from app.domain.vocabulary import Role
from app.language import NAMES, Language
from forms.base import LINE_LENGTH, N_, AtMost, Form, LooksLikeAddress, Required
from forms.choices import Select, choice

Choices = list[tuple[str, str]]


class UserForm(Form):
    """A new person."""

    name = StringField(
        N_("Navn"), [Required(N_("Skriv navnet til brukeren.")), AtMost(LINE_LENGTH)]
    )
    email = StringField(
        N_("E-post"),
        [Required(N_("Skriv e-postadressen.")), AtMost(LINE_LENGTH), LooksLikeAddress()],
    )
    user_language = Select(
        N_("Språk i e-post"), choices=[choice(code, name) for code, name in NAMES.items()]
    )
    password = StringField(
        N_("Første passord"),
        [
            Required(N_("Skriv et passord på minst tolv tegn. Gi det videre på en trygg måte.")),
            AtMost(LINE_LENGTH),
        ],
    )


class MembershipForm(Form):
    """A role and where it holds: "unit:<id>", "party:<id>", "helsefellesskap:<id>" or nothing."""

    role = Select(N_("Rolle"), [Required(N_("Velg en rolle."))])
    scope = Select(N_("Gjelder for"))

    def __init__(self, language: Language, scopes: dict[str, Choices], **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Offer the roles, and the units, parties and helsefellesskap that are handed in."""
        super().__init__(language, **kwargs)
        self.role.choices = [choice(role.value, role.words) for role in Role]
        self.scope.choices = [
            choice("", language("Hele installasjonen")),
            *(
                choice(value, name, group)
                for group, places in scopes.items()
                for value, name in places
            ),
        ]

    def chosen(self) -> tuple[Role, int | None] | None:
        """Give the role and the id of its scope, or None when the two do not fit."""
        role = Role(self.role.data)
        kind, _, number = (self.scope.data or "installation:").partition(":")
        if kind != role.scope:
            return None
        return role, int(number) if number else None


class EndForm(Form):
    """The button that ends something; no field of its own."""


class LogForm(Form):
    """Which case's log to read; sent by POST, so that it stands in no address."""

    reference = StringField(N_("Referanse"), [AtMost(LINE_LENGTH)])
