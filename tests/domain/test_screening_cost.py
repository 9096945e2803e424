"""The screen's cost is linear, whoever writes the text, and small for what people write."""

import math
import time
from collections.abc import Callable

import pytest

from app.domain.screening import find_identifiers, refused_across
from tests.domain.national_numbers import CLEAN, RULES

LONGEST_NARRATIVE = 4_000
"""Characters; see NARRATIVE_LENGTH of the forms."""

HOSTILE = [
    "1 ",
    "12 12 12 ",
    "130585 12345 ",
    "130570 x",
    "13.05.41 ",
    "O1",
    "&#49;",
    "&amp;#49;",
    "%2531",
    "\\u0031",
    "\\",
    "<a",
    "MTMwNTg1MTIzNDU",
    "MTMwNTg1MTIzNDU= ",
    "\u200b1",
    "\ufdfa",
    " ",
    "a",
    "A",
    "A ",
    "A.A.A.",
    "Kari ",
    "Xyz-",
    "pasient KN ",
    "Ali bin ",
    "Aveien ",
    "a.a@a.a ",
    "f. ",
    "fnr ",
    "fnr 1 ",
    "fnr er ",
    "født x ",
    "130541 født ",
    "bor i a",
    "sak 123 ",
    "Ola\n",
]
LONGEST = ["1", "130585 12345 ", "&#49;", "A.A.A.", "Kari "]

LEAST_ROUNDS, ROUNDS = 2, 7


def timed(act: Callable[[], object]) -> float:
    """Give the process time of an act, in seconds."""
    started = time.process_time()
    act()
    return time.process_time() - started


def fastest(act: Callable[[], object]) -> float:
    """Give the shortest process time of seven, in seconds."""
    return min(timed(act) for _ in range(ROUNDS))


def assert_linear(unit: str, length: int) -> None:
    """See it in one of a few rounds; what others do on the machine slows any one of them."""
    half = (unit * length)[: length // 2]
    short = long = math.inf
    for past in range(ROUNDS):
        short = min(short, timed(lambda: find_identifiers(half, RULES)))
        long = min(long, timed(lambda: find_identifiers(half * 2, RULES)))
        if past + 1 >= LEAST_ROUNDS and long <= 2.2 * short + 0.02:
            return
    raise AssertionError(f"{short:.3f} s for the half, {long:.3f} s for the whole")


@pytest.mark.parametrize("unit", HOSTILE, ids=ascii)
def test_twice_the_hostile_text_takes_little_more_than_twice_the_time(unit: str) -> None:
    assert_linear(unit, 20_000)


@pytest.mark.parametrize("unit", LONGEST, ids=ascii)
def test_so_does_the_longest_text_that_is_screened(unit: str) -> None:
    assert_linear(unit, 100_000)


def test_texts_side_by_side_cost_no_more_than_their_ends() -> None:
    texts = ["130585 " * 10_000] * 20
    assert fastest(lambda: refused_across(texts, RULES)) < 0.2


def test_a_long_narrative_is_screened_before_anyone_notices() -> None:
    narrative = (" ".join(CLEAN) * 2)[:LONGEST_NARRATIVE]
    assert fastest(lambda: find_identifiers(narrative, RULES)) < 0.04
