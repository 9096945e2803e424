"""What all commands share: where things are, and errors as one sentence on standard error."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any, TypeVar, cast

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError

from app.db import Database, IdentifierRefused, StorageUnavailable
from app.domain.links import Links
from app.faults import told
from config import Config

Item = TypeVar("Item")


class CommandFailed(click.ClickException):
    """A command could not do what it was asked; the sentence says why."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence alone."""
        click.echo(self.message, file=file or sys.stderr)


class PlainGroup(AppGroup):
    """A group of commands that run within the application and fail in one sentence."""

    def invoke(self, ctx: click.Context) -> object:
        """Run one of them, with the faults of the database named."""
        with storage_faults_named():
            return super().invoke(ctx)


def command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """Make a function such a command, in no group."""

    def decorate(function: Callable[..., None]) -> click.Command:
        return click.command(name)(with_appcontext(storage_faults_named()(function)))

    return decorate


@contextmanager
def storage_faults_named() -> Iterator[None]:
    """Turn what a database says into a sentence without rows or values."""
    try:
        yield
    except StorageUnavailable as fault:
        raise CommandFailed(f"The database could not be used: {_first_line(fault)}") from fault
    except (OperationalError, ProgrammingError) as fault:
        raise CommandFailed(f"The database refused: {_first_line(fault)}") from fault
    except SQLAlchemyError as fault:
        raise CommandFailed(f"The database refused: {told(fault)}") from fault
    except IdentifierRefused as fault:
        raise CommandFailed("A text carries a national number; nothing is stored.") from fault


def _first_line(fault: BaseException) -> str:
    cause = fault.__cause__ or fault
    words = str(getattr(cause, "orig", None) or cause).strip()
    return (words.splitlines() or ["another process has the turn to write"])[0]


def database() -> Database:
    """Give the application's database."""
    return cast(Database, current_app.extensions["database"])


def links() -> Links:
    """Give the maker of links."""
    return cast(Links, current_app.extensions["links"])


def config() -> Config:
    """Give what the service was told."""
    return cast(Config, current_app.config["SAMHANDLING"])


def clock() -> Callable[[], datetime]:
    """Give the application's clock."""
    return cast(Callable[[], datetime], current_app.extensions["clock"])


def now() -> datetime:
    """Give the moment it is, by the application's clock."""
    return clock()()


def print_json(value: object) -> None:
    """Write JSON, and nothing else, on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def with_progress(items: Iterable[Item], *, length: int, label: str) -> Iterator[Item]:
    """Give the items back, with a bar on standard error while a person is watching."""
    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, length=length, label=label, file=sys.stderr) as bar:
        yield from bar
