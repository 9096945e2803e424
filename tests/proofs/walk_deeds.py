"""The acts of the walk: whom the policy lets do each, and what the state machine calls it."""

from app.domain.casework import Rater
from app.domain.lifecycle import Action
from app.domain.policy import Permission
from app.services import following, handling
from app.services.answering import answers
from app.services.forwarding import placing
from app.services.line_manager import leading
from app.services.line_manager.sending_on import send_as_coordinator
from app.services.linking import links
from app.services.patient import searching
from app.services.redaction import redacting
from app.services.retention import archiving
from tests.factories import LINKS
from tests.proofs import walk_acts
from tests.proofs.walk_acts import Deed

FOLLOW, LEAD = Permission.FOLLOW_CASE, Permission.LEAD_CASE
OF_REPORTER = (
    Deed("supplement", FOLLOW, Action.SUPPLEMENT, walk_acts.supplement),
    Deed("reply", FOLLOW, Action.REPLY, walk_acts.reply, weight=2),
    Deed("contest", FOLLOW, Action.CONTEST, walk_acts.contest, weight=6),
    Deed("appeal", FOLLOW, Action.APPEAL, walk_acts.appeal, weight=6),
    Deed("rate", FOLLOW, Action.RATE, walk_acts.rate(Rater.REPORTER)),
    Deed("consent", FOLLOW, None, walk_acts.record_consent),
    Deed(
        "reopen",
        FOLLOW,
        Action.REOPEN,
        lambda turn: turn.tell(following.reopen, body=turn.words),
        weight=4,
    ),
    Deed(
        "withdraw",
        FOLLOW,
        Action.WITHDRAW,
        lambda turn: turn.tell(following.withdraw, body=turn.words),
    ),
)
OF_LEADER = (
    Deed(
        "confirm",
        LEAD,
        Action.CONFIRM_SENDING,
        lambda turn: turn.tell(leading.confirm, turn.one_of(["", turn.words])),
        weight=4,
    ),
    Deed(
        "send back",
        LEAD,
        Action.SEND_BACK,
        lambda turn: turn.tell(leading.send_back, turn.words),
    ),
    Deed(
        "add as leader",
        LEAD,
        Action.ADD_AS_LEADER,
        lambda turn: turn.tell(leading.add, turn.words),
    ),
    Deed(
        "follow as leader",
        LEAD,
        None,
        lambda turn: turn.tell(leading.follow, follows=turn.one_of([True, False])),
    ),
    Deed("rate as leader", LEAD, Action.RATE, walk_acts.rate(Rater.LINE_MANAGER)),
)
OF_SENDER = (
    Deed("reply for reporter", Permission.REPLY_FOR_REPORTER, Action.REPLY, walk_acts.reply),
    Deed("contest as sender", Permission.CONTEST_CASE, Action.CONTEST, walk_acts.contest),
    Deed("appeal as sender", Permission.CONTEST_CASE, Action.APPEAL, walk_acts.appeal),
    Deed("number", Permission.NUMBER_CASE, None, walk_acts.own_number),
    Deed(
        "send as coordinator",
        Permission.CONFIRM_SENDING_OF_CASE,
        Action.CONFIRM_SENDING,
        lambda turn: turn.act(send_as_coordinator),
        weight=2,
    ),
    Deed(
        "flag",
        Permission.FLAG_NOT_OURS,
        None,
        lambda turn: turn.tell(following.flag_not_ours, turn.case.reporting_party_id),
    ),
    Deed(
        "reissue",
        Permission.REISSUE_LINK,
        None,
        lambda turn: turn.tell(following.reissue_link, LINKS),
    ),
)
OF_RECIPIENT = (
    Deed(
        "acknowledge",
        Permission.ACKNOWLEDGE_CASE,
        Action.ACKNOWLEDGE,
        lambda turn: turn.act(handling.acknowledge),
        weight=6,
    ),
    Deed("take", Permission.TAKE_CASE, Action.TAKE, lambda turn: turn.act(handling.take), weight=2),
    Deed("assign", Permission.ASSIGN_CASE, Action.ASSIGN, walk_acts.assign, weight=3),
    Deed("forward", Permission.FORWARD_CASE, Action.FORWARD, walk_acts.forward, weight=5),
    Deed("decline", Permission.DECLINE_CASE, Action.DECLINE, walk_acts.decline, weight=2),
    Deed("ask", Permission.ASK_REPORTER, Action.ASK, walk_acts.ask, weight=2),
    Deed("search", Permission.SEARCH_PATIENT_OF_CASE, Action.SEARCH_PATIENT, walk_acts.search),
    Deed("answer", Permission.ANSWER_CASE, Action.ANSWER, walk_acts.answer, weight=6),
    Deed(
        "close", Permission.CLOSE_CASE, Action.CLOSE, lambda turn: turn.act(answers.close), weight=2
    ),
    Deed(
        "add measure",
        Permission.FOLLOW_MEASURE_OF_CASE,
        Action.FOLLOW_MEASURE,
        walk_acts.add_measure,
    ),
    Deed(
        "measure",
        Permission.FOLLOW_MEASURE_OF_CASE,
        Action.FOLLOW_MEASURE,
        walk_acts.follow_measure,
    ),
    Deed("inquire", Permission.INQUIRE_ABOUT_CASE, Action.INQUIRE, walk_acts.inquire),
    Deed("withdraw inquiry", Permission.INQUIRE_ABOUT_CASE, None, walk_acts.withdraw_inquiry),
    Deed("settle", Permission.SETTLE_CASE, Action.UPHOLD, walk_acts.settle, weight=6),
    Deed(
        "call",
        Permission.SEARCH_PATIENT_OF_CASE,
        Action.REQUEST_CALL,
        lambda turn: turn.act(searching.request_call, turn.words),
    ),
    Deed(
        "guide",
        Permission.GUIDE_REPORTER,
        Action.GUIDE,
        lambda turn: turn.act(handling.guide, turn.words),
    ),
)
OF_EITHER = (
    Deed("classify", Permission.CLASSIFY_CASE, Action.CLASSIFY, walk_acts.classify),
    Deed("note", Permission.WRITE_NOTE, Action.NOTE, walk_acts.note),
    Deed("link", Permission.LINK_CASE, Action.LINK, walk_acts.link, weight=2),
    Deed("unlink", Permission.LINK_CASE, None, walk_acts.unlink),
    Deed(
        "keep apart",
        Permission.LINK_CASE,
        None,
        lambda turn: turn.tell(links.keep_apart, turn.other),
    ),
    Deed("tally", Permission.ADD_TALLY, Action.TALLY, walk_acts.tally, weight=2),
    Deed("assess duty", Permission.ASSESS_DUTY_OF_CASE, Action.ASSESS_DUTY, walk_acts.assess_duty),
    Deed("hide", Permission.HIDE_IN_CASE, None, walk_acts.hide),
    Deed("redact", Permission.REDACT_CASE, None, walk_acts.decide(redacting.redact)),
    Deed("show again", Permission.REDACT_CASE, None, walk_acts.decide(redacting.show_again)),
    Deed("archive", Permission.ARCHIVE_CASE, None, lambda turn: turn.act(archiving.archive)),
)
OF_SECRETARIES = (
    Deed("propose", Permission.DECIDE_PLACING, Action.PROPOSE_PLACING, walk_acts.propose, weight=5),
    Deed(
        "agree",
        Permission.DECIDE_PLACING,
        Action.PROPOSE_PLACING,
        lambda turn: turn.act(placing.agree),
        weight=8,
    ),
)
ANSWER_INQUIRY = Deed(
    "answer inquiry", Permission.ANSWER_INQUIRY, Action.ANSWER_INQUIRY, walk_acts.answer_inquiry
)
DEEDS = (
    *OF_REPORTER,
    *OF_LEADER,
    *OF_SENDER,
    *OF_RECIPIENT,
    *OF_EITHER,
    *OF_SECRETARIES,
    ANSWER_INQUIRY,
)
