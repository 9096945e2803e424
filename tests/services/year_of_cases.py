"""A small helsefellesskap of plain rows, and a year of cases to count in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from app.db import Base
from app.domain.figures import Figures
from app.domain.lifecycle import Status
from app.domain.routing import RoutingReason
from app.domain.vocabulary import (
    Audience,
    Channel,
    Consent,
    Consequence,
    Direction,
    PartyKind,
    Side,
    Standing,
    UnitKind,
    Words,
)
from app.models import (
    Assignment,
    Case,
    CaseCategory,
    CaseServiceKind,
    DeadlineDecision,
    FormOption,
    FormVersion,
    Helsefellesskap,
    Incident,
    Participation,
    Party,
    Unit,
)
from app.services.figures import figures_for

TODAY = date(2024, 6, 1)
SENT = date(2023, 3, 1)

SIV, HORTEN, LARVIK, BODY, ELSEWHERE = range(1, 6)
SURGERY, ORTHOPAEDICS, GASTRO, MEDICINE, DESK, HORTEN_POST, LARVIK_POST, CLOSED_CLINIC = range(1, 9)


@dataclass
class Year:
    """A small register, and cases put into it one by one."""

    session: Session
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def put(self, *rows: Base) -> None:
        self.session.add_all(rows)
        self.session.flush()

    def send(self, *assignments: Assignment, **changes: Any) -> Case:
        """Put in a case from Horten to the hospital, by default with the clinic of medicine."""
        number = next(self.numbers)
        incident = Incident(helsefellesskap_id=1, occurred_on=changes.pop("occurred_on", SENT))
        self.put(incident)
        sent_on = changes.pop("sent_on", SENT)
        categories = changes.pop("categories", ["medication"])
        values: dict[str, Any] = {
            "key": f"key-{number}",
            "reference": f"REF{number:05}",
            "helsefellesskap_id": 1,
            "incident_id": incident.id,
            "form_version_id": 1,
            "direction": Direction.TO_HOSPITAL,
            "reporting_party_id": HORTEN,
            "recipient_party_id": SIV,
            "routing_reason": next(iter(RoutingReason)),
            "first_unit_id": MEDICINE,
            "status": Status.SENT,
            "standing": Standing.COUNTED,
            "consent": Consent.NOT_ASKED_YET,
            "consequence": Consequence.MINOR,
            "channel": Channel.WEB,
            "language": "nb",
            "sent_at": at_noon(sent_on),
            "sent_on": sent_on,
            "counted_on": sent_on,
            "follow_generation": 0,
            "submission_digest": number.to_bytes(32),
            "content_digest": number.to_bytes(32),
        }
        case = Case(**(values | changes))
        self.put(case)
        for row in assignments or (given(MEDICINE),):
            row.case_id = case.id
            row.sent_at, row.sent_on = case.sent_at, case.sent_on
            self.put(row)
        self.tick(case, categories)
        return case

    def tick(self, case: Case, categories: list[str]) -> None:
        """Tick the home care service and some categories."""
        self.put(CaseServiceKind(case_id=case.id, key="home_care"))
        self.put(
            *(CaseCategory(case_id=case.id, side=Side.REPORTER, key=key) for key in categories)
        )

    def figures(self, audience: Audience = Audience.INTERNAL, **changes: Any) -> Figures:
        asked: dict[str, Any] = {"year": 2023, "party_key": None, "today": TODAY} | changes
        return figures_for(self.session, 1, audience=audience, **asked)

    def counts(self, key: str, column: str = "year", **asked: Any) -> dict[str, float]:
        """What a table counts, without its zeros and its total."""
        table = self.figures(**asked).table(key)
        cells = {row.key: table.cell(row.key, column).value for row in table.rows}
        return {row: value for row, value in cells.items() if value and row != "total"}


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def given(unit_id: int, status: Status = Status.SENT, **changes: Any) -> Assignment:
    values: dict[str, Any] = {
        "unit_id": unit_id,
        "status": status,
        "version": 1,
        "opened_at": at_noon(SENT),
        "acknowledge_due_on": SENT + timedelta(days=5),
        "due_on": SENT + timedelta(days=28),
    }
    return Assignment(**(values | changes))


def alike(name: str) -> Words:
    """A name that is the same in both languages."""
    return Words(name, name)


def a_party(number: int, key: str, kind: PartyKind, short_name: str) -> Party:
    return Party(
        id=number,
        key=key,
        kind=kind,
        name=alike(f"{short_name} i sin helhet"),
        short_name=alike(short_name),
        line_manager_mode="informed",
    )


def a_unit(number: int, key: str, party_id: int, kind: UnitKind, **changes: Any) -> Unit:
    values: dict[str, Any] = {
        "name": alike(key.title()),
        "short_name": alike(key),
        "mailbox": None,
        "position": number,
    }
    return Unit(id=number, key=key, party_id=party_id, kind=kind, **(values | changes))


def an_option(listed: str, key: str, words: str, **changes: Any) -> FormOption:
    values: dict[str, Any] = {
        "form_version_id": 1,
        "position": 1,
        "words": Words(words, f"{words} nn"),
    }
    return FormOption(list=listed, key=key, **(values | changes))


def register() -> Iterator[list[Base]]:
    """The register in the order that its keys ask for."""
    words = Words("Helsefellesskapet", "Helsefellesskapet på nynorsk")
    yield [Helsefellesskap(id=1, key="vestfold", name=words, default_language="nb")]
    yield [
        a_party(SIV, "siv", PartyKind.HEALTH_TRUST, "SiV"),
        a_party(HORTEN, "horten", PartyKind.MUNICIPALITY, "Horten"),
        a_party(LARVIK, "larvik", PartyKind.MUNICIPALITY, "Larvik"),
        a_party(BODY, "fsu", PartyKind.JOINT_BODY, "FSU"),
        a_party(ELSEWHERE, "elsewhere", PartyKind.MUNICIPALITY, "Annet sted"),
    ]
    yield [
        Participation(helsefellesskap_id=1, party_id=party_id, valid_from=date(2019, 1, 1))
        for party_id in (SIV, HORTEN, LARVIK, BODY)
    ]
    yield [
        a_unit(SURGERY, "surgery", SIV, UnitKind.CLINIC),
        a_unit(MEDICINE, "medicine", SIV, UnitKind.CLINIC),
        a_unit(DESK, "desk", SIV, UnitKind.DESK),
        a_unit(HORTEN_POST, "horten-post", HORTEN, UnitKind.MAILROOM),
        a_unit(LARVIK_POST, "larvik-post", LARVIK, UnitKind.MAILROOM),
        a_unit(CLOSED_CLINIC, "closed", SIV, UnitKind.CLINIC, valid_to=date(2021, 12, 31)),
    ]
    yield [
        a_unit(ORTHOPAEDICS, "orthopaedics", SIV, UnitKind.SECTION, parent_id=SURGERY),
        a_unit(GASTRO, "gastro", SIV, UnitKind.SECTION, parent_id=SURGERY),
    ]
    yield from form_and_deadlines()


def form_and_deadlines() -> Iterator[list[Base]]:
    """The form version with its options, and the deadlines that hold."""
    yield [FormVersion(id=1, helsefellesskap_id=1, key="2023", valid_from=date(2023, 1, 1))]
    yield [
        an_option("service_kind", "home_care", "Hjemmetjeneste"),
        an_option("category", "medication", "Legemidler", position=1),
        an_option(
            "category",
            "logistics",
            "Logistikkmeldinger (melding om innlagt)",
            short=Words("Logistikkmeldinger", "Logistikkmeldingar"),
            position=2,
        ),
        an_option("consequence", "severe", "Betydelig skade"),
    ]
    yield [
        DeadlineDecision(
            helsefellesskap_id=1,
            valid_from=date(2020, 1, 1),
            decision="",
            acknowledge_working_days=3,
            answer_days=28,
            remind_days_before=7,
            escalate_days_after=14,
        )
    ]
