"""How a report is put together: long for those who work with it, two pages for the others."""

from collections.abc import Sequence
from datetime import date
from itertools import chain

from app.domain.vocabulary import Audience
from reports.cover import Contents, Cover
from reports.findings import findings, key_numbers
from reports.flowables import Block, Fit, Heading, KeyNumbers, PageBreak, Paragraph, Space
from reports.method import method, short_method
from reports.reading import Reading
from reports.sections import SECTIONS
from reports.sections.composed import Section
from reports.theme import HEADINGS, LEAD

Chapter = Sequence[Block]


def long_report(reading: Reading, cover: Cover) -> list[Chapter]:
    """Give cover with summary and contents, method on page 2, then every section."""
    _ = reading.language
    sections = [_section(section) for section in _sections(reading)]
    explained = method(reading)
    headings = [
        block
        for chapter in (explained, *sections)
        for block in chapter
        if isinstance(block, Heading) and block.level == 1
    ]
    listed = [Heading(_("Innhold"), style=HEADINGS[1]), Contents(headings)]
    return [[cover, *summary(reading), *listed, PageBreak()], [*explained, PageBreak()], *sections]


def two_pages(reading: Reading, cover: Cover) -> list[Chapter]:
    """Give summary and volume on one page, all other sections on the other."""
    said = findings(reading)
    sections = [_small_section(section, said) for section in _sections(reading)]
    first = [*summary(reading), *chain.from_iterable(sections[:1]), *short_method(reading)]
    second = [*chain.from_iterable(sections[1:])] or [Space(1)]
    return [[cover, Fit(first), PageBreak(), Fit(second)]]


def cover_of(reading: Reading, helsefellesskap: str, generated_on: date, mark: str) -> Cover:
    """Give the cover: lower where two pages must hold everything."""
    _, year = reading.language, reading.figures.year
    return Cover(
        helsefellesskap,
        _("Uønskede hendelser i samhandlingen"),
        [
            _("Årsrapport %(year)s", year=year),
            f"{audience_of(reading)} · {_.date(generated_on)}",
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


def summary(reading: Reading) -> list[Block]:
    """Give the large numbers and the three findings."""
    _ = reading.language
    numbers = key_numbers(reading)
    return [
        *([KeyNumbers(numbers)] if numbers else []),
        Heading(_("Året i korte trekk"), style=HEADINGS[1]),
        *(Paragraph(sentence, LEAD.but(size=11, leading=16.5, after=5), bullet="–")
          for sentence in findings(reading)),
    ]  # fmt: skip


def _sections(reading: Reading) -> list[Section]:
    return [found for section in SECTIONS if (found := section(reading))]


def _section(section: Section) -> Chapter:
    lead = Paragraph(section.lead, LEAD)
    lead.leads_on = True
    return [Heading(section.title), *([lead] if section.lead else []), *section.body]


def _small_section(section: Section, said: Sequence[str]) -> Chapter:
    """Leave out a lead that the summary on the same sheet has said."""
    lead = [] if section.lead in said or not section.lead else [Paragraph(section.lead)]
    return [Heading(section.title, style=HEADINGS[1]), *lead, *section.body]
