"""A CSV file with steering information, read row by row.

The file is UTF-8, with or without a byte order mark, and has semicolons or commas. The first line
names the columns: ``kommune``, ``maaned``, ``maal``, ``antall`` and, where there is one,
``detalj``, in any order; «måned» and «mål» will do. Each line is read by itself, so that a
quotation mark that is never closed spoils no other line. Empty lines are passed over.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence

from app.domain.steering import RefusedRow, SteeringFile, SteeringKey, SteeringRow
from app.domain.steering_cells import (
    IDENTIFIER,
    READERS,
    Known,
    RowFault,
    is_identifier,
    read_cells,
)
from app.domain.vocabulary import Words

COLUMNS = tuple(READERS)
OPTIONAL = frozenset({"detalj"})
ALSO_CALLED = {"måned": "maaned", "månad": "maaned", "mål": "maal"}
MOST_BYTES = 1_000_000
MOST_LINES = 5_000
LONGEST_LINE = 300
LINE_END = re.compile("\r\n|\n|\r")
BYTE_ORDER_MARK = "\ufeff"
TEMPLATE = (
    "kommune;maaned;maal;antall;detalj\r\n"
    "Tønsberg;2026-01;utskrivninger;310;\r\n"
    "Tønsberg;2026-01;akuttinnleggelser;205;\r\n"
    "Tønsberg;2026-01;akuttinnleggelser;120;fra fastlege\r\n"
)
"""An example of the file, for whoever makes the first one; the figures are made up."""

EMPTY = Words("Filen er tom.", "Fila er tom.")
TOO_LARGE = Words("Filen er større enn 1 MB. Del den opp.", "Fila er større enn 1 MB. Del ho opp.")
NOT_TEXT = Words(
    "Filen er ikke CSV i UTF-8. Lagre den fra regnearket som «CSV UTF-8», og prøv igjen.",
    "Fila er ikkje CSV i UTF-8. Lagre ho frå reknearket som «CSV UTF-8», og prøv igjen.",
)
NO_COLUMNS = Words(
    "Første linje må ha kolonnene kommune, maaned, maal og antall, og kan ha detalj. "
    "Andre kolonner kan filen ikke ha.",
    "Første linje må ha kolonnane kommune, maaned, maal og antall, og kan ha detalj. "
    "Andre kolonnar kan fila ikkje ha.",
)
TOO_MANY_LINES = Words(
    "Filen har mer enn 5 000 linjer. Del den opp.",
    "Fila har meir enn 5 000 linjer. Del ho opp.",
)
LONG_LINE = Words(
    f"Raden er for lang. Den kan ha høyst {LONGEST_LINE} tegn.",
    f"Rada er for lang. Ho kan ha høgst {LONGEST_LINE} teikn.",
)
MORE_CELLS = Words(
    "Raden har flere felt enn første linje har kolonner.",
    "Rada har fleire felt enn første linje har kolonnar.",
)
OPEN_QUOTE = Words("Anførselstegnene i raden går ikke opp.", "Hermeteikna i rada går ikkje opp.")


class UnreadableFile(Exception):
    """No row of the file can be read; ``words`` say what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.nb)
        self.words = words


def read_file(content: bytes, known: Known) -> SteeringFile:
    """Read every row that can be read, and name the others.

    Of two rows about the same thing the first holds, and the second is refused.

    Raises:
        UnreadableFile: when it is no such file at all.
    """
    lines = _lines(content)
    (_, heading), *rows = lines
    separator = ";" if ";" in heading else ","
    columns = _columns(heading, separator)
    accepted: dict[SteeringKey, SteeringRow] = {}
    refused: list[RefusedRow] = []
    for number, line in rows:
        try:
            row = _row(number, line, separator, columns, known)
            _refuse_double(row, accepted)
            accepted[row.key] = row
        except RowFault as fault:
            refused.append(_refused(number, line, fault.reasons, known))
    return SteeringFile(tuple(accepted.values()), tuple(refused))


def _lines(content: bytes) -> list[tuple[int, str]]:
    """Give the lines that have anything in them, numbered from 1 as the file has them."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile(TOO_LARGE)
    try:
        text = content.decode("utf-8").removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError as fault:
        raise UnreadableFile(NOT_TEXT) from fault
    if "\0" in text:
        raise UnreadableFile(NOT_TEXT)
    every = enumerate(LINE_END.split(text), start=1)
    lines = [(number, line) for number, line in every if line.strip(" \t;,")]
    if not lines:
        raise UnreadableFile(EMPTY)
    if len(lines) > MOST_LINES:
        raise UnreadableFile(TOO_MANY_LINES)
    return lines


def _columns(heading: str, separator: str) -> tuple[str, ...]:
    try:
        names = [_plain(name).casefold() for name in _cells(heading, separator)]
    except RowFault as fault:
        raise UnreadableFile(NO_COLUMNS) from fault
    columns = tuple(ALSO_CALLED.get(name, name) for name in names)
    named = [name for name in columns if name]
    is_whole = set(COLUMNS) - OPTIONAL <= set(named) <= set(COLUMNS)
    if not is_whole or len(named) != len(set(named)):
        raise UnreadableFile(NO_COLUMNS)
    return columns


def _row(
    number: int, line: str, separator: str, columns: Sequence[str], known: Known
) -> SteeringRow:
    cells = [_plain(text) for text in _cells(line, separator)]
    key, count = read_cells(dict(_named(cells, columns)), known)
    return SteeringRow(number, key, count)


def _named(cells: Sequence[str], columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    for place, text in enumerate(cells):
        name = columns[place] if place < len(columns) else ""
        if name:
            yield name, text
        elif text:
            raise RowFault((MORE_CELLS,))


def _cells(line: str, separator: str) -> list[str]:
    if len(line) > LONGEST_LINE:
        raise RowFault((LONG_LINE,))
    try:
        return next(csv.reader([line], delimiter=separator, strict=True))
    except csv.Error as fault:
        raise RowFault((OPEN_QUOTE,)) from fault


def _plain(text: str) -> str:
    """Give a cell in one Unicode form, with single plain spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _refuse_double(row: SteeringRow, accepted: dict[SteeringKey, SteeringRow]) -> None:
    before = accepted.get(row.key)
    if before is not None:
        raise RowFault((_stands_before(before.line),))


def _stands_before(line: int) -> Words:
    return Words(
        f"Samme kommune, måned, mål og detalj står på linje {line}. Tallet der er brukt.",
        f"Same kommune, månad, mål og detalj står på linje {line}. Talet der er brukt.",
    )


def _refused(number: int, line: str, reasons: tuple[Words, ...], known: Known) -> RefusedRow:
    """Show what stood there, unless it is too long to show or could identify somebody."""
    if len(line) > LONGEST_LINE:
        return RefusedRow(number, reasons)
    if IDENTIFIER in reasons or is_identifier(line, known.screen):
        return RefusedRow(number, (IDENTIFIER,))
    return RefusedRow(number, reasons, line.strip())
