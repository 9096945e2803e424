"""What hides a number from a pattern is undone: entities, percent, backslash, tags, base64."""

import binascii
import re
import unicodedata
from base64 import b64decode
from collections.abc import Callable

from app.domain.screening.reading import Reading
from app.domain.screening.rules import Undoing

ASCII_DIGIT = re.compile("[0-9]")
ONLY_DIGITS_OF_BASE_64 = str.maketrans("-_", "+/")


def undone(reading: Reading, undoing: Undoing) -> Reading | None:
    """Undo the encodings once and take out the tags; None when there is neither."""
    decoded = _replacing(reading, undoing.encoded, lambda match: _decoded(match[0], undoing))
    plain = _replacing(decoded or reading, undoing.tag, lambda _: "")
    return plain or decoded


def opened(reading: Reading, undoing: Undoing) -> Reading | None:
    """Open what may be base64 of a text with a number; None when nothing is.

    All that stood inside a token stands in the whole token's place.
    """
    return _replacing(reading, undoing.base64, lambda match: _opened(match[0], undoing))


def _replacing(
    reading: Reading, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str | None]
) -> Reading | None:
    """Set other signs in place of each match, but for those whose replacement is None."""
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in pattern.finditer(reading.signs):
        if (new := replacement(match)) is None:
            continue
        start, end = reading.span(*match.span())
        signs += reading.signs[done : match.start()], new
        starts += [*reading.starts[done : match.start()], *[start] * len(new)]
        ends += [*reading.ends[done : match.start()], *[end] * len(new)]
        done = match.end()
    if not done:
        return None
    signs.append(reading.signs[done:])
    return Reading("".join(signs), [*starts, *reading.starts[done:]], [*ends, *reading.ends[done:]])


def _decoded(code: str, undoing: Undoing) -> str | None:
    """Give what an entity, a row of percent codes or an escape stands for."""
    if code[0] == "%":
        return bytes.fromhex(code.replace("%", "")).decode("utf-8", "replace")
    if code[:2] in {"&#", "\\u", "\\x"}:
        return _numbered(code[2:].strip("{};"), is_decimal=code[1] == "#")
    return (undoing.entities if code[0] == "&" else undoing.escapes).get(code[1:].strip(";"))


def _numbered(digits: str, *, is_decimal: bool) -> str | None:
    """Give the character of a number: decimal, or hexadecimal with or without an x in front."""
    try:
        number = int(digits) if is_decimal and digits.isdecimal() else int(digits.lstrip("xX"), 16)
        character = chr(number)
    except ValueError:
        return None  # beyond Unicode
    return None if unicodedata.category(character) == "Cs" else character


def _opened(token: str, undoing: Undoing) -> str | None:
    """Give the text of a base64 token that holds as many digits as a number has."""
    plain = token.rstrip("=").translate(ONLY_DIGITS_OF_BASE_64)
    try:
        text = b64decode(plain + "=" * (-len(plain) % 4)).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return text if len(ASCII_DIGIT.findall(text)) >= undoing.base64_digits else None
