"""Run charts say in words what their rules find, and draw it in shapes that need no colour."""

from datetime import date

import pytest

from app.domain.statistics.control_charts import c_chart, p_chart, run_chart
from app.language import Language
from reports.marks import Line, Path, Rect, Text
from reports.painters.svg import svg
from reports.run_charts import Series, drawn, sentences

NB = Language("nb")


def series(chart, unit="count"):
    months = [date(2024 + place // 12, place % 12 + 1, 1) for place in range(len(chart.values))]
    return Series("chart-proof", "Prøve", months, chart, unit)


def texts(chart, unit="count"):
    marks = drawn(series(chart, unit), NB, width=560).drawing.marks
    return [mark.text for mark in marks if isinstance(mark, Text)]


def marks_of(kind, chart, role):
    marks = drawn(series(chart), NB, width=560).drawing.marks
    return [mark for mark in marks if isinstance(mark, kind) and mark.role == role]


def test_a_month_above_its_limit_is_told_with_its_limit():
    assert sentences(series(c_chart([3] * 11 + [15])), NB)[0] == (
        "Desember 2024: 15 er over den øvre grensen, som er 10,0."
    )


def test_a_poor_month_is_told_in_per_cent():
    told = sentences(series(p_chart([45] * 11 + [25], [50] * 12), "share"), NB)
    assert told[0].replace("\N{NO-BREAK SPACE}", " ") == (
        "Desember 2024: 50 % er under den nedre grensen, som er 72,2 %."
    )


def test_a_shift_is_told_as_a_long_run_and_few_crossings():
    run, crossings = sentences(series(run_chart([10] * 8 + [20] * 8)), NB)
    assert run == (
        "Et uvanlig langt løp: 8 måneder på rad på samme side av medianen, fra januar 2024 til "
        "august 2024. Tilfeldige svingninger gir sjelden mer enn 7."
    )
    assert crossings == (
        "Uvanlig få kryssinger: Linjen krysser medianen 1 gang. Tilfeldige svingninger gir sjelden "
        "færre enn 4."
    )


def test_a_calm_series_and_a_short_one_are_told_apart():
    calm = sentences(series(c_chart([3, 5, 4, 6] * 4)), NB)
    assert calm == [
        "Alt ligger innenfor det tilfeldige svingninger gir. Ingen måned skiller seg ut."
    ]
    (short,) = sentences(series(c_chart([3, 5, 4])), NB)
    assert "for få" in short


def test_a_point_outside_is_a_diamond_with_its_value_and_the_others_are_squares():
    chart = c_chart([3] * 11 + [15])
    assert len(marks_of(Rect, chart, "bar")) == 11
    (diamond,) = (path for path in marks_of(Path, chart, "line") if len(path.points) == 6)
    assert diamond.points[0] == diamond.points[4]
    assert "15" in texts(chart)


def test_a_long_run_has_a_bar_with_its_length_over_it():
    assert "Langt løp: 8 måneder" in texts(run_chart([10] * 8 + [20] * 8))
    assert not any("Langt løp" in text for text in texts(run_chart([1, 2] * 8)))


def test_median_and_limits_are_named_beside_their_lines():
    told = texts(c_chart([3] * 11 + [15]))
    assert {"Median 3", "Øvre grense 10,0"} <= set(told)
    assert not any(text.startswith("Nedre grense") for text in told), "below zero is none"


def test_a_month_without_a_figure_breaks_the_line():
    chart = run_chart([1, 2, None, 3, 4])
    assert [len(path.points) for path in marks_of(Path, chart, "line")] == [2, 2]


@pytest.mark.parametrize("values", [[], [0], [0] * 24, [None, None], [5] * 3, list(range(24))])
def test_every_series_can_be_drawn_within_its_room(values):
    made = drawn(series(run_chart(values)), NB, width=560)
    assert svg(made).startswith("<svg")
    assert made.description.startswith("Prøve. ")
    for mark in made.drawing.marks:
        if isinstance(mark, Line):
            assert 0 <= mark.y1 <= made.drawing.height
            assert 0 <= mark.x2 <= made.drawing.width


def test_names_of_months_do_not_touch():
    chart = c_chart([3, 5] * 12)
    marks = drawn(series(chart), NB, width=560).drawing.marks
    names = [m for m in marks if isinstance(m, Text) and m.role == "label"]
    assert [name.text for name in names][:2] == ["jan", "mar"]
