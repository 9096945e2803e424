"""Oppbevaring: the lists of a party, and «Saksarket er arkivert» on the page of a case."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.domain.policy import Permission
from app.language import Language
from app.models import Case
from app.services.retention import archiving
from app.services.retention.archiving import NotEnded
from app.services.retention.page import retention_of
from app.web.access import actor, database, now, requires, requires_case
from app.web.case_forms import ARCHIVE
from app.web.case_page import CaseFormPage
from app.web.language import page_language
from forms.base import N_
from forms.handling import ActForm

blueprint = Blueprint("retention", __name__)

NOT_ENDED = N_(
    "Saken er ikke lenger besvart, avvist eller trukket. Arkiver saksarket når svaret er sendt."
)


@blueprint.get("/oppbevaring")
@requires(Permission.READ_RETENTION)
def overview() -> ResponseReturnValue:
    """Show what the reader's parties keep; that it was read is logged before the page is sent."""
    with database().transaction() as session:
        parties = retention_of(session, actor(), now=now())
    return render_template("retention/overview.html", parties=parties)


@blueprint.post("/saker/<key>/arkiver")
@requires_case(Permission.ARCHIVE_CASE)
def archive(case: Case) -> ResponseReturnValue:
    """Record that the party has the sheet in its archive, as the page showed it."""
    form = ActForm(page_language())
    page = CaseFormPage(case, form, ARCHIVE)
    if not form.validate():
        return page.show_errors()
    try:
        with database().transaction() as session:
            archiving.archive(session, actor(), case.key, form.opened_at, now=now())
    except NotEnded:
        return page.show(409, page_language()(NOT_ENDED))
    flash(_archived(page_language()), "success")
    return redirect(url_for("handling.show", key=case.key), 303)


def _archived(language: Language) -> Markup:
    """Say that it is done, and lead back to the list that the case was on."""
    return Markup('{} <a class="ds-link" href="{}">{}</a>').format(
        language("Det er registrert at saksarket er arkivert."),
        url_for("retention.overview"),
        language("Tilbake til oppbevaring"),
    )
