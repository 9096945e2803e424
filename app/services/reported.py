"""A report as the reporter wrote it, in the words of the form version it was filed on."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.joint_form import Option
from app.domain.vocabulary import Consent, Consequence, Direction, NarrativeKind, Words, joined
from app.models import Case, CaseServiceKind, FormOption, FormText, Incident, Party, Unit
from app.services.retention.erased_words import Text, erased


@dataclass(frozen=True)
class FormWords:
    """The texts of one form version, and its options by list and key, in the form's order."""

    texts: Mapping[str, Words]
    options: Mapping[tuple[str, str], Option]

    def listed(self, listed: str) -> tuple[Option, ...]:
        """Give the options of "service_kind", "category", "consequence" or "consent"."""
        return tuple(option for (name, _key), option in self.options.items() if name == listed)

    def chosen(self, listed: str, keys: AbstractSet[str]) -> tuple[Words, ...]:
        """Give the words of the chosen options, in the form's order."""
        return tuple(option.words for option in self.listed(listed) if option.key in keys)

    def labelled(self, listed: str, keys: AbstractSet[str]) -> tuple[Words, ...]:
        """Give the few words that name the chosen options, in the form's order."""
        return tuple(option.label for option in self.listed(listed) if option.key in keys)


def form_words(session: Session, form_version_id: int) -> FormWords:
    """Read a form version back: two statements."""
    texts = session.scalars(select(FormText).where(FormText.form_version_id == form_version_id))
    options = session.scalars(
        select(FormOption)
        .where(FormOption.form_version_id == form_version_id)
        .order_by(FormOption.list, FormOption.position)
    )
    return FormWords(
        texts={row.key: row.words for row in texts},
        options={
            (row.list, row.key): Option(
                row.key, row.words, row.explanation, row.needs_text, row.short
            )
            for row in options
        },
    )


@dataclass(frozen=True)
class Reported:
    """What the reporter filled in; nobody has changed a word of it.

    ``hospital_unit`` names the clinic too when it is a section. ``narratives`` has only the kinds
    that were filled in; once the retention rule has emptied them, ``erased`` stands in their place.
    """

    form: FormWords
    direction: Direction
    occurred_on: date
    occurred_at: time | None
    hospital_unit: Words | None
    municipality: Words | None
    service_kinds: tuple[Words, ...]
    categories: tuple[Words, ...]
    category_labels: tuple[Words, ...]
    consequence: Option
    changed_consequence: Option | None
    consent: Consent
    consent_statement: Words
    documents_follow: bool
    narratives: Mapping[NarrativeKind, str]
    erased: Words | None = None

    def said(self, kind: str) -> Text:
        """Give what was written under a kind of narrative, or that it is erased; empty for none."""
        is_filled_in = NarrativeKind(kind) in self.narratives
        return (self.erased if is_filled_in else None) or self.narratives.get(
            NarrativeKind(kind), ""
        )


def reported(
    session: Session,
    case: Case,
    form: FormWords,
    categories: AbstractSet[str],
    narratives: Mapping[NarrativeKind, str],
    erased_at: datetime | None = None,
) -> Reported:
    """Put the report together: four statements besides what the caller has read."""
    incident = session.get_one(Incident, case.own_incident_id or case.incident_id)
    kinds = session.scalars(select(CaseServiceKind.key).where(CaseServiceKind.case_id == case.id))
    municipality = session.get(Party, case.municipality_id) if case.municipality_id else None
    consent = form.texts.get(f"consent_{case.consent.value}", case.consent.words)
    return Reported(
        form=form,
        direction=case.direction,
        occurred_on=incident.occurred_on,
        occurred_at=incident.occurred_at,
        hospital_unit=_with_clinic(session, case.hospital_unit_id),
        municipality=municipality.name if municipality else None,
        service_kinds=form.chosen("service_kind", set(kinds)),
        categories=form.chosen("category", categories),
        category_labels=form.labelled("category", categories),
        consequence=_consequence(form, case.consequence),
        changed_consequence=_consequence(form, case.changed_consequence)
        if case.changed_consequence
        else None,
        consent=case.consent,
        consent_statement=consent,
        documents_follow=case.documents_follow,
        narratives=narratives,
        erased=erased(erased_at) if erased_at else None,
    )


def _consequence(form: FormWords, level: Consequence) -> Option:
    return form.options.get(("consequence", level.value)) or Option(level.value, level.words)


def _with_clinic(session: Session, unit_id: int | None) -> Words | None:
    if unit_id is None:
        return None
    parent = select(Unit.parent_id).where(Unit.id == unit_id).scalar_subquery()
    units = session.scalars(select(Unit).where(or_(Unit.id == unit_id, Unit.id == parent))).all()
    ordered = sorted(units, key=lambda unit: unit.id == unit_id)
    return joined((unit.name for unit in ordered), " – ")
