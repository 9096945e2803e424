"""From any text to lines that fit: nothing is markup, nothing is dropped, nothing overflows."""

import re
from collections.abc import Sequence
from itertools import chain
from unicodedata import normalize

from app.domain.redaction import BLACK
from reports.fonts import advances, drawable, width
from reports.theme import Style

SQUARE = "■"
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANKS = re.compile(r"\n[\n ]*\n")
_PIECES = re.compile(r"[^ /-]*(?: +|[/-]+ *)|[^ /-]+")
"""A word with the space, slash or hyphen after it: where a line may end."""


def literal(text: str) -> str:
    """Give the text as it will be printed, character for character.

    Code points that Inter cannot draw, and those that nobody would see, become ``[U+xxxx]``; what
    stands for a hidden character becomes a black square that Inter has. Line ends become one
    newline, and runs of blank lines one blank line.
    """
    plain = _LINE_ENDS.sub("\n", normalize("NFC", text)).replace("\t", " ").replace(BLACK, SQUARE)
    plain = _BLANKS.sub("\n\n", plain)
    shown = drawable()
    if shown.issuperset(plain):
        return plain
    return "".join(letter if letter in shown else f"[U+{ord(letter):04X}]" for letter in plain)


def lines(text: str, style: Style, room: float) -> list[str]:
    """Break a text into lines no wider than ``room`` points; a long word is cut."""
    return [line.rstrip(" ") for line in spaced_lines(text, style, room)]


def spaced_lines(text: str, style: Style, room: float) -> list[str]:
    """As :func:`lines`, but every line keeps the space that it was broken at.

    Set in ink, the space is seen by none, and keeps words apart for those who have the lines read
    aloud or copy them.
    """
    *before, last = [_broken(part, style, room) for part in literal(text).split("\n")]
    return [*chain.from_iterable(map(_ended, before)), *last]


def cuts_words(broken: Sequence[str]) -> bool:
    """Tell whether any line of :func:`spaced_lines` but the last ends within a word."""
    return any(line and line[-1] != " " for line in broken[:-1])


def clamped(text: str, style: Style, room: float, most: int) -> list[str]:
    """As :func:`lines`, but at most ``most`` of them; the last then ends in «…»."""
    return [line.rstrip(" ") for line in clamped_spaced(text, style, room, most)]


def clamped_spaced(text: str, style: Style, room: float, most: int) -> list[str]:
    """As :func:`clamped`, with the spaces of :func:`spaced_lines`."""
    found = spaced_lines(text, style, room)
    if len(found) <= most:
        return found
    last = found[most - 1]
    while last and width(last + "…", style.face, style.size) > room:
        last = last[:-1]
    return [*found[: most - 1], last.rstrip() + "…"]


def _ended(paragraph: list[str]) -> list[str]:
    """End a paragraph in a space, unless it is blank or ends in a hyphen that parts a word."""
    last = paragraph[-1]
    return paragraph if last.endswith((" ", "-")) or not last else [*paragraph[:-1], f"{last} "]


def _broken(paragraph: str, style: Style, room: float) -> list[str]:
    done: list[str] = []
    line, used = "", 0.0
    for piece in _PIECES.findall(paragraph):
        bare = width(piece.rstrip(" "), style.face, style.size)
        if used + bare > room and line:
            done.append(line)
            line, used = "", 0.0
        if bare > room:
            *full, piece = _cut(piece, style, room)  # noqa: PLW2901 - what is left of it
            done.extend(full)
        line += piece
        used += width(piece, style.face, style.size)
    return [*done, line.rstrip(" ")]


def _cut(piece: str, style: Style, room: float) -> list[str]:
    each, limit = advances(style.face), room * 1000 / style.size
    cuts, used = [0], 0.0
    for at, letter in enumerate(piece):
        used += each[ord(letter)]
        if used > limit and at > cuts[-1]:
            cuts.append(at)
            used = each[ord(letter)]
    return [piece[start:end] for start, end in zip(cuts, [*cuts[1:], len(piece)], strict=True)]
