"""The oppslagskode, for the pages that show it: never for a mail, a log, a title or an address."""

from app.models import Case
from app.web.access import links


def lookup_code(case: Case, *, exists: bool) -> str:
    """Give the case's code where there is one now; empty where consent or status rules it out."""
    return links().lookup_code(case.key) if exists else ""
