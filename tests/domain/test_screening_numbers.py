"""The screen refuses national numbers in every form people and tools write them."""

import sys
import unicodedata

import pytest

from app.domain.screening import Certainty, Finding, FindingKind, find_identifiers, refused
from tests.domain.national_numbers import (
    CARRIERS,
    CORPUS,
    DATED,
    ENCODED,
    KINDS,
    MISSED,
    PUBLISHED,
    RULES,
    in_digits_from,
    mistyped,
    seeded,
    written,
)


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
@pytest.mark.parametrize("way", ENCODED)
def test_a_number_as_tools_write_it_is_refused_and_marked(kind: str, way: str) -> None:
    random = seeded(f"{kind} {way}")
    for carrier in CARRIERS:
        assert_marked(carrier, ENCODED[way](KINDS[kind](random)))


def test_at_most_two_ways_of_writing_are_known_to_be_missed() -> None:
    assert len(MISSED) <= 2
    assert len(CORPUS["written_forms"]) + len(ENCODED) >= 40


@pytest.mark.parametrize("kind", KINDS)
def test_a_bare_number_with_a_typing_error_is_refused(kind: str) -> None:
    random = seeded(kind)
    for _ in range(200):
        assert refused(f"Fnr {mistyped(KINDS[kind](random), random)}.", RULES)


COMMON_FORMS = ["abcdef ghijk", "abcdef-ghijk", "abcdef.ghijk", "abcdef/ghijk", "abcdef\nghijk"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", COMMON_FORMS)
def test_a_number_in_two_halves_with_a_typing_error_is_refused(kind: str, form: str) -> None:
    random = seeded(f"{kind} {form}")
    for _ in range(200):
        assert refused(f"Fnr {written(form, mistyped(KINDS[kind](random), random))}.", RULES)


@pytest.mark.parametrize("kind", DATED)
@pytest.mark.parametrize("form", ["ab.cd.ef ghijk", "ab.cd.ef-ghijk", "ab cd ef ghijk"])
def test_nearly_every_dotted_number_with_a_typing_error_is_refused(kind: str, form: str) -> None:
    random = seeded(f"{kind} {form}")
    drawn = [written(form, mistyped(KINDS[kind](random), random)) for _ in range(500)]
    assert sum(not refused(f"Fnr {number}.", RULES) for number in drawn) <= 5


@pytest.mark.parametrize("kind", DATED)
def test_a_number_with_words_between_is_refused_with_a_typing_error_in_it(kind: str) -> None:
    random = seeded(kind)
    for _ in range(200):
        number = mistyped(KINDS[kind](random), random)
        halves = written("ab.cd.ef", number), written("ghijk", number)
        assert refused("Født {}, personnr {}.".format(*halves), RULES)


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
        "13.05.1985 12345",
        "13.05.2005-12345",
        "1985-05-13 12345",
        "19850513-12345",
    ],
)
def test_a_date_and_five_digits_are_refused_though_the_check_digits_are_wrong(
    as_written: str,
) -> None:
    assert not all(check.holds("13058512345") for check in RULES.national_number.checks)
    assert_marked("Fnr {} i epikrisen.", as_written)


@pytest.mark.parametrize(
    "as_written",
    [
        "13.05.70, personnr 12345",
        "130570 med personnummer 12345",
        "13.05.1970 – personnummer: 12345",
        "3.5.70 (pnr. 12345",
        "13. mai 1970, og de siste fem er 12345",
        "13/5-70, fødselsnummeret slutter på 12345",
        "1970-05-13, p.nr 12345",
    ],
)
def test_a_birth_date_and_a_personal_number_with_words_between_are_refused(
    as_written: str,
) -> None:
    assert_marked("Kvinne født {} kom uten papirer.", as_written)


@pytest.mark.parametrize(
    "text",
    [
        "Personnr 12345, født 13.05.70.",
        "Pnr. 12345 (f. 13/5-70)",
        "personnummer 12345 og fødselsdato 130570",
    ],
)
def test_a_personal_number_before_the_birth_date_is_refused(text: str) -> None:
    assert only_finding(text).kind is FindingKind.NATIONAL_NUMBER


@pytest.mark.parametrize("label", ["fnr", "F.nr.:", "Fødselsnr", "personnr.", "p.nr", "D-nummer:"])
@pytest.mark.parametrize(
    "as_written",
    [
        "13 05 41 1 2 3 4 5",
        "13 05 41 12 345",
        "1305 4112 345",
        "130541 12 345",
        "1 3 0 5 4 1 1 2 3 4 5",
        "13/05/41 - 12.345",
        "99 99 99 99 999",
    ],
)
def test_after_a_label_eleven_digits_are_refused_in_any_grouping(
    label: str, as_written: str
) -> None:
    text = f"Feil {label} {as_written} i epikrisen."
    finding = only_finding(text)
    assert text[finding.start : finding.end] == as_written


def test_a_few_words_may_stand_between_the_label_and_the_digits() -> None:
    assert_marked("Fødselsnummeret til pasienten er {}.", "13 05 41 12 345")


@pytest.mark.parametrize(
    "label", ["nummer", "tlf", "tlf.nr", "org.nr", "HPR-nr", "konto", "ref.nr"]
)
def test_other_labels_do_not_make_eleven_digits_a_national_number(label: str) -> None:
    assert not refused(f"Se {label} 13 05 41 12 345.", RULES)


@pytest.mark.parametrize(
    "text",
    [
        "Fnr mangler, tlf 33 34 20 00 120/80.",
        "Feil fnr. 12.03.2024 14.30 ble det rettet.",
        "Fnr mangler i epikrise 12.03.2024 140 mg.",
    ],
)
def test_a_label_makes_no_number_of_other_digits_near_it(text: str) -> None:
    assert not refused(text, RULES)


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


def test_every_character_with_a_digit_value_is_read_as_that_digit() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        if (digit := unicodedata.digit(char, None)) is not None:
            assert RULES.folds[char] == str(digit)


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


def test_an_encoding_hides_no_plain_number_and_a_broken_one_breaks_nothing() -> None:
    assert_marked("Metning 45%{}", "13058512345")
    for broken in ("&#99999999;", "&#xFFFFFF;", "&nothing;", "\\ud800", "\\u{{110000}}", "%C2"):
        assert_marked(broken + " {}.", "13058512345")


def test_every_number_in_a_text_is_marked_in_order() -> None:
    numbers = ["130585 12345", "13058512345", "13.05.85-12345"]
    text = f"A {numbers[0]} B {numbers[1]} C {numbers[2]} D"
    assert [text[f.start : f.end] for f in find_identifiers(text, RULES)] == numbers


def test_numbers_side_by_side_are_each_refused() -> None:
    assert len(refused("130585 12345 140686 23456", RULES)) == 2
    assert refused("Tlf 33 34 20 00 130585 12345 12.03.2024", RULES)


def test_a_number_is_refused_though_a_birth_date_begins_before_it() -> None:
    text = "Pasient født 13.05.1985 12345 og født 130585 12345."
    assert [f.certainty for f in find_identifiers(text, RULES)] == [Certainty.REFUSED] * 2


@pytest.mark.parametrize("words", ["Personnummer", "PERSONNUMMER", "personnummer"])
def test_the_word_that_explains_a_personal_number_is_known_in_any_case(words: str) -> None:
    assert refused(f"Født 13.05.70, {words} 12345", RULES)


def test_a_birth_date_in_words_needs_few_digits() -> None:
    assert_marked("Født {}.", "3. mai 70, personnr 12345")
