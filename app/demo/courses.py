"""The ways a case may go: who does what and when, from the moment it is sent.

A course is the whole life of a case. What lies after the present has not happened yet and is left
out; that is how the newest cases come to stand in every status.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from app.demo.chance import Chance
from app.demo.pace import Pace
from app.demo.story import Act, Story
from app.domain.consent import allows_identity
from app.domain.vocabulary import Consent, DeclineReason

Step = tuple[datetime, Act]
Course = Callable[[Story, Pace, datetime], Iterator[Step]]

ACKNOWLEDGE_DAYS = 1.4
ANSWER_DAYS = 17.0
CLOSE_DAYS = 12.0
MEASURE_DAYS = 70.0


def ordinary(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Confirmed, looked into, answered and closed."""
    sent, act = _sending(story, pace, sent_at)
    yield sent, act
    confirmed = pace.after_days(sent, ACKNOWLEDGE_DAYS)
    yield confirmed, story.acknowledge
    yield from _handled(story, pace, confirmed)


def _sending(story: Story, pace: Pace, sent_at: datetime) -> Step:
    """Most reports are filed by those who write them; some come by post or phone."""
    if story.draft.hospital_unit_key and pace.chance.happens(7):
        in_office = pace.office(sent_at)
        if in_office.year == sent_at.year:
            return in_office, story.enter
    return sent_at, story.submit


def _handled(story: Story, pace: Pace, confirmed: datetime) -> Iterator[Step]:
    moment = pace.soon(confirmed)
    yield moment, story.take
    yield from _beside(story, pace, moment)
    answered = pace.after_days(confirmed, ANSWER_DAYS, 0.5) + timedelta(hours=3)
    yield from _looked_for(story, confirmed, answered)
    yield from _asked(story, pace, confirmed, answered)
    yield from _answered(story, pace, answered)
    closed = pace.after_days(answered, CLOSE_DAYS)
    yield closed, story.close
    yield from _followed_up(story, pace, closed)


def _followed_up(story: Story, pace: Pace, closed: datetime) -> Iterator[Step]:
    """Half of those who reported say whether the answer helped; measures take some months."""
    chance = Chance(f"{story.form_key}:afterwards")
    if chance.happens(50):
        yield pace.soon(closed), story.rate
    if story.narrative.measures:
        followed = pace.after_days(closed, CLOSE_DAYS)
        if chance.happens(20):
            yield followed, story.start_measures
        yield pace.after_days(followed, MEASURE_DAYS), story.finish_measures


def _beside(story: Story, pace: Pace, moment: datetime) -> Iterator[Step]:
    """What goes on in the first hour: an own number, a note."""
    if pace.chance.happens(20):
        moment = pace.soon(moment)
        yield moment, story.number
    if story.narrative.note:
        yield pace.soon(moment), story.note
    if Chance(f"{story.form_key}:link").happens(3):
        yield moment + timedelta(minutes=30), story.link


def _looked_for(story: Story, confirmed: datetime, answered: datetime) -> Iterator[Step]:
    """The patient is mostly found before the answer, where the consent choice lets anybody look."""
    if not allows_identity(story.draft.consent):
        return
    chance = Chance(f"{story.form_key}:patient")
    whole = answered - confirmed
    if chance.happens(20):
        yield confirmed + whole * 0.1, story.request_call
    if chance.happens(85):
        yield confirmed + whole * 0.25, story.record_search


def _asked(story: Story, pace: Pace, confirmed: datetime, answered: datetime) -> Iterator[Step]:
    """A question now and then, and its reply, well before the answer."""
    whole = answered - confirmed
    if story.narrative.question and whole > timedelta(days=6) and pace.chance.happens(40):
        yield confirmed + whole * 0.3, story.ask
        yield confirmed + whole * 0.55, story.reply
    if story.draft.consent is Consent.NOT_ASKED_YET and pace.chance.happens(50):
        yield confirmed + whole * 0.6, story.record_consent
    if pace.chance.happens(5):
        yield confirmed + whole * 0.7, story.supplement


def _answered(story: Story, pace: Pace, answered: datetime) -> Iterator[Step]:
    if pace.chance.happens(85):
        yield answered - timedelta(minutes=pace.chance.randint(5, 40)), story.classify
    yield answered, story.answer


def forwarded(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Sent on to the right unit, which handles it."""
    yield sent_at, story.submit
    moved = pace.after_days(sent_at, ACKNOWLEDGE_DAYS)
    yield moved, story.forward
    confirmed = pace.after_days(moved, ACKNOWLEDGE_DAYS)
    yield confirmed, story.acknowledge
    yield from _handled(story, pace, confirmed)


def reopened(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Answered, found wanting, and answered again."""
    yield sent_at, story.submit
    confirmed = pace.after_days(sent_at, ACKNOWLEDGE_DAYS)
    yield confirmed, story.acknowledge
    yield pace.soon(confirmed), story.take
    answered = pace.after_days(confirmed, ANSWER_DAYS, 0.4)
    yield answered, story.answer
    again = answered + timedelta(days=pace.chance.randint(2, 9))
    yield again, story.reopen
    second = pace.after_days(again, ANSWER_DAYS / 2)
    yield second, story.answer
    closed = pace.after_days(second, CLOSE_DAYS)
    yield closed, story.close
    yield from _followed_up(story, pace, closed)


def withdrawn(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Taken back before anybody had confirmed it."""
    yield sent_at, story.submit
    yield pace.same_day(sent_at), story.withdraw


def guided(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Sent to a hospital that is not in the register; the secretariat tells where to go."""
    yield sent_at, story.submit
    yield pace.after_days(sent_at, ACKNOWLEDGE_DAYS), story.guide


def declined_for(reason: DeclineReason) -> Course:
    """Give the course of a report that is sent back for a reason."""

    def declined(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
        yield sent_at, story.submit
        yield pace.after_days(sent_at, ACKNOWLEDGE_DAYS * 2), story.declining(reason)

    return declined


def joint(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Sent to the other party and back, so that both have it."""
    yield sent_at, story.submit
    moved = pace.after_days(sent_at, ACKNOWLEDGE_DAYS)
    yield moved, story.forward_between
    yield pace.after_days(moved, ACKNOWLEDGE_DAYS), story.forward_between


def disputed(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Sent between the parties until the two FSU secretaries must decide."""
    steps = list(joint(story, pace, sent_at))
    yield from steps
    yield pace.after_days(steps[-1][0], ACKNOWLEDGE_DAYS), story.forward_between


def contested(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Sent back, and the reporter objects."""
    steps = list(declined_for(DeclineReason.NOT_COLLABORATION)(story, pace, sent_at))
    yield from steps
    yield pace.soon(steps[-1][0]), story.contest


def unseen(story: Story, _pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Sent, and not confirmed by anybody."""
    yield sent_at, story.submit


def left_lying(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Confirmed and taken, but never answered."""
    yield sent_at, story.submit
    confirmed = pace.after_days(sent_at, ACKNOWLEDGE_DAYS, 0.2)
    yield confirmed, story.acknowledge
    yield pace.soon(confirmed), story.take
    yield from _looked_for(story, confirmed, confirmed + timedelta(days=8))


def waiting(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Asked about, with no reply yet."""
    yield from left_lying(story, pace, sent_at)
    yield pace.after_days(sent_at, 4.0, 0.1), story.ask


def led(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Told to the reporter's leader, who adds to it; confirmed and taken since."""
    story.name_leader()
    yield sent_at, story.submit
    yield sent_at + timedelta(hours=1), story.add_as_leader
    confirmed = pace.after_days(sent_at, ACKNOWLEDGE_DAYS, 0.2)
    yield confirmed, story.acknowledge
    yield pace.soon(confirmed), story.take


def answered_only(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Answered and not closed."""
    yield from left_lying(story, pace, sent_at)
    yield from _answered(story, pace, pace.after_days(sent_at, 9.0, 0.2))


def reopened_lately(story: Story, pace: Pace, sent_at: datetime) -> Iterator[Step]:
    """Answered, and taken up again."""
    yield from answered_only(story, pace, sent_at)
    yield sent_at + timedelta(days=25), story.reopen
