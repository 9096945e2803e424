"""What mails say: that something has happened, with a reference and a way in, and never what.

The messages are bokmål and are looked up in the receiver's language when the mail is made.
"""

from datetime import date

from app.domain.vocabulary import NotificationKind
from app.language import Language


def _(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is used."""
    return message


SUBJECTS = {
    NotificationKind.NEW_CASE: _("Ny melding om uønsket hendelse: %(reference)s"),
    NotificationKind.SERIOUS_CASE: _("Alvorlig melding om uønsket hendelse: %(reference)s"),
    NotificationKind.REPLIED: _("Melder har svart i sak %(reference)s"),
    NotificationKind.SUPPLEMENTED: _("Melder har lagt til opplysninger i sak %(reference)s"),
    NotificationKind.REOPENED: _("Melder ber om at sak %(reference)s blir gjenåpnet"),
    NotificationKind.WITHDRAWN: _("Melder har trukket melding %(reference)s"),
    NotificationKind.RECEIPT: _("Meldingen din er sendt: %(reference)s"),
    NotificationKind.FILED: _("Lederen din har fått meldingen din: %(reference)s"),
    NotificationKind.SENT_BACK: _("Lederen din har spurt om noe: %(reference)s"),
    NotificationKind.SENT_ON: _("Meldingen din er sendt til mottakeren: %(reference)s"),
    NotificationKind.LEADER_ADDED: _("Melders leder har lagt til noe i sak %(reference)s"),
    NotificationKind.NOT_SENT_YET: _("En melding fra dere er ikke sendt ennå: %(reference)s"),
    NotificationKind.ACKNOWLEDGED: _("Mottak av meldingen din er bekreftet: %(reference)s"),
    NotificationKind.FORWARDED: _("Meldingen din er videresendt: %(reference)s"),
    NotificationKind.DECLINED: _("Meldingen din er avvist: %(reference)s"),
    NotificationKind.QUESTION: _("Spørsmål om meldingen din: %(reference)s"),
    NotificationKind.ANSWERED: _("Meldingen din er besvart: %(reference)s"),
    NotificationKind.GUIDANCE: _("Beskjed om meldingen din: %(reference)s"),
    NotificationKind.CALL_REQUESTED: _("Mottakeren ber deg ringe om melding %(reference)s"),
    NotificationKind.LINKED: _("En annen melding gjelder samme hendelse som din: %(reference)s"),
    NotificationKind.LINK_REISSUED: _("Ny lenke til meldingen din: %(reference)s"),
    NotificationKind.INQUIRY_ANSWERED: _("Svar på spørsmålet deres i sak %(reference)s"),
    NotificationKind.DUTY_REMINDER: _("Meldeplikt er ikke vurdert i sak %(reference)s"),
    NotificationKind.HANDED_OVER: _("Du har fått en sak: %(reference)s"),
    NotificationKind.TO_BE_PLACED: _("Sak %(reference)s trenger en avgjørelse"),
    NotificationKind.JOINED: _("Dere har sak %(reference)s sammen med en annen part"),
    NotificationKind.PLACED: _("Det er avgjort hvem som har meldingen din: %(reference)s"),
    NotificationKind.CONTESTED: _("Innvending mot avvisningen av sak %(reference)s"),
    NotificationKind.CONTEST_SETTLED: _("Avvisningen av sak %(reference)s er opphevet"),
}
SUBJECTS_TO_REPORTER = {
    NotificationKind.TO_BE_PLACED: _("Meldingen din er hos FSU-sekretærene: %(reference)s"),
    NotificationKind.JOINED: _("To parter behandler meldingen din sammen: %(reference)s"),
    NotificationKind.CONTESTED: _("Det er sendt en innvending for meldingen din: %(reference)s"),
    NotificationKind.CONTEST_SETTLED: _("Innvendingen er avgjort: %(reference)s"),
}
SUBJECTS_TO_UNIT = {
    NotificationKind.ANSWERED: _("Den andre parten har svart i sak %(reference)s"),
}
"""Where the same thing is told to the reporter and to a unit, each in its own words."""

OPENINGS = {
    NotificationKind.NEW_CASE: _("Dere har fått en melding om uønsket hendelse ved samhandling."),
    NotificationKind.SERIOUS_CASE: _(
        "Dere har fått en melding om uønsket hendelse ved samhandling. Melder oppgir at "
        "hendelsen er alvorlig. Les den nå."
    ),
    NotificationKind.REPLIED: _("Melder har svart på spørsmålet fra dere."),
    NotificationKind.SUPPLEMENTED: _("Melder har lagt til opplysninger i saken."),
    NotificationKind.REOPENED: _(
        "Melder mener at svaret mangler noe, og ber dere ta saken opp igjen."
    ),
    NotificationKind.WITHDRAWN: _("Melder har trukket meldingen. Dere trenger ikke å gjøre noe."),
    NotificationKind.RECEIPT: _("Takk. Meldingen din om uønsket hendelse er sendt."),
    NotificationKind.FILED: _(
        "Takk. Vi har tatt imot meldingen din om uønsket hendelse. Lederen din har fått den, og "
        "sender den videre til mottakeren. Du får beskjed når det skjer."
    ),
    NotificationKind.SENT_BACK: _(
        "Lederen din har lest meldingen din og spurt om noe før den blir sendt. Les hva, og legg "
        "til det som mangler."
    ),
    NotificationKind.SENT_ON: _("Meldingen din er sendt til mottakeren."),
    NotificationKind.LEADER_ADDED: _("Melders nærmeste leder har lagt til opplysninger i saken."),
    NotificationKind.NOT_SENT_YET: _(
        "En melding fra dere om uønsket hendelse venter på at melders leder sender den. Du kan "
        "sende den nå."
    ),
    NotificationKind.ACKNOWLEDGED: _("Mottakeren har bekreftet at meldingen din er kommet fram."),
    NotificationKind.FORWARDED: _("Meldingen din er sendt videre til en annen enhet."),
    NotificationKind.DECLINED: _("Mottakeren har avvist meldingen din og skrevet hvorfor."),
    NotificationKind.QUESTION: _("Mottakeren har et spørsmål til deg om meldingen din."),
    NotificationKind.ANSWERED: _("Meldingen din er besvart."),
    NotificationKind.GUIDANCE: _("FSU-sekretariatet har skrevet til deg om meldingen din."),
    NotificationKind.CALL_REQUESTED: _(
        "Mottakeren ber deg ringe om meldingen din. Nummeret står på følgesiden."
    ),
    NotificationKind.LINKED: _(
        "En annen melding gjelder den samme hendelsen som din, og de to sakene er koblet sammen. "
        "Du trenger ikke å gjøre noe. Meldingen din står som den er, og du får svar på den som "
        "før. Hva som står i den andre meldingen, får du ikke se."
    ),
    NotificationKind.LINK_REISSUED: _(
        "Du har fått en ny lenke til meldingen din. Den gamle virker ikke lenger."
    ),
    NotificationKind.INQUIRY_ANSWERED: _("Den dere spurte, har svart. Svaret står på saken."),
    NotificationKind.DUTY_REMINDER: _(
        "Saken er meldt som alvorlig, og hos dere er det ikke registrert om hendelsen "
        "skal meldes andre steder. Vurder det i dag. Meldingen her erstatter ikke varsel til "
        "myndighetene."
    ),
    NotificationKind.HANDED_OVER: _("Du er satt opp som saksbehandler for en sak hos enheten."),
    NotificationKind.TO_BE_PLACED: _(
        "Enhetene er ikke enige om en sak, og dere må avgjøre hva som skal skje med den."
    ),
    NotificationKind.JOINED: _(
        "Saken er sendt mellom partene to ganger, så nå har begge parter den sammen. Hver part "
        "bekrefter mottak og har sin egen saksbehandler. Fristen og svaret er felles."
    ),
    NotificationKind.PLACED: _(
        "FSU-sekretærene er enige om hvem som skal ha meldingen din. Mottakeren har fått den."
    ),
    NotificationKind.CONTESTED: _(
        "Det er kommet en innvending mot at en melding ble avvist. Koordinatoren hos dere avgjør "
        "om avvisningen skal stå."
    ),
    NotificationKind.CONTEST_SETTLED: _(
        "Avvisningen er opphevet, og dere skal behandle saken likevel."
    ),
}
OPENINGS_TO_REPORTER = {
    NotificationKind.TO_BE_PLACED: _(
        "Partene er ikke enige om meldingen din. FSU-sekretærene, en for sykehuset og en for "
        "kommunene, avgjør hva som skal skje med den. De ser ikke det du har skrevet, og ikke "
        "hvem du er."
    ),
    NotificationKind.JOINED: _(
        "Meldingen din gjelder to parter, og de behandler den sammen. Du får ett svar fra dem."
    ),
    NotificationKind.CONTESTED: _(
        "Parten din mener at det var feil å avvise meldingen, og har sagt fra til mottakeren. "
        "Koordinatoren der avgjør."
    ),
    NotificationKind.CONTEST_SETTLED: _(
        "Det er avgjort om avvisningen av meldingen din skal stå. Les avgjørelsen."
    ),
}
OPENINGS_TO_UNIT = {
    NotificationKind.ANSWERED: _(
        "Den andre parten har sendt svaret i saken dere har sammen. Det gjelder for dere begge."
    ),
}


def subject(
    language: Language, kind: NotificationKind, references: list[str], *, to_reporter: bool = False
) -> str:
    """Give the subject; several new cases are told by their number alone."""
    if len(references) > 1:
        return language.plural(
            "%(count)s ny melding om uønsket hendelse",
            "%(count)s nye meldinger om uønsket hendelse",
            len(references),
        )
    own = SUBJECTS_TO_REPORTER if to_reporter else SUBJECTS_TO_UNIT
    return language(own.get(kind) or SUBJECTS[kind], reference=references[0])


def to_unit(
    language: Language,
    kind: NotificationKind,
    unit: str,
    cases: list[tuple[str, str]],
    *,
    privacy: str,
) -> str:
    """Write to a unit's shared mailbox; ``cases`` are references and addresses of pages.

    ``privacy`` is the address of a privacy notice, as in :func:`to_reporter`.
    """
    opening = language(OPENINGS_TO_UNIT.get(kind) or OPENINGS[kind])
    if len(cases) > 1:
        opening = language.plural(
            "Dere har fått %(count)s melding om uønsket hendelse ved samhandling.",
            "Dere har fått %(count)s meldinger om uønsket hendelse ved samhandling.",
            len(cases),
        )
    paragraphs = [
        language(_("Til %(unit)s"), unit=unit),
        opening,
        *(f"{_referred(language, reference)}\n{address}" for reference, address in cases),
        language(_("Logg inn for å lese. E-posten sier aldri hva som har hendt.")),
    ]
    return _letter(language, paragraphs, privacy)


def to_reporter(
    language: Language,
    kind: NotificationKind,
    reference: str,
    *,
    link: str | None,
    status: str,
    privacy: str,
) -> str:
    """Write to the reporter: with the follow link where it may be mailed, else with the status."""
    paragraphs = [language(OPENINGS_TO_REPORTER.get(kind) or OPENINGS[kind])]
    if link:
        paragraphs += [
            f"{_referred(language, reference)}\n{link}",
            language(
                _(
                    "Lenken er din. Den som har lenken, kan lese meldingen og svare i ditt navn, "
                    "så ikke send den videre."
                )
            ),
        ]
    else:
        paragraphs += [
            _referred(language, reference)
            + "\n"
            + language(_("Status: %(status)s"), status=status),
            language(
                _(
                    "Bruk følgelenken du fikk da du sendte meldingen. Vi sender den ikke til "
                    "adresser utenfor kommunene og sykehuset."
                )
            ),
        ]
    return _letter(language, paragraphs, privacy)


def ended(language: Language, body: str, privacy: str) -> str:
    """End a mail as all mails end; ``privacy`` is as in :func:`to_reporter`."""
    return _letter(language, [body], privacy)


def inquiry_subject(language: Language, unit: str) -> str:
    """Give the subject of a question to somebody outside the case: who asks, and no reference."""
    return language(_("Et spørsmål til dere fra %(unit)s"), unit=unit)


def to_inquired(
    language: Language, unit: str, party: str, *, link: str, last_day: date, privacy: str
) -> str:
    """Write to somebody outside the case: who asks, the link, and the last day that it works."""
    asker = unit if party in unit else f"{unit}, {party}"
    paragraphs = [
        language(
            _(
                "%(asker)s har et spørsmål til dere. De trenger svaret for å behandle en melding "
                "om uønsket hendelse ved samhandling."
            ),
            asker=asker,
        ),
        f"{language(_('Les spørsmålet og svar her:'))}\n{link}",
        language(
            _(
                "Lenken virker til og med %(day)s, og for ett svar. Dere trenger ikke å logge inn. "
                "Den som har lenken, kan svare for dere, så gi den bare til den som skal svare."
            ),
            day=language.weekday(last_day),
        ),
        language(_("E-posten sier aldri hva som har hendt.")),
    ]
    return _letter(language, paragraphs, privacy)


def _referred(language: Language, reference: str) -> str:
    return language(_("Referanse: %(reference)s"), reference=reference)


def _letter(language: Language, paragraphs: list[str], privacy: str) -> str:
    ending = language(_("Du kan ikke svare på denne e-posten."))
    notice = language(_("Personvern: %(address)s"), address=privacy)
    return "\n\n".join([*paragraphs, f"{ending}\n{notice}"]) + "\n"
