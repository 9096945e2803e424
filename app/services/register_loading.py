"""Taking a register file into the database: rows are added and altered by key, and never deleted.

A case points at the units, rules and form of its time, so a row that ends gets an end date in the
file. A row that has left the file stays as it was, and is named among the changes as kept.
"""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.policy import SYSTEM
from app.domain.register import (
    FormVersionEntry,
    MembershipEntry,
    PartyEntry,
    Register,
    UnitEntry,
    read_register,
    with_forms,
)
from app.domain.vocabulary import Words
from app.models import (
    ClosedDay,
    DeadlineDecision,
    FormOption,
    FormText,
    FormVersion,
    Helsefellesskap,
    MailDomain,
    Participation,
    Party,
    RoutingRule,
    Setting,
    Unit,
    UnitName,
)
from app.screening import screen
from app.services import accounts, audit
from app.services.clock.recomputing import recompute
from app.services.duties.rules import FILE as DUTIES_FILE
from app.services.duties.rules import load_duties
from app.services.register_agreements import load_agreements
from app.services.register_goals import load_goals
from app.services.register_privacy import load_privacy
from app.services.upserting import Change, Rows

MOVING_DUE_DATES = frozenset({DeadlineDecision.__tablename__, ClosedDay.__tablename__})
"""A change in these moves the due dates of cases that wait for an answer."""


class UnreadableFile(Exception):
    """A register file is not there, or is not TOML; the sentence names the file and the place."""


def read_file(path: Path) -> Register:
    """Read a register file and the form files that it names, which lie beside it.

    Raises:
        UnreadableFile: when a file is missing or is not TOML.
        RegisterFault: with every place and reason, when the register is not sound.
    """
    table = with_forms(_toml(path), lambda name: _toml(path.parent / name), screen=_carries_number)
    return read_register(table, screen=_carries_number)


def _carries_number(text: str) -> bool:
    return bool(screen(text))


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as fault:
        raise UnreadableFile(f"{path}: {fault.strerror}") from None
    except UnicodeDecodeError:
        raise UnreadableFile(f"{path}: is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as fault:
        raise UnreadableFile(f"{path}: {fault}") from None


def load_register_file(session: Session, path: Path, *, now: datetime) -> list[Change]:
    """Read a register file and load it, with the duties beside it: all of it, or nothing.

    Raises:
        UnsoundRules: when the file of duties is not sound.
        UnreadableFile: when a file is missing or is not TOML.
        RegisterFault: with every place and reason, when the register is not sound.
    """
    changes = load_register(session, read_file(path), now=now)
    return [*changes, *load_duties(session, path.parent / DUTIES_FILE)]


def load_register(session: Session, register: Register, *, now: datetime) -> list[Change]:
    """Bring the database to what the register says, and tell what that changed.

    Loading the same register again changes nothing. A unit that is renamed keeps its old name in
    its history, until the day before; mail domains are a party's values and follow the file.
    """
    rows = Rows(session)
    home = _load_home(rows, register)
    party_ids = {entry.key: _load_party(rows, entry) for entry in register.parties}
    for entry in register.parties:
        _load_units(rows, party_ids[entry.key], entry, today=oslo_date(now))
    load_privacy(rows, register, party_ids)
    _load_participations(rows, home, register, party_ids)
    for version in register.form_versions:
        _load_form(rows, home, version)
    _load_rules(rows, home, register)
    load_agreements(rows, home, register)
    load_goals(rows, home, register)
    for membership in register.memberships:
        _load_membership(session, rows, home, membership, now=now)
    if any(change.table in MOVING_DUE_DATES for change in rows.changes):
        recompute(session, home.id, now=now)
    if any(change.is_written for change in rows.changes):
        audit.record(
            session, SYSTEM, AuditAction.REGISTER_LOADED, now=now, helsefellesskap=home.key
        )
    return rows.changes


def _load_home(rows: Rows, register: Register) -> Helsefellesskap:
    entry = register.helsefellesskap
    home = rows.put(
        Helsefellesskap,
        {"key": entry.key},
        {"name": entry.name, "default_language": entry.default_language},
    )
    chosen = register.settings
    for key, value in {
        "small_count_threshold": chosen.small_count_threshold,
        "protect_zeros": int(chosen.protect_zeros),
        "follow_link_months": chosen.follow_link_months,
        "new_case_mail_minutes": chosen.new_case_mail_minutes,
        "public_figures": int(chosen.public_figures),
        "journal_messages": int(chosen.journal_messages),
        "pause_days_at_most": chosen.pause_days_at_most,
    }.items():
        rows.put(Setting, {"helsefellesskap_id": home.id, "key": key}, {"value": value})
    _load_deadlines(rows, home, register)
    return home


def _load_deadlines(rows: Rows, home: Helsefellesskap, register: Register) -> None:
    for row in register.deadlines:
        rows.put(
            DeadlineDecision,
            {"helsefellesskap_id": home.id, "valid_from": row.valid_from},
            {
                "decided_on": row.decided_on,
                "decision": row.decision or "",
                "acknowledge_working_days": row.acknowledge_working_days,
                "answer_days": row.answer_days,
                "remind_days_before": row.remind_days_before,
                "escalate_days_after": row.escalate_days_after,
            },
        )
    where = {"helsefellesskap_id": home.id}
    for closed in register.closed_days:
        rows.put(ClosedDay, {**where, "day": closed.day}, {"name": closed.name})
    rows.remove_rest(ClosedDay, where, "day", {closed.day for closed in register.closed_days})


def _load_party(rows: Rows, entry: PartyEntry) -> int:
    party = rows.put(
        Party,
        {"key": entry.key},
        {
            "kind": entry.kind,
            "name": entry.name,
            "short_name": entry.short_name or entry.name,
            "orgnr": entry.orgnr,
            "kommunenummer": entry.kommunenummer,
            "resh_id": entry.resh_id,
            "line_manager_mode": entry.line_manager.value,
            "postal_address": "\n".join(entry.postal_address) or None,
        },
    )
    domains = {*entry.mail_domains, *(d for unit in entry.units for d in unit.mail_domains)}
    rows.put_set(MailDomain, {"party_id": party.id}, "domain", domains)
    return party.id


def _load_units(rows: Rows, party_id: int, party: PartyEntry, *, today: date) -> None:
    ids: dict[str | None, int | None] = {None: None}
    waiting = list(enumerate(party.units, start=1))
    while waiting:
        position, entry = waiting.pop(0)
        if entry.parent not in ids:
            waiting.append((position, entry))
            continue
        ids[entry.key] = _load_unit(rows, entry, party_id, ids[entry.parent], position, today)
    rows.keep_rest(Unit, {"party_id": party_id}, {unit.key for unit in party.units})


def _load_unit(
    rows: Rows,
    entry: UnitEntry,
    party_id: int,
    parent_id: int | None,
    position: int,
    today: date,
) -> int:
    old_name = rows.session.scalar(select(Unit.name).where(Unit.key == entry.key))
    unit = rows.put(
        Unit,
        {"key": entry.key},
        {
            "party_id": party_id,
            "parent_id": parent_id,
            "kind": entry.kind,
            "name": entry.name,
            "short_name": entry.short_name or entry.name,
            "mailbox": entry.mailbox,
            "is_triage_desk": entry.is_triage_desk,
            "has_line_manager": entry.has_line_manager,
            "is_verified": entry.verified,
            "position": position,
            "valid_from": entry.valid_from,
            "valid_to": entry.valid_to,
        },
    )
    _keep_names(rows, unit, entry, old_name, today)
    return unit.id


def _keep_names(
    rows: Rows, unit: Unit, entry: UnitEntry, old_name: Words | None, today: date
) -> None:
    former = {name.name: name.valid_to for name in entry.former_names}
    if old_name is not None and old_name not in {entry.name, *former}:
        former[old_name] = today - timedelta(days=1)
    begins: date | None = entry.valid_from
    for name, ends in sorted(former.items(), key=lambda item: item[1]):
        rows.put(
            UnitName,
            {"unit_id": unit.id, "name": name},
            {"valid_to": ends},
            new={"valid_from": begins},
        )
        begins = ends + timedelta(days=1)


def _load_participations(
    rows: Rows, home: Helsefellesskap, register: Register, party_ids: dict[str, int]
) -> None:
    for row in register.participations:
        rows.put(
            Participation,
            {
                "helsefellesskap_id": home.id,
                "party_id": party_ids[row.party],
                "valid_from": row.valid_from,
            },
            {
                "valid_to": row.valid_to,
                "other_hospital_areas": "\n".join(row.other_hospital_areas) or None,
            },
        )


def _load_form(rows: Rows, home: Helsefellesskap, entry: FormVersionEntry) -> None:
    version = rows.put(
        FormVersion,
        {"helsefellesskap_id": home.id, "key": entry.key},
        {"valid_from": entry.valid_from},
    )
    for key, words in entry.texts.items():
        rows.put(FormText, {"form_version_id": version.id, "key": key}, {"words": words})
    for listed, options in entry.lists.items():
        where = {"form_version_id": version.id, "list": listed}
        for position, option in enumerate(options, start=1):
            rows.put(
                FormOption,
                {**where, "key": str(option.key)},
                {
                    "position": position,
                    "words": option.words,
                    "short": option.short,
                    "explanation": getattr(option, "explanation", None),
                    "needs_text": option.needs_text,
                    "maps_to": option.maps_to,
                    "group_key": getattr(option, "group", None),
                },
            )
        rows.keep_rest(FormOption, where, {str(option.key) for option in options})


def _load_rules(rows: Rows, home: Helsefellesskap, register: Register) -> None:
    where = {"helsefellesskap_id": home.id}
    for rule in register.routing_rules:
        unit_id = rows.session.scalars(select(Unit.id).where(Unit.key == rule.to_unit)).one()
        rows.put(
            RoutingRule,
            {**where, "key": rule.key},
            {
                "position": rule.position,
                "direction": rule.direction,
                "recipient_party": rule.recipient_party,
                "hospital_unit": rule.hospital_unit,
                "service_kind": rule.service_kind,
                "unit_id": unit_id,
                "why": rule.why,
                "valid_from": rule.valid_from,
                "valid_to": rule.valid_to,
            },
        )
    rows.keep_rest(RoutingRule, where, {rule.key for rule in register.routing_rules})


def _load_membership(
    session: Session, rows: Rows, home: Helsefellesskap, entry: MembershipEntry, *, now: datetime
) -> None:
    user = accounts.find_user(session, entry.email)
    if user is None:
        user = accounts.add_user(
            session,
            SYSTEM,
            email=entry.email,
            name=entry.name,
            language=home.default_language,
            now=now,
        )
        rows.note("users", user.id)
    scope_id, speaks_for_id = _scope_id(session, home, entry), _speaks_for(session, entry)
    for held in accounts.memberships_of(session, user.id):
        same_scope = scope_id in {held.unit_id, held.party_id, held.helsefellesskap_id}
        same_scope = same_scope and speaks_for_id in {held.party_id, None}
        if held.role is entry.role and same_scope and held.valid_from == entry.valid_from:
            if held.valid_to != entry.valid_to and entry.valid_to:
                accounts.end_membership(session, SYSTEM, held, last_day=entry.valid_to, now=now)
                rows.note("memberships", held.id, "valid_to")
            return
    draft = accounts.MembershipDraft(
        entry.role, scope_id, entry.valid_from, entry.valid_to, speaks_for_id
    )
    added = accounts.add_membership(session, SYSTEM, user, draft, now=now)
    rows.note("memberships", added.id)


def _speaks_for(session: Session, entry: MembershipEntry) -> int | None:
    """Find the party that an FSU secretary speaks for."""
    if not entry.role.may_speak_for_party or entry.party is None:
        return None
    return session.scalars(select(Party.id).where(Party.key == entry.party)).one()


def _scope_id(session: Session, home: Helsefellesskap, entry: MembershipEntry) -> int | None:
    if entry.unit:
        return session.scalars(select(Unit.id).where(Unit.key == entry.unit)).one()
    if entry.party and not entry.role.may_speak_for_party:
        return session.scalars(select(Party.id).where(Party.key == entry.party)).one()
    return None if entry.role.scope == "installation" else home.id
