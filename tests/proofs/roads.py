"""Every road by which a case is acted on, and the text that each of them carries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.case import ClassificationDraft, DeclineDraft, PatientSearchDraft
from app.domain.lifecycle import Status
from app.domain.policy import Actor
from app.domain.redaction import Marking, words_of
from app.domain.vocabulary import (
    Consent,
    Consequence,
    DeclineReason,
    FoundBy,
    IdentifierKind,
    PatientSearch,
    Role,
)
from app.models import Case, HiddenPassage
from app.services import following, handling
from app.services.cases import find_case, relations_of
from app.services.patient import searching
from app.services.redaction import redacting
from app.services.redaction.texts import readable_texts
from app.services.retention import archiving
from tests import factories
from tests.factories import ANSWER, LINKS, Scene


@dataclass(frozen=True)
class People:
    """Those who act: a handler and a colleague, a coordinator who reports, the secretary."""

    handler: Actor
    colleague: Actor
    coordinator: Actor
    secretary: Actor

    @classmethod
    def at(cls, database: Database, *, now: datetime) -> "People":
        """Employ four people."""
        with database.transaction() as session:
            return cls(
                factories.actor_at(session, Role.UNIT_LEADER, "siv-medisin", now=now),
                factories.actor_at(session, Role.CASEWORKER, "siv-medisin", now=now),
                factories.actor_at(session, Role.COORDINATOR, "tonsberg", now=now),
                _secretary(session, now=now),
            )

    def swapped(self) -> "People":
        """Let the colleague handle."""
        return replace(self, handler=self.colleague, colleague=self.handler)


def _secretary(session: Session, *, now: datetime) -> Actor:
    return factories.actor_at(session, Role.FSU_SECRETARY, "helsefellesskap", now=now)


@dataclass(frozen=True)
class Step:
    """An act about to be done, on a case as it was when its page was opened."""

    session: Session
    people: People
    key: str
    version: int
    now: datetime

    @property
    def case(self) -> Case:
        """Give the case."""
        return find_case(self.session, self.key)

    def handle(self, act: Callable[..., None], *words: Any, **more: Any) -> None:
        """Let the handler act."""
        act(self.session, self.people.handler, self.key, self.version, *words, now=self.now, **more)

    def follow(self, act: Callable[..., Any], *words: Any, **more: Any) -> None:
        """Let the reporter act, by the follow link."""
        reporter = following.reporter_of(self.case)
        act(self.session, reporter, self.key, *words, now=self.now, **more)

    def coordinate(self, act: Callable[..., Any], *words: Any) -> None:
        """Let the reporting party's coordinator act."""
        act(self.session, self.people.coordinator, self.key, *words, now=self.now)


@dataclass(frozen=True)
class Road:
    """An act, the status it begins at, and how it is done with a text in one of its places.

    ``changes`` are of the draft of the report that is acted on; ``before`` is what somebody else
    has done to the case since.
    """

    name: str
    begins_at: Status
    walk: Callable[[Step, str], None]
    changes: Mapping[str, Any] = field(default_factory=dict)
    before: Callable[[Step], None] | None = None

    @property
    def act(self) -> str:
        """Give the act, whichever of its places the text is in."""
        return self.name.partition(":")[0]

    def case_for(self, scene: Scene, people: People) -> tuple[str, int]:
        """Bring a new case to where the road begins; give its key and version."""
        key = scene.case_at(self.begins_at, **self.changes)
        with scene.database.transaction() as session:
            if self.before is not None:
                version = factories.version_of(session, key)
                self.before(Step(session, people, key, version, scene.now))
            return key, factories.version_of(session, key)


def _ask(step: Step) -> None:
    step.handle(handling.ask, "Når kom pasienten hjem?")


def _answer(place: str) -> Callable[[Step, str], None]:
    def walk(step: Step, text: str) -> None:
        words: dict[str, Any] = {place: text}
        step.handle(handling.answer, replace(ANSWER, **words))

    return walk


def _decline(step: Step, text: str) -> None:
    step.handle(handling.decline, DeclineDraft(DeclineReason.OTHER, text))


def _forward(step: Step, text: str) -> None:
    step.handle(handling.forward, to_unit_key="siv-kirurgi", reason=text)


def _guide(step: Step, text: str) -> None:
    replace(step, people=replace(step.people, handler=step.people.secretary)).handle(
        handling.guide, text
    )


def _reply(step: Step, text: str) -> None:
    question = following.open_questions(step.session, step.case.id)[0]
    step.follow(following.reply, question_id=question.id, body=text)


def _reply_for_reporter(step: Step, text: str) -> None:
    question = following.open_questions(step.session, step.case.id)[0]
    following.reply(
        step.session,
        step.people.coordinator,
        step.key,
        question_id=question.id,
        body=text,
        now=step.now,
    )


def _number(step: Step, text: str) -> None:
    party = factories.party(step.session, "tonsberg")
    step.coordinate(following.set_own_number, party.id, text)


def _flag(step: Step, _text: str) -> None:
    step.coordinate(following.flag_not_ours, factories.party(step.session, "tonsberg").id)


def _classify(step: Step, _text: str) -> None:
    step.handle(handling.classify, ClassificationDraft(Consequence.MODERATE, ("medicines",)))


def _search(step: Step, _text: str) -> None:
    step.handle(searching.record_search, PatientSearchDraft(PatientSearch.FOUND, FoundBy.PHONE))


def _request_call(step: Step, text: str) -> None:
    step.handle(searching.request_call, text)


def _hide(step: Step, _text: str = "") -> None:
    """Let the handler hide the first word of the report."""
    reader = step.people.handler
    case = step.case
    text = readable_texts(step.session, reader, case, relations_of(step.session, case))[0]
    first = words_of(text.body)[0].start
    marking = Marking(text.address, text.digest, frozenset({first}), IdentifierKind.NAME)
    redacting.hide(step.session, reader, step.key, marking, now=step.now)


def _decide(act: Callable[..., None]) -> Callable[[Step, str], None]:
    def walk(step: Step, _text: str) -> None:
        hidden = select(HiddenPassage.id).where(HiddenPassage.case_id == step.case.id)
        step.coordinate(act, step.session.scalars(hidden).one())

    return walk


def _archive(step: Step, _text: str) -> None:
    step.coordinate(archiving.archive, step.version)


NOWHERE = {"hospital_key": None, "hospital_unit_key": None}
"""A report to a hospital that is not in the register goes to the secretariat."""

SILENT = (
    Road("acknowledge", Status.SENT, lambda step, _: step.handle(handling.acknowledge)),
    Road("take", Status.SENT, lambda step, _: step.handle(handling.take)),
    Road("classify", Status.SENT, _classify),
    Road("close", Status.ANSWERED, lambda step, _: step.handle(handling.close)),
    Road("flag", Status.SENT, _flag),
    Road(
        "record consent",
        Status.SENT,
        lambda step, _: step.follow(following.record_consent, Consent.PATIENT_NOT_OPPOSED),
        {"consent": Consent.NOT_ASKED_YET},
    ),
    Road("search patient", Status.SENT, _search),
    Road("hide", Status.SENT, _hide),
    Road("redact", Status.SENT, _decide(redacting.redact), before=_hide),
    Road("show again", Status.SENT, _decide(redacting.show_again), before=_hide),
    Road("archive", Status.CLOSED, _archive),
    Road(
        "reissue link",
        Status.SENT,
        lambda step, _: step.coordinate(following.reissue_link, LINKS),
    ),
)
"""Acts without words."""

WORDED = (
    Road("forward", Status.SENT, _forward),
    Road("decline", Status.SENT, _decline),
    Road("ask", Status.SENT, lambda step, text: step.handle(handling.ask, text)),
    Road("guide", Status.SENT, _guide, NOWHERE),
    Road("note", Status.SENT, lambda step, text: step.handle(handling.note, text)),
    Road("answer:finding", Status.ACKNOWLEDGED, _answer("finding")),
    Road("answer:cause", Status.ACKNOWLEDGED, _answer("cause")),
    Road("answer:measures", Status.ACKNOWLEDGED, _answer("measures")),
    Road("answer:no measures", Status.ACKNOWLEDGED, _answer("no_measures")),
    Road("answer:responsible", Status.ACKNOWLEDGED, _answer("responsible")),
    Road("reply", Status.SENT, _reply, before=_ask),
    Road("reply for reporter", Status.SENT, _reply_for_reporter, before=_ask),
    Road(
        "supplement",
        Status.SENT,
        lambda step, text: step.follow(following.supplement, body=text),
    ),
    Road("withdraw", Status.SENT, lambda step, text: step.follow(following.withdraw, body=text)),
    Road("reopen", Status.ANSWERED, lambda step, text: step.follow(following.reopen, body=text)),
    Road("request call", Status.SENT, _request_call),
    Road("own number", Status.SENT, _number),
)
"""Acts that carry words, once for each place where words may stand."""

ACTS = tuple({road.act: road for road in (*SILENT, *WORDED)}.values())
"""Each act once."""
