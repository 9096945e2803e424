"""A number split over two fields is refused, each part in its own; a date and a clock are not."""

from itertools import pairwise

import pytest

from app.domain.screening import FindingKind, refused_across
from tests.domain.national_numbers import DATED, KINDS, RULES, seeded
from tests.domain.test_screening_clean import clean_values


def parts(*texts: str) -> list[str]:
    found = refused_across(texts, RULES)
    assert all(f.kind in {FindingKind.NATIONAL_NUMBER, FindingKind.ELEVEN_DIGITS} for _, f in found)
    return [f"{index}:{texts[index][finding.start : finding.end]}" for index, finding in found]


@pytest.mark.parametrize(
    ("first", "second", "left", "right"),
    [
        ("Gjelder 130585", "12345 ble skrevet ut", "130585", "12345"),
        ("Gjelder 13.05.85", "12345 ble skrevet ut", "13.05.85", "12345"),
        ("Gjelder 13.05.1985 –", "12345", "13.05.1985 –", "12345"),
        ("Fnr 1305", "8512345", "1305", "8512345"),
        ("1", "3058512345.", "1", "3058512345"),
        ("Fnr l3O585", "12345.", "l3O585", "12345"),
        ("Fnr 130585 ", " 12345.", "130585", "12345"),
    ],
)
def test_a_number_split_over_two_texts_is_marked_in_both(
    first: str, second: str, left: str, right: str
) -> None:
    assert parts(first, second) == [f"0:{left}", f"1:{right}"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_number_is_found_wherever_it_is_split(kind: str) -> None:
    random = seeded(kind)
    for cut in range(1, 11):
        number = KINDS[kind](random)
        assert parts(f"Fnr: {number[:cut]}", f"{number[cut:]} i dag"), (number, cut)


@pytest.mark.parametrize("kind", DATED)
def test_a_birth_date_and_the_rest_of_the_number_are_found(kind: str) -> None:
    random = seeded(kind)
    for _ in range(50):
        number = KINDS[kind](random)
        spoilt = number[:10] + str((int(number[10]) + 1) % 10)
        assert parts(f"Født {number[:2]}.{number[2:4]}.{number[4:6]}", spoilt[6:])


def test_a_blank_text_between_is_passed_over_and_a_word_is_not() -> None:
    assert parts("130585", " \n", "12345") == ["0:130585", "2:12345"]
    assert parts("130585", "og", "12345") == []
    assert parts("130585 er født", "12345") == []


def test_only_the_ends_that_meet_are_read() -> None:
    assert parts("12345", "130585") == []
    assert parts("130585 i dag", "12345") == []
    assert parts("1" * 200 + "130585", "12345") == []


@pytest.mark.parametrize(
    "texts",
    [
        ("12.03.2024", "14.30"),
        ("12.3.2024", "14.30"),
        ("12.03.24", "1430"),
        ("2024-03-12", "14:30"),
        ("33 34 20 00", "123"),
        ("33342000", "33342001"),
        ("+47 912 34 567", "12.03.2024"),
        ("983974899", "12"),
        ("HPR 1234567", "1234"),
        ("7KQM-2XVD", "12345"),
    ],
)
def test_two_fields_that_are_clean_each_by_itself_stay_clean(texts: tuple[str, str]) -> None:
    assert parts(*texts) == []


def test_hardly_any_clean_values_side_by_side_are_read_as_one_number() -> None:
    random = seeded(4)
    values = [random.choice(clean_values(random)) for _ in range(5_000)]
    assert sum(bool(parts(*pair)) for pair in pairwise(values)) <= 5
