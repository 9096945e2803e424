"""What a register says of personal data: common texts, each party's personvernombud, decisions."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from app.domain.register.claims import GREATEST_COUNT, Claim, MailAddress, ProperName
from app.domain.register.entry import Entry
from app.domain.vocabulary import Words

Months = Annotated[
    int,
    Claim(
        lambda number: 0 <= number <= GREATEST_COUNT,
        Words(
            f"må være fra og med 0 til og med {GREATEST_COUNT}",
            f"må vere frå og med 0 til og med {GREATEST_COUNT}",
        ),
    ),
]


@dataclass(frozen=True, kw_only=True)
class PrivacyEntry:
    """What the parties tell alike (personvernforordningen art. 13 and 14), as paragraphs."""

    purpose: tuple[Words, ...]
    basis: tuple[Words, ...]
    recipients: tuple[Words, ...]
    retention: tuple[Words, ...]
    rights: tuple[Words, ...]


@dataclass(frozen=True, kw_only=True)
class PartyPrivacyEntry:
    """A party's personvernombud, an office and no person, and texts in place of the common ones."""

    officer: ProperName
    officer_contact: MailAddress
    purpose: tuple[Words, ...] = ()
    basis: tuple[Words, ...] = ()
    recipients: tuple[Words, ...] = ()
    retention: tuple[Words, ...] = ()
    rights: tuple[Words, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RetentionEntry(Entry):
    """A bevarings- og kassasjonsvedtak: its date, its name, and the months a case is kept.

    The months count from the answer, the decline or the withdrawal. The newest decision holds.
    """

    table: ClassVar[str] = "retention"
    noun: ClassVar[Words] = Words(
        "bevarings- og kassasjonsvedtak", "bevarings- og kassasjonsvedtak"
    )
    decided_on: date
    decision: str
    months: Months
