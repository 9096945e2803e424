"""Everything that the services let somebody do with a case, as a random walk tries it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.case import (
    ClassificationDraft,
    DeclineDraft,
    MeasureDraft,
    PatientSearchDraft,
    Reference,
)
from app.domain.casework import (
    ContestOutcome,
    DutyResult,
    LinkKind,
    MeasureStatus,
    NoteScope,
    Rater,
    Usefulness,
)
from app.domain.duties import DutyAssessmentDraft
from app.domain.inquiring import InquiryDraft, InquiryReplyDraft
from app.domain.lifecycle import Action
from app.domain.policy import ANYBODY, Actor, Permission
from app.domain.redaction import Marking, words_of
from app.domain.tallies import TallyDraft
from app.domain.vocabulary import (
    Consent,
    Consequence,
    DeclineReason,
    FoundBy,
    IdentifierKind,
    PatientSearch,
)
from app.models import Case, CorrectiveAction, HiddenPassage, Inquiry, User
from app.services import classifying, following, handling, notes
from app.services.answering import answers, measures, ratings
from app.services.cases import relations_of
from app.services.duties import assessing
from app.services.forwarding import contesting, declining, forwarding, placing
from app.services.inquiring import asking, replying
from app.services.line_manager import leading
from app.services.linking import links
from app.services.patient import searching
from app.services.redaction import redacting
from app.services.redaction.texts import readable_texts
from app.services.tallies import counting
from app.services.work_lists import assigning
from tests.factories import ANSWER, LINKS

T = TypeVar("T")
UNITS = (
    "siv-medisin",
    "siv-kirurgi",
    "siv-samhandling",
    "tonsberg-postmottak",
    "horten-postmottak",
)
LETTERS = "adefgiklmnoprstuv"


class NothingThere(Exception):
    """There is nothing on the case that the act could be done to."""


@dataclass(frozen=True)
class Turn:
    """One act about to be done: by whom, on which case, in the version that the page had.

    ``others`` are references of other cases, ``people`` are the keys of those who sign in.
    """

    session: Session
    random: Random
    actor: Actor
    case: Case
    version: int
    now: Any
    others: tuple[str, ...]
    people: tuple[str, ...]

    def act(self, act: Callable[..., object], *words: Any, **more: Any) -> None:
        """Do what compares versions."""
        self.tell(act, self.version, *words, **more)

    def tell(self, act: Callable[..., object], *words: Any, **more: Any) -> None:
        """Do what does not."""
        act(self.session, self.actor, self.case.key, *words, now=self.now, **more)

    @property
    def words(self) -> str:
        """Give a text that stands nowhere else."""
        return f"Ord {''.join(self.random.choices(LETTERS, k=12))}."

    @property
    def today(self) -> date:
        """Give the day."""
        found: date = self.now.date()
        return found

    @property
    def other(self) -> Reference:
        """Give another case."""
        return Reference(self.one_of(self.others))

    def one_of(self, things: Any) -> Any:
        """Choose one.

        Raises:
            NothingThere: when there is none.
        """
        if not (found := list(things)):
            raise NothingThere
        return self.random.choice(found)

    def row(self, model: type[T]) -> T:
        """Choose one of the case's rows in a table."""
        mine = select(model).filter_by(case_id=self.case.id).order_by("id")
        found: T = self.one_of(self.session.scalars(mine))
        return found


@dataclass(frozen=True)
class Deed:
    """What may be tried: whom the policy asks for, what the state machine calls it, and the act.

    ``weight`` is how often it is tried beside others; what moves a case on is tried more.
    """

    name: str
    permission: Permission
    action: Action | None
    do: Callable[[Turn], None]
    weight: int = 1


def forward(turn: Turn) -> None:
    unit = turn.one_of([*UNITS, "siv-medisin", "tonsberg-postmottak"])
    turn.act(forwarding.forward, to_unit_key=unit, reason=turn.words)


def decline(turn: Turn) -> None:
    reason = turn.one_of([*DeclineReason, DeclineReason.OTHER, DeclineReason.NOT_COLLABORATION])
    original = turn.other if reason is DeclineReason.DUPLICATE else None
    turn.act(declining.decline, DeclineDraft(reason, turn.words, original))


def ask(turn: Turn) -> None:
    turn.act(handling.ask, turn.words, stops_clock=turn.one_of([True, False]))


def reply(turn: Turn) -> None:
    question = turn.one_of(following.open_questions(turn.session, turn.case.id))
    turn.tell(following.reply, question_id=question.id, body=turn.words)


def supplement(turn: Turn) -> None:
    levels = [None] * 8 + [Consequence.MINOR, Consequence.SEVERE]
    turn.tell(following.supplement, body=turn.words, consequence=turn.one_of(levels))


def record_consent(turn: Turn) -> None:
    turn.tell(following.record_consent, Consent.PATIENT_NOT_OPPOSED)


def classify(turn: Turn) -> None:
    draft = ClassificationDraft(turn.one_of([None, *Consequence]), ("medicines",))
    turn.act(classifying.classify, draft)


def note(turn: Turn) -> None:
    turn.act(notes.write_note, turn.words, scope=turn.one_of(NoteScope))


def search(turn: Turn) -> None:
    turn.act(searching.record_search, PatientSearchDraft(PatientSearch.FOUND, FoundBy.PHONE))


def answer(turn: Turn) -> None:
    later = turn.one_of([None, turn.today, turn.today + timedelta(days=30)])
    turn.act(answers.answer, replace(ANSWER, finding=turn.words, effective_on=later))


def add_measure(turn: Turn) -> None:
    draft = MeasureDraft(turn.words, "Fagleder", turn.today + timedelta(days=20), "Færre feil.")
    turn.tell(measures.add, draft)


def follow_measure(turn: Turn) -> None:
    row = turn.row(CorrectiveAction)
    turn.tell(measures.follow, row.id, turn.one_of(MeasureStatus))


def rate(by: Rater) -> Callable[[Turn], None]:
    def do(turn: Turn) -> None:
        comment = turn.one_of(["", turn.words])
        turn.tell(ratings.rate, turn.one_of(Usefulness), comment=comment, by=by)

    return do


def contest(turn: Turn) -> None:
    if turn.actor.user_id:
        turn.act(contesting.contest, reason=turn.words)
    else:
        turn.tell(contesting.contest, reason=turn.words)


def appeal(turn: Turn) -> None:
    if turn.actor.user_id:
        turn.act(contesting.appeal)
    else:
        turn.tell(contesting.appeal)


def settle(turn: Turn) -> None:
    turn.act(contesting.settle, turn.one_of(ContestOutcome), turn.words)


def propose(turn: Turn) -> None:
    turn.act(placing.propose, turn.one_of([*UNITS, "siv-medisin", placing.STANDS]))


def assign(turn: Turn) -> None:
    colleague, even_if_away = turn.one_of([None, *turn.people]), turn.one_of([True, False])
    turn.act(assigning.assign, colleague, even_if_away=even_if_away)


def inquire(turn: Turn) -> None:
    draft = InquiryDraft(question=turn.words, email="apotek@siv.example")
    turn.act(asking.inquire, draft, LINKS)


def answer_inquiry(turn: Turn) -> None:
    asked = turn.row(Inquiry)
    third_party, said = replying.third_party_of(asked), InquiryReplyDraft(turn.words, "Farmasøyt")
    replying.open_inquiry(turn.session, third_party, asked.id, now=turn.now)
    replying.reply(turn.session, third_party, asked.id, said, now=turn.now)


def withdraw_inquiry(turn: Turn) -> None:
    turn.tell(asking.withdraw, turn.row(Inquiry).id)


def link(turn: Turn) -> None:
    kinds = [LinkKind.SAME_INCIDENT, LinkKind.SAME_INCIDENT, LinkKind.PATTERN, LinkKind.FOLLOW_UP]
    turn.tell(links.link, turn.other, turn.one_of(kinds))


def unlink(turn: Turn) -> None:
    turn.tell(links.unlink, turn.one_of(links.links_of(turn.session, turn.case.id)).id)


def tally(turn: Turn) -> None:
    draft = TallyDraft(turn.random.randint(2, 9), turn.today - timedelta(days=9), turn.today)
    turn.tell(counting.add_tally, draft, form_key=turn.words)


def assess_duty(turn: Turn) -> None:
    turn.tell(assessing.assess, DutyAssessmentDraft("varsel", turn.one_of(DutyResult), turn.words))


def hide(turn: Turn) -> None:
    relations = relations_of(turn.session, turn.case)
    text = turn.one_of(readable_texts(turn.session, turn.actor, turn.case, relations))
    first = turn.one_of(words_of(text.body)).start
    marking = Marking(text.address, text.digest, frozenset({first}), IdentifierKind.NAME)
    turn.tell(redacting.hide, marking)


def decide(act: Callable[..., None]) -> Callable[[Turn], None]:
    return lambda turn: turn.tell(act, turn.row(HiddenPassage).id)


def own_number(turn: Turn) -> None:
    turn.tell(following.set_own_number, turn.case.reporting_party_id, "2026/123")


def outsiders_of(case: Case) -> tuple[Actor, ...]:
    """Give those who come to a case by a link, and somebody who has none."""
    return (following.reporter_of(case), leading.line_manager_of(case), ANYBODY)


def keys_of(session: Session) -> tuple[str, ...]:
    """Give the keys of everybody who signs in."""
    return tuple(session.scalars(select(User.key).order_by(User.id)))
