"""No column of text escapes the screen, whichever road the text takes."""

from datetime import UTC, datetime
from typing import cast

import pytest
from sqlalchemy import Integer, insert, select, update
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import StatementError

import app.models
from app.db import (
    Base,
    HumanText,
    HumanWords,
    IdentifierRefused,
    MachineText,
    TermText,
    TextPolicy,
)
from app.db.columns import NotMachineText
from app.domain.vocabulary import Role, Words
from app.models import Helsefellesskap, InstallationFact
from tests.proofs.guards import every_column, unguarded_columns

COLUMNS = every_column()
FOR_PEOPLE = [column for column in COLUMNS if isinstance(column.type, (HumanText, HumanWords))]
NUMBER = "01017012345"
SPACED = "010170 12345"
DIALECT = cast(Dialect, None)


def bind(column, value):
    return column.type.process_bind_param(value, DIALECT)


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_a_column_that_can_hold_text_is_of_a_screened_type_and_screens(column):
    assert unguarded_columns([column]) == []


@pytest.mark.parametrize(
    "column", [c for c in FOR_PEOPLE if isinstance(c.type, HumanText)], ids=str
)
@pytest.mark.parametrize("number", [NUMBER, SPACED, f"pasienten {NUMBER} ringte"])
def test_a_column_for_people_refuses_a_national_number_without_telling_it(column, number):
    with pytest.raises(IdentifierRefused) as refusal:
        bind(column, number)
    assert NUMBER not in str(refusal.value)
    assert "12345" not in str(refusal.value)


@pytest.mark.parametrize("column", [c for c in COLUMNS if isinstance(c.type, MachineText)], ids=str)
@pytest.mark.parametrize(
    "typed", ["to ord", "blåbær", NUMBER, "130585-12345", "x" * 256, "linje\nskift"]
)
def test_a_column_for_keys_refuses_what_a_person_could_have_typed(column, typed):
    with pytest.raises(NotMachineText):
        bind(column, typed)


def test_words_are_screened_in_both_languages():
    for words in (Words(NUMBER, "x"), Words("x", NUMBER)):
        with pytest.raises(IdentifierRefused):
            bind(Helsefellesskap.__table__.c.name, words)


def test_facts_of_the_log_hold_no_sentence():
    column = app.models.AuditEntry.__table__.c.facts
    with pytest.raises(NotMachineText):
        bind(column, {"reason": "hun heter noe"})
    assert bind(column, {"b": 1, "a": "x"}) == '{"a":"x","b":1}'


def test_a_term_column_knows_only_its_own_list():
    column = TermText(Role)
    assert column.process_result_value(
        column.process_bind_param(Role.TRIAGE, DIALECT), DIALECT
    ) is (Role.TRIAGE)
    with pytest.raises(ValueError, match="konge"):
        column.process_bind_param(cast(Role, "konge"), DIALECT)


def test_every_column_for_people_refuses_a_number_by_core(database):
    with database.reading() as session:
        for column in FOR_PEOPLE:
            for statement in (
                insert(column.table).values({**keys(column), column.name: numbered(column)}),
                update(column.table).values({column.name: numbered(column)}),
                select(column.table).where(column == numbered(column)),
            ):
                with pytest.raises(IdentifierRefused) as refusal:
                    session.connection().execute(statement)
                assert "12345" not in str(refusal.value), column


def test_every_column_for_people_refuses_a_number_by_orm(database):
    with database.reading() as session:
        for column in FOR_PEOPLE:
            mapper = next(m for m in Base.registry.mappers if m.local_table is column.table)
            attribute = mapper.get_property_by_column(column).key
            session.add(mapper.class_(**keys(column), **{attribute: numbered(column)}))
            with pytest.raises(IdentifierRefused) as refusal:
                session.flush()
            assert "12345" not in str(refusal.value), column
            session.rollback()


def keys(column):
    return {key.name: 1 for key in column.table.primary_key if isinstance(key.type, Integer)}


def numbered(column):
    return Words("Klinikk", SPACED) if isinstance(column.type, HumanWords) else SPACED


def test_times_come_back_aware_and_naive_ones_are_refused(database):
    moment = datetime(2026, 1, 1, 12, tzinfo=UTC)
    with database.transaction() as session:
        session.add(InstallationFact(key="test", value="x", at=moment))
    with database.reading() as session:
        assert session.get_one(InstallationFact, "test").at == moment
        session.add(InstallationFact(key="naive", value="x", at=moment.replace(tzinfo=None)))
        with pytest.raises((ValueError, StatementError), match="naive"):
            session.flush()


def test_a_policy_is_one_of_two():
    assert [policy.value for policy in TextPolicy] == ["narrative", "numbers"]
