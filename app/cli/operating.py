"""Running the service, and asking whether it is sound."""

import signal
import threading
from typing import NoReturn

import click
from flask import current_app
from waitress.server import create_server

from app.cli.database import require_current
from app.cli.demo import print_accounts
from app.cli.plainly import CommandFailed, PlainGroup, command, config, database, now
from app.cli.worker import keep_a_log, make_worker
from app.services import doctor as examination
from app.services import sealing
from config import ROOT

HOST = "127.0.0.1"
THREADS = 8
LARGEST_BODY_BYTES = 16_000_000
"""Bodies up to here reach the pages, which answer those over their own limit in words. They are
kept in memory: a refused text is written nowhere, and not in a temporary file either."""
LARGEST_ANSWER_BYTES = 8 * LARGEST_BODY_BYTES
"""So are answers: one that hands a whole body back, every sign of it escaped, twice, is below."""

LAST_WORDS_SECONDS = 30.0


@command("serve")
def serve() -> None:
    """Answer on http://127.0.0.1:$PORT, with a worker beside, until SIGTERM or Ctrl-C."""
    require_current()
    keep_a_log()
    settings = config()
    try:
        server = create_server(
            current_app._get_current_object(),  # type: ignore[attr-defined]  # noqa: SLF001  Flask's documented way past the proxy
            host=HOST,
            port=settings.port,
            threads=THREADS,
            ident="",
            max_request_body_size=LARGEST_BODY_BYTES,
            inbuf_overflow=LARGEST_BODY_BYTES,
            outbuf_overflow=LARGEST_ANSWER_BYTES,
            clear_untrusted_proxy_headers=not settings.trusted_proxies,
        )
    except OSError as fault:
        raise CommandFailed(f"Port {settings.port} could not be used: {fault.strerror}") from fault
    worker = make_worker()
    beside = threading.Thread(target=worker.run, name="worker")
    signal.signal(signal.SIGTERM, _end)
    beside.start()
    if settings.is_demo:
        print_accounts()
    click.echo(f"Samhandlingsavvik answers on {settings.base_url} (mode: {settings.mode}).")
    try:
        server.run()
    finally:
        server.close()
        worker.stop.set()
        beside.join(LAST_WORDS_SECONDS)


def _end(*_signal: object) -> NoReturn:
    raise SystemExit(0)


@command("doctor")
def doctor() -> None:
    """Tell in one screen whether the installation is sound."""
    settings = config()
    circumstances = examination.Circumstances(
        settings.mode, bool(settings.smtp_url), secrets_file=ROOT / ".env"
    )
    findings = examination.examine(database(), circumstances, now=now())
    for finding in findings:
        mark = click.style("ok", fg="green") if finding.is_sound else click.style("NO", fg="red")
        click.echo(f"{mark}  {finding.name:<22}{finding.words}")
    if unsound := [finding.name for finding in findings if not finding.is_sound]:
        raise CommandFailed(f"Not sound: {', '.join(unsound)}.")


group = PlainGroup("audit", help="The log.")


@group.command("verify")
@click.option("--anchor", help="A head digest that was kept outside the database.")
def verify(anchor: str | None) -> None:
    """Check that the log is as it was sealed."""
    require_current()
    with database().reading() as session:
        verdict = sealing.verify(session, anchor=anchor)
    if verdict.broken_entry_id is not None:
        raise CommandFailed(f"The log is broken at entry {verdict.broken_entry_id}.")
    if not verdict.has_anchor:
        raise CommandFailed("The log does not have that digest: it was cut short or made anew.")
    click.echo(
        f"{verdict.sealed} entries are as they were sealed; {verdict.unsealed} have no seal yet. "
        f"Head: {verdict.head}"
    )
