"""The service register: who takes part, who gets what, and by which form."""

from collections import Counter
from pathlib import Path

import click

from app.cli.database import require_current
from app.cli.plainly import CommandFailed, PlainGroup, database, now
from app.domain.register import RegisterFault
from app.services.duties.rules import UnsoundRules
from app.services.register_loading import UnreadableFile, load_register_file
from app.services.upserting import Change

group = PlainGroup("register", help="Take in the service register of a helsefellesskap.")


@group.command("load")
@click.argument("file", type=click.Path(path_type=Path))
def load(file: Path) -> None:
    """Load FILE.toml, and the forms it names. Safe to repeat; a broken file changes nothing."""
    require_current()
    try:
        with database().transaction() as session:
            changes = load_register_file(session, file, now=now())
    except (UnreadableFile, RegisterFault, UnsoundRules) as fault:
        raise CommandFailed(str(fault)) from fault
    for line in _told(changes):
        click.echo(line)


def _told(changes: list[Change]) -> list[str]:
    """Count what was added by table, and name everything else."""
    added = Counter(change.table for change in changes if change.action == "added")
    lines = [f"added {count} {table}" for table, count in added.items()]
    lines += [str(change) for change in changes if change.action != "added"]
    return lines or ["The register is as the file says."]
