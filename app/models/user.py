"""People who sign in, how they prove it, and what they may be asked to do."""

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.vocabulary import Role
from app.models.columns import (
    Day,
    HelsefellesskapId,
    Id,
    Key,
    Moment,
    Name,
    PartyId,
    UniqueKey,
    UniqueName,
    UnitId,
    UserId,
)


class User(Base):
    """A person. The address is kept in lower case; a deactivated person keeps the row."""

    __tablename__ = "users"

    id: Mapped[Id]
    key: Mapped[UniqueKey]
    email: Mapped[UniqueName]
    name: Mapped[Name]
    language: Mapped[Key]
    created_at: Mapped[Moment]
    deactivated_at: Mapped[Moment | None]


class Password(Base):
    """An argon2id hash; a person who signs in elsewhere has none."""

    __tablename__ = "passwords"

    user_id: Mapped[UserId] = mapped_column(primary_key=True)
    hash: Mapped[Key]
    changed_at: Mapped[Moment]


class Identity(Base):
    """A person's name at another sign-in service."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[Id]
    user_id: Mapped[UserId]
    issuer: Mapped[Key]
    subject: Mapped[Key]


class Membership(Base):
    """A dated role within exactly the scope that the role asks for."""

    __tablename__ = "memberships"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[Id]
    user_id: Mapped[UserId]
    role: Mapped[Role] = mapped_column(TermText(Role))
    helsefellesskap_id: Mapped[HelsefellesskapId | None]
    party_id: Mapped[PartyId | None]
    unit_id: Mapped[UnitId | None]
    valid_from: Mapped[Day]
    valid_to: Mapped[Day | None]
