"""The columns that figures rest on. Whatever counting reads stands here, and nothing else does.

The reading of cases selects these columns and no others, and the watch over what a transaction
writes looks at these columns: so no fact can come from a column that nobody watches.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from app.db import Base
from app.models import (
    Answer,
    AnswerRating,
    Assignment,
    Case,
    CaseCategory,
    CaseServiceKind,
    Classification,
    ClockPause,
    ClosedDay,
    CorrectiveAction,
    DeadlineDecision,
    FormOption,
    FormVersion,
    Incident,
    Unit,
)

Columns = tuple[InstrumentedAttribute[Any], ...]

OF_CASES: Mapping[type[Base], Columns] = {
    Case: (
        Case.id,
        Case.helsefellesskap_id,
        Case.incident_id,
        Case.own_incident_id,
        Case.form_version_id,
        Case.direction,
        Case.reporting_party_id,
        Case.recipient_party_id,
        Case.hospital_unit_id,
        Case.first_unit_id,
        Case.status,
        Case.standing,
        Case.consent,
        Case.consequence,
        Case.recipient_consequence,
        Case.patient_search,
        Case.found_by,
        Case.filed_at,
        Case.sent_on,
        Case.counted_on,
    ),
    Assignment: (
        Assignment.id,
        Assignment.case_id,
        Assignment.unit_id,
        Assignment.previous_id,
        Assignment.status,
        Assignment.closed_at,
        Assignment.acknowledged_on,
        Assignment.first_answered_on,
    ),
    CaseServiceKind: (CaseServiceKind.case_id, CaseServiceKind.key),
    CaseCategory: (CaseCategory.case_id, CaseCategory.side, CaseCategory.key),
    ClockPause: (
        ClockPause.case_id,
        ClockPause.from_on,
        ClockPause.until_on,
        ClockPause.ended_on,
    ),
    Answer: (Answer.id, Answer.case_id, Answer.cause_kind),
    AnswerRating: (
        AnswerRating.case_id,
        AnswerRating.answer_id,
        AnswerRating.by,
        AnswerRating.usefulness,
    ),
    Classification: (
        Classification.case_id,
        Classification.party_id,
        Classification.clause_id,
        Classification.patient_group,
    ),
    CorrectiveAction: (CorrectiveAction.case_id, CorrectiveAction.status),
}
"""What belongs to one case: a change in it is a change in what that case counts as."""

OF_INCIDENTS: Columns = (Incident.id, Incident.occurred_on)
"""What belongs to every case that points at an incident."""

OF_REGISTER: Mapping[type[Base], Columns] = {
    Unit: (Unit.id, Unit.parent_id, Unit.kind),
    FormOption: (
        FormOption.form_version_id,
        FormOption.list,
        FormOption.key,
        FormOption.group_key,
        FormOption.maps_to,
    ),
    FormVersion: (FormVersion.id, FormVersion.helsefellesskap_id, FormVersion.valid_from),
    DeadlineDecision: (
        DeadlineDecision.helsefellesskap_id,
        DeadlineDecision.valid_from,
        DeadlineDecision.acknowledge_working_days,
        DeadlineDecision.answer_days,
        DeadlineDecision.remind_days_before,
        DeadlineDecision.escalate_days_after,
    ),
    ClosedDay: (ClosedDay.helsefellesskap_id, ClosedDay.day),
}
"""What all cases are counted by: a change here asks for all of them to be counted anew."""
