"""The unit's shared inbox, and finding a case by a number or by words."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Status
from app.domain.policy import UNIT_ROLES, Permission
from app.domain.vocabulary import Consequence, Role, Words
from app.language import Language
from app.services.forwarding.awaited import awaited_decisions
from app.services.work_lists import filters as lists
from app.services.work_lists import saved_views
from app.services.work_lists.filters import NOBODY, Filters
from app.services.work_lists.inbox import inbox
from app.services.work_lists.reach import reach_of
from app.services.work_lists.rows import Page
from app.services.work_lists.search import MOST_PAGES as MOST_PAGES_OF_HITS
from app.services.work_lists.search import find_by_number, find_by_words
from app.services.work_lists.tabs import Tab
from app.web.access import actor, database, now, requires
from app.web.colleagues import assign_many_form
from app.web.language import page_language
from app.web.list_addresses import Options, known, offer_filters, page_links, plain_key
from app.web.pages import FormPage
from forms.handling import ConfirmForm
from forms.inbox import FilterForm, SaveViewForm, SearchForm

blueprint = Blueprint("inbox", __name__)

MOST_PAGES = 100_000
WITHOUT_HANDLER = Words("Ingen har tatt saken", "Ingen har teke saka")


@dataclass(frozen=True)
class TabLink:
    """A tab as the page draws it."""

    text: str
    href: str
    is_current: bool
    count: int | None


@blueprint.get("/innboks")
@requires(Permission.SEE_INBOX)
def show() -> ResponseReturnValue:
    """Show the cases that lie with the reader's units."""
    language = page_language()
    form = FilterForm(language, formdata=request.args)
    with database().reading() as session:
        units, handlers = _places(session)
        words = offer_filters(session, form, units=units, handlers=handlers)
        filters = read_filters(form)
        found = inbox(session, actor(), filters, today=oslo_date(now()))
        given = assign_many_form(session, found.rows) if filters.tab is not Tab.CLOSED else None
        views = saved_views.views_of(session, actor())
        decisions = awaited_decisions(session, actor())
        keeping = save_view_form(session, urlencode({"tab": filters.tab.value} | form.chosen))
    return render_template(
        "inbox/inbox.html",
        filters=form,
        search=SearchForm(language, formdata=None),
        tab=filters.tab,
        tabs=_tab_links(form, filters.tab, found, language),
        rows=found.rows,
        assign=given,
        views=views,
        decisions=decisions,
        keeping=keeping,
        removing=ConfirmForm(language, formdata=None),
        category_words=words,
        pages=page_links("inbox.show", form, filters, found, filters.tab),
    )


@blueprint.post("/innboks/sok")
@requires(Permission.SEE_INBOX)
def search() -> ResponseReturnValue:
    """Find cases by a number, else by words; the only hit on a number is opened at once."""
    form = SearchForm(page_language())
    page = FormPage("inbox/search.html", form, _nothing_sought)
    if not form.validate():
        return page.show_errors()
    sought, today = str(form.number.data), oslo_date(now())
    with database().reading() as session:
        found = find_by_number(session, actor(), sought, today=today)
        if len(found.rows) == 1:
            return redirect(url_for("handling.show", key=found.rows[0].key), 303)
        if not found.rows:
            found = find_by_words(session, actor(), sought, page=form.page_number, today=today)
        words = lists.category_words(session)
    return render_template(
        "inbox/search.html",
        form=form,
        rows=found.rows,
        category_words=words,
        page_number=form.page_number,
        has_more=found.has_more and form.page_number < MOST_PAGES_OF_HITS,
        is_cut=found.has_more and form.page_number >= MOST_PAGES_OF_HITS,
    )


def _nothing_sought() -> dict[str, Any]:
    return {"rows": None, "category_words": {}, "page_number": 1, "has_more": False}


def _places(session: Session) -> tuple[Options, Options]:
    """Give the reader's units, and to those who lead, the handlers in them."""
    units = reach_of(session, actor()).all_units
    named = lists.unit_names(session, units).items()
    if not actor().has(Role.COORDINATOR, *UNIT_ROLES):
        return named, ()
    leads = actor().has(Role.COORDINATOR, Role.UNIT_LEADER)
    handlers = lists.handler_names(session, units) if leads else {}
    return (named if len(named) > 1 else ()), [(NOBODY, WITHOUT_HANDLER), *handlers.items()]


def save_view_form(session: Session, filters: str) -> SaveViewForm:
    """Make the form that keeps what a list shows."""
    form = SaveViewForm(page_language(), formdata=None, data={"view_filters": filters})
    form.offer(saved_views.units_to_share_with(session, actor()).items())
    return form


def read_filters(form: FilterForm) -> Filters:
    """Read what is asked for; what no list holds is as if it were not asked."""
    return Filters(
        tab=known(Tab, request.args.get("tab", "")) or Tab.OPEN,
        status=known(Status, form.status.data),
        consequence=known(Consequence, form.consequence.data),
        category=form.category.data,
        party=form.party.data,
        unit=form.unit.data,
        handler=form.handler.data,
        page=min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES),
        after=plain_key(request.args.get("etter", "")),
    )


def _tab_links(form: FilterForm, current: Tab, found: Page, language: Language) -> list[TabLink]:
    words = {
        Tab.OPEN: language("Å gjøre"),
        Tab.NEW: language("Nye"),
        Tab.MINE: language("Mine"),
        Tab.WAITING: language("Venter på melder"),
        Tab.OVERDUE: language("Over fristen"),
        Tab.ANSWERED: language("Besvart"),
        Tab.CLOSED: language("Avsluttet"),
    }
    return [
        TabLink(
            text,
            url_for("inbox.show", tab=tab.value, **form.chosen),
            is_current=tab is current,
            count=found.counts.get(tab),
        )
        for tab, text in words.items()
    ]
