"""«Sendt fra oss»: what the reporting party sees of its own reports, and does in its own name."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action
from app.domain.policy import Permission
from app.domain.vocabulary import NarrativeKind
from app.language import Language
from app.models import Case
from app.services import following
from app.services.following import NothingToAnswer
from app.services.line_manager.sending_on import TooEarlyToSend, send_as_coordinator
from app.services.work_lists.rows import Page
from app.services.work_lists.sent import SentTab, sent_from
from app.web.access import actor, database, links, now, requires, requires_case
from app.web.case_forms import FLAG, REISSUE
from app.web.case_page import CaseFormPage, carry_out
from app.web.inbox import TabLink, read_filters
from app.web.language import page_language
from app.web.list_addresses import known, offer_filters, page_links
from forms.base import N_
from forms.handling import ActForm, ConfirmForm, ReplyOnBehalfForm
from forms.inbox import FilterForm, SearchForm

blueprint = Blueprint("reporting_party", __name__)

TOO_EARLY = N_("Lederen har fortsatt tid på seg. Du kan sende meldingen fra %(day)s.")
REPLIED_BEFORE = N_("Spørsmålet har fått svar allerede. Svaret ditt er ikke sendt.")


@blueprint.get("/sendt-fra-oss")
@requires(Permission.SEE_SENT)
def sent() -> ResponseReturnValue:
    """Show every report sent in the name of the reader's party."""
    language = page_language()
    form = FilterForm(language, formdata=request.args)
    tab = known(SentTab, request.args.get("tab", "")) or SentTab.ALL
    with database().reading() as session:
        words = offer_filters(session, form)
        filters = read_filters(form)
        found = sent_from(session, actor(), filters, tab=tab, today=oslo_date(now()))
    return render_template(
        "reporting_party/sent.html",
        filters=form,
        search=SearchForm(language, formdata=None),
        tab=tab,
        tabs=_tab_links(form, tab, found, language),
        rows=found.rows,
        category_words=words,
        pages=page_links("reporting_party.sent", form, filters, found, tab),
    )


def _tab_links(
    form: FilterForm, current: SentTab, found: Page, language: Language
) -> list[TabLink]:
    words = {SentTab.ALL: language("Alle"), SentTab.UNANSWERED: language("Uten svar")}
    return [
        TabLink(
            text,
            url_for("reporting_party.sent", tab=tab.value, **form.chosen),
            is_current=tab is current,
            count=found.counts.get(tab),
        )
        for tab, text in words.items()
    ]


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


@blueprint.post("/saker/<key>/send")
@requires_case(Permission.CONFIRM_SENDING_OF_CASE)
def send_on(case: Case) -> ResponseReturnValue:
    """Send a report that waits for a line manager, once the leader has had the time."""
    form = ActForm(page_language())
    page = CaseFormPage(case, form, Action.CONFIRM_SENDING)
    try:
        return carry_out(
            page,
            lambda session: send_as_coordinator(
                session, actor(), case.key, form.opened_at, now=now()
            ),
            N_("Meldingen er sendt til mottakeren."),
        )
    except TooEarlyToSend as fault:
        language = page_language()
        day = language.weekday(fault.may_send_on)
        return page.show(409, language(TOO_EARLY, day=day))


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
