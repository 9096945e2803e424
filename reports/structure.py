"""The document's structure, in one place.

Everything a block draws is drawn inside :func:`element`, with its role and, where the ink alone
does not tell, the words to speak; or inside :func:`artifact`, which nobody speaks. What comes of it
is written by :mod:`reports.tagging`.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, cast

from reportlab.pdfgen.canvas import Canvas

from reports.tagging.tree import GROUPS, Bookmark, Box, Link, Place, Role, Scope, Tree

ArtifactKind = Literal["Layout", "Header", "Footer", "Repeated"]

ARTIFACTS: dict[ArtifactKind, str] = {
    "Layout": "/Artifact <</Type/Layout>> BDC",
    "Header": "/Artifact <</Type/Pagination/Subtype/Header>> BDC",
    "Footer": "/Artifact <</Type/Pagination/Subtype/Footer>> BDC",
    "Repeated": "/Artifact <</Type/Pagination>> BDC",
}
"""Rules and bars; what stands on every page; a table's header where it is repeated."""


class TaggedCanvas(Canvas):
    """A canvas that knows what is drawn on it."""

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - ReportLab's own
        super().__init__(*arguments, **named)
        self.tree = Tree()


@contextmanager
def element(
    canvas: Canvas, role: Role, spoken: str = "", *, of: Hashable = None, scope: Scope = ""
) -> Iterator[None]:
    """Enclose what is drawn as one element of the document.

    What is split over pages names itself by ``of`` each time, and stays one element. ``scope`` says
    what a table's heading is the heading of.
    """
    tree = _tree(canvas)
    entered = tree.enter(role, of)
    if spoken:
        entered.spoken = spoken
    if scope:
        entered.scope = scope
    if role in GROUPS:
        yield
    else:
        code = _code(canvas)
        code.append(f"/{role} <</MCID {tree.mark(_page(canvas))}>> BDC")
        yield
        code.append("EMC")
    tree.leave()


@contextmanager
def artifact(canvas: Canvas, kind: ArtifactKind = "Layout") -> Iterator[None]:
    """Enclose what is decoration or repetition, and is not spoken."""
    code = _code(canvas)
    code.append(ARTIFACTS[kind])
    yield
    code.append("EMC")


def bounded(canvas: Canvas, width: float, height: float) -> None:
    """Note where the open element stands: from the origin, so wide and so high."""
    _tree(canvas).current.box = _box(canvas, (0, 0, width, height))


def anchor(canvas: Canvas, of: Hashable, top: float) -> Place:
    """Let links lead to ``of`` here, ``top`` points above the origin."""
    place = Place(_page(canvas), canvas.absolutePosition(0, top)[1])
    return _tree(canvas).places.setdefault(of, place)


def bookmark(canvas: Canvas, title: str, level: int, place: Place) -> None:
    """Let the outline lead to the open element."""
    tree = _tree(canvas)
    tree.bookmarks.append(Bookmark(title, level, tree.current, place))


def link(canvas: Canvas, area: Box, target: Hashable, spoken: str) -> None:
    """Let the open element lead to what is anchored as ``target``, before or after this page."""
    _tree(canvas).current.kids.append(Link(_page(canvas), _box(canvas, area), target, spoken))


def _box(canvas: Canvas, area: Box) -> Box:
    left, bottom, right, top = area
    return (*canvas.absolutePosition(left, bottom), *canvas.absolutePosition(right, top))


def _tree(canvas: Canvas) -> Tree:
    return cast("TaggedCanvas", canvas).tree


def _page(canvas: Canvas) -> int:
    return int(canvas.getPageNumber()) - 1


def _code(canvas: Canvas) -> list[str]:
    code: list[str] = canvas._code  # type: ignore[attr-defined] # noqa: SLF001 - the page's content
    return code
