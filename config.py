"""The only reader of the environment.

Every default is safe in production and fit for a public repository: with nothing set, the service
refuses to start rather than start unsafe. In demo mode a laptop is enough.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent
SHORTEST_SECRET = 32
BACKUP_DAYS = 90

NAMES = (
    "SAMHANDLING_MODE",
    "DATABASE_URL",
    "SECRET_KEY",
    "LINK_KEY",
    "BASE_URL",
    "SMTP_URL",
    "PORT",
    "TRUSTED_PROXIES",
    "SAMHANDLING_MAIL_FROM",
    "SAMHANDLING_CONTACT",
    "SAMHANDLING_BACKUP_DAYS",
)
"""Every variable that is read; ``.env.example`` lists the same. Secrets may come as NAME_FILE."""


class UnsafeConfiguration(Exception):
    """The settings would make the service unsafe; each reason is a sentence."""

    def __init__(self, reasons: list[str]) -> None:
        """Keep all reasons, so that an operator mends them in one go."""
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Config:
    """What the service was told. ``mode`` is "production", "demo" or "test".

    ``backup_days`` is what operations declares: how long backups and database logs are kept.
    """

    mode: str
    database_url: str
    secret_key: str
    link_key: str
    base_url: str
    smtp_url: str
    port: int
    trusted_proxies: int
    mail_from: str
    contact: str
    debug: bool = False
    backup_days: int = BACKUP_DAYS

    @property
    def is_demo(self) -> bool:
        """Demo mode shows accounts and sent mail; it never runs on real reports."""
        return self.mode == "demo"

    @property
    def is_production(self) -> bool:
        """Production refuses everything that is not known to be safe."""
        return self.mode == "production"

    @property
    def cookies_are_secure(self) -> bool:
        """Cookies are ``__Host-`` and Secure exactly when the service is reached by https."""
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        """The host name that requests must ask for."""
        return urlsplit(self.base_url).hostname or ""


def load_config(environment: Mapping[str, str] | None = None) -> Config:
    """Read ``.env`` and the environment; the environment wins.

    Raises:
        UnsafeConfiguration: with every reason, when the settings are not safe for the mode.
    """
    settings = _read(environment)
    mode = settings.get("SAMHANDLING_MODE", "production")
    port = int(settings.get("PORT") or 8000)
    local = f"http://127.0.0.1:{port}"
    config = Config(
        mode=mode,
        database_url=_driver(settings.get("DATABASE_URL") or _embedded(mode)),
        secret_key=settings.get("SECRET_KEY", ""),
        link_key=settings.get("LINK_KEY", ""),
        base_url=(settings.get("BASE_URL") or (local if mode != "production" else "")).rstrip("/"),
        smtp_url=settings.get("SMTP_URL", ""),
        port=port,
        trusted_proxies=int(settings.get("TRUSTED_PROXIES") or 0),
        mail_from=settings.get("SAMHANDLING_MAIL_FROM") or "ikke-svar@samhandlingsavvik.example",
        contact=settings.get("SAMHANDLING_CONTACT") or "",
        debug=settings.get("FLASK_DEBUG", "") not in {"", "0"},
        backup_days=int(settings.get("SAMHANDLING_BACKUP_DAYS") or BACKUP_DAYS),
    )
    if reasons := _dangers(config):
        raise UnsafeConfiguration(reasons)
    return config


def _read(environment: Mapping[str, str] | None) -> dict[str, str]:
    if environment is not None:
        return dict(environment)
    settings = _env_file(ROOT / ".env")
    settings |= {name: value for name, value in os.environ.items() if value}
    for name in ("SECRET_KEY", "LINK_KEY", "DATABASE_URL", "SMTP_URL"):
        if path := settings.get(f"{name}_FILE"):
            settings[name] = Path(path).read_text("utf-8").strip()
    return settings


def _env_file(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip('"') for name, value in pairs if value.strip()}


def _embedded(mode: str) -> str:
    return f"sqlite:///{ROOT / 'var' / f'{mode}.sqlite'}"


def _driver(url: str) -> str:
    """Let ``postgresql://`` and ``postgres://`` mean the driver that is installed."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _is_in_memory(config: Config) -> bool:
    scheme, _, place = config.database_url.partition("://")
    return scheme.startswith("sqlite") and (
        place.strip("/") in {"", ":memory:"} or "mode=memory" in place
    )


def _dangers(config: Config) -> list[str]:
    checks = {
        "SAMHANDLING_MODE must be production, demo or test.": config.mode
        not in {"production", "demo", "test"},
        f"SECRET_KEY must be set, with at least {SHORTEST_SECRET} characters.": len(
            config.secret_key
        )
        < SHORTEST_SECRET,
        f"LINK_KEY must be set, with at least {SHORTEST_SECRET} characters.": len(config.link_key)
        < SHORTEST_SECRET,
        "SECRET_KEY and LINK_KEY must differ.": bool(config.secret_key)
        and config.secret_key == config.link_key,
        "BASE_URL must be set, such as https://avvik.example.": not config.host,
    }
    if config.is_production:
        checks |= {
            "BASE_URL must begin with https:// in production.": not config.cookies_are_secure,
            "FLASK_DEBUG must be off in production.": config.debug,
            "DATABASE_URL must name a file or a server, not memory.": _is_in_memory(config),
            "SECRET_KEY or LINK_KEY is an example value.": "example"
            in (config.secret_key + config.link_key).lower(),
        }
    return [reason for reason, is_danger in checks.items() if is_danger]
