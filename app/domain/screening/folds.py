"""What each character is to the patterns: one of few signs, or nothing."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

DIGIT = re.compile("[0-9]")
WHITE_SPACE = frozenset("\t\n\v\f\r\x85")
"""White space that Unicode does not count among its separators (Z)."""
MOST_KEPT = 5_000
"""Characters whose fold is kept; a text of all of Unicode shall not fill the memory."""


class Folds(dict[str, str]):
    """From character to signs, worked out when a character is first met."""

    def __init__(self, digits: Iterable[list[int]], same_as: Mapping[str, str]) -> None:
        """Take runs of digits (first code point, its value, how many) and signs read as others."""
        super().__init__()
        self._same_as = str.maketrans(dict(same_as))
        for first, value, count in digits:
            for step in range(count):
                self[chr(first + step)] = str(value + step)

    def __missing__(self, character: str) -> str:
        """Fold a character that is no digit."""
        signs = "".join(map(_folded, unicodedata.normalize("NFKC", character)))
        if not DIGIT.search(signs):
            signs = signs[:1]  # one character may stand for a whole phrase
        signs = signs.translate(self._same_as)
        if len(self) < MOST_KEPT:
            self[character] = signs
        return signs


def _folded(sign: str) -> str:
    category = unicodedata.category(sign)
    if category[0] == "Z" or sign in WHITE_SPACE:
        return " "
    if category == "Pd":
        return "-"
    return "" if category[0] == "M" or category in {"Cc", "Cf"} else sign
