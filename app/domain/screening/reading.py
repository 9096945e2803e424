"""A text as the patterns see it: few signs, all in plain sight, each knowing where it stood."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from app.domain.screening.rules import Rules

Piece = tuple[int, int, str]
"""Where a piece of the text starts and ends, and the characters it stands for."""


@dataclass(frozen=True)
class Reading:
    """One way to read a text: sign ``i`` stood at ``places[i]`` (start, end) as it was written."""

    signs: str
    places: tuple[tuple[int, int], ...]

    def span(self, match: re.Match[str]) -> tuple[int, int]:
        """Give the place in the text of a match among the signs."""
        return self.places[match.start()][0], self.places[match.end() - 1][1]


def readings(text: str, rules: Rules) -> Iterator[Reading]:
    """Read a text as it stands, with its encodings undone, and each with O and l as digits.

    Each is a reading of its own, since undoing one may break a number that stands there plainly.
    """
    yield from _readings_of(_characters(text, 0, len(text)), rules)
    if rules.encoded.search(text):
        yield from _readings_of(_decoded(text, rules.encoded), rules)


def _readings_of(pieces: Iterable[Piece], rules: Rules) -> Iterator[Reading]:
    folded = [
        (sign, (start, end))
        for start, end, characters in pieces
        for character in characters
        for sign in _fold(character)
    ]
    signs = "".join(sign for sign, _ in folded).translate(rules.same_as)
    places = tuple(place for _, place in folded)
    yield Reading(signs, places)
    as_digits = rules.lookalike_run.sub(lambda run: run[0].translate(rules.lookalikes), signs)
    if as_digits != signs:
        yield Reading(as_digits, places)


def _characters(text: str, start: int, end: int) -> Iterator[Piece]:
    return ((place, place + 1, text[place]) for place in range(start, end))


def _decoded(text: str, encoded: re.Pattern[str]) -> Iterator[Piece]:
    """Undo HTML entities and percent encoding, once."""
    place = 0
    for match in encoded.finditer(text):
        yield from _characters(text, place, match.start())
        yield (*match.span(), unquote(unescape(match[0])))
        place = match.end()
    yield from _characters(text, place, len(text))


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    """Reduce a character to the signs that the patterns know; what cannot be seen is gone."""
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    folded = "".join(map(_fold_sign, unicodedata.normalize("NFKC", character)))
    holds_digits = any(map(str.isdecimal, folded))
    return folded if holds_digits else folded[:1]  # one character may stand for a whole phrase


def _fold_sign(sign: str) -> str:
    if sign.isspace():
        return " "
    category = unicodedata.category(sign)
    if category == "Pd":
        return "-"
    return "" if category[0] == "M" or category in {"Cc", "Cf"} else sign
