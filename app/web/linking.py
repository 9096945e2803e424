"""Linking a case to another, undoing it, and saying that two are not the same."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from app.domain.lifecycle import Action
from app.domain.policy import Permission
from app.models import Case
from app.services.linking import links
from app.services.linking.links import LinkedOtherwise, LinkNotFound, UnknownOther
from app.web.access import actor, now, requires_case
from app.web.case_forms import KEEP_APART, UNLINK
from app.web.case_page import CaseFormPage, carry_out
from app.web.language import page_language
from forms.base import N_
from forms.linking import KeepApartForm, LinkForm, UnlinkForm

blueprint = Blueprint("linking", __name__)

NO_SUCH_CASE = N_(
    "Vi finner ingen annen sak med denne referansen som du kan lese. Sjekk de åtte tegnene."
)
LINKED_OTHERWISE = N_("Sakene er koblet fra før, på en annen måte. Angre den koblingen først.")


@blueprint.post("/saker/<key>/koble")
@requires_case(Permission.LINK_CASE)
def link(case: Case) -> ResponseReturnValue:
    """Link the case to another that the reader may read."""
    form = LinkForm(page_language())
    return carry_out(
        CaseFormPage(case, form, Action.LINK),
        lambda session: links.link(session, actor(), case.key, form.other, form.kind, now=now()),
        N_("Sakene er koblet."),
        refusals={
            UnknownOther: (form.link_to, NO_SUCH_CASE),
            LinkedOtherwise: (form.link_to, LINKED_OTHERWISE),
        },
    )


@blueprint.post("/saker/<key>/angre-kobling")
@requires_case(Permission.LINK_CASE)
def unlink(case: Case) -> ResponseReturnValue:
    """Undo a link."""
    form = UnlinkForm(page_language())
    try:
        return carry_out(
            CaseFormPage(case, form, UNLINK),
            lambda session: links.unlink(session, actor(), case.key, form.link_id, now=now()),
            N_("Koblingen er tatt bort."),
        )
    except LinkNotFound:
        abort(404)


@blueprint.post("/saker/<key>/ikke-samme")
@requires_case(Permission.LINK_CASE)
def keep_apart(case: Case) -> ResponseReturnValue:
    """Say that another report is not about the same incident."""
    form = KeepApartForm(page_language())
    try:
        return carry_out(
            CaseFormPage(case, form, KEEP_APART),
            lambda session: links.keep_apart(session, actor(), case.key, form.other, now=now()),
            N_("Notert. Vi foreslår ikke den saken igjen."),
        )
    except UnknownOther:
        abort(404)
