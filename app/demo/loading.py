"""Playing the programme into an installation, in the order in which things happened."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from app.demo import people
from app.demo.cast import Cast
from app.demo.courses import Step
from app.demo.drafts import Place
from app.demo.programme import SEED, Programme, YearPlan
from app.demo.released import release_closed_years
from app.demo.steering import load_steering
from app.demo.story import Stage
from app.demo.templates import keep_templates
from app.domain.deadlines import oslo_date
from app.domain.links import Links
from app.domain.vocabulary import PartyKind
from app.models import Helsefellesskap, InstallationFact, MailDomain, Notification, Party, User
from app.services import register, sealing

FACT = "demo"
STEPS_IN_A_BATCH = 250

Watched = Callable[[list[Step]], Iterable[Step]]


@dataclass(frozen=True)
class Order:
    """What to load: the whole demo, or ``cases`` municipal reports in ``year`` beside it."""

    cases: int | None = None
    year: int | None = None
    seed: int = SEED

    @property
    def fact(self) -> str:
        """Name the fact that the installation remembers this order by.

        Letters part the numbers, so that they are never taken for a national number.
        """
        if self.cases is None:
            return FACT
        return f"{FACT}-cases{self.cases}-year{self.year}-seed{self.seed}"


class NoRegister(Exception):
    """The demo needs a register to act in."""


def is_loaded(session: Session, order: Order) -> bool:
    """Tell whether an order has been carried out already."""
    return session.get(InstallationFact, order.fact) is not None


def load(
    session: Session,
    links: Links,
    password: str,
    order: Order,
    *,
    now: datetime,
    watched: Watched = iter,
) -> int:
    """Carry out an order, and give the number of cases.

    It is one transaction, the caller's, so that nobody ever meets half a demo. ``watched`` is
    given the steps and gives them back, as a progress bar does. Loading an order again does
    nothing and gives 0.

    Raises:
        NoRegister: when no helsefellesskap is loaded.
    """
    if is_loaded(session, order):
        return 0
    home = home_of(session)
    if session.scalar(select(User.id).limit(1)) is None:
        people.add_people(session, home, password)
    stage = Stage(Cast(session, oslo_date(now)), links)
    programme = Programme(stage, place_of(session, home, now), now, order.seed)
    cases = list(_ordered(programme, order, now))
    steps = sorted((step for case in cases for step in case if step[0] <= now), key=_moment)
    _play(session, steps, watched)
    keep_templates(session, stage.cast, now=now)
    if order.cases is None:
        load_steering(session, stage.cast.secretary, home.id, now=now)
        release_closed_years(session, home, now=now)
    sealing.seal_new(session, now=now)
    session.add(InstallationFact(key=order.fact, value=str(len(cases)), at=now))
    session.flush()
    return len(cases)


def home_of(session: Session) -> Helsefellesskap:
    """Give the helsefellesskap that the demo plays in.

    Raises:
        NoRegister: when there is none.
    """
    homes = register.all_helsefellesskap(session)
    if not homes:
        raise NoRegister
    return homes[0]


def _ordered(programme: Programme, order: Order, now: datetime) -> Iterator[list[Step]]:
    if order.cases is None:
        return programme.whole()
    year = order.year or oslo_date(now).year
    return programme.year(year, YearPlan(order.cases), order.fact)


def _moment(step: Step) -> datetime:
    return step[0]


def place_of(session: Session, home: Helsefellesskap, now: datetime) -> Place:
    """Give where forms are filled in: the keys of a helsefellesskap's register."""
    parties = register.participating(session, home.id, oslo_date(now))
    hospital = next(party.key for party in parties if party.kind is PartyKind.HEALTH_TRUST)
    domains = session.execute(
        select(Party.key, func.min(MailDomain.domain))
        .join(MailDomain, MailDomain.party_id == Party.id)
        .group_by(Party.key)
    )
    version = register.form_version_on(session, home.id, oslo_date(now))
    return Place(home.key, version.key, hospital, dict(domains.all()))


def _play(session: Session, steps: list[Step], watched: Watched) -> None:
    """Let everything happen; what was mailed then is marked as sent then, and leaves no more."""
    before = session.scalar(select(func.max(Notification.id))) or 0
    for number, (moment, act) in enumerate(watched(steps), start=1):
        act(session, moment)
        if number % STEPS_IN_A_BATCH == 0:
            _mark_mailed(session, before, moment)
            session.expunge_all()
    if steps:
        _mark_mailed(session, before, steps[-1][0])


def _mark_mailed(session: Session, before: int, moment: datetime) -> None:
    session.flush()
    session.execute(
        update(Notification)
        .where(Notification.id > before, Notification.sent_at.is_(None))
        .values(
            sent_at=case((Notification.due_at > moment, moment), else_=Notification.due_at),
            tries=1,
        ),
        execution_options={"synchronize_session": False},
    )
