"""The tables, one aggregate a module. They hold no queries and no rules.

Every class is imported here so that relationships find each other and migrations see them all.
"""

from app.models.answer import Answer, AnswerRating, AnswerTemplate, AnswerText
from app.models.assignment import Assignment
from app.models.audit import AuditEntry, AuditSeal
from app.models.case import Case, CaseCategory, CaseServiceKind, ExternalReference, Incident
from app.models.classification import AgreementClause, Classification
from app.models.clock import Absence, ClockPause, ClosedDay
from app.models.corrective_action import CorrectiveAction
from app.models.dispute import Contest, PlacingProposal
from app.models.duty import DutyAssessment, DutyRule
from app.models.figure import FigureDelta, FigureSum, Goal
from app.models.form_version import FormOption, FormText, FormVersion
from app.models.helsefellesskap import DeadlineDecision, Helsefellesskap, Participation, Setting
from app.models.inquiry import Inquiry
from app.models.installation import InstallationFact
from app.models.line_manager import LineManagerRequest
from app.models.link import CaseLink
from app.models.narrative import Narrative, Note
from app.models.notification import Notification
from app.models.party import MailDomain, Party
from app.models.privacy import (
    Archiving,
    Erasure,
    HiddenPassage,
    PrivacyNotice,
    RetentionDecision,
    WithheldText,
)
from app.models.release import Release, ReleaseComment, ReleaseFile, ReleaseText
from app.models.reporter import Reporter
from app.models.routing_rule import RoutingRule
from app.models.saved_view import SavedView
from app.models.sign_in import SignIn, Throttle
from app.models.steering import SteeringUpload, SteeringValue
from app.models.tally import Tally
from app.models.unit import Unit, UnitName
from app.models.user import Identity, Membership, Password, User

__all__ = [
    "Absence",
    "AgreementClause",
    "Answer",
    "AnswerRating",
    "AnswerTemplate",
    "AnswerText",
    "Archiving",
    "Assignment",
    "AuditEntry",
    "AuditSeal",
    "Case",
    "CaseCategory",
    "CaseLink",
    "CaseServiceKind",
    "Classification",
    "ClockPause",
    "ClosedDay",
    "Contest",
    "CorrectiveAction",
    "DeadlineDecision",
    "DutyAssessment",
    "DutyRule",
    "Erasure",
    "ExternalReference",
    "FigureDelta",
    "FigureSum",
    "FormOption",
    "FormText",
    "FormVersion",
    "Goal",
    "Helsefellesskap",
    "HiddenPassage",
    "Identity",
    "Incident",
    "Inquiry",
    "InstallationFact",
    "LineManagerRequest",
    "MailDomain",
    "Membership",
    "Narrative",
    "Note",
    "Notification",
    "Participation",
    "Party",
    "Password",
    "PlacingProposal",
    "PrivacyNotice",
    "Release",
    "ReleaseComment",
    "ReleaseFile",
    "ReleaseText",
    "Reporter",
    "RetentionDecision",
    "RoutingRule",
    "SavedView",
    "Setting",
    "SignIn",
    "SteeringUpload",
    "SteeringValue",
    "Tally",
    "Throttle",
    "Unit",
    "UnitName",
    "User",
    "WithheldText",
]
