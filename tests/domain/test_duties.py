"""Which duties elsewhere hold on a day, and which of them a case asks for."""

from datetime import date

import pytest

from app.domain.duties import Duty, duties_on, gravest
from app.domain.vocabulary import Consequence, Words

SAID = Words("x", "x")


def a_duty(key: str, **changes: object) -> Duty:
    words = dict.fromkeys(("duty", "who", "to_whom", "when", "law"), SAID)
    made = {"key": key, "position": 1, "mildest": Consequence.SEVERE, **words, **changes}
    return Duty(**made)  # type: ignore[arg-type]  # a table of plain values


OLD = a_duty("old", valid_from=date(2019, 7, 1), valid_to=date(2026, 12, 31))
NEW = a_duty("new", position=2, replaces="old", valid_from=date(2027, 1, 1))
UNDATED = a_duty("undated", position=3, replaces="old")
ALWAYS = a_duty("always", position=4)
OF_DEATH = a_duty("of death", position=5, mildest=Consequence.DEATH)
EVERY = (OF_DEATH, ALWAYS, UNDATED, NEW, OLD)


def asked(day: date, level: Consequence = Consequence.SEVERE) -> list[str]:
    return [duty.key for duty in duties_on(EVERY, day, level)]


def test_on_the_day_that_a_rule_begins_the_one_it_replaces_has_ended():
    assert asked(date(2026, 12, 31)) == ["old", "always"]
    assert asked(date(2027, 1, 1)) == ["new", "always"]


def test_a_coming_rule_without_a_date_is_asked_for_on_no_day():
    assert not UNDATED.holds_on(date(2099, 1, 1))
    assert UNDATED.is_coming(date(2026, 1, 1))
    assert not OLD.is_coming(date(2027, 1, 1))


def test_what_is_of_death_alone_is_asked_for_at_death_alone():
    assert "of death" not in asked(date(2026, 1, 1))
    assert "of death" in asked(date(2026, 1, 1), Consequence.DEATH)


@pytest.mark.parametrize("level", [c for c in Consequence if not c.is_serious])
def test_nothing_is_asked_for_below_betydelig(level):
    assert asked(date(2026, 1, 1), level) == []


def test_the_gravest_judgement_counts_whoever_made_it():
    assert gravest(Consequence.MINOR, None, Consequence.DEATH) is Consequence.DEATH
    assert gravest(None, None) is None
