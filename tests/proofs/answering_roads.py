"""The roads of answering: the answer, its measures, what is said of it, and what is judged."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domain.case import ClassificationDraft, MeasureDraft
from app.domain.casework import MeasureStatus, Rater, Usefulness
from app.domain.lifecycle import Status
from app.domain.vocabulary import Consequence
from app.models import CorrectiveAction
from app.services import classifying
from app.services.answering import answers, measures, ratings
from tests.factories import ANSWER
from tests.proofs.steps import Road, Step

LATER = date(2027, 1, 15)
MEASURE = MeasureDraft("Ny sjekkliste.", "Fagleder", LATER, "Ingen mangler.")
JUDGEMENT = ClassificationDraft(Consequence.MODERATE, ("medicines",))


def _answer(place: str) -> Callable[[Step, str], None]:
    """Answer with the text in one place; measures that are followed up have a day."""

    def walk(step: Step, text: str) -> None:
        words: dict[str, Any] = {place: text}
        step.handle(answers.answer, replace(ANSWER, effective_on=LATER, **words))

    return walk


def _add(place: str) -> Callable[[Step, str], None]:
    def walk(step: Step, text: str) -> None:
        words: dict[str, Any] = {place: text}
        draft = replace(MEASURE, **words)
        measures.add(step.session, step.people.handler, step.key, draft, now=step.now)

    return walk


def _begin(step: Step) -> None:
    _add("body")(step, "Ny sjekkliste.")


def _follow(step: Step, _text: str) -> None:
    mine = select(CorrectiveAction.id).where(CorrectiveAction.case_id == step.case.id)
    row = step.session.scalars(mine).one()
    done, actor = MeasureStatus.DONE, step.people.handler
    measures.follow(step.session, actor, step.key, row, done, now=step.now)


def _rate(step: Step, text: str) -> None:
    step.follow(ratings.rate, Usefulness.NO, comment=text, by=Rater.REPORTER)


def _classify(step: Step, _text: str) -> None:
    step.handle(classifying.classify, JUDGEMENT)


def _classify_as_sender(step: Step, _text: str) -> None:
    step.coordinate(classifying.classify, step.version, JUDGEMENT)


SILENT = (
    Road("classify", Status.SENT, _classify),
    Road("classify as sender", Status.SENT, _classify_as_sender),
    Road("close", Status.ANSWERED, lambda step, _: step.handle(answers.close)),
    Road("follow measure", Status.ACKNOWLEDGED, _follow, before=_begin),
)

WORDED = (
    Road("answer:finding", Status.ACKNOWLEDGED, _answer("finding")),
    Road("answer:cause", Status.ACKNOWLEDGED, _answer("cause")),
    Road("answer:measures", Status.ACKNOWLEDGED, _answer("measures")),
    Road("answer:no measures", Status.ACKNOWLEDGED, _answer("no_measures")),
    Road("answer:responsible", Status.ACKNOWLEDGED, _answer("responsible")),
    Road("answer:expected effect", Status.ACKNOWLEDGED, _answer("expected_effect")),
    Road("add measure:body", Status.ACKNOWLEDGED, _add("body")),
    Road("add measure:owner", Status.ACKNOWLEDGED, _add("owner")),
    Road("add measure:expected effect", Status.ACKNOWLEDGED, _add("expected_effect")),
    Road("rate", Status.ANSWERED, _rate),
)
