"""The ways people, word processors and web pages write a national number.

Most stand in the screen's own corpus as patterns whose letters a to k stand for the digits. Those
that change the digits themselves, or put words between them, are added here.
"""

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

Write = Callable[[str], str]

CORPUS = json.loads(
    (Path(__file__).parents[1] / "domain" / "screening_corpus.json").read_text("utf-8")
)
CARRIERS: list[str] = CORPUS["carriers"]["nb"] + CORPUS["carriers"]["nn"]
ENTITY = re.compile(r"(&#?\w+;|%[0-9A-F]{2})")
WORDS = ["null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni"]


def _pattern(form: str) -> Write:
    """Let the letters a to k of a form stand for the digits; entities are left alone."""

    def write(number: str) -> str:
        table = str.maketrans("abcdefghijk", number)
        pieces = ENTITY.split(form)
        return "".join(p if ENTITY.fullmatch(p) else p.translate(table) for p in pieces)

    return write


def _digits_from(zero: str) -> Write:
    return lambda number: "".join(chr(ord(zero) + int(digit)) for digit in number)


def _digits_among(signs: str) -> Write:
    return lambda number: "".join(signs[int(digit)] for digit in number)


def _each(write: Write) -> Write:
    return lambda number: "".join(map(write, number))


def _split(words: str) -> Write:
    return lambda number: f"{number[:6]}{words}{number[6:]}"


def _day_first(words: str) -> Write:
    return lambda number: f"{number[:2]}.{number[2:4]}.{number[4:6]}{words}{number[6:]}"


OWN: dict[str, Write] = {
    "full-width digits": _digits_from("\uff10"),
    "Arabic-Indic digits": _digits_from("\u0660"),
    "Devanagari digits": _digits_from("\u0966"),
    "mathematical bold digits": _digits_from("\U0001d7ce"),
    "superscript digits": _digits_among("⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "circled digits": _digits_among("⓪①②③④⑤⑥⑦⑧⑨"),
    "the letter O for nought": lambda number: number.replace("0", "O"),
    "the letter l for one": lambda number: number.replace("1", "l"),
    "O and I, in two groups": lambda number: _split(" ")(number.translate({48: "o", 49: "I"})),
    "decimal entities": _each(lambda digit: f"&#{ord(digit)};"),
    "hexadecimal entities": _each(lambda digit: f"&#x{ord(digit):x};"),
    "percent encoding": _each(lambda digit: f"%{ord(digit):02X}"),
    "backslash escapes": _each(lambda digit: f"\\u{ord(digit):04x}"),
    "zero-width signs between digits": _each(lambda digit: f"{digit}\u200b"),
    "direction marks around groups": _split("\u202c\u200e "),
    "combining marks on digits": _each(lambda digit: f"{digit}\u0301"),
    "the word personnr between": _split(" personnr. "),
    "the word personnummer between": _split(", personnummer "),
    "a date, then personnr": _day_first(", personnr "),
    "a date, then pnr": _day_first(" pnr: "),
    "several spaces": _split("     "),
    "a blank line between": _split("\n\n"),
    "a plus sign between": _split("+"),
    "brackets around the last": lambda number: f"{number[:6]} ({number[6:]})",
    "digits in words": lambda number: " ".join(WORDS[int(digit)] for digit in number),
    "base64": lambda number: base64.b64encode(number.encode()).decode(),
}

WRITTEN_FORMS: dict[str, Write] = {
    **{ascii(form): _pattern(form) for form in CORPUS["written_forms"]},
    **OWN,
}
"""Every form by name."""

LOST_IN_SMALL_LETTERS = frozenset({"base64"})
"""Forms that hold no number any more when their capitals are gone."""

PLAIN_FORMS: tuple[Write, ...] = tuple(map(_pattern, CORPUS["written_forms"]))
"""Forms of which none may be missed."""


def sentence(number: str, random: Random) -> str:
    """Give a sentence that a person could have written, with the number in it."""
    return random.choice(CARRIERS).format(random.choice(PLAIN_FORMS)(number))
