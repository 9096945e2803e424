"""The demonstration: made-up people and cases, in demo mode only."""

import click

from app.cli.database import require_current
from app.cli.plainly import (
    CommandFailed,
    PlainGroup,
    config,
    database,
    links,
    now,
    print_json,
    with_progress,
)
from app.demo import played_year
from app.demo.loading import NoRegister, Order, home_of, is_loaded, load
from app.demo.people import Account, demo_accounts, demo_password
from app.demo.programme import SEED

group = PlainGroup("demo", help="A demonstration, clearly fictional.")


@group.command("load")
@click.option("--cases", type=click.IntRange(1), help="Only so many municipal cases, in one year.")
@click.option("--year", type=click.IntRange(2020, 2100), help="The year of --cases.")
@click.option(
    "--seed", type=int, default=SEED, show_default=True, help="Another demo, as believable."
)
def load_demo(cases: int | None, year: int | None, seed: int) -> None:
    """Load the demo once: all of it, or nothing. Safe to repeat."""
    _require_demo()
    if year and cases is None:
        raise CommandFailed("--year goes with --cases.")
    require_current()
    order = Order(cases, year, seed)
    with database().reading() as session:
        if is_loaded(session, order):
            click.echo("The demo is there already.")
            return
    try:
        with database().transaction() as session:
            count = load(
                session,
                links(),
                demo_password(config().secret_key),
                order,
                now=now(),
                watched=lambda steps: with_progress(steps, length=len(steps), label="Demo"),
            )
    except NoRegister:
        raise CommandFailed("There is no register yet: run «register load» first.") from None
    click.echo(f"{count} cases are loaded.")


@group.command("play-year")
@click.option("--year", type=click.IntRange(2020, 2100), default=2025, show_default=True)
@click.option("--reports", type=click.IntRange(10, 2000), default=200, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Another year, as believable.")
@click.option("--mail-of", multiple=True, help="Print every mail of this address too.")
def play_year(year: int, reports: int, seed: int, mail_of: tuple[str, ...]) -> None:
    """Play a year in a database of its own, and print what became of it and who was mailed."""
    with played_year.play_ground(year) as ground:
        played_year.PlayedYear(ground, played_year.Plan(year, reports, seed=seed)).play()
        for line in played_year.tell(ground, today=ground.clock.now.date()):
            click.echo(line)
        for address in mail_of:
            click.echo(f"\nEvery mail to {address}")
            for line in played_year.told_to(ground, address):
                click.echo(line)


@group.command("accounts")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
def accounts(*, as_json: bool) -> None:
    """Show who may sign in to the demo, and with what."""
    _require_demo()
    if as_json:
        print_json([account.to_json() for account in _accounts()])
    else:
        print_accounts()


def print_accounts() -> None:
    """Print the accounts in columns; they share one password."""
    found = _accounts()
    if not found:
        return
    widest = max(len(account.email) for account in found)
    click.echo(f"Demo accounts, all with the password {found[0].password}")
    for account in found:
        click.echo(f"  {account.email:<{widest}}  {account.role.words.nb}")


def _accounts() -> list[Account]:
    with database().reading() as session:
        try:
            home = home_of(session)
        except NoRegister:
            return []
        return demo_accounts(session, home, demo_password(config().secret_key))


def _require_demo() -> None:
    if config().is_production:
        raise CommandFailed("This is not a demo: SAMHANDLING_MODE is production.")
