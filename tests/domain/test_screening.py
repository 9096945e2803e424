"""The screen refuses national numbers in every form people write them, and little else."""

import json
import re
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.screening import (
    Certainty,
    Finding,
    FindingKind,
    Rules,
    find_identifiers,
    parse_rules,
    refused,
)

HERE = Path(__file__).parent
RULES_FILE = HERE.parent.parent / "app" / "screening_rules.json"
RULES = parse_rules(json.loads(RULES_FILE.read_text("utf-8")))
CORPUS: dict[str, Any] = json.loads((HERE / "screening_corpus.json").read_text("utf-8"))
CARRIERS = CORPUS["carriers"]["nb"] + CORPUS["carriers"]["nn"]
CLEAN = CORPUS["clean"]["nb"] + CORPUS["clean"]["nn"]

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
    """Change one digit, or swap two neighbours."""
    place = random.randrange(10)
    if random.random() < 0.5:
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


def only_finding(text: str) -> Finding:
    findings = refused(text, RULES)
    assert len(findings) == 1, text
    return findings[0]


def assert_marked(carrier: str, as_written: str) -> None:
    """The one finding points at the number, from its first to its last digit."""
    text = carrier.format(as_written)
    finding = only_finding(text)
    assert text[finding.start : finding.end] == as_written.removeprefix("("), text


@pytest.mark.parametrize("number", PUBLISHED)
def test_a_published_number_passes_the_check_digits(number: str) -> None:
    assert all(check.holds(number) for check in RULES.national_number.checks)


@pytest.mark.parametrize("number", PUBLISHED)
@pytest.mark.parametrize("form", CORPUS["written_forms"])
def test_a_published_number_is_refused_however_it_is_written(number: str, form: str) -> None:
    assert refused(written(form, number), RULES)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", CORPUS["written_forms"])
def test_a_number_is_refused_and_marked_in_every_form_and_sentence(kind: str, form: str) -> None:
    random = seeded(f"{kind} {form}")
    for carrier in CARRIERS:
        assert_marked(carrier, written(form, KINDS[kind](random)))


@pytest.mark.parametrize("kind", DATED)
@pytest.mark.parametrize("form", CORPUS["written_forms_with_a_date"])
def test_a_number_after_a_date_with_its_century_is_refused(kind: str, form: str) -> None:
    random = seeded(f"{kind} {form}")
    for carrier in CARRIERS:
        assert_marked(carrier, written(form, KINDS[kind](random)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_bare_number_with_a_typing_error_is_refused(kind: str) -> None:
    random = seeded(kind)
    for _ in range(200):
        assert refused(f"Fnr {mistyped(KINDS[kind](random), random)}.", RULES)


@pytest.mark.parametrize("kind", DATED)
def test_nearly_every_separated_number_with_a_typing_error_is_refused(kind: str) -> None:
    random = seeded(kind)
    drawn = [mistyped(KINDS[kind](random), random) for _ in range(500)]
    missed = [n for n in drawn if not refused(f"Fnr {n[:6]} {n[6:]}.", RULES)]
    assert len(missed) <= 15


@pytest.mark.parametrize(
    "as_written",
    [
        "130585 12345",
        "130585, 12345",
        "1305.85.12345",
        "13 0585-12345",
        "130-585-12345",
        "13.05.8512345",
        "1305 8512345",
        "130585 123 45",
        "13.05.85 123-45",
    ],
)
def test_a_date_and_five_digits_are_refused_though_the_check_digits_are_wrong(
    as_written: str,
) -> None:
    assert not all(check.holds("13058512345") for check in RULES.national_number.checks)
    assert_marked("Fnr {} i epikrisen.", as_written)


@pytest.mark.parametrize("number", ["10000000000", "86011117947", "99999999999", "00000000000"])
def test_eleven_digits_in_a_row_are_refused_whatever_they_are(number: str) -> None:
    finding = only_finding(f"Konto{number}kr")
    assert finding == Finding(FindingKind.ELEVEN_DIGITS, 5, 16, Certainty.REFUSED)


DIGIT_BLOCKS = sorted(
    char
    for char in map(chr, range(sys.maxunicode + 1))
    if unicodedata.digit(char, None) == 0
    and all(unicodedata.digit(chr(ord(char) + n), None) == n for n in range(10))
)


@pytest.mark.parametrize("zero", DIGIT_BLOCKS, ids=unicodedata.name)
def test_a_number_in_any_digits_of_unicode_is_refused(zero: str) -> None:
    number = in_digits_from(zero, "13527248013")
    assert_marked("Fnr {} i epikrisen.", number)
    assert_marked("Fnr {} i epikrisen.", f"{number[:6]} {number[6:]}")


def test_signs_that_cannot_be_seen_hide_nothing() -> None:
    for sign in map(chr, range(sys.maxunicode + 1)):
        if unicodedata.category(sign) in {"Cf", "Mn", "Me"}:
            assert_marked("Fnr {}", f"135{sign}272{sign}48013")


def test_every_space_and_dash_of_unicode_separates() -> None:
    for sign in map(chr, range(sys.maxunicode + 1)):
        if unicodedata.category(sign) in {"Zs", "Zl", "Zp", "Pd"}:
            assert_marked("Fnr {}", f"135272{sign}48013")


@pytest.mark.parametrize(
    "as_written",
    [
        "l3O585 l2345",
        "13O585-12345",
        "I3.O5.85 12345",
        "13o58512345",
        "1305851234l",
        "13\u041e585 12345",
        "\uff11\uff13\uff2f\uff15\uff18\uff15 12345",
    ],
)
def test_letters_that_look_like_digits_are_read_as_digits(as_written: str) -> None:
    assert_marked("Fnr {} i epikrisen.", as_written)


def test_an_encoded_number_is_refused_and_an_encoding_hides_no_plain_one() -> None:
    assert_marked("Fnr {}.", "&#49;&#51;&#x30;58512345")
    assert_marked("Fnr {}.", "%31%33%3058512345")
    assert_marked("Metning 45%{}", "13058512345")


def test_every_number_in_a_text_is_marked_in_order() -> None:
    numbers = ["130585 12345", "13058512345", "13.05.85-12345"]
    text = f"A {numbers[0]} B {numbers[1]} C {numbers[2]} D"
    assert [text[f.start : f.end] for f in find_identifiers(text, RULES)] == numbers


def test_numbers_side_by_side_are_each_refused() -> None:
    assert len(refused("130585 12345 140686 23456", RULES)) == 2
    assert refused("Tlf 33 34 20 00 130585 12345 12.03.2024", RULES)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_clean_clinical_sentences_are_not_refused(language: str) -> None:
    assert [s for s in CORPUS["clean"][language] if refused(s, RULES)] == []


def test_the_clean_corpus_is_large_enough_to_mean_something() -> None:
    assert len(CLEAN) >= 80


@pytest.mark.parametrize("length", [*range(1, 11), *range(12, 25)])
def test_runs_of_other_lengths_are_not_refused(length: int) -> None:
    random = seeded(length)
    for _ in range(50):
        run = "".join(random.choices("0123456789", k=length))
        assert not refused(f"Nummer {run}.", RULES)


def clean_values(random: Random) -> list[str]:
    """Draw a date, a time, a dose and other numbers that belong in a report."""
    day, month, year = random.randint(1, 31), random.randint(1, 12), random.randint(2000, 2030)
    hour, minute = random.randint(0, 23), random.randint(0, 59)
    phone = f"{random.choice('23567')}{random.randint(0, 9_999_999):07}"
    return [
        f"{day:02}.{month:02}.{year}",
        f"{day}.{month}.{year}",
        f"{day:02}.{month:02}.{year % 100:02}",
        f"{day}/{month}-{year % 100:02}",
        f"{year}-{month:02}-{day:02}",
        f"{hour}.{minute:02}",
        f"{hour:02}:{minute:02}",
        f"kl {hour:02}.{minute:02}–{(hour + 1) % 24:02}.{minute:02}",
        f"{phone[:2]} {phone[2:4]} {phone[4:6]} {phone[6:]}",
        f"4{phone[:2]} {phone[2:4]} {phone[4:7]}",
        f"{random.randint(1, 30) * 25} mg",
        f"{random.randint(90, 180)}/{random.randint(50, 99)}",
        f"{random.randint(1, 15)},{random.randint(0, 9)} mmol/l",
    ]


def test_dates_times_and_doses_side_by_side_are_never_read_as_one_number() -> None:
    random = seeded(25)
    for _ in range(10_000):
        values = clean_values(random)
        date, clock = random.choice(values[:5]), random.choice(values[5:8])
        text = f"Utskrevet {date} {clock}, {clock} {date} og {date} – {date}."
        assert not refused(text, RULES), text


def test_at_most_one_clean_narrative_in_a_thousand_is_refused() -> None:
    random = seeded(1)
    narratives = [
        " ".join(f"Ble sett {a} {b}." for a, b in [random.sample(clean_values(random), 2)] * 3)
        for _ in range(5_000)
    ]
    assert sum(bool(refused(text, RULES)) for text in narratives) <= 5


def test_references_are_not_refused() -> None:
    random = seeded(2)
    for _ in range(5_000):
        drawn = "".join(random.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=8))
        if not drawn.isdigit():
            assert not refused(f"Se {drawn[:4]}-{drawn[4:]} fra 12.03.2024.", RULES)


@given(st.text(st.characters(), max_size=200))
def test_no_text_makes_the_screen_fail(text: str) -> None:
    for finding in find_identifiers(text, RULES):
        assert 0 <= finding.start < finding.end <= len(text)


@given(st.text("0123456789 .-/OlI&#;%\n\u00ad\u200b", max_size=200))
def test_findings_are_ordered_apart_and_inside_the_text(text: str) -> None:
    findings = find_identifiers(text, RULES)
    ends = [0, *(finding.end for finding in findings)]
    assert all(end <= finding.start for end, finding in zip(ends, findings, strict=False))


def test_a_finding_never_carries_the_text() -> None:
    assert "13058512345" not in repr(only_finding("Fnr 13058512345"))


@pytest.mark.parametrize("term", [*FindingKind, *Certainty])
def test_kinds_and_certainties_have_words_in_both_languages(term: FindingKind | Certainty) -> None:
    assert term.words.nb
    assert term.words.nn


HOSTILE = [
    "1",
    "1 ",
    "12 12 12 ",
    "130585 12345 ",
    "O",
    "O1",
    "1     ",
    "&",
    "&#49;",
    "%31",
    "\u200b1",
    "\ufdfa",
]


def fastest(text: str, rules: Rules) -> float:
    def once() -> float:
        started = time.process_time()
        find_identifiers(text, rules)
        return time.process_time() - started

    return min(once() for _ in range(7))


@pytest.mark.parametrize("unit", HOSTILE, ids=ascii)
def test_twice_the_hostile_text_takes_at_most_a_little_more_than_twice_the_time(unit: str) -> None:
    half = (unit * 100_000)[:50_000]
    assert fastest(half * 2, RULES) <= 2.2 * fastest(half, RULES) + 0.02


@pytest.mark.parametrize("part", ["encoded", "national_number", "forms", "lookalikes"])
def test_rules_with_a_missing_part_are_not_accepted(part: str) -> None:
    mapping = json.loads(RULES_FILE.read_text("utf-8"))
    del mapping[part]
    with pytest.raises(KeyError, match=part):
        parse_rules(mapping)


def test_patterns_keep_to_what_python_and_browsers_share() -> None:
    mapping = json.loads(RULES_FILE.read_text("utf-8"))
    forms = [form["pattern"] for form in mapping["forms"]]
    patterns = [mapping["encoded"], mapping["lookalike_run"], *forms]
    only_python = re.compile(r"\(\?[a-zA-Z#>(]|[*+?}]\+|\\[AZbBdDsSwW]")
    assert [pattern for pattern in patterns if only_python.search(pattern)] == []
