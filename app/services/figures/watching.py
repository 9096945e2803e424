"""Seeing to it that no transaction ends without its figures, whoever wrote what in it.

The watch stands on SQLAlchemy's own session, and is set up when any service is imported. What
passes by the session, such as SQL in words, is for ``figures --verify`` to find.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import Delete, Insert, Table, Update, event, select
from sqlalchemy.orm import InstrumentedAttribute, ORMExecuteState, Session, SessionTransaction
from sqlalchemy.orm.unitofwork import UOWTransaction

from app.db import Base
from app.models import Case, Incident
from app.services.figures.counted_columns import OF_CASES, OF_REGISTER
from app.services.figures.touched import NOTED, take_touched, touched_in
from app.services.figures.upkeep import settle


class NotCounted(Exception):
    """A statement writes rows that figures rest on in a way that cannot be followed."""


def _key(table: type[Base]) -> InstrumentedAttribute[int]:
    key: InstrumentedAttribute[int] = Case.id if table is Case else table.case_id  # type: ignore[attr-defined]  # each of them belongs to a case
    return key


CASE_KEYS = {table.__table__: _key(table) for table in OF_CASES}
REGISTER_TABLES = {table.__table__ for table in OF_REGISTER}
INCIDENTS = Incident.__table__


def watch() -> None:
    """Begin to watch every session."""
    for name, listener in LISTENERS.items():
        event.listen(Session, name, listener)


def look_away() -> None:
    """Watch no more, so that it can be measured what watching costs."""
    for name, listener in LISTENERS.items():
        event.remove(Session, name, listener)


def _see_flushed(session: Session, _context: UOWTransaction) -> None:
    touched_in(session).see_flushed(session)


def _see_statement(state: ORMExecuteState) -> None:
    """Note which cases a statement without objects writes to.

    Raises:
        NotCounted: for one that adds or changes rows whose cases it does not tell.
    """
    statement = state.statement
    if not isinstance(statement, Update | Delete | Insert) or not isinstance(
        statement.table, Table
    ):
        return
    table = statement.table
    if table in REGISTER_TABLES:
        touched_in(state.session).register = True
    elif table is INCIDENTS or (table in CASE_KEYS and isinstance(statement, Insert)):
        raise NotCounted(f"rows of {table.name} are written through the session's objects")
    elif table in CASE_KEYS and isinstance(statement, Update | Delete):
        _see_matched(state.session, statement, CASE_KEYS[table])


def _see_matched(
    session: Session, statement: Update | Delete, key: InstrumentedAttribute[int]
) -> None:
    where = statement.whereclause
    if where is None:
        raise NotCounted(f"every row of {statement.table} at once is not followed")
    for case_id in session.scalars(select(key).where(where).distinct()):
        touched_in(session).see_case(case_id)


def _write_figures(session: Session) -> None:
    if not session.in_nested_transaction():
        session.flush()
        settle(session)


def _forget(session: Session, ended: SessionTransaction) -> None:
    """Keep nothing of what was taken back; after a savepoint, trust the database alone."""
    if NOTED not in session.info:
        return
    if ended.nested:
        touched_in(session).read_all_back()
    else:
        take_touched(session)


LISTENERS: Mapping[str, Callable[..., None]] = {
    "after_flush": _see_flushed,
    "do_orm_execute": _see_statement,
    "before_commit": _write_figures,
    "after_soft_rollback": _forget,
}
"""What is called at which event of a session."""
