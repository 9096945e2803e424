"""Giving cases to colleagues: one on its page, or those that are ticked in the inbox."""

from dataclasses import dataclass
from enum import StrEnum, auto

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action, NotAllowed
from app.domain.policy import NotPermitted, Permission
from app.language import Language
from app.models import Case
from app.services.cases import CaseNotFound
from app.services.work_lists.assigning import ColleagueAway, NotAColleague, assign
from app.services.work_lists.filters import category_words
from app.services.work_lists.inbox import open_cases
from app.services.work_lists.rows import PAGE_ROWS, InboxRow
from app.web.access import actor, database, now, requires, requires_case
from app.web.case_page import CaseFormPage, carry_out, with_lists
from app.web.colleagues import colleagues_for
from app.web.language import page_language
from app.web.list_addresses import plain_key
from app.web.pages import FormPage
from forms.base import N_
from forms.inbox import AssignForm, AssignManyForm, chosen_colleague

blueprint = Blueprint("assigning", __name__)

NO_COLLEAGUE = N_("Denne personen kan ikke få saken. Velg en annen.")
HAS_IT = N_("Saken ligger der allerede. Velg en annen.")
IS_AWAY = N_("Denne kollegaen er borte nå. Velg en annen, eller kryss av for å gi saken likevel.")


class HasIt(Exception):
    """The case is theirs already; nothing was done."""


class Outcome(StrEnum):
    """What became of one case among several."""

    GIVEN = auto()
    HAD_IT = auto()
    GONE = auto()
    NOT_THEIRS = auto()
    AWAY = auto()


@dataclass(frozen=True)
class Told:
    """One case of several, and what became of it."""

    row: InboxRow
    outcome: Outcome


@blueprint.post("/saker/<key>/gi")
@requires_case(Permission.ASSIGN_CASE)
def assign_one(case: Case) -> ResponseReturnValue:
    """Give one case to a colleague, or back to the unit."""
    form = AssignForm(page_language())
    with_lists(case, form)

    def act(session: Session) -> None:
        is_given = assign(
            session,
            actor(),
            case.key,
            form.opened_at,
            chosen_colleague(form.colleague),
            even_if_away=form.even_if_away.data,
            now=now(),
        )
        if not is_given:
            raise HasIt

    return carry_out(
        CaseFormPage(case, form, Action.ASSIGN),
        act,
        N_("Saken har fått ny saksbehandler."),
        refusals={
            NotAColleague: (form.colleague, NO_COLLEAGUE),
            ColleagueAway: (form.colleague, IS_AWAY),
            HasIt: (form.colleague, HAS_IT),
        },
    )


@blueprint.post("/innboks/gi")
@requires(Permission.SEE_INBOX)
def assign_ticked() -> ResponseReturnValue:
    """Give the ticked cases away, each in a transaction of its own, and tell of each."""
    form, today = AssignManyForm(page_language()), oslo_date(now())
    ticked = [key for key in map(plain_key, form.cases.data or []) if key][:PAGE_ROWS]
    with database().reading() as session:
        rows = open_cases(session, actor(), ticked, today=today).rows
        form.offer([row.key for row in rows], colleagues_for(session, rows))
        words = category_words(session)
    form.cases.data = [key for key in ticked if key in {row.key for row in rows}]
    page = FormPage("inbox/assign.html", form, lambda: {"rows": rows, "category_words": words})
    if not form.validate():
        return page.show_errors()
    told = [Told(row, _give(row.key, form)) for row in rows]
    if all(each.outcome is Outcome.GIVEN for each in told):
        flash(_done(page_language(), len(told)), "success")
        return redirect(url_for("inbox.show"), 303)
    return render_template("inbox/assigned.html", told=told)


def _give(key: str, form: AssignManyForm) -> Outcome:
    try:
        with database().transaction() as session:
            is_given = assign(
                session,
                actor(),
                key,
                None,
                chosen_colleague(form.many_to),
                even_if_away=form.many_even_if_away.data,
                now=now(),
            )
    except NotAColleague:
        return Outcome.NOT_THEIRS
    except ColleagueAway:
        return Outcome.AWAY
    except (CaseNotFound, NotPermitted, NotAllowed):
        return Outcome.GONE
    return Outcome.GIVEN if is_given else Outcome.HAD_IT


def _done(language: Language, count: int) -> str:
    return language.plural(
        "%(count)s sak har fått ny saksbehandler.",
        "%(count)s saker har fått ny saksbehandler.",
        count,
    )
