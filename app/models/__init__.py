"""The tables, one aggregate a module. They hold no queries and no rules.

Every class is imported here so that relationships find each other and migrations see them all.
"""

from app.models.answer import Answer, AnswerText
from app.models.assignment import Assignment
from app.models.audit import AuditEntry, AuditSeal
from app.models.case import Case, CaseCategory, CaseServiceKind, ExternalReference, Incident
from app.models.form_version import FormOption, FormText, FormVersion
from app.models.helsefellesskap import DeadlineDecision, Helsefellesskap, Participation, Setting
from app.models.installation import InstallationFact
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
from app.models.reporter import Reporter
from app.models.routing_rule import RoutingRule
from app.models.sign_in import SignIn, Throttle
from app.models.unit import Unit, UnitName
from app.models.user import Identity, Membership, Password, User

__all__ = [
    "Answer",
    "AnswerText",
    "Archiving",
    "Assignment",
    "AuditEntry",
    "AuditSeal",
    "Case",
    "CaseCategory",
    "CaseServiceKind",
    "DeadlineDecision",
    "Erasure",
    "ExternalReference",
    "FormOption",
    "FormText",
    "FormVersion",
    "Helsefellesskap",
    "HiddenPassage",
    "Identity",
    "Incident",
    "InstallationFact",
    "MailDomain",
    "Membership",
    "Narrative",
    "Note",
    "Notification",
    "Participation",
    "Party",
    "Password",
    "PrivacyNotice",
    "Reporter",
    "RetentionDecision",
    "RoutingRule",
    "Setting",
    "SignIn",
    "Throttle",
    "Unit",
    "UnitName",
    "User",
    "WithheldText",
]
