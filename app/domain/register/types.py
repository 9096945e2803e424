"""What a service register is made of: one frozen dataclass for each kind of row.

The dataclasses are the schema: a field without a default is required in the file, and its type,
with the claims annotated to it, is what :mod:`app.domain.register.reading` asks of its value. A
tuple of entries is written as ``[[<table>]]``, after the entry's own ``table``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from app.domain.line_manager import LineManagerMode
from app.domain.register.agreements import AgreementEntry
from app.domain.register.claims import (
    Count,
    Key,
    Kommunenummer,
    MailAddress,
    MailDomain,
    Orgnr,
    ProperName,
    ReshId,
    Threshold,
)
from app.domain.register.entry import Dated, Entry
from app.domain.register.form import FormVersionEntry
from app.domain.register.goals import GoalEntry
from app.domain.register.privacy import PartyPrivacyEntry, PrivacyEntry, RetentionEntry
from app.domain.vocabulary import Direction, PartyKind, Role, UnitKind, Words


@dataclass(frozen=True, kw_only=True)
class HelsefellesskapEntry:
    """The helsefellesskap that the register belongs to."""

    key: Key
    name: Words
    default_language: Literal["nb", "nn"]


@dataclass(frozen=True, kw_only=True)
class SettingsEntry:
    """What the helsefellesskap has chosen: counts below the threshold are withheld from others.

    So is nought, where ``protect_zeros``: that a group has none tells something of all in it.

    ``journal_messages`` is on only where it is decided that messages in the journal systems may
    tell who the patient is; they make a report part of the journal. ``pause_days_at_most`` caps
    the days for which questions to the reporter may stop a case's clock, all of them together.
    """

    small_count_threshold: Threshold
    follow_link_months: Count
    new_case_mail_minutes: Count
    public_figures: bool
    protect_zeros: bool = True
    journal_messages: bool = False
    pause_days_at_most: Count = 14


@dataclass(frozen=True, kw_only=True)
class DeadlineEntry(Dated):
    """Deadlines and the decision they rest on; undecided ones are shown as a proposal.

    ``acknowledge_working_days`` runs on working days, the rest on calendar days. The procedure of
    2023 says who answers («den ansvarlige virksomheten»), but not within what time.
    """

    table: ClassVar[str] = "deadline"
    noun: ClassVar[Words] = Words("fristvedtak", "fristvedtak")
    acknowledge_working_days: Count
    answer_days: Count
    remind_days_before: Count
    escalate_days_after: Count
    decided_on: date | None = None
    decision: str | None = None

    @property
    def is_proposal(self) -> bool:
        """Deadlines without a decision show as «forslag, ikke vedtatt»."""
        return self.decided_on is None


@dataclass(frozen=True, kw_only=True)
class ClosedDayEntry(Entry):
    """A day off beside the public holidays, such as julaften, for every party alike."""

    table: ClassVar[str] = "closed_day"
    noun: ClassVar[Words] = Words("fridag", "fridag")
    day: date
    name: ProperName


@dataclass(frozen=True, kw_only=True)
class FormerNameEntry(Entry):
    """A name that a unit had up to and including ``valid_to``, and after any earlier one."""

    table: ClassVar[str] = "former_name"
    noun: ClassVar[Words] = Words("tidligere navn", "tidlegare namn")
    name: ProperName
    valid_to: date
    short_name: ProperName | None = None


@dataclass(frozen=True, kw_only=True)
class UnitEntry(Dated):
    """A clinic, section, mailroom or service. ``parent`` is the key of the unit it is part of.

    A unit without a mailbox of its own uses its parent's. ``mail_domains`` come beside the
    party's; ``serves`` are keys of other municipalities; ``verified`` says that a source has it.
    """

    table: ClassVar[str] = "unit"
    noun: ClassVar[Words] = Words("enhet", "eining")
    key: Key
    kind: UnitKind
    name: ProperName
    short_name: ProperName | None = None
    parent: Key | None = None
    mailbox: MailAddress | None = None
    mail_domains: tuple[MailDomain, ...] = ()
    serves: tuple[Key, ...] = ()
    is_triage_desk: bool = False
    has_line_manager: bool = True
    verified: bool = False
    former_names: tuple[FormerNameEntry, ...] = ()

    def name_on(self, day: date) -> Words:
        """Give the name that the unit had on ``day``."""
        former = [name for name in self.former_names if day <= name.valid_to]
        return min(former, key=lambda name: name.valid_to).name if former else self.name


@dataclass(frozen=True, kw_only=True)
class PartyEntry(Entry):
    """A health trust, a municipality or a joint body, with its units."""

    table: ClassVar[str] = "party"
    noun: ClassVar[Words] = Words("part", "part")
    key: Key
    kind: PartyKind
    name: ProperName
    mail_domains: tuple[MailDomain, ...]
    units: tuple[UnitEntry, ...]
    line_manager: LineManagerMode = LineManagerMode.INFORMED
    short_name: ProperName | None = None
    orgnr: Orgnr | None = None
    kommunenummer: Kommunenummer | None = None
    resh_id: ReshId | None = None
    postal_address: tuple[str, ...] = ()
    privacy: PartyPrivacyEntry | None = None
    retention_decisions: tuple[RetentionEntry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ParticipationEntry(Dated):
    """A party's dated place in the helsefellesskap.

    ``other_hospital_areas`` are names of health trusts outside it whose area also takes in part of
    the municipality: there the municipality never tells which hospital a report concerns.
    """

    table: ClassVar[str] = "participation"
    noun: ClassVar[Words] = Words("deltakelse", "deltaking")
    party: Key
    other_hospital_areas: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoutingRuleEntry(Dated):
    """A row of routing: the lowest ``position`` whose conditions all hold decides.

    ``hospital_unit`` holds for the unit and for any of its sections; ``service_kind`` when it is
    the only one ticked. ``why`` is shown with the case.
    """

    table: ClassVar[str] = "routing_rule"
    noun: ClassVar[Words] = Words("fordelingsregel", "fordelingsregel")
    key: Key
    position: Count
    direction: Direction
    to_unit: Key
    why: Words
    recipient_party: Key | None = None
    hospital_unit: Key | None = None
    service_kind: Key | None = None


@dataclass(frozen=True, kw_only=True)
class MembershipEntry(Dated):
    """A person's role in a unit, in a party or, with neither named, in the helsefellesskap.

    An FSU secretary's ``party`` is the one that the secretary speaks for.
    """

    table: ClassVar[str] = "membership"
    noun: ClassVar[Words] = Words("rolle", "rolle")
    email: MailAddress
    name: str
    role: Role
    unit: Key | None = None
    party: Key | None = None


@dataclass(frozen=True, kw_only=True)
class Register:
    """A whole service register, read and found sound. Lists stand in the order of the file."""

    helsefellesskap: HelsefellesskapEntry
    settings: SettingsEntry
    privacy: PrivacyEntry
    deadlines: tuple[DeadlineEntry, ...]
    parties: tuple[PartyEntry, ...]
    participations: tuple[ParticipationEntry, ...]
    form_versions: tuple[FormVersionEntry, ...]
    routing_rules: tuple[RoutingRuleEntry, ...] = ()
    memberships: tuple[MembershipEntry, ...] = ()
    closed_days: tuple[ClosedDayEntry, ...] = ()
    agreements: tuple[AgreementEntry, ...] = ()
    goals: tuple[GoalEntry, ...] = ()

    def units(self) -> Iterator[tuple[PartyEntry, UnitEntry]]:
        """Give every unit with the party it belongs to."""
        return ((party, unit) for party in self.parties for unit in party.units)
