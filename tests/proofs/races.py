"""Two people act on the same case at once, and nothing that was acknowledged is lost.

Two processes are played by two databases with a turn of their own. Both have read the same version
of a case, wait for each other and act in the same moment. One of them is acknowledged. The other
is told that the case has changed, that the act is no longer possible, or that the case has gone to
another unit; what the first one wrote is there to be read at once, and the other still holds its
own text. Afterwards exactly the texts of those who were acknowledged stand in the database. What
the reporter does carries no version: it may be acknowledged beside a handler's act, and then both
stand.
"""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from string import ascii_lowercase
from threading import Barrier

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.audit import AuditAction
from app.domain.lifecycle import NotAllowed
from app.models import Answer, AnswerText, AuditEntry, Narrative, Note
from app.services.acts import OutdatedVersion
from app.services.cases import CaseNotFound, find_case
from app.services.following import ReopenedBefore
from tests.factories import Scene
from tests.proofs.disputes import JOINT
from tests.proofs.ground import MORNING, Counts, Ground, Size
from tests.proofs.roads import SILENT, WORDED
from tests.proofs.steps import People, Road, Step

FULL_RACES = 2500
SIDES = ("left", "right")
PATIENCE_SECONDS = 60

ROADS = {road.name: road for road in (*SILENT, *WORDED, *JOINT)}
PAIRS = (
    ("answer:finding", "answer:finding", 1),
    ("answer:finding", "decline", 1),
    ("answer:finding", "forward", 1),
    ("note", "note", 1),
    ("acknowledge", "withdraw", 1),
    ("reopen", "reopen", 1),
    ("ask", "withdraw", 2),
    ("close", "reopen", 2),
    ("answer:finding", "supplement", 2),
    ("answer as one side", "answer as the other side", 1),
    ("answer as one side", "ask as the other side", 1),
    ("assign", "take", 1),
)
"""Who races whom, and how many of them at most may be acknowledged."""

REFUSALS: dict[type[Exception], str] = {
    OutdatedVersion: "told that somebody was first",
    NotAllowed: "told that it is no longer possible",
    ReopenedBefore: "told that it was reopened before",
    CaseNotFound: "told nothing of a case that has gone to another unit",
}

ENTRIES = {
    "acknowledge": AuditAction.ACKNOWLEDGED,
    "close": AuditAction.CLOSED,
    "assign": AuditAction.HANDED_OVER,
    "take": AuditAction.TAKEN,
}


@dataclass(frozen=True)
class Outcome:
    """How it went for one of the two; ``seen`` is what a refused one then reads on the case."""

    text: str
    refusal: str = ""
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Contestant:
    """One of the two. ``text`` stands in the page that was opened."""

    database: Database
    people: People
    road: Road
    text: str

    @property
    def trace(self) -> str:
        """Give what the act leaves on the case: its text, or the name of its entry in the log."""
        entry = ENTRIES.get(self.road.name)
        return entry.value if entry else self.text

    def act(self, key: str, version: int, start: Barrier) -> Outcome:
        """Act when both are ready."""
        start.wait(PATIENCE_SECONDS)
        try:
            with self.database.transaction() as session:
                self.road.walk(Step(session, self.people, key, version, MORNING), self.text)
        except tuple(REFUSALS) as refusal:
            with self.database.reading() as session:
                return Outcome(self.trace, REFUSALS[type(refusal)], traces_on(session, key))
        return Outcome(self.trace)


def traces_on(session: Session, key: str) -> frozenset[str]:
    """Give every text on a case and the name of every entry in its log."""
    case_id = find_case(session, key).id
    answers = select(Answer.id).where(Answer.case_id == case_id)
    return frozenset(
        (
            *session.scalars(select(Narrative.body).where(Narrative.case_id == case_id)),
            *session.scalars(select(Note.body).where(Note.case_id == case_id)),
            *session.scalars(select(AnswerText.body).where(AnswerText.answer_id.in_(answers))),
            *session.scalars(select(AuditEntry.action).where(AuditEntry.case_id == case_id)),
        )
    )


def prove(ground: Ground, size: Size, random: Random) -> Counts:
    """Run the races and give what was counted."""
    counted: Counter[str] = Counter()
    races = size.of(FULL_RACES, least=len(PAIRS))
    with ground.opened(2) as databases, ThreadPoolExecutor(2) as threads:
        scene = Scene(databases[0], now=MORNING)
        people = People.at(databases[0], now=MORNING)
        sides = list(zip(databases, (people, people.swapped()), strict=True))
        for number in range(races):
            *names, most = PAIRS[number % len(PAIRS)]
            drawn = "".join(random.choices(ascii_lowercase, k=12))  # digits might make a number
            contestants = [
                Contestant(database, side, ROADS[str(name)], f"{drawn} {SIDES[place]}")
                for place, ((database, side), name) in enumerate(zip(sides, names, strict=True))
            ]
            outcomes, stands = _race(threads, scene, people, contestants)
            _judge(outcomes, stands, int(most), counted)
    return {
        "races": races,
        "acts acknowledged": counted["acknowledged"],
        "acknowledged acts lost": counted["lost"],
        **{told: counted[told] for told in REFUSALS.values()},
    }


def _race(
    threads: ThreadPoolExecutor, scene: Scene, people: People, contestants: Sequence[Contestant]
) -> tuple[list[Outcome], frozenset[str]]:
    key, version = contestants[0].road.case_for(scene, people)
    start = Barrier(len(contestants))
    running = [threads.submit(one.act, key, version, start) for one in contestants]
    outcomes = [one.result(PATIENCE_SECONDS) for one in running]
    with scene.database.reading() as session:
        return outcomes, traces_on(session, key)


def _judge(
    outcomes: Sequence[Outcome], stands: frozenset[str], most: int, counted: Counter[str]
) -> None:
    acknowledged = {one.text for one in outcomes if not one.refusal}
    refused = [one for one in outcomes if one.refusal]
    counted["acknowledged"] += len(acknowledged)
    counted["lost"] += len(acknowledged - stands)
    counted.update(one.refusal for one in refused)
    assert acknowledged <= stands, "an acknowledged act was lost"
    assert 1 <= len(acknowledged) <= most, f"{len(acknowledged)} were acknowledged"
    for one in refused:
        assert one.text not in stands, "a refused act was stored all the same"
        assert acknowledged <= one.seen, "whoever was refused cannot read what the first one wrote"
