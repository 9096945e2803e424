"""A party: a health trust, a municipality, or their joint body."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, HumanText, TermText, TextPolicy
from app.domain.vocabulary import PartyKind
from app.models.columns import BothWords, Id, Key, Name, PartyId, UniqueKey


class Party(Base):
    """Stands alone; participations join it to a helsefellesskap."""

    __tablename__ = "parties"

    id: Mapped[Id]
    key: Mapped[UniqueKey]
    kind: Mapped[PartyKind] = mapped_column(TermText(PartyKind))
    name: Mapped[BothWords]
    short_name: Mapped[BothWords]
    orgnr: Mapped[Key | None]
    kommunenummer: Mapped[Key | None]
    resh_id: Mapped[Key | None]
    line_manager_mode: Mapped[Key]
    postal_address: Mapped[str | None] = mapped_column(HumanText(TextPolicy.NUMBERS))
    """The address on the joint form, a line each."""


class MailDomain(Base):
    """A domain whose addresses belong to a party; only these get follow links by mail."""

    __tablename__ = "mail_domains"
    __table_args__ = (UniqueConstraint("party_id", "domain"),)

    id: Mapped[Id]
    party_id: Mapped[PartyId]
    domain: Mapped[Name]
