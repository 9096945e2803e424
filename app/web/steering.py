"""«Styringsdata»: what other systems count each month, shown beside the deviations."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.deadlines import oslo_date
from app.domain.policy import Permission
from app.domain.steering_file import TEMPLATE, UnreadableFile
from app.services.steering.loading import Loaded, load
from app.services.steering.reading import changes, versions
from app.web.access import actor, database, now, requires
from app.web.language import page_language
from app.web.pages import FormPage
from app.web.release_page import home_of
from app.web.steering_view import deviation_panels, steering_panels, view_of
from forms.steering import SteeringUploadForm

blueprint = Blueprint("steering", __name__)

BOARD, FORM, RESULT = "steering/dashboard.html", "steering/load.html", "steering/loaded.html"


@blueprint.get("/styringsdata")
@requires(Permission.READ_STEERING)
def dashboard() -> ResponseReturnValue:
    """Show one measure month by month, and the deviations beside it."""
    with database().reading() as session:
        view = view_of(session, actor())
        panels = list(steering_panels(view)) if view.series else []
        beside = deviation_panels(session, view) if view.series else []
        newest = next(iter(versions(session, view.home.id)), None)
    return render_template(BOARD, view=view, panels=panels, beside=beside, newest=newest)


@blueprint.get("/styringsdata/versjoner")
@requires(Permission.READ_STEERING)
def history() -> ResponseReturnValue:
    """List every loading, and what one of them changed; the newest, where none is asked for."""
    with database().reading() as session:
        home = home_of(session, actor())
        every = versions(session, home.id)
        wanted = request.args.get("versjon", type=int)
        shown = next((each for each in every if each.version == wanted), next(iter(every), None))
        changed = changes(session, home.id, shown.version) if shown else ()
    return render_template("steering/history.html", every=every, shown=shown, changed=changed)


@blueprint.get("/styringsdata/mal.csv")
@requires(Permission.LOAD_STEERING)
def template() -> ResponseReturnValue:
    """Give a file with the columns and examples, as a spreadsheet opens it."""
    return Response(
        TEMPLATE.encode("utf-8-sig"),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="styringsdata-mal.csv"'},
    )


@blueprint.get("/styringsdata/last-inn")
@requires(Permission.LOAD_STEERING)
def show_form() -> ResponseReturnValue:
    """Show the form that takes a file."""
    form = SteeringUploadForm(page_language(), today=oslo_date(now()), formdata=None)
    return FormPage(FORM, form, dict).show()


@blueprint.post("/styringsdata/last-inn")
@requires(Permission.LOAD_STEERING)
def send_file() -> ResponseReturnValue:
    """Load what can be read, and show every row of the file with what became of it."""
    form = SteeringUploadForm(page_language(), today=oslo_date(now()))
    page = FormPage(FORM, form, dict)
    if not form.validate_on_submit():
        return page.show_errors()
    try:
        loaded = _load(form)
    except UnreadableFile as fault:
        form.refuse_file(fault.words)
        return page.show_errors()
    return render_template(RESULT, loaded=loaded), 200 if loaded.accepted else 422


def _load(form: SteeringUploadForm) -> Loaded:
    with database().transaction() as session:
        home = home_of(session, actor())
        return load(session, actor(), home.id, form.content, form.draft(), now=now())
