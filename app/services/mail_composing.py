"""From rows of the outbox to a mail.

Addresses and links are found when the mail is made; neither stands in the outbox.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.case import Reference
from app.domain.links import Links, Purpose
from app.domain.redaction import is_black
from app.domain.reminders import DIGESTED
from app.domain.vocabulary import NotificationKind
from app.language import Language, language_named
from app.mail import Mail
from app.models import Assignment, Case, Inquiry, Notification, Party, Reporter, Unit, User
from app.services import mail_texts, privacy_notices
from app.services.forwarding.disputes import case_address
from app.services.line_manager.mails import line_manager_mail
from app.services.outbox import LEADER, REPORTER, address_of, user_of
from app.services.reminding.digest import write_digest, write_single


def compose(session: Session, links: Links, rows: Sequence[Notification]) -> Mail | None:
    """Write one mail for rows that go to the same receiver; None when there is no address.

    Several rows are new cases to one unit; anything else comes singly.
    """
    language = language_named(rows[0].language)
    if rows[0].receiver == REPORTER:
        return _to_reporter(session, links, language, rows[0])
    if rows[0].kind is NotificationKind.INQUIRY:
        return _to_inquired(session, links, language, rows[0])
    if rows[0].receiver.startswith(LEADER):
        return _to_leader(session, links, language, rows[0])
    if user_of(rows[0].receiver):
        return _to_person(session, links, language, rows)
    return _to_unit(session, links, language, rows)


def _to_person(
    session: Session, links: Links, language: Language, rows: Sequence[Notification]
) -> Mail | None:
    """Write to somebody who signs in: the morning's mail, or one thing that could not wait."""
    user = session.get_one(User, user_of(rows[0].receiver))
    if user.deactivated_at is not None:
        return None
    if rows[0].kind in DIGESTED:
        subject, paragraphs = write_digest(session, links, language, rows, unit="")
    else:
        subject, paragraphs = write_single(session, links, language, rows[0])
    body = mail_texts.ended(language, "\n\n".join(paragraphs), _privacy(session, links, None))
    return Mail(_key(rows[0]), user.email, subject, body, language.code)


def _to_leader(
    session: Session, links: Links, language: Language, row: Notification
) -> Mail | None:
    mail = line_manager_mail(session, links, language, row, key=_key(row))
    if mail is None:
        return None
    case = session.get_one(Case, row.case_id)
    privacy = _privacy(session, links, case.reporting_party_id)
    return replace(mail, body=mail_texts.ended(language, mail.body, privacy))


def _to_unit(
    session: Session, links: Links, language: Language, rows: Sequence[Notification]
) -> Mail | None:
    unit = session.get(Unit, int(rows[0].receiver.partition(":")[2]))
    mailbox = _mailbox(session, unit)
    if unit is None or mailbox is None:
        return None
    if rows[0].kind in DIGESTED:
        name, privacy = language.words(unit.name), _privacy(session, links, unit.party_id)
        subject, paragraphs = write_digest(session, links, language, rows, unit=name)
        body = mail_texts.ended(language, "\n\n".join(paragraphs), privacy)
        return Mail(_key(rows[0]), mailbox, subject, body, language.code)
    query = select(Case).where(Case.id.in_([row.case_id for row in rows])).order_by(Case.id)
    cases = [
        (Reference(case.reference).spoken, case_address(session, links, case))
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


def _to_inquired(
    session: Session, links: Links, language: Language, row: Notification
) -> Mail | None:
    """Write to whoever was asked; None once the question is taken back or the address hidden."""
    inquiry = session.get_one(Inquiry, int(row.receiver.partition(":")[2]))
    asked = session.get(Unit, inquiry.to_unit_id) if inquiry.to_unit_id else None
    address = _mailbox(session, asked) if asked else inquiry.email
    if not address or is_black(address) or inquiry.withdrawn_at or inquiry.answered_at:
        return None
    asking = session.get_one(Assignment, inquiry.assignment_id)
    unit = session.get_one(Unit, asking.unit_id)
    party = session.get_one(Party, unit.party_id)
    token = links.token(Purpose.INQUIRY, inquiry.key, inquiry.generation)
    return Mail(
        key=_key(row),
        to=address,
        subject=mail_texts.inquiry_subject(language, language.words(unit.name)),
        body=mail_texts.to_inquired(
            language,
            language.words(unit.name),
            language.words(party.name),
            link=links.inquiry_address(token),
            last_day=inquiry.ends_on,
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
        subject=mail_texts.subject(language, row.kind, [reference], to_reporter=True),
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
