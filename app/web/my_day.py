"""«Min dag» and «Arbeidsmengde»: what waits for one person, and how much lies where."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.domain.deadlines import oslo_date
from app.domain.policy import Permission
from app.services.work_lists.filters import NOBODY, category_words
from app.services.work_lists.my_day import my_day
from app.services.work_lists.workload import workload
from app.web.access import actor, database, now, requires

blueprint = Blueprint("my_day", __name__)


@blueprint.get("/min-dag")
@requires(Permission.SEE_INBOX)
def show() -> ResponseReturnValue:
    """Show what waits for the reader today."""
    today = oslo_date(now())
    with database().reading() as session:
        day = my_day(session, actor(), today=today)
        words = category_words(session)
    return render_template("my_day/my_day.html", day=day, today=today, category_words=words)


@blueprint.get("/arbeidsmengde")
@requires(Permission.SEE_WORKLOAD)
def load() -> ResponseReturnValue:
    """Show how much lies with each unit, and how it is shared."""
    with database().reading() as session:
        units = workload(session, actor(), today=oslo_date(now()))
    return render_template("my_day/workload.html", units=units, nobody=NOBODY)
