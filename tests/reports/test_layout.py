import subprocess
import sys
from contextlib import contextmanager
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from reports import structure
from reports.document import Imprint, lay_out, render
from reports.flowables import Block, Heading, PageBreak, Paragraph
from reports.fonts import faces
from reports.tables import Column, Row, Table
from reports.theme import CONTENT_HEIGHT
from tests.reports.reading_back import pages

IMPRINT = Imprint("T", "A", "nb", "F", lambda number, count: f"{number}/{count}")
COLUMNS = [Column("Hva", 300), Column("Tall", 80, "number")]


class Space(Block):
    """Air, to fill a page with."""

    role = None

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def paint(self, canvas: object) -> None:
        """Leave no mark."""


def parts(split) -> Any:
    return split


@pytest.fixture(autouse=True)
def fonts():
    faces()


def test_a_heading_never_stands_alone_at_the_foot_of_a_page():
    text = Paragraph("ord " * 400)
    first, second = lay_out([[Space(CONTENT_HEIGHT - 60), Heading("Overskrift"), text]])[:2]
    assert not any(isinstance(block, Heading) for _, block in first.placed)
    assert isinstance(second.placed[0][1], Heading)


def test_a_chapter_that_fits_on_a_page_is_not_spread_over_two():
    chapter = [Heading("A"), Space(CONTENT_HEIGHT / 2), Space(60)]
    laid = lay_out([chapter, chapter])
    assert [len(page.placed) for page in laid] == [3, 3]


def test_a_page_break_begins_a_page():
    assert len(lay_out([[Paragraph("a"), PageBreak(), Paragraph("b")]])) == 2


def test_a_paragraph_leaves_no_single_line_behind():
    paragraph = Paragraph("\n".join("abcdefghij"))
    paragraph.wrap(400, 0)
    leading = paragraph.style.leading
    first, rest = parts(paragraph.split(400, 9 * leading))
    assert (len(first.lines), len(rest.lines)) == (8, 2)
    assert paragraph.split(400, 1.5 * leading) == []


def test_a_cell_far_taller_than_a_page_is_printed_whole():
    row = Row(("\n".join(f"linje-{n}." for n in range(300)), "7"))
    printed = "".join(pages(render([[Table(COLUMNS, [row])]], IMPRINT)))
    assert all(f"linje-{n}." in printed for n in range(300))


def test_a_long_table_is_drawn_in_linear_time_with_its_header_on_every_page():
    rows = [Row((f"Rad {n}", str(n))) for n in range(500)]
    printed = pages(render([[Table(COLUMNS, rows)]], IMPRINT))
    assert all("Tall" in page for page in printed)
    assert "Rad 499" in printed[-1]


def test_the_last_row_of_a_table_is_not_left_alone_on_a_page():
    table = Table(COLUMNS, [Row((f"Rad {n}", str(n))) for n in range(10)])
    whole = table.wrap(400, 0)[1]
    first, rest = parts(table.split(400, whole - 5))
    assert (len(first.rows), len(rest.rows)) == (8, 2)


def test_three_rows_are_never_parted():
    table = Table(COLUMNS, [Row((f"Rad {n}", str(n))) for n in range(3)])
    space = Space(CONTENT_HEIGHT - table.wrap(400, 0)[1] + 1)
    first, second = lay_out([[space, Heading("Samtykke"), table]])
    assert [block for _, block in first.placed] == [space]
    assert table in [block for _, block in second.placed]


def test_everything_is_drawn_inside_the_structure(draw, fsu, ssu, monkeypatch):
    open_elements: list[str] = []
    seen: set[str] = set()

    def watched(enclose):
        @contextmanager
        def enclosed(canvas, role="Artifact", *spoken, **named):
            open_elements.append(role)
            seen.add(role)
            with enclose(canvas, role, *spoken, **named):
                yield
            open_elements.pop()

        return enclosed

    def guarded(name):
        original = getattr(Canvas, name)

        def drawing(self, *arguments, **named):
            assert open_elements, f"{name} outside the structure"
            return original(self, *arguments, **named)

        monkeypatch.setattr(Canvas, name, drawing)

    monkeypatch.setattr(structure, "element", watched(structure.element))
    artifact = structure.artifact
    monkeypatch.setattr(structure, "artifact", watched(lambda canvas, *kind: artifact(canvas)))
    for name in ("drawText", "rect", "line", "drawPath", "roundRect"):
        guarded(name)
    draw(fsu, demo=True)
    draw(ssu, demo=True)
    assert {"H1", "P", "LI", "Caption", "Figure", "Table", "TR", "TH", "TD", "TOCI"} <= seen
    assert "Artifact" in seen


def test_reports_are_imported_without_the_weight_of_the_pdf_library():
    asked = (
        "import sys, app.language, reports.annual_report, reports.case_sheet,"
        " reports.illustrations, reports.painters.svg;"
        "sys.exit(bool({'reportlab', 'pikepdf', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603 - our own sentence
        [sys.executable, "-c", asked], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
