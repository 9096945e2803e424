"""What goes on beside the pages: mornings are begun, mail leaves, and the log is sealed."""

import logging
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import click

from app.cli.database import require_current
from app.cli.plainly import CommandFailed, PlainGroup, clock, command, config, database, links
from app.db import Database, StorageUnavailable
from app.domain.links import Links
from app.faults import WITHOUT_WORDS, told
from app.mail import Mailer, mailer_for
from app.services import scrubbing, sealing, sending, throttling
from app.services.figures import built, folding
from app.services.line_manager import rounds
from app.services.reminding import morning

PAUSE_SECONDS = 2.0
PAUSE_AFTER_FAULT_SECONDS = 30.0
SEAL_EVERY = timedelta(minutes=1)
SCRUB_EVERY = timedelta(minutes=30)
LOOK_FOR_MORNING_EVERY = timedelta(minutes=1)
LOOK_AFTER_WAITING_EVERY = timedelta(minutes=5)

log = logging.getLogger("samhandling.worker")


@dataclass
class Worker:
    """Delivers and seals until it is told to stop."""

    database: Database
    mailer: Mailer
    links: Links
    clock: Callable[[], datetime]
    stop: threading.Event = field(default_factory=threading.Event)
    sealed_at: datetime | None = None
    scrubbed_at: datetime | None = None
    looked_at: datetime | None = None
    looked_after_at: datetime | None = None

    def run(self) -> None:
        """Work until ``stop`` is set; a database that is away is waited for."""
        while not self.stop.is_set():
            self.stop.wait(self._turn())

    def _turn(self) -> float:
        """Do what is due; give how many seconds to rest."""
        try:
            self._begin_morning()
            self._look_after_waiting()
            delivered = self.deliver()
            self._keep_log()
            self._keep_figures()
            self._scrub()
        except StorageUnavailable as fault:
            log.warning("the database could not be used: %s", type(fault.__cause__).__name__)
            return PAUSE_AFTER_FAULT_SECONDS
        except Exception as fault:  # noqa: BLE001  whatever it was, mail must go on
            log.error("the worker met a fault and goes on: %s", told(fault))  # noqa: TRY400  a traceback has words
            return PAUSE_AFTER_FAULT_SECONDS
        return PAUSE_AFTER_FAULT_SECONDS if delivered.is_server_down else PAUSE_SECONDS

    def _begin_morning(self) -> None:
        """Hold the morning round once a working day, before any mail of that day leaves."""
        now = self.clock()
        if self.looked_at and timedelta() <= now - self.looked_at < LOOK_FOR_MORNING_EVERY:
            return
        self.looked_at = now
        with self.database.reading() as session:
            if not morning.is_due(session, now=now):
                return
        with self.database.transaction() as session:
            held = morning.hold_round(session, now=now)
        log.info("the morning round is held for %s helsefellesskap", held)

    def _look_after_waiting(self) -> None:
        """See to reports that wait for a line manager, so that none waits unseen."""
        now = self.clock()
        last = self.looked_after_at
        if last and timedelta() <= now - last < LOOK_AFTER_WAITING_EVERY:
            return
        self.looked_after_at = now
        with self.database.reading() as session:
            if not rounds.anything_waits(session):
                return
        with self.database.transaction() as session:
            told_of = rounds.look_after_waiting(session, now=now)
        if told_of:
            log.info("waiting for line managers: %s notices", told_of)

    def deliver(self) -> sending.Delivered:
        """Send the mail that is due, and tell of it in the log."""
        delivered = sending.deliver_due(self.database, self.mailer, self.links, clock=self.clock)
        if delivered.sent or delivered.failed:
            log.info("mail: %s sent, %s not", delivered.sent, delivered.failed)
        return delivered

    def _keep_log(self) -> None:
        """Seal once a minute. The head digest in this log is an anchor outside the database."""
        now = self.clock()
        if self.sealed_at and now - self.sealed_at < SEAL_EVERY:
            return
        self.sealed_at = now
        with self.database.reading() as session:
            if not sealing.unsealed_count(session):
                return
        with self.database.transaction() as session:
            head = sealing.seal_new(session, now=now)
            throttling.forget_stale(session, now=now)
        log.info("the log is sealed to %s", head)

    def _keep_figures(self) -> None:
        """Fold what acts have changed in the figures, and build those that wait for it."""
        with self.database.reading() as session:
            is_waiting = folding.anything_to_fold(session)
            ready = [
                home_id
                for home_id in built.unbuilt(session)
                if not built.seconds_to_wait(session, home_id)
            ]
        for home_id in ready:
            counted = built.build(self.database, home_id)
            log.info("figures are built from %s cases", counted)
        if is_waiting:
            with self.database.transaction() as session:
                folding.fold(session, now=self.clock())

    def _scrub(self) -> None:
        """Write erased text out of the files, at night, when few wait for it."""
        now = self.clock()
        is_early = self.scrubbed_at is not None and now - self.scrubbed_at < SCRUB_EVERY
        if is_early or not scrubbing.is_night(now):
            return
        self.scrubbed_at = now
        if outcome := scrubbing.scrub_if_wanted(self.database):
            left = ", ".join(outcome.left) or "no file"
            log.info("what was erased still stands in: %s", left)


def make_worker() -> Worker:
    """Make a worker for the running application.

    Raises:
        CommandFailed: when SMTP_URL is none that can be used.
    """
    try:
        mailer = mailer_for(config().smtp_url, config().mail_from)
    except ValueError as fault:
        raise CommandFailed(str(fault)) from fault
    return Worker(database(), mailer, links(), clock())


def keep_a_log() -> None:
    """Write the service's own log to standard error."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(WITHOUT_WORDS)


def until_told_to_end(stop: threading.Event) -> None:
    """Let SIGTERM and SIGINT set ``stop``."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())


@command("worker")
def worker() -> None:
    """Remind each working morning, send what is due, and seal the log, until SIGTERM."""
    require_current()
    keep_a_log()
    made = make_worker()
    until_told_to_end(made.stop)
    made.run()


group = PlainGroup("notifications", help="Mail to units and reporters.")


@group.command("send")
@click.option("--watch", is_flag=True, help="Go on until SIGTERM.")
def send(*, watch: bool) -> None:
    """Send the mail that is due."""
    require_current()
    keep_a_log()
    made = make_worker()
    if watch:
        until_told_to_end(made.stop)
    while True:
        delivered = made.deliver()
        click.echo(f"{delivered.sent} sent, {delivered.failed} not sent.")
        if not watch or made.stop.wait(PAUSE_AFTER_FAULT_SECONDS):
            break
    if delivered.failed:
        raise CommandFailed("Some mail could not be sent; it will be tried again.")
