"""Every road by which a case is acted on, and the text that each of them carries."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from app.domain.case import DeclineDraft, PatientSearchDraft, Reference
from app.domain.casework import DutyResult, LinkKind, NoteScope, Rater, Usefulness
from app.domain.duties import DutyAssessmentDraft
from app.domain.inquiring import InquiryDraft, InquiryReplyDraft
from app.domain.lifecycle import Status
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
from app.models import Case, HiddenPassage, Inquiry, User
from app.services import following, handling, notes
from app.services.answering import ratings
from app.services.cases import find_case, relations_of
from app.services.duties import assessing
from app.services.forwarding import declining, forwarding
from app.services.inquiring import asking, replying
from app.services.line_manager import leading
from app.services.line_manager.sending_on import request_of, send_as_coordinator
from app.services.linking import links
from app.services.patient import searching
from app.services.redaction import redacting
from app.services.redaction.texts import readable_texts
from app.services.retention import archiving
from app.services.tallies import counting
from app.services.work_lists.assigning import assign
from tests import factories
from tests.factories import LINKS
from tests.proofs import answering_roads, disputes
from tests.proofs.steps import Road, Step


def _ask(step: Step) -> None:
    step.handle(handling.ask, "Når kom pasienten hjem?")


def _decline(step: Step, text: str) -> None:
    step.handle(declining.decline, DeclineDraft(DeclineReason.OTHER, text))


def _forward(step: Step, text: str) -> None:
    step.handle(forwarding.forward, to_unit_key="siv-kirurgi", reason=text)


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


def _noting(scope: NoteScope) -> Callable[[Step, str], None]:
    def walk(step: Step, text: str) -> None:
        step.handle(notes.write_note, text, scope=scope)

    return walk


def _note_for_sender(step: Step, text: str) -> None:
    step.coordinate(notes.write_note, step.version, text)


def _other(step: Step) -> Case:
    """Let another report about the same come in."""
    receipt = factories.sent_case(step.session, now=step.now)
    return find_case(step.session, receipt.case_key)


def _link(step: Step, _text: str = "") -> None:
    other = Reference(_other(step).reference)
    same, actor = LinkKind.SAME_INCIDENT, step.people.handler
    links.link(step.session, actor, step.key, other, same, now=step.now)


def _unlink(step: Step, _text: str) -> None:
    made = links.links_of(step.session, step.case.id)[0]
    links.unlink(step.session, step.people.handler, step.key, made.id, now=step.now)


def _inquiring(place: str) -> Callable[[Step, str], None]:
    """Ask an address, with the text in one place; in an address it stands before the @."""

    def walk(step: Step, text: str) -> None:
        words = {"question": "Når ble listen sendt?", "email": "apotek@siv.example"}
        words[place] = f"{text}@siv.example" if place == "email" else text
        step.handle(asking.inquire, InquiryDraft(**words), LINKS)

    return walk


def _inquire(step: Step) -> None:
    _inquiring("question")(step, "Når ble listen sendt?")


def _inquiry(step: Step) -> Inquiry:
    asked = select(Inquiry).where(Inquiry.case_id == step.case.id)
    return step.session.scalars(asked).one()


def _answer_inquiry(place: str) -> Callable[[Step, str], None]:
    def walk(step: Step, text: str) -> None:
        asked = _inquiry(step)
        words = {"body": "Listen ble sendt.", "answered_by": "Sykepleier"} | {place: text}
        third_party = replying.third_party_of(asked)
        said = InquiryReplyDraft(**words)
        replying.reply(step.session, third_party, asked.id, said, now=step.now)

    return walk


def _withdraw_inquiry(step: Step, _text: str) -> None:
    actor, asked = step.people.handler, _inquiry(step)
    asking.withdraw(step.session, actor, step.key, asked.id, now=step.now)


def _tally(step: Step, _text: str) -> None:
    day = step.now.date()
    counting.add_tally(
        step.session,
        step.people.handler,
        step.key,
        TallyDraft(3, day, day),
        form_key=f"{step.key}-{step.version}",
        now=step.now,
    )


def _assess_duty(step: Step, text: str) -> None:
    found = DutyAssessmentDraft("varsel", DutyResult.REPORTED, text)
    assessing.assess(step.session, step.people.handler, step.key, found, now=step.now)


def _number(step: Step, text: str) -> None:
    party = factories.party(step.session, "tonsberg")
    step.coordinate(following.set_own_number, party.id, text)


def _flag(step: Step, _text: str) -> None:
    step.coordinate(following.flag_not_ours, factories.party(step.session, "tonsberg").id)


def _assign(step: Step, _text: str) -> None:
    colleague = step.session.get_one(User, step.people.colleague.user_id)
    step.handle(assign, colleague.key)


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

SERIOUS = {"consequence": Consequence.SEVERE}
"""A report that asks both parties to consider duties elsewhere."""


def _let_coordinator_send(step: Step) -> None:
    """Let it be known that nobody reaches the line manager."""
    request = request_of(step.session, step.case.id)
    assert request is not None
    request.coordinator_told_at = step.now


NAMING_A_LEADER = {
    "reporter": replace(factories.draft().reporter, line_manager_email="leder@horten.example"),
    "municipality_key": "horten",
}
"""A report from a municipality whose leaders are informed and hold nothing back."""

SILENT = (
    Road("acknowledge", Status.SENT, lambda step, _: step.handle(handling.acknowledge)),
    Road("take", Status.SENT, lambda step, _: step.handle(handling.take)),
    Road("assign", Status.SENT, _assign),
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
    Road("link", Status.SENT, _link),
    Road("unlink", Status.SENT, _unlink, before=_link),
    Road("archive", Status.CLOSED, _archive),
    *answering_roads.SILENT,
    Road("withdraw inquiry", Status.SENT, _withdraw_inquiry, before=_inquire),
    Road("tally", Status.SENT, _tally),
    Road(
        "confirm sending",
        Status.AWAITING_LINE_MANAGER,
        lambda step, _: step.lead(leading.confirm),
    ),
    Road(
        "send as coordinator",
        Status.AWAITING_LINE_MANAGER,
        lambda step, _: step.coordinate(send_as_coordinator, step.version),
        before=_let_coordinator_send,
    ),
    Road(
        "reissue link",
        Status.SENT,
        lambda step, _: step.coordinate(following.reissue_link, LINKS),
    ),
    *disputes.SILENT,
)
"""Acts without words."""

WORDED = (
    Road("forward", Status.SENT, _forward),
    Road("decline", Status.SENT, _decline),
    Road("ask", Status.SENT, lambda step, text: step.handle(handling.ask, text)),
    Road("guide", Status.SENT, _guide, NOWHERE),
    Road("note", Status.SENT, lambda step, text: step.handle(notes.write_note, text)),
    Road("note:shared", Status.SENT, _noting(NoteScope.SHARED)),
    Road("note:own", Status.SENT, _noting(NoteScope.OWN)),
    Road("note for the sender", Status.SENT, _note_for_sender),
    *answering_roads.WORDED,
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
    Road(
        "add as leader",
        Status.SENT,
        lambda step, text: step.lead(leading.add, text),
        NAMING_A_LEADER,
    ),
    Road(
        "confirm and add",
        Status.AWAITING_LINE_MANAGER,
        lambda step, text: step.lead(leading.confirm, text),
    ),
    Road(
        "send back",
        Status.AWAITING_LINE_MANAGER,
        lambda step, text: step.lead(leading.send_back, text),
    ),
    Road(
        "rate as leader",
        Status.ANSWERED,
        lambda step, text: step.lead(
            ratings.rate, Usefulness.PARTLY, comment=text, by=Rater.LINE_MANAGER
        ),
        NAMING_A_LEADER,
    ),
    Road("own number", Status.SENT, _number),
    Road("inquire:question", Status.SENT, _inquiring("question")),
    Road("inquire:email", Status.SENT, _inquiring("email")),
    Road("answer inquiry:body", Status.SENT, _answer_inquiry("body"), before=_inquire),
    Road("answer inquiry:name", Status.SENT, _answer_inquiry("answered_by"), before=_inquire),
    Road("assess duty", Status.SENT, _assess_duty, SERIOUS),
    *disputes.WORDED,
)
"""Acts that carry words, once for each place where words may stand."""

ACTS = tuple({road.act: road for road in (*SILENT, *WORDED)}.values())
"""Each act once."""
