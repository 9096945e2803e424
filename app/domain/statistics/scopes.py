"""Whose figures a case is in, and which report stands for an incident that several tell of.

Counts are kept for the whole helsefellesskap, for each party, and for each clinic of the hospital:
what a party or a clinic knows exactly, since the cases are its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from app.domain.statistics.counted_case import CountedCase
from app.domain.statistics.facts import Fact, facts_by_year
from app.domain.vocabulary import Standing

ALL = "all"
INCIDENT = Fact("incidents", "distinct")

ScopedFacts = Mapping[tuple[int, str], Counter[Fact]]
"""What is counted, by year and scope."""


def party_scope(party_key: str | int) -> str:
    """Name the scope of the cases that a party reports or receives."""
    return f"party:{party_key}"


def clinic_scope(unit_key: str | int) -> str:
    """Name the scope of the cases of a clinic."""
    return f"clinic:{unit_key}"


def scopes_of(case: CountedCase) -> frozenset[str]:
    """Give the scopes that a case is counted in; a case that clinics share is in each of theirs."""
    parties = {case.reporting_party_key, case.recipient_party_key} - {None}
    return frozenset({ALL, *map(party_scope, parties), *map(clinic_scope, case.clinic_keys)})  # type: ignore[arg-type]  # None is taken out


def scoped_facts(cases: Iterable[CountedCase]) -> Iterator[tuple[int, ScopedFacts]]:
    """Give what each case counts as, by the case's id.

    ``cases`` come by rising id, with all that share an incident among them. In each year and scope
    the first counted one stands for the incident, so that incidents add up like all else. Scopes
    that count the same share one counter, which is not to be changed.
    """
    told: set[tuple[int, str, int]] = set()
    for case in cases:
        scopes = scopes_of(case)
        scoped: dict[tuple[int, str], Counter[Fact]] = {}
        for year, counted in facts_by_year(case).items():
            if counted:
                scoped.update({(year, scope): counted for scope in scopes})
        if case.standing is Standing.COUNTED:
            year = case.counted_on.year
            first = {(year, scope) for scope in scopes} - {
                (year, scope) for scope in scopes if (year, scope, case.incident_id) in told
            }
            told.update((year, scope, case.incident_id) for _, scope in first)
            scoped.update(dict.fromkeys(first, scoped[year, ALL] + Counter({INCIDENT: 1})))
        yield case.case_id, scoped


def summed(cases: Iterable[CountedCase]) -> dict[tuple[int, str], Counter[Fact]]:
    """Add up what cases count as, by year and scope; ``cases`` as for :func:`scoped_facts`."""
    sums: dict[tuple[int, str], Counter[Fact]] = {}
    for _, scoped in scoped_facts(cases):
        for place, counted in scoped.items():
            sums.setdefault(place, Counter()).update(counted)
    return sums
