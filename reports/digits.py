"""Finds a font's tabular digits: all of one width, so that figures under one another align.

They lie behind the OpenType feature «tnum», which ReportLab cannot reach by itself (OpenType 1.9,
GSUB, lookup type 1).
"""

from collections.abc import Iterator, Mapping
from struct import unpack_from

TABULAR = b"tnum"
RANGES, LISTED = 2, 2


class NoTabularDigits(ValueError):
    """The font keeps its tabular digits in another way than Inter does."""


def substitutes(table: bytes) -> Mapping[int, int]:
    """Give the tabular glyph of each glyph that has one, from the bytes of a GSUB table.

    Raises:
        NoTabularDigits: when the table lacks the feature or has it in another format.
    """
    features, lookups = unpack_from(">HH", table, 6)
    for (lookup,) in _lookups_of(table, features):
        start = lookups + _word(table, lookups + 2 + 2 * lookup)
        subtable = start + _word(table, start + 6)
        form, coverage, count = unpack_from(">HHH", table, subtable)
        if form == LISTED:
            found = unpack_from(f">{count}H", table, subtable + 6)
            return dict(zip(_covered(table, subtable + coverage), found, strict=True))
    raise NoTabularDigits("the font has no tabular digits in a list")


def _lookups_of(table: bytes, features: int) -> Iterator[tuple[int]]:
    for number in range(_word(table, features)):
        record = features + 2 + 6 * number
        if table[record : record + 4] == TABULAR:
            yield unpack_from(">H", table, features + _word(table, record + 4) + 4)


def _covered(table: bytes, coverage: int) -> list[int]:
    """Give the glyphs that a coverage table lists, by ranges or one by one."""
    form, count = unpack_from(">HH", table, coverage)
    if form != RANGES:
        return list(unpack_from(f">{count}H", table, coverage + 4))
    ranges = [unpack_from(">HH", table, coverage + 4 + 6 * number) for number in range(count)]
    return [glyph for first, last in ranges for glyph in range(first, last + 1)]


def _word(table: bytes, at: int) -> int:
    (word,) = unpack_from(">H", table, at)
    return int(word)
