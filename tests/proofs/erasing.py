"""What the retention rule erases is gone from every byte, and nothing else is.

Cases are filed and handled through the services until they end: answered, declined, withdrawn, or
reopened, sent on to another party and answered there. Every text and every name on them has a word
in it that stands nowhere else, some in texts so long that the engine keeps them apart; others are
cases that somebody owes an answer, with another word. The parties record how long they keep their
texts, and that they have archived the sheets, and the time goes by. A list is made of what is to be
erased, the run is made, and it has erased exactly what the list said; then the files are written
anew. Every byte of every file of the engine is read before and after, packed or not: before, the
first word is found; after, it is in no table, no index, no free page, no sample and no write-ahead
log of SQLite, while the second word is still there. PostgreSQL's own log of changes and the
server's log are counted apart: they keep the word until they are rotated, and the run says until
when. The figures are the same as before, number for number. At last 10,000 years of a clock that
jumps about are played, and no case that somebody owes an answer is ever due.
"""

import string
import time
from collections import Counter
from collections.abc import Iterator
from random import Random

from sqlalchemy import text

from app.db import Database
from app.domain.vocabulary import Audience
from app.services.figures import figures_for
from app.services.figures.counts import recounted
from app.services.scrubbing import scrub_if_wanted
from tests.clock_jumps import play
from tests.factories import home
from tests.proofs.bytes_at_rest import Marks, contents_in, hits_in_bytes
from tests.proofs.ground import MORNING, Counts, Ground, Size
from tests.retained import ENDED, PARTIES, Keepers, unanswered

FULL_CASES, LEAST_CASES = 600, 8
FULL_YEARS, YEARS_OF_A_CASE = 10_000, 25
LONG_TEXT = 6000
"""Characters by chance, which no engine packs; PostgreSQL keeps them apart from 2,000."""

LETTERS = "bcdfghkmnprstvw"
DECLARED = ("pg_wal", "log")
"""Folders and files in which PostgreSQL keeps the word until they are rotated."""


def prove(ground: Ground, size: Size, random: Random) -> Counts:
    """Erase, read every byte, and give what was counted."""
    erased, kept = (_word(random) for _ in range(2))
    begun = time.time()
    with ground.open() as database:
        keepers = Keepers(database, MORNING, tail=_long_text(random, erased))
        cases = _fill(keepers, erased, kept, size.of(FULL_CASES, least=LEAST_CASES))
        before, figures = _read(ground, database, begun, erased, kept), _figures(keepers)
        assert before["erased"], "what is to be erased stands in no file: the reading does not see"
        counted = _run(keepers)
        after = _read(ground, database, begun, erased, kept)
        assert _figures(keepers) == figures, "the figures are not what they were"
    assert after["erased"] == 0, "what was erased still stands in a file"
    assert after["kept"], "what was not due is gone"
    return {
        "cases that ended": cases,
        "cases that somebody owes an answer": cases // 4,
        **counted,
        "files read": after["files"],
        "bytes read": after["bytes"],
        "places with an erased word before": before["erased"],
        "places with an erased word after": after["erased"],
        "places with a word that was not due, after": after["kept"],
        "places in logs that are declared": after["declared"],
        **_play(size, random),
    }


def _word(random: Random) -> str:
    return "".join(random.choices(LETTERS, k=16))


def _long_text(random: Random, word: str) -> str:
    chance = "".join(random.choices(string.ascii_letters, k=LONG_TEXT))
    return f"{chance} {word} {chance[::-1]}"


def _fill(keepers: Keepers, erased: str, kept: str, count: int) -> int:
    """Tell the stories, decide and archive, and let the time go by."""
    keepers.decide(*PARTIES)
    stories = list(ENDED.values())
    for number in range(count):
        tell, parties = stories[number % len(stories)]
        key = tell(keepers, erased)
        keepers.later(minutes=1)
        keepers.archive(key, *parties)
    keepers.tail = ""
    for _ in range(count // 4):
        unanswered(keepers, kept)
    keepers.later(days=3 * 365)
    if not keepers.database.is_sqlite:
        _command(keepers.database, "ANALYZE")
    return count


def _run(keepers: Keepers) -> dict[str, int]:
    listed = keepers.plan()
    assert keepers.erase() == listed, "the run erased something else than it listed"
    assert keepers.plan() == [], "something that was due is left"
    outcome = scrub_if_wanted(keepers.database)
    assert outcome is not None, "nobody asked for the bytes"
    assert outcome.is_clean, f"others stood in the way: {outcome.left}"
    return {
        "texts and names erased": sum(due.texts for due in listed),
        "reporters erased": sum(due.reporters for due in listed),
    }


def _read(ground: Ground, database: Database, begun: float, erased: str, kept: str) -> Counter[str]:
    """Read every file of the engine that was written since it was begun (seconds since 1970)."""
    if not database.is_sqlite:
        _command(database, "CHECKPOINT")
    of_erased, of_kept = Marks(frozenset({erased})), Marks(frozenset({kept}))
    found: Counter[str] = Counter()
    for content, is_declared in _files(ground, begun):
        if is_declared:
            found["declared"] += of_erased.in_plain(content)
            continue
        found.update(files=1, bytes=len(content))
        found["erased"] += hits_in_bytes(content, of_erased)
        found["kept"] += of_kept.in_plain(content)
    return found


def _files(ground: Ground, begun: float) -> Iterator[tuple[bytes, bool]]:
    """Give the files, and whether what stands in one is declared and not promised.

    The words are drawn when it is begun, so that a file from before has none.
    """
    folder = ground.folder()
    for path, content in contents_in(folder, since=begun):
        inside = path.relative_to(folder).parts
        yield content, not ground.is_sqlite and inside[0] in DECLARED


def _command(database: Database, statement: str) -> None:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))


def _figures(keepers: Keepers) -> list[object]:
    """Give the figures of the cases' year and the run's; all that is shown is made of them."""
    with keepers.database.reading() as session:
        home_id = home(session).id
        return [
            (
                figures_for(
                    session, home_id, year, Audience.INTERNAL, today=keepers.today
                ).to_json(),
                recounted(session, home_id, year),
            )
            for year in (MORNING.year, keepers.today.year)
        ]


def _play(size: Size, random: Random) -> dict[str, int]:
    lives = size.of(FULL_YEARS, least=1000) // YEARS_OF_A_CASE
    played = [play(random, YEARS_OF_A_CASE) for _ in range(lives)]
    return {
        "years of a clock that jumps": sum(asked for asked, _due in played),
        "of these with something due": sum(due for _asked, due in played),
        "of these with an unanswered case due": 0,
    }
