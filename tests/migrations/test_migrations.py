"""Every migration goes up and down, with content and without, on both engines."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import op

from app.db import Database, migrating, schema
from app.db.revision import head, revision_of, revisions
from tests.conftest import database_named, run_sql

STEPS = list(zip(("base", *revisions()), revisions(), strict=False))
ROWS = 3


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database that has never been migrated."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'new' / 'empty.sqlite'}")
        yield database
        database.close()
        return
    server = request.getfixturevalue("postgres_server")
    run_sql(server, "CREATE DATABASE empty")
    database = Database(database_named(server, "empty"))
    yield database
    database.close()
    run_sql(server, "DROP DATABASE empty WITH (FORCE)")


def reflected(database: Database) -> sa.MetaData:
    tables = sa.MetaData()
    with database.engine.connect() as connection:
        tables.reflect(connection)
    tables.remove(tables.tables["alembic_version"])
    return tables


def fill(database: Database, tables: sa.MetaData) -> None:
    """Put rows in every empty table: values as long as they may be, and none where none must be."""
    with database.engine.begin() as connection:
        for table in tables.sorted_tables:
            if connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0:
                for number in range(1, ROWS + 1):
                    connection.execute(sa.insert(table).values(row_for(table, number)))


def row_for(table: sa.Table, number: int) -> dict[str, Any]:
    return {
        column.name: value_for(column, number)
        for column in table.columns
        if column.primary_key or not column.nullable or number > 1
    }


def value_for(column: sa.Column[Any], number: int) -> Any:
    if column.foreign_keys:
        is_own = any(key.column.table is column.table for key in column.foreign_keys)
        return number - 1 if is_own and number > 1 else None if is_own else number
    values = {
        int: number,
        str: ("æøå đŋ" + "x" * 300)[: (getattr(column.type, "length", None) or 400) - 1]
        + str(number),
        bool: number % 2 == 0,
        bytes: bytes([number]) * 32,
        datetime: datetime(2026, 3, number, 23, 30, 0, 123456, tzinfo=UTC),
        date: date(2026, 3, number),
        time: time(23, 59, number),
    }
    return values[column.type.python_type]


def contents(database: Database, tables: sa.MetaData) -> dict[str, list[Any]]:
    """Give every column's values, by table and column, in the order of the keys."""
    found: dict[str, list[Any]] = {}
    with database.engine.connect() as connection:
        for table in tables.sorted_tables:
            rows = connection.execute(sa.select(table).order_by(*table.primary_key)).all()
            columns = zip(*rows, strict=True) if rows else [()] * len(table.columns)
            found |= zip(map(str, table.columns), map(list, columns), strict=True)
    return found


def test_the_newest_schema_is_what_the_models_say(empty):
    migrating.upgrade(empty)
    assert revision_of(empty) == head()
    assert migrating.differences(empty) == []


def test_each_empty_step_goes_up_and_down_and_up_again(empty):
    first: set[str] = set()
    for before, after in STEPS:
        migrating.upgrade(empty, after)
        columns = columns_of(empty)
        migrating.downgrade(empty, before)
        assert columns_of(empty) == first < columns, f"{after} leaves something, or does nothing"
        migrating.upgrade(empty, after)
        assert columns_of(empty) == columns, f"{after} comes again otherwise than first"
        first = columns


def columns_of(database: Database) -> set[str]:
    inspector = sa.inspect(database.engine)
    return {
        f"{table}.{column['name']}"
        for (_, table), columns in inspector.get_multi_columns().items()
        for column in columns
        if table != "alembic_version"
    }


def test_content_is_the_same_after_every_step_up_and_back(empty):
    filled: dict[str, list[Any]] = {}
    for _, revision in STEPS:
        before = dict(filled)
        migrating.upgrade(empty, revision)
        tables = reflected(empty)
        after = contents(empty, tables)
        assert {name: after[name] for name in before} == before
        fill(empty, tables)
        filled = contents(empty, tables)
        assert all(len(values) == ROWS for values in filled.values())
    for before_it, _ in reversed(STEPS[1:]):
        migrating.downgrade(empty, before_it)
        left = contents(empty, reflected(empty))
        assert left == {name: values for name, values in filled.items() if name in left}


def test_the_way_back_to_nothing_leaves_no_table(empty):
    migrating.upgrade(empty)
    fill(empty, reflected(empty))
    migrating.downgrade(empty, "base")
    assert reflected(empty).tables == {}
    assert revision_of(empty) == ""


def test_every_constraint_is_named_by_the_convention(empty):
    migrating.upgrade(empty)
    inspector = sa.inspect(empty.engine)
    for table in reflected(empty).tables:
        found = [
            inspector.get_pk_constraint(table),
            *inspector.get_foreign_keys(table),
            *inspector.get_unique_constraints(table),
        ]
        names = [str(constraint["name"]) for constraint in found]
        names += [str(index["name"]) for index in inspector.get_indexes(table)]
        assert all(
            name.startswith(tuple(f"{sort}_{table}" for sort in schema.NAMES)) for name in names
        )


def test_a_migration_that_fails_leaves_nothing_behind(empty, monkeypatch):
    create_table = op.create_table

    def failing(name: str, *columns: Any, **settings: Any) -> Any:
        if name == "reporters":
            raise RuntimeError("power cut")
        return create_table(name, *columns, **settings)

    monkeypatch.setattr(op, "create_table", failing)
    with pytest.raises(RuntimeError, match="power cut"):
        migrating.upgrade(empty)
    assert revision_of(empty) == ""
    assert sa.inspect(empty.engine).get_table_names() == []


def test_migrators_that_start_at_once_wait_for_each_other(empty):
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(migrating.upgrade, empty) for _ in range(4)]:
            done.result()
    assert revision_of(empty) == head()


def test_a_migration_may_not_leave_rows_that_point_to_nothing(tmp_path, monkeypatch):
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    migrating.upgrade(database, "0002")
    fill(database, reflected(database))
    monkeypatch.setattr(op, "drop_table", lambda _name: op.execute("DELETE FROM parties"))
    with pytest.raises(migrating.BrokenReferences):
        migrating.downgrade(database, "0001")
    assert revision_of(database) == "0002"
    database.close()
