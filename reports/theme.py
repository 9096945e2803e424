"""One look for every document: one accent colour, one family, one page. Lengths are in points."""

from dataclasses import dataclass, replace
from typing import Literal

Face = Literal[
    "Inter-Regular",
    "Inter-SemiBold",
    "Inter-Bold",
    "Inter-RegularTabular",
    "Inter-SemiBoldTabular",
]

REGULAR: Face = "Inter-Regular"
SEMIBOLD: Face = "Inter-SemiBold"
BOLD: Face = "Inter-Bold"
REGULAR_TABULAR: Face = "Inter-RegularTabular"
SEMIBOLD_TABULAR: Face = "Inter-SemiBoldTabular"

ACCENT = "#0a5a66"
"""The web theme's accent; 7.9 to 1 against white."""

ACCENT_SECOND = "#5a9aa3"
"""The second of a pair: 3.2 to 1 against white, as WCAG 1.4.11 asks of graphics."""

ACCENT_PALE = "#e6eff0"
ON_ACCENT_QUIET = "#c4dcdf"
INK = "#16262b"
QUIET = "#51646b"
HAIRLINE = "#c9d3d6"
BEFORE = "#82969c"
"""Last year's bars: 3.1 to 1 against white."""
WHITE = "#ffffff"

PAGE_WIDTH = 595.28
PAGE_HEIGHT = 841.89
MARGIN_SIDE = 68.0
MARGIN_TOP = 62.0
MARGIN_BOTTOM = 74.0
FOOTER_AT = 40.0
CONTENT_WIDTH = PAGE_WIDTH - 2 * MARGIN_SIDE
CONTENT_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM

MEASURE = 42.0
"""The widest a line of running text grows, in times its size: about 80 characters."""


@dataclass(frozen=True)
class Style:
    """How a run of text looks and how much air it asks for above and below."""

    face: Face = REGULAR
    size: float = 10.0
    leading: float = 15.0
    colour: str = INK
    before: float = 0.0
    after: float = 6.0

    def but(self, **changes: object) -> "Style":
        """Give the same style with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


BODY = Style()
LEAD = Style(size=12.0, leading=18.0, after=10)
SMALL = Style(size=8.5, leading=12.5, colour=QUIET, after=8)
CAPTION = Style(SEMIBOLD, size=9.5, leading=13.0, before=10, after=6)
CELL = Style(size=9.0, leading=12.0)
HEADINGS = (
    Style(BOLD, size=20.0, leading=26.0, colour=ACCENT, before=34, after=8),
    Style(SEMIBOLD, size=13.0, leading=18.0, colour=INK, before=20, after=5),
    Style(SEMIBOLD, size=10.5, leading=15.0, colour=INK, before=14, after=3),
)


@dataclass(frozen=True)
class Ink:
    """What a mark is drawn with: colours as ``#rrggbb`` or none, and the width of a line."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0


Role = Literal[
    "bar", "second", "rest", "track", "before", "axis", "line", "label", "value", "legend"
]

INKS: dict[Role, Ink] = {
    "bar": Ink(fill=ACCENT),
    "second": Ink(fill=ACCENT_SECOND),
    "rest": Ink(fill=ACCENT_PALE, stroke=QUIET, width=0.6),
    "track": Ink(fill=ACCENT_PALE),
    "before": Ink(fill=BEFORE),
    "axis": Ink(stroke=QUIET, width=0.6),
    "line": Ink(stroke=ACCENT, width=1.4),
    "label": Ink(fill=INK),
    "value": Ink(fill=INK),
    "legend": Ink(fill=QUIET),
}
"""How each role of mark looks: decided here, for both painters."""
