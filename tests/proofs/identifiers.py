"""A national number that somebody writes anywhere is stored nowhere, in no byte.

Reports are filed and acts are done through the services, with no form in front of them, and with a
national number in one text: each text of the form, each text of every later act, people's names,
and, as eleven digits, the keys that no person types. The numbers are of every kind, in every form
that the screen's own tests know. Each is refused, by an error that does not repeat it, and a key
that names nothing is not kept. Ordinary reports are filed in between. Then every byte of every
file of the engine is read, with its journal and its log: neither the word that stands in each
refused text nor the numbers themselves are found, while the word that stands in each stored report
is. At last one refused text is put in past the screen, and the same reading finds it.
"""

import logging
import re
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from sqlalchemy import text as sql

from app.db import Database, IdentifierRefused
from app.db.columns import NotMachineText
from app.domain.policy import ANYBODY
from app.services.submitting import submit
from tests.factories import LINKS, Scene, submission
from tests.proofs.ground import MORNING, Counts, Ground, Size
from tests.proofs.numbers import drawn_number, sentence
from tests.proofs.roads import People
from tests.proofs.slots import Slot, every_slot

FULL_ATTEMPTS = 10_000
LEAST_ATTEMPTS = 120
LETTERS = "bcdfghkmnprstvw"
ELEVEN = re.compile(rb"[0-9]{6}[^0-9A-Za-z]{0,5}[0-9]{5}")


@dataclass
class Traces:
    """What is looked for: a word of each refused text, one of each stored one, and the numbers."""

    refused: str
    stored: str
    numbers: set[bytes] = field(default_factory=set)

    def hits(self, content: bytes) -> int:
        """Count what stands in some bytes and should not."""
        words = sum(content.count(self.refused.encode(code)) for code in ("utf-8", "utf-16-le"))
        found = (re.sub(rb"[^0-9]", b"", match) for match in ELEVEN.findall(content))
        return words + sum(digits in self.numbers for digits in found)


class ListeningHandler(logging.Handler):
    """Counts the lines of any log that tell what was refused."""

    def __init__(self, traces: Traces) -> None:
        super().__init__()
        self.traces = traces
        self.lines = self.hits = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Read a line as a log file would have it."""
        self.lines += 1
        self.hits += self.traces.hits(self.format(record).encode())


@contextmanager
def listening(traces: Traces) -> Iterator[ListeningHandler]:
    """Turn on the log of every statement, and read along."""
    handler, logger = ListeningHandler(traces), logging.getLogger("sqlalchemy.engine")
    before = logger.level
    logger.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    try:
        yield handler
    finally:
        logging.getLogger().removeHandler(handler)
        logger.setLevel(before)


def prove(ground: Ground, size: Size, random: Random) -> Counts:
    """Try, read every byte, and give what was counted."""
    counted: Counter[str] = Counter()
    attempts = size.of(FULL_ATTEMPTS, least=LEAST_ATTEMPTS)
    traces = Traces(refused=_word(random), stored=_word(random))
    with listening(traces) as log, ground.open() as database:
        slots = every_slot(Scene(database, now=MORNING), People.at(database, now=MORNING))
        for number in range(attempts // 2):
            _file(database, traces.stored)
            counted[_attempt(database, slots[number % len(slots)], traces, random)] += 1
        assert log.lines > attempts
        assert log.hits == 0, "a log tells what was refused"
        found = _read(ground, database, traces)
        _plant(database, traces)
    return {
        "places for text": len(slots),
        "attempts with a national number": attempts // 2,
        "of these refused": counted["refused"],
        "of these with a key that was not kept": counted["ignored"],
        "ordinary reports stored": attempts // 2,
        "lines of the log read": log.lines,
        **found,
        "the planted text was found": "yes" if _sees_planted(ground, traces) else "no",
    }


def _word(random: Random) -> str:
    return "".join(random.choices(LETTERS, k=16))


def _file(database: Database, word: str) -> None:
    page = submission(description=f"Epikrisen manglet, skriver {word}.")
    with database.transaction() as session:
        submit(session, ANYBODY, page, LINKS, now=MORNING)


def _attempt(database: Database, slot: Slot, traces: Traces, random: Random) -> str:
    number = drawn_number(random)
    traces.numbers.add(number.encode())
    words = number if slot.is_key else f"{sentence(number, random)} {traces.refused}"
    try:
        with database.transaction() as session:
            slot.put(session, words)
    except (IdentifierRefused, NotMachineText, LookupError) as refusal:
        told = "".join(traceback.format_exception(refusal))
        assert traces.refused not in told
        assert number not in told
        return "refused"
    assert slot.is_looked_up, f"{slot.name} took a national number"
    return "ignored"


def _read(ground: Ground, database: Database, traces: Traces) -> dict[str, int]:
    _write_out(database)
    found = _found(ground, traces)
    assert found["hits"] == 0, "what was refused stands in a file"
    assert found["stored"], "what was stored stands in no file: the reading does not see"
    return {
        "files read": found["files"],
        "bytes read": found["bytes"],
        "places where a stored text was found": found["stored"],
        "places where a refused text or its number was found": found["hits"],
    }


def _write_out(database: Database) -> None:
    """Let PostgreSQL write what it holds in memory; SQLite holds nothing back."""
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as writing:
            writing.execute(sql("CHECKPOINT"))


def _found(ground: Ground, traces: Traces) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in _files(ground.folder()):
        content = path.read_bytes()
        hits, stored = traces.hits(content), content.count(traces.stored.encode())
        found.update({"files": 1, "bytes": len(content), "hits": hits, "stored": stored})
    return found


def _sees_planted(ground: Ground, traces: Traces) -> bool:
    seen = any(traces.hits(path.read_bytes()) for path in _files(ground.folder()))
    assert seen, "what was planted is not found: the reading does not see"
    return seen


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def _plant(database: Database, traces: Traces) -> None:
    """Put a refused text in as no service can, so that the reading is seen to find it."""
    with database.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("CREATE TABLE planted (body TEXT)")
        connection.execute(sql("INSERT INTO planted VALUES (:body)"), {"body": traces.refused})
    _write_out(database)
