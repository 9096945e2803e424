"""The annual report: figures in, a PDF out."""

from datetime import date

from app.domain.figures import Figures
from app.domain.vocabulary import Audience
from app.language import Language
from reports.reading import Reading
from reports.standing import mark_of
from reports.texts import NO_TEXTS, ReportTexts

__all__ = ["ReportTexts", "annual_report"]


def annual_report(
    figures: Figures,
    language: Language,
    *,
    helsefellesskap: str,
    generated_on: date,
    demo: bool = False,
    texts: ReportTexts | None = None,
) -> bytes:
    """Draw the annual report as A4, the same bytes for the same input.

    SSU gets exactly two pages; every other audience gets the long report, with the tables that its
    figures hold. A party's own figures are its annex, marked as for that party on every page, and
    a report that nobody has adopted is marked as a draft. ``generated_on`` is printed on the cover;
    ``demo`` marks every page as fictional.

    Raises:
        reports.fonts.FontsMissing: when ``make install`` has not put the fonts in place.
    """
    # ReportLab is imported here and not above: a web process that draws nothing starts sooner.
    from reports.composition import Composed, cover_of, long_report, two_pages  # noqa: PLC0415
    from reports.document import Imprint, render  # noqa: PLC0415

    _ = language
    reading = Reading(figures, language, compact=figures.audience is Audience.SSU)
    report = Composed(reading, texts or NO_TEXTS, generated_on)
    mark = " · ".join(filter(None, (_("Fiktive tall") if demo else "", mark_of(reading))))
    cover = cover_of(report, helsefellesskap, mark)
    title = _("Uønskede hendelser i samhandlingen. Årsrapport %(year)s", year=figures.year)
    imprint = Imprint(
        title=f"{title}, {helsefellesskap}",
        author=helsefellesskap,
        language=language.code,
        footer=f"{helsefellesskap} · " + _("Årsrapport %(year)s", year=figures.year),
        page_of=lambda number, count: _("Side %(number)s av %(count)s", number=number, count=count),
        mark=mark,
    )
    compose = two_pages if reading.compact else long_report
    return render(compose(report, cover), imprint)
