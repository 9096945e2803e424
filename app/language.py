"""Norwegian at every surface: words, numbers and dates in bokmål and nynorsk.

Bokmål is the message itself, in templates and code; nynorsk is a catalogue beside. Both are
complete and equal in content (språklova § 14), which the tests hold.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from app.domain.deadlines import OSLO
from app.domain.rounding import in_percent, rounded
from app.domain.vocabulary import Words

TRANSLATIONS = Path(__file__).parent / "translations"
CODES = ("nb", "nn")
NAMES = {"nb": "Bokmål", "nn": "Nynorsk"}
Day = date | datetime  # named here, for the method ``date`` hides the type below it

ALIASES = {"no": "nb", "no-no": "nb", "nb-no": "nb", "nn-no": "nn", "no-nynorsk": "nn"}


@cache
def _catalogue(code: str) -> Catalog | None:
    path = TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return None
    with path.open("rb") as source:
        return read_po(source, locale=code)


@dataclass(frozen=True)
class Language:
    """One of the languages people read. Call it with a bokmål message to get the words."""

    code: str

    def __call__(self, message: str, **values: object) -> str:
        """Give the message in this language, with ``%(name)s`` filled in."""
        words = self._found(message)
        return words % self._spoken(values) if values else words

    def text(self, message: str) -> str:
        """Give the message in this language."""
        return self._found(message)

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """Give the form that fits ``count``, with ``%(count)s`` and ``values`` filled in."""
        found = self._found_plural(one, many)
        return found[0 if count == 1 else 1] % self._spoken({"count": self.number(count), **values})

    def words(self, words: Words) -> str:
        """Give the words of a closed list or a register in this language."""
        return words.within(self.code)

    def number(self, value: float | Decimal, decimals: int = 0) -> str:
        """Write a number the Norwegian way: decimal comma, no-break space between thousands."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        written = format_decimal(rounded(value, decimals), format=pattern, locale=self.code)
        return written.replace("-", "\N{MINUS SIGN}")

    def percent(self, share: float, decimals: int = 0) -> str:
        """Write a share of one as per cent, with a no-break space before the sign.

        What is not all is never written as 100, nor what is something as 0.
        """
        return f"{self.number(in_percent(share, decimals), decimals)}\N{NO-BREAK SPACE}%"

    def date(self, day: Day) -> str:
        """Write a date in full: «3. februar 2026». A datetime gives its date in Oslo."""
        return format_date(_day(day), format="d. MMMM y", locale=self.code)

    def weekday(self, day: Day) -> str:
        """Write a date with its weekday: «tirsdag 3. februar 2026»."""
        return format_date(_day(day), format="EEEE d. MMMM y", locale=self.code)

    def short_date(self, day: Day) -> str:
        """Write a date in digits: «03.02.2026»."""
        return _day(day).strftime("%d.%m.%Y")

    def moment(self, moment: datetime) -> str:
        """Write a date and time in Oslo: «3. februar 2026 kl. 14.05»."""
        return f"{self.date(moment)} kl. {moment.astimezone(OSLO):%H.%M}"

    def month(self, number: int) -> str:
        """Give the month's name; 1 is januar."""
        return str(Locale.parse(self.code).months["stand-alone"]["wide"][number])

    def _spoken(self, values: dict[str, object]) -> dict[str, object]:
        """Let names that a register gives in both languages stand in a sentence."""
        return {
            name: self.words(value) if isinstance(value, Words) else value
            for name, value in values.items()
        }

    def _found(self, message: str) -> str:
        catalogue = _catalogue(self.code)
        entry = catalogue.get(message) if catalogue else None
        return str(entry.string) if entry and entry.string else message

    def _found_plural(self, one: str, many: str) -> tuple[str, str]:
        catalogue = _catalogue(self.code)
        entry = catalogue.get((one, many)) if catalogue else None
        if entry and isinstance(entry.string, tuple) and all(entry.string):
            return entry.string[0], entry.string[1]
        return one, many


def _day(day: Day) -> date:
    return day.astimezone(OSLO).date() if isinstance(day, datetime) else day


def language_named(code: str) -> Language:
    """Give the language with a code, an alias of it, or bokmål when the code is unknown."""
    known = ALIASES.get(code.lower(), code.lower())
    return Language(known if known in CODES else "nb")
