"""The page of a case: shown once for every entry in the log, and shown again when an act fails."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import Field

from app.db import StorageUnavailable
from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action
from app.models import Case
from app.services import audit
from app.services.acts import OutdatedVersion
from app.services.case_news import News, news_since, was_done
from app.services.case_page import CasePage, case_page
from app.services.cases import find_case
from app.web.access import actor, database, now
from app.web.case_forms import (
    fresh_forms,
    measure_forms,
    offer_lists,
    reply_forms,
    withdrawal_forms,
)
from app.web.language import page_language
from app.web.lookup import lookup_code
from app.web.pages import FormPage
from forms.base import N_, Form
from forms.handling import CaseForm

PAGE = "handling/case.html"
FORM_ALONE = "handling/form_alone.html"
SERVER_FAULT = 500
UNREAD = N_(
    "Vi fikk ikke lagret akkurat nå. Ingenting er sendt, og alt du skrev, står her. "
    "Vent et øyeblikk og trykk på knappen en gang til."
)


def show_case(case: Case) -> ResponseReturnValue:
    """Log that the case is read, and then show it."""
    return render_template(PAGE, form=None, notice="", **_read(case))


class CaseFormPage(FormPage):
    """A case's page after a post. The case is read and logged anew each time that it is shown.

    Where the database is at fault the case is not shown, since its reading could not be logged:
    the form stands alone with everything that was written in it.
    """

    def __init__(self, case: Case, form: Form, act: str) -> None:
        """Stand ready to be shown again; ``act`` names the form among those of the page."""
        self.case, self.act = case, act
        self.opened_at = form.opened_at if isinstance(form, CaseForm) else None
        super().__init__(PAGE, form, lambda: _read(case, form, act, self.opened_at))

    def show(self, status: int = 200, notice: str = "") -> ResponseReturnValue:
        """Draw the page, or the form alone."""
        if status >= SERVER_FAULT:
            return self._alone(status, notice)
        try:
            return super().show(status, notice)
        except StorageUnavailable:
            return self._alone(503, page_language()(UNREAD))

    def _alone(self, status: int, notice: str) -> ResponseReturnValue:
        form, key = self.form, self.case.key
        page = render_template(FORM_ALONE, form=form, notice=notice, act=self.act, key=key)
        return page, status


def load_page(session: Session, case: Case) -> CasePage:
    """Read the case as it is now, for whoever makes this request."""
    return case_page(session, actor(), find_case(session, case.key), today=oslo_date(now()))


def _read(
    case: Case, posted: Form | None = None, act: str = "", opened_at: int | None = None
) -> dict[str, Any]:
    with database().transaction() as session:
        audit.record(
            session, actor(), AuditAction.CASE_READ, now=now(), case_id=case.id, where="page"
        )
    with database().reading() as session:
        page = load_page(session, case)
        forms = fresh_forms(session, page, page_language())
        news: tuple[News, ...] = ()
        if opened_at is not None and opened_at != page.assignment.version:
            news = news_since(session, case.id, opened_at, page.names)
    replies = reply_forms(page, page_language(), posted)
    measures = measure_forms(page, page_language(), posted)
    is_offered = act in forms or posted in (*replies.values(), *measures.values())
    return {
        "page": page,
        "lookup_code": lookup_code(case, exists=page.has_lookup_code),
        "forms": forms | ({act: posted} if posted is not None else {}),
        "replies": replies,
        "withdrawals": withdrawal_forms(page, page_language()),
        "measure_forms": measures,
        "opened": act,
        "unsent": None if is_offered else posted,
        "news": news,
    }


def carry_out(
    page: CaseFormPage,
    act: Callable[[Session], None],
    done: str | Callable[[], str],
    *,
    refusals: Mapping[type[Exception], tuple[Field, str]] | None = None,
) -> ResponseReturnValue:
    """Do one act of a valid form in one transaction, and go back to the case.

    A second click on the same button finds the act done and gets the same receipt. ``refusals``
    say at which field, and in which words, a service's refusal is told; ``done`` may wait to see
    what came of the act.
    """
    if not page.form.validate():
        return page.show_errors()
    known = refusals or {}
    try:
        with database().transaction() as session:
            act(session)
    except OutdatedVersion:
        if not _is_repeat(page.case, page.form, page.act):
            raise
    except tuple(known) as refusal:
        field, sentence = known[type(refusal)]
        field.errors = [*field.errors, page_language()(sentence)]
        return page.show_errors()
    flash(page_language()(done if isinstance(done, str) else done()), "success")
    return redirect(url_for("handling.show", key=page.case.key), 303)


def _is_repeat(case: Case, form: Form, act: str) -> bool:
    if not isinstance(form, CaseForm):
        return False
    with database().reading() as session:
        return was_done(
            session,
            actor(),
            case.id,
            opened_at=form.opened_at,
            action=Action(act),
            content=form.content,
        )


def with_lists(case: Case, form: Form) -> None:
    """Give a posted form the lists that it chooses from, as they are now."""
    with database().reading() as session:
        offer_lists(session, load_page(session, case), form)
