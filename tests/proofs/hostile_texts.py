"""Any text, however hostile, long or multilingual, is printed as it stands.

Ten thousand texts are drawn by chance from pieces: Norwegian and Sámi, ten other scripts, emoji,
combining and bidirectional signs, control characters, half surrogates, any code point at all,
mark-up of every kind, PDF's own syntax, words of a thousand letters and spaces of every width. Each
stands in a case's PDF three times: as running text, as a heading and in a table. The PDF is then
read as a screen reader does, by its tags, and every text must be there, word for word; what Inter
cannot draw must be there by its number, as [U+1F600]. While a PDF is drawn nothing may be opened,
no file and no connection, and no drawing may fail.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from time import process_time

from app.language import Language
from reports.case_sheet import CaseSheet, case_sheet
from reports.typesetting import literal
from tests.proofs.ground import Counts, Ground, Size
from tests.reports.hostile import HOSTILE
from tests.reports.reading_tags import Tag, read

TEXTS = 10_000
A_DOCUMENT = 20
LONGEST_SECONDS = 2.0
SCRIPTS = (
    "abcdefghijklmnopqrstuvwxyzæøåÆØÅ",
    "áčđŋšŧžÁČĐŊŠŦŽ",
    "ąćęłńóśźż",
    "абвгдеёжз",
    "αβγδε",
    "مرحبا بكم",
    "שלום",
    "你好世界",
    "ខ្មែរ",
    "हिन्दी",
    "ไทย",
    "😀🏥👩‍⚕️🇳🇴",
    "\u0300\u0301\u0308\u030a\u0327",
    "\u202a\u202b\u202d\u202e\u2066\u2069\u200e\u200f",
    "\u200b\u200c\u200d\u2060\ufeff\u00ad",
    "\x00\x01\x07\x0b\x0c\x1b\x7f\x85\x9f",
    "\ud800\udbff\udc00\udfff\ue000\uffff",
    " \t\n\r\u00a0\u2002\u2003\u2009\u202f\u2028\u2029\u3000",
    "<>&'\"()[]{}\\/%#$~^*=+-_|.,:;!?",
    "0123456789",
)
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

watched: list[tuple[str, object]] | None = None


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if watched is not None and (event == "open" or event.startswith(("socket.", "subprocess."))):
        watched.append((event, arguments[0]))


sys.addaudithook(_watch)


@contextmanager
def watching() -> Iterator[list[tuple[str, object]]]:
    """Give what is opened meanwhile: files, connections, programs."""
    global watched  # noqa: PLW0603 - an audit hook cannot be taken away again
    watched = []
    try:
        yield watched
    finally:
        watched = None


def prove(ground: Ground, size: Size, random: Random) -> Counts:
    """Draw the texts and read them back.

    Raises:
        AssertionError: when a text is not read back, or something is opened.
    """
    language = Language("nb")
    case_sheet(BARE, language)  # fonts and modules are read once
    texts = [drawn_text(random) for _ in range(size.of(TEXTS))]
    slowest, opened, length = 0.0, 0, 0
    for some in _batched(texts):
        begun = process_time()
        with watching() as seen:
            document = case_sheet(_sheet(some), language)
        slowest, opened = max(slowest, process_time() - begun), opened + len(seen)
        length += len(document)
        assert_told(some, read(document))
    assert opened == 0, f"{opened} files or connections were opened"
    seconds = _longest(random, language)
    return {
        "texts": len(texts),
        "code points": sum(map(len, texts)),
        "of them different": len(set("".join(texts))),
        "bytes of PDF": length,
        "texts not read back word for word": 0,
        "files and connections opened": opened,
        "drawings that failed": 0,
        f"slowest document of {A_DOCUMENT} texts, processor milliseconds": round(slowest * 1000),
        "the longest case, processor milliseconds": round(seconds * 1000),
    }


def drawn_text(random: Random) -> str:
    """Draw a text of up to some hundred code points."""
    return "".join(_piece(random) for _ in range(random.randint(1, 12)))


def assert_told(texts: Sequence[str], root: Tag) -> None:
    """Demand that each text is told three times over, in order, word for word."""
    for role in ("H3", "P", "TD"):
        told = [" ".join(_told(tag).split()) for tag in root.all(role)]
        for words in filter(None, (" ".join(literal(text).split()) for text in texts)):
            assert words in told, f"{words!r} is not told as {role}"


def _told(tag: Tag) -> str:
    return str(tag.said.get("/ActualText", tag.text))


def _batched(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(texts), A_DOCUMENT):
        yield texts[first : first + A_DOCUMENT]


def _sheet(texts: Sequence[str]) -> CaseSheet:
    return replace(
        BARE,
        title=texts[0],
        helsefellesskap=texts[-1],
        answer=tuple((text, text) for text in texts),
        timeline=tuple((text, text, text) for text in texts),
    )


def _piece(random: Random) -> str:
    kind = random.random()
    if kind < 0.25:
        return random.choice(HOSTILE)
    if kind < 0.35:
        return "".join(chr(random.randrange(sys.maxunicode + 1)) for _ in range(8))
    letters = random.choice(SCRIPTS)
    most = 1000 if kind > 0.995 else 30
    return "".join(random.choices(letters, k=random.randint(1, most)))


def _longest(random: Random, language: Language) -> float:
    """Draw the longest case that can be written, and give the processor's seconds."""
    long = "".join(random.choices(SCRIPTS[0] + "    ", k=5000))
    sheet = replace(
        BARE,
        description=long * 2,
        proposal=long,
        unit="ø" * 100_000,
        answer=tuple((f"Svar {number}", long) for number in range(10)),
    )
    begun = process_time()
    case_sheet(sheet, language)
    seconds = process_time() - begun
    assert seconds < LONGEST_SECONDS, f"the longest case took {seconds:.1f} s"
    return seconds
