"""What a case counts as. Facts add up, so a change in a case is a difference between its facts.

The rules of counting, as the helsefellesskap reads them in its yearly report:

- A report that waits for its line manager, or was withdrawn while it did, counts nowhere.
- A sent report counts in the year of ``counted_on``. Withdrawn, duplicate and test reports are
  rows of their own in "totals" and in no other table; a report declined for another reason counts.
- It counts once in every table, except "service_kind" and "category", where several boxes may be
  ticked. Categories are the reporter's.
- "patient_search" has only those whose consent choice lets the recipient know who the patient is;
  its rows tell apart the roads by which a patient was found, and add up to them.
- "cause" and "usefulness" have only those that are answered; the newest answer decides.
- "clause" and "patient_group" are as those who have the case see them; most may be not assessed.
- A case that several units own is "joint"; a party that is not in the register is "outside".
- Something is in time when it happened on or before the due date that was set at sending.
- What is still awaited is kept by its due date, so that no fact changes by itself as days pass.
- "sent_by_quarter" belongs to the year of ``sent_on`` and stays whatever becomes of the report, so
  that a quarter which is over never changes.
- "measures" counts corrective actions, of which a report may have several or none.

An incident with several reports counts once; which report stands for it is in :mod:`.scopes`.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from app.domain.consent import allows_identity
from app.domain.deadlines import is_overdue
from app.domain.statistics.counted_case import CountedCase
from app.domain.vocabulary import Standing

OUTSIDE = "outside"
JOINT = "joint"
NOT_ASSESSED = "not_assessed"
NOT_RECORDED = "not_recorded"
NOT_RATED = "not_rated"
IN_TIME = "in_time"
LATE = "late"
TIMES = ("never", "once", "twice", "more")
"""How often a report was forwarded."""

MONTHS_IN_QUARTER = 3


class Fact(NamedTuple):
    """One mark in one row of one table, by their keys."""

    table: str
    row: str


def facts(case: CountedCase) -> Counter[Fact]:
    """List what a case counts as in the year of ``counted_on``.

    Beside the tables of the yearly report stand what other figures are made from:
    "days_to_acknowledged", "days_to_answered" and, from filing, "days_to_sent" by number of days;
    "acknowledged" and "answered" by "in_time" and "late", and with "_awaited" after their name by
    due date (ISO); "direction_month" by "<direction>|<month>"; "category_clinic" and
    "category_municipality" by "<group>|<clinic or party>"; and "section_received",
    "section_answered" and "section_sent" by units in full.

    When a case changes, a sum follows by ``subtract(facts(before))`` and ``update(facts(after))``.
    """
    if case.standing is Standing.UNSENT:
        return Counter()
    listed = Counter({Fact("totals", "sent"), Fact("totals", case.standing.value)})
    if case.standing is Standing.COUNTED:
        for part in PARTS:
            listed.update(set(part(case)))
        listed.update(Fact("measures", status.value) for status in case.measures)
    return listed


def facts_by_year(case: CountedCase) -> dict[int, Counter[Fact]]:
    """List what a case counts as in each year that it counts in."""
    by_year = {case.counted_on.year: facts(case)}
    if case.standing is not Standing.UNSENT:
        sent = by_year.setdefault(case.sent_on.year, Counter())
        quarter = (case.sent_on.month - 1) // MONTHS_IN_QUARTER + 1
        sent[Fact("sent_by_quarter", f"{case.direction.value}|q{quarter}")] += 1
    return by_year


def _who(case: CountedCase) -> Iterator[Fact]:
    yield Fact("direction", case.direction.value)
    yield Fact("reporting_party", case.reporting_party_key or OUTSIDE)
    yield Fact("recipient_party", case.recipient_party_key or OUTSIDE)
    owners = set(case.unit_keys)
    yield Fact("unit", JOINT if len(owners) > 1 else owners.pop())
    yield Fact("first_recipient_unit", case.first_unit_key)


def _what(case: CountedCase) -> Iterator[Fact]:
    yield from (Fact("service_kind", key) for key in case.service_kinds)
    yield from (Fact("category", key) for key in case.categories)
    yield Fact("consent", case.consent.value)
    if allows_identity(case.consent):
        yield Fact("patient_search", _search(case))
    yield Fact("consequence", case.consequence.value)
    second = case.recipient_consequence
    yield Fact("recipient_consequence", second.value if second else NOT_ASSESSED)


def _groups(case: CountedCase) -> Iterator[Fact]:
    """Pool the categories, so that tables of two ways have rows that can be shown."""
    clinic = JOINT if len(case.clinic_keys) > 1 else next(iter(case.clinic_keys), OUTSIDE)
    municipality = case.municipality_key or OUTSIDE
    for group in case.category_groups:
        yield Fact("category_group", group)
        yield Fact("category_clinic", f"{group}|{clinic}")
        yield Fact("category_municipality", f"{group}|{municipality}")


def _sections(case: CountedCase) -> Iterator[Fact]:
    for key in case.section_keys:
        yield Fact("section_received", key)
        if case.is_answered:
            yield Fact("section_answered", key)
    if case.sent_unit_key:
        yield Fact("section_sent", case.sent_unit_key)


def _search(case: CountedCase) -> str:
    if case.found_by:
        return f"found_by_{case.found_by.value}"
    return case.patient_search.value if case.patient_search else NOT_RECORDED


def _when(case: CountedCase) -> Iterator[Fact]:
    month = f"{case.counted_on.month:02}"
    yield Fact("month", month)
    yield Fact("direction_month", f"{case.direction.value}|{month}")
    yield Fact("incident_year", str(case.incident_year))


def _how_handled(case: CountedCase) -> Iterator[Fact]:
    yield Fact("answers", _outcome(case))
    yield Fact("forwarding", TIMES[min(case.times_forwarded, len(TIMES) - 1)])
    if case.days_waited is not None:
        yield Fact("days_to_sent", str(case.days_waited))
    yield from _kept("answered", case.sent_on, case.due_on, case.first_answered_on)
    yield from _kept("acknowledged", case.sent_on, case.acknowledge_due_on, case.acknowledged_on)
    if case.awaits_answer:
        yield Fact("answered_awaited", case.due_on.isoformat())
        if case.acknowledged_on is None:
            yield Fact("acknowledged_awaited", case.acknowledge_due_on.isoformat())


def _what_came_of_it(case: CountedCase) -> Iterator[Fact]:
    if case.is_answered:
        yield Fact("cause", case.cause.value if case.cause else NOT_RECORDED)
        yield Fact("usefulness", case.usefulness.value if case.usefulness else NOT_RATED)


def _for_the_committees(case: CountedCase) -> Iterator[Fact]:
    yield Fact("clause", case.clause_key or NOT_ASSESSED)
    yield Fact("patient_group", case.patient_group.value if case.patient_group else NOT_ASSESSED)


def _outcome(case: CountedCase) -> str:
    if case.is_answered:
        return "answered"
    return "declined" if case.is_declined else "not_answered"


def _kept(name: str, sent_on: date, due_on: date, done_on: date | None) -> Iterator[Fact]:
    if done_on is not None:
        yield Fact(name, LATE if is_overdue(due_on, done_on) else IN_TIME)
        yield Fact(f"days_to_{name}", str((done_on - sent_on).days))


PARTS: tuple[Callable[[CountedCase], Iterator[Fact]], ...] = (
    _who,
    _what,
    _groups,
    _sections,
    _when,
    _how_handled,
    _what_came_of_it,
    _for_the_committees,
)
"""What a counted case is marked as once in each row, whichever box was ticked twice."""
