"""The document as a tree of elements, in the order in which it is read."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Literal

Role = Literal[
    "Document",
    "Div",
    "H1",
    "H2",
    "H3",
    "P",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Caption",
    "Figure",
    "Table",
    "THead",
    "TBody",
    "TR",
    "TH",
    "TD",
    "TOC",
    "TOCI",
    "Reference",
    "Link",
]
"""The structure types of ISO 32000-1, 14.8.4, that are used. All are standard: none is mapped."""

GROUPS = frozenset(
    {"Document", "Div", "L", "LI", "Table", "THead", "TBody", "TR", "TOC", "TOCI", "Reference"}
)
"""Elements that hold elements; all others hold ink, and ink lies in one element only."""

Scope = Literal["", "Column", "Row"]
Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the page's lower left corner."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of ink: the page, counted from 0, and its number on that page (its MCID)."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """One element of the structure.

    ``spoken`` is the alternative text of a figure, else the text that the ink stands for;
    ``scope`` is of a heading in a table; ``box`` is where a figure stands.
    """

    role: Role
    parent: "Element | None" = None
    spoken: str = ""
    scope: Scope = ""
    box: Box | None = None
    kids: "list[Element | Mark | Link]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element begins: the page, counted from 0, and points above its lower edge."""

    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; ``level`` counts from 1."""

    title: str
    level: int
    element: Element
    place: Place


@dataclass(frozen=True, slots=True)
class Link:
    """An area that leads to the place known as ``target``; ``spoken`` says where to."""

    page: int
    area: Box
    target: Hashable
    spoken: str


class Tree:
    """Grows while the pages are drawn, in reading order."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.pages: list[list[Element]] = []
        self.bookmarks: list[Bookmark] = []
        self.places: dict[Hashable, Place] = {}
        self._open = [self.root]
        self._known: dict[Hashable, Element] = {}

    @property
    def current(self) -> Element:
        """The innermost open element."""
        return self._open[-1]

    def enter(self, role: Role, of: Hashable = None) -> Element:
        """Open an element below the current one; what is known by ``of`` goes on where it was."""
        element = self._known.get(of) if of is not None else None
        if element is None:
            element = self._born(role)
            if of is not None:
                self._known[of] = element
        self._open.append(element)
        return element

    def leave(self) -> None:
        """Close the innermost element."""
        self._open.pop()

    def mark(self, page: int) -> int:
        """Give the next run of ink on a page to the current element, and its number."""
        while len(self.pages) <= page:
            self.pages.append([])
        marks = self.pages[page]
        self.current.kids.append(Mark(page, len(marks)))
        marks.append(self.current)
        return len(marks) - 1

    def _born(self, role: Role) -> Element:
        parent = self._list() if role == "LI" else self.current
        element = Element(role, parent)
        parent.kids.append(element)
        return element

    def _list(self) -> Element:
        """Give the list that items one after another share."""
        last = self.current.kids[-1] if self.current.kids else None
        if isinstance(last, Element) and last.role == "L":
            return last
        born = Element("L", self.current)
        self.current.kids.append(born)
        return born
