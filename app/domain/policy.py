"""Who may do what, on one screen. What no clause allows is refused.

A permission is allowed when every predicate of at least one of its clauses holds. Triage and
casework are separate roles, as in the Danish DPSD; administrators read no narratives; FSU reads
figures, and a case only while it lies with the secretariat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, auto

from app.domain.lifecycle import Action
from app.domain.vocabulary import Role


@dataclass(frozen=True)
class Grant:
    """A membership that holds today. Unit roles carry the unit and every section below it."""

    role: Role
    helsefellesskap_id: int | None = None
    party_id: int | None = None
    unit_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Actor:
    """Somebody who wants something: a signed-in person, the reporter of a case, or anybody."""

    user_id: int | None = None
    grants: frozenset[Grant] = frozenset()
    follows_case_id: int | None = None
    leads_case_id: int | None = None
    answers_inquiry_id: int | None = None
    is_system: bool = False

    def has(self, *roles: Role) -> bool:
        """Tell whether any grant is one of ``roles``."""
        return any(grant.role in roles for grant in self.grants)

    def unit_ids(self, *roles: Role) -> frozenset[int]:
        """Give every unit that ``roles`` reach."""
        return frozenset().union(*(g.unit_ids for g in self.grants if g.role in roles))

    def party_ids(self, *roles: Role) -> frozenset[int]:
        """Give every party that ``roles`` belong to."""
        return frozenset(g.party_id for g in self.grants if g.role in roles and g.party_id)

    def helsefellesskap_ids(self, *roles: Role) -> frozenset[int]:
        """Give every helsefellesskap that ``roles`` name."""
        return frozenset(
            g.helsefellesskap_id for g in self.grants if g.role in roles and g.helsefellesskap_id
        )


ANYBODY = Actor()
SYSTEM = Actor(is_system=True)


@dataclass(frozen=True)
class Relations:
    """What ties people to a case now: its parties and the units that have it.

    A case with no open assignment stays with the unit that ended it.
    """

    case_id: int
    helsefellesskap_id: int
    reporting_party_id: int | None
    unit_ids: frozenset[int]
    recipient_party_ids: frozenset[int]
    at_secretariat: bool = False
    is_being_placed: bool = False
    """The parties do not agree whose it is; the secretariat sees the routing sheet alone."""


class Permission(StrEnum):
    """Everything that a page or an act may ask for."""

    VISIT = auto()
    SIGN_OUT = auto()
    FOLLOW_CASE = auto()
    SEE_INBOX = auto()
    SEE_SENT = auto()
    ENTER_ON_BEHALF = auto()
    READ_CASE = auto()
    READ_REPORTER = auto()
    READ_NOTES = auto()
    PRINT_CASE = auto()
    ACKNOWLEDGE_CASE = auto()
    TAKE_CASE = auto()
    FORWARD_CASE = auto()
    DECLINE_CASE = auto()
    ASK_REPORTER = auto()
    GUIDE_REPORTER = auto()
    CLASSIFY_CASE = auto()
    WRITE_NOTE = auto()
    ANSWER_CASE = auto()
    CLOSE_CASE = auto()
    NUMBER_CASE = auto()
    REPLY_FOR_REPORTER = auto()
    FLAG_NOT_OURS = auto()
    REISSUE_LINK = auto()
    SEARCH_PATIENT_OF_CASE = auto()
    HIDE_IN_CASE = auto()
    REDACT_CASE = auto()
    ARCHIVE_CASE = auto()
    READ_FIGURES = auto()
    READ_FSU_FIGURES = auto()
    READ_SSU_FIGURES = auto()
    READ_PARTY_FIGURES = auto()
    READ_LOG = auto()
    READ_RETENTION = auto()
    READ_REDACTIONS = auto()
    ADMINISTER = auto()
    LEAD_CASE = auto()
    CONFIRM_SENDING_OF_CASE = auto()
    ASSIGN_CASE = auto()
    PLACE_CASE = auto()
    READ_ROUTING_SHEET = auto()
    DECIDE_PLACING = auto()
    CONTEST_CASE = auto()
    SETTLE_CASE = auto()
    READ_SHARED_NOTES = auto()
    LINK_CASE = auto()
    COUNTER_REPORT_CASE = auto()
    INQUIRE_ABOUT_CASE = auto()
    ANSWER_INQUIRY = auto()
    ADD_TALLY = auto()
    SEE_TALLIES = auto()
    FOLLOW_MEASURE_OF_CASE = auto()
    SEE_MEASURES = auto()
    ASSESS_DUTY_OF_CASE = auto()
    READ_READERS_OF_CASE = auto()
    SEE_WORKLOAD = auto()
    SAVE_VIEW = auto()
    KEEP_TEMPLATES = auto()
    SET_ABSENCE = auto()
    PREPARE_RELEASE = auto()
    COMMENT_ON_RELEASE = auto()
    LOAD_STEERING = auto()
    READ_STEERING = auto()


Predicate = Callable[[Actor, Relations | None], bool]

UNIT_ROLES = (Role.TRIAGE, Role.CASEWORKER, Role.UNIT_LEADER)


def anybody(_actor: Actor, _case: Relations | None) -> bool:
    """Hold for everyone."""
    return True


def signed_in(actor: Actor, _case: Relations | None) -> bool:
    """Hold for a person with a live sign-in."""
    return actor.user_id is not None


def is_its_reporter(actor: Actor, case: Relations | None) -> bool:
    """Hold for whoever came by the case's own follow link."""
    return case is not None and actor.follows_case_id == case.case_id


def _in_its_unit(*roles: Role) -> Predicate:
    def holds(actor: Actor, case: Relations | None) -> bool:
        return case is not None and bool(actor.unit_ids(*roles) & case.unit_ids)

    return holds


def _has(*roles: Role) -> Predicate:
    def holds(actor: Actor, _case: Relations | None) -> bool:
        return actor.has(*roles)

    return holds


triages_it = _in_its_unit(Role.TRIAGE)
works_on_it = _in_its_unit(Role.CASEWORKER)
leads_its_unit = _in_its_unit(Role.UNIT_LEADER)
handles_some_unit = _has(*UNIT_ROLES)
coordinates_some_party = _has(Role.COORDINATOR)
leads_some_unit = _has(Role.UNIT_LEADER)
is_some_secretary = _has(Role.FSU_SECRETARY)
sits_in_fsu = _has(Role.FSU_SECRETARY, Role.FSU_READER)
sits_in_ssu = _has(Role.SSU_READER)
guards_privacy = _has(Role.PRIVACY_OFFICER)
administers = _has(Role.ADMINISTRATOR)


def coordinates_its_recipient(actor: Actor, case: Relations | None) -> bool:
    """Hold for a coordinator of a party that has the case."""
    return case is not None and bool(actor.party_ids(Role.COORDINATOR) & case.recipient_party_ids)


def coordinates_its_reporter(actor: Actor, case: Relations | None) -> bool:
    """Hold for a coordinator of the party in whose name the report was sent."""
    return case is not None and case.reporting_party_id in actor.party_ids(Role.COORDINATOR)


def leads_in_its_reporting_party(actor: Actor, case: Relations | None) -> bool:
    """Hold for a unit leader of the party in whose name the report was sent."""
    return case is not None and case.reporting_party_id in actor.party_ids(Role.UNIT_LEADER)


def is_its_line_manager(actor: Actor, case: Relations | None) -> bool:
    """Hold for whoever came by the link that the case's line manager was given."""
    return case is not None and actor.leads_case_id == case.case_id


def has_an_inquiry(actor: Actor, _case: Relations | None) -> bool:
    """Hold for whoever came by the link of a question that a unit has asked."""
    return actor.answers_inquiry_id is not None


def works_in_its_parties(actor: Actor, case: Relations | None) -> bool:
    """Hold for signed-in staff of the party that reported, or of one that has the case."""
    if case is None:
        return False
    involved = case.recipient_party_ids | {case.reporting_party_id}
    return bool(actor.party_ids(Role.COORDINATOR, *UNIT_ROLES) & involved)


def is_secretary_where_it_is_placed(actor: Actor, case: Relations | None) -> bool:
    """Hold for the FSU secretary while the parties do not agree whose the case is."""
    return (
        case is not None
        and case.is_being_placed
        and case.helsefellesskap_id in actor.helsefellesskap_ids(Role.FSU_SECRETARY)
    )


def is_secretary_where_it_lies(actor: Actor, case: Relations | None) -> bool:
    """Hold for the FSU secretary while the case lies with the secretariat."""
    return (
        case is not None
        and case.at_secretariat
        and case.helsefellesskap_id in actor.helsefellesskap_ids(Role.FSU_SECRETARY)
    )


SENDER_SIDE = ((coordinates_its_reporter,), (leads_in_its_reporting_party,))
CASEWORK = ((works_on_it,), (leads_its_unit,), (coordinates_its_recipient,))
RECEIPT = ((triages_it,), *CASEWORK)
SECRETARIAT = ((is_secretary_where_it_lies,),)
PLACING = ((is_secretary_where_it_is_placed,),)
COORDINATION = ((coordinates_its_reporter,), (coordinates_its_recipient,))

RULES: dict[Permission, tuple[tuple[Predicate, ...], ...]] = {
    Permission.VISIT: ((anybody,),),
    Permission.SIGN_OUT: ((signed_in,),),
    Permission.FOLLOW_CASE: ((is_its_reporter,),),
    Permission.SEE_INBOX: ((handles_some_unit,), (coordinates_some_party,), (is_some_secretary,)),
    Permission.SEE_SENT: ((coordinates_some_party,), (leads_some_unit,)),
    Permission.ENTER_ON_BEHALF: ((coordinates_some_party,),),
    Permission.READ_CASE: (*RECEIPT, *SENDER_SIDE, *SECRETARIAT),
    Permission.READ_REPORTER: (*RECEIPT, *SENDER_SIDE),
    Permission.READ_NOTES: (*RECEIPT, *SECRETARIAT),
    Permission.PRINT_CASE: (*RECEIPT, *SENDER_SIDE, *SECRETARIAT),
    Permission.ACKNOWLEDGE_CASE: (*RECEIPT, *SECRETARIAT),
    Permission.TAKE_CASE: CASEWORK,
    Permission.FORWARD_CASE: (*RECEIPT, *SECRETARIAT),
    Permission.DECLINE_CASE: RECEIPT,
    Permission.ASK_REPORTER: (*RECEIPT, *SECRETARIAT),
    Permission.GUIDE_REPORTER: SECRETARIAT,
    Permission.CLASSIFY_CASE: (*CASEWORK, *SENDER_SIDE),
    Permission.WRITE_NOTE: (*RECEIPT, *SENDER_SIDE, *SECRETARIAT),
    Permission.ANSWER_CASE: CASEWORK,
    Permission.CLOSE_CASE: CASEWORK,
    Permission.NUMBER_CASE: (*RECEIPT, *SENDER_SIDE),
    Permission.REPLY_FOR_REPORTER: SENDER_SIDE,
    Permission.FLAG_NOT_OURS: SENDER_SIDE,
    Permission.REISSUE_LINK: ((coordinates_its_reporter,),),
    Permission.SEARCH_PATIENT_OF_CASE: RECEIPT,
    Permission.HIDE_IN_CASE: (*RECEIPT, *SENDER_SIDE, *SECRETARIAT),
    Permission.REDACT_CASE: (*COORDINATION, *SECRETARIAT),
    Permission.ARCHIVE_CASE: COORDINATION,
    Permission.READ_FIGURES: (
        (sits_in_fsu,),
        (sits_in_ssu,),
        (coordinates_some_party,),
    ),
    Permission.READ_FSU_FIGURES: ((sits_in_fsu,),),
    Permission.READ_SSU_FIGURES: ((sits_in_fsu,), (sits_in_ssu,)),
    Permission.READ_PARTY_FIGURES: ((coordinates_some_party,),),
    Permission.READ_LOG: ((guards_privacy,),),
    Permission.READ_RETENTION: ((guards_privacy,), (coordinates_some_party,)),
    Permission.READ_REDACTIONS: (
        (guards_privacy,),
        (coordinates_some_party,),
        (is_some_secretary,),
    ),
    Permission.ADMINISTER: ((administers,),),
    Permission.LEAD_CASE: ((is_its_line_manager,),),
    Permission.CONFIRM_SENDING_OF_CASE: ((coordinates_its_reporter,),),
    Permission.ASSIGN_CASE: ((leads_its_unit,), (coordinates_its_recipient,)),
    Permission.PLACE_CASE: ((coordinates_its_recipient,),),
    Permission.READ_ROUTING_SHEET: PLACING,
    Permission.DECIDE_PLACING: PLACING,
    Permission.CONTEST_CASE: SENDER_SIDE,
    Permission.SETTLE_CASE: ((coordinates_its_recipient,),),
    Permission.READ_SHARED_NOTES: (*RECEIPT, *SENDER_SIDE, *SECRETARIAT),
    Permission.COUNTER_REPORT_CASE: RECEIPT,
    Permission.LINK_CASE: (*CASEWORK, (coordinates_its_reporter,)),
    Permission.INQUIRE_ABOUT_CASE: CASEWORK,
    Permission.ANSWER_INQUIRY: ((has_an_inquiry,),),
    Permission.ADD_TALLY: ((works_in_its_parties,),),
    Permission.SEE_TALLIES: ((handles_some_unit,), (coordinates_some_party,)),
    Permission.FOLLOW_MEASURE_OF_CASE: CASEWORK,
    Permission.SEE_MEASURES: ((handles_some_unit,), (coordinates_some_party,)),
    Permission.ASSESS_DUTY_OF_CASE: (*CASEWORK, *SENDER_SIDE),
    Permission.READ_READERS_OF_CASE: (*RECEIPT, *SENDER_SIDE),
    Permission.SEE_WORKLOAD: ((leads_some_unit,), (coordinates_some_party,)),
    Permission.SAVE_VIEW: ((handles_some_unit,), (coordinates_some_party,), (is_some_secretary,)),
    Permission.KEEP_TEMPLATES: (
        (_has(Role.CASEWORKER, Role.UNIT_LEADER),),
        (coordinates_some_party,),
    ),
    Permission.SET_ABSENCE: ((handles_some_unit,), (coordinates_some_party,)),
    Permission.PREPARE_RELEASE: ((is_some_secretary,),),
    Permission.COMMENT_ON_RELEASE: ((sits_in_fsu,),),
    Permission.LOAD_STEERING: ((is_some_secretary,),),
    Permission.READ_STEERING: ((sits_in_fsu,), (sits_in_ssu,), (coordinates_some_party,)),
}


class NotPermitted(Exception):
    """No clause of the permission holds for this actor and case."""


def permits(actor: Actor, permission: Permission, case: Relations | None = None) -> bool:
    """Tell whether some clause of the permission holds; a permission without clauses never does."""
    clauses = RULES.get(permission, ())
    return any(all(holds(actor, case) for holds in clause) for clause in clauses)


def require(actor: Actor, permission: Permission, case: Relations | None = None) -> None:
    """Raise when :func:`permits` says no.

    Raises:
        NotPermitted: always with no hint of what exists.
    """
    if not permits(actor, permission, case):
        raise NotPermitted


ACTION_PERMISSIONS: dict[Action, Permission] = {
    Action.ACKNOWLEDGE: Permission.ACKNOWLEDGE_CASE,
    Action.TAKE: Permission.TAKE_CASE,
    Action.FORWARD: Permission.FORWARD_CASE,
    Action.DECLINE: Permission.DECLINE_CASE,
    Action.ASK: Permission.ASK_REPORTER,
    Action.GUIDE: Permission.GUIDE_REPORTER,
    Action.CLASSIFY: Permission.CLASSIFY_CASE,
    Action.NOTE: Permission.WRITE_NOTE,
    Action.SEARCH_PATIENT: Permission.SEARCH_PATIENT_OF_CASE,
    Action.REQUEST_CALL: Permission.SEARCH_PATIENT_OF_CASE,
    Action.ANSWER: Permission.ANSWER_CASE,
    Action.CLOSE: Permission.CLOSE_CASE,
    Action.REPLY: Permission.REPLY_FOR_REPORTER,
    Action.CONFIRM_SENDING: Permission.CONFIRM_SENDING_OF_CASE,
    Action.ASSIGN: Permission.ASSIGN_CASE,
    Action.JOIN: Permission.FORWARD_CASE,
    Action.PROPOSE_PLACING: Permission.DECIDE_PLACING,
    Action.CONTEST: Permission.CONTEST_CASE,
    Action.APPEAL: Permission.CONTEST_CASE,
    Action.UPHOLD: Permission.SETTLE_CASE,
    Action.OVERTURN: Permission.SETTLE_CASE,
    Action.INQUIRE: Permission.INQUIRE_ABOUT_CASE,
    Action.LINK: Permission.LINK_CASE,
    Action.TALLY: Permission.ADD_TALLY,
    Action.FOLLOW_MEASURE: Permission.FOLLOW_MEASURE_OF_CASE,
    Action.ASSESS_DUTY: Permission.ASSESS_DUTY_OF_CASE,
}
"""What a signed-in person needs for each action.

The reporter's own go by FOLLOW_CASE, the line manager's by LEAD_CASE, a third party's by
ANSWER_INQUIRY.
"""
