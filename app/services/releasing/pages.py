"""What people see of released years: the versions they may know of, with their files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.policy import Actor
from app.domain.releasing import ADOPTED, OPEN, FileKind, ReleaseStatus, digest_of
from app.domain.revisions import Change, changes
from app.domain.vocabulary import Audience, Role, Words
from app.models import Party, Release, ReleaseFile
from app.services.figures import years_with_figures
from app.services.released import frozen_figures
from app.services.releasing.holding import READERS
from app.services.releasing.taking import replaced_by

KINDS = tuple(FileKind)
"""In the order that files are shown."""


@dataclass(frozen=True)
class ShownFile:
    """A file of a version: what it is, how long it is in bytes, and its SHA-256 in hex."""

    name: str
    kind: FileKind
    audience: Audience
    language: str
    party_id: int | None
    party: Words | None
    size: int
    digest: str


@dataclass(frozen=True)
class ShownVersion:
    """A version that somebody may know of, with those of its files that they may have."""

    release: Release
    files: tuple[ShownFile, ...]

    @property
    def digest(self) -> str:
        """Give SHA-256 over all its files in hex; empty while it is a draft."""
        return self.release.digest.hex() if self.release.digest else ""

    @property
    def sheets(self) -> list[tuple[ShownFile, ...]]:
        """Give the files together that are the same for one reader in one language, PDF first."""
        found: dict[tuple[str, int | None, str], list[ShownFile]] = {}
        for file in self.files:
            found.setdefault((file.audience, file.party_id, file.language), []).append(file)
        return [
            tuple(sorted(own, key=lambda file: KINDS.index(file.kind))) for own in found.values()
        ]


def versions_for(
    session: Session, actor: Actor, helsefellesskap_id: int, year: int | None = None
) -> list[ShownVersion]:
    """Give the versions that an actor may know of, newest first."""
    found = all_versions(session, helsefellesskap_id, year)
    statuses = statuses_for(actor, helsefellesskap_id)
    releases = [release for release in found if release.status in statuses]
    files = _files(session, releases)
    may = _file_test(actor, helsefellesskap_id)
    return [
        ShownVersion(each, tuple(file for file in files.get(each.id, ()) if may(file)))
        for each in releases
    ]


def statuses_for(actor: Actor, helsefellesskap_id: int) -> frozenset[ReleaseStatus]:
    """Give where a version must stand for an actor to know of it.

    A draft is the secretariat's until FSU is to comment on it; SSU has what it was sent.
    """
    if helsefellesskap_id in actor.helsefellesskap_ids(Role.FSU_SECRETARY):
        return frozenset(ReleaseStatus)
    if helsefellesskap_id in actor.helsefellesskap_ids(Role.FSU_READER):
        return ADOPTED | {ReleaseStatus.COMMENTING}
    if actor.party_ids(Role.COORDINATOR):
        return ADOPTED
    if helsefellesskap_id in actor.helsefellesskap_ids(Role.SSU_READER):
        return frozenset({ReleaseStatus.SENT})
    return frozenset()


def all_versions(
    session: Session, helsefellesskap_id: int, year: int | None = None
) -> list[Release]:
    """Give every version, newest first, to the operator."""
    query = select(Release).where(Release.helsefellesskap_id == helsefellesskap_id)
    if year is not None:
        query = query.where(Release.year == year)
    return list(session.scalars(query.order_by(Release.year.desc(), Release.version.desc())))


def open_draft(session: Session, helsefellesskap_id: int, year: int) -> Release | None:
    """Give a year's open draft; None when there is none."""
    return session.scalar(
        select(Release).where(
            Release.helsefellesskap_id == helsefellesskap_id,
            Release.year == year,
            Release.status.in_(OPEN),
        )
    )


def years_to_release(session: Session, actor: Actor, helsefellesskap_id: int) -> list[int]:
    """Give the years with reports to a secretary, who may draft them; to others none."""
    if helsefellesskap_id not in actor.helsefellesskap_ids(Role.FSU_SECRETARY):
        return []
    return years_with_figures(session, helsefellesskap_id)


def changes_since(session: Session, release: Release) -> tuple[Change, ...]:
    """List the cells of FSU's figures that differ from the version that this one corrects."""
    before = replaced_by(session, release)
    if before is None:
        return ()
    pair = [frozen_figures(session, each, Audience.FSU) for each in (before, release)]
    return changes(pair[0], pair[1]) if pair[0] and pair[1] else ()


def find_file(
    session: Session, actor: Actor, helsefellesskap_id: int, year: int, version: int, name: str
) -> ReleaseFile | None:
    """Find a file of a version that an actor may have; None when there is none."""
    for shown in versions_for(session, actor, helsefellesskap_id, year):
        if shown.release.version == version and any(file.name == name for file in shown.files):
            return session.scalars(
                select(ReleaseFile).where(
                    ReleaseFile.release_id == shown.release.id, ReleaseFile.name == name
                )
            ).one()
    return None


def broken_files(session: Session, release: Release) -> list[str]:
    """Name the files of a version whose bytes are not those that were kept."""
    rows = session.scalars(
        select(ReleaseFile).where(ReleaseFile.release_id == release.id).order_by(ReleaseFile.name)
    )
    return [row.name for row in rows if digest_of(row.content) != row.digest]


def _file_test(actor: Actor, helsefellesskap_id: int) -> Callable[[ShownFile], bool]:
    """Give what tells whether an actor may have a file: one's own audience, one's own party."""
    audiences: set[Audience] = set()
    if helsefellesskap_id in actor.helsefellesskap_ids(*READERS):
        audiences |= {Audience.FSU, Audience.SSU}
    if helsefellesskap_id in actor.helsefellesskap_ids(Role.SSU_READER):
        audiences.add(Audience.SSU)
    parties = actor.party_ids(Role.COORDINATOR)
    return lambda file: file.audience in audiences or file.party_id in parties


def _files(session: Session, releases: Iterable[Release]) -> dict[int, list[ShownFile]]:
    """Read about the files, and not their bytes."""
    ids = [release.id for release in releases]
    rows = session.execute(
        select(
            ReleaseFile.release_id,
            ReleaseFile.name,
            ReleaseFile.kind,
            ReleaseFile.audience,
            ReleaseFile.language,
            ReleaseFile.party_id,
            Party.name,
            func.length(ReleaseFile.content),
            ReleaseFile.digest,
        )
        .outerjoin(Party, Party.id == ReleaseFile.party_id)
        .where(ReleaseFile.release_id.in_(ids), ReleaseFile.language.is_not(None))
        .order_by(ReleaseFile.audience, ReleaseFile.name)
    )
    found: dict[int, list[ShownFile]] = {}
    for row in rows:
        release_id, name, kind, audience, language, party_id, party, size, digest = row
        file = ShownFile(name, kind, audience, language or "", party_id, party, size, digest.hex())
        found.setdefault(release_id, []).append(file)
    return found
