"""Clean narratives, drawn from clauses: nothing in them may be refused, hardly anything warned of.

Doses, dates, times, blood values, organisation and licence numbers, lot numbers and barcodes of
every length but eleven, references and codes stand side by side as they do in real reports.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from string import Formatter

CLAUSES = json.loads((Path(__file__).parent / "clauses.json").read_text("utf-8"))
WORDS: dict[str, list[str]] = CLAUSES["words"]
FORMS = ("nb", "nn", "shorthand")
FEWEST, MOST = 2, 6
DATES = (
    "{d:02}.{m:02}.{y}",
    "{d}.{m}.{y}",
    "{d:02}.{m:02}.{s:02}",
    "{d}/{m}-{s:02}",
    "{y}-{m:02}-{d:02}",
)
TIMES = ("{h:02}.{i:02}", "{h:02}:{i:02}", "{h}.{i:02}", "{h:02}{i:02}")
PHONES = ("33 {a:02} {b:02} {c:02}", "33{a:02}{b:02}{c:02}", "+47 33 {a:02} {b:02} {c:02}")
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOT_LENGTHS = (5, 6, 7, 8, 9, 10, 12, 13)
OLDEST_NOT_WARNED_OF = 89


def clean_narratives(count: int, random: Random, *, with_phones: bool = False) -> Iterator[str]:
    """Give narratives; ``with_phones`` when a ward's phone may stand in them."""
    for _ in range(count):
        form = random.choice(FORMS)
        clauses = random.sample(CLAUSES[form], random.randint(FEWEST, MOST))
        if with_phones:
            clauses.append(random.choice(CLAUSES["with_a_ward_phone"][form]))
        yield _joined(form).join(_filled(clause, random) for clause in clauses)


def _joined(form: str) -> str:
    return ". " if form == "shorthand" else " "


def _filled(clause: str, random: Random) -> str:
    pieces = Formatter().parse(clause)
    return "".join(text + (_drawn(name, random) if name else "") for text, name, _, _ in pieces)


def _drawn(name: str, random: Random) -> str:
    return random.choice(WORDS[name]) if name in WORDS else DRAWN[name](random)


def _date(random: Random) -> str:
    day, month, year = random.randint(1, 31), random.randint(1, 12), random.randint(2023, 2026)
    return random.choice(DATES).format(d=day, m=month, y=year, s=year % 100)


def _time(random: Random) -> str:
    return random.choice(TIMES).format(h=random.randint(0, 23), i=random.randint(0, 59))


def _dose(random: Random) -> str:
    whole = random.choice((1, 2, 5, 10, 20, 25, 40, 50, 75, 100, 150, 250, 500, 1000))
    return random.choice((f"{whole} mg", f"{whole}mg", f"{whole},5 mg", f"{whole} mikrog"))


def _organisation(random: Random) -> str:
    digits = f"9{_digits(8)(random)}"
    return random.choice((digits, f"{digits[:3]} {digits[3:6]} {digits[6:]}"))


def _phone(random: Random) -> str:
    a, b, c = (random.randint(0, 99) for _ in range(3))
    return random.choice(PHONES).format(a=a, b=b, c=c)


def _lot(random: Random) -> str:
    return _digits(random.choice(LOT_LENGTHS))(random)


def _archive(random: Random) -> str:
    year, number = random.randint(2019, 2026), random.randint(1, 99_999)
    return random.choice((f"{year}/{number}", f"{year % 100}/{number:05}-{number % 40 + 1}"))


def _reference(random: Random) -> str:
    letter = random.choice(SIGNS[10:])
    signs = "".join(random.choices(SIGNS, k=7))
    return f"{letter}{signs[:3]}-{signs[3:]}"


def _digits(length: int) -> Callable[[Random], str]:
    return lambda random: "".join(random.choices("0123456789", k=length))


def _number(low: int, high: int, decimals: int = 0) -> Callable[[Random], str]:
    def draw(random: Random) -> str:
        return f"{random.uniform(low, high):.{decimals}f}".replace(".", ",")

    return draw


def _pressure(random: Random) -> str:
    return f"{random.randint(85, 199)}/{random.randint(45, 110)}"


DRAWN: dict[str, Callable[[Random], str]] = {
    "date": _date,
    "time": _time,
    "dose": _dose,
    "pressure": _pressure,
    "organisation": _organisation,
    "phone": _phone,
    "lot": _lot,
    "archive": _archive,
    "reference": _reference,
    "barcode": _digits(13),
    "licence": lambda random: _digits(random.choice((7, 9)))(random),
    "few": _number(2, 12),
    "age": _number(18, OLDEST_NOT_WARNED_OF),
    "pulse": _number(45, 140),
    "temperature": _number(35, 40, 1),
    "saturation": _number(75, 99),
    "haemoglobin": _number(6, 16, 1),
    "crp": _number(1, 350),
    "creatinine": _number(40, 300),
    "potassium": _number(2, 6, 1),
    "sodium": _number(120, 150),
    "glucose": _number(2, 25, 1),
    "weight": _number(40, 120),
    "height": _number(145, 195),
    "kmi": _number(15, 35, 1),
    "units": lambda random: random.choice(("2500", "5000", "7 500", "10 000")),
    "month": lambda random: f"{random.randint(1, 12):02}",
    "year": lambda random: str(random.randint(2022, 2026)),
}
