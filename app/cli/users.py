"""The one thing about people that no page can do: let the first administrator in."""

import sys

import click

from app.cli.database import require_current
from app.cli.plainly import CommandFailed, PlainGroup, database, now
from app.domain.policy import SYSTEM
from app.services.accounts import WeakPassword, find_user, set_password

group = PlainGroup("users", help="People who sign in.")


@group.command("password")
@click.argument("email")
def password(email: str) -> None:
    """Set somebody's password: asked for twice, or read as one line from standard input."""
    require_current()
    chosen = _asked_for()
    with database().transaction() as session:
        user = find_user(session, email)
        if user is None:
            raise CommandFailed("Nobody has that address: the register names who has which role.")
        try:
            set_password(session, SYSTEM, user, chosen, now=now())
        except WeakPassword:
            raise CommandFailed(
                "The password must have at least 12 characters, without the person's name in it."
            ) from None
    click.echo("The password is set, and every sign-in has ended.")


def _asked_for() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
