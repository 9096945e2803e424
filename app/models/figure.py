"""Stored figures: what each act changed, and the sums those changes are folded into."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, MachineFacts
from app.models.columns import (
    BothWords,
    CaseId,
    Count,
    Day,
    HelsefellesskapId,
    Id,
    Key,
    Moment,
    Name,
)


class FigureDelta(Base):
    """What one act changed in what a case counts as, written in the act's own transaction.

    ``scopes`` are those of :class:`FigureSum` that the facts belong to, with a comma between.
    ``facts`` maps "table:row" to how many more or fewer; rows are keys and ids, never words. Rows
    are only ever added; ``folded_at`` is set once the worker has summed them up.
    """

    __tablename__ = "figure_deltas"
    __table_args__ = (
        Index(None, "case_id"),
        Index(None, "helsefellesskap_id", "year", "folded_at"),
    )

    id: Mapped[Id]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    case_id: Mapped[CaseId]
    year: Mapped[Count]
    scopes: Mapped[Key]
    facts: Mapped[dict[str, int]] = mapped_column(MachineFacts)
    added_at: Mapped[Moment]
    folded_at: Mapped[Moment | None]


class FigureSum(Base):
    """A folded count of a fact, "table:row".

    ``scope`` is "all", "party:<id>" for the cases that a party reports or receives, or
    "clinic:<id>" for those of a hospital clinic.
    """

    __tablename__ = "figure_sums"
    __table_args__ = (UniqueConstraint("helsefellesskap_id", "year", "scope", "fact"),)

    id: Mapped[Id]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    year: Mapped[Count]
    scope: Mapped[Key]
    fact: Mapped[Key]
    count: Mapped[Count]


class Goal(Base):
    """A goal that figures are held against: which count, which period, how much more or fewer.

    ``counts`` is "direction:<key>" of the fact that is counted, month by month; ``percent`` is the
    change that is aimed at from the baseline period to the goal's own. Both periods include both
    days.
    """

    __tablename__ = "goals"
    __table_args__ = (UniqueConstraint("helsefellesskap_id", "key"),)

    id: Mapped[Id]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    key: Mapped[Key]
    words: Mapped[BothWords]
    counts: Mapped[Key]
    baseline_from: Mapped[Day]
    baseline_to: Mapped[Day]
    goal_from: Mapped[Day]
    goal_to: Mapped[Day]
    percent: Mapped[Count]
    source: Mapped[Name]
    decided_on: Mapped[date | None]
