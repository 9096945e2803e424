"""A year that stands somewhere on its way, written straight into the tables, with small figures."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.figures import Cell, Figures, Heading, Table
from app.domain.releasing import (
    DrawnFile,
    FileKind,
    ReleaseStatus,
    ReleaseTextKind,
    digest_of,
)
from app.domain.vocabulary import Audience, Words
from app.models import Helsefellesskap, Party, Release, ReleaseFile, ReleaseText
from app.services.released import figures_name, frozen
from app.services.releasing.taking import Reader, readers

ROWS = ("to_hospital", "to_municipality", "total")
COUNTS = (12, 8, 20)


def small_figures(home: Helsefellesskap, year: int, reader: Reader) -> Figures:
    """One table of one column, alike for all."""
    rows = tuple(Heading(key, Words(key, key)) for key in ROWS)
    column = Heading("year", Words(str(year), str(year)))
    cells = tuple((Cell(count),) for count in COUNTS)
    table = Table("direction", "count", rows, (column,), cells)
    return Figures(year, reader.audience, home.name, (table,), party=reader.party_key, version=1)


def add_release(session: Session, year: int, status: ReleaseStatus, *, now: datetime) -> Release:
    """Let a year stand so, in the first helsefellesskap; an adopted one has a report for each."""
    home = session.scalars(select(Helsefellesskap).order_by(Helsefellesskap.id)).first()
    assert home is not None
    today = oslo_date(now)
    release = Release(
        key=f"utgave-{year}",
        helsefellesskap_id=home.id,
        year=year,
        version=1,
        status=status,
        edition=1,
        drafted_on=today,
        drafted_at=now,
        comments_until=None if status is ReleaseStatus.DRAFT else today + timedelta(days=7),
        adopted_on=today if status.is_adopted else None,
        meeting="FSU-møte 1" if status.is_adopted else None,
        sent_on=today if status is ReleaseStatus.SENT else None,
        digest=digest_of(b"alt") if status.is_adopted else None,
    )
    session.add(release)
    session.flush()
    for reader in readers(session, home.id, year):
        _add_files(session, release, reader, small_figures(home, year, reader))
    text = "Meldingene er like mange som før."
    kind = ReleaseTextKind.FIRST_FINDING
    session.add(ReleaseText(release_id=release.id, kind=kind, language="nb", body=text))
    session.flush()
    return release


def _add_files(session: Session, release: Release, reader: Reader, figures: Figures) -> None:
    name = figures_name(reader.audience, reader.party_key)
    files = [DrawnFile(name, FileKind.FIGURES, reader.audience, "", frozen(figures))]
    if release.status.is_adopted and reader.audience is not Audience.PUBLIC:
        prefix = f"vedlegg-{reader.party_key}" if reader.party else reader.audience.value
        content = f"%PDF {prefix} {release.year}".encode()
        files.append(DrawnFile(f"{prefix}-nb.pdf", FileKind.PDF, reader.audience, "nb", content))
    party: Party | None = reader.party
    session.add_all(
        ReleaseFile(
            release_id=release.id,
            name=file.name,
            kind=file.kind,
            audience=file.audience,
            party_id=party.id if party else None,
            language=file.language or None,
            content=file.content,
            digest=digest_of(file.content),
        )
        for file in files
    )
