"""Codes that are derived: the same every time, no word, no number, and good for nothing else."""

import re

from app.domain.links import Links, Purpose
from app.domain.screening import find_identifiers
from app.screening import screening_rules

LINKS = Links(b"l" * 40, "http://localhost")
CODES = [LINKS.lookup_code(f"case-{number}") for number in range(2000)]


def test_a_code_is_letter_and_digit_by_turns_without_what_is_taken_for_another_sign():
    pattern = re.compile(r"(?:[BCDFGHJKMNPQRSTVWXZ][2-9]){2}[BCDFGHJKMNPQRSTVWXZ]")
    assert all(pattern.fullmatch(code) for code in CODES)


def test_a_code_is_the_cases_own():
    assert LINKS.lookup_code("case-1") == LINKS.lookup_code("case-1")
    assert len(set(CODES)) > 1980


def test_another_installation_has_other_codes():
    other = Links(b"m" * 40, "http://localhost")
    assert [other.lookup_code(f"case-{number}") for number in range(20)] != CODES[:20]


def test_the_screen_finds_nothing_in_a_code():
    text = " ".join(CODES[:400])
    assert not find_identifiers(text, screening_rules())


def test_a_code_says_nothing_of_the_follow_link():
    token = LINKS.token(Purpose.FOLLOW, "case-1", 0)
    assert LINKS.lookup_code("case-1").lower() not in token
    assert LINKS.token(Purpose.LOOKUP, "case-1", 0) != token
