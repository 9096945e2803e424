"""How a report is put together: long for those who work with it, two pages for the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product, zip_longest

from app.domain.vocabulary import Audience
from reports.beside import Beside, Notice
from reports.cover import Contents, Cover
from reports.findings import MOST, findings, key_numbers
from reports.flowables import Block, Figure, Fit, Heading, KeyNumbers, PageBreak, Paragraph
from reports.method import method, short_method
from reports.reading import Reading
from reports.sections import sections_of
from reports.sections.composed import HALF, Section
from reports.standing import stamp
from reports.tables import Table
from reports.texts import ReportTexts
from reports.theme import BODY, CONTENT_HEIGHT, CONTENT_WIDTH, HEADINGS, LEAD, SMALL

Chapter = Sequence[Block]
FINDING = LEAD.but(size=11, leading=16.5, after=5)
SMALL_FINDING = FINDING.but(size=10.5, leading=15.0, after=4)
STAMP = SMALL.but(size=9.0, leading=13.0, after=0)
SMALL_HEADING = HEADINGS[1].but(before=12, after=3)
SMALL_LEAD = BODY.but(size=9.0, leading=13.0, after=4)
FIRST_PAGE = frozenset({"development", "direction", "totals"})
"""Tables whose sections stand on the first of two pages."""

TOLD = frozenset({"category", "consequence", "timeliness"})
"""Tables that have a sentence beside them also on two pages."""

FEW_PARTS = 10

LEAST_SCALE = 0.88
"""The smallest that the page of method is drawn; where that is not enough, it is two pages."""

KEPT_SHUT = (Figure, Table, Beside)
"""A page may end after one of these, and nowhere else in a section."""


@dataclass(frozen=True)
class Composed:
    """What a report is made of: its figures, its texts, and the day it was drawn."""

    reading: Reading
    texts: ReportTexts
    generated_on: date


def long_report(report: Composed, cover: Cover) -> list[Chapter]:
    """Give cover with summary and contents, method on page 2, what FSU says, every section."""
    _ = report.reading.language
    sections = [*_said(report), *map(_section, sections_of(report.reading))]
    explained = method(report.reading)
    headings = [
        block
        for chapter in (explained, *sections)
        for block in chapter
        if isinstance(block, Heading) and block.level == 1
    ]
    listed = [Heading(_("Innhold"), style=HEADINGS[1]), Contents(headings)]
    first = [cover, Fit([*summary(report), *listed]), PageBreak()]
    parts = [part for section in sections for part in _parts(section)]
    return [first, [*_on_one_page(explained), PageBreak()], *parts]


def _on_one_page(blocks: list[Block]) -> list[Block]:
    """Draw a little smaller what a few lines too many would spread over two pages."""
    whole = Fit(blocks)
    whole.wrap(CONTENT_WIDTH, CONTENT_HEIGHT)
    return [whole] if LEAST_SCALE <= whole.scale < 1 else blocks


def two_pages(report: Composed, cover: Cover) -> list[Chapter]:
    """Give summary, development and volume on one page, all other sections on the other."""
    said = _findings(report)
    sections = sections_of(report.reading)
    own = [block for chapter in _said(report) for block in chapter]
    above = [*summary(report), *own]
    first = [section for section in sections if FIRST_PAGE & set(section.keys)]
    ways = []
    for on_first in (first, [section for section in first if section.wide]):
        others = [section for section in sections if section not in on_first]
        one = Fit([*above, *_in_columns(on_first, said)])
        two = Fit(_in_columns(others, said, short_method(report.reading)))
        ways.append((_scale(one, two, cover), one, two))
    _best, one, two = max(ways, key=lambda way: way[0])
    return [[cover, one, PageBreak(), two]]


def _scale(one: Fit, two: Fit, cover: Cover) -> float:
    """Give how small the smaller of two pages must be drawn, if at all."""
    one.wrap(CONTENT_WIDTH, CONTENT_HEIGHT - cover.height - cover.air_below)
    two.wrap(CONTENT_WIDTH, CONTENT_HEIGHT)
    return min(one.scale, two.scale)


def _in_columns(
    sections: Sequence[Section], said: Sequence[str], last: Sequence[Block] = ()
) -> list[Block]:
    """Give the wide sections one under another, the others in two columns, and then the last."""
    wide = [block for section in sections if section.wide for block in _small(section, said)]
    small = [_small(section, said) for section in sections if not section.wide]
    columns = _even([*small, last] if last else small)
    return [*wide, Beside(*columns)] if any(columns) else wide


def _even(parts: Sequence[Chapter]) -> tuple[list[Block], list[Block]]:
    """Divide the parts between two columns as evenly as can be, each in the order given."""
    tall = [_tall(part) for part in parts]
    ways = product((0, 1), repeat=len(parts)) if len(parts) <= FEW_PARTS else [(0,) * len(parts)]
    best = min(ways, key=lambda way: _taller(tall, way))
    columns: tuple[list[Block], list[Block]] = ([], [])
    for part, column in zip(parts, best, strict=True):
        columns[column].extend(part)
    return columns


def _taller(tall: Sequence[float], way: Sequence[int]) -> int:
    right = sum(height for height, column in zip(tall, way, strict=True) if column)
    return round(max(sum(tall) - right, right))


def _tall(blocks: Sequence[Block]) -> float:
    return Fit(blocks).wrap(HALF, 0)[1]


def cover_of(report: Composed, helsefellesskap: str, mark: str) -> Cover:
    """Give the cover: lower where two pages must hold everything."""
    reading = report.reading
    _, year = reading.language, reading.figures.year
    return Cover(
        helsefellesskap,
        _("Uønskede hendelser i samhandlingen"),
        [
            _("Årsrapport %(year)s", year=year),
            f"{audience_of(reading)} · {_.date(report.generated_on)}",
        ],
        mark=mark,
        low=reading.compact,
    )


def audience_of(reading: Reading) -> str:
    """Say who the report is for."""
    _ = reading.language
    return {
        Audience.FSU: _("Til faglig samarbeidsutvalg (FSU)"),
        Audience.SSU: _("Til strategisk samarbeidsutvalg (SSU)"),
        Audience.INTERNAL: _("Til intern bruk hos egen part"),
        Audience.PUBLIC: _("Til alle"),
    }[reading.figures.audience]


def summary(report: Composed) -> list[Block]:
    """Give where the report stands, the large numbers and the three findings."""
    reading = report.reading
    numbers = key_numbers(reading)
    style = SMALL_FINDING if reading.compact else FINDING
    stood = [Paragraph(line, STAMP) for line in stamp(reading, report.generated_on)]
    return [
        *([KeyNumbers(numbers)] if numbers else []),
        Heading(reading.language("Året i korte trekk"), style=HEADINGS[1]),
        *(Paragraph(sentence, style, bullet="–") for sentence in _findings(report)),
        Notice(stood),
    ]


def _findings(report: Composed) -> list[str]:
    """Give the findings as computed, each replaced where somebody has worded it anew."""
    pairs = zip_longest(report.texts.findings[:MOST], findings(report.reading), fillvalue="")
    return [told for worded, computed in pairs if (told := worded.strip() or computed)]


def _said(report: Composed) -> Iterator[Chapter]:
    """Give what people have written in the report, under its headings."""
    _, texts = report.reading.language, report.texts
    style = SMALL_HEADING if report.reading.compact else None
    for title, words in (
        (_("Hva denne versjonen retter"), texts.changes),
        (_("FSUs egen vurdering"), texts.remark),
    ):
        if words.strip():
            yield [Heading(title, style=style), Paragraph(words, BODY)]


def _section(section: Section) -> Chapter:
    lead = Paragraph(section.lead, LEAD)
    lead.leads_on = True
    return [Heading(section.title), *([lead] if section.lead else []), *section.body]


def _parts(chapter: Chapter) -> Iterator[Chapter]:
    """Part a section where a page may end, so that pages are filled and nothing is torn apart."""
    part: list[Block] = []
    for block in chapter:
        part.append(block)
        if isinstance(block, KEPT_SHUT):
            yield part
            part = []
    if part:
        yield part


def _small(section: Section, said: Sequence[str]) -> Chapter:
    """Leave out a lead that the summary on the same sheet has said, or that a table says alone."""
    is_told = TOLD & set(section.keys) and section.lead and section.lead not in said
    lead = [Paragraph(section.lead, SMALL_LEAD)] if is_told else []
    return [Heading(section.title, style=SMALL_HEADING), *lead, *section.body]
