"""What a register says of personal data, and that no text in it ever carries a national number."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from app.domain.register import RegisterFault, read_register, with_forms
from app.screening import screen
from tests.domain.register_file import (
    DECISION,
    Table,
    faults_of,
    row,
    toml,
    whole_table,
    with_every_row,
)

Way = tuple[str | int, ...]

NUMBER = "13058512345"


@cache
def carries_number(text: str) -> bool:
    """Screen each text once: the register is read many times with one text altered."""
    return bool(screen(text))


def texts_of(value: Any, way: Way = ()) -> Iterator[Way]:
    """Give the way to every text below a value."""
    if isinstance(value, str):
        yield way
    elif isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for step, child in inner:
            yield from texts_of(child, (*way, step))


def everything() -> Table:
    """Give the project's register, with its form named and not read, and a party's own text."""
    table = with_every_row(toml("vestfold.toml"))
    row(table, "party", "siv")["privacy"]["basis"] = [{"nb": "Eget", "nn": "Eige"}]
    return table


def put(table: Any, way: Way, text: str) -> None:
    for step in way[:-1]:
        table = table[step]
    table[way[-1]] = text


def refusal(table: Table) -> str:
    with pytest.raises(RegisterFault) as refused:
        read(table)
    return str(refused.value)


def read(table: Table) -> None:
    """Read a register as the command does, but for the files."""
    whole = with_forms(table, toml, screen=carries_number)
    read_register(whole, screen=carries_number)


def test_the_register_that_is_searched_for_texts_can_be_read():
    read(everything())


@pytest.mark.parametrize("written", [NUMBER, "130585 12345"])
def test_a_number_in_any_text_of_a_register_is_refused_by_its_place(written):
    table = everything()
    let_through = []
    for way in texts_of(table):
        altered = deepcopy(table)
        put(altered, way, f"Se {written}")
        told = refusal(altered)
        field = [step for step in way if isinstance(step, str)][-1]
        if field not in told or written in told or NUMBER in told:
            let_through.append(f"{way}: {told}")
    assert not let_through


def test_a_number_in_any_text_of_a_form_file_is_refused_by_its_place():
    table = toml("vestfold.toml")
    form = toml("vestfold-form-2024.toml")
    let_through = []
    for way in texts_of(form):
        altered = deepcopy(form)
        put(altered, way, f"Se {NUMBER}")
        with pytest.raises(RegisterFault) as refused:
            read_register(table | {"forms": [], "form_version": [altered]}, screen=carries_number)
        if NUMBER in str(refused.value):
            let_through.append(way)
    assert not let_through


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (-1, "months: må være fra og med 0 til og med 10000"),
        (10_001, "months: må være fra og med 0 til og med 10000"),
        ("24", "months: må være et helt tall"),
        (None, "months: mangler"),
    ],
)
def test_a_retention_of_no_sensible_length_is_refused(months, said):
    table = whole_table()
    decision = DECISION | {"months": months}
    row(table, "party", "siv")["retention"] = [
        {name: value for name, value in decision.items() if value is not None}
    ]
    (fault,) = faults_of(table)
    assert fault.within("nb") == f"part «siv» › bevarings- og kassasjonsvedtak 1 › {said}"


@pytest.mark.parametrize("months", [0, 24])
def test_a_decision_with_its_date_its_name_and_its_months_is_taken_in(months):
    table = whole_table()
    row(table, "party", "siv")["retention"] = [DECISION | {"months": months}]
    assert not faults_of(table)


@pytest.mark.parametrize("name", ["purpose", "basis", "recipients", "retention", "rights"])
def test_a_notice_lacks_none_of_its_texts_in_either_language(name):
    table = whole_table()
    del table["privacy"][name]
    assert [fault.within("nb") for fault in faults_of(table)] == [f"privacy › {name}: mangler"]
    table = whole_table()
    del table["privacy"][name][0]["nn"]
    assert [fault.within("nb") for fault in faults_of(table)] == [
        f"privacy › {name} 1 › nn: mangler"
    ]


def test_a_personvernombud_is_reached_at_an_address():
    table = whole_table()
    row(table, "party", "siv")["privacy"]["officer_contact"] = "ring oss"
    (fault,) = faults_of(table)
    assert fault.within("nb") == (
        "part «siv» › privacy › officer_contact: er ikke en e-postadresse med små bokstaver"
    )
