"""Compiles each statement once in a process, however many databases the tests open.

An engine keeps what it has compiled, and every test has an engine of its own; they are alike in all
but their address, so that what one has compiled serves the others of its kind.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Mapper


class KeptStatements(dict[Any, Any]):
    """Compiled statements, by the name of an engine's dialect in place of the dialect itself."""

    def get(self, key: Any, default: Any = None) -> Any:
        dialect, *rest = key
        return super().get((dialect.name, *rest), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        dialect, *rest = key
        super().__setitem__((dialect.name, *rest), compiled)


KEPT = KeptStatements()


def compile_statements_once() -> None:
    """Let all engines and mappers share what is compiled, in place of one cache for each."""
    Engine._compiled_cache = property(lambda _: KEPT, lambda *_: None)  # type: ignore[assignment]
    Mapper._compiled_cache = KEPT  # type: ignore[method-assign, assignment]
