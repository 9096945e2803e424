"""The answer and what follows from it: measures on the case, their list, and answer templates."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action
from app.domain.policy import NotPermitted, Permission
from app.models import Case
from app.services.answering import answers, measure_list, measures, templates
from app.services.answering.measure_list import MeasureList, View
from app.services.answering.measures import UnknownMeasure
from app.services.answering.part import as_it_is_read
from app.services.answering.templates import Template, UnknownTemplate
from app.web.access import actor, database, now, requires, requires_case
from app.web.case_forms import MEASURE, MEASURE_STATUS
from app.web.case_page import CaseFormPage, carry_out, load_page, with_lists
from app.web.language import page_language
from app.web.pages import FormPage
from forms.answering import (
    AnswerForm,
    MeasureForm,
    MeasureStatusForm,
    RetireTemplateForm,
    TemplateForm,
)
from forms.base import N_

blueprint = Blueprint("answering", __name__)

TEMPLATES_PAGE = "answering/templates.html"
MOST_PAGES = 10_000
GONE = N_("Dette tiltaket finnes ikke lenger.")


@blueprint.post("/saker/<key>/svar")
@requires_case(Permission.ANSWER_CASE)
def answer(case: Case) -> ResponseReturnValue:
    """Send the answer; or fetch a template, or show how it will be read, and send nothing."""
    form = AnswerForm(page_language())
    with_lists(case, form)
    page = CaseFormPage(case, form, Action.ANSWER)
    if "hent" in request.form:
        return _with_template(page, form)
    if "vis" in request.form and form.validate():
        form.preview = as_it_is_read(form.draft())
        notice = N_("Slik kommer melder til å lese svaret. Ingenting er sendt ennå.")
        return page.show(200, page_language()(notice))
    return carry_out(
        page,
        lambda session: answers.answer(
            session, actor(), case.key, form.opened_at, form.draft(), now=now()
        ),
        N_("Svaret er sendt til melder."),
    )


def _with_template(page: CaseFormPage, form: AnswerForm) -> ResponseReturnValue:
    """Fill what is empty in the answer; nothing that was written is lost."""
    with database().reading() as session:
        offered = load_page(session, page.case).answering.templates
    chosen = next((each for each in offered if each.key == form.template.data), None)
    if chosen is None:
        return page.show(200, page_language()(N_("Velg en mal først. Ingenting er sendt ennå.")))
    form.begin_from(chosen.draft)
    notice = N_("Malen er hentet inn i de tomme feltene. Ingenting er sendt ennå.")
    return page.show(200, page_language()(notice))


@blueprint.post("/saker/<key>/tiltak")
@requires_case(Permission.FOLLOW_MEASURE_OF_CASE)
def add_measure(case: Case) -> ResponseReturnValue:
    """Add a measure to the case."""
    form = MeasureForm(page_language())
    return carry_out(
        CaseFormPage(case, form, MEASURE),
        lambda session: measures.add(session, actor(), case.key, form.draft(), now=now()),
        N_("Tiltaket er lagt til. Melder ser det på følgesiden."),
    )


@blueprint.post("/saker/<key>/tiltak/status")
@requires_case(Permission.FOLLOW_MEASURE_OF_CASE)
def follow_measure(case: Case) -> ResponseReturnValue:
    """Say where a measure stands, from the case or from the list."""
    form = MeasureStatusForm(page_language())
    done = carry_out(
        CaseFormPage(case, form, MEASURE_STATUS),
        lambda session: measures.follow(
            session, actor(), case.key, form.measure, form.status, now=now()
        ),
        N_("Tiltaket er oppdatert."),
        refusals={UnknownMeasure: (form.measure_status, GONE)},
    )
    is_from_list = bool(form.from_list.data) and not form.errors
    return redirect(url_for("answering.list_measures"), 303) if is_from_list else done


@blueprint.get("/tiltak")
@requires(Permission.SEE_MEASURES)
def list_measures() -> ResponseReturnValue:
    """List what the reader's units, or the whole party, have said that they will change."""
    wanted = request.args.get("vis", "")
    view = View(wanted) if wanted in set(View) else View.OPEN
    page = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    with database().reading() as session:
        found = measure_list.measure_list(session, actor(), view, page=page, today=oslo_date(now()))
    return render_template(
        "answering/measures.html",
        view=view.value,
        tabs=_tabs(found, view),
        found=found,
        forms={
            row.measure.id: _status_form(row.measure.id, row.measure.status) for row in found.rows
        },
        pages=(
            _at(view, page - 1) if page > 1 else None,
            _at(view, page + 1) if found.has_more else None,
        ),
    )


def _status_form(measure_id: int, status: str) -> MeasureStatusForm:
    data = {"measure_id": measure_id, "measure_status": status, "from_list": "1"}
    return MeasureStatusForm(page_language(), formdata=None, data=data)


def _at(view: View, page: int = 1) -> str:
    return url_for("answering.list_measures", vis=view.value, page=page if page > 1 else None)


def _tabs(found: MeasureList, current: View) -> list[dict[str, Any]]:
    _ = page_language()
    words = {View.OPEN: _("Å gjøre"), View.OVERDUE: _("Over fristen"), View.ENDED: _("Ferdige")}
    return [
        {
            "text": text,
            "href": _at(view),
            "is_current": view is current,
            "count": found.counts[view],
        }
        for view, text in words.items()
    ]


@blueprint.get("/svarmaler")
@requires(Permission.KEEP_TEMPLATES)
def list_templates() -> ResponseReturnValue:
    """Show the reader's templates, and the form of a new one or of the one to be changed."""
    wanted = request.args.get("mal", "")
    kept = _kept()
    chosen = next((each for each in kept if each.key == wanted), None)
    form = TemplateForm(page_language(), formdata=None, data=_as_it_stands(chosen))
    return _templates_page(form).show()


@blueprint.post("/svarmaler")
@requires(Permission.KEEP_TEMPLATES)
def save_template() -> ResponseReturnValue:
    """Keep a template."""
    form = TemplateForm(page_language())
    page = _templates_page(form)
    if not form.validate():
        return page.show_errors()
    try:
        with database().transaction() as session:
            key = form.template_key.data or None
            templates.save(session, actor(), form.draft(), key=key, now=now())
    except (UnknownTemplate, NotPermitted):
        form.template_key.data = ""
        form.template_name.errors = [page_language()("Malen finnes ikke lenger. Lagre den som ny.")]
        return page.show(422)
    flash(page_language()(N_("Malen er lagret.")), "success")
    return redirect(url_for("answering.list_templates"), 303)


@blueprint.post("/svarmaler/fjern")
@requires(Permission.KEEP_TEMPLATES)
def retire_template() -> ResponseReturnValue:
    """Take a template out of use; one that is gone already is gone."""
    form = RetireTemplateForm(page_language())
    if not form.validate():
        return _templates_page(TemplateForm(page_language(), formdata=None)).show(400)
    try:
        with database().transaction() as session:
            templates.retire(session, actor(), request.form.get("mal", ""), now=now())
    except UnknownTemplate:
        return redirect(url_for("answering.list_templates"), 303)
    flash(page_language()(N_("Malen er fjernet.")), "success")
    return redirect(url_for("answering.list_templates"), 303)


def _templates_page(form: TemplateForm) -> FormPage:
    with database().reading() as session:
        units = templates.own_units(session, actor(), now=now())
    form.offer((unit.key, unit.name) for unit in units)
    fresh = RetireTemplateForm(page_language(), formdata=None)
    return FormPage(TEMPLATES_PAGE, form, lambda: {"kept": _kept(), "retiring": fresh})


def _kept() -> tuple[Template, ...]:
    with database().reading() as session:
        return templates.own_templates(session, actor(), now=now())


def _as_it_stands(chosen: Template | None) -> dict[str, Any]:
    if chosen is None:
        return {}
    said = vars(chosen.draft)
    return said | {
        "template_key": chosen.key,
        "template_unit": chosen.draft.unit_key,
        "template_name": chosen.draft.name,
        "cause_kind": chosen.draft.cause_kind or "",
    }
