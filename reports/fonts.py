"""Inter, embedded: the one family of page and PDF.

The files are SIL OFL 1.1 and come with the locked assets that ``make install`` builds. No other
font is ever used, so that a document looks the same and can be archived anywhere.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category

from reports.theme import BOLD, REGULAR, SEMIBOLD, Face

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parents[1] / "app" / "static" / "vendor" / "fonts"
FACES: tuple[Face, ...] = (REGULAR, SEMIBOLD, BOLD)


class FontsMissing(FileNotFoundError):
    """The font files are not there; ``make install`` puts them in place."""


@cache
def faces() -> Mapping[Face, "TTFont"]:
    """Load the three faces once and make Inter what every canvas begins with.

    Raises:
        FontsMissing: when a file is not in place.
    """
    # Imported on first use: a web process that draws no document starts a quarter second sooner.
    from reportlab import rl_config  # noqa: PLC0415
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415

    # ReportLab names its first font on every page, used or not: left alone, that is Helvetica.
    rl_config.canvas_basefontname = REGULAR
    rl_config.useA85 = 0  # streams as they are: a fifth smaller than in letters
    loaded = {face: _load(face) for face in FACES}
    for font in loaded.values():
        registerFont(font)
    return loaded


def _load(face: Face) -> "TTFont":
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 - as in faces()

    file = FOLDER / f"{face}.ttf"
    if not file.exists():
        raise FontsMissing(f"The font {file.name} is not installed: run «make install».")
    return TTFont(face, str(file))


@cache
def advances(face: Face) -> Mapping[int, float]:
    """Give the advance of each code point in the face, in thousandths of the size."""
    widths: Mapping[int, float] = faces()[face].face.charWidths
    return widths


@cache
def drawable() -> frozenset[int]:
    """Give the code points that leave a mark or a space on paper in every face.

    Control, format and private characters are left out though the font may hold them: a reader
    must see that they are there.
    """
    shared = frozenset.intersection(*(frozenset(advances(face)) for face in FACES))
    return frozenset(code for code in shared if not category(chr(code)).startswith("C"))


def width(text: str, face: Face, size: float) -> float:
    """Measure drawable text, in points."""
    each = advances(face)
    return sum(each[ord(letter)] for letter in text) * size / 1000
