"""The files of a released year: reports and data files for each reader, in both languages.

Everything is drawn of frozen figures and texts, and equal ones give equal bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from app.domain.figures import Figures
from app.domain.releasing import FINDINGS, DrawnFile, FileKind, ReleaseTextKind, Texts
from app.domain.vocabulary import Audience
from app.language import NAMES, Language
from reports.annual_report import annual_report
from reports.data_file import csv_of, json_stat_of
from reports.findings import findings
from reports.reading import Reading
from reports.texts import ReportTexts

ENDINGS = {FileKind.PDF: "pdf", FileKind.CSV: "csv", FileKind.JSON_STAT: "json"}
CODES = tuple(NAMES)


def computed_texts(figures: Figures) -> Texts:
    """Word the findings of FSU's figures, in every language; what is not found is not there."""
    return {
        (kind, code): sentence
        for code in CODES
        for kind, sentence in zip(
            FINDINGS, findings(Reading(figures, Language(code))), strict=False
        )
    }


def report_texts(texts: Texts, code: str) -> ReportTexts:
    """Give the texts of one language as the report draws them."""
    said = {kind: texts.get((kind, code), "").strip() for kind in ReleaseTextKind}
    return ReportTexts(
        findings=tuple(said[kind] for kind in FINDINGS),
        remark=said[ReleaseTextKind.REMARK],
        changes=said[ReleaseTextKind.CHANGES],
    )


def draw_report(
    figures: Figures, texts: Texts, language: Language, *, drawn_on: date, demo: bool = False
) -> bytes:
    """Draw one report as PDF. A party's annex has its own computed findings, not FSU's texts.

    Raises:
        reports.fonts.FontsMissing: when ``make install`` has not put the fonts in place.
    """
    is_annex = figures.audience is Audience.INTERNAL
    return annual_report(
        figures,
        language,
        helsefellesskap=language.words(figures.helsefellesskap),
        generated_on=drawn_on,
        demo=demo,
        texts=None if is_annex else report_texts(texts, language.code),
    )


def draw(
    figures: Iterable[Figures],
    texts: Texts,
    *,
    drawn_on: date,
    demo: bool = False,
) -> tuple[DrawnFile, ...]:
    """Draw every file of a version: for FSU, for SSU, and an annex for each party.

    ``figures`` are those of all readers; the public has pages and no files. ``drawn_on`` is
    printed in the reports.

    Raises:
        reports.fonts.FontsMissing: when ``make install`` has not put the fonts in place.
    """
    return tuple(
        file
        for each in figures
        if each.audience is not Audience.PUBLIC
        for code in CODES
        for file in _drawn(each, texts, Language(code), drawn_on, demo=demo)
    )


def file_name(figures: Figures, code: str, kind: FileKind) -> str:
    """Name a file after its reader, language and kind."""
    reader = f"vedlegg-{figures.party}" if figures.party else figures.audience.value
    return f"{reader}-{code}.{ENDINGS[kind]}"


def _drawn(
    figures: Figures,
    texts: Texts,
    language: Language,
    drawn_on: date,
    *,
    demo: bool,
) -> Iterator[DrawnFile]:
    for kind in ENDINGS:
        if kind is FileKind.PDF:
            content = draw_report(figures, texts, language, drawn_on=drawn_on, demo=demo)
        else:
            content = DATA_FILES[kind](figures, language)
        name = file_name(figures, language.code, kind)
        yield DrawnFile(name, kind, figures.audience, language.code, content, figures.party)


DATA_FILES: Mapping[FileKind, Callable[[Figures, Language], bytes]] = {
    FileKind.CSV: csv_of,
    FileKind.JSON_STAT: json_stat_of,
}
