"""The data files say exactly what the PDF says: the same tables, the same cells, the same signs."""

import csv
import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest

from app.domain.figures import Cell, Figures, Heading
from app.domain.vocabulary import Audience, Words
from app.language import Language
from reports.data_file import csv_of, json_stat_of
from tests.reports.reading_back import squeezed, text
from tests.reports.reading_tags import read
from tests.reports.realistic import figures_for, table

AUDIENCES = [Audience.FSU, Audience.SSU, Audience.INTERNAL, Audience.PUBLIC]


def lines(figures: Figures, code: str = "nb") -> list[dict[str, str]]:
    written = csv_of(figures, Language(code)).decode("utf-8-sig")
    header, *rows = csv.reader(StringIO(written), delimiter=";")
    return [dict(zip(header, row, strict=True)) for row in rows]


def as_printed(line: dict[str, str], language: Language) -> str:
    """Write a line of the file the way a table does."""
    if line["tegn"]:
        return line["tegn"]
    decimals = len(line["verdi"].partition(",")[2])
    figure = language.number(Decimal(line["verdi"].replace(",", ".")), decimals)
    return squeezed(f"{figure} %" if line["enhet"] == "prosent" else figure)


def rows_in_the_file(figures: Figures) -> dict[tuple[str, str], list[str]]:
    """Give the figures of each row, by table and by the row's words without their brackets."""
    language = Language("nb")
    found: dict[tuple[str, str], list[str]] = {}
    for line in lines(figures):
        label = squeezed(line["rad"].split(" (")[0])
        found.setdefault((line["tabell"], label), []).append(as_printed(line, language))
    return found


def rows_in_the_pdf(document: bytes) -> list[tuple[str, list[str]]]:
    """Give label and figures of every row of every table; two-way tables are turned back."""
    found = []
    for printed in read(document).all("Table"):
        rows = [[squeezed(cell.text) for cell in row.all("TH", "TD")] for row in printed.all("TR")]
        found += [(row[0].split("(")[0], [cell for cell in row[1:] if cell]) for row in rows[1:]]
        if len({len(row) for row in rows}) == 1:
            turned = list(zip(*rows, strict=True))[1:]
            found += [(squeezed(row[0]).replace("-", ""), list(row[1:])) for row in turned]
    return found


def holds(cells: list[str], wanted: list[str]) -> bool:
    """Tell whether the wanted figures stand side by side among the cells."""
    width = len(wanted)
    return any(cells[at : at + width] == wanted for at in range(len(cells) - width + 1))


DRAWN_ONLY = {"development", "development_timeliness"}
"""On two pages these are charts that write every figure, and no table."""


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_cell_of_the_file_stands_in_the_pdf_in_its_row(draw, audience):
    figures = figures_for(audience)
    document = draw(figures)
    printed, whole = rows_in_the_pdf(document), squeezed(text(document))
    for (key, label), wanted in rows_in_the_file(figures).items():
        if audience is Audience.SSU and key in DRAWN_ONLY:
            assert all(figure in whole for figure in wanted)
            continue
        names = {label, label.replace("-", "")}
        assert any(row in names and holds(cells, wanted) for row, cells in printed), (key, label)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_pdf_has_no_figure_in_a_table_that_the_file_lacks(draw, audience):
    figures = figures_for(audience)
    told = {figure for figures in rows_in_the_file(figures).values() for figure in figures}
    for printed in read(draw(figures)).all("Table")[1:]:  # the first explains the symbols
        for row in printed.all("TBody")[0].all("TR"):
            for cell in row.all("TD"):
                assert squeezed(cell.text) in told | {""}, cell.text


def test_a_table_that_is_not_printed_is_not_in_the_file(draw):
    nobody_said = table("clause", (("a", "Punkt 3", 0, 0), ("not_assessed", "Ikke vurdert", 9, 9)))
    figures = figures_for(Audience.FSU, (nobody_said,))
    assert "Punkt 3" not in text(draw(figures))
    assert lines(figures) == []


def test_a_table_that_no_section_knows_is_printed_and_in_the_file(draw):
    figures = figures_for(Audience.FSU, (table("moon_phase", (("full", "Fullmåne", 91, 87),)),))
    assert "Fullmåne 91 87" in " ".join(text(draw(figures)).split())
    assert [line["verdi"] for line in lines(figures)] == ["91", "87"]


def test_a_column_in_which_nothing_can_occur_is_neither_printed_nor_in_the_file(draw):
    figures = figures_for(Audience.FSU, (table("cause", (("a", "Rutine", 9, None),)),))
    assert "2022" not in text(draw(figures)).split("Årsaker")[-1]
    assert [line["kolonne"] for line in lines(figures)] == ["2023"]


def test_a_file_is_what_a_norwegian_spreadsheet_opens():
    written = csv_of(figures_for(Audience.FSU), Language("nb"))
    assert written.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in written
    shares = [line for line in lines(figures_for(Audience.FSU)) if line["enhet"] == "prosent"]
    assert {line["verdi"][-2] for line in shares if line["verdi"]} == {","}


def test_a_withheld_figure_has_its_sign_and_no_value():
    hidden = [line for line in lines(figures_for(Audience.FSU)) if line["tegn"] == ":"]
    assert hidden
    assert not any(line["verdi"] for line in hidden)
    assert all("kjennes igjen" in line["forklaring"] for line in hidden)


def test_zero_has_a_value_and_its_sign():
    zeros = [line for line in lines(figures_for(Audience.FSU)) if line["verdi"] == "0"]
    assert zeros
    assert {line["tegn"] for line in zeros} == {"–"}


def test_no_more_decimals_leave_than_are_printed():
    found = table("timeliness", (("answered_in_time", "Besvart", 0.123456, 0.5),), measure="share")
    assert lines(figures_for(Audience.FSU, (found,)))[0]["verdi"] == "12,3"
    value = collection(figures_for(Audience.FSU, (found,)))["link"]["item"][0]["value"]
    assert value == [12.3, 50.0]


@pytest.mark.parametrize("words", ["=1+1", "+47", "-2", "@x", "\t=1", "\r=1", "|x", "%x"])
def test_no_label_can_run_as_a_formula(words):
    found = table("cause", ((words, words, 9, 8),))
    figures = figures_for(
        Audience.FSU, (replace(found, columns=(Heading("year", Words(words, words)),),
                               cells=((Cell(9),),)),)
    )  # fmt: skip
    (line,) = lines(figures)
    for name in ("radnøkkel", "rad", "kolonne"):
        assert line[name].startswith("'")


def collection(figures: Figures, code: str = "nb") -> dict:
    return json.loads(json_stat_of(figures, Language(code)))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_json_file_keeps_the_rules_of_json_stat(audience):
    """The rules are those of the format's own description, json-stat.org/full, version 2.0."""
    written = collection(figures_for(audience))
    assert (written["version"], written["class"]) == ("2.0", "collection")
    assert written["link"]["item"]
    for item in written["link"]["item"]:
        assert (item["version"], item["class"]) == ("2.0", "dataset")
        assert len(item["id"]) == len(item["size"]) == len(set(item["id"]))
        assert set(item["dimension"]) == set(item["id"])
        assert set(item["role"]["metric"]) <= set(item["id"])
        length = 1
        for name, size in zip(item["id"], item["size"], strict=True):
            category = item["dimension"][name]["category"]
            assert len(category["index"]) == len(set(category["index"])) == size
            assert set(category["label"]) == set(category["index"])
            assert set(category.get("unit", {})) <= set(category["index"])
            length *= size
        assert len(item["value"]) == length
        assert all(0 <= int(place) < length for place in item.get("status", {}))


@pytest.mark.parametrize("code", ["nb", "nn"])
def test_both_files_hold_the_same_cells(code):
    figures = figures_for(Audience.FSU)
    header = csv_of(figures, Language(code)).decode("utf-8-sig").splitlines()[0].split(";")
    cells = [tuple(line[name] for name in header[7:9]) for line in lines(figures, code)]
    told = []
    for item in collection(figures, code)["link"]["item"]:
        for place, value in enumerate(item["value"]):
            number = None if value is None else Decimal(str(value))
            told.append((number, item.get("status", {}).get(str(place), "")))
    assert [(Decimal(v.replace(",", ".")) if v else None, s) for v, s in cells] == told


def test_a_corrected_figure_is_marked_in_pdf_and_files(draw):
    found = table("cause", (("a", "Rutine", 1234, 8),))
    corrected = replace(found, cells=((Cell(1234, revised=True), Cell(8)),))
    figures = figures_for(Audience.FSU, (corrected,))
    assert "1 234 r" in " ".join(text(draw(figures)).split())
    assert [line["rettet"] for line in lines(figures)] == ["r", ""]
    (item,) = collection(figures)["link"]["item"]
    assert item["status"]["0"] == "r"


def test_pooled_years_are_named_in_title_and_file(draw):
    figures = figures_for(Audience.FSU)
    assert "2021–2023 samlet" in text(draw(figures))
    titles = {line["tittel"] for line in lines(figures) if line["tabell"] == "category_by_clinic"}
    assert titles == {"Temagruppe og klinikk, 2021–2023 samlet"}


def test_a_year_before_that_is_withheld_whole_is_no_column(draw):
    found = table("cause", (("a", "Rutine", 9, 8), ("b", "Annet", 7, 6)))
    hidden = replace(found, cells=tuple((row[0], Cell(None, ":")) for row in found.cells))
    figures = figures_for(Audience.FSU, (hidden,))
    assert {line["kolonne"] for line in lines(figures)} == {"2023"}
    assert "2022" not in text(draw(figures)).split("Årsaker")[-1]


def test_the_two_pages_and_their_files_hold_the_same_tables(draw):
    figures = figures_for(Audience.SSU)
    keys = {line["tabell"] for line in lines(figures)}
    assert "category_by_clinic" not in keys
    assert {"direction", "category", "development", "measures"} <= keys
    assert "Temagruppe og klinikk" not in text(draw(figures))
