"""What the recipient does with a case. The page is drawn by :mod:`app.web.case_page`."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from app.domain.audit import AuditAction
from app.domain.lifecycle import Action
from app.domain.policy import Permission
from app.models import Case
from app.services import audit, classifying, following, handling, notes
from app.services.answering import answers
from app.web.access import actor, database, now, requires_case
from app.web.case_forms import NUMBER
from app.web.case_page import CaseFormPage, carry_out, load_page, show_case, with_lists
from app.web.case_sheet import draw_sheet
from app.web.language import page_language
from forms.base import N_
from forms.classifying import ClassifyForm
from forms.handling import (
    ActForm,
    AskForm,
    GuideForm,
    NumberForm,
)
from forms.notes import NoteForm

blueprint = Blueprint("handling", __name__)


@blueprint.get("/saker/<key>")
@requires_case(Permission.READ_CASE)
def show(case: Case) -> ResponseReturnValue:
    """Show the case as the reader may see it."""
    return show_case(case)


@blueprint.get("/saker/<key>/pdf")
@requires_case(Permission.PRINT_CASE)
def case_sheet(case: Case) -> ResponseReturnValue:
    """Give the case as PDF for an archive, without anybody's identity."""
    language = page_language()
    with database().transaction() as session:
        audit.record(
            session,
            actor(),
            AuditAction.CASE_PRINTED,
            now=now(),
            case_id=case.id,
            language=language.code,
        )
    with database().reading() as session:
        page = load_page(session, case)
    response = Response(draw_sheet(page, language), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="sak-{page.reference}.pdf"'
    return response


@blueprint.post("/saker/<key>/bekreft")
@requires_case(Permission.ACKNOWLEDGE_CASE)
def acknowledge(case: Case) -> ResponseReturnValue:
    """Confirm receipt."""
    form = ActForm(page_language())
    return carry_out(
        CaseFormPage(case, form, Action.ACKNOWLEDGE),
        lambda session: handling.acknowledge(session, actor(), case.key, form.opened_at, now=now()),
        N_("Mottak er bekreftet. Melder har fått beskjed."),
    )


@blueprint.post("/saker/<key>/ta")
@requires_case(Permission.TAKE_CASE)
def take(case: Case) -> ResponseReturnValue:
    """Become the case's handler."""
    form = ActForm(page_language())
    return carry_out(
        CaseFormPage(case, form, Action.TAKE),
        lambda session: handling.take(session, actor(), case.key, form.opened_at, now=now()),
        N_("Du har saken nå."),
    )


@blueprint.post("/saker/<key>/spor")
@requires_case(Permission.ASK_REPORTER)
def ask(case: Case) -> ResponseReturnValue:
    """Ask the reporter something."""
    form = AskForm(page_language())
    with_lists(case, form)
    return carry_out(
        CaseFormPage(case, form, Action.ASK),
        lambda session: handling.ask(
            session,
            actor(),
            case.key,
            form.opened_at,
            str(form.question.data),
            stops_clock=bool(form.stops_clock.data),
            now=now(),
        ),
        N_("Spørsmålet er sendt til melder."),
    )


@blueprint.post("/saker/<key>/veiled")
@requires_case(Permission.GUIDE_REPORTER)
def guide(case: Case) -> ResponseReturnValue:
    """Tell the reporter where to send the report instead."""
    form = GuideForm(page_language())
    return carry_out(
        CaseFormPage(case, form, Action.GUIDE),
        lambda session: handling.guide(
            session, actor(), case.key, form.opened_at, str(form.guidance.data), now=now()
        ),
        N_("Beskjeden er sendt til melder, og saken er lukket."),
    )


@blueprint.post("/saker/<key>/vurder")
@requires_case(Permission.CLASSIFY_CASE)
def classify(case: Case) -> ResponseReturnValue:
    """Set the recipient's own consequence and categories."""
    form = ClassifyForm(page_language())
    with_lists(case, form)
    return carry_out(
        CaseFormPage(case, form, Action.CLASSIFY),
        lambda session: classifying.classify(
            session, actor(), case.key, form.opened_at, form.draft(), now=now()
        ),
        N_("Vurderingen er lagret."),
    )


@blueprint.post("/saker/<key>/notat")
@requires_case(Permission.WRITE_NOTE)
def note(case: Case) -> ResponseReturnValue:
    """Write a note for those whom the writer chose."""
    form = NoteForm(page_language())
    return carry_out(
        CaseFormPage(case, form, Action.NOTE),
        lambda session: notes.write_note(
            session,
            actor(),
            case.key,
            form.opened_at,
            str(form.note.data),
            scope=form.scope,
            now=now(),
        ),
        N_("Notatet er lagret."),
    )


@blueprint.post("/saker/<key>/lukk")
@requires_case(Permission.CLOSE_CASE)
def close(case: Case) -> ResponseReturnValue:
    """Close an answered case."""
    form = ActForm(page_language())
    return carry_out(
        CaseFormPage(case, form, Action.CLOSE),
        lambda session: answers.close(session, actor(), case.key, form.opened_at, now=now()),
        N_("Saken er lukket."),
    )


@blueprint.post("/saker/<key>/nummer")
@requires_case(Permission.NUMBER_CASE)
def number(case: Case) -> ResponseReturnValue:
    """Keep the reader's party's own number for the case."""
    form = NumberForm(page_language())
    page = CaseFormPage(case, form, NUMBER)
    with database().reading() as session:
        party_id = load_page(session, case).numbers.own_party_id
    if party_id is None:
        abort(404)
    return carry_out(
        page,
        lambda session: following.set_own_number(
            session, actor(), case.key, party_id, form.own_number.data or "", now=now()
        ),
        N_("Saksnummeret er lagret."),
    )
