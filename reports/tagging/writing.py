"""Writes a tree of elements as a PDF's logical structure (ISO 32000-1, 14.7 and 14.8)."""

from collections.abc import Iterator
from typing import get_args

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from reports.tagging.tree import Box, Element, Link, Mark, Place, Role, Scope, Tree

NAMES: dict[Role, Name] = {role: Name(f"/{role}") for role in get_args(Role)}
PRINTED = 4
"""The flag of a link that is there on paper too, as ISO 19005-2, 6.3.2 asks."""

LONGEST = 16_000
"""Code points: ISO 19005-2, 6.1.13, takes strings of 32,767 bytes, and most signs need two."""


def string(words: str) -> String:
    """Give a text as PDF has it, ended by «…» where it is too long."""
    return String(words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…")


class StructureWriter:
    """Writes the structure of one file; ``objects`` are the elements that are written."""

    def __init__(self, pdf: Pdf, tree: Tree) -> None:
        self.pdf, self.tree = pdf, tree
        self.objects: dict[Element, Object] = {}
        self._pages = [page.obj for page in pdf.pages]
        self._scopes: dict[Scope, Object] = {}
        self._links: list[tuple[Object, Object]] = []

    def write(self) -> None:
        """Write the elements from the root, and from every page the way back to them."""
        top = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top.K = self._element(self.tree.root, top)
        top.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self._ways_back())))
        top.ParentTreeNextKey = len(self._pages) + len(self._links)
        self.pdf.Root.StructTreeRoot = top
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def destination(self, place: Place) -> Array:
        """Give where a link or a bookmark leads to; the reader's zoom is kept."""
        return Array([self._pages[place.page], Name.XYZ, 0, _short(place.top), None])

    def _element(self, element: Element, parent: Object) -> Object:
        said = Dictionary(S=NAMES[element.role], P=parent)
        written = self.objects[element] = self.pdf.make_indirect(said)
        marks = [kid for kid in element.kids if isinstance(kid, Mark)]
        page = marks[0].page if marks else -1
        if marks:
            written.Pg = self._pages[page]
        kids = [self._kid(kid, written, page) for kid in element.kids]
        if kids:
            written.K = kids[0] if len(kids) == 1 else Array(kids)
        if element.role == "Figure":
            written.Alt = string(element.spoken)
        elif 0 < len(element.spoken) <= LONGEST:  # else the ink is read: whole, but in pieces
            written.ActualText = string(element.spoken)
        if element.scope or element.box:
            written.A = self._attributes(element)
        return written

    def _kid(self, kid: Element | Mark | Link, parent: Object, page: int) -> Object | int:
        """Give a child; ink on another page than the element's first says where it is."""
        if isinstance(kid, Element):
            return self._element(kid, parent)
        if isinstance(kid, Link):
            annotation = self._annotation(kid, parent)
            return Dictionary(Type=Name.OBJR, Pg=self._pages[kid.page], Obj=annotation)
        if kid.page == page:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)

    def _annotation(self, link: Link, element: Object) -> Object:
        annotation = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=_array(link.area),
                Border=Array([0, 0, 0]),
                F=PRINTED,
                Dest=self.destination(self.tree.places[link.target]),
                Contents=string(link.spoken),
                StructParent=len(self._pages) + len(self._links),
            )
        )
        self._links.append((annotation, element))
        page = self._pages[link.page]
        page.Annots = Array([*page.get(Name.Annots, []), annotation])
        return annotation

    def _attributes(self, element: Element) -> Object:
        if element.box:
            return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=_array(element.box))
        if element.scope not in self._scopes:
            scope = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
            self._scopes[element.scope] = self.pdf.make_indirect(scope)
        return self._scopes[element.scope]

    def _ways_back(self) -> Iterator[Object | int]:
        """Give the parent tree: for each page the elements of its ink, for each link its own."""
        for number, page in enumerate(self._pages):
            page.Tabs, page.StructParents = Name.S, number
            marked = self.tree.pages[number] if number < len(self.tree.pages) else []
            yield number
            yield self.pdf.make_indirect(Array([self.objects[element] for element in marked]))
        for number, (_, element) in enumerate(self._links, len(self._pages)):
            yield number
            yield element


def _array(box: Box) -> Array:
    return Array([_short(length) for length in box])


def _short(length: float) -> float:
    """Give a length with no more decimals than anybody can see."""
    return round(length, 2)
