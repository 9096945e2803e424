"""Finds the bokmål messages where they are written: in Python and in templates.

A message stands first in a call of a :class:`~app.language.Language`, whatever way leads to it
(``language("…")``, ``self.language("…")``, ``page_language()("…")``, ``_("…")``), or is marked with
``N_("…")``. Babel's own extractors know a call by its last name only, and in templates by a bare
name: they would miss ``page_language()("…")`` everywhere and ``language.plural("…")`` in templates.
"""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
ROOMS = ("app", "forms", "reports")
SPEAKERS = frozenset({"_", "N_", "language", "page_language"})

Message = str | tuple[str, str]
"""A message, or the two forms of one that counts: for one and for many."""

Way = tuple[str, ...]
"""The names that lead to what is called: ``self.language`` is ("self", "language")."""

Node = ast.AST | nodes.Node


class UnreadableMessage(ValueError):
    """A message is put together while the service runs, so that no catalogue can hold it."""


def messages(root: Path = ROOT) -> Iterator[Message]:
    """Give every message in the rooms below ``root``, as often as it is written.

    Raises:
        UnreadableMessage: naming the place.
    """
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            yield from in_python(path.read_text("utf-8"), str(path.relative_to(root)))
    for path in sorted((root / "app" / "templates").rglob("*.html")):
        yield from in_template(path.read_text("utf-8"), str(path.relative_to(root)))


def in_python(source: str, place: str = "") -> Iterator[Message]:
    """Give the messages in a module; ``place`` names it in an error."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _spoken(_way(node.func), node.args, f"{place}:{node.lineno}")


def in_template(source: str, place: str = "") -> Iterator[Message]:
    """Give the messages in a template; ``place`` names it in an error."""
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        yield from _spoken(_way(call.node), call.args, f"{place}:{call.lineno}")


def _spoken(way: Way, arguments: Sequence[Node], place: str) -> Iterator[Message]:
    if _is_spoken_by(way, "plural"):
        one, many = (_texts(argument, place) for argument in arguments[:2])
        yield from zip(one, many, strict=True)
    elif _is_spoken_by(way) or _is_spoken_by(way, "text"):
        yield from _texts(arguments[0], place) if arguments else ()


def _is_spoken_by(way: Way, *method: str) -> bool:
    """Tell whether the way ends in something that speaks, and ``method`` of it."""
    owner, rest = way[: len(way) - len(method)], way[len(way) - len(method) :]
    return rest == method and bool(owner) and owner[-1] in SPEAKERS


def _way(node: Node) -> Way:
    match node:
        case ast.Name(id=name):
            return (name,)
        case ast.Attribute(value=owner, attr=name):
            return (*_way(owner), name)
        case ast.Call(func=called):
            return _way(called)
    return _template_way(node)


def _template_way(node: Node) -> Way:
    match node:
        case nodes.Name():
            return (node.name,)
        case nodes.Getattr():
            return (*_way(node.node), node.attr)
        case nodes.Call():
            return _way(node.node)
    return ()


def _texts(node: Node, place: str) -> list[str]:
    """Give what an argument may be: its text, or those of both branches; a name gives nothing."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case nodes.Const():
            return [str(node.value)]
        case ast.IfExp():
            return _texts(node.body, place) + _texts(node.orelse, place)
        case nodes.CondExpr():
            branches = (node.expr1, node.expr2)
            return [text for branch in branches if branch for text in _texts(branch, place)]
        case ast.JoinedStr() | ast.BinOp() | nodes.BinExpr() | nodes.Concat():
            raise UnreadableMessage(f"{place}: write the message out, with %(name)s in it")
    return []
