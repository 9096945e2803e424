"""The retention run: what the erasing rule says today, told first and then done.

What it tells is for the parties' archive and personvernombud, and so in bokmål.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import click

from app.cli.database import require_current
from app.cli.plainly import (
    CommandFailed,
    PlainGroup,
    config,
    database,
    now,
    print_json,
    with_progress,
)
from app.domain.deadlines import oslo_date
from app.domain.vocabulary import Words
from app.services import scrubbing
from app.services.retention import erasing
from app.services.retention.erasing import Due
from app.services.retention.keeping import KeptCase

SCHEMA = 1

group = PlainGroup("retention", help="Erasing the texts that no rule keeps any longer.")


@dataclass(frozen=True)
class Run:
    """What a run found and did. ``left`` names the tables whose bytes are to be tried again."""

    today: date
    is_dry: bool
    backups_until: date
    undecided: dict[str, Words]
    erased: list[Due] = field(default_factory=list)
    left: Sequence[str] = ()

    def to_json(self) -> dict[str, Any]:
        """Give it as an object; dates are written YYYY-MM-DD."""
        return {
            "schema": SCHEMA,
            "dry_run": self.is_dry,
            "on": self.today.isoformat(),
            "undecided": list(self.undecided),
            "cases": [
                {
                    "reference": due.reference,
                    "party": due.party,
                    "ended_on": due.ended_on.isoformat(),
                    "kept_until": due.kept_until.isoformat(),
                    "texts": due.texts,
                    "reporters": due.reporters,
                }
                for due in self.erased
            ],
            "backups_until": self.backups_until.isoformat(),
            "bytes_left": list(self.left),
        }


@group.command("run")
@click.option("--dry-run", is_flag=True, help="List what would be erased, and erase nothing.")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
def run(*, dry_run: bool, as_json: bool) -> None:
    """Erase what the rule says, a case at a time. It may be cut off, and run again."""
    require_current()
    today = oslo_date(now())
    with database().reading() as session:
        undecided = erasing.undecided_parties(session, today)
        cases = erasing.due_cases(session, today)
    made = Run(
        today=today,
        is_dry=dry_run,
        backups_until=today + timedelta(days=config().backup_days),
        undecided=undecided,
        erased=_listed(cases, today) if dry_run else _erased(cases),
        left=() if dry_run else _scrub(),
    )
    if as_json:
        print_json(made.to_json())
    else:
        click.echo("\n".join(_lines(made)))
    if made.left:
        raise CommandFailed(
            f"Slettet tekst står fortsatt i {', '.join(made.left)}, som er i bruk. "
            "Neste kjøring prøver igjen."
        )


def _listed(cases: list[KeptCase], today: date) -> list[Due]:
    with database().reading() as session:
        listed = with_progress(cases, length=len(cases), label="Saker")
        return [due for kept in listed for due in erasing.dues_of(session, kept, today)]


def _erased(cases: list[KeptCase]) -> list[Due]:
    """Erase in a transaction for each case, so that what is done stays done."""
    done: list[Due] = []
    for kept in with_progress(cases, length=len(cases), label="Saker"):
        with database().transaction() as session:
            done += erasing.erase_case(session, kept.id, now=now())
    return done


def _scrub() -> Sequence[str]:
    outcome = scrubbing.scrub_if_wanted(database())
    return outcome.left if outcome else ()


def _lines(made: Run) -> list[str]:
    """Tell a run: who has not decided, then each case, then where the texts still stand."""
    verb = "Skal slettes" if made.is_dry else "Slettet"
    return [
        *(
            f"{name.nb} har ikke registrert bevarings- og kassasjonsvedtak: "
            "ingenting listes eller slettes."
            for name in made.undecided.values()
        ),
        *(_line(due) for due in made.erased),
        f"{verb}: {len(made.erased)}.",
        *([_about_backups(made)] if made.erased and not made.is_dry else []),
    ]


def _line(due: Due) -> str:
    return (
        f"{due.reference}  {due.party}  avsluttet {due.ended_on}, oppbevart til {due.kept_until}: "
        f"{due.texts} tekster, {due.reporters} melder"
    )


def _about_backups(made: Run) -> str:
    return (
        "Sikkerhetskopier og databaselogger har det fortsatt, til og med "
        f"{made.backups_until} (SAMHANDLING_BACKUP_DAYS, erklært av drift)."
    )
