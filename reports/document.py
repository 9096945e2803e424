"""Layout first, ink after: pages are filled with blocks, and only then drawn.

ReportLab's own template draws while it lays out, so that a list of contents costs a second build
and a block taller than the page is an error. Here every page is known before the first is drawn.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from textwrap import shorten

from reportlab.pdfgen.canvas import Canvas

from reports import structure
from reports.flowables import Block, Heading, PageBreak
from reports.fonts import faces, width
from reports.painters import pdf
from reports.structure import TaggedCanvas
from reports.tagging.finishing import finish
from reports.tagging.metadata import Properties
from reports.theme import (
    CONTENT_HEIGHT,
    CONTENT_WIDTH,
    FOOTER_AT,
    HAIRLINE,
    MARGIN_SIDE,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    QUIET,
    REGULAR,
    SEMIBOLD,
    Style,
)
from reports.typesetting import clamped, literal

FOOTER = Style(size=8.0, leading=10.0, colour=QUIET)
PRODUCT = "Samhandlingsavvik"
LONGEST_PROPERTY = 1000


@dataclass(frozen=True)
class Imprint:
    """What a document says of itself, in its properties and at the foot of each page.

    ``page_of`` words «Side 3 av 14» from the two numbers; ``mark`` is a word that no page may lack.
    """

    title: str
    author: str
    language: str
    footer: str
    page_of: Callable[[int, int], str]
    mark: str = ""

    @property
    def properties(self) -> Properties:
        """What stands in the file's metadata."""
        return Properties(
            title=_on_a_line(self.title),
            author=_on_a_line(self.author),
            subject=_on_a_line(self.footer),
            language=self.language,
            product=PRODUCT,
        )


def _on_a_line(text: str) -> str:
    return shorten(literal(text), LONGEST_PROPERTY, placeholder="…")


@dataclass
class Page:
    """Blocks, each with the distance from the top of the content to its own top."""

    placed: list[tuple[float, Block]] = field(default_factory=list)
    used: float = 0.0
    air: float = 0.0

    def room_for(self, block: Block) -> float:
        """Give the height left below the air that ``block`` asks for."""
        return CONTENT_HEIGHT - self.used - self._gap(block)

    def add(self, block: Block) -> None:
        """Put the block under what is there."""
        top = self.used + self._gap(block)
        self.placed.append((top, block))
        self.used, self.air = top + block.height, block.air_below

    def _gap(self, block: Block) -> float:
        return max(self.air, block.air_above) if self.placed else 0.0


def lay_out(chapters: Sequence[Sequence[Block]]) -> list[Page]:
    """Fill pages in order, leaving none blank; a chapter that fits on one page stays on one."""
    pages = [Page()]
    for chapter in chapters:
        tall = _height(chapter)
        if pages[-1].placed and tall > pages[-1].room_for(chapter[0]):
            pages.append(Page())
        _fill(pages, deque(chapter))
    return [page for page in pages if page.placed]


def _fill(pages: list[Page], queue: deque[Block]) -> None:
    """Place blocks one under another; what is too tall is split, what belongs together stays."""
    while queue:
        page = pages[-1]
        if isinstance(queue[0], PageBreak):
            queue.popleft()
            pages.append(Page())
        elif page.placed and _least(queue) > page.room_for(queue[0]):
            pages.append(Page())
        else:
            block = queue.popleft()
            rest = _place(block, page)
            if rest:
                queue.extendleft(reversed(rest))
                pages.append(Page())


def _height(blocks: Sequence[Block]) -> float:
    """Give the height of blocks one under another."""
    used, air = 0.0, 0.0
    for place, block in enumerate(blocks):
        used += (max(air, block.air_above) if place else 0.0) + block.wrap(CONTENT_WIDTH, 0)[1]
        air = block.air_below
    return used


def _place(block: Block, page: Page) -> list[Block]:
    """Put as much of the block on the page as fits, and give the rest."""
    room = page.room_for(block)
    if block.wrap(CONTENT_WIDTH, room)[1] <= room:
        page.add(block)
        return []
    parts = [part for part in block.split(CONTENT_WIDTH, room) if isinstance(part, Block)]
    if parts:
        first, *rest = parts
        first.air_above, rest[-1].air_below = block.air_above, block.air_below
        first.wrap(CONTENT_WIDTH, room)
        page.add(first)
        return rest
    if page.placed:
        return [block]
    page.add(block)
    return []


def _least(queue: Sequence[Block]) -> float:
    """Give the height that must be free before the first block may begin here."""
    kept: list[Block] = []
    for block in queue:
        if not block.leads_on:
            gap = max(kept[-1].air_below, block.air_above) if kept else 0.0
            return _height(kept) + gap + block.least(CONTENT_WIDTH)
        kept.append(block)
    return _height(kept)


def render(chapters: Sequence[Sequence[Block]], imprint: Imprint) -> bytes:
    """Lay the chapters out and draw them as A4: the same bytes for the same story, on any day."""
    faces()
    pages = lay_out(chapters)
    for number, page in enumerate(pages, 1):
        for heading in _headings(page):
            heading.page = number
    canvas, out = _canvas(imprint)
    for number, page in enumerate(pages, 1):
        for top, block in page.placed:
            lower = PAGE_HEIGHT - MARGIN_TOP - top - block.height
            block.drawOn(canvas, MARGIN_SIDE, lower)
        _foot(canvas, imprint, imprint.page_of(number, len(pages)))
        canvas.showPage()
    canvas.save()
    return finish(out.getvalue(), canvas.tree, imprint.properties)


def _headings(page: Page) -> Iterator[Heading]:
    for _, block in page.placed:
        for inner in getattr(block, "blocks", [block]):
            if isinstance(inner, Heading):
                yield inner


def _canvas(imprint: Imprint) -> tuple[TaggedCanvas, BytesIO]:
    out, properties = BytesIO(), imprint.properties
    canvas = TaggedCanvas(
        out, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1,
        lang=properties.language,
    )  # fmt: skip
    canvas.setTitle(properties.title)
    canvas.setAuthor(properties.author)
    canvas.setSubject(properties.subject)
    canvas.setCreator(properties.product)
    canvas.setProducer(properties.product)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    return canvas, out


def _foot(canvas: Canvas, imprint: Imprint, page_of: str) -> None:
    with structure.artifact(canvas, "Footer"):
        canvas.setStrokeColor(pdf.colour(HAIRLINE))
        canvas.setLineWidth(0.5)
        right = PAGE_WIDTH - MARGIN_SIDE
        canvas.line(MARGIN_SIDE, FOOTER_AT + 14, right, FOOTER_AT + 14)
        room = CONTENT_WIDTH - 160
        pdf.write(canvas, MARGIN_SIDE, FOOTER_AT, clamped(imprint.footer, FOOTER, room, 1), FOOTER)
        left = right - width(page_of, REGULAR, FOOTER.size)
        pdf.write(canvas, left, FOOTER_AT, [page_of], FOOTER)
        if imprint.mark:
            style = FOOTER.but(face=SEMIBOLD)
            left -= width(imprint.mark, SEMIBOLD, FOOTER.size) + 14
            pdf.write(canvas, left, FOOTER_AT, [imprint.mark], style)
