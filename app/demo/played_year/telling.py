"""What is told of a played year: what was answered when, what went up, and each person's mail."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

from sqlalchemy import select

from app.demo.played_year.ground import Ground
from app.domain.deadlines import OSLO, oslo_date
from app.domain.lifecycle import Status
from app.domain.vocabulary import NotificationKind
from app.models import Assignment, Case, Notification, Unit, User

UP = {
    NotificationKind.REMINDER: "reminders to whoever has the case",
    NotificationKind.ESCALATION: "escalations",
    NotificationKind.STRANDED: "told that a case has nobody",
    NotificationKind.SERIOUS_CASE: "told of a serious case at once",
}


def tell(ground: Ground, *, today: date) -> Iterator[str]:
    """Give the account, line by line."""
    yield from _answers(ground, today)
    yield ""
    yield from _units(ground)
    yield ""
    yield from _escalated(ground)
    yield ""
    yield from _mails(ground)


def _answers(ground: Ground, today: date) -> Iterator[str]:
    with ground.database.reading() as session:
        rows = session.execute(
            select(Case.id, Case.status, Assignment.sent_on, Assignment.due_on)
            .add_columns(Assignment.first_answered_on)
            .join(Assignment, Assignment.case_id == Case.id)
            .where(Assignment.status != Status.FORWARDED)
        ).all()
    cases = {row.id: row for row in rows}.values()
    answered = [row for row in cases if row.first_answered_on]
    in_time = [row for row in answered if row.first_answered_on <= row.due_on]
    days = [(row.first_answered_on - row.sent_on).days for row in answered]
    waiting = [row for row in cases if row.status in {Status.SENT, Status.ACKNOWLEDGED}]
    yield f"{len(cases)} reports were sent."
    yield (
        f"{len(answered)} answered ({_share(len(answered), len(cases))}), "
        f"{len(in_time)} in time ({_share(len(in_time), len(cases))})."
    )
    if days:
        days.sort()
        yield (
            f"Days to the first answer: median {median(days):g}, nine of ten within "
            f"{days[len(days) * 9 // 10]}, the longest {days[-1]}."
        )
    yield f"{len(waiting)} wait for an answer on {today}."


def _units(ground: Ground) -> Iterator[str]:
    with ground.database.reading() as session:
        rows = session.execute(
            select(Unit.name, Assignment.status, Assignment.due_on, Assignment.first_answered_on)
            .join(Unit, Unit.id == Assignment.unit_id)
            .order_by(Unit.id)
        ).all()
    by_unit: dict[str, Counter[str]] = defaultdict(Counter)
    for words, status, due_on, answered_on in rows:
        count = by_unit[words.nb]
        count["had"] += 1
        count["sent on"] += status is Status.FORWARDED
        count["in time"] += bool(answered_on and answered_on <= due_on)
        count["late"] += bool(answered_on and answered_on > due_on)
    for name, count in by_unit.items():
        yield f"  {name:<46} " + "  ".join(f"{key} {number:>3}" for key, number in count.items())


def _escalated(ground: Ground) -> Iterator[str]:
    with ground.database.reading() as session:
        rows = session.execute(
            select(Notification.kind, Notification.receiver).where(
                Notification.kind.in_(UP), Notification.sent_at.is_not(None)
            )
        ).all()
        names = {f"user:{user.id}": user.email for user in session.scalars(select(User))} | {
            f"unit:{unit.id}": unit.name.nb for unit in session.scalars(select(Unit))
        }
    for kind, words in UP.items():
        told = Counter(names.get(receiver, receiver) for each, receiver in rows if each is kind)
        yield f"{told.total()} lines: {words}"
        for name, count in told.most_common(12):
            yield f"  {count:>4}  {name}"


def _mails(ground: Ground) -> Iterator[str]:
    """Count what each person and mailbox got, and how much came on one day and in one week."""
    staff: dict[str, list[date]] = defaultdict(list)
    others = 0
    with ground.database.reading() as session:
        known = {*session.scalars(select(User.email)), *session.scalars(select(Unit.mailbox))}
    for moment, mail in ground.post.kept:
        if mail.to in known:
            staff[mail.to].append(oslo_date(moment))
        else:
            others += 1
    yield f"{len(ground.post.kept)} mails, {others} of them to reporters and their leaders."
    for address, days in sorted(staff.items(), key=lambda each: -len(each[1])):
        weeks = Counter(day - timedelta(days=day.weekday()) for day in days)
        yield (
            f"  {len(days):>4}  at most {max(Counter(days).values())} a day, "
            f"{max(weeks.values())} a week: {address}"
        )


def told_to(ground: Ground, address: str) -> Iterator[str]:
    """Give every mail that one person or mailbox got, whole."""
    for moment, mail in ground.post.kept:
        if mail.to == address:
            yield f"--- {moment.astimezone(OSLO):%A %d.%m.%Y %H:%M}   {mail.subject}"
            yield mail.body


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "none"
