"""Adding and altering rows by what names them, and telling what changed."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Base

ABOVE = frozenset({"helsefellesskap_id", "form_version_id"})
"""What a row lies within; a change is told without it."""

Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class Change:
    """What became of one row: "added", "changed" (``fields`` says where), "removed" or "kept".

    A kept row stands in the database though its file no longer names it.
    """

    action: str
    table: str
    key: str
    fields: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        """Tell whether the database is different for it."""
        return self.action != "kept"

    def __str__(self) -> str:
        """Give the change as one line: «changed units siv-kpa: name, mailbox»."""
        fields = f": {', '.join(self.fields)}" if self.fields else ""
        return f"{self.action} {self.table} {self.key}{fields}"


class Rows:
    """Puts rows, and gathers the changes on the way."""

    def __init__(self, session: Session) -> None:
        """Start without changes."""
        self.session = session
        self.changes: list[Change] = []

    def put(
        self,
        table: type[Row],
        name: Mapping[str, Any],
        values: Mapping[str, Any],
        *,
        new: Mapping[str, Any] | None = None,
    ) -> Row:
        """Give the row that ``name`` names the values; ``new`` ones only if it is added."""
        row = self.session.scalars(select(table).filter_by(**name)).one_or_none()
        key = "/".join(str(part) for column, part in name.items() if column not in ABOVE)
        if row is None:
            row = table(**name, **values, **(new or {}))
            self.session.add(row)
            self.session.flush()
            self._note("added", table, key)
            return row
        altered = [field for field, value in values.items() if getattr(row, field) != value]
        for field in altered:
            setattr(row, field, values[field])
        if altered:
            self.session.flush()
            self._note("changed", table, key, *altered)
        return row

    def put_set(
        self, table: type[Base], owner: Mapping[str, Any], column: str, values: set[str]
    ) -> None:
        """Let an owner's set of values be exactly ``values``."""
        held = {getattr(row, column): row for row in self._owned(table, owner)}
        for value in sorted(values - set(held)):
            self.session.add(table(**owner, **{column: value}))
            self._note("added", table, value)
        for value in sorted(set(held) - values):
            self.session.delete(held[value])
            self._note("removed", table, value)
        self.session.flush()

    def remove_rest(
        self, table: type[Base], owner: Mapping[str, Any], column: str, values: AbstractSet[Any]
    ) -> None:
        """Remove the rows of an owner whose value in ``column`` is none of ``values``."""
        for row in self._owned(table, owner):
            if getattr(row, column) not in values:
                self.session.delete(row)
                self._note("removed", table, str(getattr(row, column)))
        self.session.flush()

    def keep_rest(self, table: type[Base], owner: Mapping[str, Any], keys: set[str]) -> None:
        """Name the rows of an owner that stand in the database only; they are left alone."""
        for row in self._owned(table, owner):
            if row.key not in keys:
                self._note("kept", table, row.key)

    def note(self, table: str, row_id: int, *fields: str) -> None:
        """Tell of a row that somebody else wrote."""
        self.changes.append(Change("changed" if fields else "added", table, str(row_id), fields))

    def _owned(self, table: type[Base], owner: Mapping[str, Any]) -> list[Any]:
        return list(self.session.scalars(select(table).filter_by(**owner)))

    def _note(self, action: str, table: type[Base], key: str, *fields: str) -> None:
        self.changes.append(Change(action, table.__tablename__, key, fields))
