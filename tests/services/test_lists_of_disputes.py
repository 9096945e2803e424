"""Lists and the policy agree on cases that two parties have together, or do not agree about."""

from sqlalchemy import select

from app.domain.policy import Actor, Permission, permits
from app.models import Case
from app.services import following, handling
from app.services.answering import answers
from app.services.cases import relations_of
from app.services.work_lists.filters import Filters
from app.services.work_lists.inbox import inbox
from app.services.work_lists.search import find_by_words
from app.services.work_lists.sent import SentTab, sent_from
from app.services.work_lists.tabs import Tab
from tests.conftest import START
from tests.factories import ANSWER
from tests.services.test_forwarding import Play

TODAY = START.date()


def _forwarded_away(play: Play) -> None:
    play.forward(play.clinic, "tonsberg-postmottak")


def _ended_together(play: Play) -> None:
    play.make_joint()
    play.do(handling.acknowledge, play.clinic)
    play.do(answers.answer, play.clinic, ANSWER)
    play.do(answers.close, play.clinic)


def _withdrawn_from_both(play: Play) -> None:
    play.make_joint()
    play.follow(following.withdraw, body="Sendt ved en feil.")


MOVES = (
    _forwarded_away,
    Play.make_joint,
    _ended_together,
    _withdrawn_from_both,
    Play.make_disputed,
    Play.make_upheld,
)


def test_each_list_holds_a_case_once_for_those_who_may_open_it(database):
    plays = [Play(database) for _ in MOVES]
    for play, move in zip(plays, MOVES, strict=True):
        move(play)
    play = plays[0]
    people = (play.clinic, play.surgery, play.town, play.hospital, play.sender, play.for_towns)
    with database.reading() as session:
        cases = session.scalars(select(Case)).all()
        assert len(cases) == len(MOVES)
        for actor in people:

            def allowed(permission: Permission, actor: Actor = actor) -> list[str]:
                return sorted(
                    case.key
                    for case in cases
                    if permits(actor, permission, relations_of(session, case))
                )

            pages = [
                inbox(session, actor, Filters(tab), today=TODAY)
                for tab in (Tab.OPEN, Tab.ANSWERED, Tab.CLOSED)
            ]
            listed = [row.key for page in pages for row in page.rows]
            assert sorted(listed) == allowed(Permission.READ_NOTES)
            sent = sent_from(session, actor, Filters(), today=TODAY)
            assert sorted(row.key for row in sent.rows) == allowed(Permission.FLAG_NOT_OURS)
            waiting = sent_from(session, actor, Filters(), tab=SentTab.UNANSWERED, today=TODAY)
            assert len(waiting.rows) == waiting.counts[SentTab.UNANSWERED]
            found = find_by_words(session, actor, "medisinliste", today=TODAY)
            assert sorted(row.key for row in found.rows) == allowed(Permission.READ_CASE)
