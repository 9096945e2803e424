"""The joint form as register data: dated versions with their texts and options."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, HumanWords
from app.domain.vocabulary import Words
from app.models.columns import BothWords, Day, Flag, HelsefellesskapId, Id, Key


class FormVersion(Base):
    """One edition of the form. A case keeps the version it was filed on."""

    __tablename__ = "form_versions"
    __table_args__ = (UniqueConstraint("helsefellesskap_id", "key"),)

    id: Mapped[Id]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    key: Mapped[Key]
    valid_from: Mapped[Day]


class FormText(Base):
    """A heading, label, statement or help text of a version."""

    __tablename__ = "form_texts"
    __table_args__ = (UniqueConstraint("form_version_id", "key"),)

    id: Mapped[Id]
    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_versions.id"))
    key: Mapped[Key]
    words: Mapped[BothWords]


class FormOption(Base):
    """An option of one of the form's lists; ``maps_to`` is its key in the version before."""

    __tablename__ = "form_options"
    __table_args__ = (UniqueConstraint("form_version_id", "list", "key"),)

    id: Mapped[Id]
    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_versions.id"))
    list: Mapped[Key]
    key: Mapped[Key]
    position: Mapped[int]
    words: Mapped[BothWords]
    short: Mapped[Words | None] = mapped_column(HumanWords)
    """Few words for charts, lists and tables; empty when the words are short themselves."""
    explanation: Mapped[Words | None] = mapped_column(HumanWords)
    needs_text: Mapped[Flag]
    maps_to: Mapped[Key | None]
    group_key: Mapped[Key | None]
    """The option of the list "category_group" that a category is pooled under in two-way tables."""
