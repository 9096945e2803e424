"""The blocks documents are built of: ReportLab flowables that know their role and draw in one way.

No block parses markup: text is printed as it stands. Every block that can be taller than a page can
be split, so that nothing is ever too large to print.
"""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from reports import structure
from reports.fonts import width
from reports.marks import Chart
from reports.painters import pdf
from reports.theme import ACCENT, BODY, HEADINGS, MEASURE, QUIET, Style
from reports.typesetting import lines, literal

WIDOW = 2
"""The fewest lines of a paragraph left alone at the foot or head of a page."""


class Block(Flowable):
    """What every block shares: a role in the structure, air around it, and one way to draw."""

    role: structure.Role = "P"
    air_above: float = 0
    air_below: float = 0
    leads_on: bool = False

    def draw(self) -> None:
        """Draw inside the structure's hook; blocks override :meth:`paint` only."""
        with structure.element(self.canv, self.role, self.spoken()):
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

    role = "Artifact"

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

    def spoken(self) -> str:
        """Give the whole text, its words apart at line ends too."""
        return literal(self.text)

    def wrap(self, room: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Break into lines once, and give width and height."""
        if self.lines is None:
            measure = min(room, MEASURE * self.style.size)
            self.lines = lines(self.text, self.style, measure - self.indent)
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

    def _part(self, part: list[str], *, rest: bool = False) -> "Paragraph":
        other = Paragraph("\n".join(part), self.style, bullet="" if rest else self.bullet)
        other.lines, other.indent, other.role = part, self.indent, self.role
        return other

    def paint(self, canvas: Canvas) -> None:
        """Write the lines, and the bullet beside the first."""
        top = self.height - (self.style.leading + self.style.size * 0.7) / 2
        if self.bullet:
            with structure.element(canvas, "Artifact"):
                pdf.write(canvas, 0, top, [self.bullet], self.style.but(colour=ACCENT))
        pdf.write(canvas, self.indent, top, self.lines or [], self.style)


class Heading(Paragraph):
    """A heading of level 1 to 3, with a bookmark; ``page`` is known after layout."""

    def __init__(self, text: str, level: int = 1, *, style: Style | None = None) -> None:
        super().__init__(text, style or HEADINGS[level - 1])
        self.level, self.page, self.key = level, 0, ""
        self.role = ("H1", "H2", "H3")[level - 1]
        self.leads_on = True

    def paint(self, canvas: Canvas) -> None:
        """Set the bookmark and write the heading."""
        if self.key:
            canvas.bookmarkHorizontal(self.key, 0, self.height + 20)
            canvas.addOutlineEntry(literal(self.text), self.key, self.level - 1)
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
        pdf.paint(canvas, self.chart.drawing)


class Space(Block):
    """Air."""

    role = "Artifact"

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def paint(self, canvas: Canvas) -> None:
        """Leave no mark."""


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
        self.words = [lines(words, self.WORDS, self.each - 16) for _, words in self.numbers]
        tallest = max((len(words) for words in self.words), default=0)
        self.width, self.height = room, self.NUMBER.leading + tallest * self.WORDS.leading + 4
        return self.width, self.height

    def paint(self, canvas: Canvas) -> None:
        """Draw each number above its words."""
        for place, ((number, _), words) in enumerate(zip(self.numbers, self.words, strict=True)):
            left = place * self.each
            with structure.element(canvas, "P", f"{number} {' '.join(words)}"):
                pdf.write(canvas, left, self.height - 26, [self._fitted(number)], self.NUMBER)
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
