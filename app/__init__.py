"""Samhandlingsavvik: the joint report of unwanted incidents between hospital and municipalities."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

from flask import Flask, Request
from werkzeug.exceptions import RequestEntityTooLarge

from app.db import Database
from app.domain.links import Links
from config import Config, load_config

BODY_LIMIT_BYTES = 4_000_000
"""A form far too long is still read, so that its text can be handed back; more than this is not."""
MOST_PARTS = 2500
"""Fields in one post, however they are packed; a text to choose words in has 2000 at the most."""


class InMemoryRequest(Request):
    """A request that never touches the disk: what is refused must be written nowhere."""

    def _get_file_stream(self, *_: object, **__: object) -> BytesIO:
        return BytesIO()

    def _load_form_data(self) -> None:
        """Count the fields before they are read apart: Werkzeug counts those of multipart alone."""
        is_plain = self.mimetype == "application/x-www-form-urlencoded"
        if is_plain and self.get_data().count(b"&") >= MOST_PARTS:
            raise RequestEntityTooLarge
        super()._load_form_data()


class UnsafeDatabase(Exception):
    """The database does not have its commits on disk when it acknowledges them."""


def utc_now() -> datetime:
    """Give the moment it is."""
    return datetime.now(UTC)


def create_app(config: Config | None = None, *, clock: Callable[[], datetime] = utc_now) -> Flask:
    """Assemble the service: configuration, database, links, web, commands.

    Raises:
        UnsafeConfiguration: when the settings are not safe for the mode.
        UnsafeDatabase: when a production database does not sync its commits.
    """
    # Imported here and not above: whoever wants a rule or a report gets no web with it.
    from app.cli import register_commands  # noqa: PLC0415  see above
    from app.web import assemble  # noqa: PLC0415  see above

    config = config or load_config()
    app = Flask(__name__)
    app.request_class = InMemoryRequest
    app.config.from_mapping(_flask_settings(config))
    app.extensions["database"] = _open_database(config)
    app.extensions["links"] = Links(config.link_key.encode(), config.base_url)
    app.extensions["clock"] = clock
    assemble(app)
    register_commands(app)
    return app


def _open_database(config: Config) -> Database:
    database = Database(config.database_url)
    if config.is_production and not database.syncs_commits():
        raise UnsafeDatabase("the database acknowledges commits before they are on disk")
    return database


def _flask_settings(config: Config) -> dict[str, object]:
    prefix = "__Host-" if config.cookies_are_secure else ""
    return {
        "SAMHANDLING": config,
        "SECRET_KEY": config.secret_key,
        "DEBUG": False,
        "TESTING": config.mode == "test",
        "MAX_CONTENT_LENGTH": BODY_LIMIT_BYTES,
        "MAX_FORM_MEMORY_SIZE": BODY_LIMIT_BYTES,
        "MAX_FORM_PARTS": MOST_PARTS,
        "TRUSTED_HOSTS": [config.host] if config.is_production else [config.host, "localhost"],
        "SESSION_COOKIE_NAME": f"{prefix}samhandling",
        "SESSION_COOKIE_SECURE": config.cookies_are_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
    }
