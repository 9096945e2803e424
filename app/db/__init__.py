"""The room below the tables: connections, turns, and the only types a column of text may have."""

from app.db.columns import (
    HumanText,
    HumanWords,
    IdentifierRefused,
    MachineFacts,
    MachineText,
    NotMachineText,
    TermText,
    TextPolicy,
    UtcDateTime,
)
from app.db.engine import Database, StorageUnavailable
from app.db.schema import Base

__all__ = [
    "Base",
    "Database",
    "HumanText",
    "HumanWords",
    "IdentifierRefused",
    "MachineFacts",
    "MachineText",
    "NotMachineText",
    "StorageUnavailable",
    "TermText",
    "TextPolicy",
    "UtcDateTime",
]
