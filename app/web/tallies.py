"""«Har skjedd igjen»: signed-in staff say how often something harmless happens."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.deadlines import oslo_date
from app.domain.policy import Permission
from app.models import Case
from app.services.tallies import counting, reading
from app.services.tallies.counting import NotHarmless
from app.web.access import actor, database, now, requires, requires_case
from app.web.language import page_language
from app.web.pages import FormPage, own_form_key
from forms.base import N_
from forms.tallies import TallyForm

blueprint = Blueprint("tallies", __name__)

LIST, PAGE = "tallies/list.html", "tallies/case.html"
MOST_PAGES = 100_000
GRAVER = N_(
    "Saken er mer alvorlig enn «Mindre alvorlig», så her kan det ikke telles. Meld hver slik "
    "hendelse for seg."
)


@blueprint.get("/har-skjedd-igjen")
@requires(Permission.SEE_TALLIES)
def overview() -> ResponseReturnValue:
    """List the harmless cases of the reader's own party."""
    page = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    with database().reading() as session:
        found = reading.tally_list(session, actor(), page=page)
    before = url_for("tallies.overview", page=page - 1) if page > 1 else None
    after = url_for("tallies.overview", page=page + 1) if found.has_more else None
    return render_template(LIST, rows=found.rows, pages=(before, after))


@blueprint.get("/saker/<key>/igjen")
@requires_case(Permission.ADD_TALLY)
def show(case: Case) -> ResponseReturnValue:
    """Show how often it is said to have happened, and the form that adds to it."""
    form = TallyForm(page_language(), today=oslo_date(now()), formdata=None)
    return _form_page(case, form).show()


@blueprint.post("/saker/<key>/igjen")
@requires_case(Permission.ADD_TALLY)
def add(case: Case) -> ResponseReturnValue:
    """Add a tally. A second click gets the same answer."""
    form = TallyForm(page_language(), today=oslo_date(now()))
    page = _form_page(case, form)
    if not form.validate_on_submit():
        return page.show_errors()
    try:
        with database().transaction() as session:
            counting.add_tally(
                session, actor(), case.key, form.draft(), form_key=own_form_key(form), now=now()
            )
    except NotHarmless:
        return page.show(409, page_language()(GRAVER))
    flash(page_language()("Lagret. Det telles for seg, og er ingen ny melding."), "success")
    return redirect(url_for("tallies.show", key=case.key), 303)


def _form_page(case: Case, form: TallyForm) -> FormPage:
    def context() -> dict[str, object]:
        with database().reading() as session:
            page = reading.tally_page(session, actor(), case, g.relations)
        return {"page": page, "key": case.key}

    return FormPage(PAGE, form, context)
