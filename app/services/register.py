"""Reading the register back: who takes part, which units there are, which form holds on a date."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.joint_form import JointForm, LeaderChoice, Option, PartyChoice, UnitChoice
from app.domain.line_manager import LineManagerMode
from app.domain.vocabulary import PartyKind, UnitKind
from app.models import (
    FormOption,
    FormText,
    FormVersion,
    Helsefellesskap,
    MailDomain,
    Participation,
    Party,
    Unit,
)
from app.services.unit_leaders import units_with_leaders


def all_helsefellesskap(session: Session) -> list[Helsefellesskap]:
    """Give every helsefellesskap of the installation, in order of entry."""
    return list(session.scalars(select(Helsefellesskap).order_by(Helsefellesskap.id)))


def find_helsefellesskap(session: Session, key: str) -> Helsefellesskap | None:
    """Find a helsefellesskap by its key."""
    return session.scalar(select(Helsefellesskap).where(Helsefellesskap.key == key))


def find_party(session: Session, key: str | None) -> Party | None:
    """Find a party by its key; None stays None."""
    return session.scalar(select(Party).where(Party.key == key)) if key else None


def find_unit(session: Session, key: str | None) -> Unit | None:
    """Find a unit by its key; None stays None."""
    return session.scalar(select(Unit).where(Unit.key == key)) if key else None


def participating(session: Session, helsefellesskap_id: int, on: date) -> list[Party]:
    """Give the parties of a helsefellesskap on a date: the trust, then municipalities in order."""
    return list(
        session.scalars(
            select(Party)
            .join(Participation, Participation.party_id == Party.id)
            .where(
                Participation.helsefellesskap_id == helsefellesskap_id,
                Participation.valid_from <= on,
                or_(Participation.valid_to.is_(None), Participation.valid_to >= on),
            )
            .order_by(Party.id)
        )
    )


def units_of(session: Session, party_ids: list[int], on: date) -> list[Unit]:
    """Give the units that exist on a date, clinics and sections in the register's order."""
    return list(
        session.scalars(
            select(Unit)
            .where(
                Unit.party_id.in_(party_ids),
                or_(Unit.valid_from.is_(None), Unit.valid_from <= on),
                or_(Unit.valid_to.is_(None), Unit.valid_to >= on),
            )
            .order_by(Unit.party_id, Unit.position)
        )
    )


def triage_desk(session: Session, party_id: int, on: date) -> Unit | None:
    """Give the party's triage desk."""
    return next((unit for unit in units_of(session, [party_id], on) if unit.is_triage_desk), None)


def secretariat(session: Session, helsefellesskap_id: int, on: date) -> Unit:
    """Give the FSU secretariat's inbox.

    Raises:
        LookupError: when the register has none.
    """
    bodies = [
        party.id
        for party in participating(session, helsefellesskap_id, on)
        if party.kind is PartyKind.JOINT_BODY
    ]
    for unit in units_of(session, bodies, on):
        if unit.kind is UnitKind.SECRETARIAT:
            return unit
    message = "the helsefellesskap has no secretariat"
    raise LookupError(message)


def form_version_on(session: Session, helsefellesskap_id: int, on: date) -> FormVersion:
    """Give the form version that holds on a date; the earliest holds for older dates.

    Raises:
        LookupError: when the helsefellesskap has none.
    """
    versions = session.scalars(
        select(FormVersion)
        .where(FormVersion.helsefellesskap_id == helsefellesskap_id)
        .order_by(FormVersion.valid_from)
    ).all()
    if not versions:
        message = "the helsefellesskap has no form"
        raise LookupError(message)
    return next((row for row in reversed(versions) if row.valid_from <= on), versions[0])


def joint_form(
    session: Session, helsefellesskap: Helsefellesskap, on: date, version: FormVersion | None = None
) -> JointForm:
    """Give the form that holds on a date, or ``version`` for a case that was filed on it."""
    version = version or form_version_on(session, helsefellesskap.id, on)
    parties = participating(session, helsefellesskap.id, on)
    hospitals = [party for party in parties if party.kind is PartyKind.HEALTH_TRUST]
    municipalities = [party for party in parties if party.kind is PartyKind.MUNICIPALITY]
    texts = session.scalars(select(FormText).where(FormText.form_version_id == version.id))
    domains = _domains(session, parties)
    return JointForm(
        helsefellesskap_key=helsefellesskap.key,
        helsefellesskap=helsefellesskap.name,
        version_key=version.key,
        valid_from=version.valid_from,
        texts={text.key: text.words for text in texts},
        service_kinds=_options(session, version, "service_kind"),
        categories=_options(session, version, "category"),
        consequences=_options(session, version, "consequence"),
        hospitals=_choices(session, helsefellesskap.id, hospitals, domains),
        municipalities=_choices(session, helsefellesskap.id, municipalities, domains),
        hospital_units=_unit_choices(session, [party.id for party in hospitals], on),
        mail_domains=frozenset().union(*domains.values()),
        leaders=_leader_choices(session, [*hospitals, *municipalities], on),
    )


def _domains(session: Session, parties: list[Party]) -> dict[int, frozenset[str]]:
    rows = session.execute(
        select(MailDomain.party_id, MailDomain.domain).where(
            MailDomain.party_id.in_([party.id for party in parties])
        )
    ).all()
    return {
        party.id: frozenset(domain.lower() for owner, domain in rows if owner == party.id)
        for party in parties
    }


def _options(session: Session, version: FormVersion, listed: str) -> tuple[Option, ...]:
    rows = session.scalars(
        select(FormOption)
        .where(FormOption.form_version_id == version.id, FormOption.list == listed)
        .order_by(FormOption.position)
    )
    return tuple(
        Option(row.key, row.words, row.explanation, row.needs_text, row.short) for row in rows
    )


def _choices(
    session: Session,
    helsefellesskap_id: int,
    parties: list[Party],
    domains: dict[int, frozenset[str]],
) -> tuple[PartyChoice, ...]:
    areas = dict(
        session.execute(
            select(Participation.party_id, Participation.other_hospital_areas).where(
                Participation.helsefellesskap_id == helsefellesskap_id
            )
        ).all()
    )
    return tuple(
        PartyChoice(
            key=party.key,
            name=party.name,
            short_name=party.short_name,
            other_hospital_areas=tuple((areas.get(party.id) or "").split("\n"))
            if areas.get(party.id)
            else (),
            postal_address=tuple((party.postal_address or "").split("\n")),
            line_manager=LineManagerMode(party.line_manager_mode),
            mail_domains=domains[party.id],
        )
        for party in parties
    )


def _unit_choices(session: Session, party_ids: list[int], on: date) -> tuple[UnitChoice, ...]:
    units = units_of(session, party_ids, on)
    names = {unit.id: unit.name for unit in units}
    chosen = [unit for unit in units if unit.kind in {UnitKind.CLINIC, UnitKind.SECTION}]
    return tuple(
        UnitChoice(
            unit.key,
            unit.name,
            names.get(unit.parent_id) if unit.parent_id else None,
            unit.has_line_manager,
        )
        for unit in chosen
    )


def _leader_choices(session: Session, parties: list[Party], on: date) -> tuple[LeaderChoice, ...]:
    """Give the units with a leader, of the parties that let leaders know."""
    told = {
        party.id: party.key for party in parties if party.line_manager_mode != LineManagerMode.NONE
    }
    return tuple(
        LeaderChoice(unit.key, unit.name, told[unit.party_id])
        for unit in units_with_leaders(session, told, on)
    )
