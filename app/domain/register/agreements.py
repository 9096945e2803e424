"""What the parties have agreed on, clause by clause: the list of what a case may have broken."""

from dataclasses import dataclass
from typing import ClassVar

from app.domain.register.claims import Key, ProperName
from app.domain.register.entry import Dated, Entry
from app.domain.vocabulary import Words


@dataclass(frozen=True, kw_only=True)
class ClauseEntry(Entry):
    """A clause, or a step, that a handler may name as not followed."""

    table: ClassVar[str] = "clause"
    noun: ClassVar[Words] = Words("punkt", "punkt")
    key: Key
    name: ProperName


@dataclass(frozen=True, kw_only=True)
class AgreementEntry(Dated):
    """An agreement, a procedure or a law that binds the parties; the period is its clauses' too.

    One that is not ``verified`` is shown as to be confirmed.
    """

    table: ClassVar[str] = "agreement"
    noun: ClassVar[Words] = Words("avtale", "avtale")
    key: Key
    name: ProperName
    clauses: tuple[ClauseEntry, ...]
    verified: bool = False
