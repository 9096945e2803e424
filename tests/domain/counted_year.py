"""Cases as counting sees them, one at a time or a whole random year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from app.domain.casework import CauseKind, PatientGroup, Usefulness
from app.domain.figures import Cell, Figures, Heading, Table
from app.domain.statistics import (
    ALL,
    CountedCase,
    Fact,
    Headings,
    Listed,
    shown_to,
    summed,
    tables,
)
from app.domain.vocabulary import (
    Audience,
    Consent,
    Consequence,
    Direction,
    FoundBy,
    PatientSearch,
    Standing,
    Words,
)

YEAR = 2023
TODAY = date(2024, 6, 1)

PARTIES = ("siv", "horten", "larvik", "tonsberg")
UNITS = ("siv-kirurgi", "siv-medisin", "horten-post", "larvik-post")
SERVICE_KINDS = ("institution", "home_care", "gp", "other")
CATEGORIES = ("communication", "logistics", "medication", "other")


def named(*keys: str) -> Listed:
    return Listed(tuple(Heading(key, Words(key.title(), key.title())) for key in keys))


SENT = [standing for standing in Standing if standing is not Standing.UNSENT]

HEADINGS = Headings(
    year=YEAR,
    parties=named(*PARTIES),
    units=named(*UNITS),
    service_kinds=named(*SERVICE_KINDS),
    categories=named(*CATEGORIES),
    consequences=named(*Consequence),
)

PLAIN: dict[str, Any] = {
    "counted_on": date(YEAR, 3, 1),
    "sent_on": date(YEAR, 3, 1),
    "standing": Standing.COUNTED,
    "direction": Direction.TO_HOSPITAL,
    "reporting_party_key": "horten",
    "recipient_party_key": "siv",
    "unit_keys": ("siv-medisin",),
    "first_unit_key": "siv-medisin",
    "service_kinds": ("home_care",),
    "categories": ("medication",),
    "consent": Consent.PATIENT_NOT_OPPOSED,
    "consequence": Consequence.MINOR,
    "recipient_consequence": None,
    "incident_id": 1,
    "incident_year": YEAR,
    "acknowledge_due_on": date(YEAR, 3, 6),
    "acknowledged_on": None,
    "due_on": date(YEAR, 3, 29),
    "first_answered_on": None,
}


def a_case(**changes: Any) -> CountedCase:
    """A case sent on 1 March 2023 that nobody has touched, but for ``changes``."""
    return CountedCase(**(PLAIN | changes))


def added(cases: Iterable[CountedCase]) -> Counter[Fact]:
    """What cases count as in the helsefellesskap; all years are taken for one."""
    total: Counter[Fact] = Counter()
    for (_, scope), counted in summed(cases).items():
        if scope == ALL:
            total.update(counted)
    return total


def tables_of(
    cases: Iterable[CountedCase], before: Iterable[CountedCase] = (), today: date = TODAY
) -> Mapping[str, Table]:
    made = tables(added(cases), added(before), HEADINGS, today=today)
    return {table.key: table for table in made}


def figures_of(cases: Iterable[CountedCase], audience: Audience) -> Figures:
    every = tables_of(cases).values()
    return Figures(YEAR, audience, Words("Vestfold", "Vestfold"), shown_to(audience, every))


def column(table: Table, key: str) -> dict[str, Cell]:
    return {row.key: table.cell(row.key, key) for row in table.rows}


def values(table: Table, key: str = "year") -> dict[str, float]:
    """The figures of a column by row, without those that do not exist or are withheld."""
    cells = column(table, key)
    return {row: cell.value for row, cell in cells.items() if cell.value is not None}


def _some(keys: Iterable[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(keys)), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def any_case(draw: st.DrawFn) -> CountedCase:
    counted_on = draw(st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)))
    waits = st.none() | st.integers(0, 60)
    acknowledged, answered = draw(waits), draw(waits)
    search = draw(st.none() | st.sampled_from(PatientSearch))
    return a_case(
        counted_on=counted_on,
        sent_on=counted_on,
        standing=draw(st.sampled_from(SENT)),
        direction=draw(st.sampled_from(Direction)),
        reporting_party_key=draw(st.sampled_from([*PARTIES, "vestre-viken", None])),
        recipient_party_key=draw(st.sampled_from([*PARTIES, None])),
        unit_keys=draw(_some([*UNITS, "retired"])),
        first_unit_key=draw(st.sampled_from([*UNITS, "retired"])),
        service_kinds=draw(_some(SERVICE_KINDS)),
        categories=draw(_some([*CATEGORIES, "former"])),
        consent=draw(st.sampled_from(Consent)),
        consequence=draw(st.sampled_from(Consequence)),
        recipient_consequence=draw(st.none() | st.sampled_from(Consequence)),
        incident_id=draw(st.integers(1, 9)),
        incident_year=draw(st.integers(YEAR - 2, YEAR)),
        acknowledge_due_on=counted_on + timedelta(days=5),
        acknowledged_on=None if acknowledged is None else counted_on + timedelta(acknowledged),
        due_on=counted_on + timedelta(days=28),
        first_answered_on=None if answered is None else counted_on + timedelta(answered),
        is_declined=draw(st.booleans()),
        is_closed_unanswered=draw(st.booleans()),
        patient_search=search,
        found_by=draw(st.sampled_from(FoundBy)) if search is PatientSearch.FOUND else None,
        cause=draw(st.none() | st.sampled_from(CauseKind)),
        usefulness=draw(st.none() | st.sampled_from(Usefulness)),
        clause_key=draw(st.none() | st.sampled_from(["procedure-2", "procedure-3"])),
        patient_group=draw(st.none() | st.sampled_from(PatientGroup)),
    )


any_year = st.lists(any_case(), max_size=25)
