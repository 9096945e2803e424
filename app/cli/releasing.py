"""Released years from the command line: ``flask --app wsgi release …``."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import click
from sqlalchemy.orm import Session

from app.cli.database import require_current
from app.cli.plainly import (
    CommandFailed,
    PlainGroup,
    config,
    database,
    now,
    print_json,
)
from app.domain.deadlines import oslo_date
from app.domain.policy import SYSTEM
from app.domain.releasing import Adoption, Refusal, ReleaseRefused, digest_of_all
from app.models import Helsefellesskap, Release
from app.services.register import all_helsefellesskap
from app.services.releasing import adopting, commenting, drafting
from app.services.releasing.auditing import MovedTooLittle, ReleaseIsSolvable
from app.services.releasing.drawing import as_adopted, sheets
from app.services.releasing.holding import OutdatedEdition
from app.services.releasing.pages import all_versions, broken_files, open_draft
from reports.release_files import computed_texts, draw

group = PlainGroup("release", help="Released years: draft, open, adopt, send, list, verify.")

YEAR = click.argument("year", type=click.IntRange(2000, 2100))
HOME = click.option(
    "--helsefellesskap", "home_key", help="The key of one, where there are several."
)
DAY = click.DateTime(["%Y-%m-%d"])

SENTENCES = {
    Refusal.WRONG_STATUS: "Nothing of the year stands where this could be done.",
    Refusal.YEAR_NOT_BEGUN: "No report was sent in that year.",
    Refusal.YEAR_NOT_OVER: "The year is not over.",
    Refusal.DRAFT_IS_OPEN: "The year has a draft already.",
    Refusal.CHANGES_MISSING: (
        "The year is adopted: say what a new version corrects, with --corrects-nb and "
        "--corrects-nn."
    ),
    Refusal.DAY_IS_PAST: "The last day for comments is past.",
    Refusal.COMMENTS_ARE_OVER: "The last day for comments is past.",
    Refusal.COMMENTS_ARE_OPEN: "The meeting is before the last day for comments.",
    Refusal.MEETING_NOT_HELD: "The meeting must be held, and after the draft was made.",
    Refusal.SENT_BEFORE_ADOPTED: "The date must be that of the adoption or later, and not to come.",
}


@group.command("draft")
@YEAR
@click.option("--corrects-nb", help="What a new version corrects, in bokmål.")
@click.option("--corrects-nn", help="The same in nynorsk.")
@HOME
def draft(
    year: int, corrects_nb: str | None, corrects_nn: str | None, home_key: str | None
) -> None:
    """Take a year's figures for a draft, or take those of its draft anew."""
    corrects = {"nb": corrects_nb or "", "nn": corrects_nn or ""}
    said = corrects if any(corrects.values()) else None
    require_current()
    with _refusals_told():
        version = _drafted(year, home_key, said)
    click.echo(f"{year}: version {version} is drafted.")


def _drafted(year: int, home_key: str | None, corrects: Mapping[str, str] | None) -> int:
    """Count a year while only reading, keep it as a draft, and give the version."""
    with database().reading() as session:
        home = _home(session, home_key)
        there = None if corrects else open_draft(session, home.id, year)
        if there:
            taken = drafting.recounted(session, SYSTEM, there.key, there.edition, now=now())
        else:
            taken = drafting.counted(session, SYSTEM, home.id, year, now=now())
    with database().transaction() as session:
        if there:
            at = (there.key, there.edition)
            drafting.redraw(session, SYSTEM, *at, taken, computed_texts, now=now())
        else:
            drafting.begin(session, SYSTEM, taken, computed_texts, corrects=corrects, now=now())
    if taken.keeps:
        click.echo("Its figures are those shown before: today's differ by too little.")
    return taken.version


@group.command("open")
@YEAR
@click.option("--until", type=DAY, required=True, help="The last day for FSU's comments.")
@HOME
def open_for_comments(year: int, until: datetime, home_key: str | None) -> None:
    """Let FSU read the draft and comment on it."""
    require_current()
    with _refusals_told(), database().transaction() as session:
        release = _draft(session, home_key, year)
        commenting.open_for_comments(
            session, SYSTEM, release.key, release.edition, until.date(), now=now()
        )
    click.echo(f"{year}: FSU may comment until {until.date()}.")


@group.command("adopt")
@YEAR
@click.option("--on", "day", type=DAY, required=True, help="The date of FSU's meeting.")
@click.option("--meeting", required=True, help="What the meeting is called; printed on the cover.")
@HOME
def adopt(year: int, day: datetime, meeting: str, home_key: str | None) -> None:
    """Draw every file and freeze the year as FSU adopted it."""
    # ReportLab is slow to load, and no other command needs it.
    from reports.fonts import FontsMissing  # noqa: PLC0415

    require_current()
    adoption = Adoption(day.date(), meeting)
    with database().reading() as session:
        release = _draft(session, home_key, year)
        adopted = as_adopted(sheets(session, release), adoption)
    try:
        files = draw(
            adopted.figures, adopted.texts, drawn_on=adoption.adopted_on, demo=config().is_demo
        )
    except FontsMissing as fault:
        raise CommandFailed("The fonts are not in place: run «make install».") from fault
    with _refusals_told(), database().transaction() as session:
        adopting.adopt(session, SYSTEM, release.key, release.edition, adoption, files, now=now())
    click.echo(f"{year}: version {release.version} is adopted, with {len(files)} files.")


@group.command("send")
@YEAR
@click.option("--on", "day", type=DAY, help="When SSU was sent it; today when left out.")
@HOME
def send(year: int, day: datetime | None, home_key: str | None) -> None:
    """Say that SSU has been sent the newest adopted version."""
    require_current()
    sent_on = day.date() if day else oslo_date(now())
    with _refusals_told(), database().transaction() as session:
        home = _home(session, home_key)
        adopted = [r for r in all_versions(session, home.id, year) if r.status.is_adopted]
        if not adopted:
            raise CommandFailed(f"{year} is not adopted.")
        adopting.mark_sent(session, SYSTEM, adopted[0].key, sent_on, now=now())
    click.echo(f"{year}: version {adopted[0].version} is sent to SSU.")


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@HOME
def list_releases(home_key: str | None, *, as_json: bool) -> None:
    """List every version of every year."""
    require_current()
    with database().reading() as session:
        found = [_told(row) for row in all_versions(session, _home(session, home_key).id)]
    if as_json:
        print_json(found)
        return
    for row in found:
        click.echo("  ".join(str(value) for value in row.values() if value is not None))


@group.command("verify")
@HOME
def verify(home_key: str | None) -> None:
    """Compute every hash of every version again, and name what does not agree."""
    require_current()
    broken: list[str] = []
    with database().reading() as session:
        releases = all_versions(session, _home(session, home_key).id)
        for release in releases:
            where = f"{release.year} version {release.version}"
            broken += [f"{where}: {name}" for name in broken_files(session, release)]
            if release.digest and release.digest != digest_of_all(
                adopting.digests_of(session, release)
            ):
                broken.append(f"{where}: the whole")
    if broken:
        raise CommandFailed(f"Not as they were frozen: {', '.join(broken)}.")
    click.echo(f"{len(releases)} versions are as they were frozen.")


@contextmanager
def _refusals_told() -> Iterator[None]:
    """Say in one sentence why an act was refused."""
    try:
        yield
    except ReleaseRefused as refused:
        raise CommandFailed(SENTENCES[refused.refusal]) from refused
    except MovedTooLittle as moved:
        tables = ", ".join(moved.tables)
        raise CommandFailed(
            "The figures differ by so little from those shown before that the difference could "
            f"tell of single reports, in: {tables}. Texts can always be corrected."
        ) from moved
    except OutdatedEdition as outdated:
        raise CommandFailed("Something was released meanwhile: run it again.") from outdated
    except ReleaseIsSolvable as solvable:
        tables = ", ".join(solvable.tables)
        raise CommandFailed(f"Withheld figures could be worked out, in: {tables}.") from solvable


def _home(session: Session, key: str | None) -> Helsefellesskap:
    homes = all_helsefellesskap(session)
    named = [home for home in homes if key in {None, home.key}]
    if len(named) == 1:
        return named[0]
    keys = ", ".join(home.key for home in homes) or "none is loaded"
    raise CommandFailed(f"Name one with --helsefellesskap: {keys}.")


def _draft(session: Session, home_key: str | None, year: int) -> Release:
    release = open_draft(session, _home(session, home_key).id, year)
    if release is None:
        raise CommandFailed(f"{year} has no draft: run «release draft {year}» first.")
    return release


def _told(release: Release) -> dict[str, Any]:
    return {
        "year": release.year,
        "version": release.version,
        "status": release.status.value,
        "drafted_on": release.drafted_on.isoformat(),
        "adopted_on": release.adopted_on.isoformat() if release.adopted_on else None,
        "meeting": release.meeting,
        "sent_on": release.sent_on.isoformat() if release.sent_on else None,
        "sha256": release.digest.hex() if release.digest else None,
    }
