"""The demo's closed years, as FSU adopted them and SSU was sent them, in meetings that never were.

Every year has the committees' files; the last closed year has the parties' annexes too. They take
long to draw, and what a year has not, it never had.
"""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.policy import Actor
from app.domain.releasing import Adoption, DrawnFile
from app.domain.vocabulary import Audience, Role
from app.models import Helsefellesskap, Membership, Release, User
from app.services.figures import years_with_figures
from app.services.grants import actor_for
from app.services.releasing import adopting, commenting, drafting
from app.services.releasing.drawing import as_adopted, sheets
from reports.release_files import computed_texts, draw

DRAFTED, OPENED, ADOPTED, SENT = (1, 20), (1, 27), (2, 12), (3, 2)
"""Month and day, in the year after."""

DAYS_TO_COMMENT = 14
COMMENT = (
    "Fint at tallene for begge retninger står ved siden av hverandre. Ingen endringer fra oss."
)


def release_closed_years(session: Session, home: Helsefellesskap, *, now: datetime) -> None:
    """Release every year that was sent to SSU by now, oldest first."""
    years = sorted(years_with_figures(session, home.id))
    closed = [year for year in years if _moment(year, SENT) <= now]
    for year in closed:
        secretary = _somebody(session, home, Role.FSU_SECRETARY, year)
        reader = _somebody(session, home, Role.FSU_READER, year)
        release = _commented(session, home, year, secretary, reader)
        _adopt(session, release, secretary, is_last=year == closed[-1])


def _commented(
    session: Session, home: Helsefellesskap, year: int, secretary: Actor, reader: Actor
) -> Release:
    drafted, opened = _moment(year, DRAFTED), _moment(year, OPENED)
    taken = drafting.counted(session, secretary, home.id, year, now=drafted)
    release = drafting.begin(session, secretary, taken, computed_texts, now=drafted)
    until = oslo_date(opened) + timedelta(days=DAYS_TO_COMMENT)
    commenting.open_for_comments(session, secretary, release.key, 1, until, now=opened)
    commenting.comment(session, reader, release.key, COMMENT, form_key=f"demo-{year}", now=opened)
    return release


def _adopt(session: Session, release: Release, secretary: Actor, *, is_last: bool) -> None:
    adopted_at, sent_at = _moment(release.year, ADOPTED), _moment(release.year, SENT)
    adoption = Adoption(oslo_date(adopted_at), f"FSU-møte 1/{release.year + 1}, sak 4 (oppdiktet)")
    files = _files(session, release, adoption, is_last=is_last)
    adopting.adopt(
        session, secretary, release.key, release.edition, adoption, files, now=adopted_at
    )
    adopting.mark_sent(session, secretary, release.key, oslo_date(sent_at), now=sent_at)


def _files(
    session: Session, release: Release, adoption: Adoption, *, is_last: bool
) -> tuple[DrawnFile, ...]:
    said = as_adopted(sheets(session, release), adoption)
    on = adoption.adopted_on
    committees = [each for each in said.figures if each.audience is not Audience.INTERNAL]
    return draw(said.figures if is_last else committees, said.texts, drawn_on=on, demo=True)


def _moment(year: int, day: tuple[int, int]) -> datetime:
    return datetime.combine(date(year + 1, *day), datetime.min.time(), UTC) + timedelta(hours=9)


def _somebody(session: Session, home: Helsefellesskap, role: Role, year: int) -> Actor:
    """Give the first who had the role when the year was released."""
    user = session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.role == role, Membership.helsefellesskap_id == home.id)
        .order_by(User.id)
    ).first()
    if user is None:
        raise LookupError(role.value)
    return actor_for(session, user, on=date(year + 1, *DRAFTED))
