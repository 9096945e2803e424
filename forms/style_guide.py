"""A form with one field of every kind, for the style guide."""

from datetime import date, time

from wtforms import (
    BooleanField,
    DateField,
    StringField,
    TextAreaField,
    TimeField,
)

from app.domain.vocabulary import Consent, Consequence
from app.language import Language
from forms.base import N_, Form, Required
from forms.choices import Boxes, Radios, Select, choice


class SampleForm(Form):
    """One field of every kind; it is never sent."""

    name = StringField(N_("Navn"), [Required(N_("Skriv navnet ditt."))])
    email = StringField(N_("E-post"), description=N_("Vi sender bare referanse og lenke."))
    happened_on = DateField(N_("Dato"), [Required(N_("Skriv dato."))], format="%d.%m.%Y")
    happened_at = TimeField(N_("Klokkeslett"), format="%H.%M")
    unit = Select(
        N_("Enhet"),
        [Required(N_("Velg enhet."))],
        choices=[
            choice("", N_("Velg")),
            choice("unknown", N_("Vet ikke")),
            choice("clinic", "Klinikk medisin", group="Sykehuset"),
        ],
    )
    description = TextAreaField(N_("Beskrivelse"), [Required(N_("Beskriv hva som skjedde."))])
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
    other_category = StringField(N_("Hva gjelder det?"), [Required(N_("Skriv hva det gjelder."))])
    consent = Radios(
        N_("Samtykke"),
        [Required(N_("Velg ett svar."))],
        choices=[choice(c.value, c.words) for c in Consent],
    )
    papers_follow = BooleanField(N_("Dokumentasjon ettersendes"))


def samples(language: Language) -> tuple[SampleForm, SampleForm]:
    """Give the form filled in, and the form with an error on every field."""
    filled = SampleForm(
        language,
        formdata=None,
        name="Prøve Prøvesen",
        email="prove@kommune.example",
        happened_on=date(2026, 3, 3),
        happened_at=time(14, 5),
        unit="clinic",
        description="Pasienten kom hjem uten medisinliste.",
        consequence="severe",
        categories=["drugs", "other"],
        other_category="Transport",
        consent=Consent.PATIENT_NOT_OPPOSED.value,
    )
    refused = SampleForm(language, formdata=None, prefix="feil-")
    for field in refused:
        if field.name != refused.csrf_token.name:
            field.errors = [language("Slik ser en feil ut.")]
    return filled, refused
