import re
from dataclasses import replace
from itertools import count

import pytest

from app.domain.figures import Cell, Figures, Table
from app.domain.vocabulary import Audience, Words
from app.language import Language
from reports.reading import Reading
from tests.reports.reading_back import pages, reader, squeezed, text
from tests.reports.realistic import COUNTS, YEAR, figures_for, realistic_tables, table


def numbered(figures: Figures) -> Figures:
    """Give every cell a figure of its own, so that none can stand in for another."""
    serial = count(1101)

    def cell(measure: str) -> Cell:
        number = next(serial)
        return Cell(
            {"count": number, "share": number / 10_000, "days": number + 0.5, "rate": number + 0.5}[
                measure
            ]
        )

    tables = tuple(
        replace(t, cells=tuple(tuple(cell(t.measure) for _ in row) for row in t.cells))
        for t in figures.tables
    )
    return replace(figures, tables=tables)


def with_cells(found: Table, cells: dict[tuple[str, str], Cell]) -> Table:
    rows = tuple(
        tuple(
            cells.get((row.key, column.key), cell)
            for column, cell in zip(found.columns, line, strict=True)
        )
        for row, line in zip(found.rows, found.cells, strict=True)
    )
    return replace(found, cells=rows)


def all_withheld(figures: Figures) -> Figures:
    hidden = tuple(
        replace(t, cells=tuple(tuple(Cell(None, ":") for _ in row) for row in t.cells))
        for t in figures.tables
    )
    return replace(figures, tables=hidden)


@pytest.mark.parametrize("audience", [Audience.FSU, Audience.SSU])
def test_the_same_figures_give_the_same_bytes(draw, audience):
    assert draw(figures_for(audience)) == draw(figures_for(audience))


@pytest.mark.parametrize("code", ["nb", "nn"])
@pytest.mark.parametrize("audience", list(Audience))
def test_every_figure_stands_in_the_report(draw, audience, code):
    figures, language = numbered(figures_for(audience)), Language(code)
    printed = squeezed(text(draw(figures, language)))
    reading = Reading(figures, language, compact=audience is Audience.SSU)
    for found in (reading.tables[key] for key in reading.keys):
        for row in found.rows:
            for column in found.columns:
                figure = squeezed(reading.shown(found.key, row.key, column.key))
                assert figure in printed, (found.key, row.key, column.key, figure)


@pytest.mark.parametrize("audience", list(Audience))
def test_every_row_is_named_in_the_report(draw, audience):
    figures = figures_for(audience)
    printed = squeezed(text(draw(figures))).casefold()
    reading = Reading(figures, Language("nb"), compact=audience is Audience.SSU)
    for found in (reading.tables[key] for key in reading.keys):
        for row in found.rows:
            name = row.words.nb.split(" (")[0]
            assert squeezed(name).casefold() in printed


def without_year_before(figures: Figures) -> Figures:
    return replace(
        figures,
        tables=tuple(
            with_cells(t, {(row.key, "year_before"): Cell(None, ".") for row in t.rows})
            for t in figures.tables
        ),
    )


@pytest.mark.parametrize("audience", list(Audience))
def test_a_year_with_none_before_it_is_compared_with_nothing(draw, audience):
    figures = figures_for(audience)
    assert "flere enn året før" in " ".join(text(draw(figures)).split())
    assert "enn året før" not in " ".join(text(draw(without_year_before(figures))).split())


PROPOSED = "Fristene er forslag, ikke vedtatt."


def test_proposed_deadlines_are_told_in_the_summary_the_method_and_the_section(draw, fsu):
    printed = [
        " ".join(page.split()) for page in pages(draw(replace(fsu, deadlines_decided=False)))
    ]
    told = [page for page in printed if PROPOSED in page]
    assert told[:2] == printed[:2]
    assert "Bekreftelse og svar" in told[2]
    assert "ble besvart innen foreslått frist" in printed[0]
    assert PROPOSED not in " ".join(text(draw(fsu)).split())


def test_proposed_deadlines_are_told_once_on_the_two_pages_for_ssu(draw, ssu):
    printed = " ".join(text(draw(replace(ssu, deadlines_decided=False))).split())
    assert printed.count(PROPOSED) == 1


def test_proposed_deadlines_are_told_beside_shares_that_no_sentence_tells(draw, fsu):
    hidden = with_cells(
        fsu.table("timeliness"), {("acknowledged_in_time", "year"): Cell(None, ":")}
    )
    others = tuple(t for t in fsu.tables if t.key != "timeliness")
    figures = replace(fsu, tables=(*others, hidden), deadlines_decided=False)
    assert " ".join(text(draw(figures)).split()).count(PROPOSED) == 2


def test_the_municipal_cases_of_the_year_are_in_the_report(draw, fsu):
    assert "174 gikk fra kommune til sykehus, 12 fra sykehus" in text(draw(fsu)).replace("\n", " ")


def numbers_of_headings(figures: Figures) -> set[str]:
    """Give the numbers that are names: of years, quarters, goals and groups of days."""
    named = [h.words.nb for t in figures.tables for h in (*t.rows, *t.columns)]
    years = [str(year) for t in figures.tables for year in t.years]
    found = set(re.findall(r"\d+", " ".join([*named, *years, str(YEAR)])))
    return found | {number[-2:] for number in found}


@pytest.mark.parametrize("audience", list(Audience))
def test_where_all_is_withheld_no_figure_is_printed(draw, audience):
    figures = all_withheld(figures_for(audience))
    names = numbers_of_headings(figures) | set(re.findall(r"\d+", "19. februar, 2/2024, 1, 100"))
    printed = pages(draw(figures))
    for page in printed:
        body = page.rsplit("Helsefellesskapet Vestfold ·", 1)[0]  # the foot has page numbers
        body = body.split("Innhold")[0]
        assert set(re.findall(r"\d+", body)) <= names, body
    assert ":" in "".join(printed)


def test_a_withheld_direction_is_not_told_by_its_remainder(draw):
    rows = (
        ("municipality_to_hospital", "opp", 1174, 155),
        ("hospital_to_municipality", "ned", 12, 7),
        ("total", "I alt", 1186, 162),
    )
    hidden = with_cells(
        table("direction", rows), {("hospital_to_municipality", "year"): Cell(None, ":")}
    )
    printed = text(draw(figures_for(Audience.PUBLIC, (hidden,)))).split()
    assert {"174", "186", ":"} <= set(printed)  # thousands are set apart
    assert "12" not in printed


def test_a_sum_with_a_withheld_degree_is_not_told(draw, fsu):
    printed = text(draw(fsu))  # Død is withheld in the year
    assert "betydelig konsekvens eller død" not in printed
    known = figures_for(Audience.FSU, realistic_tables(exact=True))
    told = "14 meldinger gjelder betydelig konsekvens eller død"
    assert told in " ".join(text(draw(known)).split())


def test_the_report_for_ssu_is_two_pages(draw, ssu):
    assert len(pages(draw(ssu))) == 2


def test_the_report_for_ssu_is_two_pages_however_long_the_lists_are(draw, ssu):
    rows = tuple((f"c{n}", f"Kategori {n} med et ganske langt navn", 9, 8) for n in range(60))
    others = tuple(t for t in ssu.tables if t.key != "category")
    document = draw(replace(ssu, tables=(*others, table("category", rows))))
    assert len(pages(document)) == 2
    assert "Kategori 59" in text(document)


def test_the_report_for_ssu_is_two_pages_even_without_tables(draw, ssu):
    assert len(pages(draw(replace(ssu, tables=())))) == 2


def test_the_cover_says_whose_which_year_and_for_whom(draw, fsu):
    cover = squeezed(pages(draw(fsu))[0])
    for words in ("Helsefellesskapet Vestfold", f"Årsrapport {YEAR}", "faglig samarbeidsutvalg"):
        assert squeezed(words) in cover


def test_page_two_says_what_the_figures_cannot_say(draw, fsu):
    second = pages(draw(fsu))[1]
    for words in ("Slik er tallene laget", "Hva tallene ikke kan si", "vises ikke", "flere enn"):
        assert words in " ".join(second.split())


def test_the_figures_own_legend_is_printed_where_there_is_one(draw, fsu):
    legend = {":": Words("Skjult etter vedtak.", "Skjult etter vedtak.")}
    assert "Skjult etter vedtak." in pages(draw(replace(fsu, legend=legend)))[1]


def test_fictional_figures_are_marked_on_every_page(draw, fsu):
    assert all("Fiktive tall" in page for page in pages(draw(fsu, demo=True)))
    assert "Fiktive tall" not in text(draw(fsu))


def test_every_page_says_its_number_and_whose_report_it_is(draw, fsu):
    printed = pages(draw(fsu))
    for number, page in enumerate(printed, 1):
        assert f"Side {number} av {len(printed)}" in page
        assert "Helsefellesskapet Vestfold · Årsrapport 2023" in page


def test_the_contents_lead_to_the_right_pages(draw, fsu):
    document = reader(draw(fsu))
    printed = [" ".join(page.split()) for page in pages(draw(fsu))]
    outline = [entry for entry in document.outline if not isinstance(entry, list)]
    assert len(outline) > 10
    for entry in outline[2:]:
        page = document.get_destination_page_number(entry)
        assert entry.title in printed[page]
        assert f"{entry.title} {page + 1}" in printed[0]


@pytest.mark.parametrize("code", ["nb", "nn"])
def test_the_document_knows_its_title_and_its_language(draw, fsu, code):
    document = reader(draw(fsu, Language(code)))
    assert document.root_object["/Lang"] == code
    assert str(YEAR) in document.metadata.title
    assert "Helsefellesskapet Vestfold" in document.metadata.title
    assert document.root_object["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_document_does_not_tell_when_or_by_whom_it_was_made(draw, fsu):
    metadata = reader(draw(fsu)).metadata
    assert metadata.author == "Helsefellesskapet Vestfold"
    assert metadata.creator == metadata.producer == "Samhandlingsavvik"
    assert metadata.creation_date.year == 2000


def test_nynorsk_words_are_used_in_a_nynorsk_report(draw):
    rows = (("a", "sykehus", 9, 8),)
    found = table("category", rows)
    heading = replace(found.rows[0], words=Words("Sykehus", "Sjukehus"))
    figures = figures_for(Audience.FSU, (replace(found, rows=(heading,)),))
    assert "Sjukehus" in text(draw(figures, Language("nn")))
    assert "19. februar 2024" in text(draw(figures, Language("nn")))


def test_a_table_the_audience_lacks_leaves_no_heading(draw, fsu):
    without = tuple(t for t in fsu.tables if t.key not in {"forwarding", "consent"})
    printed = text(draw(replace(fsu, tables=without)))
    assert "Videresending" in text(draw(fsu))
    assert "Videresending" not in printed
    assert "Samtykke" not in printed


def test_overlapping_rows_are_explained_beside_the_table(draw, fsu, ssu):
    for figures, times in ((fsu, 2), (ssu, 1)):
        printed = " ".join(text(draw(figures)).split())
        assert printed.count("En melding kan stå i flere rader") == times


def test_very_many_units_go_on_over_pages_with_the_header_on_each(draw, fsu):
    rows = tuple((f"u{n}", f"Virksomhet {n}", 9, 8) for n in range(400))
    others = tuple(t for t in fsu.tables if t.key not in {"unit", "first_recipient_unit"})
    printed = pages(draw(replace(fsu, tables=(*others, table("unit", rows)))))
    units = [page for page in printed if "Virksomhet " in page]
    assert len(units) > 5
    assert all("Enhet" in page for page in units)
    assert "Virksomhet 399" in units[-1]


def test_no_font_but_embedded_inter_is_used(draw, fsu, ssu):
    for document in (draw(fsu, demo=True), draw(ssu)):
        fonts = [
            font.get_object()
            for page in reader(document).pages
            for font in page["/Resources"]["/Font"].values()
        ]
        assert fonts
        for font in fonts:
            assert "Inter-" in font["/BaseFont"]
            assert "/FontFile2" in font["/FontDescriptor"]


def test_units_and_parties_are_not_ranked(draw, fsu):
    reading = Reading(fsu, Language("nb"))
    for key in ("unit", "reporting_party"):
        assert reading.rows(key) == [row[0] for row in COUNTS[key] if row[0] != "total"]


def test_withheld_rows_come_last_so_that_their_place_tells_nothing():
    tables = (table("category", (("a", "A", 3, 9), ("b", "B", 0, 9), ("c", "C", 8, 9))),)
    reading = Reading(figures_for(Audience.FSU, tables), Language("nb"))
    assert reading.rows("category") == ["c", "b", "a"]


@pytest.mark.parametrize("audience", list(Audience))
def test_a_year_without_a_single_report_can_be_reported(draw, audience):
    empty = tuple(
        replace(t, cells=tuple(tuple(Cell(0) for _ in row) for row in t.cells))
        for t in realistic_tables()
    )
    assert "0 meldinger regnes med" in " ".join(text(draw(figures_for(audience, empty))).split())


def test_a_report_without_tables_has_no_blank_page(draw, fsu):
    printed = pages(draw(replace(fsu, tables=())))
    assert len(printed) == 2
    assert "Slik er tallene laget" in printed[1]
