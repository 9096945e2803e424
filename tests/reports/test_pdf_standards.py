"""PDF/UA-1 and PDF/A-2a by veraPDF's rules, and that the rules are felt when something is missing.

All that needs Java stands in this file, so that one process of a test run starts it, once.
"""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf

from app.domain.vocabulary import Audience
from app.language import Language
from reports.case_sheet import case_sheet
from reports.cover import Contents, Cover
from reports.document import Imprint, render
from reports.flowables import Figure, Heading, KeyNumbers, Paragraph
from reports.marks import Chart, Drawing, Rect
from reports.tables import Column, Row, Table
from tests.reports.hostile import HOSTILE
from tests.reports.realistic import figures_for
from tests.reports.test_case_sheet import SHEET
from tests.reports.verapdf import Breach, VeraPdf

IMPRINT = Imprint("Tittel", "Avsender", "nb", "Fot", lambda number, count: f"{number} av {count}")


@pytest.fixture(scope="module")
def verapdf() -> VeraPdf:
    return VeraPdf()


@pytest.fixture(scope="module")
def small() -> bytes:
    """A document with one of everything, on a page and a bit."""
    heading = Heading("Overskrift")
    chart = Chart("k", "Søyler", "Søyler. A: 3.", Drawing(200, 60, (Rect("bar", 0, 0, 90, 20),)))
    rows = [Row((f"Rad {n}", str(n), "12,5 %"), bar=0.5) for n in range(60)]
    columns = [Column("Hva", 200), Column("Tall", 80, "number"), Column("Andel", 80, "number")]
    story = [
        Cover("Over", "Tittel", ["Under"], mark="Fiktive tall"),
        KeyNumbers([("12", "meldinger")]),
        Contents([heading]),
        heading,
        Paragraph("Et punkt i en liste.", bullet="–"),
        Figure(chart),
        Table(columns, rows),
    ]
    return render([story], IMPRINT)


@pytest.mark.parametrize(
    ("audience", "party", "code"),
    [(Audience.FSU, None, "nb"), (Audience.SSU, None, "nn"), (Audience.INTERNAL, "tonsberg", "nb")],
    ids=["fsu", "ssu", "annex"],
)
def test_every_report_passes_both_standards(verapdf, draw, audience, party, code):
    figures = replace(figures_for(audience), party=party)
    assert verapdf.breaches(draw(figures, Language(code), demo=True)) == []


def test_the_case_sheet_passes_both_standards(verapdf, nb, nn):
    assert verapdf.breaches(case_sheet(SHEET, nn, demo=True)) == []
    long = replace(
        SHEET, description="Et ord. " * 6000, timeline=(("når", "hvem", "hva " * 900),) * 3
    )
    assert verapdf.breaches(case_sheet(long, nb)) == []


def test_hostile_texts_pass_both_standards_wherever_they_stand(verapdf, nb):
    words = "\n".join(HOSTILE)
    hostile = replace(
        SHEET,
        title=words,
        helsefellesskap=words,
        unit=words,
        description=words,
        answer=((words, words),),
        timeline=((words, words, words),) * 2,
    )
    assert verapdf.breaches(case_sheet(hostile, nb)) == []


def test_a_hostile_report_passes_both_standards(verapdf, draw, ssu):
    name = " ".join(HOSTILE)
    assert verapdf.breaches(draw(ssu, helsefellesskap=name)) == []


def test_one_of_everything_passes_both_standards(verapdf, small):
    assert verapdf.breaches(small) == []


def test_texts_longer_than_a_string_of_pdf_pass_both_standards(verapdf):
    word, heading = "č" * 20_000, Heading("š" * 20_000)
    table = Table([Column("z" * 9000, 100), Column("Tall", 60, "number")], [Row((word, "1"))])
    story = [Contents([heading]), heading, Paragraph(word, bullet="–"), table]
    assert verapdf.breaches(render([story], replace(IMPRINT, title=word))) == []


def elements(pdf: Pdf, role: str) -> list[pikepdf.Object]:
    return [o for o in pdf.objects if isinstance(o, Dictionary) and o.get(Name.S) == f"/{role}"]


def drop(key: str, role: str) -> Callable[[Pdf], None]:
    """Take a key from the first element of a role."""

    def spoil(pdf: Pdf) -> None:
        del elements(pdf, role)[0][key]

    return spoil


def forget(*keys: str) -> Callable[[Pdf], None]:
    """Take keys from the catalogue."""

    def spoil(pdf: Pdf) -> None:
        for key in keys:
            del pdf.Root[key]

    return spoil


def no_scopes(pdf: Pdf) -> None:
    for heading in elements(pdf, "TH"):
        del heading[Name.A]


def unembed(pdf: Pdf) -> None:
    for found in pdf.objects:
        if isinstance(found, Dictionary) and Name.FontFile2 in found:
            del found[Name.FontFile2]


def skip_a_level(pdf: Pdf) -> None:
    elements(pdf, "H1")[-1].S = Name.H3


def untag_ink(pdf: Pdf) -> None:
    page = pdf.pages[0]
    ink = page.Contents.read_bytes().replace(b"/Artifact <</Type/Layout>> BDC", b"/Span BMC", 1)
    page.Contents = pdf.make_stream(ink)


def silence_links(pdf: Pdf) -> None:
    del pdf.pages[0].Annots[0][Name.Contents]


def free_links(pdf: Pdf) -> None:
    del pdf.pages[0].Annots[0][Name.StructParent]


def unmark(pdf: Pdf) -> None:
    xmp = bytes(pdf.Root.Metadata.read_bytes()).replace(b"<pdfuaid:part>1</pdfuaid:part>", b"")
    pdf.Root.Metadata = pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)


def narrow_row(pdf: Pdf) -> None:
    row = elements(pdf, "TR")[3]
    row.K = list(row.K)[:-1]


SPOILED = {
    "a chart without words": (drop("/Alt", "Figure"), ("PDF/UA-1", "7.3", 1)),
    "no language": (forget("/Lang"), ("PDF/UA-1", "7.2", 34)),
    "no meaning of colours": (forget("/OutputIntents"), ("PDF/A-2a", "6.2.4.3", 2)),
    "no structure": (forget("/StructTreeRoot"), ("PDF/UA-1", "7.1", 11)),
    "no structure, archived": (forget("/StructTreeRoot"), ("PDF/A-2a", "6.7.3.3", 1)),
    "not said to be tagged": (forget("/MarkInfo"), ("PDF/UA-1", "6.2", 1)),
    "no title shown": (forget("/ViewerPreferences"), ("PDF/UA-1", "7.1", 10)),
    "no metadata": (forget("/Metadata"), ("PDF/UA-1", "7.1", 8)),
    "headings of nothing in tables": (no_scopes, ("PDF/UA-1", "7.5", 1)),
    "a font that is not there": (unembed, ("PDF/UA-1", "7.21.4.1", 1)),
    "a font that is not archived": (unembed, ("PDF/A-2a", "6.2.11.4.1", 1)),
    "a heading that skips a level": (skip_a_level, ("PDF/UA-1", "7.4.2", 1)),
    "ink outside the structure": (untag_ink, ("PDF/UA-1", "7.1", 3)),
    "a link without words": (silence_links, ("PDF/UA-1", "7.18.5", 2)),
    "a link outside the structure": (free_links, ("PDF/UA-1", "7.18.5", 1)),
    "not said to be PDF/UA": (unmark, ("PDF/UA-1", "5", 1)),
    "a row that is too short": (narrow_row, ("PDF/UA-1", "7.2", 43)),
}


@pytest.mark.parametrize(("spoil", "rule"), SPOILED.values(), ids=SPOILED)
def test_what_is_missing_is_felt_by_its_own_rule(verapdf, small, spoil, rule):
    out = BytesIO()
    with pikepdf.open(BytesIO(small)) as pdf:
        spoil(pdf)
        pdf.save(out)
    assert Breach(*rule) in verapdf.breaches(out.getvalue())
