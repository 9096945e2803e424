"""Giving counted ids and options the keys that people know them by, when figures are read."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from app.domain.statistics import JOINT, NOT_ASSESSED, OUTSIDE, Fact
from app.models import AgreementClause
from app.services.figures.listed_options import Options
from app.services.figures.roll import Roll

APART = frozenset({JOINT, NOT_ASSESSED, OUTSIDE})
"""Rows that are no id."""

Naming = Callable[[str], str]


def named(
    counts: Mapping[Fact, int], roll: Roll, options: Options, clauses: Iterable[AgreementClause]
) -> Counter[Fact]:
    """Give the counts by the register's keys; options of a later form as those they map to."""
    namings = _namings(roll, options, clauses)
    found: Counter[Fact] = Counter()
    for fact, count in counts.items():
        naming = namings.get(fact.table)
        found[fact if naming is None else Fact(fact.table, naming(fact.row))] += count
    return found


def _namings(roll: Roll, options: Options, clauses: Iterable[AgreementClause]) -> dict[str, Naming]:
    parties = _by_id({str(row.id): row.key for row in roll.parties.values()})
    units = _by_id({str(row.id): row.key for row in roll.units.values()})
    return {
        "reporting_party": parties,
        "recipient_party": parties,
        "unit": units,
        "first_recipient_unit": units,
        "section_received": units,
        "section_answered": units,
        "section_sent": units,
        "category_clinic": _second(units),
        "category_municipality": _second(parties),
        "service_kind": _option(options, "service_kind"),
        "category": _option(options, "category"),
        "clause": _by_id({str(row.id): row.key for row in clauses}),
    }


def _by_id(keys: Mapping[str, str]) -> Naming:
    return lambda row: row if row in APART else keys[row]


def _second(naming: Naming) -> Naming:
    """Name what stands after the group."""

    def name(row: str) -> str:
        group, _, rest = row.partition("|")
        return f"{group}|{naming(rest)}"

    return name


def _option(options: Options, listed: str) -> Naming:
    def name(row: str) -> str:
        version_id, _, key = row.partition("/")
        return options.counted_as(int(version_id), listed, key)

    return name
