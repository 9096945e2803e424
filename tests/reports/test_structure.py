"""What is read aloud is what stands on paper, in the same order, and tables stay tables."""

import re
from functools import cache
from io import BytesIO
from itertools import pairwise
from struct import pack

import pikepdf
import pytest

from app.domain.vocabulary import Audience
from reports.case_sheet import case_sheet
from reports.cover import Contents
from reports.digits import NoTabularDigits, substitutes
from reports.document import Imprint, render
from reports.flowables import Heading, KeyNumbers, PageBreak, Paragraph
from reports.painters.pdf import figure_width, parted
from reports.tables import Column, Row, Table
from reports.theme import CELL, SEMIBOLD
from reports.typesetting import cuts_words, literal, spaced_lines
from tests.reports.reading_back import pages, squeezed
from tests.reports.reading_tags import Tag
from tests.reports.reading_tags import read as read_anew
from tests.reports.realistic import figures_for
from tests.reports.test_case_sheet import SHEET

read = cache(read_anew)
IMPRINT = Imprint("T", "A", "nb", "Fot", lambda number, count: f"{number} av {count}")
COLUMNS = [Column("Hva", 200), Column("", 60, "bar"), Column("Tall", 80, "number")]
LONG = "Pasienten kom hjem uten epikrise og uten oppdatert legemiddelliste. " * 120


def tagged(*blocks) -> Tag:
    return read(render([blocks], IMPRINT))


@pytest.fixture(params=["fsu", "ssu", "case"])
def document(request, draw, nb) -> bytes:
    if request.param == "case":
        return case_sheet(SHEET, nb)
    return draw(figures_for(Audience(request.param)))


def test_what_is_read_comes_in_the_order_in_which_it_stands(document):
    order = list(read(document).order())
    assert order == sorted(order)
    assert len(order) == len(set(order)) > 30


def test_all_that_stands_on_paper_is_read_save_the_foot_of_the_page(document):
    read_aloud = squeezed(read(document).text)
    for page in pages(document):
        *body, foot, number = page.rstrip().split("\n")
        assert all(squeezed(line) in read_aloud for line in body)
        assert foot
        assert squeezed(number) not in read_aloud


def test_headings_begin_at_the_first_level_and_skip_none(document):
    levels = [int(tag.role[1]) for tag in read(document).all("H1", "H2", "H3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_row_of_a_table_has_a_cell_for_every_column(document):
    tables = read(document).all("Table")
    assert len(tables) >= 3
    for table in tables:
        rows = [[cell.role for cell in row.kids] for row in table.all("TR")]
        assert {len(row) for row in rows} == {len(rows[0])}
        assert all(row[0] == "TH" for row in rows)


def test_every_heading_of_a_table_says_what_it_is_the_heading_of(document):
    for table in read(document).all("Table"):
        head = {cell.said["/Scope"] for part in table.all("THead") for cell in part.all("TH")}
        body = {cell.said["/Scope"] for part in table.all("TBody") for cell in part.all("TH")}
        assert (head, body) in [({"/Column"}, {"/Row"}), (set(), {"/Row"})]


def test_a_table_over_many_pages_is_one_table_with_one_header():
    rows = [Row((f"Rad {n}", "", str(n)), bar=0.5) for n in range(200)]
    (table,) = tagged(Table(COLUMNS, rows)).all("Table")
    assert [part.role for part in table.kids] == ["THead", "TBody"]
    assert [cell.text for cell in table.kids[0].all("TH")] == ["Hva", "Tall"]
    printed = [[cell.text for cell in row.kids] for row in table.kids[1].kids]
    assert printed == [[f"Rad {n}", str(n)] for n in range(200)]


def test_a_header_that_is_repeated_stands_on_every_page():
    rows = [Row((f"Rad {n}", "", str(n))) for n in range(200)]
    assert all("Hva" in page for page in pages(render([[Table(COLUMNS, rows)]], IMPRINT)))


def test_a_cell_over_several_pages_is_one_cell():
    words = "\n".join(f"linje-{n}" for n in range(150))
    (table,) = tagged(Table(COLUMNS, [Row((words, "", "7")), Row(("b", "", "8"))])).all("Table")
    first, second = table.all("TBody")[0].kids
    assert first.kids[0].text.split() == words.split()
    assert [cell.text for cell in second.kids] == ["b", "8"]


def test_a_column_without_heading_has_no_heading_cell():
    columns = [Column("", 100), Column("Tall", 80, "number")]
    (head,) = tagged(Table(columns, [Row(("a", "1"))])).all("THead")
    assert [cell.role for cell in head.kids[0].kids] == ["TD", "TH"]


def test_a_word_parted_in_a_heading_is_read_whole():
    (head,) = tagged(Table([Column("legemiddel-\nliste", 60)], [Row(("a",))])).all("THead")
    (cell,) = head.all("TH")
    assert cell.text == "legemiddel-liste"
    assert cell.said["/ActualText"] == "legemiddelliste"


def test_a_paragraph_over_pages_is_one_paragraph_with_its_words_apart():
    (paragraph,) = tagged(Paragraph(LONG)).all("P")
    assert len({page for page, _ in paragraph.marks}) > 1
    assert paragraph.text == LONG.rstrip()
    assert "/ActualText" not in paragraph.said


def test_a_word_that_a_line_cuts_is_read_whole():
    word = "legemiddelgjennomgang" * 20
    (paragraph,) = tagged(Paragraph(word)).all("P")
    assert paragraph.said["/ActualText"] == word


def test_the_space_at_a_line_end_stays():
    for words in ("et ord og et til " * 9, "et\nto", "et \nto\n\ntre", "  innrykk"):
        broken = spaced_lines(words, CELL, 60)
        assert squeezed("".join(broken)) == squeezed(words)
        assert "".join(broken).split() == words.split()
        assert not cuts_words(broken) or "\n\n" in words
    assert cuts_words(spaced_lines("uten/mellomrom" * 9, CELL, 60))


def test_points_one_after_another_are_one_list():
    root = tagged(*(Paragraph(word, bullet="–") for word in "abc"), Heading("H"),
                  Paragraph("d", bullet="–"))  # fmt: skip
    assert [len(found.kids) for found in root.all("L")] == [3, 1]
    parts = [[part.role for part in item.kids] for item in root.all("LI")]
    assert parts == [["Lbl", "LBody"]] * 4


def test_a_point_over_pages_is_one_point():
    (item,) = tagged(Paragraph(LONG, bullet="–")).all("LI")
    assert [part.text for part in item.kids] == ["–", LONG.rstrip()]


def test_a_key_number_is_read_with_its_words():
    root = tagged(KeyNumbers([("186", "meldinger i året"), ("74\u00a0%", "besvart")]))
    assert [tag.said["/ActualText"] for tag in root.all("P")] == [
        "186 meldinger i året",
        "74\u00a0% besvart",
    ]


def test_every_chart_says_all_its_figures_and_where_it_stands(draw, fsu):
    charts = read(draw(fsu)).all("Figure")
    assert len(charts) > 5
    for chart in charts:
        left, bottom, right, top = chart.said["/BBox"]
        assert 0 < left < right < 595
        assert 0 < bottom < top < 842
        assert re.findall(r"\d+", str(chart.said["/Alt"]))


def test_the_contents_lead_where_they_say(draw, fsu):
    document = draw(fsu)
    root, printed = read(document), pages(document)
    for entry in root.all("TOCI"):
        (link,) = entry.all("Link")
        words, page = link.said["link"]
        title, number = words.rsplit(", ", 1)
        assert int(number) == page + 1
        assert title in " ".join(printed[page].split())
        assert link.text.replace(" ", "") == f"{title}{number}".replace(" ", "")


def test_bookmarks_lead_to_headings_of_the_structure(document):
    with pikepdf.open(BytesIO(document)) as pdf:
        entries = [pdf.Root.Outlines.First]
        while "/Next" in entries[-1]:
            entries.append(entries[-1].Next)
        for entry in entries:
            assert str(entry.SE.S) in {"/H1", "/H2", "/H3"}
            assert entry.SE.Pg.objgen == entry.Dest[0].objgen
        assert len(entries) == pdf.Root.Outlines.Count


def test_a_heading_deep_down_is_a_bookmark_below_the_one_before():
    document = render([[Heading("A"), Heading("B", 2), Heading("C", 2), Heading("D")]], IMPRINT)
    with pikepdf.open(BytesIO(document)) as pdf:
        first = pdf.Root.Outlines.First
        assert [str(first.Title), str(first.First.Title), str(first.Last.Title)] == ["A", "B", "C"]
        assert [int(entry.Count) for entry in (pdf.Root.Outlines, first)] == [2, -2]
        assert str(first.Next.Title) == "D"


def test_ink_and_links_know_the_way_back_to_their_element():
    heading = Heading("Overskrift")
    document = render([[Contents([heading]), PageBreak(), heading]], IMPRINT)
    with pikepdf.open(BytesIO(document)) as pdf:
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        back = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
        annotation = pdf.pages[0].Annots[0]
        assert back[int(annotation.StructParent)].S == "/Link"
        assert [page.Tabs for page in pdf.pages] == ["/S", "/S"]
        assert back[int(pdf.pages[1].StructParents)][0].S == "/H1"
        assert annotation.Dest[0].objgen == pdf.pages[1].obj.objgen


def test_the_same_report_gives_the_same_bytes_and_another_gives_another_id(draw, fsu, ssu):
    ids = []
    for figures in (fsu, fsu, ssu):
        with pikepdf.open(BytesIO(draw(figures))) as pdf:
            ids.append(bytes(pdf.trailer.ID[0]))
    assert ids[0] == ids[1] != ids[2]
    assert draw(fsu) == draw(fsu)


def test_a_file_tells_its_title_as_literally_as_its_pages(nb):
    title = "<b>A & B</b>\x07 \ud800\nto"
    document = render([[Heading("H")]], Imprint(title, "A", "nn", "F", lambda *_: ""))
    with pikepdf.open(BytesIO(document)) as pdf:
        assert pdf.docinfo["/Title"] == "<b>A & B</b>[U+0007] [U+D800] to"
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert "&lt;b&gt;A &amp; B&lt;/b&gt;[U+0007] [U+D800] to" in xmp
        assert not pdf.is_encrypted


@pytest.mark.parametrize(
    ("figure", "whole", "rest"),
    [
        ("12,5 %", "12", ",5 %"),
        ("1\u00a0234,5", "1\u00a0234", ",5"),
        ("88\u00a0%", "88", "\u00a0%"),
        ("\N{MINUS SIGN}3,2", "\N{MINUS SIGN}3", ",2"),
        ("174", "174", ""),
        (":", ":", ""),
        ("..", "..", ""),
    ],
)
def test_a_figure_is_parted_where_it_aligns(figure, whole, rest):
    assert parted(figure) == (whole, rest)


@pytest.mark.parametrize("style", [CELL, CELL.but(face=SEMIBOLD)])
def test_every_digit_of_a_figure_is_as_wide_as_the_next(style):
    assert len({round(figure_width(digit, style), 6) for digit in "0123456789"}) == 1


def gsub(tag: bytes, coverage: bytes, form: int = 2) -> bytes:
    """Make a table with one feature of one lookup, which puts glyphs 90 and 91 in others' place."""
    features = pack(">H4sH", 1, tag, 8) + pack(">HHH", 0, 1, 0)
    lookups = pack(">HH", 1, 4) + pack(">HHHH", 1, 0, 1, 8)
    listed = pack(">HHHHH", form, 10, 2, 90, 91)
    header = pack(">HHHHH", 1, 0, 0, 10, 10 + len(features))
    return header + features + lookups + listed + coverage


@pytest.mark.parametrize(
    "coverage", [pack(">HHHHH", 2, 1, 5, 6, 0), pack(">HHHH", 1, 2, 5, 6)], ids=["range", "list"]
)
def test_tabular_digits_are_found_however_they_are_listed(coverage):
    assert substitutes(gsub(b"tnum", coverage)) == {5: 90, 6: 91}


@pytest.mark.parametrize(("tag", "form"), [(b"pnum", 2), (b"tnum", 1)])
def test_a_font_without_a_list_of_tabular_digits_is_refused(tag, form):
    with pytest.raises(NoTabularDigits):
        substitutes(gsub(tag, b"", form))


def test_figures_under_one_another_align_on_the_decimal_comma(monkeypatch):
    edges = {}

    def noted(canvas, edge, y, figure, style):
        edges[figure] = edge

    monkeypatch.setattr("reports.tables.pdf.write_figure", noted)
    rows = [Row(("a", "", figure)) for figure in ("12,5 %", "7,5 %", "100 %", ":", "3")]
    tagged(Table(COLUMNS, rows))
    assert len(edges) == 5
    assert len(set(edges.values())) == 1
    widest = figure_width(",5 %", CELL)
    assert edges["3"] == pytest.approx(200 + 60 + 80 - 2 - widest)


def test_what_is_read_is_literal(nb):
    words = "<b>hei & hå</b> \u202e 😀"
    paragraphs = tagged(Paragraph(words)).all("P")
    assert [tag.text for tag in paragraphs] == [literal(words)]
