"""What may be shown to whom, and what the symbols mean."""

from collections.abc import Iterable, Mapping

from app.domain.figures import MISSING, NOT_APPLICABLE, WITHHELD, ZERO, Table
from app.domain.statistics.withholding.world import Rule
from app.domain.vocabulary import Audience, Words

INTERNAL_TABLES = frozenset({"month", "sections"})
"""Finer than a quarter, or than a clinic: for the party itself alone."""

PUBLIC_TABLES = (
    "totals",
    "direction",
    "sent_by_quarter",
    "category_group",
    "answers",
    "timeliness",
    "useful_answers",
    "measures",
    "goals",
    "development",
    "development_timeliness",
)
SSU_TABLES = (
    *PUBLIC_TABLES,
    "category",
    "consequence",
    "days",
    "forwarding",
    "category_by_clinic",
    "category_by_municipality",
)
TABLES_BY_AUDIENCE = {Audience.SSU: SSU_TABLES, Audience.PUBLIC: PUBLIC_TABLES}

LEGEND: Mapping[str, Words] = {
    WITHHELD: Words(
        "Tallet vises ikke, slik at ingen kan kjennes igjen.",
        "Talet blir ikkje vist, slik at ingen kan kjennast att.",
    ),
    ZERO: Words("Ingen.", "Ingen."),
    NOT_APPLICABLE: Words("Det finnes ikke noe tall her.", "Det finst ikkje noko tal her."),
    MISSING: Words("Tallet er ikke oppgitt.", "Talet er ikkje oppgitt."),
}
"""What each symbol means, for :attr:`app.domain.figures.Figures.legend`."""


def legend_of(rule: Rule) -> Mapping[str, Words]:
    """Give the legend with what is too few to be shown, so that every report tells its own rule."""
    few = rule.threshold
    nb, nn = (
        (" Null skjules også.", " Null blir også skjult.")
        if rule.protects_zeros
        else (" Null vises.", " Null blir vist.")
    )
    withheld = Words(
        f"Tallet vises ikke, slik at ingen kan kjennes igjen: det gjelder færre enn {few}, eller"
        f" det ville ha røpet et tall som gjør det.{nb}",
        f"Talet blir ikkje vist, slik at ingen kan kjennast att: det gjeld færre enn {few}, eller"
        f" det ville ha røpt eit tal som gjer det.{nn}",
    )
    return {**LEGEND, WITHHELD: withheld}


def is_shown_to(audience: Audience, key: str) -> bool:
    """Tell whether an audience gets a table at all."""
    if audience is Audience.INTERNAL:
        return True
    return key not in INTERNAL_TABLES and key in TABLES_BY_AUDIENCE.get(audience, (key,))


def shown_to(audience: Audience, tables: Iterable[Table]) -> tuple[Table, ...]:
    """Choose the tables that an audience gets; ``internal`` gets every one."""
    return tuple(table for table in tables if is_shown_to(audience, table.key))
