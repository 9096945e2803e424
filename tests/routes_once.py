"""Compiles the builder of each address once in a process, for all applications of the tests."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

KEPT: dict[tuple[Any, ...], Callable[..., tuple[str, str]]] = {}
"""Builders, by all that they are made of; no converter of ours looks at its map."""


def compile_routes_once() -> None:
    """Let all maps of addresses share their builders."""
    compiled = Rule._compile_builder

    def compile_once(self: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        defaults = tuple(sorted((self.defaults or {}).items()))
        key = (self.rule, self.subdomain, self.host, self.merge_slashes, defaults, append_unknown)
        if key not in KEPT:
            KEPT[key] = compiled(self, append_unknown)
        return KEPT[key]

    Rule._compile_builder = compile_once  # type: ignore[method-assign]
