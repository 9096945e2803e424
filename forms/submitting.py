"""The joint form, «Melding om uønsket hendelse ved samhandling», in both directions.

Labels, help and options are the words of the form version; the fields stand in the paper form's
order, and so do the errors.
"""

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, Field, HiddenField
from wtforms.validators import ValidationError

from app.domain.case import CaseDraft, ReporterDraft
from app.domain.joint_form import JointForm, Option
from app.domain.vocabulary import Consent, Consequence, Direction
from app.language import Language
from forms.base import (
    LINE_LENGTH,
    N_,
    NARRATIVE_LENGTH,
    AtMost,
    Form,
    LooksLikeAddress,
    Required,
)
from forms.choices import Boxes, Radios, Select, choice
from forms.days import DatedForm, IsClock, IsPastDay, read_clock, read_day
from forms.fields import LineField, NarrativeField, NarrativeLine
from forms.places import NEED_WORDS, municipality_choices, read_place, unit_choices

KEY_BYTES = 16
FEWEST_DIGITS = 4

LABELS = {
    "occurred_on": "date",
    "occurred_at": "time",
    "municipality": "municipality",
    "service_kinds": "service_kind",
    "categories": "section_category",
    "description": "section_description",
    "immediate_action": "immediate_action",
    "consequence": "section_consequence",
    "proposal": "section_proposal",
    "consent": "section_consent",
    "reporter_name": "reporter_name",
    "workplace": "reporter_workplace",
    "line_manager": "line_manager",
    "phone": "phone",
    "email": "email",
    "own_reference": "own_reference",
    "documents_follow": "documents_follow",
}
"""The form version's text that names each field; ``help_`` before it gives the help."""

BY_DIRECTION = {
    Direction.TO_HOSPITAL: {
        "hospital_unit": ("hospital_unit", "help_hospital_unit"),
        "municipality": ("municipality", "help_municipality"),
    },
    Direction.TO_MUNICIPALITY: {
        "hospital_unit": ("hospital_unit_reporting", "help_hospital_unit_reporting"),
        "municipality": ("municipality", "help_municipality_receiving"),
    },
}


class LooksLikePhone:
    """A phone number has at least four digits."""

    def __call__(self, form: Form, field: Field) -> None:
        """Ask for the digits."""
        if field.data and sum(sign.isdigit() for sign in field.data) < FEWEST_DIGITS:
            raise ValidationError(form.language("Skriv telefonnummeret med siffer."))


class ReportForm(DatedForm):
    """The joint form. ``joint_form`` gives its words and lists, ``today`` is the Oslo date."""

    form_key = HiddenField()
    occurred_on = LineField(
        "", [Required(N_("Skriv datoen da hendelsen skjedde.")), IsPastDay(), AtMost(LINE_LENGTH)]
    )
    occurred_at = LineField("", [IsClock(), AtMost(LINE_LENGTH)])
    hospital_unit = Select("", [Required(N_("Velg avdeling eller seksjon, eller «vet ikke»."))])
    unit_in_words = LineField(N_("Navnet på enheten eller sykehuset"), [AtMost(LINE_LENGTH)])
    municipality = Select("", [Required(N_("Velg kommune."))])
    municipality_in_words = LineField(N_("Navnet på kommunen"), [AtMost(LINE_LENGTH)])
    service_kinds = Boxes("", [Required(N_("Kryss av for minst ett tjenestested."))])
    other_service_kind = LineField(N_("Hvilket tjenestested?"), [AtMost(LINE_LENGTH)])
    categories = Boxes("", [Required(N_("Kryss av for minst én ting hendelsen gjelder."))])
    other_category = NarrativeLine(N_("Hva gjelder hendelsen?"), [AtMost(LINE_LENGTH)])
    description = NarrativeField(
        "", [Required(N_("Beskriv kort hva som skjedde.")), AtMost(NARRATIVE_LENGTH)]
    )
    immediate_action = NarrativeField("", [AtMost(NARRATIVE_LENGTH)])
    consequence = Radios("", [Required(N_("Velg den faktiske konsekvensen for pasienten."))])
    proposal = NarrativeField("", [AtMost(NARRATIVE_LENGTH)])
    consent = Radios("", [Required(N_("Velg det som stemmer om pasientens samtykke."))])
    reporter_name = LineField("", [Required(N_("Skriv navnet ditt.")), AtMost(LINE_LENGTH)])
    workplace = LineField("", [Required(N_("Skriv hvor du arbeider.")), AtMost(LINE_LENGTH)])
    line_manager = LineField("", [AtMost(LINE_LENGTH)])
    phone = LineField("", [LooksLikePhone(), AtMost(LINE_LENGTH)])
    email = LineField("", [LooksLikeAddress(), AtMost(LINE_LENGTH)])
    own_reference = LineField("", [AtMost(LINE_LENGTH)])
    documents_follow = BooleanField("")

    def __init__(
        self,
        language: Language,
        joint_form: JointForm,
        direction: Direction,
        *,
        today: date,
        **kwargs: Any,  # noqa: ANN401  WTForms' own
    ) -> None:
        """Take words and lists from the form version; draw a key unless the page carried one."""
        super().__init__(language, **kwargs)
        self.joint_form = joint_form
        self.direction = direction
        self.today = today
        self._name_fields()
        self._fill_lists()
        if not self.form_key.data:
            self.renew_key()

    def renew_key(self) -> None:
        """Make sending this page a new report."""
        self.form_key.data = secrets.token_urlsafe(KEY_BYTES)

    def _name_fields(self) -> None:
        texts = self.joint_form.texts
        named = {name: (key, _help_key(key)) for name, key in LABELS.items()}
        for name, (label, explanation) in (named | BY_DIRECTION[self.direction]).items():
            self[name].label.text = texts[label]
            self[name].description = texts.get(explanation, "")

    def _fill_lists(self) -> None:
        form = self.joint_form
        self.hospital_unit.choices = unit_choices(form, self.direction, self.language)
        self.municipality.choices = municipality_choices(form, self.direction, self.language)
        self.service_kinds.choices = _choices(form.service_kinds)
        self.categories.choices = _choices(form.categories)
        self.consequence.choices = _choices(form.consequences)
        self.consent.choices = [
            choice(consent.value, form.text(f"consent_{consent}")) for consent in Consent
        ]

    def validate_unit_in_words(self, field: Field) -> None:
        """Ask for the name exactly when the list does not hold it."""
        self._belongs_together(
            field,
            is_chosen=self.hospital_unit.data in NEED_WORDS,
            missing=N_("Skriv navnet på enheten eller sykehuset."),
        )

    def validate_municipality_in_words(self, field: Field) -> None:
        """Ask for the name exactly when the list does not hold it."""
        self._belongs_together(
            field,
            is_chosen=self.municipality.data in NEED_WORDS,
            missing=N_("Skriv navnet på kommunen."),
        )

    def validate_other_service_kind(self, field: Field) -> None:
        """Ask for words exactly when «Annet» is ticked."""
        self._belongs_together(
            field,
            is_chosen=_needs_text(self.joint_form.service_kinds, self.service_kinds.data),
            missing=N_("Du har krysset av for «Annet». Skriv hvilket tjenestested."),
        )

    def validate_other_category(self, field: Field) -> None:
        """Ask for words exactly when «Annet» is ticked."""
        self._belongs_together(
            field,
            is_chosen=_needs_text(self.joint_form.categories, self.categories.data),
            missing=N_("Du har krysset av for «Annet». Skriv hva hendelsen gjelder."),
        )

    def _belongs_together(self, field: Field, *, is_chosen: bool, missing: str) -> None:
        if is_chosen and not field.data:
            raise ValidationError(self.language(missing))
        if field.data and not is_chosen:
            raise ValidationError(
                self.language(
                    "Du har skrevet her, men ikke valgt «annet» i listen over. "
                    "Velg det, eller ta bort teksten."
                )
            )

    def validate_phone(self, field: Field) -> None:
        """One of phone and e-mail is needed, so that the recipient can ask."""
        if not field.data and not self.email.data:
            raise ValidationError(
                self.language("Skriv telefonnummer eller e-post, så mottakeren kan spørre deg.")
            )

    def draft(self) -> CaseDraft:
        """Give the report. Call it on a valid form only."""
        form = self.joint_form
        place = read_place(form, self.hospital_unit.data, self.municipality.data)
        occurred_on = read_day(self.occurred_on.data or "")
        if occurred_on is None:
            raise ValueError("only a valid form has a draft")
        return CaseDraft(
            helsefellesskap_key=form.helsefellesskap_key,
            direction=self.direction,
            form_version_key=form.version_key,
            occurred_on=occurred_on,
            occurred_at=read_clock(self.occurred_at.data or ""),
            municipality_key=place.municipality_key,
            hospital_key=place.hospital_key,
            hospital_unit_key=place.hospital_unit_key,
            place_in_words=self._place_in_words(),
            service_kinds=_in_order(form.service_kinds, self.service_kinds.data),
            other_service_kind=self.other_service_kind.data or "",
            categories=_in_order(form.categories, self.categories.data),
            other_category=self.other_category.data or "",
            description=self.description.data or "",
            immediate_action=self.immediate_action.data or "",
            proposal=self.proposal.data or "",
            consequence=Consequence(self.consequence.data),
            consent=Consent(self.consent.data),
            reporter=self._reporter(),
            own_reference=self.own_reference.data or "",
            documents_follow=bool(self.documents_follow.data),
        )

    def _place_in_words(self) -> str:
        written = (self.unit_in_words.data, self.municipality_in_words.data)
        return ", ".join(words for words in written if words)

    def _reporter(self) -> ReporterDraft:
        return ReporterDraft(
            name=self.reporter_name.data or "",
            workplace=self.workplace.data or "",
            line_manager=self.line_manager.data or "",
            phone=self.phone.data or "",
            email=self.email.data or "",
        )


def _help_key(key: str) -> str:
    return f"help_{key.removeprefix('section_')}"


def _choices(options: Iterable[Option]) -> list[Any]:
    return [choice(option.key, option.words) for option in options]


def _needs_text(options: Iterable[Option], chosen: list[str] | None) -> bool:
    return any(option.needs_text and option.key in (chosen or ()) for option in options)


def _in_order(options: Iterable[Option], chosen: list[str] | None) -> tuple[str, ...]:
    return tuple(option.key for option in options if option.key in (chosen or ()))
