"""Reading what has been released: the frozen figures of a year, as an audience was shown them.

This module is below both those who count and those who release, so that a year's figures can rest
on those of the year before.
"""

import json
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.figures import Figures, Released
from app.domain.releasing import ADOPTED, FileKind, ReleaseStatus
from app.domain.vocabulary import Audience
from app.models import Release, ReleaseFile

SHOWN = frozenset({ReleaseStatus.COMMENTING, ReleaseStatus.DROPPED, *ADOPTED})
"""Where others than the secretariat have read the figures: a draft that nobody saw is deleted."""

SHOWN_BEFORE = "shown-"
"""How the names begin of figures that FSU had before the draft was drawn anew."""


def figures_name(audience: Audience, party_key: str | None = None) -> str:
    """Name the file of frozen figures of an audience, or of the party whose annex it is."""
    return f"{party_key or audience.value}.figures.json"


def frozen(figures: Figures) -> bytes:
    """Give figures as the bytes that are kept: sorted JSON, the same for equal figures."""
    plain = json.dumps(figures.to_json(), ensure_ascii=False, sort_keys=True)
    return plain.encode()


def released_years(
    session: Session, helsefellesskap_id: int, audience: Audience | None = None
) -> list[int]:
    """Give the years that an audience has a version of, newest first; that FSU has adopted."""
    years = select(Release.year).where(
        Release.helsefellesskap_id == helsefellesskap_id, Release.status.in_(_has(audience))
    )
    return sorted(set(session.scalars(years)), reverse=True)


def released_figures(
    session: Session,
    helsefellesskap_id: int,
    year: int,
    audience: Audience,
    *,
    version: int | None = None,
    party_key: str | None = None,
) -> Figures | None:
    """Give a year's frozen figures: of one version, or of the newest that the audience has.

    None when there is none. SSU has what it was sent; the others what FSU has adopted.
    """
    release = session.scalars(
        _of_year(helsefellesskap_id, year, version, audience).order_by(Release.version.desc())
    ).first()
    return frozen_figures(session, release, audience, party_key) if release else None


def _of_year(
    helsefellesskap_id: int, year: int, version: int | None, audience: Audience
) -> Select[Release]:
    query = select(Release).where(
        Release.helsefellesskap_id == helsefellesskap_id,
        Release.year == year,
        Release.status.in_(_has(audience)),
    )
    return query if version is None else query.where(Release.version == version)


def _has(audience: Audience | None) -> frozenset[ReleaseStatus]:
    return frozenset({ReleaseStatus.SENT}) if audience is Audience.SSU else ADOPTED


def frozen_figures(
    session: Session, release: Release, audience: Audience, party_key: str | None = None
) -> Figures | None:
    """Give the figures of a version, whatever its status; None when it has none for the audience.

    Raises:
        ValueError: when they were kept in a schema that is not known.
    """
    content = session.scalar(
        select(ReleaseFile.content).where(
            ReleaseFile.release_id == release.id,
            ReleaseFile.name == figures_name(audience, party_key),
        )
    )
    if content is None:
        return None
    return replace(Figures.from_json(json.loads(content)), released=released_of(session, release))


def released_of(session: Session, release: Release) -> Released:
    """Say what a version is: number, status, dates, meeting, and which version it corrects."""
    return Released(
        version=release.version,
        status=release.status,
        drafted_on=release.drafted_on,
        adopted_on=release.adopted_on,
        meeting=release.meeting or "",
        sent_on=release.sent_on,
        replaces=session.scalar(
            select(Release.version)
            .where(
                Release.helsefellesskap_id == release.helsefellesskap_id,
                Release.year == release.year,
                Release.status.in_(ADOPTED),
                Release.version < release.version,
            )
            .order_by(Release.version.desc())
            .limit(1)
        ),
    )


def shown_figures(
    session: Session, helsefellesskap_id: int, *, beside: Release | None = None
) -> Iterator[Figures]:
    """Give all figures with counts withheld that anybody outside the secretariat has been shown.

    That is every version, year and audience, and each draft that FSU had for its comments, also
    those that were drawn anew or dropped. A party's annex holds its own cases alone. Those of
    ``beside`` as it stands now are left out.
    """
    as_it_stands = ~ReleaseFile.name.startswith(SHOWN_BEFORE)
    kept = session.scalars(
        select(ReleaseFile.content)
        .join(Release, Release.id == ReleaseFile.release_id)
        .where(
            Release.helsefellesskap_id == helsefellesskap_id,
            Release.status.in_(SHOWN),
            ReleaseFile.kind == FileKind.FIGURES,
            ReleaseFile.audience != Audience.INTERNAL,
            *([] if beside is None else [~((Release.id == beside.id) & as_it_stands)]),
        )
        .order_by(Release.year, Release.version, ReleaseFile.name)
    )
    for content in kept:
        yield Figures.from_json(json.loads(content))
