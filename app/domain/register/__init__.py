"""The service register: who takes part, who gets what, by which form and with which deadlines.

A register is data that a helsefellesskap edits. :func:`read_register` turns its TOML table into
frozen dataclasses, or names everything that is wrong, where and why.
"""

from collections.abc import Callable, Mapping

from app.domain.line_manager import LineManagerMode
from app.domain.register.agreements import AgreementEntry, ClauseEntry
from app.domain.register.checks import inconsistencies
from app.domain.register.entry import Dated, Entry
from app.domain.register.faults import Fault, Place, RegisterFault
from app.domain.register.form import (
    AddedTexts,
    CategoryEntry,
    ConsentEntry,
    ConsequenceEntry,
    FormVersionEntry,
    HelpTexts,
    OptionEntry,
    PaperTexts,
    ServiceKindEntry,
)
from app.domain.register.privacy import PartyPrivacyEntry, PrivacyEntry, RetentionEntry
from app.domain.register.reading import IDENTIFIER, Reader, Screen
from app.domain.register.types import (
    ClosedDayEntry,
    DeadlineEntry,
    FormerNameEntry,
    HelsefellesskapEntry,
    MembershipEntry,
    ParticipationEntry,
    PartyEntry,
    Register,
    RoutingRuleEntry,
    SettingsEntry,
    UnitEntry,
)
from app.domain.vocabulary import Words

__all__ = [
    "AddedTexts",
    "AgreementEntry",
    "CategoryEntry",
    "ClauseEntry",
    "ClosedDayEntry",
    "ConsentEntry",
    "ConsequenceEntry",
    "Dated",
    "DeadlineEntry",
    "Entry",
    "Fault",
    "FormVersionEntry",
    "FormerNameEntry",
    "HelpTexts",
    "HelsefellesskapEntry",
    "LineManagerMode",
    "MembershipEntry",
    "OptionEntry",
    "PaperTexts",
    "ParticipationEntry",
    "PartyEntry",
    "PartyPrivacyEntry",
    "Place",
    "PrivacyEntry",
    "Reader",
    "Register",
    "RegisterFault",
    "RetentionEntry",
    "RoutingRuleEntry",
    "Screen",
    "ServiceKindEntry",
    "SettingsEntry",
    "UnitEntry",
    "read_register",
    "with_forms",
]


NOT_FILE_NAMES = Words(
    "må være en liste med navn på .toml-filer i samme mappe",
    "må vere ei liste med namn på .toml-filer i same mappe",
)


def with_forms(
    table: Mapping[str, object],
    read_form: Callable[[str], Mapping[str, object]],
    *,
    screen: Screen,
) -> dict[str, object]:
    """Put the form versions that ``forms`` names beside those that stand in the table itself.

    ``read_form`` is given a file name as it is written and gives the file's table; what it raises
    is passed on. A name that ``screen`` refuses is asked for nowhere.

    Raises:
        RegisterFault: when ``forms`` is no list of plain file names, without any folder.
    """
    named, inline = table.get("forms", []), table.get(FormVersionEntry.table, [])
    if not (isinstance(named, list) and all(map(_is_plain, named))):
        raise RegisterFault((Place().field("forms").fault(NOT_FILE_NAMES),))
    if any(map(screen, named)):
        raise RegisterFault((Place().field("forms").fault(IDENTIFIER),))
    if not isinstance(inline, list):
        return dict(table)
    rest = {name: value for name, value in table.items() if name != "forms"}
    return {**rest, FormVersionEntry.table: [*inline, *map(read_form, named)]}


def _is_plain(name: object) -> bool:
    return isinstance(name, str) and name.endswith(".toml") and not {"/", "\\"} & set(name)


def read_register(table: Mapping[str, object], *, screen: Screen) -> Register:
    """Read a register from its TOML table, form versions included.

    ``screen`` tells whether a text carries a national identity number; no such text is taken in,
    or repeated in a fault. What cannot be read is named first; only a table that can be read whole
    is asked whether its rows agree, so that no fault is merely the shadow of another.

    Raises:
        RegisterFault: with every fault of the first kind, or else every one of the second.
    """
    reader = Reader(screen)
    register = reader.entry(Register, table, Place())
    faults = tuple(reader.faults)
    if register is not None:
        faults = inconsistencies(register)
    if faults or register is None:
        raise RegisterFault(faults)
    return register
