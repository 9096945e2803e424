"""Keeping what the inbox shows under a name, and removing it again."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import NotPermitted, Permission
from app.services.work_lists import saved_views
from app.services.work_lists.saved_views import TooManyViews
from app.web.access import actor, database, now, requires
from app.web.language import page_language
from app.web.list_addresses import kept_query
from app.web.pages import FormPage
from forms.base import N_
from forms.handling import ConfirmForm
from forms.inbox import SaveViewForm

blueprint = Blueprint("saved_views", __name__)

NO_ROOM = N_("Det er ikke plass til flere visninger. Fjern en som dere ikke bruker.")


@blueprint.post("/innboks/visninger")
@requires(Permission.SAVE_VIEW)
def save() -> ResponseReturnValue:
    """Keep the filters that the page showed, and go back to them."""
    language = page_language()
    form = SaveViewForm(language)
    with database().reading() as session:
        form.offer(saved_views.units_to_share_with(session, actor()).items())
        query = kept_query(session, "/innboks", str(form.view_filters.data or ""))
    form.view_filters.data = query
    page = FormPage("inbox/save_view.html", form, dict)
    if not form.validate():
        return page.show_errors()
    try:
        with database().transaction() as session:
            saved_views.save_view(
                session, actor(), str(form.view_name.data), query, form.view_for.data, now=now()
            )
    except (TooManyViews, NotPermitted):
        form.view_name.errors = [language(NO_ROOM)]
        return page.show_errors()
    flash(language("Visningen er lagret."), "success")
    return redirect(f"{url_for('inbox.show')}?{query}", 303)


@blueprint.post("/innboks/visninger/<key>/fjern")
@requires(Permission.SAVE_VIEW)
def remove(key: str) -> ResponseReturnValue:
    """Remove a view; one that is gone already is gone."""
    if ConfirmForm(page_language()).validate():
        with database().transaction() as session:
            saved_views.remove_view(session, actor(), key)
        flash(page_language()("Visningen er fjernet."), "success")
    return redirect(url_for("inbox.show"), 303)
