"""The newest of many: a page that costs the same however long the list has grown.

Each unit's or party's own newest are taken from the end of an index, as many as a page holds, and
the newest among them are the page. The next page goes on after the last row of this one.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from app.models import Assignment, Case
from app.services.work_lists.rows import PAGE_ROWS, Rule

Place = tuple[Any, int]
"""Where a page ended: the moment that it is ordered by, and the id that settles a draw."""


def newest(
    sources: Sequence[Rule],
    moment: InstrumentedAttribute[Any],
    draw: InstrumentedAttribute[int],
    rules: Sequence[Rule],
    place: Place | None,
) -> Select[*tuple[Any, ...]] | None:
    """Give a statement of the ids of assignments that a page holds; None without sources."""
    if not sources:
        return None
    going_on = [] if place is None else [_after(moment, draw, place)]
    takes = [
        select(Assignment.id, moment.label("moment"), draw.label("draw"))
        .join(Case, Case.id == Assignment.case_id)
        .where(source, *rules, *going_on)
        .order_by(moment.desc(), draw.desc())
        .limit(PAGE_ROWS + 1)
        .subquery()
        for source in sources
    ]
    taken = union_all(*(select(take) for take in takes)).subquery()
    best = select(taken.c.id).order_by(taken.c.moment.desc(), taken.c.draw.desc())
    return best.limit(PAGE_ROWS + 1)


def _after(
    moment: InstrumentedAttribute[Any], draw: InstrumentedAttribute[int], place: Place
) -> Rule:
    at, number = place
    return and_(moment <= at, or_(moment < at, draw < number))
