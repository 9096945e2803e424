"""Released years: what was drafted, commented on, adopted and sent, with the bytes themselves."""

from datetime import date
from typing import Annotated

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, HumanText, TermText, TextPolicy
from app.domain.releasing import FileKind, ReleaseStatus, ReleaseTextKind
from app.domain.vocabulary import Audience
from app.models.columns import (
    Count,
    Day,
    Digest,
    HelsefellesskapId,
    Id,
    Key,
    Moment,
    PartyId,
    Prose,
    UniqueKey,
    UserId,
)

ReleaseId = Annotated[int, mapped_column(ForeignKey("releases.id"))]


class Release(Base):
    """One version of a year. From adoption nothing in it changes but that it is sent.

    ``digest`` is SHA-256 over the names and digests of the files, in the order of the names.
    """

    __tablename__ = "releases"
    __table_args__ = (UniqueConstraint("helsefellesskap_id", "year", "version"),)

    id: Mapped[Id]
    key: Mapped[UniqueKey]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    year: Mapped[Count]
    version: Mapped[Count]
    status: Mapped[ReleaseStatus] = mapped_column(TermText(ReleaseStatus))
    edition: Mapped[Count]
    """Raised by every change of the draft; a page carries it, so that two people see each other."""
    drafted_on: Mapped[Day]
    drafted_at: Mapped[Moment]
    drafted_by_id: Mapped[UserId | None]
    comments_until: Mapped[date | None]
    adopted_on: Mapped[date | None]
    meeting: Mapped[str | None] = mapped_column(HumanText(TextPolicy.NUMBERS))
    adopted_at: Mapped[Moment | None]
    adopted_by_id: Mapped[UserId | None]
    sent_on: Mapped[date | None]
    sent_at: Mapped[Moment | None]
    sent_by_id: Mapped[UserId | None]
    digest: Mapped[Digest | None]


class ReleaseFile(Base):
    """One file of a version: the frozen figures of an audience, or what is drawn from them.

    ``party_id`` names whose annex it is; ``language`` is empty for figures, which have both.
    """

    __tablename__ = "release_files"
    __table_args__ = (UniqueConstraint("release_id", "name"),)

    id: Mapped[Id]
    release_id: Mapped[ReleaseId]
    name: Mapped[Key]
    kind: Mapped[FileKind] = mapped_column(TermText(FileKind))
    audience: Mapped[Audience] = mapped_column(TermText(Audience))
    party_id: Mapped[PartyId | None]
    language: Mapped[Key | None]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[Digest]


class ReleaseText(Base):
    """A text of the report in one language, computed first and then as the secretary words it."""

    __tablename__ = "release_texts"
    __table_args__ = (UniqueConstraint("release_id", "kind", "language"),)

    id: Mapped[Id]
    release_id: Mapped[ReleaseId]
    kind: Mapped[ReleaseTextKind] = mapped_column(TermText(ReleaseTextKind))
    language: Mapped[Key]
    body: Mapped[Prose]
    edited_at: Mapped[Moment | None]
    edited_by_id: Mapped[UserId | None]


class ReleaseComment(Base):
    """What a member of FSU says of a draft."""

    __tablename__ = "release_comments"
    __table_args__ = (Index(None, "release_id"),)

    id: Mapped[Id]
    release_id: Mapped[ReleaseId]
    body: Mapped[Prose]
    added_at: Mapped[Moment]
    added_by_id: Mapped[UserId]
    form_digest: Mapped[Digest] = mapped_column(unique=True)
