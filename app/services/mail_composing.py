"""From rows of the outbox to a mail.

Addresses and links are found when the mail is made; neither stands in the outbox.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.case import Reference
from app.domain.links import Links, Purpose
from app.language import Language, language_named
from app.mail import Mail
from app.models import Case, Notification, Reporter, Unit
from app.services import mail_texts, privacy_notices
from app.services.outbox import REPORTER, address_of


def compose(session: Session, links: Links, rows: Sequence[Notification]) -> Mail | None:
    """Write one mail for rows that go to the same receiver; None when there is no address.

    Several rows are new cases to one unit; anything else comes singly.
    """
    language = language_named(rows[0].language)
    if rows[0].receiver == REPORTER:
        return _to_reporter(session, links, language, rows[0])
    return _to_unit(session, links, language, rows)


def _to_unit(
    session: Session, links: Links, language: Language, rows: Sequence[Notification]
) -> Mail | None:
    unit = session.get(Unit, int(rows[0].receiver.partition(":")[2]))
    mailbox = _mailbox(session, unit)
    if unit is None or mailbox is None:
        return None
    query = select(Case).where(Case.id.in_([row.case_id for row in rows])).order_by(Case.id)
    cases = [
        (Reference(case.reference).spoken, f"{links.base_url}/saker/{case.key}")
        for case in session.scalars(query)
    ]
    kind = rows[0].kind
    return Mail(
        key=_key(rows[0]),
        to=mailbox,
        subject=mail_texts.subject(language, kind, [reference for reference, _ in cases]),
        body=mail_texts.to_unit(
            language,
            kind,
            language.words(unit.name),
            cases,
            privacy=_privacy(session, links, unit.party_id),
        ),
        language=language.code,
    )


def _mailbox(session: Session, unit: Unit | None) -> str | None:
    """Give the unit's shared mailbox, or that of the unit it is part of."""
    while unit is not None and not unit.mailbox:
        unit = session.get(Unit, unit.parent_id) if unit.parent_id else None
    return unit.mailbox if unit else None


def _to_reporter(
    session: Session, links: Links, language: Language, row: Notification
) -> Mail | None:
    case = session.get_one(Case, row.case_id)
    reporter = session.get(Reporter, row.case_id)
    if reporter is None or not address_of(reporter):
        return None
    link = None
    if reporter.may_receive_link:
        token = links.token(Purpose.FOLLOW, case.key, case.follow_generation)
        link = links.follow_address(token)
    reference = Reference(case.reference).spoken
    status = language.words(case.status.words)
    return Mail(
        key=_key(row),
        to=reporter.email,
        subject=mail_texts.subject(language, row.kind, [reference]),
        body=mail_texts.to_reporter(
            language,
            row.kind,
            reference,
            link=link,
            status=status,
            privacy=_privacy(session, links, case.reporting_party_id),
        ),
        language=language.code,
    )


def _privacy(session: Session, links: Links, party_id: int | None) -> str:
    """Give the address of the receiver's own party's notice, or of the page about all of them."""
    party = privacy_notices.key_of_notice(session, party_id)
    return f"{links.base_url}/personvern" + (f"/{party}" if party else "")


def _key(row: Notification) -> str:
    return row.mail_key or f"row-{row.id}"
