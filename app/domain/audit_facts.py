"""Whether an entry of the log carries what its action declares."""

from app.domain.audit import AuditAction, Facts


class WrongFacts(Exception):
    """An entry carried other facts than its action declares."""


def checked_facts(action: AuditAction, facts: Facts) -> Facts:
    """Give the facts back when they are exactly those the action declares.

    Raises:
        WrongFacts: when one is missing or one too many.
    """
    if action.facts != frozenset(facts):
        message = f"{action.value} carries {sorted(action.facts)}, not {sorted(facts)}"
        raise WrongFacts(message)
    return facts
