"""What all cases of a helsefellesskap are counted by: its units, groups, deadlines and calendar."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.domain.deadlines import DeadlineLengths, DueDates, Pause, days_paused, due_dates
from app.domain.vocabulary import UnitKind
from app.domain.working_days import WorkingDays
from app.models import DeadlineDecision, FormOption, FormVersion, Unit
from app.services.clock.calendar import working_days
from app.services.figures.counted_columns import OF_REGISTER

NO_GROUP = "no_group"
TICKED = ("service_kind", "category")
"""The form's lists that figures count by its own options."""

NOWHERE = (None, None)

REMEMBERED_SECONDS = 30
"""How long filing may go by what was read of the register before.

After a change of the register nobody reads what is stored until figures are built anew, which is
not begun within this time: see :mod:`.built`.
"""
MOST_REMEMBERED = 16


@dataclass(frozen=True)
class Listed:
    """Units with their kind and parent; options with their group and what they map to."""

    units: Mapping[int, tuple[UnitKind, int | None]]
    options: Mapping[tuple[int, str, str], tuple[str | None, str | None]]
    version_before: Mapping[int, int]

    def counted_unit(self, unit_id: int) -> int:
        """Give the unit that a case is counted under: of a section, its clinic."""
        kind, parent_id = self.units[unit_id]
        if kind is UnitKind.SECTION and parent_id is not None:
            return self.counted_unit(parent_id)
        return unit_id

    def group(self, form_version_id: int, category: str) -> str:
        """Give the group of a category in its own version of the form."""
        return self.options.get((form_version_id, "category", category), NOWHERE)[0] or NO_GROUP

    def told_apart(self, form_version_id: int, listed: str, keys: Iterable[str]) -> list[str]:
        """Give the options that were ticked, one of each that are counted as the same."""
        counted: dict[str, str] = {}
        for key in keys:
            counted.setdefault(self._counted_as(form_version_id, listed, key), key)
        return sorted(counted.values())

    def knows(self, form_version_id: int, unit_ids: Iterable[int]) -> bool:
        """Tell whether a version of the form and some units are among what was read."""
        has_version = any(key[0] == form_version_id for key in self.options)
        return has_version and all(unit_id in self.units for unit_id in unit_ids)

    def _counted_as(self, form_version_id: int, listed: str, key: str) -> str:
        """Follow ``maps_to`` back through the versions."""
        _, earlier = self.options.get((form_version_id, listed, key), NOWHERE)
        before = self.version_before.get(form_version_id)
        if earlier is None or before is None:
            return key
        return self._counted_as(before, listed, earlier)


def read_listed(session: Session, helsefellesskap_id: int) -> Listed:
    """Read units and options in three statements."""
    units = session.execute(select(*OF_REGISTER[Unit]))
    options = session.execute(select(*OF_REGISTER[FormOption]).where(FormOption.list.in_(TICKED)))
    own = FormVersion.helsefellesskap_id == helsefellesskap_id
    versions = session.execute(
        select(*OF_REGISTER[FormVersion]).where(own).order_by(FormVersion.valid_from.desc())
    )
    return Listed(
        units={row.id: (row.kind, row.parent_id) for row in units},
        options={
            (row.form_version_id, row.list, row.key): (row.group_key, row.maps_to)
            for row in options
        },
        version_before=dict(pairwise(row.id for row in versions)),
    )


_remembered: dict[tuple[str, int], tuple[float, Listed]] = {}


def remembered_listed(session: Session, helsefellesskap_id: int) -> Listed:
    """Give what was read at most half a minute ago in this process, or read it."""
    place = (str(session.get_bind().engine.url), helsefellesskap_id)
    read_at, listed = _remembered.get(place, (0.0, None))
    if listed is None or time.monotonic() - read_at > REMEMBERED_SECONDS:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        listed = read_listed(session, helsefellesskap_id)
        _remembered[place] = time.monotonic(), listed
    return listed


def forget_remembered() -> None:
    """Read the register anew, next time it is needed."""
    _remembered.clear()


@dataclass(frozen=True)
class Grounds:
    """What counting needs to know beside the cases themselves."""

    session: Session
    helsefellesskap_id: int
    listed: Listed

    def due_dates(
        self, sent_on: date, pauses: Iterable[Pause], *, answered_on: date | None
    ) -> DueDates:
        """Give the due dates as the clock ran until the first answer; no reopening moves them.

        Raises:
            LookupError: when the helsefellesskap has no deadlines.
        """
        if not self._decisions:
            raise LookupError("the helsefellesskap has no deadlines")
        held = (row for row in reversed(self._decisions) if row.valid_from <= sent_on)
        decision = next(held, self._decisions[0])
        lengths = DeadlineLengths(
            acknowledge_working_days=decision.acknowledge_working_days,
            answer_days=decision.answer_days,
            remind_days_before=decision.remind_days_before,
            escalate_days_after=decision.escalate_days_after,
        )
        paused = days_paused(pauses, since=sent_on, until=answered_on)
        return due_dates(sent_on, lengths, self._calendar, paused_days=paused)

    @cached_property
    def _decisions(self) -> list[Row[Any]]:
        own = DeadlineDecision.helsefellesskap_id == self.helsefellesskap_id
        query = select(*OF_REGISTER[DeadlineDecision]).where(own)
        return list(self.session.execute(query.order_by(DeadlineDecision.valid_from)))

    @cached_property
    def _calendar(self) -> WorkingDays:
        return working_days(self.session, self.helsefellesskap_id)
