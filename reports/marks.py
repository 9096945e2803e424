"""What a chart is made of. Origin at the top left, y grows downwards, lengths in points."""

from dataclasses import dataclass
from typing import Literal

from reports.theme import REGULAR, Face, Role

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Rect:
    """A filled rectangle."""

    role: Role
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Line:
    """A straight line."""

    role: Role
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Path:
    """An open line through two or more points."""

    role: Role
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Text:
    """One line of text on its baseline."""

    role: Role
    x: float
    y: float
    text: str
    size: float = 9.0
    anchor: Anchor = "start"
    face: Face = REGULAR


Mark = Rect | Line | Path | Text


@dataclass(frozen=True)
class Drawing:
    """Marks and the room they need."""

    width: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Chart:
    """A drawing that says what it shows: ``title`` names it, ``description`` tells it in words."""

    key: str
    title: str
    description: str
    drawing: Drawing
