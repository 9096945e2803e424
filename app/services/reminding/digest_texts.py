"""What the morning's mail says: which cases, how long, and where to look. Short, and never more.

The messages are bokmål and are looked up in the receiver's language when the mail is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.deadlines import days_late
from app.domain.lifecycle import Status
from app.domain.vocabulary import NotificationKind
from app.language import Language
from app.services import mail_texts


def _(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is used."""
    return message


SUBJECTS = {
    NotificationKind.HANDED_OVER: _("Du har fått en sak: %(reference)s"),
    NotificationKind.REMINDER: _("Sak %(reference)s venter på svar"),
    NotificationKind.STRANDED: _("Sak %(reference)s trenger en saksbehandler"),
    NotificationKind.ESCALATION: _("Sak %(reference)s har stoppet opp"),
}
HEADINGS = {
    NotificationKind.HANDED_OVER: _("Du har fått ansvar for:"),
    NotificationKind.REMINDER: _("Dette venter på deg:"),
    NotificationKind.STRANDED: _("Ingen har disse sakene nå. Kan du finne noen?"),
    NotificationKind.ESCALATION: _("Her har det stoppet opp. Kan du hjelpe?"),
}
NO_LINK = _(
    "Saker uten lenke kan du ikke åpne selv. Snakk med koordinatoren hos parten som har dem."
)
TO_A_UNIT = _("Ingen hos dere har tatt ansvar for dette ennå:")


@dataclass(frozen=True)
class Line:
    """One case of a mail. ``address`` is empty for a receiver who may not open the case."""

    kind: NotificationKind
    reference: str
    unit: str
    status: Status
    acknowledge_due_on: date
    due_on: date
    address: str


def subject(language: Language, lines: Sequence[Line]) -> str:
    """Give the subject; several cases are told by their number."""
    references = {line.reference for line in lines}
    if len(references) > 1:
        return language.plural(
            "%(count)s sak å se på i dag", "%(count)s saker å se på i dag", len(references)
        )
    return language(SUBJECTS[lines[0].kind], reference=lines[0].reference)


def paragraphs(language: Language, lines: Sequence[Line], *, unit: str, today: date) -> list[str]:
    """Give the greeting, and the cases under what they are told for.

    ``unit`` is the name of a unit that is written to; empty when it is a person.
    """
    found = [language(_("Til %(unit)s"), unit=unit) if unit else language(_("Hei!"))]
    for kind, heading in HEADINGS.items():
        told = [line for line in lines if line.kind is kind]
        if told:
            is_unit = bool(unit) and kind is NotificationKind.REMINDER
            found.append(language(TO_A_UNIT if is_unit else heading))
            found += [_case(language, line, today) for line in told]
    if any(not line.address for line in lines):
        found.append(language(NO_LINK))
    if any(line.kind in SUBJECTS_OF_LADDER for line in lines):
        found.append(language(_("Purringene slutter når noen gjør noe med saken.")))
    return found


def single(
    language: Language, kind: NotificationKind, reference: str, unit: str, address: str
) -> list[str]:
    """Give the paragraphs of a mail about one case, that could not wait until the morning."""
    opening = language(mail_texts.OPENINGS[kind])
    if kind is NotificationKind.SERIOUS_CASE:
        opening = language(SERIOUS, unit=unit)
    return [
        language(_("Hei!")),
        opening,
        language(_("Referanse: %(reference)s"), reference=reference) + f"\n{address}",
        language(_("Logg inn for å lese. E-posten sier aldri hva som har hendt.")),
    ]


SERIOUS = _(
    "%(unit)s har fått en melding om uønsket hendelse ved samhandling. Melder oppgir at hendelsen "
    "er alvorlig. Du får beskjed med en gang fordi du leder enheten eller koordinerer for en av "
    "partene."
)
SUBJECTS_OF_LADDER = frozenset({NotificationKind.REMINDER, NotificationKind.ESCALATION})


def _case(language: Language, line: Line, today: date) -> str:
    place = f", {line.unit}" if line.kind in NAMING_THE_UNIT else ""
    words = f"{line.reference}{place}: {how_long(language, line, today)}"
    return f"{words}\n{line.address}" if line.address else words


NAMING_THE_UNIT = frozenset({NotificationKind.ESCALATION, NotificationKind.STRANDED})


def how_long(language: Language, line: Line, today: date) -> str:
    """Say what is owed, and how much time is left or gone."""
    if line.status is Status.CONTESTED:
        return language(_("en innvending mot avvisningen venter på avgjørelse"))
    late = days_late(line.due_on, today)
    if late and line.status in {Status.SENT, Status.ACKNOWLEDGED}:
        return language.plural(
            "svaret er %(count)s dag over fristen", "svaret er %(count)s dager over fristen", late
        )
    if line.status is Status.SENT and line.acknowledge_due_on <= today:
        return _receipt(language, line.acknowledge_due_on, today)
    if late:
        return language.words(line.status.words).lower()
    if line.due_on == today:
        return language(_("siste dag for svar er i dag"))
    return language(_("svar innen %(day)s"), day=language.weekday(line.due_on))


def _receipt(language: Language, due_on: date, today: date) -> str:
    if due_on == today:
        return language(_("bekreft mottak i dag"))
    day = language.weekday(due_on)
    return language(_("mottak skulle vært bekreftet innen %(day)s"), day=day)
