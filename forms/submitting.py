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
from app.domain.line_manager import LineManagerMode
from app.domain.tallies import FEWEST_REPEATED
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
from forms.line_manager import (
    BOTH,
    NamedLeader,
    asking_parties,
    fault_in_leader,
    leader_choices,
)
from forms.places import NEED_WORDS, municipality_choices, read_place, unit_choices
from forms.tallies import ENDS_EARLY, IsTimes, ends_early, read_tally, refuse_count_of_harm

KEY_BYTES = 16
FEWEST_DIGITS = 4

TOLD = (LineManagerMode.INFORMED, LineManagerMode.CONFIRMS)

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
    counter_to = HiddenField()
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
    repeated_count = LineField(
        N_("Hvor mange ganger?"), [IsTimes(FEWEST_REPEATED), AtMost(LINE_LENGTH)]
    )
    repeated_from = LineField(N_("Fra og med"), [IsPastDay(), AtMost(LINE_LENGTH)])
    repeated_to = LineField(N_("Til og med"), [IsPastDay(), AtMost(LINE_LENGTH)])
    proposal = NarrativeField("", [AtMost(NARRATIVE_LENGTH)])
    consent = Radios("", [Required(N_("Velg det som stemmer om pasientens samtykke."))])
    reporter_name = LineField("", [Required(N_("Skriv navnet ditt.")), AtMost(LINE_LENGTH)])
    workplace = LineField("", [Required(N_("Skriv hvor du arbeider.")), AtMost(LINE_LENGTH)])
    line_manager = LineField("", [AtMost(LINE_LENGTH)])
    line_manager_unit = Select(N_("Enheten til lederen din"), default="")
    line_manager_email = LineField(
        N_("E-postadressen til lederen din"), [LooksLikeAddress(), AtMost(LINE_LENGTH)]
    )
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
        if self.line_manager_unit is not None:
            self.line_manager_unit.choices = leader_choices(form, self.direction, self.language)
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

    def validate_repeated_count(self, field: Field) -> None:
        """Let only what is harmless be counted, and always over a period."""
        refuse_count_of_harm(self, field, self._repetition, self.consequence.data)

    def validate_repeated_from(self, field: Field) -> None:
        """Ask for the first day of what is counted."""
        if self.repeated_count.data and not field.data:
            raise ValidationError(self.language("Skriv første dag i perioden."))

    def validate_repeated_to(self, field: Field) -> None:
        """Ask for the last day of what is counted, not before the first."""
        if self.repeated_count.data and not field.data:
            raise ValidationError(self.language("Skriv siste dag i perioden."))
        if ends_early(self.repeated_from.data, field.data):
            raise ValidationError(self.language(ENDS_EARLY))

    @property
    def _repetition(self) -> tuple[str | None, str | None, str | None]:
        return self.repeated_count.data, self.repeated_from.data, self.repeated_to.data

    def validate_phone(self, field: Field) -> None:
        """One of phone and e-mail is needed, so that the recipient can ask."""
        if not field.data and not self.email.data:
            raise ValidationError(
                self.language("Skriv telefonnummer eller e-post, så mottakeren kan spørre deg.")
            )

    @property
    def asks_for_leader(self) -> bool:
        """Tell whether any party that may report here lets the leader know."""
        return bool(asking_parties(self.joint_form, self.direction, *TOLD))

    @property
    def confirming(self) -> str:
        """Name the parties whose leaders confirm before a report is sent; empty for none."""
        confirm = asking_parties(self.joint_form, self.direction, LineManagerMode.CONFIRMS)
        return ", ".join(self.language.words(party.name) for party in confirm)

    def validate_line_manager_unit(self, field: Field) -> None:
        """The leader is one of the reporter's own party."""
        self._check_leader(field, unit_key=field.data)

    def validate_line_manager_email(self, field: Field) -> None:
        """The address is the party's, never the reporter's own, and not beside a choice."""
        if field.data and self.line_manager_unit.data:
            raise ValidationError(self.language(BOTH))
        self._check_leader(field, email=field.data)

    def _check_leader(self, field: Field, **named: str) -> None:
        place = (self.hospital_unit.data or "", self.municipality.data or "")
        if not field.data or not all(place):
            return
        own = self.email.data or ""
        leader = NamedLeader(**named, own=own)
        fault = fault_in_leader(self.joint_form, self.direction, place, leader)
        if fault:
            sentence, party = fault
            name = self.language.words(party.name) if party else ""
            raise ValidationError(self.language(sentence, party=name))

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
            repeated=read_tally(*self._repetition) if any(self._repetition) else None,
            leader_unit_key=self._named("line_manager_unit") or None,
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
            line_manager_email=self._named("line_manager_email"),
        )

    def _named(self, name: str) -> str:
        """Give what a field holds; nothing where the form is made without it."""
        return str(self[name].data or "") if name in self else ""


def _help_key(key: str) -> str:
    return f"help_{key.removeprefix('section_')}"


def _choices(options: Iterable[Option]) -> list[Any]:
    return [choice(option.key, option.words) for option in options]


def _needs_text(options: Iterable[Option], chosen: list[str] | None) -> bool:
    return any(option.needs_text and option.key in (chosen or ()) for option in options)


def _in_order(options: Iterable[Option], chosen: list[str] | None) -> tuple[str, ...]:
    return tuple(option.key for option in options if option.key in (chosen or ()))
