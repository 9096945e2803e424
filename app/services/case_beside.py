"""What stands beside a case: others who were asked, how often it happens, and duties elsewhere."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.lifecycle import Action, can
from app.domain.policy import Permission
from app.models import Assignment, Case
from app.services.case_words import Names
from app.services.duties.part import NOTHING, DutyPart, duty_part
from app.services.inquiring.asking import Receivers, units_to_ask
from app.services.inquiring.part import Asked, asked_about
from app.services.tallies.counting import is_harmless_case
from app.services.tallies.reading import TallyRow, tallies_of


@dataclass(frozen=True)
class CaseBeside:
    """For those who read the case; the reporter's pages have none of it.

    ``receivers`` are the units that may be asked, with their party; ``may_tally`` when it may be
    said that it has happened again.
    """

    asked: tuple[Asked, ...] = ()
    receivers: Receivers = ()
    tallies: tuple[TallyRow, ...] = ()
    may_tally: bool = False
    duties: DutyPart = NOTHING

    @property
    def waiting(self) -> tuple[Asked, ...]:
        """Give the questions to others that nobody has answered yet."""
        return tuple(asked for asked in self.asked if asked.waits)


def case_beside(
    session: Session,
    case: Case,
    held: Sequence[Assignment],
    permissions: AbstractSet[Permission],
    *,
    own_parties: frozenset[int],
    names: Names,
    today: date,
) -> CaseBeside:
    """Read it all, as ``permissions`` and ``own_parties`` of the reader let it be seen.

    ``held`` are the assignments that have the case now.
    """
    may_add = Permission.ADD_TALLY in permissions and can(case.status, Action.TALLY)
    may_ask = Permission.INQUIRE_ABOUT_CASE in permissions and can(case.status, Action.INQUIRE)
    holding = frozenset(row.unit_id for row in held)
    home = case.helsefellesskap_id
    return CaseBeside(
        asked=asked_about(session, case, names, today=today),
        receivers=units_to_ask(session, home, but=holding, on=today) if may_ask else (),
        tallies=tallies_of(session, case.id),
        may_tally=may_add and is_harmless_case(case),
        duties=duty_part(session, case, own_parties=own_parties, today=today),
    )
