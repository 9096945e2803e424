"""Adding people and giving them roles; looking a case up in the log."""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField

from app.domain.vocabulary import Role, Term
from app.language import NAMES, Language
from forms.base import LINE_LENGTH, N_, AtMost, Form, LooksLikeAddress, Required
from forms.choices import Select, choice
from forms.fields import LineField

Choices = list[tuple[str, str]]
LONGEST_NUMBER = 10
"""Digits; far more entries than a log will ever have."""


class UserForm(Form):
    """A new person."""

    name = LineField(N_("Navn"), [Required(N_("Skriv navnet til brukeren.")), AtMost(LINE_LENGTH)])
    email = LineField(
        N_("E-post"),
        [Required(N_("Skriv e-postadressen.")), AtMost(LINE_LENGTH), LooksLikeAddress()],
    )
    user_language = Select(
        N_("Språk i e-post"), choices=[choice(code, name) for code, name in NAMES.items()]
    )
    password = LineField(
        N_("Første passord"),
        [
            Required(N_("Skriv et passord på minst tolv tegn. Gi det videre på en trygg måte.")),
            AtMost(LINE_LENGTH),
        ],
    )


class MembershipForm(Form):
    """A role and where it holds: "unit:<id>", "party:<id>", "helsefellesskap:<id>" or nothing.

    An FSU secretary speaks for a party besides.
    """

    role = Select(N_("Rolle"), [Required(N_("Velg en rolle."))])
    scope = Select(N_("Gjelder for"))
    speaks_for = Select(
        N_("Taler for"),
        description=N_(
            "Bare for FSU-sekretær. Hvem som skal ha en sak partene ikke er enige om, avgjør to: "
            "en som taler for sykehuset, og en som taler for kommunene."
        ),
    )

    def __init__(
        self,
        language: Language,
        scopes: dict[str, Choices],
        sides: Choices,
        **kwargs: Any,  # noqa: ANN401  WTForms' own
    ) -> None:
        """Offer the roles, and the units, parties and helsefellesskap that are handed in."""
        super().__init__(language, **kwargs)
        self.role.choices = [choice(role.value, role.words) for role in Role]
        self.speaks_for.choices = [
            choice("", language("Ingen part")),
            *(choice(value, name) for value, name in sides),
        ]
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

    @property
    def side(self) -> int | None:
        """Give the id of the party that an FSU secretary speaks for."""
        is_secretary = Role(self.role.data).may_speak_for_party
        return int(self.speaks_for.data) if is_secretary and self.speaks_for.data else None


class EndForm(Form):
    """The button that ends something; no field of its own."""


class LogForm(Form):
    """What to look for in the log; sent by POST, so that it stands in no address.

    ``before`` is the number of the entry that an older page goes on from.
    """

    reference = LineField(N_("Referanse"), [AtMost(LINE_LENGTH)])
    action = Select(N_("Hva"))
    before = HiddenField()

    def __init__(self, language: Language, actions: Iterable[Term], **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Offer the kinds of entry that are handed in."""
        super().__init__(language, **kwargs)
        self.action.choices = [
            choice("", language("Alt")),
            *(choice(action.value, action.words) for action in actions),
        ]

    @property
    def older_than(self) -> int | None:
        """Give the number that ``before`` holds, or None when it holds none."""
        typed = self.before.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < LONGEST_NUMBER else None
