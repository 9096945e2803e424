"""What a section is, and how chart and table of one subject stand together."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.flowables import Block, Figure, Paragraph
from reports.illustrations import chart_of
from reports.reading import Reading
from reports.tabulation import Source, tabulate
from reports.theme import CAPTION, SMALL

MOST_BESIDE_BARS = 3


@dataclass(frozen=True)
class Section:
    """A heading, one or two sentences that the figures say, and what shows them."""

    title: str
    lead: str
    body: tuple[Block, ...]


def shown(
    reading: Reading, key: str, label: str, sources: Sequence[Source], *, note: str = ""
) -> tuple[Block, ...]:
    """Give caption, chart, table and note; where room is short, a table with bars in it."""
    remark = [Paragraph(note, SMALL)] if note else []
    chart = chart_of(reading, key)
    if reading.compact or chart is None:
        bars = reading.tables[key].measure != "days" and len(sources) <= MOST_BESIDE_BARS
        return (*remark, tabulate(reading, label, sources, bars=bars))
    caption = Paragraph(chart.title, CAPTION)
    caption.role, caption.leads_on = "Caption", True
    return (*remark, caption, Figure(chart), tabulate(reading, label, sources))


def overlapping(reading: Reading, key: str) -> str:
    """Say that rows add up to more than the reports, where a report may stand in several."""
    _ = reading.language
    if not reading.tables[key].overlaps:
        return ""
    return _(
        "En melding kan stå i flere rader. Radene blir derfor til sammen flere enn meldingene; "
        "andelene er regnet av meldingene."
    )
