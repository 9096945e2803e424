"""Years of reports as Sykehuset i Vestfold has them in size and skew; nobody's cases."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from app.domain.casework import CauseKind, MeasureStatus, PatientGroup, Usefulness
from app.domain.figures import Heading
from app.domain.statistics import CountedCase, Headings, Listed, tables
from app.domain.statistics.scopes import ALL, clinic_scope, party_scope, summed
from app.domain.statistics.withholding import ExactYear, Roster, crossed_counts
from app.domain.vocabulary import (
    Consent,
    Consequence,
    Direction,
    FoundBy,
    PatientSearch,
    Standing,
    Words,
)

HOSPITAL = "siv"
MUNICIPALITIES = {
    "sandefjord": 27,
    "tonsberg": 24,
    "larvik": 20,
    "faerder": 11,
    "horten": 11,
    "holmestrand": 7,
}
CLINICS = {
    "medisin": 34,
    "kirurgi": 24,
    "psykisk": 14,
    "kvinne-barn": 8,
    "prehospital": 7,
    "diagnostikk": 5,
    "rehabilitering": 5,
    "service": 3,
}
CATEGORIES = {
    "communication": ("messages", 34),
    "logistics": ("messages", 18),
    "treatment": ("treatment", 16),
    "diagnostics": ("treatment", 6),
    "information": ("information", 8),
    "medication": ("medication", 22),
    "aids": ("other", 6),
    "other": ("other", 7),
}
SERVICE_KINDS = {"institution": 30, "home_care": 40, "emergency": 5, "gp": 12, "mental": 8}
CONSEQUENCES = {
    Consequence.NONE: 30,
    Consequence.MINOR: 45,
    Consequence.MODERATE: 19,
    Consequence.SEVERE: 5,
    Consequence.DEATH: 1,
}
STANDINGS = {Standing.WITHDRAWN: 2, Standing.DUPLICATE: 3, Standing.TEST: 1, Standing.COUNTED: 166}
Drawn = TypeVar("Drawn")

SEVERAL, FORWARDED, ANSWERED, TO_HOSPITAL = 0.25, 0.1, 0.93, 0.8
REPORTS, SPREAD = 174, 18


def _drawn(random: Random, weights: Mapping[Drawn, int]) -> Drawn:
    return random.choices(list(weights), list(weights.values()))[0]


def a_year(random: Random, year: int, reports: int | None = None) -> list[CountedCase]:
    """Draw a year of reports."""
    count = max(round(random.gauss(REPORTS, SPREAD)), 1) if reports is None else reports
    return [_a_case(random, year, year * 10_000 + number) for number in range(count)]


def _a_case(random: Random, year: int, number: int) -> CountedCase:
    sent_on = date(year, 1, 1) + timedelta(random.randrange(365))
    municipality, clinic = _drawn(random, MUNICIPALITIES), _drawn(random, CLINICS)
    to_hospital = random.random() < TO_HOSPITAL
    owner = clinic if to_hospital else f"{municipality}-post"
    categories = {_drawn(random, {key: w for key, (_, w) in CATEGORIES.items()})}
    if random.random() < SEVERAL:
        categories.add(_drawn(random, {key: w for key, (_, w) in CATEGORIES.items()}))
    return _handled(
        random,
        CountedCase(
            case_id=number,
            counted_on=sent_on,
            sent_on=sent_on,
            standing=_drawn(random, STANDINGS),
            direction=Direction.TO_HOSPITAL if to_hospital else Direction.TO_MUNICIPALITY,
            reporting_party_key=municipality if to_hospital else HOSPITAL,
            recipient_party_key=HOSPITAL if to_hospital else municipality,
            unit_keys=(owner,),
            first_unit_key=owner,
            clinic_keys=(clinic,),
            service_kinds=(_drawn(random, SERVICE_KINDS),),
            categories=tuple(sorted(categories)),
            category_groups=tuple(sorted({CATEGORIES[key][0] for key in categories})),
            consent=random.choices(list(Consent), [60, 15, 15, *([5] * (len(Consent) - 3))])[0],
            consequence=_drawn(random, CONSEQUENCES),
            recipient_consequence=_drawn(random, CONSEQUENCES),
            incident_id=number - (random.random() < 0.03),
            incident_year=year - (random.random() < 0.04),
            acknowledge_due_on=sent_on + timedelta(5),
            acknowledged_on=None,
            due_on=sent_on + timedelta(28),
            first_answered_on=None,
            times_forwarded=int(random.random() < FORWARDED) * random.choice((1, 1, 1, 2)),
        ),
    )


def _handled(random: Random, case: CountedCase) -> CountedCase:
    if random.random() > ANSWERED:
        return replace(case, is_declined=random.random() < 0.5)
    return replace(
        case,
        acknowledged_on=case.sent_on + timedelta(int(random.expovariate(1 / 3))),
        first_answered_on=case.sent_on + timedelta(3 + int(random.expovariate(1 / 16))),
        patient_search=PatientSearch.FOUND,
        found_by=random.choice(list(FoundBy)),
        cause=random.choice([*CauseKind, None]),
        usefulness=random.choice([*Usefulness, None, None]),
        patient_group=random.choice([*PatientGroup, None]),
        clause_key=random.choice(["clause-3", "clause-3", "clause-5", "clause-8", None]),
        measures=(random.choice(list(MeasureStatus)),) if random.random() < 0.4 else (),
    )


def _named(*keys: str) -> Listed:
    return Listed(tuple(Heading(key, Words(key.title(), key.title())) for key in keys))


GROUPS = tuple(dict.fromkeys(group for group, _ in CATEGORIES.values()))


def headings_of(year: int) -> Headings:
    """Name everything after its key."""
    return Headings(
        year=year,
        parties=_named(HOSPITAL, *MUNICIPALITIES),
        units=_named(*CLINICS, *(f"{key}-post" for key in MUNICIPALITIES)),
        service_kinds=_named(*SERVICE_KINDS),
        categories=_named(*CATEGORIES),
        consequences=_named(*Consequence),
        clauses=_named("clause-3", "clause-5", "clause-8"),
        category_groups=_named(*GROUPS),
    )


ATTACKERS = (*map(party_scope, MUNICIPALITIES), *map(clinic_scope, CLINICS))
ROSTER = Roster(
    owners={
        **{key: party_scope(key) for key in MUNICIPALITIES},
        **{f"{key}-post": party_scope(key) for key in MUNICIPALITIES},
        **{key: clinic_scope(key) for key in CLINICS},
    },
    hospital=HOSPITAL,
    units_of={HOSPITAL: tuple(CLINICS), **{key: (f"{key}-post",) for key in MUNICIPALITIES}},
    categories_of={
        group: tuple(key for key, (its, _) in CATEGORIES.items() if its == group)
        for group in GROUPS
    },
    groups=_named(*GROUPS).always,
    columns={
        "category_by_clinic": _named(*CLINICS, "joint", "outside").always,
        "category_by_municipality": _named(*MUNICIPALITIES, "outside").always,
    },
)


def exact_years(cases: Sequence[CountedCase], years: Sequence[int], today: date) -> list[ExactYear]:
    """Count cases exactly, newest year first, for all and for every attacker."""
    sums = summed(sorted(cases, key=lambda case: case.case_id))

    def counted(year: int, scope: str):
        return tables(
            sums.get((year, scope), {}),
            sums.get((year - 1, scope), {}),
            headings_of(year),
            today=today,
        )

    return [
        ExactYear(
            year=year,
            whole={table.key: table for table in counted(year, ALL)},
            parts={
                scope: {table.key: table for table in counted(year, scope)} for scope in ATTACKERS
            },
            crossed=crossed_counts(sums.get((year, ALL), {})),
            crossed_parts={
                scope: crossed_counts(sums.get((year, scope), {})) for scope in ATTACKERS
            },
        )
        for year in sorted(years, reverse=True)
    ]
