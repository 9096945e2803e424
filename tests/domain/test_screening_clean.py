"""What belongs in a report is not refused: dates, clocks, doses, phones, references and more."""

from random import Random

import pytest

from app.domain.case import Reference
from app.domain.screening import refused
from tests.domain.national_numbers import CLEAN, CORPUS, RULES, seeded


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


def test_a_late_date_and_a_large_dose_are_hardly_ever_read_as_one_number() -> None:
    random = seeded(3)
    doses = [
        f"Startet {random.randint(1, 28):02}.{random.randint(1, 12):02}.{random.choice('2024')}"
        f" med {random.randint(10, 30) * 500} IE daglig."
        for _ in range(2_000)
    ]
    assert sum(bool(refused(text, RULES)) for text in doses) <= 2


def test_references_are_not_refused_however_many_digits_they_hold() -> None:
    random = seeded(2)
    assert not refused("Se 7KQM-2XVD.", RULES)
    for _ in range(2_000):
        drawn = [Reference.new().spoken, Reference.new(), _reference_of_digits(random)]
        assert not refused(f"Se {' og '.join(drawn)} fra 12.03.2024, {drawn[2]}.", RULES), drawn


def _reference_of_digits(random: Random) -> str:
    """Draw a reference with one letter only."""
    drawn = random.choices("0123456789", k=8)
    drawn[random.randrange(8)] = random.choice("ABCDEFGHJKMNPQRSTVWXYZ")
    return Reference("".join(drawn)).spoken
