"""Faults, explained. Nothing typed is lost, and no log line carries content or a link."""

import logging

from flask import Flask, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    NotFound,
    RequestEntityTooLarge,
    SecurityError,
)

from app.db import IdentifierRefused, NotMachineText, StorageUnavailable
from app.domain.lifecycle import NotAllowed
from app.domain.policy import NotPermitted
from app.faults import WITHOUT_WORDS, told
from app.services.acts import OutdatedVersion
from app.services.cases import CaseNotFound
from app.web.carried import Carried, carried_fields
from app.web.language import page_language
from app.web.pages import FormPage

log = logging.getLogger("samhandling")

TEXT_IS_HANDED_BACK = frozenset({404, 409, 422, 500, 503})
"""Faults that may meet a post before its form page stands ready: a moved case, no storage."""


def explain(app: Flask) -> None:
    """Register a page for every fault, and let Flask's own lines about faults have no words."""
    app.logger.addFilter(WITHOUT_WORDS)
    app.register_error_handler(StorageUnavailable, _storage_unavailable)
    app.register_error_handler(IdentifierRefused, _identifier_refused)
    app.register_error_handler(NotMachineText, _not_a_key)
    app.register_error_handler(OutdatedVersion, _outdated)
    app.register_error_handler(NotAllowed, _not_allowed)
    app.register_error_handler(NotPermitted, _not_found)
    app.register_error_handler(CaseNotFound, _not_found)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def _storage_unavailable(fault: StorageUnavailable) -> ResponseReturnValue:
    _log_fault(fault)
    g.storage_is_gone = True
    sentence = page_language()(
        "Vi fikk ikke lagret akkurat nå. Ingenting er sendt, og alt du skrev, står her. "
        "Vent et øyeblikk og trykk på knappen en gang til."
    )
    return _again(503, sentence)


def _identifier_refused(fault: IdentifierRefused) -> ResponseReturnValue:
    _log_fault(fault)
    sentence = page_language()(
        "Teksten inneholder noe som ligner et fødselsnummer. Ta det bort og send en gang til."
    )
    return _again(422, sentence)


def _not_a_key(_fault: NotMachineText) -> ResponseReturnValue:
    """What was looked up cannot be a key of ours, so there is nothing by that name."""
    return _page(404)


def _outdated(fault: OutdatedVersion) -> ResponseReturnValue:
    sentence = page_language()(
        "Noen andre rakk å gjøre noe med saken før deg. Se hva som er nytt. "
        "Det du skrev, står her fortsatt; trykk på knappen en gang til hvis det fremdeles passer."
    )
    page: FormPage | None = g.get("form_page")
    if page is not None and "version" in page.form:
        page.form["version"].data = str(fault.current_version)
    return _again(409, sentence)


def _not_allowed(_fault: NotAllowed) -> ResponseReturnValue:
    sentence = page_language()("Dette går ikke an slik saken står nå. Se hva som er nytt i saken.")
    return _again(409, sentence)


def _not_found(_fault: Exception) -> ResponseReturnValue:
    return _page(404)


def _http(fault: HTTPException) -> ResponseReturnValue:
    if isinstance(fault, SecurityError):
        return Response("400\n", 400, mimetype="text/plain")  # another host gets no page of ours
    if fault.response is not None or (fault.code and fault.code < 400):  # noqa: PLR2004  a redirect is no fault
        return fault
    status = fault.code or 500
    page, _status = _page(status)
    return page, status, {"Allow": ", ".join(getattr(fault, "valid_methods", None) or ())}


def _fault(fault: Exception) -> ResponseReturnValue:
    _log_fault(fault)
    return _again(
        InternalServerError.code,
        page_language()("Noe gikk galt hos oss. Ingenting er lagret, og alt du skrev, står her."),
    )


def _log_fault(fault: Exception) -> None:
    """Log the kind of fault and where in our code it came from; never its words or the address."""
    rule = request.url_rule.rule if request.url_rule else "?"
    log.error("%s on %s %s", told(fault), request.method, rule)


def _again(status: int, sentence: str) -> ResponseReturnValue:
    page: FormPage | None = g.pop("form_page", None)
    if page is None:
        return _page(status, sentence)
    return page.show(status, sentence)


def _page(status: int, sentence: str = "") -> tuple[str, int]:
    is_post = request.method == "POST" and status in TEXT_IS_HANDED_BACK
    g.is_nowhere = status == NotFound.code
    kept = _kept() if is_post else []
    return render_template("errors/error.html", status=status, sentence=sentence, kept=kept), status


def _kept() -> list[Carried]:
    try:
        return carried_fields()
    except RequestEntityTooLarge:
        return []  # it was never read
