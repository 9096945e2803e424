"""A form with one field of every kind, for the style guide."""

from wtforms import BooleanField

from app.domain.vocabulary import Consent, Consequence
from app.language import Language
from forms.base import N_, Form, Required
from forms.choices import Boxes, Radios, Select, choice
from forms.fields import LineField, NarrativeField, NarrativeLine
from forms.screened import look_through, refusals, warnings

FOUND = {
    "email": "130585 12345@kommune.example",
    "description": "Pasienten (130585 12345) kom hjem uten medisinliste. Kåre Nordmann ringte.",
    "other_category": "Drosjen som Kåre Nordmann bestilte",
}
"""Texts in which the screen finds something; the number is nobody's."""


class SampleForm(Form):
    """One field of every kind; it is never sent."""

    name = LineField(N_("Navn"), [Required(N_("Skriv navnet ditt."))])
    email = LineField(N_("E-post"), description=N_("Vi sender bare referanse og lenke."))
    happened_on = LineField(N_("Dato"), [Required(N_("Skriv dato."))])
    happened_at = LineField(N_("Klokkeslett"))
    unit = Select(
        N_("Enhet"),
        [Required(N_("Velg enhet."))],
        choices=[
            choice("", N_("Velg")),
            choice("unknown", N_("Vet ikke")),
            choice("clinic", "Klinikk medisin", group="Sykehuset"),
        ],
    )
    description = NarrativeField(N_("Beskrivelse"), [Required(N_("Beskriv hva som skjedde."))])
    consequence = Radios(
        N_("Konsekvens"),
        [Required(N_("Velg én konsekvens."))],
        choices=[choice(c.value, c.words) for c in Consequence],
    )
    categories = Boxes(
        N_("Gjelder"),
        [Required(N_("Kryss av for minst én."))],
        choices=[
            choice("drugs", N_("Legemidler")),
            choice("other", N_("Annet")),
        ],
    )
    other_category = NarrativeLine(N_("Hva gjelder det?"), [Required(N_("Skriv hva det gjelder."))])
    consent = Radios(
        N_("Samtykke"),
        [Required(N_("Velg ett svar."))],
        choices=[choice(c.value, c.words) for c in Consent],
    )
    papers_follow = BooleanField(N_("Dokumentasjon ettersendes"))


def samples(language: Language) -> tuple[SampleForm, SampleForm]:
    """Give the form filled in, and the form with an error or a finding at every field."""
    filled = SampleForm(
        language,
        formdata=None,
        name="Prøve Prøvesen",
        email="prove@kommune.example",
        happened_on="3.3.2026",
        happened_at="14.05",
        unit="clinic",
        description="Pasienten kom hjem uten medisinliste.",
        consequence="severe",
        categories=["drugs", "other"],
        other_category="Transport",
        consent=Consent.PATIENT_NOT_OPPOSED.value,
    )
    return filled, _refused(language)


def _refused(language: Language) -> SampleForm:
    form = SampleForm(language, formdata=None, prefix="feil-", **FOUND)
    for field in form:
        if field.name != form.csrf_token.name:
            field.errors = [language("Slik ser en feil ut.")]
    look_through(form.text_fields(), frozenset())
    for found in (form[name] for name in FOUND):
        refused = refusals(found, language)
        found.screen_errors = (*refused, *warnings(found, language))
        found.errors = list(found.screen_errors)
        found.is_only_asked = not refused
    return form
