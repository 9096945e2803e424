"""Sladding: choosing what to hide in a text, and deciding on what is hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.policy import Actor, Permission
from app.domain.redaction import TO_THE_REPORTER, pieces_of
from app.domain.vocabulary import Role, Words
from app.models import Case
from app.services import audit
from app.services.cases import find_case, relations_of
from app.services.redaction import lists, redacting
from app.services.redaction.lists import WaitingPassage
from app.services.redaction.redacting import (
    NothingToDecide,
    TextHasChanged,
    TextIsRefused,
    TextNotFound,
)
from app.services.redaction.texts import CaseText, readable_texts
from app.web.access import actor, database, now, requires, requires_case, requires_link
from app.web.language import page_language
from forms.base import N_, OLD_PAGE
from forms.redacting import DecideForm, HideForm

blueprint = Blueprint("redacting", __name__)

CHANGED = N_("Teksten er endret siden du åpnet siden. Ingenting er skjult nå. Velg ordene på nytt.")
GONE = N_("Teksten finnes ikke lenger. Ingenting er skjult nå.")
HIDDEN = N_(
    "Det du valgte, er skjult for alle. En koordinator avgjør om det blir sladdet for godt."
)
DECIDED = N_("Dette er alt avgjort, eller det er en annen part som avgjør det.")
REFUSED = N_(
    "Teksten kan ikke vises igjen, for den inneholder noe som ligner et fødselsnummer. "
    "Sladd den for godt."
)
REDACTED = N_("Det er sladdet for godt.")
SHOWN = N_("Det er vist igjen.")

SHOW = "vis"
"""The decision to show again, in the address of the page that asks for it once more."""


@dataclass(frozen=True)
class Reading:
    """Somebody who reads a case to hide something: the address of the page, and the way back."""

    case: Case
    reader: Actor
    here: str
    back: str

    def texts(self) -> tuple[CaseText, ...]:
        """Read what the reader may see now."""
        with database().reading() as session:
            case = find_case(session, self.case.key)
            return readable_texts(session, self.reader, case, relations_of(session, case))

    def heading(self, text: CaseText) -> Words:
        """Say which text it is, to the reporter as one who is spoken to."""
        if self.reader.user_id:
            return text.heading
        return TO_THE_REPORTER.get(text.kind or text.place.value, text.heading)

    def log(self) -> None:
        """Write in the log that the texts are read, before they are shown."""
        with database().transaction() as session:
            audit.record(
                session,
                self.reader,
                AuditAction.CASE_READ,
                now=now(),
                case_id=self.case.id,
                where="redacting",
            )


def _by_sign_in(case: Case) -> Reading:
    here = url_for("redacting.choose", key=case.key)
    return Reading(case, actor(), here, url_for("handling.show", key=case.key))


def _by_link(case: Case, reporter: Actor, token: str) -> Reading:
    here = url_for("redacting.choose_as_reporter", token=token)
    return Reading(case, reporter, here, url_for("following.show", token=token))


@blueprint.get("/saker/<key>/skjul")
@requires_case(Permission.HIDE_IN_CASE)
def choose(case: Case) -> ResponseReturnValue:
    """Show the texts of a case, or the words of one of them."""
    return _choose(_by_sign_in(case))


@blueprint.get("/folg/<token>/skjul")
@requires_link
def choose_as_reporter(case: Case, reporter: Actor, token: str) -> ResponseReturnValue:
    """Show the reporter the texts, or the words of one of them."""
    return _choose(_by_link(case, reporter, token))


@blueprint.post("/saker/<key>/skjul")
@requires_case(Permission.HIDE_IN_CASE)
def hide(case: Case) -> ResponseReturnValue:
    """Hide words."""
    return _hide(_by_sign_in(case))


@blueprint.post("/folg/<token>/skjul")
@requires_link
def hide_as_reporter(case: Case, reporter: Actor, token: str) -> ResponseReturnValue:
    """Hide words, as the reporter."""
    return _hide(_by_link(case, reporter, token))


def _choose(reading: Reading) -> ResponseReturnValue:
    texts = reading.texts()
    address = request.args.get("tekst", "")
    if not address:
        return _show_texts(reading, texts)
    text = _called(texts, address)
    if text is None:
        abort(404)
    form = HideForm(page_language(), formdata=None)
    form.offer(text.body, text.findings)
    if not text.is_of_staff:
        form.suggest(text.body, text.findings)
    return _show_words(reading, text, form)


def _hide(reading: Reading) -> ResponseReturnValue:
    language = page_language()
    form = HideForm(language)
    text = _called(reading.texts(), form.text.data or "")
    if text is None:
        return _show_texts(reading, reading.texts(), language(GONE)), 409
    form.offer(text.body, text.findings)
    if form.seen.data and form.seen.data != text.digest:
        form.words.data = []  # what was chosen may begin elsewhere now, and other words there
        return _show_words(reading, text, form, language(CHANGED)), 409
    if not form.validate():
        return _show_words(
            reading, text, form, language(OLD_PAGE) if form.page_was_old else ""
        ), 422
    try:
        with database().transaction() as session:
            redacting.hide(session, reading.reader, reading.case.key, form.draft(), now=now())
    except (TextHasChanged, TextNotFound):
        return _show_texts(reading, reading.texts(), language(CHANGED)), 409
    flash(language(HIDDEN), "success")
    return redirect(reading.back, 303)


def _called(texts: Sequence[CaseText], address: str) -> CaseText | None:
    return next((text for text in texts if text.is_called(address)), None)


def _show_texts(reading: Reading, texts: Sequence[CaseText], notice: str = "") -> str:
    reading.log()
    return render_template("redacting/texts.html", reading=reading, texts=texts, notice=notice)


def _show_words(reading: Reading, text: CaseText, form: HideForm, notice: str = "") -> str:
    reading.log()
    form.text.data, form.seen.data = text.address, text.digest
    return render_template(
        "redacting/words.html",
        reading=reading,
        text=text,
        form=form,
        pieces=pieces_of(text.body),
        has_suggested=request.method == "GET" and bool(form.words.data),
        notice=notice,
    )


@blueprint.get("/sladding")
@requires(Permission.READ_REDACTIONS)
def overview() -> ResponseReturnValue:
    """Show what waits to be decided, and what was ever hidden in the party's texts."""
    return _overview()


@blueprint.get("/saker/<key>/sladding")
@requires_case(Permission.REDACT_CASE)
def of_case(case: Case) -> ResponseReturnValue:
    """Show what waits to be decided on one case."""
    return _overview(case)


@blueprint.get("/saker/<key>/sladding/valg")
@requires_case(Permission.REDACT_CASE)
def confirm(case: Case) -> ResponseReturnValue:
    """Say what a decision on a passage does before it is taken."""
    form = DecideForm(page_language(), formdata=None)
    form.passage.data = request.args.get("passasje", "")
    reader = actor()
    with database().transaction() as session:
        found = lists.waiting_passages(session, reader, case_id=case.id)
        _log(session, reader, found)
    passage = next((each for each in found if each.id == form.passage_id), None)
    if passage is None:
        return _overview(case, page_language()(DECIDED)), 409
    return render_template(
        "redacting/confirming.html",
        passage=passage,
        form=form,
        for_good=request.args.get("valg") != SHOW,
    )


@blueprint.post("/saker/<key>/sladding")
@requires_case(Permission.REDACT_CASE)
def decide(case: Case) -> ResponseReturnValue:
    """Black a passage out for good, or show it again."""
    language = page_language()
    form = DecideForm(language)
    if not form.validate():
        return _overview(case, language(OLD_PAGE)), 400
    act, done = (redacting.redact, REDACTED) if form.redact.data else (redacting.show_again, SHOWN)
    try:
        with database().transaction() as session:
            act(session, actor(), case.key, form.passage_id, now=now())
    except NothingToDecide:
        return _overview(case, language(DECIDED)), 409
    except TextIsRefused:
        return _overview(case, language(REFUSED)), 409
    flash(language(done), "success")
    return redirect(url_for("redacting.overview"), 303)


def _overview(case: Case | None = None, notice: str = "") -> str:
    """Read the lists, and write in the log that they were read, before the page is sent."""
    reader = actor()
    with database().transaction() as session:
        decides_for = lists.parties_acted_for(session, reader)
        waiting = lists.waiting_passages(session, reader, case_id=case.id if case else None)
        deviations = () if case else lists.possible_deviations(session, reader)
        for party in sorted(decides_for | reader.party_ids(Role.PRIVACY_OFFICER)):
            audit.record(session, reader, AuditAction.REDACTIONS_READ, now=now(), party=party)
        _log(session, reader, waiting)
    return render_template(
        "redacting/overview.html",
        waiting=waiting,
        deviations=deviations,
        most=lists.SHOWN_PASSAGES,
        decides=bool(decides_for),
        guards=case is None and reader.has(Role.PRIVACY_OFFICER),
        notice=notice,
    )


def _log(session: Session, reader: Actor, passages: Sequence[WaitingPassage]) -> None:
    """Write in the log that texts around hidden passages are read."""
    for case_id in sorted({passage.case_id for passage in passages}):
        audit.record(
            session,
            reader,
            AuditAction.CASE_READ,
            now=now(),
            case_id=case_id,
            where="redacting",
        )
