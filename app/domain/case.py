"""What passes between a form and a service: drafts that are complete, and the public reference."""

import secrets
from dataclasses import dataclass, field
from datetime import date, time

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


@dataclass(frozen=True)
class CaseDraft:
    """The joint form, filled in and valid.

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


@dataclass(frozen=True)
class EntryOnBehalf:
    """What a coordinator adds about a report that came by another road."""

    channel: Channel
    received_on: date
    sender: str


@dataclass(frozen=True)
class AnswerDraft:
    """The recipient's reply. Exactly one of ``measures`` and ``no_measures`` is filled."""

    finding: str
    cause: str
    responsible: str
    measures: str = ""
    no_measures: str = ""
    effective_on: date | None = None


@dataclass(frozen=True)
class DeclineDraft:
    """Why a report is sent back; ``duplicate_of`` names the other case when it is a double."""

    reason: DeclineReason
    comment: str
    duplicate_of: Reference | None = None


@dataclass(frozen=True)
class ClassificationDraft:
    """The recipient's own judgement, beside the reporter's."""

    consequence: Consequence | None
    categories: tuple[str, ...] = field(default=())


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
