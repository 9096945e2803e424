"""Who shall have a case: sending it on, declining it, objecting, and deciding."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import Field

from app.domain.forwarding import Becomes
from app.domain.lifecycle import Action
from app.domain.policy import Permission
from app.models import Case
from app.services.forwarding import contesting, declining, forwarding
from app.services.forwarding.contesting import ContestedBefore, NothingToAppeal
from app.services.forwarding.declining import UnknownDuplicate
from app.services.forwarding.forwarding import CoordinatorPlaces
from app.services.forwarding.opening import UnknownUnit
from app.web.access import actor, now, requires_case
from app.web.case_page import CaseFormPage, carry_out, with_lists
from app.web.language import page_language
from forms.base import N_
from forms.forwarding import ContestOnBehalfForm, SettleForm
from forms.handling import ActForm, DeclineForm, ForwardForm

blueprint = Blueprint("forwarding", __name__)

NO_SUCH_UNIT = N_("Denne enheten tar ikke imot saker, eller har saken allerede. Velg en annen.")
NO_SUCH_CASE = N_("Vi finner ingen annen melding med denne referansen. Sjekk de åtte tegnene.")
COORDINATOR_PLACES = N_(
    "Saken er videresendt to ganger hos dere. Nå er det bare koordinatoren deres som kan velge en "
    "enhet hos dere. Velg koordinatorens enhet, så får koordinatoren beskjed."
)
BECAME = {
    Becomes.PLAIN: N_("Saken er videresendt. Melder og den nye mottakeren har fått beskjed."),
    Becomes.COORDINATOR: N_(
        "Saken er sendt til koordinatoren deres, som plasserer den. Melder har fått beskjed."
    ),
    Becomes.JOINT: N_(
        "Begge parter har saken sammen nå, med én frist og ett svar. Melder har fått beskjed."
    ),
    Becomes.SECRETARIAT: N_(
        "FSU-sekretærene avgjør hvem som skal ha saken. Melder har fått beskjed."
    ),
}
CONTESTED_BEFORE = N_("Det er allerede sendt en innvending mot avvisningen.")
NOTHING_TO_APPEAL = N_(
    "FSU-sekretariatet er allerede bedt om å avgjøre, eller det er ikke noe å avgjøre."
)


@blueprint.post("/saker/<key>/videresend")
@requires_case(Permission.FORWARD_CASE)
def forward(case: Case) -> ResponseReturnValue:
    """Give the case to another unit; the reader may not see it afterwards."""
    form = ForwardForm(page_language())
    with_lists(case, form)
    outcomes = [Becomes.PLAIN]

    def act(session: Session) -> None:
        outcomes[0] = forwarding.forward(
            session,
            actor(),
            case.key,
            form.opened_at,
            to_unit_key=form.to_unit.data,
            reason=str(form.forward_reason.data),
            now=now(),
        )

    went = carry_out(
        CaseFormPage(case, form, Action.FORWARD),
        act,
        lambda: BECAME[outcomes[0]],
        refusals={
            UnknownUnit: (form.to_unit, NO_SUCH_UNIT),
            CoordinatorPlaces: (form.to_unit, COORDINATOR_PLACES),
        },
    )
    if form.came_back or outcomes[0] is Becomes.JOINT:
        return went
    return redirect(url_for("inbox.show"), 303)


@blueprint.post("/saker/<key>/avvis")
@requires_case(Permission.DECLINE_CASE)
def decline(case: Case) -> ResponseReturnValue:
    """Send the report back with a reason."""
    form = DeclineForm(page_language())
    return carry_out(
        CaseFormPage(case, form, Action.DECLINE),
        lambda session: declining.decline(
            session, actor(), case.key, form.opened_at, form.draft(), now=now()
        ),
        N_("Saken er avvist. Melder har fått beskjed."),
        refusals={UnknownDuplicate: (form.duplicate_of, NO_SUCH_CASE)},
    )


@blueprint.post("/saker/<key>/innvending")
@requires_case(Permission.CONTEST_CASE)
def contest(case: Case) -> ResponseReturnValue:
    """Object to a decline in the reporting party's name."""
    form = ContestOnBehalfForm(page_language())
    reason = form.contest_reason
    return carry_out(
        CaseFormPage(case, form, Action.CONTEST),
        lambda session: contesting.contest(
            session, actor(), case.key, form.opened_at, reason=str(reason.data), now=now()
        ),
        N_("Innvendingen er sendt. Koordinatoren hos mottakeren avgjør den."),
        refusals={ContestedBefore: (reason, CONTESTED_BEFORE)},
    )


@blueprint.post("/saker/<key>/innvending/avgjor")
@requires_case(Permission.SETTLE_CASE)
def settle(case: Case) -> ResponseReturnValue:
    """Decide whether a decline stands."""
    form = SettleForm(page_language())
    return carry_out(
        CaseFormPage(case, form, Action.UPHOLD),
        lambda session: contesting.settle(
            session,
            actor(),
            case.key,
            form.opened_at,
            form.decided,
            str(form.contest_decision.data),
            now=now(),
        ),
        N_("Avgjørelsen er lagret. Melder har fått beskjed."),
    )


@blueprint.post("/saker/<key>/innvending/sekretariatet")
@requires_case(Permission.CONTEST_CASE)
def appeal(case: Case) -> ResponseReturnValue:
    """Ask the FSU secretaries to decide, in the reporting party's name."""
    form = ActForm(page_language())
    refusal: tuple[Field, str] = (form.version, NOTHING_TO_APPEAL)
    return carry_out(
        CaseFormPage(case, form, Action.APPEAL),
        lambda session: contesting.appeal(session, actor(), case.key, form.opened_at, now=now()),
        N_("FSU-sekretariatet avgjør om avvisningen skal stå."),
        refusals={NothingToAppeal: refusal},
    )
