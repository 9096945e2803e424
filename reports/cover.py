"""The first page: whose report it is, of which year, for whom; and the list of contents."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from reports import structure
from reports.flowables import Block, Heading
from reports.fonts import width
from reports.painters import pdf
from reports.theme import (
    ACCENT,
    BODY,
    BOLD,
    CONTENT_WIDTH,
    INK,
    MARGIN_SIDE,
    MARGIN_TOP,
    ON_ACCENT_QUIET,
    PAGE_WIDTH,
    QUIET,
    REGULAR,
    SEMIBOLD,
    WHITE,
    Style,
)
from reports.typesetting import clamped, clamped_spaced, literal

OVERLINE = Style(SEMIBOLD, size=11.0, leading=15.0, colour=WHITE)
TITLE = Style(BOLD, size=30.0, leading=37.0, colour=WHITE)
LOW_TITLE = TITLE.but(size=23.0, leading=29.0)
SUBTITLE = Style(REGULAR, size=14.0, leading=20.0, colour=ON_ACCENT_QUIET)
MARK = Style(SEMIBOLD, size=9.5, leading=12.0, colour=INK)


class Cover(Block):
    """A band of colour over the top of the page, with the title in it.

    ``mark`` is a word in a box at the upper right, such as «Fiktive tall»; ``low`` saves room.
    """

    role = "Div"
    air_below = 26

    def __init__(
        self, overline: str, title: str, subtitles: Sequence[str], *, mark: str = "",
        low: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.overline = clamped_spaced(overline, OVERLINE, CONTENT_WIDTH - 130, 2)
        self.style = LOW_TITLE if low else TITLE
        self.title = clamped_spaced(title, self.style, CONTENT_WIDTH, 2)
        self.subtitles = [clamped(line, SUBTITLE, CONTENT_WIDTH, 1)[0] for line in subtitles]
        self.mark, self.width, self.height = mark, CONTENT_WIDTH, 112.0 if low else 250.0

    def paint(self, canvas: Canvas) -> None:
        """Fill the band and write in it, in the order it is read."""
        with structure.artifact(canvas):
            canvas.setFillColor(pdf.colour(ACCENT))
            canvas.rect(-MARGIN_SIDE, 0, PAGE_WIDTH, self.height + MARGIN_TOP, stroke=0, fill=1)
        below = (len(self.subtitles) - 1) * SUBTITLE.leading
        foot = (18 if self.style is LOW_TITLE else 32) + below
        first = foot + 32 + (len(self.title) - 1) * self.style.leading
        with structure.element(canvas, "P"):
            pdf.write(canvas, 0, self.height - 10, self.overline, OVERLINE)
        with structure.element(canvas, "H1"):
            pdf.write(canvas, 0, first, self.title, self.style)
        for place, line in enumerate(self.subtitles):
            with structure.element(canvas, "P"):
                pdf.write(canvas, 0, foot - place * SUBTITLE.leading, [line], SUBTITLE)
        if self.mark:
            self._stamp(canvas)

    def _stamp(self, canvas: Canvas) -> None:
        long = width(self.mark, SEMIBOLD, MARK.size) + 20
        with structure.artifact(canvas):
            canvas.setFillColor(pdf.colour(WHITE))
            canvas.roundRect(self.width - long, self.height - 16, long, 22, 3, stroke=0, fill=1)
        with structure.element(canvas, "P"):
            pdf.write(canvas, self.width - long + 10, self.height - 8.5, [self.mark], MARK)


class Contents(Block):
    """The headings with their page numbers, in two columns; each entry leads to its heading."""

    role = "TOC"
    air_above = 6
    STYLE = BODY.but(size=9.5, leading=18.0)

    def __init__(self, headings: Sequence[Heading]) -> None:
        super().__init__()
        self.headings = list(headings)
        self.deep = -(-len(self.headings) // 2)
        self.each = CONTENT_WIDTH / 2 - 12
        self.width, self.height = CONTENT_WIDTH, self.deep * self.STYLE.leading

    def paint(self, canvas: Canvas) -> None:
        """Write each heading with its page, down the first column and then the second."""
        for place, heading in enumerate(self.headings):
            column, row = divmod(place, self.deep)
            left = column * (self.each + 24)
            lower = self.height - (row + 1) * self.STYLE.leading
            with structure.element(canvas, "TOCI"), structure.element(canvas, "Reference"):
                self._entry(canvas, heading, left, lower)

    def _entry(self, canvas: Canvas, heading: Heading, left: float, lower: float) -> None:
        words = clamped(heading.text, self.STYLE, self.each - 30, 1)[0]
        page = str(heading.page)
        area = (left, lower, left + self.each, lower + self.STYLE.leading)
        with structure.element(canvas, "Link"):
            pdf.write(canvas, left, lower + 5, [f"{words} "], self.STYLE)
            quiet = self.STYLE.but(colour=QUIET)
            pdf.write_figure(canvas, left + self.each, lower + 5, page, quiet)
            structure.link(canvas, area, heading.origin, f"{literal(heading.text)}, {page}")
