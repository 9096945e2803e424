"""The year itself, day by day: reports come, people look in, mail makes some of them act."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from app.demo.cast import Cast
from app.demo.chance import Chance
from app.demo.drafts import Writer
from app.demo.loading import home_of, place_of
from app.demo.pace import OFFICE_DAYS, at_oslo, sent_moments
from app.demo.played_year.ground import Ground
from app.demo.played_year.habits import COORDINATORS_HEED, LEADERS_HEED, Habit, habit_of
from app.demo.played_year.happenings import REORGANISED, TAKEN_OVER_BY, happenings_of
from app.demo.played_year.story import PlayedStory
from app.demo.story import Act, Stage
from app.domain.casework import Usefulness
from app.domain.lifecycle import NotAllowed, Status
from app.domain.policy import Actor
from app.domain.vocabulary import Direction, Role
from app.mail import Mail
from app.models import Unit, User
from app.services.forwarding.forwarding import CoordinatorPlaces
from app.services.grants import actor_for
from app.services.reminding import morning

CASE_ADDRESS = re.compile(r"/saker/([A-Za-z0-9_-]+)")
ONE_DAY = timedelta(days=1)
AFTERWARDS = timedelta(days=90)
"""How long people go on after the year's last report."""


@dataclass(frozen=True)
class Plan:
    """What is played: a year, so many reports, and the seed that decides the rest."""

    year: int
    reports: int = 200
    to_municipality: int = 30
    misdirected: int = 12
    seed: int = 1


@dataclass
class PlayedYear:
    """A year on its ground. ``stories`` holds every report that was sent, by case key."""

    ground: Ground
    plan: Plan
    stories: dict[str, PlayedStory] = field(default_factory=dict)
    open: list[PlayedStory] = field(default_factory=list)

    def play(self) -> None:
        """Let every day happen, and some months after the year."""
        self.chance = Chance(f"{self.plan.seed}:{self.plan.year}")
        coming = self._reports()
        events = happenings_of(self.plan.year)
        day, last = date(self.plan.year, 1, 1), date(self.plan.year, 12, 31) + AFTERWARDS
        while day <= last:
            self._set(at_oslo(day, time(7, 30)))
            for happening in events.pop(day, []):
                happening(self.ground)
            self._begin(day)
            if OFFICE_DAYS.has(day):
                self._work(day)
            self._receive(coming.pop(day, []))
            day += ONE_DAY

    # ---- what comes in ----

    def _reports(self) -> dict[date, list[tuple[datetime, PlayedStory]]]:
        plan, chance = self.plan, self.chance
        with self.ground.database.reading() as session:
            home = home_of(session)
            place = place_of(session, home, at_oslo(date(plan.year, 1, 2), time(8)))
        writer = Writer(chance, place)
        ways = [Direction.TO_HOSPITAL] * (plan.reports - plan.to_municipality)
        ways += [Direction.TO_MUNICIPALITY] * plan.to_municipality
        chance.shuffle(ways)
        first, last = date(plan.year, 1, 2), date(plan.year, 12, 30)
        coming: dict[date, list[tuple[datetime, PlayedStory]]] = {}
        for number, (way, moment) in enumerate(
            zip(ways, sent_moments(chance, len(ways), first, last), strict=True)
        ):
            story = self._story(writer, way, moment, number)
            coming.setdefault(moment.date(), []).append((moment, story))
        return coming

    def _story(self, writer: Writer, way: Direction, moment: datetime, number: int) -> PlayedStory:
        narrative = writer.narrative(way)
        draft = writer.draft(narrative, moment)
        belongs_to = ""
        if way is Direction.TO_HOSPITAL and self.chance.happens(self.plan.misdirected):
            right = "-".join((draft.hospital_unit_key or "siv-medisin").split("-")[:2])
            wrong = "siv-kirurgi" if right != "siv-kirurgi" else "siv-medisin"
            belongs_to, draft = right, replace(draft, hospital_unit_key=wrong)
        name = f"played:{self.plan.seed}:{number}"
        story = PlayedStory(self._stage(), Chance(name), narrative, draft, name)
        story.belongs_to = belongs_to
        return story

    def _receive(self, reports: list[tuple[datetime, PlayedStory]]) -> None:
        for moment, story in sorted(reports, key=lambda each: each[0]):
            self._set(moment)
            if self._do(story, story.submit):
                self.stories[story.case_key] = story
                self.open.append(story)
            self.ground.deliver()

    # ---- what people do ----

    def _begin(self, day: date) -> None:
        """Hold the morning round, and let people read what it brought them."""
        self._set(at_oslo(day, time(8)))
        with self.ground.database.transaction() as session:
            morning.hold_round(session, now=self.ground.clock.now)
        for mail in self.ground.deliver():
            self._heed(mail, day)

    def _heed(self, mail: Mail, day: date) -> None:
        """Act on a mail or leave it, as whoever got it does."""
        keys = dict.fromkeys(CASE_ADDRESS.findall(mail.body))
        with self.ground.database.reading() as session:
            actor = self._reader(session, mail.to, day)
        for key in keys:
            story = self.stories.get(key)
            if story is None:
                continue
            if actor is None:
                self._as_unit(story, day)
            else:
                self._as_person(story, actor, day)

    def _reader(self, session: Session, address: str, day: date) -> Actor | None:
        """Give the person that a mail was to; None for a shared mailbox or a reporter."""
        user = session.query(User).filter(User.email == address).one_or_none()
        return actor_for(session, user, on=day) if user else None

    def _as_unit(self, story: PlayedStory, day: date) -> None:
        for unit in self._units_of(story):
            if self.chance.happens(habit_of(unit).on(day).heeds):
                self._next(story, unit, wants_answer=True)

    def _as_person(self, story: PlayedStory, actor: Actor, day: date) -> None:
        """Leaders and coordinators see to it themselves; others do as their unit does."""
        if not actor.has(Role.UNIT_LEADER, Role.COORDINATOR):
            self._as_unit(story, day)
            return
        is_leader = actor.has(Role.UNIT_LEADER)
        units = self._units_of(story)
        is_deaf = is_leader and all(habit_of(unit).looks == 0 for unit in units)
        heeds = LEADERS_HEED if is_leader else COORDINATORS_HEED
        if is_deaf or not self.chance.happens(heeds):
            return
        story.stand_in = actor
        for unit in units:
            self._next(story, unit, wants_answer=True)
        story.stand_in = None

    def _work(self, day: date) -> None:
        """Let every unit look in its inbox, or not, and every reporter at the answer."""
        self._set(at_oslo(day, time(9 + self.chance.randint(0, 4), self.chance.randint(0, 59))))
        looking: dict[str, bool] = {}
        for story, units in self._unfinished():
            for unit in units:
                habit = habit_of(unit).on(day)
                if looking.setdefault(unit, self.chance.happens(habit.looks)):
                    self._look(story, unit, habit)
            self._follow(story)
        self.ground.deliver()

    def _unfinished(self) -> list[tuple[PlayedStory, list[str]]]:
        """Give the cases that are not closed, with the units that have them."""
        with self.ground.database.reading() as session:
            self.open = [each for each in self.open if each.status(session) is not Status.CLOSED]
            return [(story, self._holding(session, story)) for story in self.open]

    def _look(self, story: PlayedStory, unit: str, habit: Habit) -> None:
        self._next(story, unit, wants_answer=self.chance.happens(habit.answers))

    def _next(self, story: PlayedStory, unit: str, *, wants_answer: bool) -> None:
        """Do the next thing with a case, if there is one to do."""
        with self.ground.database.reading() as session:
            status, waits = story.status(session), story.waits_for_reply(session)
        if story.belongs_to == REORGANISED and self.ground.has_retired(REORGANISED):
            story.belongs_to = TAKEN_OVER_BY
        if status is Status.SENT and story.is_misdirected(unit):
            self._do(story, story.forward)
        elif status is Status.SENT:
            self._do(story, story.acknowledge)
            self._do(story, story.take)
        elif status is Status.ACKNOWLEDGED and not waits and wants_answer:
            if story.narrative.question and self.chance.happens(15):
                self._do(story, story.ask)
            else:
                self._do(story, story.answer)
        elif status is Status.ANSWERED and wants_answer:
            self._do(story, story.close)

    def _follow(self, story: PlayedStory) -> None:
        """Let the reporter reply, and say whether the answer helped."""
        with self.ground.database.reading() as session:
            status, waits = story.status(session), story.waits_for_reply(session)
        if waits and self.chance.happens(30):
            self._do(story, story.reply)
        if status is Status.ANSWERED and not story.has_rated and self.chance.happens(12):
            story.has_rated = True
            helped = self.chance.choices(list(Usefulness), [62, 26, 12])[0]
            self._do(story, lambda session, now: story.tell_if_helped(session, helped, now))
            if helped is Usefulness.NO and self.chance.happens(50):
                self._do(story, story.reopen)

    # ---- what all of it needs ----

    def _do(self, story: PlayedStory, act: Act) -> bool:
        """Carry out an act in a transaction; what is not possible any more is left."""
        story.stage = self._stage()
        try:
            with self.ground.database.transaction() as session:
                act(session, self.ground.clock.now)
        except (NotAllowed, CoordinatorPlaces):
            return False
        self.ground.clock.now += timedelta(minutes=3)
        return True

    def _units_of(self, story: PlayedStory) -> list[str]:
        with self.ground.database.reading() as session:
            return self._holding(session, story)

    def _holding(self, session: Session, story: PlayedStory) -> list[str]:
        rows = (row for row in story.holding(session) if row.status.is_open)
        return [session.get_one(Unit, row.unit_id).key for row in rows]

    def _set(self, moment: datetime) -> None:
        """Go on to a moment; time never goes back."""
        self.ground.clock.now = max(self.ground.clock.now, moment)

    def _stage(self) -> Stage:
        """Give those who are at work today."""
        today = self.ground.clock.now.date()
        if getattr(self, "_staged_on", None) != today:
            with self.ground.database.reading() as session:
                self._staged = Stage(Cast(session, today), self.ground.links)
            self._staged_on = today
        return self._staged
