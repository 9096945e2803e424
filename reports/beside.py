"""Blocks of a document's own making: two columns, and a framed notice."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from reports import structure
from reports.flowables import Block, Fit
from reports.painters import pdf
from reports.theme import ACCENT, ACCENT_PALE


class Beside(Block):
    """Two columns of blocks, their tops on one line; for small things that are read together."""

    role = "Div"
    air_above = 10
    air_below = 10
    GAP = 24.0

    def __init__(self, left: Sequence[Block], right: Sequence[Block]) -> None:
        super().__init__()
        self.blocks = [*left, *right]
        self.sides = (Fit(left), Fit(right))

    def wrap(self, room: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Give each column half the width, and take the height of the taller."""
        self.each = (room - self.GAP) / 2
        heights = [side.wrap(self.each, 0)[1] for side in self.sides]
        self.width, self.height = room, max(heights)
        return self.width, self.height

    def paint(self, canvas: Canvas) -> None:
        """Draw the left column, then the right."""
        for place, side in enumerate(self.sides):
            side.drawOn(canvas, place * (self.each + self.GAP), self.height - side.height)


class Notice(Block):
    """Paragraphs on a pale ground with a line of colour to the left: what must not be missed."""

    role = "Div"
    air_above = 6
    air_below = 14
    PADDING = 10.0
    INDENT = 14.0

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        self.blocks = list(blocks)
        self.inner = Fit(blocks)

    def wrap(self, room: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Take the height of the paragraphs and the air around them."""
        inner = self.inner.wrap(room - 2 * self.INDENT, 0)[1]
        self.width, self.height = room, inner + 2 * self.PADDING
        return self.width, self.height

    def paint(self, canvas: Canvas) -> None:
        """Fill the ground and write on it."""
        with structure.artifact(canvas):
            canvas.setFillColor(pdf.colour(ACCENT_PALE))
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
            canvas.setFillColor(pdf.colour(ACCENT))
            canvas.rect(0, 0, 3, self.height, stroke=0, fill=1)
        self.inner.drawOn(canvas, self.INDENT, self.PADDING)
