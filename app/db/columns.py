"""Column types. Text a person wrote passes the screen in its bind step, by ORM and Core alike.

This is the rule that fails closed: forms ask first and courteously, but a road that forgets to ask
still cannot write a national number. The errors carry no value.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator

from app.domain.vocabulary import Term, Words
from app.screening import screen

MACHINE = re.compile(r"[!-~]{0,255}")
ELEVEN_DIGITS = re.compile(r"(?<![0-9])[0-9](?:[-./:_]?[0-9]){10}(?![0-9])")


class TextPolicy(StrEnum):
    """How strict the screen is: numbers are refused everywhere, names warned in narratives."""

    NARRATIVE = "narrative"
    NUMBERS = "numbers"


class IdentifierRefused(DontWrapMixin, Exception):
    """A text on its way to the database carried a national number. The text is not told here."""


class NotMachineText(DontWrapMixin, Exception):
    """A key or list value held something that only a person could have typed."""


def _screened(text: str) -> str:
    if screen(text):
        message = "a national number was refused on its way to the database"
        raise IdentifierRefused(message)
    return text


def _machine(text: str) -> str:
    if not MACHINE.fullmatch(text) or ELEVEN_DIGITS.search(text):
        message = "a machine value held characters that no key has"
        raise NotMachineText(message)
    return text


class HumanText(TypeDecorator[str]):
    """Text that a person wrote.

    Raises:
        IdentifierRefused: on binding a text with a national number.
    """

    impl = Text
    cache_ok = True

    def __init__(self, policy: TextPolicy) -> None:
        """Keep the policy, which says what the writer is warned of."""
        super().__init__()
        self.policy = policy

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  the signature is SQLAlchemy's
        """Screen on the way in."""
        return None if value is None else _screened(str(value))


class HumanWords(TypeDecorator[Words]):
    """A name in both languages, stored as one JSON map; every word is screened."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Words | None, dialect: Dialect) -> str | None:  # noqa: ARG002  the signature is SQLAlchemy's
        """Write ``{"nb": …, "nn": …}``."""
        if value is None:
            return None
        words = {"nb": value.nb, "nn": value.nn} | ({"se": value.se} if value.se else {})
        return json.dumps(
            {code: _screened(text) for code, text in words.items()}, ensure_ascii=False
        )

    def process_result_value(self, value: str | None, dialect: Dialect) -> Words | None:  # noqa: ARG002  the signature is SQLAlchemy's
        """Read the map back; nynorsk falls back to bokmål."""
        if value is None:
            return None
        words = json.loads(value)
        return Words(words["nb"], words.get("nn") or words["nb"], words.get("se"))


class MachineText(TypeDecorator[str]):
    """Keys and list values: printable ASCII without spaces, at most 255 characters."""

    impl = String(255)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  the signature is SQLAlchemy's
        """Refuse what no machine wrote."""
        return None if value is None else _machine(str(value))


class TermText(TypeDecorator[Term]):
    """A member of a closed list, stored by its key."""

    impl = String(64)
    cache_ok = True

    def __init__(self, terms: type[Term]) -> None:
        """Keep the list that the column's values belong to."""
        super().__init__()
        self.terms = terms

    def process_bind_param(self, value: Term | None, dialect: Dialect) -> str | None:  # noqa: ARG002  the signature is SQLAlchemy's
        """Write the key; an unknown one raises ValueError."""
        return None if value is None else self.terms(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002  each column's own list decides
        """Give the member back."""
        return None if value is None else self.terms(value)


class MachineFacts(TypeDecorator[Mapping[str, Any]]):
    """A small map of keys to ids, keys and counts; it can hold no sentence."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Any] | None, dialect: Dialect) -> str:  # noqa: ARG002  the signature is SQLAlchemy's
        """Write canonical JSON: sorted keys, no spaces, so that a digest of it is stable."""
        facts = value or {}
        for item in facts.values():
            if isinstance(item, str):
                _machine(item)
        return json.dumps(facts, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Mapping[str, Any]:  # noqa: ARG002  the signature is SQLAlchemy's
        """Read the map back."""
        return json.loads(value) if value else {}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime on both engines; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn to UTC; SQLite stores it without the zone.

        Raises:
            ValueError: when the datetime is naive.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a naive datetime has no place here"
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  the signature is SQLAlchemy's
        """Give an aware datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
