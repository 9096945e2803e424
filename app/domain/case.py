"""What passes between a form and a service: drafts that are complete, and the public reference."""

import secrets
from dataclasses import dataclass, field
from datetime import date, time

from app.domain.casework import (
    CauseKind,
    MeasureStatus,
    PatientGroup,
    PatientInformed,
    is_nokup_code,
)
from app.domain.tallies import TallyDraft
from app.domain.vocabulary import (
    Channel,
    Consent,
    Consequence,
    DeclineReason,
    Direction,
    FoundBy,
    PatientSearch,
)

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 8


class Reference(str):
    """Eight Crockford characters that people may read aloud; no key, and no hint of volume."""

    __slots__ = ()

    @classmethod
    def new(cls) -> "Reference":
        """Draw a reference with at least one letter, so that it can never look like a number."""
        while True:
            drawn = "".join(secrets.choice(CROCKFORD) for _ in range(REFERENCE_LENGTH))
            if not drawn.isdigit():
                return cls(drawn)

    @classmethod
    def read(cls, typed: str) -> "Reference":
        """Read what a person typed: case, spaces and hyphens are forgiven, as O, I and L are."""
        plain = typed.upper().replace("-", "").replace(" ", "")
        return cls(plain.translate(str.maketrans("OIL", "011")))

    @property
    def is_complete(self) -> bool:
        """Tell whether it has the length and characters of a reference."""
        return len(self) == REFERENCE_LENGTH and set(self) <= set(CROCKFORD)

    @property
    def spoken(self) -> str:
        """Give the reference as it is shown: four characters, a hyphen, four characters."""
        return f"{self[:4]}-{self[4:]}"


@dataclass(frozen=True)
class ReporterDraft:
    """Who reports. Personal data; kept apart from the case and erased on the retention rule."""

    name: str
    workplace: str
    line_manager: str = ""
    phone: str = ""
    email: str = ""
    line_manager_email: str = ""


@dataclass(frozen=True)
class CaseDraft:
    """The joint form, filled in and valid. ``leader_unit_key`` is the unit that the leader leads.

    Keys of parties, units and options are the register's. ``hospital_unit_key`` is the unit the
    incident concerns (from municipality) or the unit that reports (from hospital); None when the
    reporter does not know or wrote ``place_in_words`` instead. ``municipality_key`` and
    ``hospital_key`` are None when the body is not in the register.
    """

    helsefellesskap_key: str
    direction: Direction
    form_version_key: str
    occurred_on: date
    municipality_key: str | None
    hospital_key: str | None
    service_kinds: tuple[str, ...]
    categories: tuple[str, ...]
    description: str
    consequence: Consequence
    consent: Consent
    reporter: ReporterDraft
    occurred_at: time | None = None
    hospital_unit_key: str | None = None
    place_in_words: str = ""
    other_service_kind: str = ""
    other_category: str = ""
    proposal: str = ""
    immediate_action: str = ""
    own_reference: str = ""
    documents_follow: bool = False
    leader_unit_key: str | None = None
    repeated: TallyDraft | None = None


@dataclass(frozen=True)
class EntryOnBehalf:
    """What a coordinator adds about a report that came by another road."""

    channel: Channel
    received_on: date
    sender: str


@dataclass(frozen=True)
class AnswerDraft:
    """The recipient's reply. Exactly one of ``measures`` and ``no_measures`` is filled.

    ``cause`` may be empty where ``cause_kind`` says enough. Measures that have a date are followed
    up by it; ``expected_effect`` says what they are to lead to.
    """

    finding: str
    cause: str
    responsible: str
    measures: str = ""
    no_measures: str = ""
    effective_on: date | None = None
    expected_effect: str = ""
    cause_kind: CauseKind = field(kw_only=True)

    @property
    def said(self) -> frozenset[str]:
        """Give everything that was said, by which a second click is known."""
        texts = (self.finding, self.cause, self.responsible, self.measures, self.no_measures)
        day = self.effective_on.isoformat() if self.effective_on else ""
        return frozenset((*texts, day, self.expected_effect, self.cause_kind.value)) - {""}


@dataclass(frozen=True)
class MeasureDraft:
    """What a party will change, who sees to it, until when (Oslo), and what is to come of it."""

    body: str
    owner: str
    due_on: date
    expected_effect: str = ""
    status: MeasureStatus = MeasureStatus.PLANNED


@dataclass(frozen=True)
class TemplateDraft:
    """Words that a unit begins its answers from; ``unit_key`` names the unit."""

    unit_key: str
    name: str
    finding: str = ""
    cause_kind: CauseKind | None = None
    cause: str = ""
    measures: str = ""
    no_measures: str = ""


@dataclass(frozen=True)
class DeclineDraft:
    """Why a report is sent back; ``duplicate_of`` names the other case when it is a double."""

    reason: DeclineReason
    comment: str
    duplicate_of: Reference | None = None


@dataclass(frozen=True)
class ClassificationDraft:
    """One party's own judgement, beside the reporter's. Whatever is not said is empty.

    ``clause_key`` is the register's. ``categories`` are the recipient's alone to give.
    """

    consequence: Consequence | None = None
    categories: tuple[str, ...] = field(default=())
    potential_consequence: Consequence | None = None
    clause_key: str | None = None
    patient_group: PatientGroup | None = None
    is_red_group: bool | None = None
    patient_informed: PatientInformed | None = None
    nokup: str | None = None

    def __post_init__(self) -> None:
        """Take no sentence for a code.

        Raises:
            ValueError: when the NOKUP code is not one.
        """
        if self.nokup is not None and not is_nokup_code(self.nokup):
            raise ValueError("a NOKUP code is a few letters and digits")

    @property
    def said(self) -> frozenset[str]:
        """Give everything that was said, each with what it says it of."""
        named: dict[str, str | bool | None] = {
            "actual": self.consequence,
            "potential": self.potential_consequence,
            "clause": self.clause_key,
            "group": self.patient_group,
            "red": self.is_red_group,
            "informed": self.patient_informed,
            "nokup": self.nokup,
        }
        said = {f"{name}: {value}" for name, value in named.items() if value is not None}
        return frozenset(said) | frozenset(self.categories)


@dataclass(frozen=True)
class PatientSearchDraft:
    """What came of looking for the patient; ``found_by`` tells by which road, when found."""

    outcome: PatientSearch
    found_by: FoundBy | None = None

    def __post_init__(self) -> None:
        """Hold the two together.

        Raises:
            ValueError: when somebody is found by no road, or not found by one.
        """
        if (self.outcome is PatientSearch.FOUND) != (self.found_by is not None):
            raise ValueError("a road is told when the patient is found, and only then")
