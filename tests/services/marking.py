"""A case that has every kind of text, each with the same name in it, and those who mark it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domain.case import EntryOnBehalf, MeasureDraft, ReporterDraft
from app.domain.casework import DutyResult, NoteScope
from app.domain.duties import DutyAssessmentDraft
from app.domain.inquiring import InquiryDraft, InquiryReplyDraft
from app.domain.policy import ANYBODY, Actor
from app.domain.redaction import Marking, words_of
from app.domain.vocabulary import Channel, Consequence, IdentifierKind, Role
from app.models import HiddenPassage, Inquiry
from app.services import following, handling, notes, submitting
from app.services.answering import answers, measures
from app.services.cases import find_case, relations_of
from app.services.duties import assessing
from app.services.inquiring import asking, replying
from app.services.redaction import redacting
from app.services.redaction.texts import CaseText, readable_texts, texts_of
from tests.factories import (
    ANSWER,
    LINKS,
    Scene,
    actor_at,
    ask_leader,
    party,
    submission,
    version_of,
)

NAME = "Kvitterud"
FILLED: dict[str, Any] = {
    "description": f"{NAME}s datter ringte. {NAME} kom hjem uten liste.",
    "proposal": f"Ring {NAME} først.",
    "immediate_action": f"Vi ringte {NAME}.",
    "other_service_kind": f"Hos {NAME}",
    "other_category": f"Gjelder {NAME}",
    "place_in_words": f"Avdelingen til {NAME}",
    "own_reference": f"EQS-{NAME}",
    "consequence": Consequence.SEVERE,
    "reporter": ReporterDraft(
        name=f"Prøve {NAME}",
        workplace=f"Sone {NAME}",
        line_manager=f"Leder {NAME}",
        phone=f"33 00 00 00, spør etter {NAME}",
        email=f"{NAME.lower()}@tonsberg.example",
    ),
}


def _share(session, actor, key: str, version: int, body: str, *, now) -> None:
    """Write a note for both parties."""
    shared = NoteScope.SHARED
    notes.write_note(session, actor, key, version, body, scope=shared, now=now)


@dataclass
class Desk:
    """The two coordinators of a case from Tønsberg to the hospital, and others around it."""

    scene: Scene

    def __post_init__(self) -> None:
        with self.scene.database.transaction() as session:
            at = lambda role, place="": actor_at(session, role, place, now=self.scene.now)  # noqa: E731
            self.sender = at(Role.COORDINATOR, "tonsberg")
            self.recipient = at(Role.COORDINATOR, "siv")
            self.stranger = at(Role.COORDINATOR, "horten")
            self.secretary = at(Role.FSU_SECRETARY)
            self.officers = {key: at(Role.PRIVACY_OFFICER, key) for key in ("siv", "tonsberg")}

    @property
    def coordinators(self) -> tuple[Actor, ...]:
        return self.sender, self.recipient, self.stranger, self.secretary

    def full_case(self) -> str:
        """A case in which every place for a text holds the name."""
        scene = self.scene
        with scene.database.transaction() as session:
            entry = EntryOnBehalf(Channel.PHONE, date(2026, 3, 9), f"Legen til {NAME}")
            made = replace(submission(**FILLED), entry=entry)
            key = submitting.submit(session, ANYBODY, made, LINKS, now=scene.now).case_key
            ask_leader(session, key, f"{NAME.lower()}@tonsberg.example", now=scene.now)
            for act, words in (
                (handling.acknowledge, ()),
                (notes.write_note, (f"Snakket med {NAME}.",)),
                (_share, (f"Vi venter på {NAME}.",)),
                (handling.ask, (f"Var {NAME} hjemme?",)),
            ):
                act(session, scene.leader, key, version_of(session, key), *words, now=scene.now)
            self._ask_another(session, key)
            self._answer(session, key)
        return key

    def _ask_another(self, session, key: str) -> None:
        """Ask somebody outside the case, who answers; and record a duty elsewhere."""
        now, leader = self.scene.now, self.scene.leader
        asked = InquiryDraft(f"Så dere {NAME}?", email=f"{NAME.lower()}@siv.example")
        version = version_of(session, key)
        asking.inquire(session, leader, key, version, asked, LINKS, now=now)
        inquiry = session.scalars(select(Inquiry).order_by(Inquiry.id.desc())).first()
        said = InquiryReplyDraft(f"{NAME} var her.", f"Søster {NAME}")
        replying.reply(session, replying.third_party_of(inquiry), inquiry.id, said, now=now)
        found = DutyAssessmentDraft("varsel", DutyResult.REPORTED, f"Ring {NAME}")
        assessing.assess(session, leader, key, found, now=now)

    def _answer(self, session, key: str) -> None:
        now = self.scene.now
        case = find_case(session, key)
        reporter = following.reporter_of(case)
        question = following.open_questions(session, case.id)[0]
        body = f"Ja, {NAME} var hjemme."
        following.reply(session, reporter, key, question_id=question.id, body=body, now=now)
        following.supplement(session, reporter, key, body=f"Og {NAME} ringte.", now=now)
        siv = party(session, "siv")
        number = f"P360 {NAME}"
        following.set_own_number(session, self.recipient, key, siv.id, number, now=now)
        answer = replace(
            ANSWER, finding=f"Vi fant {NAME}.", cause=f"{NAME} sov.", responsible=f"Leder {NAME}"
        )
        answers.answer(session, self.scene.leader, key, version_of(session, key), answer, now=now)
        measure = MeasureDraft(
            f"Vi ringer {NAME}.", f"Fagleder {NAME}", now.date(), f"{NAME} får svar."
        )
        measures.add(session, self.scene.leader, key, measure, now=now)

    def reporter(self, key: str) -> Actor:
        with self.scene.database.reading() as session:
            return following.reporter_of(find_case(session, key))

    def texts(self, key: str, actor: Actor | None = None) -> dict[str, CaseText]:
        """Every text of a case by its address; those that an actor may read, when one is named."""
        with self.scene.database.reading() as session:
            case = find_case(session, key)
            if actor is None:
                return {text.address: text for text in texts_of(session, case)}
            found = readable_texts(session, actor, case, relations_of(session, case))
            return {text.address: text for text in found}

    def text(self, key: str, heading: str) -> CaseText:
        """The text that the page gives a heading, as it stands now."""
        return next(text for text in self.texts(key).values() if text.heading.nb == heading)

    def hide(
        self,
        key: str,
        text: CaseText,
        *words: str,
        actor: Actor | None = None,
        kind: IdentifierKind = IdentifierKind.NAME,
    ) -> list[int]:
        """Hide every word of a text that has one of ``words`` in it; give the passages' ids."""
        with self.scene.database.transaction() as session:
            before = set(session.scalars(select(HiddenPassage.id)))
            marking = Marking(text.address, text.digest, starts(text.body, words), kind)
            redacting.hide(session, actor or self.scene.leader, key, marking, now=self.scene.now)
            return sorted(set(session.scalars(select(HiddenPassage.id))) - before)

    def decide(self, act, actor: Actor, key: str, passage_id: int) -> None:
        with self.scene.database.transaction() as session:
            act(session, actor, key, passage_id, now=self.scene.now)


def starts(body: str, words: Iterable[str]) -> frozenset[int]:
    """Where the words begin that have one of ``words`` in them, in small letters or large."""
    wanted = [word.lower() for word in words or (NAME,)]
    return frozenset(
        word.start
        for word in words_of(body)
        if any(each in body[word.start : word.end].lower() for each in wanted)
    )
