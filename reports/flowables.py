"""The blocks documents are built of: ReportLab flowables that know their role and draw in one way.

No block parses markup: text is printed as it stands. Every block that can be taller than a page can
be split, so that nothing is ever too large to print.
"""

from collections.abc import Sequence
from copy import copy
from functools import cached_property
from typing import Self

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from reports import structure
from reports.fonts import width
from reports.marks import Chart
from reports.painters import pdf
from reports.tagging.tree import Role
from reports.theme import ACCENT, BODY, HEADINGS, MEASURE, QUIET, Style
from reports.typesetting import cuts_words, literal, spaced_lines

ABOVE = 20
"""Points of air that a reader sees above a heading that a link has led to."""

WIDOW = 2
"""The fewest lines of a paragraph left alone at the foot or head of a page."""


class Block(Flowable):
    """What every block shares: a role in the structure, air around it, and one way to draw.

    A block without a role leaves no ink. ``origin`` is the block itself, or the one it is a part of
    after a split: it names the one element that all parts are.
    """

    role: Role | None = "P"
    air_above: float = 0
    air_below: float = 0
    leads_on: bool = False

    @cached_property
    def origin(self) -> object:
        """What all parts of a split block share, and no other block has."""
        return object()

    def draw(self) -> None:
        """Draw inside the structure's hook; blocks override :meth:`paint` only."""
        if self.role is None:
            return
        with structure.element(self.canv, self.role, self.spoken(), of=self.origin):
            self.paint(self.canv)

    def spoken(self) -> str:
        """Give the words to speak where the ink alone does not tell."""
        return ""

    def least(self, room: float) -> float:
        """Give the height of the smallest part that may begin a page's last space."""
        return self.wrap(room, 0)[1]

    def paint(self, canvas: Canvas) -> None:
        """Draw with the lower left corner in the origin."""
        raise NotImplementedError


class PageBreak(Block):
    """The next block begins a new page."""

    role = None

    def paint(self, canvas: Canvas) -> None:
        """Leave no mark."""


class Paragraph(Block):
    """Plain text in one style; ``bullet`` stands to the left of the first line."""

    def __init__(self, text: str, style: Style = BODY, *, bullet: str = "") -> None:
        super().__init__()
        self.text, self.style, self.bullet = text, style, bullet
        self.role = "LI" if bullet else "P"
        self.indent = 14.0 if bullet else 0.0
        self.air_above, self.air_below = style.before, style.after
        self.lines: list[str] | None = None
        self.parted: list[str] | None = None
        self.begins = True

    def spoken(self) -> str:
        """Give the whole text where a line ends within a word, and nothing else does."""
        return self._whole() if self.role != "LI" else ""

    def _whole(self) -> str:
        return literal(self.text) if cuts_words(self._set()) else ""

    def _set(self) -> list[str]:
        """Give the lines of the block that this is a part of."""
        return self.parted or self.lines or []

    def wrap(self, room: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Break into lines once, and give width and height."""
        if self.lines is None:
            measure = min(room, MEASURE * self.style.size)
            self.lines = spaced_lines(self.text, self.style, measure - self.indent)
        self.width, self.height = room, len(self.lines) * self.style.leading
        return self.width, self.height

    def least(self, room: float) -> float:
        """Ask for two lines, or the whole of three, lest one is left alone."""
        self.wrap(room, 0)
        count = len(self.lines or [])
        return self.style.leading * (count if count <= WIDOW + 1 else WIDOW)

    def split(self, room: float, height: float) -> list[Flowable]:
        """Give what fits in the height and the rest, or nothing when too little fits."""
        self.wrap(room, height)
        whole = self.lines or []
        fit = int(height / self.style.leading)
        if len(whole) - fit < WIDOW:
            fit = len(whole) - WIDOW
        return [self._part(whole[:fit]), self._part(whole[fit:], rest=True)] if fit >= WIDOW else []

    def _part(self, part: list[str], *, rest: bool = False) -> Self:
        other = copy(self)
        other.lines, other.parted, other.origin = part, self._set(), self.origin
        if rest:
            other.begins, other.bullet = False, ""
        return other

    def paint(self, canvas: Canvas) -> None:
        """Write the lines, and the bullet beside the first."""
        top = self.height - (self.style.leading + self.style.size * 0.7) / 2
        if self.bullet:
            with structure.element(canvas, "Lbl"):
                pdf.write(canvas, 0, top, [self.bullet], self.style.but(colour=ACCENT))
        if self.role != "LI":
            pdf.write(canvas, self.indent, top, self.lines or [], self.style)
            return
        with structure.element(canvas, "LBody", self._whole(), of=(self.origin, "LBody")):
            pdf.write(canvas, self.indent, top, self.lines or [], self.style)


class Heading(Paragraph):
    """A heading of level 1 to 3, with a bookmark; ``page``, from 1, is known after layout."""

    def __init__(self, text: str, level: int = 1, *, style: Style | None = None) -> None:
        super().__init__(text, style or HEADINGS[level - 1])
        self.level, self.page = level, 0
        self.role = ("H1", "H2", "H3")[level - 1]
        self.leads_on = True

    def paint(self, canvas: Canvas) -> None:
        """Set the bookmark and write the heading."""
        if self.begins:
            place = structure.anchor(canvas, self.origin, self.height + ABOVE)
            structure.bookmark(canvas, literal(self.text), self.level, place)
        super().paint(canvas)


class Figure(Block):
    """A chart; what it shows is spoken."""

    role = "Figure"
    air_below = 10

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart
        self.width, self.height = chart.drawing.width, chart.drawing.height

    def spoken(self) -> str:
        """Give the chart's description."""
        return literal(self.chart.description)

    def paint(self, canvas: Canvas) -> None:
        """Draw the marks."""
        structure.bounded(canvas, self.width, self.height)
        pdf.paint(canvas, self.chart.drawing)


class KeyNumbers(Block):
    """A row of large, calm numbers, each with a few words under it."""

    role = "Div"
    air_below = 14
    NUMBER = Style(face="Inter-SemiBold", size=27.0, leading=34.0, colour=ACCENT)
    WORDS = Style(size=9.0, leading=12.5, colour=QUIET)

    def __init__(self, numbers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.numbers = [(literal(number), words) for number, words in numbers]

    def wrap(self, room: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Share the width out evenly; the words may need several lines."""
        self.each = room / max(len(self.numbers), 1)
        self.words = [spaced_lines(words, self.WORDS, self.each - 16) for _, words in self.numbers]
        tallest = max((len(words) for words in self.words), default=0)
        self.width, self.height = room, self.NUMBER.leading + tallest * self.WORDS.leading + 4
        return self.width, self.height

    def paint(self, canvas: Canvas) -> None:
        """Draw each number above its words."""
        for place, ((number, _), words) in enumerate(zip(self.numbers, self.words, strict=True)):
            left = place * self.each
            with structure.element(canvas, "P", f"{number} {''.join(words)}"):
                pdf.write(canvas, left, self.height - 26, [f"{self._fitted(number)} "], self.NUMBER)
                below = self.height - self.NUMBER.leading - 11
                pdf.write(canvas, left, below, words, self.WORDS)

    def _fitted(self, number: str) -> str:
        roomy = width(number, self.NUMBER.face, self.NUMBER.size) <= self.each
        return number if roomy else "…"


class Fit(Block):
    """Blocks one under another that must share one page: drawn smaller when they are too tall."""

    role = "Div"

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        self.blocks, self.scale = list(blocks), 1.0

    def least(self, room: float) -> float:  # noqa: ARG002
        """Ask for nothing: what room there is will do."""
        return 0.0

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Stack the blocks, and find the scale at which they fit."""
        self.tops: list[float] = []
        below, air = 0.0, 0.0
        for place, block in enumerate(self.blocks):
            below += max(air, block.air_above) if place else 0
            self.tops.append(below)
            below += block.wrap(room, height)[1]
            air = block.air_below
        self.scale = min(1.0, height / below) if below and height > 0 else 1.0
        self.width, self.height = room, below * self.scale
        return self.width, self.height

    def paint(self, canvas: Canvas) -> None:
        """Draw every block in its place."""
        canvas.scale(self.scale, self.scale)
        for block, top in zip(self.blocks, self.tops, strict=True):
            block.drawOn(canvas, 0, self.height / self.scale - top - block.height)
