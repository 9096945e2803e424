from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from app.domain.vocabulary import Audience
from app.language import Language
from reports.charts import Bar, Pair, columns, horizontal_bars, paired_bars, share_strip
from reports.fonts import width as width_of
from reports.illustrations import KINDS, chart_of
from reports.marks import Chart, Drawing, Line, Path, Rect, Text
from reports.painters.svg import svg
from reports.reading import Reading
from reports.theme import SEMIBOLD
from tests.reports.realistic import figures_for, realistic_tables, table

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("2023", "2022")
ALLOWED = {"svg", "title", "desc", "rect", "line", "path", "text"}


@pytest.fixture
def reading(nb):
    return Reading(figures_for(Audience.INTERNAL), nb)


def chart(reading: Reading, key: str, **said) -> Chart:
    drawn = chart_of(reading, key, **said)
    assert drawn is not None
    return drawn


def parsed(drawn: Chart) -> Any:
    return ET.fromstring(svg(drawn))  # noqa: S314 - our own output


def rects(drawing: Drawing, role: str) -> list[Rect]:
    """Give the bars of a role, without the swatches of the legend."""
    found = [mark for mark in drawing.marks if isinstance(mark, Rect) and mark.role == role]
    return [mark for mark in found if (mark.width, mark.height) != (8, 8)]


def words(drawing: Drawing) -> list[str]:
    return [mark.text for mark in drawing.marks if isinstance(mark, Text)]


def test_bars_begin_at_zero_and_are_as_long_as_their_figures():
    drawing = horizontal_bars([Bar("a", 10, "10", 5), Bar("b", 40, "40")], NAMES, width=400)
    short, long = rects(drawing, "bar")
    assert long.width == pytest.approx(4 * short.width)
    (before,) = rects(drawing, "before")
    assert before.width == pytest.approx(short.width / 2)
    axis = next(mark for mark in drawing.marks if isinstance(mark, Line))
    assert {short.x, long.x, before.x} == {axis.x1}


def test_columns_stand_on_the_axis_and_are_as_tall_as_their_figures():
    drawing = columns([Bar("jan", 10, "10"), Bar("feb", 20, "20", 20)], NAMES, width=400)
    low, tall = rects(drawing, "bar")
    assert tall.height == pytest.approx(2 * low.height)
    axis = next(mark for mark in drawing.marks if isinstance(mark, Line))
    assert low.y + low.height == tall.y + tall.height == axis.y1
    assert rects(drawing, "before")[0].height == tall.height


@pytest.mark.parametrize("draw", [horizontal_bars, columns])
def test_a_withheld_figure_is_its_symbol_and_no_bar(draw):
    drawing = draw([Bar("a", None, ":"), Bar("b", 9, "9")], NAMES, width=400)
    assert len(rects(drawing, "bar")) == 1
    assert ":" in words(drawing)


def test_a_withheld_figure_of_a_pair_is_its_symbol_and_no_bar():
    pair = Pair("Tønsberg", Bar("", 9, "9"), Bar("", None, ":"))
    drawing = paired_bars([pair], ("Meldte", "Fikk"), width=400)
    assert (len(rects(drawing, "bar")), len(rects(drawing, "second"))) == (1, 0)
    assert ":" in words(drawing)


def test_a_strip_with_a_withheld_part_is_not_drawn_as_a_whole():
    parts = [Bar("a", 90, "90"), Bar("b", None, ":")]
    whole = share_strip([parts[0], Bar("b", 10, "10")], width=400)
    assert sum(rect.width for rect in rects(whole, "bar")) == pytest.approx(0.9 * 400, abs=2)
    hidden = share_strip(parts, width=400)
    assert len(rects(hidden, "bar")) == 1
    assert ":" in words(hidden)


@pytest.mark.parametrize("draw", [horizontal_bars, columns])
def test_a_chart_of_nothing_but_zeros_or_nothing_at_all_is_drawn(draw):
    assert rects(draw([Bar("a", 0, "0", 0)], NAMES, width=400), "bar") == []
    assert draw([], NAMES, width=400).height > 0


def test_marks_stay_within_their_drawing(reading):
    for key in KINDS:
        for width in (320.0, 459.28):
            drawing = chart(reading, key, width=width).drawing
            for mark in drawing.marks:
                if isinstance(mark, Rect):
                    assert mark.x >= 0
                    assert mark.x + mark.width <= drawing.width + 0.01
                    assert mark.y + mark.height <= drawing.height + 0.01


@pytest.mark.parametrize("key", list(KINDS))
@pytest.mark.parametrize("code", ["nb", "nn"])
def test_an_svg_is_well_formed_and_says_what_it_shows(key, code):
    drawn = chart(Reading(figures_for(Audience.INTERNAL), Language(code)), key)
    root = parsed(drawn)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert title.text == drawn.title
    assert description.text == drawn.description


@pytest.mark.parametrize("key", list(KINDS))
def test_an_svg_obeys_a_strict_content_security_policy(reading, key):
    root = parsed(chart(reading, key))
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ALLOWED
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}


def test_text_in_an_svg_takes_the_colour_of_the_page(reading):
    root = parsed(chart(reading, "category"))
    assert {text.get("fill") for text in root.iter(f"{SVG}text")} == {"currentColor"}


def test_a_description_tells_every_figure_and_every_withheld_one(reading):
    withheld = Reading(figures_for(Audience.INTERNAL, realistic_tables()), reading.language)
    told = chart(withheld, "month").description
    for row in withheld.rows("month"):
        assert f"{withheld.label('month', row)}: {withheld.shown('month', row)}" in told
    assert "Juli: :" in told


@pytest.mark.parametrize("key", ["category", "month", "timeliness"])
def test_a_chart_without_a_year_before_names_only_the_year(nb, key):
    found = figures_for(Audience.INTERNAL).table(key)
    rows = tuple((row.key, row.words.nb, 0.5, None) for row in found.rows)
    alone = table(key, rows, measure=found.measure)
    drawn = chart(Reading(figures_for(Audience.INTERNAL, (alone,)), nb), key)
    assert "2023" in words(drawn.drawing)
    assert "2022" not in words(drawn.drawing)
    assert not [m for m in drawn.drawing.marks if isinstance(m, Rect) and m.role == "before"]
    assert "2022" not in drawn.description
    assert "(.)" not in drawn.description


def test_hostile_labels_are_text_in_an_svg(nb):
    rows = (("a", '"><script>alert(1)</script>\x00&', 9, 8),)
    drawn = chart(Reading(figures_for(Audience.FSU, (table("category", rows),)), nb), "category")
    root = parsed(replace(drawn, title="<b>"))
    assert f"{SVG}script" not in {element.tag for element in root.iter()}
    assert "[U+0000]" in root.find(f"{SVG}desc").text


def test_a_line_through_points_is_drawn_too():
    path = Path("line", ((0, 0), (10, 5.25)))
    drawn = svg(Chart("run", "Serie", "Serie", Drawing(20, 20, (path,))))
    assert 'd="M0 0 L10 5.25"' in drawn


def test_a_table_with_too_many_rows_for_a_page_has_no_chart(nb):
    rows = tuple((f"u{n}", f"Virksomhet {n}", 9, 8) for n in range(80))
    reading = Reading(figures_for(Audience.FSU, (table("unit", rows),)), nb)
    assert chart_of(reading, "unit") is None


def test_a_table_the_audience_lacks_has_no_chart(nb):
    reading = Reading(figures_for(Audience.PUBLIC, ()), nb)
    assert chart_of(reading, "month") is None
    assert chart_of(reading, "no such table") is None


def test_a_share_is_drawn_on_a_track_as_long_as_the_whole():
    drawing = horizontal_bars([Bar("a", 0.25, "25 %")], NAMES, width=400, most=1.0)
    (bar,), (track,) = rects(drawing, "bar"), rects(drawing, "track")
    assert bar.width == pytest.approx(track.width / 4)
    value = next(mark for mark in drawing.marks if isinstance(mark, Text) and mark.role == "value")
    assert value.x > track.x + track.width


def test_parties_shown_together_are_in_the_chart_and_each_of_them_is_marked_as_withheld(nb):
    fsu = figures_for(Audience.FSU)
    received = [
        ("siv", "SiV", 90, 80),
        ("others", "Øvrige parter", 9, 8),
        ("total", "I alt", 99, 88),
    ]
    tables = [each for each in fsu.tables if each.key != "recipient_party"]
    told = Reading(replace(fsu, tables=(*tables, table("recipient_party", received))), nb)
    drawn = chart(told, "reporting_party")
    assert words(drawn.drawing).index("Øvrige parter") > words(drawn.drawing).index(
        "Utenfor helsefellesskapet"
    )
    assert "9" in words(drawn.drawing)
    assert "Øvrige parter: . / 9" in drawn.description
    assert told.shown("recipient_party", "horten") == ":"


def test_a_long_figure_after_the_longest_bar_stays_within_the_chart():
    drawing = horizontal_bars([Bar("Besvart", 21400, "21 400 (94 %)")], ("", ""), width=400)
    (figure,) = [mark for mark in drawing.marks if isinstance(mark, Text) and mark.role == "value"]
    assert figure.x + width_of(figure.text, SEMIBOLD, figure.size) <= drawing.width
