"""What a finished PDF says, for those who check it."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader


def reader(document: bytes) -> Any:
    return PdfReader(BytesIO(document))


def pages(document: bytes) -> list[str]:
    """Give the text of each page, no-break spaces made plain and none left at a line's end."""
    found = (page.extract_text() for page in reader(document).pages)
    return [text.replace("\N{NO-BREAK SPACE}", " ").replace(" \n", "\n") for text in found]


def text(document: bytes) -> str:
    return "\n".join(pages(document))


def squeezed(words: str) -> str:
    """Give the text without any white space, as line ends fall where they must."""
    return "".join(words.split())
