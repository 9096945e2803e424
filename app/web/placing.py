"""The routing sheet, on which the two FSU secretaries decide who shall have a case."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.policy import Permission
from app.models import Case
from app.services import audit
from app.services.cases import find_case
from app.services.forwarding import placing
from app.services.forwarding.opening import UnknownUnit
from app.services.forwarding.placing import NothingToAgreeTo, SpeaksForNobody
from app.services.forwarding.sheet import RoutingSheet, has_words, routing_sheet
from app.web.access import actor, database, now, requires_case
from app.web.language import page_language
from app.web.pages import FormPage
from forms.base import N_
from forms.forwarding import PlacingForm
from forms.handling import ActForm

blueprint = Blueprint("placing", __name__)

PAGE = "forwarding/sheet.html"
NO_SUCH_UNIT = N_("Denne enheten tar ikke imot saker. Velg en annen.")
REFUSALS = {
    SpeaksForNobody: N_(
        "Rollen din sier ikke om du taler for sykehuset eller kommunene. Be administratoren om å "
        "legge det til."
    ),
    NothingToAgreeTo: N_(
        "Det er ikke noe forslag fra den andre siden nå. Se hva som er nytt, og foreslå selv."
    ),
    UnknownUnit: NO_SUCH_UNIT,
}


@blueprint.get("/saker/<key>/fordeling")
@requires_case(Permission.READ_ROUTING_SHEET)
def sheet(case: Case) -> ResponseReturnValue:
    """Show what the secretaries decide by."""
    return render_template(PAGE, form=None, notice="", **_around(case, None))


@blueprint.post("/saker/<key>/fordeling/forslag")
@requires_case(Permission.DECIDE_PLACING)
def propose(case: Case) -> ResponseReturnValue:
    """Propose who shall have the case, or that a decline stands."""
    form = PlacingForm(page_language())
    page = FormPage(PAGE, form, lambda: _around(case, form))
    _offer(form, _sheet(case))
    if not form.validate_on_submit():
        return page.show_errors()
    settled = [False]

    def act(session: Session) -> None:
        settled[0] = placing.propose(
            session, actor(), case.key, form.opened_at, form.unit_key, now=now()
        )

    return _decide(
        case.key,
        page,
        act,
        lambda: (
            N_("Dere er enige. Saken er avgjort.")
            if settled[0]
            else N_("Forslaget er sendt til sekretæren for den andre siden.")
        ),
        lambda: settled[0],
    )


@blueprint.post("/saker/<key>/fordeling/enig")
@requires_case(Permission.DECIDE_PLACING)
def agree(case: Case) -> ResponseReturnValue:
    """Agree to what the other side proposes."""
    form = ActForm(page_language())
    page = FormPage(PAGE, form, lambda: _around(case, None))
    if not form.validate_on_submit():
        return page.show_errors()
    return _decide(
        case.key,
        page,
        lambda session: placing.agree(session, actor(), case.key, form.opened_at, now=now()),
        lambda: N_("Dere er enige. Saken er avgjort."),
        lambda: True,
    )


def _decide(
    key: str,
    page: FormPage,
    act: Callable[[Session], None],
    done: Callable[[], str],
    is_settled: Callable[[], bool],
) -> ResponseReturnValue:
    """Do it in one transaction; a decided case is gone from the secretaries."""
    try:
        with database().transaction() as session:
            act(session)
    except tuple(REFUSALS) as refusal:
        return page.show(409, page_language()(REFUSALS[type(refusal)]))
    flash(page_language()(done()), "success")
    if is_settled():
        return redirect(url_for("inbox.show"), 303)
    return redirect(url_for("placing.sheet", key=key), 303)


def _sheet(case: Case) -> RoutingSheet:
    with database().reading() as session:
        found = find_case(session, case.key)
        return routing_sheet(session, actor(), found, today=oslo_date(now()))


def _offer(form: PlacingForm, found: RoutingSheet) -> None:
    form.offer(
        ((form.language.words(group.party), group.units) for group in found.groups),
        may_stand=found.is_appealed,
    )


def _around(case: Case, posted: PlacingForm | None) -> dict[str, Any]:
    """Read the sheet; that it was read is an entry, written before the page is sent."""
    with database().transaction() as session:
        audit.record(
            session,
            actor(),
            AuditAction.ROUTING_SHEET_READ,
            now=now(),
            case_id=case.id,
            where="page",
        )
    found = _sheet(case)
    language = page_language()
    version = {"version": str(found.version)}
    proposing = posted or PlacingForm(language, formdata=None, data=version)
    _offer(proposing, found)
    agreeing = ActForm(language, formdata=None, data=version)
    return {"sheet": found, "proposing": proposing, "agreeing": agreeing, "has_words": has_words}
