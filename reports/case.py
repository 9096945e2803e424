"""What a case sheet holds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CaseSheet:
    """What an archive keeps of a case, in words ready to print. Empty fields are left out.

    There is no field for patient, reporter or contact, so that none can be printed by mistake.
    ``title`` stands in the file's metadata too, and so in journals that anybody may read.
    ``answer`` and ``supplements`` are pairs of heading and text; a ``timeline`` entry is date, unit
    and act.
    """

    title: str
    reference: str
    helsefellesskap: str
    direction: str
    status: str
    occurred: str
    consequence_reporter: str
    consent: str
    description: str
    unit: str = ""
    municipality: str = ""
    service_kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    categories_recipient: tuple[str, ...] = ()
    immediate_action: str = ""
    consequence_recipient: str = ""
    proposal: str = ""
    due: str = ""
    external_references: tuple[str, ...] = ()
    supplements: tuple[tuple[str, str], ...] = ()
    answer: tuple[tuple[str, str], ...] = ()
    timeline: tuple[tuple[str, str, str], ...] = ()
    printed_on: str = ""
