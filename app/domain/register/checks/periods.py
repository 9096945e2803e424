"""Dates: nothing ends before it begins, and what is one at a time never overlaps."""

from collections.abc import Iterable, Iterator

from app.domain.register.checks.common import placed, placed_units, repeated
from app.domain.register.entry import Dated
from app.domain.register.faults import Fault, Place
from app.domain.register.types import Register
from app.domain.vocabulary import Words

ENDS_EARLY = Words("er før valid_from", "er før valid_from")
OVERLAPS = Words(
    "gjelder samtidig med en annen rad for det samme",
    "gjeld samtidig med ei anna rad for det same",
)


def rows_end_after_they_begin(register: Register) -> Iterator[Fault]:
    """A row holds for at least one day."""
    for place, row in dated_rows(register):
        if row.last_day < row.valid_from:
            yield place.field("valid_to").fault(ENDS_EARLY)


def dated_rows(register: Register) -> Iterator[tuple[Place, Dated]]:
    """Give every row with a period, and its place."""
    yield from placed(register.deadlines)
    yield from ((place, unit) for place, _, unit in placed_units(register))
    yield from placed(register.participations)
    yield from placed(register.form_versions)
    yield from placed(register.routing_rules)
    yield from placed(register.memberships)
    yield from placed(register.agreements)


def rows_do_not_overlap(register: Register) -> Iterator[Fault]:
    """On any day there is one set of deadlines, one form, and one participation for each party."""
    yield from overlapping(placed(register.deadlines))
    yield from overlapping(placed(register.form_versions))
    for key in dict.fromkeys(row.party for row in register.participations):
        rows = placed(register.participations)
        yield from overlapping((place, row) for place, row in rows if row.party == key)


def overlapping(rows: Iterable[tuple[Place, Dated]]) -> Iterator[Fault]:
    """Blame each row that begins before an earlier one has ended."""
    last_day = None
    for place, row in sorted(rows, key=lambda row: row[1].valid_from):
        if last_day and row.valid_from <= last_day:
            yield place.field("valid_from").fault(OVERLAPS)
        last_day = max(last_day or row.last_day, row.last_day)


def former_names_follow_each_other(register: Register) -> Iterator[Fault]:
    """A unit has had one name at a time, and none before it began."""
    for place, _, unit in placed_units(register):
        names = [(at.field("valid_to"), name) for at, name in placed(unit.former_names, place)]
        yield from repeated((at, name.valid_to) for at, name in names)
        for at, name in names:
            if name.valid_to < unit.valid_from:
                yield at.fault(Words("er før enheten begynner", "er før eininga byrjar"))
