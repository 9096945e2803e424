"""Nobody can work out a small count that is not shown.

Years of the size of Sykehuset i Vestfold are drawn: about 174 reports, six municipalities, eight
clinics, skewed as they are. Most are released alone, to FSU, SSU and the public; now and then
three in a row are, the last one also in a second version with a late report. All that was shown is
then solved together by linear programming, for every pair of attackers among the municipalities
and the clinics, each knowing exactly its own cases: a pair knows all that one of them knows, and
all that the public knows. Solvable is what somebody can bound within fewer than three steps. A
year that the audit would refuse is counted as refused, and is not released.

The audit that lets a year through is the product's own, so that by itself it would prove nothing:
some years are attacked again by solving for both ends of every unknown, without its shortcuts.

As controls the same years are shown with their small counts hidden and nothing else: the audit
must catch it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from random import Random

import highspy

from app.domain.figures import Cell, Figures, Table
from app.domain.statistics.withholding import (
    APPROVED,
    ExactYear,
    Rule,
    Solvable,
    audit,
    shown_to,
    withhold,
)
from app.domain.statistics.withholding.questions import Question
from app.domain.vocabulary import Audience, Words
from app.solver import Highs
from tests.proofs.ground import Counts, Ground, Size
from tests.proofs.simulated_years import ROSTER, a_year, exact_years

YEARS = 1_000
IN_A_ROW = 3
AGAIN = 50
FAR = 10_000
ALONE = 17
"""For each run of years in a row, so many years are released alone, with two behind to pool."""

FIRST = 2020
RULE = Rule()
MOST_HIDDEN = 0.2


def prove(_ground: Ground, size: Size, random: Random) -> Counts:
    """Release runs of years until there are enough; give what was counted."""
    found: Counter[str] = Counter()
    controls: Counter[str] = Counter()
    while found["years"] < size.of(YEARS):
        _release_some(random, found, controls)
        enough = min(found["years"] + ALONE, size.of(YEARS))
        while found["years"] < enough:
            _release_one(random, found, again=size.of(AGAIN))
    assert found["solvable"] == 0, found
    assert controls["caught"] == controls["tried"], controls
    return {
        "years released": found["years"],
        "of them a second version": found["second versions"],
        "small counts attacked": found["attacked"],
        "years attacked again without shortcuts": found["attacked again"],
        "cells they showed solvable": found["solvable"],
        "refused by the audit": found["refused"],
        "controls with small counts alone hidden, caught": controls["caught"],
        **_usefulness(found),
    }


def _release_some(random: Random, found: Counter[str], controls: Counter[str]) -> None:
    """Release years in a row, each beside all before it."""
    years = range(FIRST, FIRST + IN_A_ROW)
    cases = [case for year in years for case in a_year(random, year)]
    today = date(FIRST + IN_A_ROW, 3, 1)
    exact = exact_years(cases, years, today)
    released: list[Figures] = []
    for year in years:
        known = [each for each in exact if each.year <= year]
        shown = released_figures(known, released, version=1)
        if _audited([*released, *shown], known, found):
            released += shown
            _look_at(shown[0], found)
    late = exact_years([*cases, *a_year(random, years[-1], 1)], years, today)
    again = released_figures(late, released, version=2)
    found["second versions"] += _audited([*released, *again], late, found)
    controls["tried"] += 1
    controls["caught"] += _is_caught(exact)


def _release_one(random: Random, found: Counter[str], *, again: int) -> None:
    """Release a year before which nothing was released."""
    years = range(FIRST, FIRST + IN_A_ROW)
    cases = [case for year in years for case in a_year(random, year)]
    exact = exact_years(cases, years, date(FIRST + IN_A_ROW, 3, 1))
    shown = released_figures(exact, [], version=1)
    if _audited(shown, exact, found):
        _look_at(shown[0], found)
        if found["attacked again"] < again:
            _attack_plainly(shown, exact, found)


def released_figures(
    known: Sequence[ExactYear], released: Sequence[Figures], *, version: int
) -> list[Figures]:
    """Withhold the newest year for every audience."""
    result = withhold(known, ROSTER, RULE, Highs(), released=released)
    return [
        Figures(
            known[0].year,
            audience,
            Words("Prøve", "Prøve"),
            shown_to(audience, result.tables),
            version=version,
            left_out=result.left_out,
        )
        for audience in (Audience.FSU, Audience.SSU, Audience.PUBLIC)
    ]


def _audited(releases: Sequence[Figures], known: Sequence[ExactYear], found: Counter[str]) -> bool:
    try:
        found["attacked"] += audit(releases, known, ROSTER, RULE, Highs())
    except Solvable:
        found["refused"] += 1
        return False
    return True


class Plain:
    """Solves for both ends of every unknown and every attacker, without any shortcut."""

    def narrow(self, question: Question) -> frozenset[int]:
        """Give what some attacker bounds within ``needed``."""
        return frozenset(
            place
            for room, slack in zip(question.rooms, question.slacks, strict=True)
            for place, width in _widths(question, room, slack)
            if width < question.needed
        )


def _widths(
    question: Question, room: Sequence[float | None], slack: Sequence[float]
) -> Iterator[tuple[int, float]]:
    """Give how far apart the ends are of every unknown asked for."""
    system = highspy.Highs()
    system.setOptionValue("output_flag", False)
    moves = [system.addVariable(-(each or 0), 0 if each is None else FAR) for each in room]
    for row in question.equal:
        system.addConstr(sum(moves[at] * times for at, times in row.items()) == 0)
    for row, most in zip(question.at_most, slack, strict=True):
        system.addConstr(sum(moves[at] * times for at, times in row.items()) <= most)
    for place in sorted(question.asked):
        if room[place] is not None:
            ends = []
            for find in (system.maximize, system.minimize):
                find(moves[place])
                assert system.getModelStatus() == highspy.HighsModelStatus.kOptimal
                ends.append(system.getObjectiveValue())
            yield place, round(ends[0] - ends[1], 6)


def _attack_plainly(
    releases: Sequence[Figures], known: Sequence[ExactYear], found: Counter[str]
) -> None:
    """Attack again what the audit let through, and count what it overlooked."""
    found["attacked again"] += 1
    try:
        audit(releases, known, ROSTER, RULE, Plain())
    except Solvable as solvable:
        found["solvable"] += len(solvable.places)


def _look_at(figures: Figures, found: Counter[str]) -> None:
    found["years"] += 1
    for key in APPROVED:
        if key not in figures:
            found[f"{key} left out"] += 1
            continue
        table = figures.table(key)
        cells = [cell for row in table.cells for cell in row[:-1]]
        hidden = sum(cell.value is None for cell in cells)
        assert hidden <= len(cells) * MOST_HIDDEN
        found[f"{key} cells"] += len(cells)
        found[f"{key} hidden"] += hidden
        found[f"{key} pooled"] += len(table.years) > 1
        found[f"{key} merged"] += bool({"others", "other_groups"} & _heads(table))
        found[f"{key} shown"] += 1
    plain = [table for table in figures.tables if table.key not in APPROVED]
    one_way = [cell for table in plain for cell in _own(table)]
    found["one-way cells"] += len(one_way)
    found["one-way hidden"] += sum(cell.symbol == ":" for cell in one_way)


def _own(table: Table) -> list[Cell]:
    return [row[0] for row in table.cells]


def _heads(table: Table) -> set[str]:
    return {each.key for each in (*table.rows, *table.columns)}


def _usefulness(found: Counter[str]) -> dict[str, str]:
    told = {"one-way cells hidden": _share(found["one-way hidden"], found["one-way cells"])}
    for key in APPROVED:
        shown, years = found[f"{key} shown"], found["years"]
        told[f"{key}: cells hidden"] = _share(found[f"{key} hidden"], found[f"{key} cells"])
        told[f"{key}: cells in a table"] = f"{found[f'{key} cells'] / max(shown, 1):.1f}".replace(
            ".", ","
        )
        told[f"{key}: left out"] = _share(found[f"{key} left out"], years)
        told[f"{key}: years pooled"] = _share(found[f"{key} pooled"], shown)
        told[f"{key}: merged"] = _share(found[f"{key} merged"], shown)
    return told


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.1f} %".replace(".", ",")


def _is_caught(exact: Sequence[ExactYear]) -> bool:
    """Show a year with its small counts hidden alone, as a control."""
    tables = tuple(
        primary_only(table) for table in exact[0].whole.values() if table.measure == "count"
    )
    shown = Figures(exact[0].year, Audience.FSU, Words("", ""), shown_to(Audience.FSU, tables))
    try:
        audit([shown], exact, ROSTER, RULE, Highs())
    except Solvable:
        return True
    return False


def primary_only(table: Table) -> Table:
    """Hide small counts and nothing else."""
    cells = tuple(
        tuple(
            Cell(None, ":") if cell.value is not None and RULE.is_small(int(cell.value)) else cell
            for cell in row
        )
        for row in table.cells
    )
    return replace(table, cells=cells)
