"""What a transaction has touched that figures rest on, gathered as it is written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from app.db import Base
from app.models import Assignment, Case, CaseCategory, CaseServiceKind, Incident, Unit
from app.services.figures.counted_columns import OF_CASES, OF_INCIDENTS, OF_REGISTER, Columns

NOTED = "figures_touched"
WITH_A_NEW_CASE = (Assignment, CaseServiceKind, CaseCategory)
"""What is filed together with a case, and can be counted from the session alone."""


@dataclass
class Touched:
    """Ids of what was written. ``fresh`` are new cases with all that was filed with them.

    ``incidents`` are those that cases point at no more, or whose day was changed. ``register`` when
    something was changed that all cases are counted by.
    """

    cases: set[int] = field(default_factory=set)
    incidents: set[int] = field(default_factory=set)
    fresh: dict[int, list[Base]] = field(default_factory=dict)
    fresh_incidents: dict[int, Incident] = field(default_factory=dict)
    register: bool = False

    def __bool__(self) -> bool:
        """Tell whether there is anything to count."""
        return bool(self.cases or self.incidents or self.fresh or self.register)

    def see_case(self, case_id: int) -> None:
        """Note that a case is to be read back and counted."""
        self.fresh.pop(case_id, None)
        self.cases.add(case_id)

    def read_all_back(self) -> None:
        """Trust nothing of the session: every case is read from the database."""
        self.cases.update(self.fresh)
        self.fresh.clear()
        self.fresh_incidents.clear()

    def see_flushed(self, session: Session) -> None:
        """Note what a flush has written; called while the session still tells what it was."""
        new = list(session.new)
        for row in new:
            if isinstance(row, Case):
                self.fresh[row.id] = [row]
            elif isinstance(row, Incident):
                self.fresh_incidents[row.id] = row
        for row in new:
            self._see_new(row)
        for row in session.deleted:
            self._see_gone(row)
        for row in session.dirty:
            columns = _columns_of(row)
            if columns and not self._is_filed_now(row) and _has_changed(row, columns):
                self._see_old_incident(row)
                self._see(row)

    def _see_new(self, row: object) -> None:
        case_id = getattr(row, "case_id", None)
        if isinstance(row, WITH_A_NEW_CASE) and case_id in self.fresh:
            self.fresh[case_id].append(row)
        elif not isinstance(row, Case | Incident | Unit):  # nothing is counted under a new unit yet
            self._see(row)

    def _see_gone(self, row: object) -> None:
        if type(row) in OF_CASES and not isinstance(row, Case):
            self.see_case(row.case_id)  # type: ignore[attr-defined]  # each of them belongs to a case
        else:
            self._see(row)

    def _see(self, row: object) -> None:
        if isinstance(row, Case):
            self.cases.add(row.id)
        elif type(row) in OF_CASES:
            self.see_case(row.case_id)  # type: ignore[attr-defined]  # each of them belongs to a case
        elif isinstance(row, Incident):
            self.incidents.add(row.id)
        elif type(row) in OF_REGISTER:
            self.register = True

    def _is_filed_now(self, row: Any) -> bool:  # noqa: ANN401  a row of some counted table
        """Tell whether a row was filed in this transaction, and is counted as it ends it."""
        if isinstance(row, Case):
            return row.id in self.fresh
        return isinstance(row, WITH_A_NEW_CASE) and any(
            row is each for each in self.fresh.get(row.case_id, ())
        )

    def _see_old_incident(self, row: object) -> None:
        if isinstance(row, Case):
            self.incidents.update(inspect(row).attrs.incident_id.history.deleted or ())


def _columns_of(row: Any) -> Columns:  # noqa: ANN401  whatever the session holds
    kind = type(row)
    if kind is Incident:
        return OF_INCIDENTS
    return OF_CASES.get(kind) or OF_REGISTER.get(kind) or ()


def _has_changed(row: object, columns: Iterable[Any]) -> bool:
    changed = inspect(row).committed_state
    return any(column.key in changed for column in columns)


def touched_in(session: Session) -> Touched:
    """Give what this transaction has touched so far."""
    noted: Touched = session.info.setdefault(NOTED, Touched())
    return noted


def take_touched(session: Session) -> Touched:
    """Give what was touched, and begin anew."""
    taken: Touched = session.info.pop(NOTED, None) or Touched()
    return taken
