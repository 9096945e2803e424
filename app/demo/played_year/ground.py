"""Where a year is played: a database of its own, a clock that is set, and a post that keeps all."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from app.db import Database, migrating
from app.demo import people
from app.demo.loading import home_of
from app.domain.links import Links
from app.mail import Mail
from app.services import sending
from app.services.register_loading import load_register_file

REGISTERS = Path(__file__).parents[2] / "registers"
REGISTER = "vestfold.toml"
PLAY_KEY = b"a key for a year that nobody lives"


@dataclass
class Post:
    """A mailer that keeps what it is given, with the moment."""

    clock: "Clock"
    kept: list[tuple[datetime, Mail]] = field(default_factory=list)

    def send(self, mail: Mail) -> None:
        """Keep a mail."""
        self.kept.append((self.clock.now, mail))


@dataclass
class Clock:
    """The moment it is, an aware datetime in UTC."""

    now: datetime

    def __call__(self) -> datetime:
        """Give the moment."""
        return self.now


@dataclass(frozen=True)
class Ground:
    """What a year is played on. ``registers`` is a copy of the register that may be changed."""

    database: Database
    links: Links
    clock: Clock
    post: Post
    registers: Path
    retired: set[str] = field(default_factory=set)

    def deliver(self) -> list[Mail]:
        """Send what is due now, and give it."""
        before = len(self.post.kept)
        sending.deliver_due(self.database, self.post, self.links, clock=self.clock)
        return [mail for _, mail in self.post.kept[before:]]

    def load_register(self) -> None:
        """Take the register file in as it is now."""
        with self.database.transaction() as session:
            load_register_file(session, self.registers / REGISTER, now=self.clock.now)

    def retire(self, unit: str, *, on: date, into: str) -> None:
        """Let a clinic and its sections end in the register; what was theirs goes elsewhere."""
        path = self.registers / REGISTER
        text = path.read_text("utf-8")
        for key in re.findall(rf'^key = "({re.escape(unit)}[a-z-]*)"$', text, re.MULTILINE):
            text = text.replace(f'key = "{key}"\n', f'key = "{key}"\nvalid_to = {on}\n', 1)
        text = text.replace(f'to_unit = "{unit}"', f'to_unit = "{into}"')
        path.write_text(text, "utf-8")
        self.load_register()
        self.retired.add(unit)

    def has_retired(self, unit: str) -> bool:
        """Tell whether a clinic has ended in this year."""
        return unit in self.retired


@contextmanager
def play_ground(year: int) -> Iterator[Ground]:
    """Give a ground with the register and the demo's people, and take it away afterwards."""
    with TemporaryDirectory() as folder:
        registers = Path(folder) / "registers"
        shutil.copytree(REGISTERS, registers)
        database = Database(f"sqlite:///{Path(folder) / 'year.sqlite'}")
        clock = Clock(datetime(year, 1, 1, 6, 0, tzinfo=UTC))
        links = Links(PLAY_KEY, "https://samhandling.example")
        try:
            migrating.upgrade(database)
            ground = Ground(database, links, clock, Post(clock), registers)
            ground.load_register()
            with database.transaction() as session:
                people.add_people(session, home_of(session), "nobody signs in here")
            yield ground
        finally:
            database.close()
