"""A form that is sent several times becomes one report, with the same receipt every time.

Each form page carries a random key. Some pages are sent once; some by four clients in the same
moment, as by a double click; some again after a second, an hour or a day, as when the answer was
lost on its way; some with other words under the same key, afterwards or in the same moment. Every
client gets the same reference and the same follow link, one report is stored, with one of each of
its parts and one of each notice, and whoever sent other words is told so and pointed to the report
that stands.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from threading import Barrier

from sqlalchemy import func, select

from app.db import Database
from app.domain.policy import ANYBODY
from app.models import Case, Narrative
from app.services.submitting import Receipt, SentWithOtherWords, Submission, submit
from tests.factories import LINKS, submission
from tests.proofs.ground import MORNING, Counts, Ground, Size
from tests.proofs.wholeness import torn_cases

FULL_PAGES = 5000
CLIENTS = 4
PATIENCE_SECONDS = 60
LATER = (timedelta(seconds=1), timedelta(hours=1), timedelta(days=1))


@dataclass(frozen=True)
class Sent:
    """What one client got. ``has_other_words`` when it was told that its words do not stand."""

    receipt: Receipt
    has_other_words: bool = False

    @property
    def is_first(self) -> bool:
        """Tell whether this is the client whose words were stored."""
        return not (self.has_other_words or self.receipt.is_repeat)


@dataclass(frozen=True)
class Office:
    """Several clients, each with a process of its own."""

    databases: Sequence[Database]
    threads: ThreadPoolExecutor

    def send(self, page: Submission, *, now: datetime = MORNING) -> Sent:
        """Send a page by the first client."""
        return _send(self.databases[0], page, now)

    def send_at_once(self, pages: Sequence[Submission]) -> list[Sent]:
        """Send pages in the same moment, each by its own client."""
        start = Barrier(len(pages))

        def wait_and_send(database: Database, page: Submission) -> Sent:
            start.wait(PATIENCE_SECONDS)
            return _send(database, page, MORNING)

        running = [
            self.threads.submit(wait_and_send, database, page)
            for database, page in zip(cycle(self.databases), pages, strict=False)
        ]
        return [one.result(PATIENCE_SECONDS) for one in running]


def _send(database: Database, page: Submission, now: datetime) -> Sent:
    try:
        with database.transaction() as session:
            return Sent(submit(session, ANYBODY, page, LINKS, now=now))
    except SentWithOtherWords as told:
        return Sent(told.receipt, has_other_words=True)


def _once(office: Office, page: Submission, _random: Random) -> list[Sent]:
    return [office.send(page)]


def _in_the_same_moment(office: Office, page: Submission, _random: Random) -> list[Sent]:
    return office.send_at_once([page] * CLIENTS)


def _again_later(office: Office, page: Submission, random: Random) -> list[Sent]:
    again = MORNING + random.choice(LATER)
    return [office.send(page), office.send(page, now=again), office.send(page, now=again)]


def _then_with_other_words(office: Office, page: Submission, _random: Random) -> list[Sent]:
    sent = [office.send(page), office.send(_with_other_words(page)), office.send(page)]
    assert [one.has_other_words for one in sent] == [False, True, False]
    return sent


def _with_other_words_in_the_same_moment(
    office: Office, page: Submission, _random: Random
) -> list[Sent]:
    other = _with_other_words(page)
    sent = office.send_at_once([page, other] * (CLIENTS // 2))
    by_words = (sent[0::2], sent[1::2])
    assert sorted(all(one.has_other_words for one in side) for side in by_words) == [False, True]
    return sent


def _with_other_words(page: Submission) -> Submission:
    return replace(page, draft=replace(page.draft, description="Noe helt annet hendte."))


WAYS: dict[str, tuple[int, Callable[[Office, Submission, Random], list[Sent]]]] = {
    "pages sent once": (35, _once),
    "pages sent by four at once": (30, _in_the_same_moment),
    "pages sent again later": (20, _again_later),
    "pages sent again with other words": (10, _then_with_other_words),
    "pages sent with two wordings at once": (5, _with_other_words_in_the_same_moment),
}
"""How a page is sent, and of how many pages in a hundred."""


def prove(ground: Ground, size: Size, random: Random) -> Counts:
    """Send the pages and give what was counted."""
    pages = size.of(FULL_PAGES, least=20)
    counted: Counter[str] = Counter()
    drawn = f"{random.getrandbits(64):x}"
    with ground.opened(3) as databases, ThreadPoolExecutor(CLIENTS) as threads:
        office = Office(databases, threads)
        for number in range(pages):
            name = random.choices(list(WAYS), [share for share, _ in WAYS.values()])[0]
            sent = WAYS[name][1](office, submission(form_key=f"{drawn}-{number}"), random)
            _judge(sent)
            counted.update({name: 1, "times sent": len(sent)})
        stored = _assert_stored_once(databases[0], pages)
    ways = {name: counted[name] for name in WAYS}
    return {"times sent": counted["times sent"], **ways, "reports stored": stored}


def _judge(sent: Sequence[Sent]) -> None:
    receipts = {(one.receipt.case_key, one.receipt.reference, one.receipt.token) for one in sent}
    assert len(receipts) == 1, "one page got several receipts"
    assert sum(one.is_first for one in sent) == 1, "not exactly one client was the first"


def _assert_stored_once(database: Database, pages: int) -> int:
    with database.reading() as session:
        assert torn_cases(session) == {}
        stored = session.scalar(select(func.count()).select_from(Case)) or 0
        references = session.scalar(select(func.count(Case.reference.distinct())))
        texts = session.scalar(select(func.count()).select_from(Narrative))
    assert stored == references == texts == pages
    return stored
