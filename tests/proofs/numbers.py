"""National numbers that nobody has, of every kind, in every form that people write them."""

import json
import re
from pathlib import Path
from random import Random

CORPUS = json.loads(
    (Path(__file__).parents[1] / "domain" / "screening_corpus.json").read_text("utf-8")
)
FORMS: list[str] = CORPUS["written_forms"]
CARRIERS: list[str] = CORPUS["carriers"]["nb"] + CORPUS["carriers"]["nn"]

KINDS = ((0, 0), (40, 0), (0, 40), (0, 65), (0, 80), (40, 40), (40, 80))
"""What is added to day and month: none, D-number, H-number, synthetic, Tenor, and two at once."""

FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
ENTITY = re.compile(r"(&#?\w+;|%[0-9A-F]{2})")


def drawn_number(random: Random) -> str:
    """Draw a number with a date and right check digits (Skatteetaten's rule)."""
    while True:
        day, month = random.choice(KINDS)
        date = f"{random.randint(1, 28) + day:02}{random.randint(1, 12) + month:02}"
        nine = f"{date}{random.randint(0, 99_999):05}"
        first = -_weighed(nine, FIRST_WEIGHTS) % 11
        second = -_weighed(f"{nine}{first}", SECOND_WEIGHTS) % 11
        if first < 10 and second < 10:
            return f"{nine}{first}{second}"


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def written(form: str, number: str) -> str:
    """Write a number in a form whose letters a to k stand for its digits, entities left alone."""
    table = str.maketrans("abcdefghijk", number)
    return "".join(
        piece if ENTITY.fullmatch(piece) else piece.translate(table) for piece in ENTITY.split(form)
    )


def sentence(number: str, random: Random) -> str:
    """Give a sentence that a person could have written, with the number in it."""
    return random.choice(CARRIERS).format(written(random.choice(FORMS), number))
