"""Taking the figures of a year as they are counted today, for everybody who is to have them.

Counting and withholding take long, and are done while only reading; what came of it is kept in a
short transaction, unless somebody has released anything meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.figures import Figures
from app.domain.releasing import ADOPTED, FileKind, ReleaseStatus, digest_of
from app.domain.revisions import revised
from app.domain.statistics.withholding import is_shown_to, shown_to
from app.domain.vocabulary import Audience, PartyKind
from app.models import Party, Release, ReleaseFile
from app.services.figures import figures_for
from app.services.register import participating
from app.services.released import (
    SHOWN,
    SHOWN_BEFORE,
    figures_name,
    frozen,
    frozen_figures,
    released_figures,
    released_years,
    shown_figures,
)
from app.services.releasing.auditing import OUTWARD, MovedTooLittle, tables_that_moved
from app.services.releasing.development import with_development
from app.services.releasing.leaving_out import without_solvable
from app.services.steering import rates_table


@dataclass(frozen=True)
class Reader:
    """An audience, and the party where it is that party alone."""

    audience: Audience
    party: Party | None = None

    @property
    def party_key(self) -> str | None:
        """Give the party's key."""
        return self.party.key if self.party else None


Basis = tuple[tuple[int, int, str], ...]
"""Every version of every year, with its edition and status: what figures were withheld beside."""


@dataclass(frozen=True)
class Taken:
    """A year's figures for every reader, counted and withheld, and not kept yet.

    ``keeps`` when they are those of the version before, since today's differ by too little.
    """

    helsefellesskap_id: int
    year: int
    version: int
    figures: Mapping[Reader, Figures]
    basis: Basis
    keeps: bool = False


def readers(session: Session, helsefellesskap_id: int, year: int) -> list[Reader]:
    """Give everybody who gets figures of a year: three audiences, and each party its own."""
    parties = participating(session, helsefellesskap_id, date(year, 12, 31))
    annexes = [party for party in parties if party.kind is not PartyKind.JOINT_BODY]
    return [*map(Reader, OUTWARD), *(Reader(Audience.INTERNAL, party) for party in annexes)]


def take(
    session: Session,
    helsefellesskap_id: int,
    year: int,
    version: int,
    *,
    may_keep: bool,
    today: date,
) -> Taken:
    """Count and withhold a year for a version; nothing is written.

    With ``may_keep`` the figures that were shown last stand, where today's differ by too little.

    Raises:
        MovedTooLittle: when they do, and may not stand.
        ReleaseIsSolvable: when somebody could work out what is withheld, whatever is left out.
    """
    drawn = _Drawn(session, helsefellesskap_id, year, version, today)
    basis = basis_of(session, helsefellesskap_id)
    outward = drawn.counted(Reader(Audience.FSU))
    shown = list(shown_figures(session, helsefellesskap_id))
    moved = tables_that_moved(session, helsefellesskap_id, [outward], shown)
    last = _shown_last(session, helsefellesskap_id, year)
    if moved and not (may_keep and last):
        raise MovedTooLittle(moved)
    if moved and last:
        kept = drawn.as_in(last)
        return Taken(helsefellesskap_id, year, version, kept, basis, keeps=True)
    safe = without_solvable(session, helsefellesskap_id, outward, today)
    return Taken(helsefellesskap_id, year, version, drawn.for_everybody(safe), basis)


def keep(session: Session, release: Release, taken: Taken) -> None:
    """Keep figures in a draft, in place of those it had."""
    _put_away(session, release)
    for reader, figures in taken.figures.items():
        session.add(_file(release, reader, frozen(figures)))
    session.flush()


def basis_of(session: Session, helsefellesskap_id: int) -> Basis:
    """Read what there is of versions now."""
    rows = session.execute(
        select(Release.id, Release.edition, Release.status)
        .where(Release.helsefellesskap_id == helsefellesskap_id)
        .order_by(Release.id)
    )
    return tuple((number, edition, status.value) for number, edition, status in rows)


def replaced_by(session: Session, release: Release) -> Release | None:
    """Give the adopted version that a version corrects; None for the first."""
    return _adopted_before(session, release.helsefellesskap_id, release.year, release.version)


def _adopted_before(
    session: Session, helsefellesskap_id: int, year: int, version: int
) -> Release | None:
    return session.scalars(
        select(Release)
        .where(
            Release.helsefellesskap_id == helsefellesskap_id,
            Release.year == year,
            Release.status.in_(ADOPTED),
            Release.version < version,
        )
        .order_by(Release.version.desc())
    ).first()


def _shown_last(session: Session, helsefellesskap_id: int, year: int) -> Release | None:
    """Give the newest version that anybody outside the secretariat has read."""
    return session.scalars(
        select(Release)
        .where(
            Release.helsefellesskap_id == helsefellesskap_id,
            Release.year == year,
            Release.status.in_(SHOWN),
        )
        .order_by(Release.version.desc())
    ).first()


@dataclass(frozen=True)
class _Drawn:
    """One version of a year, as it is drawn for one reader after the other."""

    session: Session
    helsefellesskap_id: int
    year: int
    version: int
    today: date

    def counted(self, reader: Reader) -> Figures:
        return figures_for(
            self.session,
            self.helsefellesskap_id,
            self.year,
            reader.audience,
            party_key=reader.party_key,
            today=self.today,
        )

    def for_everybody(self, outward: Figures) -> dict[Reader, Figures]:
        """Give FSU's figures to each audience as far as it gets them, and each party its own."""
        before = _adopted_before(self.session, self.helsefellesskap_id, self.year, self.version)
        return {
            reader: self._as_shown(
                reader, self.counted(reader) if reader.party else _for(reader, outward), before
            )
            for reader in readers(self.session, self.helsefellesskap_id, self.year)
        }

    def as_in(self, last: Release) -> dict[Reader, Figures]:
        """Give everybody the figures of an earlier version, as those of this one."""
        found = {
            reader: frozen_figures(self.session, last, reader.audience, reader.party_key)
            for reader in readers(self.session, self.helsefellesskap_id, self.year)
        }
        return {
            reader: replace(figures, version=self.version, released=None)
            for reader, figures in found.items()
            if figures is not None
        }

    def _as_shown(self, reader: Reader, counted: Figures, before: Release | None) -> Figures:
        """Add the years behind for one reader, and mark what an earlier version said otherwise."""
        years = reversed(released_years(self.session, self.helsefellesskap_id))
        earlier_years = [self._released(year, reader) for year in years if year < self.year]
        told = self._with_rates(replace(counted, version=self.version))
        figures = with_development(told, _known(earlier_years))
        earlier = (
            frozen_figures(self.session, before, reader.audience, reader.party_key)
            if before
            else None
        )
        return revised(earlier, figures) if earlier else figures

    def _released(self, year: int, reader: Reader) -> Figures | None:
        return released_figures(
            self.session,
            self.helsefellesskap_id,
            year,
            reader.audience,
            party_key=reader.party_key,
        )

    def _with_rates(self, figures: Figures) -> Figures:
        """Add the rates to what a committee is shown; they rest on shown counts alone."""
        if figures.audience not in {Audience.FSU, Audience.SSU} or "rates" in figures:
            return figures
        rates = rates_table(
            self.session,
            self.helsefellesskap_id,
            self.year,
            figures.audience,
            shown=figures.tables,
        )
        return replace(figures, tables=(*figures.tables, rates)) if rates else figures


def _known(found: Sequence[Figures | None]) -> list[Figures]:
    return [figures for figures in found if figures is not None]


def _for(reader: Reader, outward: Figures) -> Figures:
    """Choose those of FSU's tables that a reader gets: withheld once, and alike for all."""
    audience = reader.audience
    return replace(
        outward,
        audience=audience,
        tables=shown_to(audience, outward.tables),
        left_out=tuple(each for each in outward.left_out if is_shown_to(audience, each.key)),
    )


def _put_away(session: Session, release: Release) -> None:
    """Make room for new figures. What FSU has had for its comments is kept beside them."""
    kept = session.scalars(select(ReleaseFile).where(ReleaseFile.release_id == release.id))
    for file in kept.all():
        if file.name.startswith(SHOWN_BEFORE):
            continue
        is_shown = release.status is ReleaseStatus.COMMENTING
        if is_shown and file.audience is not Audience.INTERNAL:
            file.name = f"{SHOWN_BEFORE}{release.edition}-{file.name}"
        else:
            session.delete(file)
    session.flush()


def _file(release: Release, reader: Reader, content: bytes) -> ReleaseFile:
    return ReleaseFile(
        release_id=release.id,
        name=figures_name(reader.audience, reader.party_key),
        kind=FileKind.FIGURES,
        audience=reader.audience,
        party_id=reader.party.id if reader.party else None,
        content=content,
        digest=digest_of(content),
    )
