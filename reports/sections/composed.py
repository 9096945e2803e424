"""What a section is, and how chart and table of one subject stand together."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.beside import Beside
from reports.flowables import Block, Figure, Paragraph
from reports.illustrations import chart_of
from reports.reading import Reading
from reports.tables import Table
from reports.tabulation import Source, sources_of, tabulate
from reports.theme import CAPTION, CONTENT_WIDTH, SMALL

MOST_BESIDE_BARS = 3
HALF = (CONTENT_WIDTH - Beside.GAP) / 2
WIDE = frozenset({"category", "category_group"})
"""Tables that take the whole width of two pages; the others stand beside each other."""


@dataclass(frozen=True)
class Section:
    """A heading, one or two sentences that the figures say, and what shows them.

    ``keys`` are the tables whose every figure stands in the section.
    """

    title: str
    lead: str
    body: tuple[Block, ...]
    keys: tuple[str, ...] = ()
    wide: bool = False
    """Whether it takes the whole width also where others stand two beside each other."""


def shown(
    reading: Reading,
    key: str,
    *,
    sources: Sequence[Source] = (),
    note: str = "",
    chart: bool = False,
    caption: bool = False,
) -> tuple[Block, ...]:
    """Give note, caption, chart and table; without a chart, the table has bars in it.

    Each figure is drawn once: a chart where the shape is the point, else a bar at its number.
    """
    sources = sources or sources_of(reading, key)
    remark = [Paragraph(note, SMALL)] if note else []
    drawn = chart_of(reading, key) if chart and _is_drawn(reading, key) else None
    if drawn is not None:
        table = tabulate(reading, reading.first_column(key), sources)
        return (*remark, captioned(drawn.title), Figure(drawn), table)
    named = [captioned(reading.title(key))] if caption else []
    return (*remark, *named, in_rows(reading, key, sources))


def _is_drawn(reading: Reading, key: str) -> bool:
    return not reading.compact and reading.has_size(key)


def in_rows(reading: Reading, key: str, sources: Sequence[Source] = ()) -> Table:
    """Give the table with a bar in each row, where bars can be compared and there is room."""
    sources = sources or sources_of(reading, key)
    if reading.compact and key not in WIDE:
        return tabulate(reading, reading.first_column(key), sources, width=HALF)
    bars = reading.tables[key].measure != "days" and len(sources) <= MOST_BESIDE_BARS
    return tabulate(reading, reading.first_column(key), sources, bars=bars)


def narrow(reading: Reading, key: str) -> tuple[Block, ...]:
    """Give caption and table in half the width, to stand beside another."""
    table = tabulate(reading, reading.first_column(key), sources_of(reading, key), width=HALF)
    return captioned(reading.title(key)), table


def captioned(words: str) -> Paragraph:
    """Give the words as the caption of what comes next."""
    caption = Paragraph(words, CAPTION)
    caption.role, caption.leads_on = "Caption", True
    return caption


def overlapping(reading: Reading, key: str) -> str:
    """Say that rows add up to more than the reports, where a report may stand in several."""
    _ = reading.language
    if not reading.tables[key].overlaps:
        return ""
    return _(
        "En melding kan stå i flere rader. Radene blir derfor til sammen flere enn meldingene; "
        "andelene er regnet av meldingene."
    )
