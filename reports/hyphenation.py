"""Long Norwegian words in narrow headings: parted with a hyphen, and only where they must be.

The rule is Språkrådet's main rule for parting words: one consonant goes with the vowel after it.
"""

import re

from reports.fonts import width
from reports.theme import Style
from reports.typesetting import literal

_PLACES = re.compile(
    r"(?<=[^\W\d_])(?=(?:skj|sj|kj|tj|[bcdfghjklmnpqrstvwxz])[aeiouy\xe6\xf8\xe5])", re.IGNORECASE
)  # the last three vowels are æ, ø and å
LEAST = 3
"""Letters that stand before and after a hyphen at least."""


def fitted(words: str, style: Style, room: float) -> str:
    """Give the words with a hyphen and a line end in those too long for ``room`` points."""
    return " ".join(_fitted(word, style, room) for word in literal(words).split(" "))


def _fitted(word: str, style: Style, room: float) -> str:
    if width(word.replace("\n", ""), style.face, style.size) <= room:
        return word
    places = [
        at.start() for at in _PLACES.finditer(word) if LEAST <= at.start() <= len(word) - LEAST
    ]
    fit = [at for at in places if width(word[:at] + "-", style.face, style.size) <= room]
    if not fit:
        return word
    return f"{word[: fit[-1]]}-\n{_fitted(word[fit[-1] :], style, room)}"
