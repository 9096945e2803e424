"""Pages for operators: is it alive, is it ready, what has the demo mailed."""

from flask import Blueprint, Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from app.db import StorageUnavailable
from app.domain.policy import Permission
from app.services import doctor, outbox, sending
from app.web.access import database, links, now, requires

blueprint = Blueprint("operating", __name__)

SHOWN_MAILS = 50


@blueprint.get("/healthz")
@requires(Permission.VISIT)
def alive() -> ResponseReturnValue:
    """Answer as long as the process lives."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
@requires(Permission.VISIT)
def ready() -> ResponseReturnValue:
    """Answer 200 when the database can be asked, else 503; say how long the oldest mail waits.

    Reports are taken in all the same while no mail leaves, so that alone makes nothing unready.
    """
    try:
        database().check()
        with database().reading() as session:
            age = outbox.oldest_unsent(session, now=now())
    except StorageUnavailable:
        return Response("database unavailable\n", 503, mimetype="text/plain")
    seconds = int(age.total_seconds())
    return Response(f"ok\noldest unsent mail: {seconds} s\n", mimetype="text/plain")


@blueprint.get("/metrics")
@requires(Permission.VISIT)
def metrics() -> ResponseReturnValue:
    """Give counts and ages for a monitor; no content, and no small counts of cases."""
    with database().reading() as session:
        gauges = doctor.gauges(session, now=now())
    lines = [f"samhandling_{name} {value}\n" for name, value in gauges.items()]
    return Response("".join(lines), mimetype="text/plain; version=0.0.4")


@blueprint.get("/.well-known/security.txt")
@requires(Permission.VISIT)
def security_txt() -> ResponseReturnValue:
    """Say where to report a weakness."""
    contact = current_app.config["SAMHANDLING"].contact
    if not contact:
        abort(404)
    return Response(
        f"Contact: mailto:{contact}\nPreferred-Languages: nb, nn, en\n", mimetype="text/plain"
    )


@blueprint.get("/demo/epost")
@requires(Permission.VISIT)
def demo_mail() -> ResponseReturnValue:
    """Show what has been mailed, in demo mode only."""
    if not current_app.config["SAMHANDLING"].is_demo:
        abort(404)
    with database().reading() as session:
        mails = sending.composed(session, links(), SHOWN_MAILS)
    return render_template("public/demo_mail.html", mails=mails)
