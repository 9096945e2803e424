"""Any text, however hostile, is printed as it stands; nothing is fetched, opened or dropped."""

import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.case_sheet import CaseSheet, case_sheet
from reports.fonts import width
from reports.theme import BODY
from reports.typesetting import lines, literal
from tests.reports.reading_back import squeezed, text

BARE = CaseSheet(
    title="T",
    reference="7K2M-9QXT",
    helsefellesskap="H",
    direction="D",
    status="S",
    occurred="O",
    consequence_reporter="K",
    consent="C",
    description="",
)

HOSTILE = (
    "0.1 <A <0.9",
    "INR <2, Hb >12 & CRP <5",
    "a < b > c",
    "&",
    "&amp; &lt; &#60; &nbsp;",
    "&#x41;&bogus;",
    "<b>hei",
    "<b>hei</i>",
    "</para>",
    "<para>",
    "<br/><br>",
    "<!-- ikke lukket",
    "<![CDATA[ hei ]]>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "<img src='/etc/passwd'/>",
    "<img src='http://example.org/x.png' width='9' height='9'/>",
    "<img src='file:///etc/hostname'>",
    "<a href='http://example.org'>her</a>",
    "<link href='javascript:alert(1)'>x</link>",
    "<font color='[[[getattr(pow,Word(\"__globals__\"))]]]'>x</font>",
    "<font name='Courier' size='99'>x</font>",
    "<span backcolor='red'>x</span>",
    "<onDraw name='x' label='y'/>",
    "<seq id='x'/><seqreset/>",
    "<index item='x'/>",
    "<evalString code='1+1'/>",
    "<greek>a</greek>",
    "<super>2</super> <sub>3</sub>",
    "<script>alert(1)</script>",
    "'\"><svg onload=alert(1)>",
    "{{ 7*7 }} {% raw %}",
    "%(year)s %s %d %%",
    "{0} {year!r}",
    "${PATH} $(id) `id`",
    "(a) ((b) \\) \\( \\\\ \\n \\051",
    ") Tj ET Q endstream endobj",
    "/JavaScript << /S /URI >>",
    "'; DROP TABLE cases; --",
    '=HYPERLINK("http://example.org")',
    "@import url(x)",
    "C:\\temp\\x.pdf ../../etc/passwd",
    "æøå ÆØÅ éèêü",
    "áčđŋšŧž ÁČĐŊŠŦŽ",
    "Łódź, źdźbło, ąę",
    "«sitat» “sitat” \u2018sitat\u2019 – — …",
    "≥ 38,5 °C ≤ 90 % ± 2 µg €",
    "½ ¼ ² ³ × ÷",
    "مرحبا",
    "שלום",
    "你好",
    "😀 👩‍⚕️",
    "e\u0301 a\u030a",
    "\u202egnp.exe\u202c",
    "\u200bskjult\u200d\ufeff",
    "bløt\u00adbindestrek",
    "\x00\x01\x07\x1b[31m\x7f",
    "linje én\r\nlinje to\u2028linje tre",
    "tab\tog  to mellomrom",
    "\ud800 \ue000 \uffff",
    "A" * 300,
    "a-" * 100 + "/" * 100,
)

watched: list[tuple[str, object]] | None = None


def _watch(event: str, arguments: tuple) -> None:
    if watched is not None and (event == "open" or event.startswith(("socket.", "subprocess."))):
        watched.append((event, arguments[0]))


sys.addaudithook(_watch)


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


def test_drawing_opens_no_file_and_no_socket(nb):
    global watched  # noqa: PLW0603 - an audit hook cannot be taken away again
    case_sheet(BARE, nb)  # fonts and modules are read once
    watched = []
    try:
        for words in HOSTILE:
            case_sheet(replace(BARE, description=words, unit=words, status=words), nb)
        seen = watched
    finally:
        watched = None
    assert seen == []


def test_what_cannot_be_drawn_is_shown_by_its_number():
    assert literal("你a\x07\ud800😀") == "[U+4F60]a[U+0007][U+D800][U+1F600]"
    assert literal("\u202e\u200b\ufeff\u00ad") == "[U+202E][U+200B][U+FEFF][U+00AD]"


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
