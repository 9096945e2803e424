"""What mails say: that something has happened, with a reference and a way in, and never what.

The messages are bokmål and are looked up in the receiver's language when the mail is made.
"""

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
    NotificationKind.ACKNOWLEDGED: _("Mottak av meldingen din er bekreftet: %(reference)s"),
    NotificationKind.FORWARDED: _("Meldingen din er videresendt: %(reference)s"),
    NotificationKind.DECLINED: _("Meldingen din er avvist: %(reference)s"),
    NotificationKind.QUESTION: _("Spørsmål om meldingen din: %(reference)s"),
    NotificationKind.ANSWERED: _("Meldingen din er besvart: %(reference)s"),
    NotificationKind.GUIDANCE: _("Beskjed om meldingen din: %(reference)s"),
    NotificationKind.CALL_REQUESTED: _("Mottakeren ber deg ringe om melding %(reference)s"),
    NotificationKind.LINK_REISSUED: _("Ny lenke til meldingen din: %(reference)s"),
}

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
    NotificationKind.ACKNOWLEDGED: _("Mottakeren har bekreftet at meldingen din er kommet fram."),
    NotificationKind.FORWARDED: _("Meldingen din er sendt videre til rett mottaker."),
    NotificationKind.DECLINED: _("Mottakeren har avvist meldingen din og skrevet hvorfor."),
    NotificationKind.QUESTION: _("Mottakeren har et spørsmål til deg om meldingen din."),
    NotificationKind.ANSWERED: _("Meldingen din er besvart."),
    NotificationKind.GUIDANCE: _("FSU-sekretariatet har skrevet til deg om meldingen din."),
    NotificationKind.CALL_REQUESTED: _(
        "Mottakeren ber deg ringe om meldingen din. Nummeret står på følgesiden."
    ),
    NotificationKind.LINK_REISSUED: _(
        "Du har fått en ny lenke til meldingen din. Den gamle virker ikke lenger."
    ),
}


def subject(language: Language, kind: NotificationKind, references: list[str]) -> str:
    """Give the subject; several new cases are told by their number alone."""
    if len(references) > 1:
        return language.plural(
            "%(count)s ny melding om uønsket hendelse",
            "%(count)s nye meldinger om uønsket hendelse",
            len(references),
        )
    return language(SUBJECTS[kind], reference=references[0])


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
    opening = language(OPENINGS[kind])
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
    paragraphs = [language(OPENINGS[kind])]
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


def _referred(language: Language, reference: str) -> str:
    return language(_("Referanse: %(reference)s"), reference=reference)


def _letter(language: Language, paragraphs: list[str], privacy: str) -> str:
    ending = language(_("Du kan ikke svare på denne e-posten."))
    notice = language(_("Personvern: %(address)s"), address=privacy)
    return "\n\n".join([*paragraphs, f"{ending}\n{notice}"]) + "\n"
