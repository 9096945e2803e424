"""Which cases there are in each year, and which way each of them goes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.demo import courses
from app.demo.chance import Chance
from app.demo.courses import Course, Step
from app.demo.drafts import TRY_OUT, Place, Writer
from app.demo.narratives import Narrative, narratives
from app.demo.pace import Pace, sent_moments
from app.demo.story import Stage, Story
from app.domain.deadlines import oslo_date
from app.domain.vocabulary import DeclineReason, Direction

SEED = 2023
FIRST_YEAR = 2023


@dataclass(frozen=True)
class YearPlan:
    """How many reports a whole year brings: those that count, and those in rows of their own."""

    to_hospital: int
    to_municipality: int = 0
    withdrawn: int = 0
    duplicates: int = 0
    tests: int = 0

    def part(self, share: float) -> "YearPlan":
        """Give the plan for a part of the year."""
        return YearPlan(
            *(
                round(count * share)
                for count in (
                    self.to_hospital,
                    self.to_municipality,
                    self.withdrawn,
                    self.duplicates,
                    self.tests,
                )
            )
        )


PLANS = {
    2023: YearPlan(174, 12, withdrawn=3, duplicates=2, tests=2),
    2024: YearPlan(183, 21, withdrawn=4, duplicates=2, tests=2),
    2025: YearPlan(191, 37, withdrawn=3, duplicates=2, tests=1),
}
"""The 174 municipal reports of 2023 are FSU Vestfold's own count, case 2024.2; the rest is free."""

LATER = YearPlan(204, 52, withdrawn=4, duplicates=3, tests=2)

COURSES: dict[Course, int] = {
    courses.ordinary: 830,
    courses.forwarded: 80,
    courses.reopened: 30,
    courses.declined_for(DeclineReason.NOT_COLLABORATION): 22,
    courses.declined_for(DeclineReason.OTHER): 12,
    courses.declined_for(DeclineReason.WORKING_ENVIRONMENT): 8,
    courses.guided: 18,
}
"""The way each counted report goes, by how often."""

OF_THE_MUNICIPALITY = {
    course: often
    for course, often in COURSES.items()
    if course not in {courses.forwarded, courses.guided}
}

NOW_STANDING: tuple[tuple[Course, int, str], ...] = (
    (courses.unseen, 1, "potassium-continued-after-kidney-failure"),
    (courses.unseen, 2, ""),
    (courses.unseen, 12, ""),
    (courses.left_lying, 20, "sent-home-twice-with-chest-pain"),
    (courses.left_lying, 31, ""),
    (courses.unseen, 35, ""),
    (courses.left_lying, 47, ""),
    (courses.left_lying, 66, ""),
    (courses.waiting, 11, "nursing-report-says-see-summary"),
    (courses.waiting, 16, "referral-returned-without-a-reason"),
    (courses.answered_only, 18, ""),
    (courses.reopened_lately, 33, ""),
    (courses.forwarded, 3, ""),
    (courses.guided, 1, ""),
    (courses.joint, 11, ""),
    (courses.disputed, 15, ""),
    (courses.contested, 10, ""),
    (courses.unseen, 2, "admission-report-missing"),
    (courses.left_lying, 45, "medicine-list-two-months-old"),
    (courses.led, 5, ""),
    (courses.led, 9, ""),
)
"""What stands in the inboxes today, whatever the year brought: the way, days ago, a narrative."""


@dataclass(frozen=True)
class Programme:
    """Everything that happens up to a moment. The same seed and moment give the same."""

    stage: Stage
    place: Place
    now: datetime
    seed: int = SEED

    def whole(self) -> Iterator[list[Step]]:
        """Give every case of every year, as its steps."""
        today = oslo_date(self.now)
        for year in range(FIRST_YEAR, today.year + 1):
            plan = PLANS.get(year, LATER)
            if year == today.year:
                plan = plan.part(today.timetuple().tm_yday / 365)
            yield from self.year(year, plan, f"{self.seed}:{year}")
        yield from self._standing()

    def year(self, year: int, plan: YearPlan, name: str) -> Iterator[list[Step]]:
        """Give the cases of one year; ``name`` decides chance and makes the form keys."""
        chance = Chance(name)
        writer = Writer(chance, self.place)
        first, last = date(year, 1, 1), date(year, 12, 31)
        last = min(last, oslo_date(self.now) - timedelta(days=1))
        if last < first:
            return
        ways = list(self._ways(chance, plan))
        chance.shuffle(ways)
        moments = sent_moments(chance, len(ways), first, last)
        for number, ((direction, course), sent_at) in enumerate(zip(ways, moments, strict=True)):
            narrative = writer.narrative(direction)
            yield self._steps(writer, narrative, course, sent_at, f"{name}:{number}")

    def _ways(self, chance: Chance, plan: YearPlan) -> Iterator[tuple[Direction, Course]]:
        to_hospital, to_municipality = Direction.TO_HOSPITAL, Direction.TO_MUNICIPALITY
        for course in _drawn(chance, COURSES, plan.to_hospital):
            yield to_hospital, course
        for course in _drawn(chance, OF_THE_MUNICIPALITY, plan.to_municipality):
            yield to_municipality, course
        yield from [(to_hospital, courses.withdrawn)] * plan.withdrawn
        yield from [(to_hospital, DUPLICATE)] * plan.duplicates
        yield from [(to_hospital, TEST)] * plan.tests

    def _standing(self) -> Iterator[list[Step]]:
        writer = Writer(Chance(f"{self.seed}:now"), self.place)
        known = {narrative.key: narrative for narrative in narratives()}
        for number, (course, days, key) in enumerate(NOW_STANDING):
            narrative = known.get(key) or writer.narrative(Direction.TO_HOSPITAL)
            sent_at = self.now - timedelta(days=days, minutes=17 * number)
            yield self._steps(writer, narrative, course, sent_at, f"{self.seed}:now:{number}")

    def _steps(
        self, writer: Writer, narrative: Narrative, course: Course, sent_at: datetime, name: str
    ) -> list[Step]:
        draft = writer.draft(narrative, sent_at)
        if course is courses.guided:
            draft = replace(
                draft,
                hospital_key=None,
                hospital_unit_key=None,
                place_in_words="Eksempelbyen sykehus",
            )
        elif draft.hospital_unit_key is None and course in {courses.ordinary, courses.reopened}:
            course = courses.forwarded
        if course is TEST:
            draft = replace(draft, description=TRY_OUT, proposal="", immediate_action="")
        chance = Chance(name)
        story = Story(self.stage, chance, narrative, draft, name)
        return list(course(story, Pace(chance), sent_at))


DUPLICATE = courses.declined_for(DeclineReason.DUPLICATE)
TEST = courses.declined_for(DeclineReason.TEST)


def _drawn(chance: Chance, ways: dict[Course, int], count: int) -> Iterable[Course]:
    return chance.choices(list(ways), list(ways.values()), k=count)
