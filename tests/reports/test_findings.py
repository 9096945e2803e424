"""The three findings are chosen by importance, and say nothing about who is best or worst."""

from dataclasses import replace

import pytest

from app.domain.figures import Cell, Figures
from app.domain.vocabulary import Audience, Consequence
from reports.findings import findings, key_numbers
from reports.reading import Reading
from tests.reports.realistic import COUNTS, JUDGES, YEARS, figures_for, realistic_tables, table


@pytest.fixture
def found(nb):
    def find(*changed, audience=Audience.FSU) -> list[str]:
        keys = {each.key for each in changed}
        kept = tuple(each for each in realistic_tables() if each.key not in keys)
        return findings(Reading(figures_for(audience, (*kept, *changed)), nb))

    return find


def totals(now: int, before: int):
    return table("totals", (("counted", "Regnes med", now, before),))


def goal(baseline: int, now: int, target: int):
    columns = {"baseline": "2022", "now": "2023", "target": "Mål 2024"}
    return table("goals", (("g", "Meldinger fra sykehuset", baseline, now, target),), columns)


def consequences(severe: int, deaths: int):
    known: dict[object, int] = {Consequence.SEVERE: severe, Consequence.DEATH: deaths}
    rows = tuple(
        (key, words, known.get(key, now), *rest) for key, words, now, *rest in COUNTS["consequence"]
    )
    return table("consequence", rows, JUDGES, exact=True)


def test_there_are_three(found):
    assert len(found()) == 3


def test_a_change_beyond_chance_is_told_before_a_common_category(found):
    assert "86 flere enn året før" in found(totals(186, 100))[0]
    quiet = found(totals(186, 185), consequences(40, 3), goal(70, 120, 110))
    assert not any("enn året før" in sentence for sentence in quiet)


def test_a_goal_that_is_reached_is_told(found):
    assert any(sentence.startswith("Målet er nådd.") for sentence in found(goal(7, 12, 11)))


def test_a_goal_that_is_not_reached_is_told_without_reproach(found):
    (told,) = [sentence for sentence in found(goal(7, 9, 11)) if "Målet er" in sentence]
    assert told == "Meldinger fra sykehuset: 9. Målet er 11, og utgangspunktet var 7."


def test_a_goal_with_a_withheld_figure_is_not_told(found):
    hidden = replace(goal(7, 12, 11), cells=((Cell(7), Cell(None, ":"), Cell(11)),))
    assert not any("Målet" in sentence for sentence in found(hidden))


def test_deaths_are_always_among_the_three(found):
    told = found(consequences(9, 1), totals(186, 100), goal(7, 12, 11))
    assert "10 meldinger gjelder betydelig konsekvens eller død." in told


def test_the_three_stand_in_the_order_of_the_report(found):
    told = found(consequences(9, 1), totals(186, 100), goal(7, 12, 11))
    first, second, third = told
    assert "regnes med" in first
    assert "Målet" in second
    assert "død" in third


def test_no_party_and_no_unit_is_named(found):
    parties = [str(row[1]) for key in ("reporting_party", "recipient_party", "unit")
               for row in COUNTS[key] if row[0] not in {"total", "joint"}]  # fmt: skip
    for changed in ((), (totals(186, 100),), (consequences(40, 3),)):
        told = " ".join(found(*changed))
        assert not [party for party in parties if party in told]


def test_more_reports_are_never_called_bad(found):
    told = " ".join(found(totals(400, 100)))
    assert "flere enn året før" in told
    for word in ("dessverre", "verre", "dårlig", "bekymr"):
        assert word not in told


@pytest.mark.parametrize("audience", list(Audience))
def test_a_year_without_tables_has_no_findings_and_no_numbers(nb, audience):
    reading = Reading(Figures(2023, audience, figures_for(audience).helsefellesskap, ()), nb)
    assert findings(reading) == []
    assert key_numbers(reading) == []


def test_a_year_without_reports_is_told_plainly(nb):
    empty = tuple(
        replace(t, cells=tuple(tuple(Cell(0) for _ in row) for row in t.cells))
        for t in (table("totals", (("counted", "Regnes med", 0, 0),), YEARS),)
    )
    told = findings(Reading(figures_for(Audience.FSU, empty), nb))
    assert told == ["0 meldinger regnes med i 2023, like mange som året før."]
