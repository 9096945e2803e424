"""Any text, however hostile, is printed as it stands; nothing is fetched, opened or dropped."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.vocabulary import Audience
from reports.case_sheet import case_sheet
from reports.fonts import width
from reports.theme import BODY
from reports.typesetting import lines, literal
from tests.proofs import hostile_texts
from tests.proofs.ground import Ground, Size, seeded
from tests.proofs.hostile_texts import BARE, watching
from tests.reports.hostile import HOSTILE
from tests.reports.reading_back import squeezed, text
from tests.reports.realistic import figures_for, table


def test_there_are_at_least_sixty_hostile_texts():
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_printed_literally(nb, words):
    sheet = replace(
        BARE, description=words, unit=words, answer=((words, words),), timeline=((words,) * 3,)
    )
    printed = squeezed(text(case_sheet(sheet, nb)))
    assert printed.count(squeezed(literal(words))) >= 4
    assert "■" not in printed


def test_drawing_opens_no_file_and_no_socket(nb, draw, ssu):
    case_sheet(BARE, nb)  # fonts and modules are read once
    draw(ssu)
    with watching() as seen:
        for words in HOSTILE:
            case_sheet(replace(BARE, description=words, unit=words, status=words), nb)
        draw(ssu, helsefellesskap=" ".join(HOSTILE))
    assert seen == []


def test_what_is_opened_is_noticed():
    with watching() as seen, Path(__file__).open():
        pass
    assert len(seen) == 1


def test_a_text_that_is_left_out_of_a_table_is_noticed(monkeypatch):
    def drawn(sheet, language):
        return case_sheet(replace(sheet, timeline=sheet.timeline[1:]), language)

    monkeypatch.setattr(hostile_texts, "case_sheet", drawn)
    with pytest.raises(AssertionError, match="is not told as TD"):
        hostile_texts.prove(Ground(""), Size(0), seeded("7"))


def test_a_drawing_that_opens_a_file_is_noticed(monkeypatch):
    def drawn(sheet, language):
        Path(__file__).read_bytes()
        return case_sheet(sheet, language)

    monkeypatch.setattr(hostile_texts, "case_sheet", drawn)
    with pytest.raises(AssertionError, match="were opened"):
        hostile_texts.prove(Ground(""), Size(0), seeded("7"))


def test_hostile_names_of_rows_are_printed_in_the_report(draw):
    rows = tuple((f"u{n}", f"x{words}", 9, 8) for n, words in enumerate(HOSTILE))
    tables = tuple(table(key, rows) for key in ("unit", "category", "reporting_party"))
    printed = squeezed(text(draw(figures_for(Audience.FSU, tables))))
    for words in HOSTILE:
        assert squeezed(literal(words)) in printed


def test_what_cannot_be_drawn_is_shown_by_its_number():
    assert literal("你a\x07\ud800😀") == "[U+4F60]a[U+0007][U+D800][U+1F600]"
    assert literal("\u202e\u200b\ufeff\u00ad") == "[U+202E][U+200B][U+FEFF][U+00AD]"
    assert literal("a\u034fb🄰") == "a[U+034F]b[U+1F130]"


def test_sami_and_norwegian_letters_are_drawn_as_they_are():
    letters = "æøåÆØÅáčđŋšŧžÁČĐŊŠŦŽ«»–…≥≤µ€"
    assert literal(letters) == letters


def test_a_hostile_name_of_the_helsefellesskap_does_not_stop_the_report(draw, fsu):
    name = "<b>H & K</b> " * 200
    assert squeezed("<b>H & K</b>") in squeezed(text(draw(fsu, helsefellesskap=name)))


@given(st.text(max_size=300), st.floats(20, 400))
@settings(max_examples=200, deadline=None)
def test_broken_lines_hold_the_whole_text_and_nothing_wider_than_the_room(words, room):
    found = lines(words, BODY, room)
    assert squeezed("".join(found)) == squeezed(literal(words))
    assert all(len(line) <= 1 or width(line, BODY.face, BODY.size) <= room + 0.01 for line in found)
