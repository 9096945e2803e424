"""A text as words, each with what it may be: a name for sure, maybe, or an unknown capital."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from app.domain.screening.names import Names
from app.domain.screening.reading import Reading

GOES_ON = frozenset({"", ",", "-", "/", "(", "'", "\u2019", "&"})
"""What may stand, beside spaces, between two words of one sentence."""

COMPOUND = re.compile("-[a-z\u00df-\u00f6\u00f8-\u00ff]")
"""What goes on in small letters after a hyphen, as in Baxter-pumpe, is no person's name."""

SHORTEST_NAME = 3
"""Letters; a shorter word is a name only where another word says so."""


class Shape(Enum):
    """How a word is written: kari, Kari, KARI, K."""

    SMALL = auto()
    CAPITAL = auto()
    CAPS = auto()
    LETTER = auto()


class Rank(Enum):
    """What a word may be: no name, an unknown word with a capital, maybe a name, surely one."""

    NONE = auto()
    OPEN = auto()
    MAYBE = auto()
    SURE = auto()


UNSURE = frozenset({Rank.OPEN, Rank.MAYBE})


class Word(NamedTuple):
    """A word, with the signs since the word before it.

    ``key`` is the word as it is looked up; ``base`` the same without its last s, unless it is a
    name, or known, with it. It ``opens`` a sentence when it is not SMALL and is the first word,
    when a line breaks in the gap, or when the gap, without spaces, is not one of ``GOES_ON``, nor
    ": " after a word of ``naming``.
    """

    start: int
    end: int
    gap: str
    key: str
    base: str
    shape: Shape
    rank: Rank
    opens: bool
    has_dot: bool


def words_of(text: str, reading: Reading, names: Names) -> Iterator[Word]:
    """Give the words of a reading of ``text``: what ``word`` finds, in order."""
    signs, last, last_key = reading.signs, 0, ""
    for match in names.word.finditer(signs):
        start, end = match.span()
        gap = signs[last:start]
        key = names.key(match[0])
        base = _base(key, names)
        shape = _shape(match[0])
        goes_on = gap.strip(" ") in GOES_ON or (gap == ": " and last_key in names.naming)
        opens = shape is not Shape.SMALL and (
            not last or not goes_on or _breaks(text, reading, last, start)
        )
        rank = _rank(key, base, shape, names, opens=opens)
        if rank in UNSURE and COMPOUND.match(signs, end):
            rank = Rank.NONE
        yield Word(start, end, gap, key, base, shape, rank, opens, signs[end : end + 1] == ".")
        last, last_key = end, key


def _breaks(text: str, reading: Reading, last: int, start: int) -> bool:
    """Tell whether a new line begins between two signs, which folding makes a space."""
    return "\n" in text[reading.ends[last - 1] : reading.starts[start]]


def _base(key: str, names: Names) -> str:
    is_whole = not key.endswith("s") or key in names.known or names.lists(key)
    return key if is_whole else key[:-1]


def _shape(word: str) -> Shape:
    """Tell how a word is written; SiV and the like are no more than small."""
    if word[0] == word[0].lower():
        return Shape.SMALL
    if len(word) == 1:
        return Shape.LETTER
    if word == word.upper():
        return Shape.CAPS
    return Shape.CAPITAL if word[1:] == word[1:].lower() else Shape.SMALL


def _rank(key: str, base: str, shape: Shape, names: Names, *, opens: bool) -> Rank:
    """Rank a word: what is listed is SURE unless it means more than a name."""
    if key in names.abbreviations or not key.isalpha():
        return Rank.NONE
    if names.lists(base):
        return _rank_listed(base, shape, names)
    if shape is not Shape.CAPITAL or len(key) < SHORTEST_NAME:
        return Rank.NONE
    is_listed = key in names.known or key in names.ordinary or key in names.places
    if is_listed or base in names.known or key.endswith(names.thing_endings):
        return Rank.NONE
    if opens and not base.endswith(names.farm_endings):
        return Rank.NONE  # every sentence begins with a capital
    return Rank.OPEN


def _rank_listed(base: str, shape: Shape, names: Names) -> Rank:
    means_more = base in names.ordinary or base in names.places or base in names.known
    if shape is Shape.SMALL:
        is_sure = not means_more and base not in names.capital_only
        return Rank.SURE if is_sure and len(base) >= SHORTEST_NAME else Rank.NONE
    return Rank.MAYBE if means_more or len(base) < SHORTEST_NAME else Rank.SURE
