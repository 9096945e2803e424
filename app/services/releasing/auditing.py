"""Before anybody else reads a draft: nobody may find out what is withheld in it.

What is looked at is all that was ever shown, and the draft, taken together.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.domain.figures import Figures
from app.domain.statistics.withholding import Solvable, adds_nothing, moved_too_little
from app.domain.vocabulary import Audience
from app.models import Release
from app.services.figures.withheld import require_nothing_solvable, rule_of
from app.services.released import frozen_figures, shown_figures
from app.services.releasing.holding import hold_year

OUTWARD = (Audience.FSU, Audience.SSU, Audience.PUBLIC)


class ReleaseIsSolvable(Exception):
    """Somebody could work out what is withheld. ``tables`` are named; no count is told."""

    def __init__(self, tables: tuple[str, ...]) -> None:
        super().__init__(", ".join(tables))
        self.tables = tables


class MovedTooLittle(ReleaseIsSolvable):
    """Figures differ from those that were shown before by so few that the few could be known."""


def require_unsolvable(session: Session, release: Release, today: date) -> None:
    """Refuse a draft that can be solved together with what has been shown before.

    Whoever audits holds back all others who do, so that two drafts never pass unseen by each other.
    A draft that says nothing new, as when only its texts are corrected, always passes.

    Raises:
        ReleaseIsSolvable: when it can.
        MovedTooLittle: when what was shown before and the draft tell it by their difference.
    """
    hold_year(session, release.helsefellesskap_id)
    drafts = [frozen_figures(session, release, audience) for audience in OUTWARD]
    mine = [figures for figures in drafts if figures is not None]
    shown = list(shown_figures(session, release.helsefellesskap_id, beside=release))
    if adds_nothing(shown, mine):
        return
    tables = tables_that_moved(session, release.helsefellesskap_id, mine, shown)
    if tables:
        raise MovedTooLittle(tables)
    tables = solvable_tables(session, release.helsefellesskap_id, mine, today)
    if tables:
        raise ReleaseIsSolvable(tables)


def tables_that_moved(
    session: Session, helsefellesskap_id: int, drafts: Sequence[Figures], shown: Sequence[Figures]
) -> tuple[str, ...]:
    """Name the tables in which drafts differ from what was shown by too little."""
    return moved_too_little(shown, drafts, rule_of(session, helsefellesskap_id))


def solvable_tables(
    session: Session, helsefellesskap_id: int, drafts: Sequence[Figures], today: date
) -> tuple[str, ...]:
    """Name the tables in which somebody could work out what drafts withhold; none is as wanted."""
    try:
        require_nothing_solvable(session, helsefellesskap_id, drafts, today)
    except Solvable as solvable:
        return tuple(dict.fromkeys(place.table for place in solvable.places))
    return ()
