"""Steering information: loading a file of monthly figures, and listing what is loaded."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from app.cli.database import require_current
from app.cli.plainly import CommandFailed, PlainGroup, database, now, print_json
from app.domain.deadlines import oslo_date
from app.domain.policy import SYSTEM
from app.domain.steering import Provenance, RefusedRow
from app.domain.steering_file import MOST_BYTES, UnreadableFile
from app.models import Helsefellesskap
from app.services.register import all_helsefellesskap
from app.services.steering.loading import Loaded
from app.services.steering.loading import load as load_rows
from app.services.steering.reading import Version, versions

group = PlainGroup("steering", help="Take in monthly figures from other systems.")
HOME = click.option("--helsefellesskap", "home_key", help="Which one, where there are several.")
JSON = click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")


@group.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", required=True, help="Where the figures are from.")
@click.option("--drawn-on", type=click.DateTime(["%Y-%m-%d"]), required=True)
@HOME
@JSON
def load(
    file: Path, source: str, drawn_on: datetime, home_key: str | None, *, as_json: bool
) -> None:
    """Load FILE.csv as a new version. A bad row is named, and stops no other."""
    require_current()
    provenance = Provenance(source, drawn_on.date())
    if provenance.drawn_on > oslo_date(now()):
        raise CommandFailed("--drawn-on has not come yet.")
    content = _content(file)
    try:
        with database().transaction() as session:
            home = _home(session, home_key)
            loaded = load_rows(session, SYSTEM, home.id, content, provenance, now=now())
    except UnreadableFile as fault:
        raise CommandFailed(f"{file}: {fault}") from fault
    if as_json:
        print_json(_loaded_json(loaded))
    else:
        _tell(loaded)
    if loaded.version is None:
        raise CommandFailed("No row of the file could be read; nothing is stored.")


@group.command("list")
@HOME
@JSON
def list_versions(home_key: str | None, *, as_json: bool) -> None:
    """List what is loaded, newest first."""
    require_current()
    with database().reading() as session:
        every = versions(session, _home(session, home_key).id)
    if as_json:
        print_json([_version_json(each) for each in every])
        return
    for each in every:
        rows = f"{each.accepted_count} rows, {each.refused_count} refused"
        click.echo(f"{each.version}  {each.drawn_on}  {rows}  {each.source}")


def _content(file: Path) -> bytes:
    """Read the file, and no more of it than shows that it is too large."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as fault:
        raise CommandFailed(f"{file}: {fault.strerror}") from fault


def _home(session: Session, key: str | None) -> Helsefellesskap:
    homes = all_helsefellesskap(session)
    named = [home for home in homes if key in {None, home.key}]
    if len(named) == 1:
        return named[0]
    keys = ", ".join(home.key for home in homes) or "none is loaded"
    raise CommandFailed(f"Name one with --helsefellesskap: {keys}.")


def _tell(loaded: Loaded) -> None:
    for row in loaded.refused:
        click.echo(_refused_line(row), err=True)
    if loaded.is_new:
        click.echo(f"Version {loaded.version}: {len(loaded.accepted)} rows.")
    elif loaded.version is not None:
        click.echo(f"Version {loaded.version} says the same already; nothing is changed.")


def _refused_line(row: RefusedRow) -> str:
    reasons = " ".join(words.nb for words in row.reasons)
    return f"linje {row.line}: {reasons} {row.written}".rstrip()


def _loaded_json(loaded: Loaded) -> dict[str, Any]:
    return {
        "version": loaded.version,
        "is_new": loaded.is_new,
        "accepted": len(loaded.accepted),
        "refused": [
            {
                "line": row.line,
                "reasons": [{"nb": words.nb, "nn": words.nn} for words in row.reasons],
                "written": row.written,
            }
            for row in loaded.refused
        ],
    }


def _version_json(version: Version) -> dict[str, Any]:
    return {
        "version": version.version,
        "source": version.source,
        "drawn_on": version.drawn_on.isoformat(),
        "loaded_at": version.loaded_at.isoformat(),
        "accepted": version.accepted_count,
        "refused": version.refused_count,
    }
