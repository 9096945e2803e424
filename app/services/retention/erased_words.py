"""What stands in the place of a text that the retention rule has erased."""

from datetime import datetime

from app.domain.audit import AuditAction
from app.domain.vocabulary import Words
from app.language import CODES, language_named

Text = str | Words
"""What somebody wrote, or the words that say when it was erased."""


def shown(body: str, erased_at: datetime | None) -> Text:
    """Give a text as it is shown: itself, or that it is erased and on which Oslo date."""
    return body if erased_at is None else erased(erased_at)


def erased(at: datetime) -> Words:
    """Say in both forms of Norwegian that the rule has erased something, and when."""
    told = AuditAction.ERASED.words
    return Words(*(f"{told.within(code)} {language_named(code).date(at)}" for code in CODES))
