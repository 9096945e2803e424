"""A report that came by post, by phone or from EQS, entered by a coordinator."""

from datetime import date
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from app.domain.case import EntryOnBehalf
from app.domain.joint_form import JointForm
from app.domain.vocabulary import Channel, Direction, Words
from app.language import Language
from forms.base import LINE_LENGTH, N_, AtMost, Required
from forms.choices import Radios, choice
from forms.days import IsPastDay, read_day
from forms.fields import LineField
from forms.places import read_place
from forms.submitting import ReportForm

ROADS = {
    Channel.POST: Words("Brev", "Brev"),
    Channel.PHONE: Words("Telefon", "Telefon"),
    Channel.EQS: Words("EQS", "EQS"),
}


WHO = (Required(N_("Skriv navnet på melder.")), AtMost(LINE_LENGTH))
WHERE = (Required(N_("Skriv hvor melder arbeider.")), AtMost(LINE_LENGTH))


class EntryForm(ReportForm):
    """The joint form, and how it came. ``own_parties`` are keys that the coordinator acts for.

    No line manager is told of a report that came by another road.
    """

    channel = Radios(
        N_("Hvordan kom meldingen?"),
        [Required(N_("Velg hvordan meldingen kom."))],
        choices=[choice(channel.value, words) for channel, words in ROADS.items()],
    )
    received_on = LineField(
        N_("Når ble meldingen sendt?"),
        [
            Required(N_("Skriv datoen da meldingen ble sendt.")),
            IsPastDay(),
            AtMost(LINE_LENGTH),
        ],
        description=N_("Datoen på brevet eller i EQS, eller da dere snakket sammen."),
    )
    sender = LineField(
        N_("Hvem sendte den?"),
        [Required(N_("Skriv hvem meldingen kom fra.")), AtMost(LINE_LENGTH)],
        description=N_("Enheten eller arbeidsplassen, ikke pasienten."),
    )

    line_manager_unit = None  # type: ignore[assignment]  # WTForms' way to leave a field out
    line_manager_email = None  # type: ignore[assignment]  # as above

    def __init__(
        self,
        language: Language,
        joint_form: JointForm,
        direction: Direction,
        *,
        today: date,
        own_parties: frozenset[str],
        **kwargs: Any,  # noqa: ANN401  WTForms' own
    ) -> None:
        """Keep the parties that the coordinator may enter reports for."""
        self.own_parties = own_parties
        super().__init__(language, joint_form, direction, today=today, **kwargs)
        self._speak_of_the_reporter()

    def _speak_of_the_reporter(self) -> None:
        """Word what the joint form says to «du» for somebody who writes for another."""
        self.reporter_name.validators = WHO
        self.workplace.validators = WHERE
        self.workplace.description = N_("Virksomheten og avdelingen melder arbeider ved.")
        self.line_manager.description = N_("Navnet på melders leder, hvis det står i meldingen.")
        self.own_reference.description = N_("Saksnummeret hos melder, hvis det står i meldingen.")
        self.documents_follow.description = N_("Kryss av hvis papirer følger i lukket brev.")
        sender = self.municipality
        if self.direction is Direction.TO_MUNICIPALITY:
            sender = self.hospital_unit
        sender.description = N_("Den som meldingen kom fra.")

    def validate_phone(self, field: Field) -> None:
        """One of phone and e-mail is needed, so that the recipient can ask."""
        if not field.data and not self.email.data:
            raise ValidationError(
                self.language("Skriv telefonnummer eller e-post, så mottakeren kan spørre melder.")
            )

    def validate_municipality(self, _field: Field) -> None:
        """Let a coordinator enter only what the coordinator's own party has sent or received."""
        place = read_place(self.joint_form, self.hospital_unit.data, self.municipality.data)
        if not self.own_parties & {place.municipality_key, place.hospital_key}:
            raise ValidationError(
                self.language("Du kan bare føre inn meldinger som er sendt fra eller til dere.")
            )

    def validate_received_on(self, field: Field) -> None:
        """A report is not sent before the incident has happened."""
        sent, happened = read_day(field.data or ""), read_day(self.occurred_on.data or "")
        if sent and happened and sent < happened:
            raise ValidationError(
                self.language("Meldingen kan ikke være sendt før hendelsen skjedde.")
            )

    def entry(self) -> EntryOnBehalf:
        """Give how the report came. Call it on a valid form only."""
        received_on = read_day(self.received_on.data or "")
        if received_on is None:
            raise ValueError("only a valid form has an entry")
        return EntryOnBehalf(
            channel=Channel(self.channel.data),
            received_on=received_on,
            sender=self.sender.data or "",
        )
