"""The case sheet: one case as PDF for either party's archive, without anybody's identity."""

from app.language import Language
from reports.case import CaseSheet

__all__ = ["CaseSheet", "case_sheet"]


def case_sheet(sheet: CaseSheet, language: Language, *, demo: bool = False) -> bytes:
    """Draw the sheet as A4, the same bytes for the same input; ``demo`` marks it as fictional.

    Raises:
        reports.fonts.FontsMissing: when ``make install`` has not put the fonts in place.
    """
    # ReportLab is imported here and not above: a web process that draws nothing starts sooner.
    from reports.case_pages import case_pages  # noqa: PLC0415
    from reports.document import Imprint, render  # noqa: PLC0415

    _ = language
    imprint = Imprint(
        title=sheet.title,
        author=sheet.helsefellesskap,
        language=language.code,
        footer=" · ".join(filter(None, (sheet.reference, sheet.helsefellesskap, sheet.printed_on))),
        page_of=lambda number, count: _("Side %(number)s av %(count)s", number=number, count=count),
        mark=_("Fiktiv sak") if demo else "",
    )
    return render([case_pages(sheet, language)], imprint)
