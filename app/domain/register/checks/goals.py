"""Goals: periods that can be counted, and a change."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.domain.register.checks.common import placed, repeated
from app.domain.register.faults import Fault, Place
from app.domain.register.types import Register
from app.domain.vocabulary import Words

NOT_WHOLE_MONTHS = Words("må være hele måneder i ett år", "må vere heile månader i eitt år")
NO_CHANGE = Words("må være over -100 og ikke 0", "må vere over -100 og ikkje 0")
FEWEST_PERCENT = -100


def goals_are_named_once(register: Register) -> Iterator[Fault]:
    """A goal has one key."""
    yield from repeated((place.field("key"), row.key) for place, row in placed(register.goals))


def goals_can_be_counted(register: Register) -> Iterator[Fault]:
    """Both periods are whole months of one year, and the goal changes something."""
    for place, row in placed(register.goals):
        yield from _unsound(place.field("baseline_to"), row.baseline_from, row.baseline_to)
        yield from _unsound(place.field("goal_to"), row.goal_from, row.goal_to)
        if not row.percent or row.percent <= FEWEST_PERCENT:
            yield place.field("percent").fault(NO_CHANGE)


def _unsound(place: Place, first: date, last: date) -> Iterator[Fault]:
    is_whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if not is_whole or first.year != last.year or last < first:
        yield place.fault(NOT_WHOLE_MONTHS)
