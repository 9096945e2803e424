"""Inter, embedded: the one family of page and PDF.

The files are SIL OFL 1.1 and come with the locked assets that ``make install`` builds. No other
font is ever used, so that a document looks the same and can be archived anywhere.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import digits
from typing import TYPE_CHECKING
from unicodedata import category

from reports.digits import substitutes
from reports.theme import BOLD, REGULAR, REGULAR_TABULAR, SEMIBOLD, SEMIBOLD_TABULAR, Face

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parents[1] / "app" / "static" / "vendor" / "fonts"
FACES: tuple[Face, ...] = (REGULAR, SEMIBOLD, BOLD)
TABULAR: Mapping[Face, Face] = {REGULAR_TABULAR: REGULAR, SEMIBOLD_TABULAR: SEMIBOLD}
"""Faces with digits of one width, for columns of figures, and the faces they are else alike."""

BASIC_PLANE = 0xFFFF
GRAPHEME_JOINER = 0x034F


class FontsMissing(FileNotFoundError):
    """The font files are not there; ``make install`` puts them in place."""


@cache
def faces() -> Mapping[Face, "TTFont"]:
    """Load the faces once and make Inter what every canvas begins with.

    Raises:
        FontsMissing: when a file is not in place.
    """
    # Imported on first use: a web process that draws no document starts a quarter second sooner.
    from reportlab import rl_config  # noqa: PLC0415
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415

    # ReportLab names its first font on every page, used or not: left alone, that is Helvetica.
    rl_config.canvas_basefontname = REGULAR
    rl_config.useA85 = 0  # streams as they are: a fifth smaller than in letters
    loaded = {face: _load(face) for face in FACES} | {face: _tabular(face) for face in TABULAR}
    for font in loaded.values():
        registerFont(font)
    return loaded


def _load(face: Face, named: Face | None = None) -> "TTFont":
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 - as in faces()

    file = FOLDER / f"{face}.ttf"
    if not file.exists():
        raise FontsMissing(f"The font {file.name} is not installed: run «make install».")
    return TTFont(named or face, str(file), asciiReadable=0)


def _tabular(face: Face) -> "TTFont":
    """Load a face anew with its tabular digits in the place of its own."""
    font = _load(TABULAR[face], face)
    own = font.face
    tabular = substitutes(own.get_table("GSUB"))  # type: ignore[no-untyped-call]
    for code in map(ord, digits):
        glyph = own.charToGlyph[code] = tabular[own.charToGlyph[code]]
        own.charWidths[code] = own.hmetrics[glyph][0] * 1000 / own.unitsPerEm
    own.name = face.encode()
    return font


@cache
def advances(face: Face) -> Mapping[int, float]:
    """Give the advance of each code point in the face, in thousandths of the size."""
    widths: Mapping[int, float] = faces()[face].face.charWidths
    return widths


@cache
def drawable() -> frozenset[str]:
    """Give the letters and signs that leave a mark or a space on paper in every face, and newline.

    Control, format and private characters and the joiner of graphemes are left out though the font
    may hold them: a reader must see that they are there. So are those beyond the basic plane, which
    ReportLab embeds but cannot say the text of (ISO 32000-1, 9.10.3).
    """
    shared = frozenset.intersection(*(frozenset(advances(face)) for face in FACES))
    return frozenset("\n").union(
        chr(code)
        for code in shared - {GRAPHEME_JOINER}
        if code <= BASIC_PLANE and not category(chr(code)).startswith("C")
    )


def width(text: str, face: Face, size: float) -> float:
    """Measure drawable text, in points."""
    return sum(map(advances(face).__getitem__, map(ord, text))) * size / 1000
