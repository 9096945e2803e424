"""A process is killed at any moment, and every report that it acknowledged is there, whole.

A process files report after report and tells each reference in the moment when its reporter would
see the receipt. It is killed with SIGKILL at random moments, some of them before its first report.
On PostgreSQL the server itself is brought down as well: one of its own processes is killed, upon
which it drops everything and recovers from its log, while the client sends again what was not
acknowledged. Afterwards every acknowledged reference is found with its text, letter by letter, and
no stored report, acknowledged or not, lacks its inbox, its reporter, its notices or its entry in
the log. The engine's own check of its files finds nothing.

Killing a process cannot show whether a commit survives a power cut. For that the settings are
read, and the proof of syncs counts them.
"""

import os
import signal
import time
from collections import Counter
from contextlib import suppress
from itertools import count
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from random import Random

from sqlalchemy import func, select, text

from app.db import Database, StorageUnavailable
from app.domain.policy import ANYBODY
from app.domain.vocabulary import NarrativeKind
from app.models import Case, Narrative
from app.services.submitting import submit
from tests.factories import LINKS, submission
from tests.proofs.ground import MORNING, Counts, Ground, Size, seeded
from tests.proofs.wholeness import assert_sound, torn_cases

FULL_KILLS = {"sqlite": 500, "postgresql": 200}
LONGEST_LIFE_SECONDS = 0.6
CRASH_EVERY = 10
CHECK_FILES_EVERY = 25
PATIENCE_SECONDS = 30
WORDS = ("epikrisen", "manglet", "da", "pasienten", "kom", "hjem", "fra", "sykehuset", "sent")


def story(name: str) -> str:
    """Give a report's text, of up to 2000 letters and the same for the same name."""
    random = seeded(name)
    return f"{name}: " + " ".join(random.choices(WORDS, k=random.randint(20, 240)))


def prove(ground: Ground, size: Size, random: Random) -> Counts:
    """Kill, look, and give what was counted."""
    counted: Counter[str] = Counter()
    with ground.open() as database:
        engine = database.engine.dialect.name
        kills = size.of(FULL_KILLS[engine], least=5)
        for number in range(kills):
            database.close()  # a connection does not live through a fork
            crashes = ground.may_crash and not ground.is_sqlite and number % CRASH_EVERY == 0
            acknowledged = _lives(database, f"{number}", random, crashes=crashes)
            counted["acknowledged"] += len(acknowledged)
            counted["crashes"] += crashes
            counted["found"] += found_whole(database, acknowledged)
            if number % CHECK_FILES_EVERY == 0:
                assert_sound(database)
        stored = _assert_whole(database)
        settings = database.durability()
        assert database.syncs_commits()
    return {
        "processes killed": kills,
        "servers brought down": counted["crashes"],
        "reports acknowledged": counted["acknowledged"],
        "acknowledged reports found whole": counted["found"],
        "stored, but killed before it was acknowledged": stored - counted["acknowledged"],
        "settings": ", ".join(f"{name} {value}" for name, value in settings.items()),
    }


def _lives(database: Database, name: str, random: Random, *, crashes: bool) -> dict[str, str]:
    """Let a process file until it is killed; give the acknowledged texts by their references."""
    reading, writing = os.pipe()
    process = get_context("fork").Process(target=_file, args=(database, name, writing))
    process.start()
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        first = "" if random.random() < 0.1 else told.readline()
        time.sleep(random.uniform(0, LONGEST_LIFE_SECONDS))
        if crashes:
            _crash(database)
        _kill(process)
        lines = [line for line in (first, *told) if line.endswith("\n")]
    return {reference: story(called) for reference, called in map(str.split, lines)}


def _kill(process: ForkProcess) -> None:
    process.kill()
    process.join(PATIENCE_SECONDS)
    assert process.exitcode == -signal.SIGKILL, "the process ended by itself"
    process.close()


def _file(database: Database, name: str, pipe: int) -> None:
    """File reports until killed; whatever is not acknowledged is sent again."""
    for number in count():
        called = f"{name}-{number}"
        page = submission(form_key=called, description=story(called))
        while True:
            with suppress(StorageUnavailable), database.transaction() as session:
                receipt = submit(session, ANYBODY, page, LINKS, now=MORNING)
                break
            time.sleep(0.02)
        os.write(pipe, f"{receipt.reference} {called}\n".encode())


def _crash(database: Database) -> None:
    """Kill one of the server's processes, and wait until the server has recovered."""
    with database.reading() as session:
        served_by = session.scalar(text("SELECT pg_backend_pid()"))
        os.kill(int(served_by or 0), signal.SIGKILL)
        session.invalidate()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with suppress(StorageUnavailable):
            database.check()
            break
        assert time.monotonic() < deadline, "the server did not come back"
        time.sleep(0.05)
    time.sleep(0.2)  # so that the client files again before it is killed
    database.close()


def found_whole(database: Database, acknowledged: dict[str, str]) -> int:
    """Find every acknowledged report with the whole of its text; give how many there are."""
    query = (
        select(Case.reference, Narrative.body)
        .join(Narrative, Narrative.case_id == Case.id)
        .where(Narrative.kind == NarrativeKind.DESCRIPTION, Case.reference.in_(acknowledged))
    )
    with database.reading() as session:
        found = dict(session.execute(query).all())
    assert found == acknowledged, "an acknowledged report is not there as it was sent"
    return len(found)


def _assert_whole(database: Database) -> int:
    assert_sound(database)
    with database.reading() as session:
        assert torn_cases(session) == {}
        return session.scalar(select(func.count()).select_from(Case)) or 0
