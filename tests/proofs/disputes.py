"""The roads of cases that units do not agree about: objections, decisions, two secretaries."""

from dataclasses import replace

from app.domain.casework import ContestOutcome
from app.domain.lifecycle import Status
from app.domain.policy import Actor
from app.domain.vocabulary import Role
from app.services import following, handling
from app.services.answering import answers
from app.services.forwarding import contesting, forwarding, placing
from tests import factories
from tests.factories import ANSWER
from tests.proofs.steps import Road, Step


def _contest(step: Step, text: str) -> None:
    step.follow(contesting.contest, reason=text)


def _contest_for_reporter(step: Step, text: str) -> None:
    actor = step.people.coordinator
    contesting.contest(step.session, actor, step.key, step.version, reason=text, now=step.now)


def _settle(step: Step, text: str) -> None:
    contesting.settle(
        step.session,
        factories.actor_at(step.session, Role.COORDINATOR, "siv", now=step.now),
        step.key,
        factories.version_of(step.session, step.key),
        ContestOutcome.UPHELD,
        text,
        now=step.now,
    )


def _uphold(step: Step) -> None:
    _settle(step, "Den hører til hos dere.")


def _appeal(step: Step, _text: str = "") -> None:
    step.follow(contesting.appeal)


def _dispute(step: Step) -> None:
    """Let the case come to the secretaries."""
    _uphold(step)
    _appeal(step)


def _propose(step: Step, _text: str = "") -> None:
    secretary = factories.secretary_for(step.session, "siv", now=step.now)
    version = factories.version_of(step.session, step.key)
    placing.propose(step.session, secretary, step.key, version, "siv-kirurgi", now=step.now)


def _agree(step: Step, _text: str) -> None:
    secretary = factories.secretary_for(step.session, "tonsberg", now=step.now)
    version = factories.version_of(step.session, step.key)
    placing.agree(step.session, secretary, step.key, version, now=step.now)


def _disputed_and_proposed(step: Step) -> None:
    _dispute(step)
    _propose(step)


def _forward_away(step: Step, text: str) -> None:
    step.handle(forwarding.forward, to_unit_key="tonsberg-postmottak", reason=text)


def _in_town(step: Step) -> Actor:
    """Employ somebody on the other side."""
    return factories.actor_at(step.session, Role.UNIT_LEADER, "tonsberg-postmottak", now=step.now)


def _come_back(step: Step) -> None:
    """Let the case go to the town and back, so that both have it."""
    _forward_away(step, "Gjelder kommunen.")
    forwarding.forward(
        step.session,
        _in_town(step),
        step.key,
        factories.version_of(step.session, step.key),
        to_unit_key="siv-medisin",
        reason="Gjelder sykehuset.",
        now=step.now,
    )


def _confirm_both(step: Step) -> None:
    """Let both sides have the case and say so."""
    _come_back(step)
    for actor in (step.people.handler, _in_town(step)):
        version = factories.version_of(step.session, step.key)
        handling.acknowledge(step.session, actor, step.key, version, now=step.now)


def _answer_here(step: Step, text: str) -> None:
    step.handle(answers.answer, replace(ANSWER, finding=text))


def _answer_there(step: Step, text: str) -> None:
    made = replace(ANSWER, finding=text)
    answers.answer(step.session, _in_town(step), step.key, step.version, made, now=step.now)


def _ask_there(step: Step, text: str) -> None:
    handling.ask(step.session, _in_town(step), step.key, step.version, text, now=step.now)


SILENT = (
    Road("appeal", Status.CONTESTED, _appeal, before=_uphold),
    Road("propose", Status.CONTESTED, _propose, before=_dispute),
    Road("agree", Status.CONTESTED, _agree, before=_disputed_and_proposed),
)

WORDED = (
    Road("contest", Status.DECLINED, _contest),
    Road("contest for reporter", Status.DECLINED, _contest_for_reporter),
    Road("settle", Status.CONTESTED, _settle),
    Road("send to placing", Status.SENT, _forward_away, before=_come_back),
    Road(
        "withdraw joint",
        Status.SENT,
        lambda step, text: step.follow(following.withdraw, body=text),
        before=_come_back,
    ),
)

JOINT = (
    Road("answer as one side", Status.SENT, _answer_here, before=_confirm_both),
    Road("answer as the other side", Status.SENT, _answer_there, before=_confirm_both),
    Road("ask as the other side", Status.SENT, _ask_there, before=_confirm_both),
)
"""What two parties that have a case together do at once."""
