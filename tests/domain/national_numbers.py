"""National numbers that nobody has, of every kind, and the screen's rules and corpus for tests."""

import json
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from app.domain.screening import Rules, parse_rules

HERE = Path(__file__).parent
APP = HERE.parent.parent / "app"
RULES_TABLE: dict[str, Any] = json.loads((APP / "screening_rules.json").read_text("utf-8"))
NAMES_TABLE: dict[str, Any] = json.loads((APP / "screening_names.json").read_text("utf-8"))
RULES: Rules = parse_rules(RULES_TABLE, NAMES_TABLE)
CORPUS: dict[str, Any] = json.loads((HERE / "screening_corpus.json").read_text("utf-8"))
CARRIERS: list[str] = CORPUS["carriers"]["nb"] + CORPUS["carriers"]["nn"]
CLEAN: list[str] = CORPUS["clean"]["nb"] + CORPUS["clean"]["nn"]

# Published by Skatteetaten (the rule of 2032) and in NAV's fnrvalidator.
PUBLISHED = [
    "02013299997",
    "02013299903",
    "02013299806",
    "30108299920",
    "30108299939",
    "13527248013",
    "10915596784",
    "68467038838",
    "88888888831",
]


def seeded(seed: int | str) -> Random:
    return Random(seed)  # noqa: S311  the same numbers at every run


def check_digits(nine: str, remainder: int = 0) -> str | None:
    """Give the two check digits, or None when one of them would be 10."""
    first = (remainder - weigh(nine, (3, 7, 6, 1, 8, 9, 4, 5, 2))) % 11
    second = -weigh(f"{nine}{first}", (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return None if 10 in {first, second} else f"{first}{second}"


def weigh(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def generated(
    random: Random, day: int = 0, month: int = 0, remainders: tuple[int, ...] = (0,)
) -> str:
    """Draw a number whose day and month have something added to them."""
    while True:
        date = f"{random.randint(1, 28) + day:02}{random.randint(1, 12) + month:02}"
        nine = f"{date}{random.randint(0, 99):02}{random.randint(0, 999):03}"
        if checks := check_digits(nine, random.choice(remainders)):
            return nine + checks


def generated_fh(random: Random) -> str:
    while True:
        nine = str(random.randint(800_000_000, 999_999_999))
        if checks := check_digits(nine):
            return nine + checks


KINDS: dict[str, Callable[[Random], str]] = {
    "fodselsnummer": generated,
    "fodselsnummer of 2032": lambda random: generated(random, remainders=(0, 1, 2, 3)),
    "d_nummer": lambda random: generated(random, day=40),
    "h_nummer and Dolly": lambda random: generated(random, month=40),
    "synthetic": lambda random: generated(random, month=65),
    "Tenor": lambda random: generated(random, month=80),
    "D and H": lambda random: generated(random, day=40, month=40),
    "D and Tenor": lambda random: generated(random, day=40, month=80),
    "FH": generated_fh,
}
DATED = [kind for kind in KINDS if kind != "FH"]


def mistyped(number: str, random: Random) -> str:
    """Change one digit, or swap two neighbours that differ."""
    place = random.randrange(10)
    if random.random() < 0.5 or number[place] == number[place + 1]:
        other = (int(number[place]) + random.randint(1, 9)) % 10
        return f"{number[:place]}{other}{number[place + 1 :]}"
    return number[:place] + number[place + 1] + number[place] + number[place + 2 :]


def written(form: str, number: str) -> str:
    """Write a number in a form whose letters a to k stand for its eleven digits.

    Entities hold letters too, so these are set aside first.
    """
    pieces = re.split(r"(&#?\w+;|%[0-9A-F]{2})", form)
    table = str.maketrans("abcdefghijk", number)
    return "".join(p if p[:1] in {"&", "%"} else p.translate(table) for p in pieces)


def in_digits_from(zero: str, number: str) -> str:
    return "".join(chr(ord(zero) + int(digit)) for digit in number)


ENCODED: dict[str, Callable[[str], str]] = {
    "decimal entities": lambda number: "".join(f"&#{ord(c)};" for c in number),
    "hexadecimal entities": lambda number: "".join(f"&#x{ord(c):X};" for c in number),
    "entities twice": lambda number: "".join(f"&amp;#{ord(c)};" for c in number),
    "percent": lambda number: "".join(f"%{ord(c):02X}" for c in number),
    "percent twice": lambda number: "".join(f"%25{ord(c):02X}" for c in number),
    "JSON escapes": lambda number: "".join(f"\\u{ord(c):04x}" for c in number),
    "long escapes": lambda number: "".join(f"\\u{{{ord(c):x}}}" for c in number),
    "short escapes": lambda number: "".join(f"\\x{ord(c):02x}" for c in number),
    "tags": "<b>".join,
    "base64": lambda number: b64encode(number.encode()).decode(),
    "base64 of a line": lambda number: b64encode(f"Fnr {number} å".encode()).decode(),
    "base64 of two halves": lambda n: b64encode(f"{n[:6]} {n[6:]}".encode()).decode(),
    "full-width": lambda number: in_digits_from("\uff10", number),
    "full-width with entities": lambda n: "".join(f"&#{ord(c) + 0xFEE0};" for c in n),
    "percent of full-width": lambda n: "".join(f"%EF%BC%{ord(c) + 0x60:02X}" for c in n),
}
"""Ways in which tools write a number."""

WORDS = ("null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni")
MISSED: dict[str, Callable[[str], str]] = {
    "in words": lambda number: " ".join(WORDS[int(digit)] for digit in number),
    "backwards": lambda number: number[6:][::-1] + " " + number[:6][::-1],
}
"""Ways in which the screen does not look for a number; the docs say so."""
