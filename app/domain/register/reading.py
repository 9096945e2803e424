"""From a TOML table to a register, with everything that cannot be read named by its place.

The dataclasses are the schema, so this module knows types and not fields. No text of the file is
repeated in a fault before it has passed the screen.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from types import UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    TypeGuard,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)
from unicodedata import category

from app.domain.register.claims import PROPER_NAME, is_key
from app.domain.register.entry import Entry
from app.domain.register.faults import Fault, Place
from app.domain.vocabulary import Term, Words

Screen = Callable[[str], bool]
"""Tells whether a text carries a national identity number."""

Kind = TypeVar("Kind")

Found = Any
"""What a field's hint promises, or None where the file had something else."""

LACKING = Words("mangler", "manglar")
EMPTY = Words("er tom", "er tom")
NOT_A_TABLE = Words("må være en tabell", "må vere ein tabell")
NOT_A_LIST = Words("må være en liste", "må vere ei liste")
CONTROL_CHARACTER = Words("inneholder et usynlig styretegn", "inneheld eit usynleg styreteikn")
IDENTIFIER = Words("inneholder et fødselsnummer", "inneheld eit fødselsnummer")
INVISIBLE = frozenset({"Cc", "Cf"})
"""Unicode's control and format characters: line breaks, zero-width and direction marks."""

HIDDEN = "■"
"""Stands for a field's name that the screen refuses to have repeated."""

WRONG_TYPE: dict[object, Words] = {
    str: Words("må være tekst", "må vere tekst"),
    int: Words("må være et helt tall", "må vere eit heilt tal"),
    bool: Words("må være true eller false", "må vere true eller false"),
    date: Words("må være en dato, som 2024-01-31", "må vere ein dato, som 2024-01-31"),
}


def spelling(kind: type) -> Mapping[str, tuple["Field[Any]", object]]:
    """Give the fields of a dataclass, and their type hints, by the names they have in the file."""
    hints = _hints(kind)
    return {
        _spelled(field, hints[field.name]): (field, hints[field.name]) for field in fields(kind)
    }


def row_kind(hint: object) -> type[Entry] | None:
    """Give the entry that a hint like ``tuple[UnitEntry, ...]`` is a list of, if it is one."""
    item = get_args(hint)[0] if get_origin(hint) is tuple else None
    return item if is_entry(item) else None


def is_entry(item: object) -> TypeGuard[type[Entry]]:
    """Tell whether the rows of a list are entries, with a noun and perhaps a key."""
    return isinstance(item, type) and issubclass(item, Entry)


@cache
def _hints(kind: type) -> Mapping[str, object]:
    return get_type_hints(kind, include_extras=True)


def _spelled(field: "Field[Any]", hint: object) -> str:
    rows = row_kind(hint)
    return rows.table if rows else field.name


class Unreadable(Exception):
    """A value is not what its field asks for."""

    def __init__(self, reason: Words) -> None:
        """Keep the reason; the place is known to whoever asked for the value."""
        super().__init__(reason.nb)
        self.reason = reason


class Reader:
    """Reads values by their type hints and gathers every fault on the way."""

    def __init__(self, screen: Screen) -> None:
        """Start without faults."""
        self.screen = screen
        self.faults: list[Fault] = []

    def entry(self, kind: type[Kind], value: object, place: Place) -> Kind | None:
        """Read a table into the dataclass ``kind``; None when anything in it is at fault.

        Raises:
            Unreadable: when the value is no table.
        """
        if not isinstance(value, Mapping):
            raise Unreadable(NOT_A_TABLE)
        before = len(self.faults)
        known = spelling(kind)
        self._blame_unknown(value, known, place)
        filled = {
            field.name: self._field(field, hint, value.get(name), place.field(name))
            for name, (field, hint) in known.items()
        }
        return kind(**filled) if len(self.faults) == before else None

    def _field(self, field: "Field[Any]", hint: object, value: object, place: Place) -> Found:
        is_required = field.default is MISSING
        if value is None and not is_required:
            return field.default
        if value is None or (is_required and value == []):
            self._blame(place, LACKING)
            return None
        return self._attempt(hint, value, place)

    def _attempt(self, hint: object, value: object, place: Place) -> Found:
        try:
            return self._value(hint, value, place)
        except Unreadable as unreadable:
            self._blame(place, unreadable.reason)
            return None

    def _value(self, hint: object, value: object, place: Place) -> Found:
        origin = get_origin(hint)
        if origin is Annotated:
            return self._claimed(hint, value, place)
        if origin in (Union, UnionType):
            return None if value == "" else self._value(get_args(hint)[0], value, place)
        if origin is tuple:
            return self._rows(get_args(hint)[0], value, place)
        if isinstance(hint, type) and is_dataclass(hint):
            return self.entry(hint, value, place)
        return self._plain(hint, value)

    def _claimed(self, hint: object, value: object, place: Place) -> Found:
        base, *claims = get_args(hint)
        if PROPER_NAME in claims:
            return self._name(value, place)
        found = self._value(base, value, place)
        for claim in claims:
            if found is not None and not claim.holds(found):
                raise Unreadable(claim.otherwise)
        return found

    def _name(self, value: object, place: Place) -> Words | None:
        if isinstance(value, str):
            name = self._text(value)
            return Words(name, name)
        return self.entry(Words, value, place)

    def _rows(self, item: object, value: object, place: Place) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Unreadable(NOT_A_LIST)
        return tuple(
            self._attempt(item, row, self._row_place(item, row, number, place))
            for number, row in enumerate(value, start=1)
        )

    def _row_place(self, item: object, row: object, number: int, place: Place) -> Place:
        noun = item.noun if is_entry(item) else place.last
        key = row.get("key") if isinstance(row, Mapping) else None
        is_safe = isinstance(key, str) and is_key(key) and not self.screen(key)
        return place.parent.row(noun, number, key if is_safe else None)

    def _plain(self, hint: object, value: object) -> Found:
        if get_origin(hint) is Literal:
            return one_of(get_args(hint), value)
        if isinstance(hint, type) and issubclass(hint, Term):
            terms = {term.value: term for term in hint}
            return terms[one_of(tuple(terms), value)]
        if type(value) is not hint:  # a bool is an int and a datetime a date, but not here
            raise Unreadable(WRONG_TYPE[hint])
        return self._text(value) if isinstance(value, str) else value

    def _text(self, text: str) -> str:
        if not text.strip():
            raise Unreadable(EMPTY)
        if any(category(character) in INVISIBLE for character in text):
            raise Unreadable(CONTROL_CHARACTER)
        if self.screen(text):
            raise Unreadable(IDENTIFIER)
        return text

    def _blame_unknown(self, table: Mapping[Any, Any], known: Mapping[str, Any], at: Place) -> None:
        for name in table:
            if name in known:
                continue
            if self.screen(name):
                self._blame(at.field(HIDDEN), IDENTIFIER)
            else:
                self._blame(at.field(name), unknown_field(name, known))

    def _blame(self, place: Place, reason: Words) -> None:
        self.faults.append(place.fault(reason))


def one_of(allowed: tuple[str, ...], value: object) -> str:
    """Give the value when it is one of those allowed.

    Raises:
        Unreadable: naming those allowed, when it is not.
    """
    if isinstance(value, str) and value in allowed:
        return value
    listed = ", ".join(allowed)
    raise Unreadable(Words(f"må være en av: {listed}", f"må vere ein av: {listed}"))


def unknown_field(name: str, known: Mapping[str, Any]) -> Words:
    """Say that a field is unknown, and which one was likely meant."""
    nearest = get_close_matches(name, known, n=1)
    if not nearest:
        return Words("er et ukjent felt", "er eit ukjent felt")
    return Words(
        f"er et ukjent felt; mente du {nearest[0]}?", f"er eit ukjent felt; meinte du {nearest[0]}?"
    )
