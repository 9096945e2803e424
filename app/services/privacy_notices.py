"""What each party tells about its use of personal data, read back for its personvernerklæring."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.retention import Decision
from app.domain.vocabulary import Words
from app.models import Party, PrivacyNotice
from app.services import register
from app.services.register_privacy import BETWEEN_PARAGRAPHS
from app.services.retention.keeping import decisions_in_force


@dataclass(frozen=True)
class Notice:
    """A party's personvernerklæring (personvernforordningen art. 13 and 14); texts in paragraphs.

    ``decision`` is the bevarings- og kassasjonsvedtak that holds, or None while none is recorded.
    """

    party: Words
    officer: Words
    officer_contact: str
    purpose: tuple[Words, ...]
    basis: tuple[Words, ...]
    recipients: tuple[Words, ...]
    retention: tuple[Words, ...]
    rights: tuple[Words, ...]
    decision: Decision | None


@dataclass(frozen=True)
class NoticesOfHome:
    """The parties of a helsefellesskap that have a notice, as (key, name)."""

    helsefellesskap: Words
    parties: Sequence[tuple[str, Words]]


def notice_of(session: Session, party_key: str, *, on: date) -> Notice | None:
    """Give the notice of a party, or None when there is no such party or it has none."""
    party = register.find_party(session, party_key)
    row = _row(session, party.id) if party else None
    if party is None or row is None:
        return None
    return Notice(
        party=party.name,
        officer=row.officer,
        officer_contact=row.officer_contact,
        purpose=_paragraphs(row.purpose),
        basis=_paragraphs(row.basis),
        recipients=_paragraphs(row.recipients),
        retention=_paragraphs(row.retention),
        rights=_paragraphs(row.rights),
        decision=decisions_in_force(session, on).get(party.id),
    )


def _row(session: Session, party_id: int) -> PrivacyNotice | None:
    return session.scalar(select(PrivacyNotice).where(PrivacyNotice.party_id == party_id))


def _paragraphs(text: Words) -> tuple[Words, ...]:
    in_both = (words.split(BETWEEN_PARAGRAPHS) for words in (text.nb, text.nn))
    return tuple(Words(nb, nn) for nb, nn in zip(*in_both, strict=True))


def notices_by_home(session: Session, *, on: date) -> Iterator[NoticesOfHome]:
    """Give every notice there is, by the helsefellesskap that its party takes part in."""
    told = set(session.scalars(select(PrivacyNotice.party_id)))
    for home in register.all_helsefellesskap(session):
        parties = register.participating(session, home.id, on)
        yield NoticesOfHome(
            home.name, [(party.key, party.name) for party in parties if party.id in told]
        )


def key_of_notice(session: Session, party_id: int | None) -> str | None:
    """Give the key of a party that has a notice; None for any other, and for nobody."""
    return session.scalar(
        select(Party.key)
        .join(PrivacyNotice, PrivacyNotice.party_id == Party.id)
        .where(Party.id == party_id)
    )
