"""Whatever people do with a case, in whatever order, its status, clock, trail and figures hold.

A handful of reports, from either side and some with a line manager, go through thousands of acts
drawn at random by whoever happens to do them: handlers and leaders of three units, coordinators,
the two secretaries, reporters and line managers by their links, and those who are asked a question.
Most acts are such as the case offers just then; some are not, or come from somebody who may not do
them, or from a page that is out of date, and are refused. Between them days pass, with the morning
round and its mail; people go away and come back; FSU decides other deadlines; the town's leaders
get another say. After every act it is seen that each case is with somebody or has an end; that its
status is what its units' parts say, and that the log alone, replayed through the state machine,
leads there; that parties who have a case together have one version and one due date; that the due
date is what the decision, the calendar and the pauses give; that nobody is about to be reminded of
what was acted on today; that cases linked as one share an incident; and that every text can be
reached by those who hide names. Now and then a case is read as everybody who may would read it,
the figures of the year are counted anew, row by row, every cell that acts have stored is compared
with a recount, and the sealed log is verified; nobody ever gets two digests on one day.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import NotAllowed, can
from app.domain.policy import Actor, NotPermitted, permits
from app.models import AuditEntry, Case
from app.services import following
from app.services.acts import OutdatedVersion
from app.services.answering.measures import UnknownMeasure
from app.services.cases import CaseNotFound, assignments_of, find_case, own_of, relations_of
from app.services.duties.assessing import UnknownDuty
from app.services.forwarding.contesting import ContestedBefore, NothingToAppeal
from app.services.forwarding.declining import UnknownDuplicate
from app.services.forwarding.forwarding import CoordinatorPlaces
from app.services.forwarding.opening import UnknownUnit
from app.services.forwarding.placing import NothingToAgreeTo, SpeaksForNobody
from app.services.inquiring.asking import NothingToWithdraw
from app.services.inquiring.replying import InquiryEnded
from app.services.line_manager.sending_on import TooEarlyToSend
from app.services.linking.links import LinkedOtherwise, LinkNotFound, UnknownOther
from app.services.patient.searching import NobodyToFind
from app.services.redaction.redacting import NothingToDecide, TextNotFound
from app.services.retention.archiving import NotEnded
from app.services.sealing import verify
from app.services.tallies.counting import NotHarmless
from app.services.work_lists.assigning import ColleagueAway, NotAColleague
from tests.proofs.ground import Counts, Ground, Size
from tests.proofs.walk_acts import Deed, NothingThere, Turn, keys_of, outsiders_of
from tests.proofs.walk_deeds import ANSWER_INQUIRY, DEEDS
from tests.proofs.walk_figures import (
    faults_of_figures,
    faults_of_what_is_stored,
    keep_figures,
)
from tests.proofs.walk_pages import read_as_everybody, read_lists
from tests.proofs.walk_rules import faults_of, faults_of_digests, faults_of_links, faults_of_texts
from tests.proofs.walk_world import World

FULL_STEPS = 10_000
HANDFUL = 8
IN_PLACE = 0.95
"""How much of what is tried is what the case offers, by somebody who may, from a fresh page."""

STEPS_BETWEEN_RECOUNTS = 100
READ_AGAIN = 0.1
"""How often a case is read by everybody who may."""
REFUSALS = (
    NotAllowed,
    NotPermitted,
    OutdatedVersion,
    CaseNotFound,
    ColleagueAway,
    ContestedBefore,
    CoordinatorPlaces,
    InquiryEnded,
    LinkNotFound,
    LinkedOtherwise,
    NobodyToFind,
    NotAColleague,
    NotEnded,
    NotHarmless,
    NothingThere,
    NothingToAgreeTo,
    NothingToAppeal,
    NothingToDecide,
    NothingToWithdraw,
    SpeaksForNobody,
    TextNotFound,
    TooEarlyToSend,
    UnknownDuplicate,
    UnknownDuty,
    UnknownMeasure,
    UnknownOther,
    UnknownUnit,
    following.ConsentIsSettled,
    following.NothingToAnswer,
    following.ReopenedBefore,
)

TOLD = {
    AuditAction.SENDING_CONFIRMED: "sent on after a line manager",
    AuditAction.ANSWERED: "answers",
    AuditAction.REOPENED: "reopenings",
    AuditAction.JOINED: "cases that two parties got together",
    AuditAction.CONTESTED: "declines objected to",
    AuditAction.PLACED: "cases placed by the two secretaries",
    AuditAction.CLOCK_PAUSED: "pauses of the clock",
    AuditAction.DUE_DATE_MOVED: "due dates moved by a decision",
    AuditAction.HANDED_OVER: "cases handed over",
    AuditAction.REMINDED: "reminders",
    AuditAction.LINKED: "cases linked",
    AuditAction.UNLINKED: "links undone",
    AuditAction.TALLIED: "tallies",
}


@dataclass
class Walk:
    """A walk on its world. ``cases`` are the keys of those it goes among."""

    world: World
    cases: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    last: str = ""

    def step(self) -> None:
        """Let one thing happen, and see that everything holds."""
        chance = self.world.random.random()
        if len(self.cases) < HANDFUL or chance < 1 / 40:
            self._file()
        elif chance < 1 / 10:
            self._pass_time()
        elif chance < 1 / 8:
            self.last = self.world.happening()
            self.counted[self.last] += 1
        else:
            self._act()
        self._see(self.cases if chance < 1 / 8 else [self.cases[-1]])

    def _file(self) -> None:
        """Let a report come; one that has its end goes out of the handful for it."""
        if len(self.cases) >= HANDFUL and not self._let_one_go():
            return
        self.cases.append(self.world.file())
        self.counted["reports"] += 1
        self.last = "file"

    def _let_one_go(self) -> bool:
        with self.world.database.reading() as session:
            ended = (key for key in self.cases if not find_case(session, key).status.is_open)
            oldest = next(ended, None)
        if oldest:
            self.cases.remove(oldest)
        return oldest is not None

    def _pass_time(self) -> None:
        days = self.world.random.choice([1, 1, 1, 1, 1, 2, 3, 9])
        self.world.pass_days(days)
        self.counted["days"] += days
        self.last = f"{days} days"

    def _act(self) -> None:
        """Let somebody try something with a case; it goes last among those that are seen."""
        world = self.world
        world.now += timedelta(minutes=1)
        key = world.random.choice(self.cases)
        self.cases.remove(key)
        self.cases.append(key)
        try:
            with world.database.transaction() as session:
                deed, turn = self._drawn(session, key)
                self.last = f"{deed.name} on {turn.case.status}"
                deed.do(turn)
        except REFUSALS:
            self.counted["acts refused"] += 1
        else:
            self.counted["acts done"] += 1

    def _drawn(self, session: Session, key: str) -> tuple[Deed, Turn]:
        """Draw an act and somebody to do it, mostly as the case stands."""
        world, chance = self.world, self.world.random
        case = find_case(session, key)
        everybody = [*world.people(session), *outsiders_of(case)]
        relations = relations_of(session, case)
        able = {
            deed: [each for each in everybody if permits(each, deed.permission, relations)]
            for deed in DEEDS
            if deed.action is None or can(case.status, deed.action)
        }
        offered = [deed for deed, who in able.items() if who or deed is ANSWER_INQUIRY]
        tried = offered if chance.random() < IN_PLACE else DEEDS
        deed = chance.choices(tried, [each.weight for each in tried])[0]
        actors = able.get(deed) or everybody
        actor = chance.choice(actors if chance.random() < IN_PLACE else everybody)
        return deed, self._turn(session, case, actor)

    def _turn(self, session: Session, case: Case, actor: Actor) -> Turn:
        world = self.world
        version = own_of(session, actor, assignments_of(session, case.id)).version
        is_outdated = world.random.random() > IN_PLACE
        others = select(Case.reference).where(Case.key.in_(self.cases), Case.id != case.id)
        return Turn(
            session=session,
            random=world.random,
            actor=actor,
            case=case,
            version=version - is_outdated,
            now=world.now,
            others=tuple(session.scalars(others.order_by(Case.id))),
            people=keys_of(session),
        )

    def _see(self, keys: list[str]) -> None:
        """See that what holds of cases holds, and that one of them can be read by all who may."""
        world, today = self.world, oslo_date(self.world.now)
        with world.database.reading() as session:
            if world.random.random() < READ_AGAIN:
                people = world.people(session)
                read = read_as_everybody(session, find_case(session, keys[-1]), people, today=today)
                read_lists(session, world.random.choice(people), today=today)
                self.counted["pages read"] += read
            for key in keys:
                case = find_case(session, key)
                faults = list(faults_of(session, case, now=world.now))
                assert not faults, f"{self.last}, then {case.reference}: {'; '.join(faults)}"
            faults = list(faults_of_links(session)) if len(keys) > 1 else []
            assert not faults, f"{self.last}, then: {'; '.join(faults)}"

    def see_all(self) -> None:
        """See that the whole holds: figures, digests, and the sealed log."""
        world = self.world
        world.pass_days(1)
        with world.database.reading() as session:
            handful = [find_case(session, key) for key in self.cases]
            faults = [
                *faults_of_figures(session, today=world.now.date()),
                *faults_of_digests(session),
                *(fault for case in handful for fault in faults_of_texts(session, case)),
            ]
            assert not faults, f"{self.last}, then: {'; '.join(faults)}"
            verdict = verify(session)
        keep_figures(world.database, now=world.now)
        stored = list(faults_of_what_is_stored(world.database))
        assert not stored, f"{self.last}, then: {'; '.join(stored)}"
        assert verdict.is_whole, "the sealed log is not whole"
        assert verdict.unsealed == 0, "entries are not sealed"
        self.counted["recounts of the figures"] += 1


def prove(ground: Ground, size: Size, random: Random) -> Counts:
    """Walk, see after each step, and give what was counted."""
    steps = size.of(FULL_STEPS)
    with ground.open() as database:
        walk = Walk(World(database, random))
        walk.world.employ()
        for number in range(steps):
            walk.step()
            if number % STEPS_BETWEEN_RECOUNTS == 0:
                walk.see_all()
        walk.see_all()
        told = _told_of(database)
    names = ("reports", "acts done", "acts refused", "days", "absences set", "registers loaded")
    return {
        "steps": steps,
        **{name: walk.counted[name] for name in names},
        **{words: told[action] for action, words in TOLD.items()},
        "pages read": walk.counted["pages read"],
        "mails": walk.world.post.sent,
        "recounts of the figures": walk.counted["recounts of the figures"],
        "rules broken": 0,
    }


def _told_of(database: Database) -> Counter[AuditAction]:
    with database.reading() as session:
        return Counter(session.scalars(select(AuditEntry.action)))
