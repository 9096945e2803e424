"""The figures of a year, and the annual report that is drawn from them."""

import time
from pathlib import Path

import click
from sqlalchemy.orm import Session

from app.cli.database import require_current
from app.cli.plainly import CommandFailed, command, config, database, now, print_json
from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.figures import Cell, Figures, Table
from app.domain.policy import SYSTEM
from app.domain.vocabulary import Audience
from app.language import CODES, language_named
from app.models import Helsefellesskap
from app.services.audit import record
from app.services.figures import built, figures_for
from app.services.figures.checking import check
from app.services.register import all_helsefellesskap
from app.services.released import released_figures

YEAR = click.argument("year", type=click.IntRange(2000, 2100))
HOME = click.option("--helsefellesskap", "home_key", help="Which one, where there are several.")


@command("figures")
@YEAR
@click.option("--audience", type=click.Choice([a.value for a in Audience]))
@click.option("--party", help="Only the cases of one party; for the audience «internal».")
@click.option("--version", type=click.IntRange(1), help="A released version, as it was shown.")
@click.option("--verify", is_flag=True, help="Count the year anew, and compare every cell.")
@HOME
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
def figures(
    year: int,
    audience: str | None,
    party: str | None,
    version: int | None,
    home_key: str | None,
    *,
    verify: bool,
    as_json: bool,
) -> None:
    """Count a year. «internal» without --party is the operator's exact whole."""
    if verify:
        _verify(year, home_key, is_quiet=as_json)
        if audience is None:
            return
    if audience is None:
        raise CommandFailed("Name who it is for with --audience.")
    asked = Audience(audience), party, home_key
    counted = _count(year, *asked) if version is None else _released(year, version, *asked)
    if as_json:
        print_json(counted.to_json())
        return
    for table in counted.tables:
        click.echo("\n".join(_lines(table)) + "\n")


@command("annual-report")
@YEAR
@click.option("--audience", type=click.Choice(["fsu", "ssu"]), required=True)
@click.option("--language", type=click.Choice(CODES), required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@HOME
def annual_report(year: int, audience: str, language: str, out: Path, home_key: str | None) -> None:
    """Draw the annual report as PDF."""
    # ReportLab is slow to load, and no other command needs it.
    from reports.annual_report import annual_report as draw  # noqa: PLC0415
    from reports.fonts import FontsMissing  # noqa: PLC0415

    counted = _count(year, Audience(audience), None, home_key)
    words = language_named(language)
    try:
        drawn = draw(
            counted,
            words,
            helsefellesskap=words.words(counted.helsefellesskap),
            generated_on=oslo_date(now()),
            demo=config().is_demo,
        )
        out.write_bytes(drawn)
        _tell_the_log(year, audience, language)
    except FontsMissing as fault:
        raise CommandFailed("The fonts are not in place: run «make install».") from fault
    except OSError as fault:
        raise CommandFailed(f"{out}: {fault.strerror}") from fault
    click.echo(f"{out}: {len(drawn)} bytes")


@command("figures-rebuild")
@HOME
def rebuild(home_key: str | None) -> None:
    """Go through every case and write what it counts as; the worker does so when it is needed.

    Waits up to a minute when the register was changed just now.
    """
    require_current()
    with database().reading() as session:
        home = _home(session, home_key)
        seconds = built.seconds_to_wait(session, home.id)
    time.sleep(seconds)
    counted = built.build(database(), home.id)
    click.echo(f"{counted} cases")


def _verify(year: int, home_key: str | None, *, is_quiet: bool) -> None:
    """Compare what is stored with what the cases say, and fail where they differ."""
    require_current()
    with database().reading() as session:
        home = _home(session, home_key)
    with database().reading() as session:
        checked = check(session, home.id, year)
    if checked.differences:
        raise CommandFailed("\n".join(map(str, checked.differences)))
    if not is_quiet:
        state = "" if checked.is_built else " The stored figures wait to be built and are not read."
        click.echo(f"{year}: {checked.cells} cells are as the cases say.{state}")


def _released(
    year: int, version: int, audience: Audience, party: str | None, home_key: str | None
) -> Figures:
    require_current()
    with database().reading() as session:
        home = _home(session, home_key)
        shown = released_figures(session, home.id, year, audience, version=version, party_key=party)
    if shown is None:
        raise CommandFailed(f"There is no version {version} of {year} for «{audience.value}».")
    return shown


def _tell_the_log(year: int, audience: str, language: str) -> None:
    with database().transaction() as session:
        record(
            session,
            SYSTEM,
            AuditAction.REPORT_DRAWN,
            now=now(),
            year=year,
            audience=audience,
            language=language,
        )


def _count(year: int, audience: Audience, party: str | None, home_key: str | None) -> Figures:
    require_current()
    with database().reading() as session:
        home = _home(session, home_key)
        try:
            return figures_for(
                session, home.id, year, audience, party_key=party, today=oslo_date(now())
            )
        except LookupError as fault:
            raise CommandFailed(f"The register does not have {fault}.") from fault
        except ValueError as fault:
            raise CommandFailed("--party goes with --audience internal.") from fault


def _home(session: Session, key: str | None) -> Helsefellesskap:
    homes = all_helsefellesskap(session)
    named = [home for home in homes if key in {None, home.key}]
    if len(named) == 1:
        return named[0]
    keys = ", ".join(home.key for home in homes) or "none is loaded"
    raise CommandFailed(f"Name one with --helsefellesskap: {keys}.")


def _lines(table: Table) -> list[str]:
    """Write a table as text: the row's words, then its cells."""
    widest = max((len(row.words.nb) for row in table.rows), default=0)
    heading = " ".join(f"{column.words.nb:>14}" for column in table.columns)
    rows = [
        f"{row.words.nb:<{widest}} " + " ".join(f"{_shown(cell):>14}" for cell in cells)
        for row, cells in zip(table.rows, table.cells, strict=True)
    ]
    return [f"{table.key} ({table.measure})", f"{'':<{widest}} {heading}", *rows]


def _shown(cell: Cell) -> str:
    return cell.symbol if cell.value is None else str(cell.value)
