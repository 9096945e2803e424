"""Who is away, and who has their cases meanwhile."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.deadlines import oslo_date
from app.domain.policy import NotPermitted, Permission
from app.services.reminding import absences
from app.web.access import actor, database, now, requires
from app.web.language import page_language
from app.web.pages import FormPage
from forms.absences import AbsenceForm, EndAbsenceForm
from forms.base import N_

blueprint = Blueprint("absences", __name__)

REFUSALS = {
    absences.AwayAlready: (
        "first_day",
        N_("Det er registrert fravær for noen av disse dagene allerede."),
    ),
    absences.NotASubstitute: (
        "substitute",
        N_("Denne personen kan ikke ha sakene. Velg en annen i samme enhet."),
    ),
    absences.SubstituteAway: (
        "substitute",
        N_("Denne personen er også borte noen av dagene. Velg en annen."),
    ),
}


@blueprint.get("/fravaer")
@requires(Permission.SET_ABSENCE)
def overview() -> ResponseReturnValue:
    """Show absences that go on or come."""
    return _page().show()


@blueprint.post("/fravaer")
@requires(Permission.SET_ABSENCE)
def register() -> ResponseReturnValue:
    """Write down an absence."""
    page = _page()
    form = page.form
    assert isinstance(form, AbsenceForm)  # noqa: S101  the page was made with it
    if not form.validate():
        return page.show_errors()
    try:
        with database().transaction() as session:
            absences.set_absence(session, actor(), form.draft(), now=now())
    except tuple(REFUSALS) as refusal:
        name, sentence = REFUSALS[type(refusal)]
        form[name].errors = [page_language()(sentence)]
        return page.show(422)
    flash(page_language()("Fraværet er registrert."), "success")
    return redirect(url_for("absences.overview"), 303)


@blueprint.post("/fravaer/avslutt")
@requires(Permission.SET_ABSENCE)
def end() -> ResponseReturnValue:
    """Let an absence end."""
    form = EndAbsenceForm(page_language())
    if form.validate_on_submit():
        try:
            with database().transaction() as session:
                absences.end_absence(session, actor(), form.absence_id, now=now())
        except NotPermitted:
            abort(404)
        flash(page_language()("Fraværet er avsluttet."), "success")
    return redirect(url_for("absences.overview"), 303)


def _page() -> FormPage:
    form = AbsenceForm(page_language())
    today = oslo_date(now())
    with database().reading() as session:
        found = absences.absence_page(session, actor(), today=today)
    form.offer(found.people, found.substitutes, today=today)
    ending = {
        row.id: EndAbsenceForm(page_language(), formdata=None, data={"absence": row.id})
        for row in found.absences
    }
    return FormPage(
        "absences/overview.html", form, lambda: {"absences": found.absences, "ending": ending}
    )
