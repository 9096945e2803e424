"""What a PostgreSQL server writes down of what it is given, in a log we neither see nor erase.

A refused row is logged whole («DETAIL: Failing row contains (…)») unless the server is told not to,
and some settings log every statement. SQLite has no server and no log.
"""

from app.db import Database

SAFE = {
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
    "log_min_error_statement": ("fatal", "panic"),
    "log_parameter_max_length_on_error": ("0",),
    "log_error_verbosity": ("terse",),
}
"""The settings that decide it, and the values with which no text reaches the log; the first is
what to set. They are the server's own names (postgresql.org, «Error Reporting and Logging»)."""


def talkative_settings(database: Database) -> dict[str, str]:
    """Give the settings with which texts may reach the server's log, and the values to set."""
    if database.is_sqlite:
        return {}
    found = database.settings(SAFE)
    return {name: values[0] for name, values in SAFE.items() if found[name] not in values}
