"""A case as figures see it: plain values, no text, nobody's name."""

from dataclasses import dataclass
from datetime import date

from app.domain.casework import CauseKind, MeasureStatus, PatientGroup, Usefulness
from app.domain.vocabulary import (
    Consent,
    Consequence,
    Direction,
    FoundBy,
    PatientSearch,
    Standing,
)


@dataclass(frozen=True, kw_only=True)
class CountedCase:
    """What counting needs to know of one case.

    ``counted_on`` decides the year; time is measured from ``sent_on``, when the recipient could
    first see it. Keys of parties, units, options and clauses are whatever whoever reads the case
    names them by; counting only tells them apart. A party outside the register is None.
    ``unit_keys`` are the units that own it, sections standing as their clinic; with several it is
    jointly owned. Both due dates are the ones it was given when sent: a reopening moves neither.
    """

    counted_on: date
    sent_on: date
    standing: Standing
    direction: Direction
    reporting_party_key: str | None
    recipient_party_key: str | None
    unit_keys: tuple[str, ...]
    first_unit_key: str
    service_kinds: tuple[str, ...]
    categories: tuple[str, ...]
    consent: Consent
    consequence: Consequence
    recipient_consequence: Consequence | None
    incident_id: int
    incident_year: int
    acknowledge_due_on: date
    acknowledged_on: date | None
    due_on: date
    first_answered_on: date | None
    is_declined: bool = False
    is_closed_unanswered: bool = False
    """Closed without an answer, as when the secretariat tells where else to send it."""
    patient_search: PatientSearch | None = None
    found_by: FoundBy | None = None
    cause: CauseKind | None = None
    """Of the newest answer; None before there is one, and in answers from before the list."""
    usefulness: Usefulness | None = None
    """Of the newest answer, as the reporter sees it, or else the line manager."""
    clause_key: str | None = None
    patient_group: PatientGroup | None = None
    """These two as those who have the case see them."""
    case_id: int = 0
    section_keys: tuple[str, ...] = ()
    """The units that own it in full, be they sections."""
    sent_unit_key: str | None = None
    """The hospital unit that it comes from, in full; None where that is not known."""
    clinic_keys: tuple[str, ...] = ()
    """The clinics of the hospital that it is about: its owners, or the one that it comes from."""
    category_groups: tuple[str, ...] = ()
    times_forwarded: int = 0
    measures: tuple[MeasureStatus, ...] = ()
    """Where each corrective action stands."""
    days_waited: int | None = None
    """Days from filing until its line manager's side sent it; None when it did not wait."""

    @property
    def municipality_key(self) -> str | None:
        """Give the party on the municipal side, whichever way the report goes."""
        is_to_hospital = self.direction is Direction.TO_HOSPITAL
        return self.reporting_party_key if is_to_hospital else self.recipient_party_key

    @property
    def is_answered(self) -> bool:
        """Tell whether it was ever answered; neither reopening nor a later refusal undoes that."""
        return self.first_answered_on is not None

    @property
    def awaits_answer(self) -> bool:
        """Tell whether somebody still owes the reporter a first answer."""
        return not (self.is_answered or self.is_declined or self.is_closed_unanswered)
