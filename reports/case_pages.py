"""How a case sheet is put together."""

from collections.abc import Iterable

from app.domain.vocabulary import NarrativeKind
from app.language import Language
from reports.case import CaseSheet
from reports.flowables import Block, Heading, Paragraph
from reports.tables import Column, Row, Table
from reports.theme import ACCENT, BODY, CONTENT_WIDTH, HEADINGS, SEMIBOLD, SMALL

LABEL_WIDTH = 150.0
DATE_WIDTH = 136.0
MASTHEAD = (0.2, 0.36, 0.22, 0.22)
"""Shares of the width: the direction is the longest."""


def case_pages(sheet: CaseSheet, language: Language) -> list[Block]:
    """Give the whole sheet: what it is, what happened, what was judged and answered, and when."""
    _ = language
    return [
        *_masthead(sheet, language),
        *_facts(_("Hendelsen"), _incident(sheet, language)),
        *_narratives(sheet, language),
        *_facts(_("Vurdering og samtykke"), _judgements(sheet, language)),
        *_answer(sheet, language),
        *_timeline(sheet, language),
    ]


def _masthead(sheet: CaseSheet, language: Language) -> list[Block]:
    _ = language
    title = HEADINGS[0].but(size=17.0, leading=23.0, before=0, after=10)
    headings = (_("Referanse"), _("Retning"), _("Status"), _("Svarfrist"))
    columns = zip(headings, MASTHEAD, strict=True)
    return [
        Paragraph(sheet.helsefellesskap, BODY.but(face=SEMIBOLD, colour=ACCENT, after=4)),
        Heading(sheet.title, style=title),
        Paragraph(_("Melding om uønsket hendelse ved samhandling")),
        Table(
            [Column(heading, share * CONTENT_WIDTH) for heading, share in columns],
            [Row((sheet.reference, sheet.direction, sheet.status, sheet.due), total=True)],
        ),
        Paragraph(
            _(
                "Melders navn og kontaktopplysninger er ikke tatt med. Skjemaet spør ikke etter "
                "pasientens navn eller fødselsnummer."
            ),
            SMALL,
        ),
    ]


def _incident(sheet: CaseSheet, language: Language) -> list[tuple[str, str]]:
    _ = language
    return [
        (_("Når"), sheet.occurred),
        (_("Kommune"), sheet.municipality),
        (_("Enhet i sykehuset"), sheet.unit),
        (_("Tjenestested"), "\n".join(sheet.service_kinds)),
        (_("Gjelder"), "\n".join(sheet.categories)),
        (_("Gjelder, slik mottaker ser det"), "\n".join(sheet.categories_recipient)),
        (_("Nummer i partenes egne systemer"), "\n".join(sheet.external_references)),
    ]


def _judgements(sheet: CaseSheet, language: Language) -> list[tuple[str, str]]:
    _ = language
    return [
        (_("Konsekvens, melders vurdering"), sheet.consequence_reporter),
        (_("Konsekvens, mottakers vurdering"), sheet.consequence_recipient),
        (_("Samtykke"), sheet.consent),
    ]


def _narratives(sheet: CaseSheet, language: Language) -> list[Block]:
    texts = (
        (language.words(NarrativeKind.DESCRIPTION.words), sheet.description),
        (language.words(NarrativeKind.IMMEDIATE_ACTION.words), sheet.immediate_action),
        (language.words(NarrativeKind.PROPOSAL.words), sheet.proposal),
        *sheet.supplements,
    )
    return _texts(texts, level=2)


def _answer(sheet: CaseSheet, language: Language) -> list[Block]:
    _ = language
    return [Heading(_("Svar"), 2), *_texts(sheet.answer, level=3)] if sheet.answer else []


def _timeline(sheet: CaseSheet, language: Language) -> list[Block]:
    _ = language
    if not sheet.timeline:
        return []
    columns = [
        Column(_("Tid"), DATE_WIDTH),
        Column(_("Enhet"), LABEL_WIDTH),
        Column(_("Hva"), CONTENT_WIDTH - DATE_WIDTH - LABEL_WIDTH),
    ]
    return [Heading(_("Tidslinje"), 2), Table(columns, [Row(entry) for entry in sheet.timeline])]


def _facts(heading: str, facts: Iterable[tuple[str, str]]) -> list[Block]:
    """Give label and value side by side; an empty value leaves no row."""
    rows = [Row((label, value)) for label, value in facts if value]
    columns = [Column("", LABEL_WIDTH), Column("", CONTENT_WIDTH - LABEL_WIDTH)]
    return [Heading(heading, 2), Table(columns, rows)] if rows else []


def _texts(texts: Iterable[tuple[str, str]], *, level: int) -> list[Block]:
    return [
        block
        for heading, text in texts
        if text
        for block in (Heading(heading, level), Paragraph(text))
    ]
