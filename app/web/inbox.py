"""The unit's shared inbox, and finding a case by its number."""

from dataclasses import dataclass
from typing import TypeVar

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Status
from app.domain.policy import Permission
from app.domain.vocabulary import Consequence, Term, Words
from app.language import Language
from app.services import inbox
from app.services.inbox import Filters, Inbox, Tab
from app.web.access import actor, database, now, requires
from app.web.language import page_language
from app.web.pages import FormPage
from forms.inbox import FilterForm, SearchForm

blueprint = Blueprint("inbox", __name__)

Choice = TypeVar("Choice", Tab, Status, Consequence)
MOST_PAGES = 100_000


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
        words = offer_filters(session, form)
        filters = read_filters(form)
        found = inbox.inbox(session, actor(), filters, today=oslo_date(now()))
    return render_template(
        "inbox/inbox.html",
        filters=form,
        search=SearchForm(language, formdata=None),
        tab=filters.tab,
        tabs=_tab_links(form, filters.tab, found, language),
        rows=found.rows,
        category_words=words,
        pages=page_links("inbox.show", form, filters, found),
    )


@blueprint.post("/innboks/sok")
@requires(Permission.SEE_INBOX)
def search() -> ResponseReturnValue:
    """Find a case by its number; the only hit is opened at once."""
    form = SearchForm(page_language())
    page = FormPage("inbox/search.html", form, lambda: {"rows": None, "category_words": {}})
    if not form.validate():
        return page.show_errors()
    with database().reading() as session:
        rows = inbox.find_by_number(session, actor(), str(form.number.data), today=oslo_date(now()))
        words = inbox.category_words(session)
    if len(rows) == 1:
        return redirect(url_for("handling.show", key=rows[0].key), 303)
    return render_template("inbox/search.html", form=form, rows=rows, category_words=words)


def offer_filters(session: Session, form: FilterForm) -> dict[tuple[int, str], Words]:
    """Give the filters their lists; the words of all categories are handed back."""
    words = inbox.category_words(session)
    newest = {key: text for (_version, key), text in words.items()}
    form.offer("status", _pairs(Status, but=Status.FORWARDED))
    form.offer("category", newest.items())
    form.offer("consequence", _pairs(Consequence))
    form.offer("party", inbox.party_names(session).items())
    return words


def _pairs(terms: type[Term], but: Term | None = None) -> list[tuple[str, Words]]:
    return [(term.value, term.words) for term in terms if term is not but]


def read_filters(form: FilterForm) -> Filters:
    """Read what is asked for; what no list holds is as if it were not asked."""
    return Filters(
        tab=_known(Tab, request.args.get("tab", "")) or Tab.OPEN,
        status=_known(Status, form.status.data),
        consequence=_known(Consequence, form.consequence.data),
        category=form.category.data,
        party=form.party.data,
        page=min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES),
    )


def _known(terms: type[Choice], value: str) -> Choice | None:
    return terms(value) if value in set(terms) else None


def _tab_links(form: FilterForm, current: Tab, found: Inbox, language: Language) -> list[TabLink]:
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
            count=found.counts[tab],
        )
        for tab, text in words.items()
    ]


def page_links(
    endpoint: str, form: FilterForm, filters: Filters, found: Inbox
) -> tuple[str | None, str | None]:
    """Give the addresses of the page before and the page after; None at either end."""

    def at(page: int) -> str:
        return url_for(endpoint, tab=filters.tab.value, page=page, **form.chosen)

    before = at(filters.page - 1) if filters.page > 1 else None
    return before, at(filters.page + 1) if found.has_more else None
