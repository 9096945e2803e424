"""The words that the register has for the rows of figures."""

from collections.abc import Iterable
from dataclasses import replace

from app.domain.figures import Heading
from app.domain.statistics import Headings, Listed
from app.domain.statistics.headings import NO_GROUP_ROW
from app.domain.vocabulary import Consequence
from app.models import AgreementClause
from app.services.classifying import clause_words
from app.services.figures.listed_options import Options
from app.services.figures.roll import Roll


def headings(roll: Roll, options: Options, clauses: Iterable[AgreementClause] = ()) -> Headings:
    """Name parties shortly, units in full, and options as the form does."""
    return Headings(
        year=roll.year,
        parties=_listed(
            (Heading(party.key, party.short_name), roll.takes_part(party))
            for party in roll.parties.values()
        ),
        units=_listed(
            (Heading(unit.key, unit.name), roll.is_always_shown(unit))
            for unit in roll.units.values()
        ),
        service_kinds=options.listed("service_kind"),
        categories=options.listed("category"),
        category_groups=replace(options.listed("category_group"), if_counted=_seldom(options)),
        consequences=_consequences(options),
        clauses=Listed(if_counted=tuple(Heading(row.key, clause_words(row)) for row in clauses)),
    )


def _listed(rows: Iterable[tuple[Heading, bool]]) -> Listed:
    """Part the rows that always stand from those that stand where something is counted."""
    every = list(rows)
    return Listed(
        always=tuple(row for row, is_always_shown in every if is_always_shown),
        if_counted=tuple(row for row, is_always_shown in every if not is_always_shown),
    )


def _seldom(options: Options) -> tuple[Heading, ...]:
    return (*options.listed("category_group").if_counted, NO_GROUP_ROW)


def _consequences(options: Options) -> Listed:
    """Give the scale in its own order; the form decides only what each step is called."""
    words = {row.key: row.words for row in options.listed("consequence").always}
    return Listed(
        tuple(Heading(step.value, words.get(step.value, step.words)) for step in Consequence)
    )
