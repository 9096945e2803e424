"""Withholding small counts of a year, and the audit of all that was shown: what both must read."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.domain.figures import Figures, Heading, Table
from app.domain.statistics import ALL, Fact, clinic_scope, party_scope
from app.domain.statistics.headings import JOINT_ROW, OUTSIDE_ROW
from app.domain.statistics.withholding import (
    BY_CLINIC,
    BY_MUNICIPALITY,
    ExactYear,
    Roster,
    Rule,
    audit,
    crossed_counts,
    is_shown_to,
    legend_of,
    shown_to,
    withhold,
)
from app.domain.vocabulary import Audience, PartyKind, UnitKind
from app.models import Unit
from app.services.figures.closed_quarters import quarters_of_years
from app.services.figures.counts import YearCounts, counts_of_years
from app.services.figures.exact import Names, exact_tables, read_names
from app.services.released import shown_figures
from app.services.settings import setting
from app.solver import Highs

YEARS_POOLED = 3


def rule_of(session: Session, helsefellesskap_id: int) -> Rule:
    """Read which counts are small."""
    return Rule(
        threshold=setting(session, helsefellesskap_id, "small_count_threshold"),
        protects_zeros=bool(setting(session, helsefellesskap_id, "protect_zeros")),
    )


def withheld(session: Session, helsefellesskap_id: int, exact: Figures, today: date) -> Figures:
    """Give exact figures as their audience may see them; ``exact`` has every table.

    Years before are read as well: they may be pooled, and the column of the year before is what
    was released of it.
    """
    years = range(exact.year, exact.year - YEARS_POOLED, -1)
    known, roster = _known(session, helsefellesskap_id, years, today)
    whole = {table.key: table for table in exact.tables}
    first = replace(known[0], whole=whole)
    rule = rule_of(session, helsefellesskap_id)
    released = _shown(session, helsefellesskap_id, years, today)
    result = withhold([first, *known[1:]], roster, rule, Highs(), released=released)
    tables = shown_to(exact.audience, result.tables)
    missing = tuple(each for each in result.left_out if is_shown_to(exact.audience, each.key))
    return replace(exact, tables=tables, left_out=missing, legend=legend_of(rule))


def _shown(
    session: Session, helsefellesskap_id: int, years: Collection[int], today: date
) -> list[Figures]:
    """Give all that anybody was shown: released years, and closed quarters while a year lasts."""
    return [
        *shown_figures(session, helsefellesskap_id),
        *quarters_of_years(session, helsefellesskap_id, Audience.PUBLIC, years, today=today),
    ]


def require_nothing_solvable(
    session: Session, helsefellesskap_id: int, drafts: Sequence[Figures], today: date
) -> int:
    """Audit drafts together with all that was ever shown; give how many small counts withstood.

    Raises:
        Solvable: when somebody could work out what is withheld.
    """
    told = {each.year for each in (*shown_figures(session, helsefellesskap_id), *drafts)}
    years = sorted({year - back for year in told for back in range(YEARS_POOLED)}, reverse=True)
    known, roster = _known(session, helsefellesskap_id, years, today)
    shown = [*_shown(session, helsefellesskap_id, years, today), *drafts]
    return audit(shown, known, roster, rule_of(session, helsefellesskap_id), Highs())


def _known(
    session: Session, helsefellesskap_id: int, years: Iterable[int], today: date
) -> tuple[list[ExactYear], Roster]:
    """Read some years exactly, for all and for every attacker, in the order they are asked for."""
    every = list(years)
    counts = counts_of_years(session, helsefellesskap_id, every)
    names = {year: read_names(session, helsefellesskap_id, year, today=today) for year in every}
    attackers = _attackers(names[every[0]])
    exact = [_exact(year, counts[year], names[year], attackers, today) for year in every]
    return exact, _roster(names[every[0]], exact)


def _exact(
    year: int, counts: YearCounts, names: Names, attackers: Sequence[str], today: date
) -> ExactYear:
    def counted(scope: str) -> Mapping[Fact, int]:
        return counts.get(scope, Counter())

    def made(scope: str) -> dict[str, Table]:
        made = exact_tables(counted(scope), Counter(), names, today=today)
        return {table.key: table for table in made}

    return ExactYear(
        year=year,
        whole=made(ALL),
        parts={scope: made(scope) for scope in attackers},
        crossed=crossed_counts(names.named(counted(ALL))),
        crossed_parts={scope: crossed_counts(names.named(counted(scope))) for scope in attackers},
    )


def _attackers(names: Names) -> list[str]:
    """Give the scopes of every municipality and every clinic of the hospital that ever was."""
    roll = names.roll
    return [
        *(party_scope(p.id) for p in roll.parties.values() if p.kind is PartyKind.MUNICIPALITY),
        *(clinic_scope(unit.id) for unit in _clinics(names)),
    ]


def _clinics(names: Names) -> list[Unit]:
    return [
        unit
        for unit in names.roll.units.values()
        if unit.kind is UnitKind.CLINIC
        and names.roll.parties[unit.party_id].kind is PartyKind.HEALTH_TRUST
    ]


def _roster(names: Names, exact: Sequence[ExactYear]) -> Roster:
    roll = names.roll
    municipal = {p.id: p for p in roll.parties.values() if p.kind is PartyKind.MUNICIPALITY}
    trusts = [p.key for p in roll.parties.values() if p.kind is PartyKind.HEALTH_TRUST]
    owners = {party.key: party_scope(party.id) for party in municipal.values()}
    units_of: dict[str, list[str]] = {}
    for unit in roll.units.values():
        units_of.setdefault(roll.parties[unit.party_id].key, []).append(unit.key)
        if unit.party_id in municipal:
            owners[unit.key] = party_scope(unit.party_id)
    owners |= {unit.key: clinic_scope(unit.id) for unit in _clinics(names)}
    return Roster(
        owners=owners,
        hospital=next((key for key in trusts if _is_counted(key, exact)), ""),
        units_of=units_of,
        categories_of=_categories_of(names),
        groups=_groups(exact),
        columns={
            BY_CLINIC: _columns(
                BY_CLINIC,
                _heads_of_units(names),
                exact,
            ),
            BY_MUNICIPALITY: _columns(
                BY_MUNICIPALITY,
                [
                    (Heading(party.key, party.short_name), roll.takes_part(party))
                    for party in municipal.values()
                ],
                exact,
            ),
        },
    )


def _heads_of_units(names: Names) -> list[tuple[Heading, bool]]:
    """Give the clinics, and after them every other unit, since any may have a case to count."""
    clinics = _clinics(names)
    others = [unit for unit in names.roll.units.values() if unit not in clinics]
    return [
        *((Heading(unit.key, unit.name), names.roll.is_always_shown(unit)) for unit in clinics),
        *((Heading(unit.key, unit.name), False) for unit in others),
    ]


def _is_counted(row: str, exact: Sequence[ExactYear]) -> bool:
    return any(row in {each.key for each in year.whole["recipient_party"].rows} for year in exact)


def _categories_of(names: Names) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for (version_id, listed, _), row in names.options.rows.items():
        if listed == "category" and row.group_key:
            key = names.options.counted_as(version_id, listed, row.key)
            group = found.setdefault(row.group_key, [])
            if key not in group:
                group.append(key)
    return found


def _groups(exact: Sequence[ExactYear]) -> tuple[Heading, ...]:
    """Give every category group of any of the years, in the order of the newest."""
    rows = (
        row
        for year in exact
        if "category_group" in year.whole
        for row in year.whole["category_group"].rows
    )
    return tuple({row.key: row for row in rows}.values())


def _columns(
    table: str, listed: Sequence[tuple[Heading, bool]], exact: Sequence[ExactYear]
) -> tuple[Heading, ...]:
    """Give the columns that take part, those in which anything is counted, and the two beside."""
    counted = {column for year in exact for (_, column), n in year.crossed[table].items() if n}
    shown = [head for head, is_always in listed if is_always or head.key in counted]
    beside = (JOINT_ROW, OUTSIDE_ROW) if table == BY_CLINIC else (OUTSIDE_ROW,)
    return (*shown, *beside)


__all__ = ["require_nothing_solvable", "rule_of", "withheld"]
