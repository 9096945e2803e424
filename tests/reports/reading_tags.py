"""What a finished PDF says to those who have it read aloud: its elements in order, their text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

PAIR = re.compile(rb"<(\w+)> +<(\w+)>")


@dataclass
class Tag:
    """An element: its role, its children, the text of its own ink, and what is said of it."""

    role: str
    said: dict[str, Any] = field(default_factory=dict)
    kids: list["Tag"] = field(default_factory=list)
    ink: str = ""
    marks: list[tuple[int, int]] = field(default_factory=list)

    def all(self, *roles: str) -> list["Tag"]:
        """Give this and every element below it that has one of the roles, in reading order."""
        found = [self] if self.role in roles else []
        return [*found, *(tag for kid in self.kids for tag in kid.all(*roles))]

    @property
    def text(self) -> str:
        """The text of all its ink, in reading order."""
        return self.ink + "".join(kid.text for kid in self.kids)

    def order(self) -> Iterator[tuple[int, int]]:
        """Give page and number of each of its runs of ink, in reading order."""
        yield from self.marks
        for kid in self.kids:
            yield from kid.order()


def read(document: bytes) -> Tag:
    """Give the root of a document's structure."""
    with pikepdf.open(BytesIO(document)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        inks = [_ink(page) for page in pdf.pages]
        return _tag(pdf.Root.StructTreeRoot.K, pages, inks)


def _tag(found: Any, pages: dict, inks: list[dict[int, str]]) -> Tag:
    tag = Tag(str(found.S)[1:], {k: found[k] for k in ("/Alt", "/ActualText") if k in found})
    if Name.A in found:
        tag.said.update({key: _plain(value) for key, value in found.A.items()})
    kids = found.get(Name.K, [])
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and Name.S in kid:
            tag.kids.append(_tag(kid, pages, inks))
        elif isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.OBJR:
            tag.said["link"] = _linked(kid.Obj, pages)
        else:
            holder, number = (kid, kid.MCID) if isinstance(kid, Dictionary) else (found, kid)
            page = pages[holder.Pg.objgen]
            tag.marks.append((page, int(number)))
            tag.ink += inks[page].get(int(number), "")
    return tag


def _plain(value: Any) -> Any:
    return [float(length) for length in value] if isinstance(value, Array) else str(value)


def _linked(annotation: Any, pages: dict) -> tuple[str, int]:
    return str(annotation.Contents), pages[annotation.Dest[0].objgen]


def _ink(page: Any) -> dict[int, str]:
    """Give the text of each marked run on a page; key -1 holds what is marked as no content."""
    fonts = {name: _codes(font) for name, font in page.Resources.Font.items()}
    found: dict[int, str] = {}
    open_runs: list[int] = []
    font: dict[int, str] = {}
    for step in pikepdf.parse_content_stream(page):
        operands: Any = step.operands
        match str(step.operator):
            case "BDC":
                inside = operands[1].get(Name.MCID, -1)
                open_runs.append(int(inside))
                found.setdefault(int(inside), "")
            case "EMC":
                open_runs.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj":
                drawn = "".join(font[code] for code in bytes(operands[0]))
                found[open_runs[-1]] += drawn
    return found


def _codes(font: Any) -> dict[int, str]:
    """Read a ToUnicode map that lists its codes one by one, as ReportLab writes it."""
    listed = font.ToUnicode.read_bytes().split(b"beginbfchar")[1:]
    pairs = [pair for part in listed for pair in PAIR.findall(part.split(b"endbfchar")[0])]
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
