"""The joint form as forms, pages and PDFs see it: one dated version, read from the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.line_manager import LineManagerMode
from app.domain.vocabulary import Words


@dataclass(frozen=True)
class Option:
    """One box or choice; ``needs_text`` marks «Annet: ____»."""

    key: str
    words: Words
    explanation: Words | None = None
    needs_text: bool = False
    short: Words | None = None

    @property
    def label(self) -> Words:
        """Give the few words that fit a chart or a list."""
        return self.short or self.words


@dataclass(frozen=True)
class PartyChoice:
    """A party that may be chosen, and other trusts that serve part of it.

    ``mail_domains`` are the party's own, in small letters.
    """

    key: str
    name: Words
    short_name: Words
    other_hospital_areas: tuple[str, ...] = ()
    postal_address: tuple[str, ...] = ()
    line_manager: LineManagerMode = LineManagerMode.INFORMED
    mail_domains: frozenset[str] = frozenset()


@dataclass(frozen=True)
class UnitChoice:
    """A unit that may be chosen; sections stand under their clinic."""

    key: str
    name: Words
    clinic: Words | None = None
    has_line_manager: bool = True


@dataclass(frozen=True)
class LeaderChoice:
    """A unit whose leader may be told of a report. Who that is, no page says."""

    key: str
    name: Words
    party_key: str


@dataclass(frozen=True)
class JointForm:
    """Texts and lists of one version, with the parties and units of one helsefellesskap."""

    helsefellesskap_key: str
    helsefellesskap: Words
    version_key: str
    valid_from: date
    texts: Mapping[str, Words]
    service_kinds: tuple[Option, ...]
    categories: tuple[Option, ...]
    consequences: tuple[Option, ...]
    hospitals: tuple[PartyChoice, ...]
    municipalities: tuple[PartyChoice, ...]
    hospital_units: tuple[UnitChoice, ...]
    mail_domains: frozenset[str]
    leaders: tuple[LeaderChoice, ...] = ()

    def text(self, key: str) -> Words:
        """Give a heading, label or help text by its key.

        Raises:
            KeyError: when the version has no such text.
        """
        return self.texts[key]

    def option(self, listed: str, key: str) -> Option | None:
        """Find an option of "service_kind", "category" or "consequence"; None when unknown."""
        options = {
            "service_kind": self.service_kinds,
            "category": self.categories,
            "consequence": self.consequences,
        }[listed]
        return next((option for option in options if option.key == key), None)


def belongs(address: str, domains: frozenset[str]) -> bool:
    """Tell whether a mail address lies in one of ``domains``, or in a domain below one."""
    domain = address.rpartition("@")[2].lower()
    return any(domain == known or domain.endswith(f".{known}") for known in domains)
