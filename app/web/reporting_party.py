"""«Sendt fra oss»: what the reporting party sees of its own reports, and does in its own name."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action
from app.domain.policy import Permission
from app.domain.vocabulary import NarrativeKind
from app.models import Case
from app.services import following, inbox
from app.services.following import NothingToAnswer
from app.web.access import actor, database, links, now, requires, requires_case
from app.web.case_forms import FLAG, REISSUE
from app.web.case_page import CaseFormPage, carry_out
from app.web.inbox import offer_filters, page_links, read_filters
from app.web.language import page_language
from forms.base import N_
from forms.handling import ConfirmForm, ReplyOnBehalfForm
from forms.inbox import FilterForm, SearchForm

blueprint = Blueprint("reporting_party", __name__)

REPLIED_BEFORE = N_("Spørsmålet har fått svar allerede. Svaret ditt er ikke sendt.")


@blueprint.get("/sendt-fra-oss")
@requires(Permission.SEE_SENT)
def sent() -> ResponseReturnValue:
    """Show every report sent in the name of the reader's party."""
    language = page_language()
    form = FilterForm(language, formdata=request.args)
    with database().reading() as session:
        words = offer_filters(session, form)
        filters = read_filters(form)
        found = inbox.sent_from(session, actor(), filters, today=oslo_date(now()))
    return render_template(
        "reporting_party/sent.html",
        filters=form,
        search=SearchForm(language, formdata=None),
        rows=found.rows,
        category_words=words,
        pages=page_links("reporting_party.sent", form, filters, found),
    )


@blueprint.post("/saker/<key>/svar-for-melder")
@requires_case(Permission.REPLY_FOR_REPORTER)
def reply(case: Case) -> ResponseReturnValue:
    """Reply to a question when the reporter is away; a second click finds the reply there."""
    form = ReplyOnBehalfForm(page_language())
    page = CaseFormPage(case, form, Action.REPLY)
    if not form.validate():
        return page.show_errors()
    body = str(form.reply.data)
    try:
        with database().transaction() as session:
            following.reply(
                session, actor(), case.key, question_id=form.question_id, body=body, now=now()
            )
    except NothingToAnswer:
        with database().reading() as session:
            if not following.has_said(session, case.id, NarrativeKind.REPLY, body):
                return page.show(409, page_language()(REPLIED_BEFORE))
    flash(page_language()("Svaret er sendt til mottakeren."), "success")
    return redirect(url_for("handling.show", key=case.key), 303)


@blueprint.post("/saker/<key>/ikke-vart")
@requires_case(Permission.FLAG_NOT_OURS)
def flag(case: Case) -> ResponseReturnValue:
    """Mark a report that was sent in the party's name by somebody it does not know."""
    party_id = case.reporting_party_id or 0
    return carry_out(
        CaseFormPage(case, ConfirmForm(page_language()), FLAG),
        lambda session: following.flag_not_ours(session, actor(), case.key, party_id, now=now()),
        N_("Meldingen er merket «ikke vår melder»."),
    )


@blueprint.post("/saker/<key>/ny-lenke")
@requires_case(Permission.REISSUE_LINK)
def reissue(case: Case) -> ResponseReturnValue:
    """Revoke the follow link, and show the new address this once."""
    form = ConfirmForm(page_language())
    page = CaseFormPage(case, form, REISSUE)
    if not form.validate():
        return page.show_errors()
    with database().transaction() as session:
        token = following.reissue_link(session, actor(), case.key, links(), now=now())
    address = links().follow_address(token)
    return render_template("reporting_party/new_link.html", key=case.key, address=address)
