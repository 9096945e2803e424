"""A national number that somebody writes anywhere is stored nowhere, in no byte.

Reports are filed and acts are done with a national number in one text: in each field of each page,
sent as a browser sends it, and in each text of each service, with no form in front of it: the
report, every later act, people's names and, as eleven digits, the keys that no person types. The
numbers are of every kind, in every form that the screen's own tests know. Each is refused: the page
comes back with the whole text in it, the service raises an error that does not repeat it, and a key
that names nothing is not kept. Pages are asked for by addresses with a number in them, too.
Ordinary reports are filed in between, by both roads.

Then every byte that is left is read: each file of the engine with its journal and its free pages,
the log of every statement, the folder for temporary files, a backup, every mail of the outbox as it
would leave, and cases as PDF; as they are, in UTF-16, with base64 undone and every compressed
stream inflated. Neither the word that stands in each refused text nor the numbers are found, while
the word of the stored reports is found in the database, the backup and the PDFs, and in no mail. At
last one refused text is put in past the screen, and the same reading finds it.
"""

import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from sqlalchemy import text as sql

from app.db import Database, IdentifierRefused
from app.db.columns import NotMachineText
from app.domain.policy import ANYBODY
from app.services.submitting import submit
from tests.factories import LINKS, Scene, submission
from tests.filled_form import FILLED
from tests.proofs.at_rest import (
    Reading,
    Traces,
    backup,
    contents_of,
    database_files,
    listening,
    mails,
    own_temporary_folder,
)
from tests.proofs.bytes_at_rest import Marks, hits_in_bytes
from tests.proofs.ground import MORNING, Counts, Ground, Size
from tests.proofs.numbers import drawn_number
from tests.proofs.slots import Slot, every_slot
from tests.proofs.steps import People
from tests.proofs.website import Entrance, Website, website
from tests.proofs.written_forms import sentence
from tests.reports.reading_back import text

FULL_ATTEMPTS = 10_000
FULL_SHEETS = 200
ADDRESS_EVERY = 10
LETTERS = "bcdfghkmnprstvw"
FOUND, NOT_FOUND = 303, 404
PLACES = ("/saker/", "/folg/", "/meld/", "/")
HOLD_REPORTS = ("the database", "the backup", "the PDFs")


@dataclass
class Trial:
    """Where it is tried, what is looked for afterwards, and what came of it."""

    site: Website
    traces: Traces
    random: Random
    began: float = field(default_factory=time.time)
    counted: Counter[str] = field(default_factory=Counter)

    @property
    def database(self) -> Database:
        """Give the database that the pages and the services share."""
        return self.site.database

    def by_page(self, entrance: Entrance) -> None:
        """Write a number in a field of a page, and see the page come back with the text."""
        response = self.site.post(entrance, f"{self._refused} {self._sentence(self._number())}")
        assert response.status_code != FOUND, f"{entrance} took a national number"
        if not entrance.is_secret:
            assert self._refused in response.get_data(as_text=True), f"{entrance} ate a text"
        headers = str(response.headers).encode()
        assert hits_in_bytes(headers, self.traces.refused) == 0, f"{entrance} tells it in a header"
        self.counted["refused on a page"] += 1

    def by_service(self, slot: Slot) -> None:
        """Hand a number to a service, and see an error that does not repeat it."""
        number = self._number()
        words = number if slot.is_key else f"{self._sentence(number)} {self._refused}"
        try:
            with self.database.transaction() as session:
                slot.put(session, words)
        except (IdentifierRefused, NotMachineText, LookupError) as refusal:
            told = "".join(traceback.format_exception(refusal))
            assert self._refused not in told
            assert number not in told
            self.counted["refused by a service"] += 1
        else:
            assert slot.is_looked_up, f"{slot.name} took a national number"
            self.counted["ignored"] += 1

    def by_address(self, place: str) -> None:
        """Ask for a page whose address has a number in it, as a careless link would."""
        address = f"{place}{self._number()}?sok={self._refused}"
        response = self.site.clients["unit leader"].get(address)
        assert response.status_code == NOT_FOUND, f"{place} answers to a national number"
        self.counted["looked for"] += 1

    def file(self, number: int) -> None:
        """File an ordinary report, on the page and by the service in turn."""
        (kept,) = self.traces.kept.words
        words = f"Epikrisen manglet, skriver {kept}."
        if number % 2:
            with self.database.transaction() as session:
                submit(session, ANYBODY, submission(description=words), LINKS, now=MORNING)
        else:
            response = self.site.file({**FILLED, "description": words, "form_key": f"{number:022}"})
            assert response.status_code == FOUND, "an ordinary report was refused"
        self.counted["stored"] += 1

    @property
    def _refused(self) -> str:
        (word,) = self.traces.refused.words
        return word

    def _number(self) -> str:
        number = drawn_number(self.random)
        self.traces.refused.numbers.add(number)
        return number

    def _sentence(self, number: str) -> str:
        return sentence(number, self.random)


def prove(ground: Ground, size: Size, random: Random) -> Counts:
    """Try, read every byte, and give what was counted."""
    traces = Traces(refused=_word(random), kept=_word(random))
    with (
        own_temporary_folder() as temporary,
        listening(traces.refused) as log,
        website(ground.url) as site,
    ):
        trial = Trial(site, traces, random)
        places = _try(trial, size)
        assert log.hits == 0, "a log tells what was refused"
        found = _read(ground, trial, temporary, size)
        _plant(site.database, traces)
        is_seen = _sees_planted(ground, trial)
    return {
        **places,
        "attempts with a national number": trial.counted.total() - trial.counted["stored"],
        "of these in the address of a page": trial.counted["looked for"],
        "of these refused on a page": trial.counted["refused on a page"],
        "of these refused by a service": trial.counted["refused by a service"],
        "of these with a key that was not kept": trial.counted["ignored"],
        "ordinary reports stored": trial.counted["stored"],
        "lines of the log read": log.lines,
        **found,
        "the planted text was found": "yes" if is_seen else "no",
    }


def _word(random: Random) -> Marks:
    return Marks(frozenset({"".join(random.choices(LETTERS, k=16))}))


def _try(trial: Trial, size: Size) -> Counts:
    """Try every field and every place at least once, filing in between."""
    entrances = trial.site.entrances(everywhere=size.is_full)
    slots = every_slot(Scene(trial.database, now=MORNING), People.at(trial.database, now=MORNING))
    for number in range(max(size.of(FULL_ATTEMPTS // 4), len(entrances), len(slots))):
        trial.by_page(entrances[number % len(entrances)])
        trial.file(2 * number)
        trial.by_service(slots[number % len(slots)])
        trial.file(2 * number + 1)
        if number % ADDRESS_EVERY == 0:
            trial.by_address(PLACES[number // ADDRESS_EVERY % len(PLACES)])
    return {"fields on pages": len(entrances), "places for text in services": len(slots)}


def _read(ground: Ground, trial: Trial, temporary: Path, size: Size) -> Counts:
    """Read all that is left, and give what was counted."""
    left = {
        "the database": database_files(ground, trial.database, since=trial.began),
        "temporary files": contents_of(temporary),
        "the backup": backup(ground),
        "the mails": mails(trial.database),
        "the PDFs": _sheets(trial.site, size),
    }
    read = {name: Reading.of(contents, trial.traces) for name, contents in left.items()}
    for name, reading in read.items():
        assert reading.refused == 0, f"what was refused stands in {name}"
    for name in HOLD_REPORTS:
        assert read[name].kept or not read[name].pieces, f"the reading does not see {name}"
    assert read["the mails"].kept == 0, "a mail tells what stands in a case"
    return {
        "files of the database": read["the database"].pieces,
        "temporary files left": read["temporary files"].pieces,
        "backups": read["the backup"].pieces or "no tool for it here",
        "mails": read["the mails"].pieces,
        "cases as PDF": read["the PDFs"].pieces,
        "bytes read": sum(reading.size for reading in read.values()),
        "places where a stored text was found": sum(one.kept for one in read.values()),
        "places where a refused text or its number was found": 0,
    }


def _sheets(site: Website, size: Size) -> Iterator[bytes]:
    for address in site.sheets(size.of(FULL_SHEETS, least=3)):
        response = site.clients["unit leader"].get(address)
        assert response.mimetype == "application/pdf"
        # A PDF writes glyphs by numbers of its own: its text is read as a reader would, beside it.
        yield response.data + text(response.data).encode()


def _plant(database: Database, traces: Traces) -> None:
    """Put a refused text in as no service can, so that the reading is seen to find it."""
    (word,) = traces.refused.words
    with database.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("CREATE TABLE planted (body TEXT)")
        connection.execute(sql("INSERT INTO planted VALUES (:body)"), {"body": word})


def _sees_planted(ground: Ground, trial: Trial) -> bool:
    files = database_files(ground, trial.database, since=trial.began)
    is_seen = any(hits_in_bytes(content, trial.traces.refused) for content in files)
    assert is_seen, "what was planted is not found: the reading does not see"
    return is_seen
