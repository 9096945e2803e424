"""Addresses of work lists: which filters they may hold, and which are kept over a lost sign-in.

What stands in an address chooses from lists. Nothing else of it is shown, kept or sought.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.domain.lifecycle import Status
from app.domain.vocabulary import Consequence, Term, Words
from app.language import Language
from app.models import Unit, User
from app.services.work_lists import filters as lists
from app.services.work_lists.filters import NOBODY, Filters
from app.services.work_lists.rows import Page
from app.services.work_lists.sent import SentTab
from app.services.work_lists.tabs import Tab
from forms.inbox import FilterForm

Choice = TypeVar("Choice", Tab, SentTab, Status, Consequence)
LISTS: Mapping[str, type[Tab] | type[SentTab]] = {"/innboks": Tab, "/sendt-fra-oss": SentTab}
"""The addresses of lists, and the tabs that each has."""

KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")
ELEVEN = 11
Options = Iterable[tuple[str, Words]]


def offer_filters(
    session: Session, form: FilterForm, *, units: Options = (), handlers: Options = ()
) -> dict[tuple[int, str], Words]:
    """Give the filters their lists; the words of all categories are handed back."""
    words = lists.category_words(session)
    newest = {key: text for (_version, key), text in words.items()}
    form.offer("status", _pairs(Status, but=Status.FORWARDED))
    form.offer("category", newest.items())
    form.offer("consequence", _pairs(Consequence))
    form.offer("party", lists.party_names(session).items())
    form.offer("unit", units)
    form.offer("handler", handlers)
    return words


def _pairs(terms: type[Term], but: Term | None = None) -> list[tuple[str, Words]]:
    return [(term.value, term.words) for term in terms if term is not but]


def known(terms: type[Choice], value: str) -> Choice | None:
    """Give the member with a value; None for what the list does not hold."""
    return terms(value) if value in set(terms) else None


def kept_query(session: Session, path: str, query: str) -> str:
    """Give what of a list's query the register and the closed lists know, in one fixed order.

    Whose units and handlers they are is decided once the reader has signed in.
    """
    tabs = LISTS.get(path)
    if tabs is None:
        return ""
    asked = MultiDict(parse_qsl(query, max_num_fields=20))
    form = FilterForm(Language("nb"), formdata=asked)
    unit, handler = form.unit.data, form.handler.data
    units = session.execute(select(Unit.key, Unit.name).where(Unit.key == plain_key(unit)))
    people = session.scalars(select(User.key).where(User.key == plain_key(handler)))
    nameless = Words("", "")
    offer_filters(
        session,
        form,
        units=[(key, name) for key, name in units],
        handlers=[(key, nameless) for key in (NOBODY, *people)],
    )
    tab = asked.get("tab", "")
    chosen = {"tab": tab} if tab in set(tabs) else {}
    return urlencode(chosen | form.chosen)


def plain_key(text: str) -> str:
    """Give a key back, and nothing for what no key can be, as a national number."""
    has_eleven_digits = sum(sign.isdigit() for sign in text) >= ELEVEN
    return text if KEY.fullmatch(text) and not has_eleven_digits else ""


def page_links(
    endpoint: str, form: FilterForm, filters: Filters, found: Page, tab: Tab | SentTab
) -> tuple[str | None, str | None]:
    """Give the addresses of the page before and the page after; None at either end.

    A list of the newest goes on after its last row, and back to its start.
    """
    if tab in {Tab.CLOSED, SentTab.ALL}:
        start = url_for(endpoint, tab=tab.value, **form.chosen)
        going_on = url_for(endpoint, tab=tab.value, etter=found.last_key, **form.chosen)
        return start if filters.after else None, going_on if found.has_more else None

    def at(page: int) -> str:
        return url_for(endpoint, tab=tab.value, page=page, **form.chosen)

    before = at(filters.page - 1) if filters.page > 1 else None
    return before, at(filters.page + 1) if found.has_more else None
