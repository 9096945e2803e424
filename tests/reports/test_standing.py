"""Whose report it is and what it is worth: drafts, adopted years, corrections, annexes."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.figures import Cell, Figures, Heading, LeftOut
from app.domain.releasing import ReleaseStatus
from app.domain.vocabulary import Audience, Words
from app.language import Language
from reports.annual_report import ReportTexts, annual_report
from tests.reports.conftest import ADOPTED as DRAWN_ON
from tests.reports.reading_back import pages, reader, text
from tests.reports.realistic import ADOPTED, NAME, figures_for, realistic_tables, table

TEXTS = ReportTexts(
    findings=("", "Sykehuset melder mer enn før."),
    remark="Vi er glade for at flere melder.",
    changes="To meldinger sto på feil klinikk.",
)


FEW = ("totals", "direction", "days", "cause")
"""Tables enough for what a cover says; whole years are drawn in other tests."""


def few(audience: Audience) -> Figures:
    whole = figures_for(audience)
    return replace(whole, tables=tuple(t for t in whole.tables if t.key in FEW))


def drawn(figures: Figures, texts: ReportTexts | None = None, code: str = "nb") -> bytes:
    return annual_report(
        figures, Language(code), helsefellesskap=NAME.nb, generated_on=DRAWN_ON, texts=texts
    )


def printed(document: bytes) -> str:
    return " ".join(text(document).split())


def with_status(status: ReleaseStatus, audience: Audience = Audience.FSU, **changes) -> Figures:
    released = replace(ADOPTED, status=status, **changes)
    return replace(few(audience), released=released)


def with_revised(figures: Figures) -> Figures:
    corrected = table("totals", (("counted", "Regnes med", 1234, 8),))
    corrected = replace(corrected, cells=((Cell(1234, revised=True), Cell(8)),))
    return replace(figures, tables=(corrected,))


@pytest.mark.parametrize("status", [ReleaseStatus.DRAFT, ReleaseStatus.COMMENTING])
@pytest.mark.parametrize("audience", [Audience.FSU, Audience.SSU])
def test_a_draft_says_so_on_every_page(status, audience):
    document = drawn(with_status(status, audience, adopted_on=None))
    assert all("Utkast" in page for page in pages(document))
    assert "Utkast av 8. januar 2024, ikke vedtatt. Versjon 1." in printed(document)


def test_figures_that_nobody_has_released_are_a_draft():
    document = drawn(replace(few(Audience.FSU), released=None, version=0))
    assert all("Utkast" in page for page in pages(document))


def test_an_adopted_year_says_when_and_where_on_its_first_page():
    document = drawn(few(Audience.FSU))
    assert "Vedtatt av FSU 19. februar 2024, møte 2/2024. Versjon 1." in printed(document)
    assert "Utkast" not in printed(document)
    sent = drawn(with_status(ReleaseStatus.SENT, sent_on=date(2024, 3, 4)))
    assert "Sendt til SSU 4. mars 2024." in " ".join(pages(sent)[0].split())


@pytest.mark.parametrize("audience", [Audience.FSU, Audience.SSU])
def test_a_corrected_year_says_what_it_replaces_and_why(audience):
    figures = with_status(ReleaseStatus.ADOPTED, audience, version=2, replaces=1)
    told = printed(drawn(with_revised(figures), TEXTS))
    assert "Versjon 2. Erstatter versjon 1. 1 tall er rettet og har tegnet «r» etter seg." in told
    assert "1 234 r" in told
    assert TEXTS.changes in told
    assert "Tallet er rettet siden forrige versjon." in told


def test_the_sign_of_a_correction_is_not_explained_where_nothing_is_corrected():
    assert "Tallet er rettet" not in printed(drawn(few(Audience.FSU)))


@pytest.mark.parametrize("audience", [Audience.FSU, Audience.SSU])
def test_what_people_have_worded_stands_in_the_report(audience):
    told = printed(drawn(few(audience), TEXTS))
    assert "Sykehuset melder mer enn før." in told
    assert "186 meldinger regnes med i 2023" in told  # an empty finding stands as computed
    assert "FSUs egen vurdering" in told
    assert TEXTS.remark in told


def test_the_method_is_on_page_two_whatever_people_have_written():
    long = ReportTexts(
        findings=("ord " * 200,) * 3, remark="vurdering " * 900, changes="rettet " * 90
    )
    document = drawn(figures_for(Audience.FSU), long)
    assert "Slik er tallene laget" in pages(document)[1]
    assert printed(document).count("vurdering") >= 900


def test_the_report_for_ssu_is_two_pages_whatever_people_have_written():
    long = ReportTexts(findings=("ord " * 60,) * 3, remark="vurdering " * 300)
    assert len(pages(drawn(figures_for(Audience.SSU), long))) == 2


def test_hostile_words_are_printed_as_they_stand():
    hostile = ReportTexts(findings=("<b>x</i> & %(year)s",), remark="{{ 7*7 }} </para> \x00")
    told = printed(drawn(few(Audience.FSU), hostile))
    assert "<b>x</i> & %(year)s" in told
    assert "{{ 7*7 }} </para> [U+0000]" in told


def test_a_table_that_is_left_out_has_its_sentence_on_page_two():
    reason = Words("«Temagruppe og klinikk» vises ikke, fordi …", "«Temagruppe» blir ikkje vist …")
    figures = replace(few(Audience.FSU), left_out=(LeftOut("category_by_clinic", reason),))
    assert reason.nb in pages(drawn(figures))[1]
    assert reason.nn in pages(drawn(figures, code="nn"))[1]


@pytest.fixture
def annex() -> bytes:
    sections = table(
        "sections",
        (("kirurgi", "Klinikk kirurgi", 12, 3), ("orto", "Ortopedisk seksjon", 2, 1)),
        {"received": "Fikk", "answered": "Besvart"},
        exact=True,
    )
    figures = figures_for(Audience.INTERNAL, (*realistic_tables(exact=True), sections))
    return drawn(replace(figures, party="siv"))


def test_an_annex_is_marked_as_one_partys_on_every_page(annex):
    assert all("Bare for Sykehuset i Vestfold HF" in page for page in pages(annex))
    assert "Utkast" not in printed(annex)


def test_an_annex_goes_down_to_sections_and_says_that_nothing_is_withheld(annex):
    assert "Ortopedisk seksjon 2 1" in printed(annex)
    assert "Del dem ikke utenfor egen part." in " ".join(pages(annex)[0].split())


def test_months_are_only_in_what_is_for_a_party_itself(annex):
    assert "Måned for måned" in printed(annex)
    assert "Måned for måned" not in printed(drawn(few(Audience.FSU)))


def test_a_party_that_no_table_names_is_named_by_its_key():
    figures = replace(figures_for(Audience.INTERNAL, ()), party="moss")
    assert "Bare for moss" in printed(drawn(figures))


def test_the_contents_name_every_section_once():
    document = reader(drawn(figures_for(Audience.FSU), TEXTS))
    names = [entry.title for entry in document.outline if not isinstance(entry, list)]
    assert len(names) == len(set(names))
    assert "FSUs egen vurdering" in names


def test_a_two_way_table_names_every_column_and_row(draw):
    group = "Kommunikasjonsutfordringer og samhandlingsprosesser"
    found = table("category_by_clinic", (("k", group, 9, 9),), {"a": "Klinikk A", "total": "I alt"})
    found = replace(
        found, columns=(Heading("a", Words("Klinikk A", "Klinikk A")), found.columns[1])
    )
    told = "".join(printed(draw(figures_for(Audience.FSU, (found,)))).replace("-", "").split())
    assert group.replace(" ", "") in told
    assert "KlinikkA9" in told
