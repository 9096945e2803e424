"""What may stand in each cell of a file with steering information, and what is said of the rest."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.screening import Certainty, Finding, FindingKind
from app.domain.steering import SteeringKey, SteeringMeasure
from app.domain.vocabulary import Words

LONGEST_DETAIL = 60
MOST_DIGITS = 7
FIRST_YEAR, LAST_YEAR = 2000, 2100
YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})")
MONTH_FIRST = re.compile(r"(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")
WHOLE_NUMBER = re.compile(r"[0-9]+|[0-9]{1,3}( [0-9]{3})+")
NEGATIVE = re.compile(r"[-\N{MINUS SIGN}\N{EN DASH}] ?[0-9]+")
NO_FIGURE = frozenset({"", ":", ".", "..", "...", "-", "–", "*", "null"})
"""How other systems write that there is no figure, or none to show."""

MEASURES: Mapping[str, SteeringMeasure] = {
    "utskrivninger": SteeringMeasure.DISCHARGES,
    "utskrivingar": SteeringMeasure.DISCHARGES,
    "akuttinnleggelser": SteeringMeasure.ACUTE_ADMISSIONS,
    "akuttinnleggingar": SteeringMeasure.ACUTE_ADMISSIONS,
    "reinnleggelser": SteeringMeasure.READMISSIONS,
    "reinnleggingar": SteeringMeasure.READMISSIONS,
    "utskrivningsklare": SteeringMeasure.OVERDUE_DISCHARGEABLE,
    "utskrivingsklare": SteeringMeasure.OVERDUE_DISCHARGEABLE,
    **{measure.value: measure for measure in SteeringMeasure},
}
"""What a measure is called in the file; capital letters or not."""

UNKNOWN_MUNICIPALITY = Words(
    "Kommunen er ikke med i helsefellesskapet. Skriv navnet eller kommunenummeret.",
    "Kommunen er ikkje med i helsefellesskapet. Skriv namnet eller kommunenummeret.",
)
NO_MONTH = Words(
    "Måneden må skrives slik: 2026-01 eller 01.2026.",
    "Månaden må skrivast slik: 2026-01 eller 01.2026.",
)
LATER_MONTH = Words(
    "Måneden kommer etter dagen tallene ble hentet ut.",
    "Månaden kjem etter dagen tala vart henta ut.",
)
UNKNOWN_MEASURE = Words(
    "Målet må være utskrivninger, akuttinnleggelser, reinnleggelser eller utskrivningsklare.",
    "Målet må vere utskrivingar, akuttinnleggingar, reinnleggingar eller utskrivingsklare.",
)
NO_COUNT = Words(
    "Antallet mangler. Viser ikke kilden noe tall, så ta bort raden.",
    "Talet manglar. Viser ikkje kjelda noko tal, så ta bort rada.",
)
NOT_WHOLE = Words(
    "Antallet må være et helt tall med siffer, som 0 eller 128.",
    "Talet må vere eit heilt tal med siffer, som 0 eller 128.",
)
BELOW_ZERO = Words("Antallet kan ikke være mindre enn null.", "Talet kan ikkje vere under null.")
TOO_GREAT = Words(
    f"Antallet kan ikke ha mer enn {MOST_DIGITS} siffer.",
    f"Talet kan ikkje ha meir enn {MOST_DIGITS} siffer.",
)
LONG_DETAIL = Words(
    f"Detaljen kan ha høyst {LONGEST_DETAIL} tegn.",
    f"Detaljen kan ha høgst {LONGEST_DETAIL} teikn.",
)
ODD_DETAIL = Words(
    "Detaljen må begynne med en bokstav eller et tall, og ha vanlige tegn.",
    "Detaljen må byrje med ein bokstav eller eit tal, og ha vanlege teikn.",
)
NAMED_DETAIL = Words(
    "Detaljen ligner et navn på en person. Skriv hva slags henviser eller årsak det er.",
    "Detaljen liknar eit namn på ein person. Skriv kva slags tilvisar eller årsak det er.",
)
IDENTIFIER = Words(
    "Raden har noe som ligner et fødselsnummer. Derfor vises den ikke her.",
    "Rada har noko som liknar eit fødselsnummer. Derfor blir ho ikkje vist her.",
)

Screen = Callable[[str], Sequence[Finding]]


@dataclass(frozen=True)
class Known:
    """What rows are held against.

    ``municipalities`` gives a party's key for each way of writing it, in lower case. No month may
    begin after ``until``. ``screen`` finds what could identify somebody.
    """

    municipalities: Mapping[str, str]
    until: date
    screen: Screen


class CellFault(Exception):
    """A cell that cannot be read; ``words`` say what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.nb)
        self.words = words


class RowFault(Exception):
    """A row with one or more cells that cannot be read."""

    def __init__(self, reasons: tuple[Words, ...]) -> None:
        super().__init__(" ".join(words.nb for words in reasons))
        self.reasons = reasons


def read_cells(cells: Mapping[str, str], known: Known) -> tuple[SteeringKey, int]:
    """Read a row by its columns; a column that is not there is empty.

    Raises:
        RowFault: with all that is wrong, and nothing else where there is an identifier.
    """
    if any(is_identifier(text, known.screen) for text in cells.values()):
        raise RowFault((IDENTIFIER,))
    found: dict[str, Any] = {}
    reasons: list[Words] = []
    for column, read in READERS.items():
        try:
            found[column] = read(cells.get(column, ""), known)
        except CellFault as fault:
            reasons.append(fault.words)
    if reasons:
        raise RowFault(tuple(reasons))
    return _key(**found)


def is_identifier(text: str, screen: Screen) -> bool:
    """Tell whether something in a text may be shown to nobody."""
    return any(finding.certainty is Certainty.REFUSED for finding in screen(text))


def _key(
    kommune: str, maaned: date, maal: SteeringMeasure, antall: int, detalj: str
) -> tuple[SteeringKey, int]:
    return SteeringKey(kommune, maal, detalj, maaned), antall


def _municipality(text: str, known: Known) -> str:
    key = known.municipalities.get(text.casefold())
    if key is None:
        raise CellFault(UNKNOWN_MUNICIPALITY)
    return key


def _month(text: str, known: Known) -> date:
    found = YEAR_FIRST.fullmatch(text) or MONTH_FIRST.fullmatch(text)
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        raise CellFault(NO_MONTH)
    try:
        month = date(int(found["year"]), int(found["month"]), 1)
    except ValueError as fault:
        raise CellFault(NO_MONTH) from fault
    if month > known.until:
        raise CellFault(LATER_MONTH)
    return month


def _measure(text: str, _known: Known) -> SteeringMeasure:
    measure = MEASURES.get(text.casefold())
    if measure is None:
        raise CellFault(UNKNOWN_MEASURE)
    return measure


def _count(text: str, _known: Known) -> int:
    if text.casefold() in NO_FIGURE:
        raise CellFault(NO_COUNT)
    if NEGATIVE.fullmatch(text):
        raise CellFault(BELOW_ZERO)
    if not WHOLE_NUMBER.fullmatch(text):
        raise CellFault(NOT_WHOLE)
    digits = text.replace(" ", "")
    if len(digits) > MOST_DIGITS:
        raise CellFault(TOO_GREAT)
    return int(digits)


def _detail(text: str, known: Known) -> str:
    if len(text) > LONGEST_DETAIL:
        raise CellFault(LONG_DETAIL)
    if text and not (text[0].isalnum() and text.isprintable()):
        raise CellFault(ODD_DETAIL)
    if any(finding.kind is FindingKind.NAME for finding in known.screen(text)):
        raise CellFault(NAMED_DETAIL)
    return text


READERS: Mapping[str, Callable[[str, Known], object]] = {
    "kommune": _municipality,
    "maaned": _month,
    "maal": _measure,
    "antall": _count,
    "detalj": _detail,
}
"""The columns of the file, in the order that the template has them."""
