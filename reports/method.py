"""How the figures are made, what they cannot say, and what the symbols mean."""

from reports.flowables import Block, Heading, Paragraph
from reports.legend import legend
from reports.reading import Reading
from reports.sections.timeliness import proposed
from reports.tables import Column, Row, Table
from reports.theme import BODY, CONTENT_WIDTH, SMALL

POINT = BODY.but(size=9.5, leading=14.0, after=4)


def method(reading: Reading) -> list[Block]:
    """Give the page that stands before all figures."""
    _ = reading.language
    left_out = _left_out(reading)
    return [
        Heading(_("Slik er tallene laget")),
        *_points(_how(reading)),
        Heading(_("Hva tallene ikke kan si"), 2),
        *_points(_limits(reading)),
        *([Heading(_("Det som ikke vises"), 2), *_points(left_out)] if left_out else []),
        Heading(_("Tegn i tabellene"), 2),
        Table(
            [Column("", 40), Column("", CONTENT_WIDTH - 40)],
            [Row((symbol, words)) for symbol, words in legend(reading).items()],
        ),
    ]


def short_method(reading: Reading) -> list[Block]:
    """Give the same in a few lines, for a report of two pages."""
    _ = reading.language
    sentences = (
        _("En melding telles i det året den først ble sendt til mottakeren, etter norsk dato."),
        _("Tallene viser hva som er meldt, ikke alt som har hendt."),
        _("Flere meldinger er ikke dårlig nytt: det kan bety at flere melder."),
        _("Flere tabeller står i rapporten til FSU."),
    )
    used = reading.symbols
    symbols = "  ".join(
        f"«{symbol}» {words}" for symbol, words in legend(reading).items() if symbol in used
    )
    return [
        Paragraph(" ".join(sentences), SMALL.but(before=8, after=2)),
        Paragraph(symbols, SMALL.but(after=0)),
    ]


def _points(sentences: list[str]) -> list[Block]:
    return [Paragraph(sentence, POINT, bullet="–") for sentence in sentences]


def _how(reading: Reading) -> list[str]:
    _ = reading.language
    return [
        _(
            "En melding telles i det året den først ble sendt til mottakeren, etter dato i Norge. "
            "Meldinger som er ført inn i ettertid, telles på sin opprinnelige dato."
        ),
        _(
            "Alle sendte meldinger er med. Trukne meldinger, dobbeltmeldinger og tester står på "
            "egne linjer: sendte meldinger er summen av dem som regnes med, og disse linjene."
        ),
        _(
            "En sak telles én gang, hos enheten som har ansvaret. Saker som flere enheter har "
            "ansvar for, står under «felles»."
        ),
        _(
            "En melding kan gjelde flere tjenestesteder og flere temaer. I de tabellene blir "
            "radene til sammen flere enn meldingene, og andelene er regnet av meldingene."
        ),
        _(
            "Andelen innen fristen er regnet av saker som er bekreftet eller besvart, og saker der "
            "fristen er ute. Fristen er den som ble satt da meldingen ble sendt."
        ),
        *filter(None, [proposed(reading), _waiting(reading)]),
        _(
            "Median er den midterste verdien: halvparten av sakene tok så mange dager eller færre. "
            "Der det står «ni av ti», tok ni av ti saker så mange dager eller færre."
        ),
        _("Andeler er avrundet til én desimal i tabellene og til hele prosent i teksten."),
        *filter(None, [_pooled(reading)]),
    ]


def _waiting(reading: Reading) -> str:
    """Say where reports that wait for a line manager are, when any has waited."""
    if "median_days_to_sent" not in reading.rows("days"):
        return ""
    return reading.language(
        "Meldinger som venter på melders leder, er ikke med før de er sendt til mottakeren."
    )


def _pooled(reading: Reading) -> str:
    """Name the tables whose cells count several years together."""
    _ = reading.language
    pooled = [key for key in reading.keys if len(reading.tables[key].years) > 1]
    if not pooled:
        return ""
    return _(
        "For å vise mest mulig er flere år talt sammen i noen tabeller: %(tables)s.",
        tables="; ".join(f"«{reading.title(key)}»" for key in pooled),
    )


def _left_out(reading: Reading) -> list[str]:
    """Give the tables that are not shown, each with the sentence that says why."""
    words = reading.language.words
    return [
        f"«{reading.title(each.key)}»: {words(each.reason)}" for each in reading.figures.left_out
    ]


def _limits(reading: Reading) -> list[str]:
    _ = reading.language
    return [
        _(
            "Tallene viser hva som er meldt, ikke alt som har hendt. Flere meldinger kan bety at "
            "flere melder, ikke at tjenestene er blitt dårligere."
        ),
        _(
            "Parter og enheter kan ikke sammenlignes uten videre. De har ulikt antall pasienter og "
            "ulik meldekultur, og er ikke rangert."
        ),
        _(
            "De fleste tabellene viser én opplysning om gangen. De sier ikke hvordan opplysningene "
            "henger sammen, for eksempel hvilke temaer som gir lang svartid."
        ),
        _(
            "Konsekvensen er melderens og mottakerens vurdering. Den slår ikke fast hva som var "
            "årsaken."
        ),
        _(
            "Små tall svinger fra år til år. En forskjell på noen få meldinger er sjelden et "
            "tegn på endring."
        ),
    ]
