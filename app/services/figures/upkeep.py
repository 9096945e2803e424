"""Writing what a transaction changed in the figures, as rows of its own.

A case's rows always add up to what it counts as: what is appended is the facts as they are now,
less what the case's earlier rows add up to. A case that was just filed has none, and is counted
from the session without reading it back.

On PostgreSQL two transactions may touch the same case, or two cases of one incident. Each case
that is touched is held, and then each incident that several cases share, always in the order of
their ids and as the last thing before the commit; whoever comes second reads what the first wrote.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, cast

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.domain.deadlines import DueDates
from app.domain.statistics import CountedCase, Fact, ScopedFacts, scoped_facts
from app.domain.vocabulary import Side
from app.models import (
    Assignment,
    Case,
    CaseCategory,
    CaseServiceKind,
    FigureDelta,
    Incident,
)
from app.services.figures import built
from app.services.figures.counted_cases import Beside, counted_case, counted_cases
from app.services.figures.grounds import Grounds, forget_remembered, remembered_listed
from app.services.figures.touched import Touched, take_touched

MOST_AT_ONCE = 500
"""How many cases are asked for in one statement."""

SCOPE_SIGN = ","
FACT_SIGN = ":"

Row = dict[str, Any]
NOTHING: Counter[Fact] = Counter()


def settle(session: Session) -> None:
    """Append what the transaction has changed so far; the caller has flushed.

    Raises:
        LookupError: when a case is counted in a helsefellesskap without deadlines.
    """
    touched = take_touched(session)
    if not touched:
        return
    if touched.register:
        built.count_anew(session)
    rows = list(_appended(session, touched))
    if rows:
        session.connection().execute(insert(FigureDelta), rows)


def _appended(session: Session, touched: Touched) -> Iterator[Row]:
    """Give the rows to append."""
    if not (touched.cases or touched.incidents or touched.register):
        kept = {key: rows for key, rows in touched.fresh.items() if _is_plain(rows, touched)}
        for home_id, cases in _from_session(session, kept, touched).items():
            yield from _differences(home_id, cases, {})
        touched.fresh = {key: rows for key, rows in touched.fresh.items() if key not in kept}
    touched.read_all_back()
    for home_id, ids in _held(session, touched).items():
        read = [case for chunk in _chunks(ids) for case in _read_back(session, home_id, chunk)]
        yield from _differences(home_id, read, _written(session, ids))


def _is_plain(rows: list[Any], touched: Touched) -> bool:
    """Tell whether a new case is as it was filed: with one unit, and an incident of its own."""
    case = rows[0]
    has_one = sum(isinstance(row, Assignment) for row in rows) == 1
    return has_one and not case.own_incident_id and case.incident_id in touched.fresh_incidents


def _from_session(
    session: Session, fresh: Mapping[int, list[Any]], touched: Touched
) -> dict[int, list[CountedCase]]:
    """Count new cases, by helsefellesskap, from what the session holds."""
    counted: dict[int, list[CountedCase]] = defaultdict(list)
    grounds: dict[int, Grounds] = {}
    for case_id in sorted(fresh):
        case: Case = fresh[case_id][0]
        home_id = case.helsefellesskap_id
        if home_id not in grounds:
            grounds[home_id] = _grounds(session, case)
        held = grounds[home_id]
        occurred_on = touched.fresh_incidents[case.incident_id].occurred_on
        counted[home_id].append(counted_case(case, occurred_on, _beside(fresh[case_id]), held))
    return counted


def _grounds(session: Session, case: Case) -> Grounds:
    """Go by what was read of the register a moment ago, unless the case names something newer."""
    home_id = case.helsefellesskap_id
    listed = remembered_listed(session, home_id)
    units = [each for each in (case.first_unit_id, case.hospital_unit_id) if each is not None]
    if not listed.knows(case.form_version_id, units):
        forget_remembered()
        listed = remembered_listed(session, home_id)
    return Grounds(session, home_id, listed)


def _beside(rows: list[Any]) -> Beside:
    """Give what was filed with a case. Its due dates are those that it was just given."""
    case_id = rows[0].id
    parts = [row for row in rows if isinstance(row, Assignment)]
    categories = [
        row.key for row in rows if isinstance(row, CaseCategory) and row.side is Side.REPORTER
    ]
    return Beside(
        parts={case_id: cast("list[Any]", parts)},
        service_kinds={case_id: [row.key for row in rows if isinstance(row, CaseServiceKind)]},
        categories={case_id: categories},
        due={case_id: DueDates(parts[0].acknowledge_due_on, parts[0].due_on)},
    )


def _held(session: Session, touched: Touched) -> dict[int, list[int]]:
    """Hold what is touched, and give the cases to count, by helsefellesskap and rising id."""
    homes: dict[int, int] = {}
    incidents = set(touched.incidents)
    for chunk in _chunks(touched.cases):
        query = select(Case.id, Case.helsefellesskap_id, Case.incident_id)
        query = query.where(Case.id.in_(chunk)).order_by(Case.id)
        for row in session.execute(query.with_for_update(key_share=True)):
            homes[row.id] = row.helsefellesskap_id
            incidents.add(row.incident_id)
    beside = _pointing_at(session, incidents)
    shared = {incident for incident, cases in beside.items() if len(cases) > 1}
    if waited_for := shared | touched.incidents:
        for chunk in _chunks(waited_for):
            held = select(Incident.id).where(Incident.id.in_(chunk)).order_by(Incident.id)
            session.execute(held.with_for_update(key_share=True)).all()
        beside |= _pointing_at(session, waited_for)
    for cases in beside.values():
        homes.update(cases)
    by_home: dict[int, list[int]] = defaultdict(list)
    for case_id in sorted(homes):
        by_home[homes[case_id]].append(case_id)
    return by_home


def _pointing_at(session: Session, incidents: Iterable[int]) -> dict[int, dict[int, int]]:
    """Give the cases of each incident, with their helsefellesskap."""
    found: dict[int, dict[int, int]] = {incident: {} for incident in incidents}
    for chunk in _chunks(incidents):
        query = select(Case.id, Case.helsefellesskap_id, Case.incident_id)
        for row in session.execute(query.where(Case.incident_id.in_(chunk))):
            found[row.incident_id][row.id] = row.helsefellesskap_id
    return found


def _read_back(session: Session, home_id: int, ids: list[int]) -> Iterator[CountedCase]:
    return counted_cases(session, home_id, select(Case.id).where(Case.id.in_(ids)))


def _written(session: Session, ids: list[int]) -> dict[int, ScopedFacts]:
    """Give what the rows of cases add up to."""
    written: dict[int, dict[tuple[int, str], Counter[Fact]]] = defaultdict(dict)
    for chunk in _chunks(ids):
        query = select(
            FigureDelta.case_id, FigureDelta.year, FigureDelta.scopes, FigureDelta.facts
        ).where(FigureDelta.case_id.in_(chunk))
        for row in session.execute(query):
            counted = read_facts(row.facts)
            for scope in row.scopes.split(SCOPE_SIGN):
                written[row.case_id].setdefault((row.year, scope), Counter()).update(counted)
    return dict(written)


def _differences(
    home_id: int, cases: Iterable[CountedCase], written: Mapping[int, ScopedFacts]
) -> Iterator[Row]:
    for case_id, now in scoped_facts(cases):
        for (year, changed), scopes in _by_change(now, written.get(case_id, {})).items():
            yield {
                "helsefellesskap_id": home_id,
                "case_id": case_id,
                "year": year,
                "scopes": SCOPE_SIGN.join(sorted(scopes)),
                "facts": {FACT_SIGN.join(fact): count for fact, count in changed},
                "added_at": datetime.now(UTC),
            }


Changed = frozenset[tuple[Fact, int]]


def _by_change(now: ScopedFacts, before: ScopedFacts) -> dict[tuple[int, Changed], list[str]]:
    """Gather the scopes in which the same has changed, by year and change."""
    gathered: dict[tuple[int, Changed], list[str]] = defaultdict(list)
    wholes: dict[int, Changed] = {}
    for year, scope in {*now, *before}:
        counted, written = now.get((year, scope), NOTHING), before.get((year, scope))
        if written is None:
            whole = id(counted)
            changed = wholes.get(whole) or wholes.setdefault(whole, frozenset(counted.items()))
        else:
            changed = _change(counted, written)
        if changed:
            gathered[year, changed].append(scope)
    return gathered


def _change(now: Counter[Fact], before: Counter[Fact]) -> Changed:
    change = Counter(now)
    change.subtract(before)
    return frozenset((fact, count) for fact, count in change.items() if count)


def read_facts(stored: Mapping[str, int]) -> dict[Fact, int]:
    """Read the facts of a row."""
    return {read_fact(name): count for name, count in stored.items()}


def read_fact(name: str) -> Fact:
    """Read one fact by the name that it is stored under."""
    table, _, row = name.partition(FACT_SIGN)
    return Fact(table, row)


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(sorted(ids))
    while chunk := list(islice(rest, MOST_AT_ONCE)):
        yield chunk
