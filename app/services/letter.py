"""The følgeskriv: the joint form as filled in, and where it goes by post.

It has no place for who the patient is. That is written in the browser, and stands on paper alone.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.case import Reference, ReporterDraft
from app.domain.vocabulary import NarrativeKind, PartyKind, UnitKind, Words
from app.models import Case, Party, Reporter, Unit
from app.services.cases import assignments_of, current
from app.services.follow_page import follow_page
from app.services.reported import Reported

LONG_TEXT = 1500
LINE_ENDING = 90
"""Characters; about a line of the sheet, which a line break fills."""


class NoLetter(Exception):
    """Consent rules identity out, nobody works on the case, or it has no recipient yet."""


@dataclass(frozen=True)
class Addressee:
    """Who opens the letter. ``lines`` are the rest of the address, as the register has it."""

    unit: Words
    party: Words
    is_clinic: bool
    is_hospital: bool
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """Everything on the sheet but the patient. ``reporter`` is None when it has been erased."""

    reference: Reference
    reported: Reported
    reporter: ReporterDraft | None
    own_reference: str
    addressee: Addressee

    @property
    def is_long(self) -> bool:
        """Tell whether the texts need smaller type to leave the form on two sheets."""
        texts = self.reported.narratives.values()
        return sum(len(text) + text.count("\n") * LINE_ENDING for text in texts) > LONG_TEXT

    def ticks(self, listed: str, key: str) -> bool:
        """Tell whether an option is chosen in one of the form's four lists."""
        report = self.reported
        chosen = {
            "service_kind": report.service_kinds,
            "category": report.categories,
            "consequence": (report.consequence.words,),
        }
        if listed == "consent":
            return report.consent.value == key
        return report.form.options[listed, key].words in chosen[listed]

    def other(self, listed: str) -> str:
        """Give what was written at «Annet» in a list."""
        return self.reported.narratives.get(NarrativeKind(f"other_{listed}"), "")


def letter(session: Session, case: Case, *, today: date) -> Letter:
    """Put the letter together, addressed to the unit that has the case now.

    Raises:
        NoLetter: when there is none to send.
    """
    page = follow_page(session, case, today=today)
    if not page.has_letter:
        raise NoLetter
    return Letter(
        reference=page.reference,
        reported=page.reported,
        reporter=_reporter(session, case),
        own_reference=page.own_reference,
        addressee=_addressee(session, current(assignments_of(session, case.id))[0].unit_id),
    )


def _reporter(session: Session, case: Case) -> ReporterDraft | None:
    row = session.get(Reporter, case.id)
    if row is None:
        return None
    return ReporterDraft(row.name, row.workplace, row.line_manager, row.phone, row.email)


def _addressee(session: Session, unit_id: int) -> Addressee:
    unit = session.get_one(Unit, unit_id)
    party = session.get_one(Party, unit.party_id)
    return Addressee(
        unit=unit.name,
        party=party.name,
        is_clinic=unit.kind in {UnitKind.CLINIC, UnitKind.SECTION},
        is_hospital=party.kind is PartyKind.HEALTH_TRUST,
        lines=tuple((party.postal_address or "").splitlines()),
    )
