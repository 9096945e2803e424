"""What a line manager is told by mail: that there is something to read, a reference and a link."""

from sqlalchemy.orm import Session

from app.domain.case import Reference
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Status
from app.domain.links import Links, Purpose
from app.domain.vocabulary import NotificationKind
from app.language import Language
from app.mail import Mail
from app.models import Case, LineManagerRequest, Notification
from app.services.unit_leaders import address_of


def _(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is used."""
    return message


SUBJECTS = {
    NotificationKind.LEADER_TOLD: _("En melding fra arbeidsstedet ditt: %(reference)s"),
    NotificationKind.LEADER_ASKED: _("En melding venter på deg: %(reference)s"),
    NotificationKind.LEADER_REMINDED: _("En melding venter fortsatt på deg: %(reference)s"),
    NotificationKind.ANSWERED: _("Meldingen du følger, er besvart: %(reference)s"),
    NotificationKind.DECLINED: _("Meldingen du følger, er avvist: %(reference)s"),
    NotificationKind.GUIDANCE: _("Beskjed om meldingen du følger: %(reference)s"),
}
OPENINGS = {
    NotificationKind.LEADER_TOLD: _(
        "Noen som arbeider hos dere, har meldt en uønsket hendelse ved samhandling og oppgitt deg "
        "som nærmeste leder. Meldingen er sendt til mottakeren. Du kan lese den, og legge til noe "
        "hvis det mangler."
    ),
    NotificationKind.LEADER_ASKED: _(
        "Noen som arbeider hos dere, har meldt en uønsket hendelse ved samhandling og oppgitt deg "
        "som nærmeste leder. Meldingen er ikke sendt til mottakeren ennå. Les den, legg til det "
        "som mangler, og send den videre."
    ),
    NotificationKind.LEADER_REMINDED: _(
        "Du er oppgitt som nærmeste leder i en melding om uønsket hendelse. Den er fortsatt ikke "
        "sendt til mottakeren. Les den og send den videre. Hvis ikke, kan koordinatoren hos dere "
        "sende den."
    ),
    NotificationKind.ANSWERED: _("Meldingen du følger som leder, er besvart."),
    NotificationKind.DECLINED: _(
        "Mottakeren har avvist meldingen du følger som leder, og skrevet hvorfor."
    ),
    NotificationKind.GUIDANCE: _(
        "FSU-sekretariatet har skrevet til melder om meldingen du følger som leder."
    ),
}
WHILE_WAITING = frozenset({NotificationKind.LEADER_ASKED, NotificationKind.LEADER_REMINDED})
"""What is no longer true once the report is sent or withdrawn."""


def line_manager_mail(
    session: Session, links: Links, language: Language, row: Notification, *, key: str
) -> Mail | None:
    """Write to a line manager; None when nobody is reached, or the mail says what is past.

    The last line, about privacy, is the caller's.
    """
    request = session.get(LineManagerRequest, int(row.receiver.partition(":")[2]))
    case = session.get_one(Case, row.case_id)
    if request is None or _is_past(row, case):
        return None
    address = address_of(session, request, oslo_date(row.next_try_at))
    if not address:
        return None
    reference = Reference(case.reference).spoken
    token = links.token(Purpose.LINE_MANAGER, case.key, request.generation)
    link = links.line_manager_address(token)
    paragraphs = (
        language(OPENINGS[row.kind]),
        f"{language(_('Referanse: %(reference)s'), reference=reference)}\n{link}",
        language(
            _(
                "Lenken er din. Den som har lenken, kan lese meldingen og skrive i ditt navn, så "
                "ikke send den videre. E-posten sier aldri hva som har hendt."
            )
        ),
    )
    return Mail(
        key=key,
        to=address,
        subject=language(SUBJECTS[row.kind], reference=reference),
        body="\n\n".join(paragraphs),
        language=language.code,
    )


def _is_past(row: Notification, case: Case) -> bool:
    return row.kind in WHILE_WAITING and case.status is not Status.AWAITING_LINE_MANAGER
