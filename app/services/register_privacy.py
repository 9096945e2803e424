"""Taking in what a register says of personal data: notices and retention decisions by party.

Both follow the file to the letter, unlike what cases point at: a decision that is taken out of the
file must not go on erasing.
"""

from collections.abc import Mapping
from dataclasses import fields

from app.domain.register import PartyEntry, PartyPrivacyEntry, PrivacyEntry, Register
from app.domain.vocabulary import Words, joined
from app.models import PrivacyNotice, RetentionDecision
from app.services.upserting import Rows

BETWEEN_PARAGRAPHS = "\n"


def load_privacy(rows: Rows, register: Register, party_ids: Mapping[str, int]) -> None:
    """Give every party its notice and its decisions; safe to repeat."""
    for party in register.parties:
        owner = {"party_id": party_ids[party.key]}
        _load_notice(rows, owner, party.privacy, register.privacy)
        _load_decisions(rows, owner, party)


def _load_notice(
    rows: Rows, owner: Mapping[str, int], own: PartyPrivacyEntry | None, common: PrivacyEntry
) -> None:
    if own is None:
        rows.remove_rest(PrivacyNotice, owner, "party_id", set())
        return
    texts = {
        text.name: _as_one(getattr(own, text.name) or getattr(common, text.name))
        for text in fields(PrivacyEntry)
    }
    office = {"officer": own.officer, "officer_contact": own.officer_contact}
    rows.put(PrivacyNotice, owner, office | texts)


def _as_one(paragraphs: tuple[Words, ...]) -> Words:
    return joined(paragraphs, BETWEEN_PARAGRAPHS)


def _load_decisions(rows: Rows, owner: Mapping[str, int], party: PartyEntry) -> None:
    for row in party.retention_decisions:
        rows.put(
            RetentionDecision,
            {**owner, "decided_on": row.decided_on},
            {"decision": row.decision, "months": row.months},
        )
    days = {row.decided_on for row in party.retention_decisions}
    rows.remove_rest(RetentionDecision, owner, "decided_on", days)
