"""The document's structure, in one place.

Everything a block draws is drawn inside :func:`element`, with its role and, where the ink alone
does not tell, the words to speak. Tags for PDF/UA belong here and nowhere else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

Role = Literal[
    "H1",
    "H2",
    "H3",
    "P",
    "LI",
    "Caption",
    "Figure",
    "Table",
    "TR",
    "TH",
    "TD",
    "TOCI",
    "Div",
    "Artifact",
]
"""The structure types of ISO 32000-1, 14.8.4; an artifact is decoration that no reader speaks."""


@contextmanager
def element(canvas: Canvas, role: Role, spoken: str = "") -> Iterator[None]:  # noqa: ARG001
    """Enclose what is drawn as one element of the document. Untagged so far: ink only."""
    yield
