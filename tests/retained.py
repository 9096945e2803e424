"""Cases with a word in every text that the retention rule erases, and parties that keep them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.db import Base, Database
from app.domain.case import AnswerDraft, DeclineDraft, EntryOnBehalf, MeasureDraft, ReporterDraft
from app.domain.casework import CauseKind, DutyResult
from app.domain.duties import DutyAssessmentDraft
from app.domain.inquiring import InquiryDraft, InquiryReplyDraft
from app.domain.policy import ANYBODY, Actor
from app.domain.vocabulary import Channel, Consequence, DeclineReason, Role, TextPlace
from app.models import Inquiry, Narrative, RetentionDecision, WithheldText
from app.services import following, handling, notes, submitting
from app.services.answering import answers, measures
from app.services.cases import find_case
from app.services.duties import assessing
from app.services.forwarding import declining, forwarding
from app.services.inquiring import asking, replying
from app.services.retention import archiving, erasing
from app.services.retention.erasing import Due
from tests.factories import LINKS, actor_at, ask_leader, party, submission, version_of

PARTIES = ("siv", "tonsberg", "horten")
MONTHS = 24
WORD = "kvitterud"
OF_REPORTER = {
    "narratives.body",
    "cases.entered_for",
    "line_manager_requests.email",
    "withheld_texts.body",
    *(f"reporters.{name}" for name in ("name", "workplace", "line_manager", "phone", "email")),
}
OF_RECIPIENT = {
    "inquiries.email",
    "inquiries.answered_by",
    "duty_assessments.reference",
    "narratives.body",
    "answer_texts.body",
    "answers.responsible",
    "corrective_actions.body",
    "corrective_actions.expected_effect",
    "corrective_actions.owner",
    "notes.body",
}
"""The columns in which an answered case has a word of either side's."""


def filled_with(word: str) -> dict[str, object]:
    """A report in which every text and every fact about the reporter has a word in it."""
    return {
        "description": f"Pasienten kom hjem uten {word}.",
        "proposal": f"Send {word} først.",
        "immediate_action": f"Vi ringte om {word}.",
        "other_service_kind": f"Annet, {word}",
        "other_category": f"Gjelder {word}",
        "place_in_words": f"Avdelingen for {word}",
        "consequence": Consequence.SEVERE,
        "reporter": ReporterDraft(
            name=f"Prøve {word}",
            workplace=f"Sone {word}",
            line_manager=f"Leder {word}",
            phone=f"33 00 00 00, spør etter {word}",
            email=f"{word}@tonsberg.example",
        ),
    }


@dataclass
class Keepers:
    """The coordinators of two parties, and those who act, on one database at one time.

    ``now`` may be moved. ``leader`` has Klinikk medisin, ``secretary`` the secretariat. ``tail`` is
    added to every description.
    """

    database: Database
    now: datetime
    tail: str = ""
    coordinators: dict[str, Actor] = field(init=False)
    officers: dict[str, Actor] = field(init=False)

    def __post_init__(self) -> None:
        with self.database.transaction() as session:

            def employ(role: Role, place: str = "") -> Actor:
                return actor_at(session, role, place, now=self.now)

            self.leader = employ(Role.UNIT_LEADER, "siv-medisin")
            self.neighbour = employ(Role.UNIT_LEADER, "horten-postmottak")
            self.secretary = employ(Role.FSU_SECRETARY)
            self.coordinators = {key: employ(Role.COORDINATOR, key) for key in PARTIES}
            self.officers = {key: employ(Role.PRIVACY_OFFICER, key) for key in PARTIES}

    @property
    def today(self) -> date:
        return self.now.date()

    def later(self, **amount: float) -> None:
        self.now += timedelta(**amount)

    def lapse(self) -> None:
        """Let two years and some days go by."""
        self.later(days=365 * 2 + 20)

    def decide(self, *parties: str, months: int = MONTHS) -> None:
        """Record a decision of each party, made on the day before."""
        with self.database.transaction() as session:
            session.add_all(
                RetentionDecision(
                    party_id=party(session, key).id,
                    decided_on=self.today - timedelta(days=1),
                    decision="Arkivplan, sak 12/2026",
                    months=months,
                )
                for key in parties
            )

    def archive(self, case_key: str, *parties: str) -> None:
        """Let the coordinators of the parties say that the sheet is archived."""
        for key in parties:
            with self.database.transaction() as session:
                version = version_of(session, case_key)
                actor = self.coordinators[key]
                archiving.archive(session, actor, case_key, version, now=self.now)

    def plan(self) -> list[Due]:
        """What a dry run lists."""
        with self.database.reading() as session:
            cases = erasing.due_cases(session, self.today)
            return [due for kept in cases for due in erasing.dues_of(session, kept, self.today)]

    def erase(self) -> list[Due]:
        """What a run erases."""
        with self.database.reading() as session:
            ids = [kept.id for kept in erasing.due_cases(session, self.today)]
        erased: list[Due] = []
        for case_id in ids:
            with self.database.transaction() as session:
                erased += erasing.erase_case(session, case_id, now=self.now)
        return erased

    def handle(
        self, act: Callable[..., object], case_key: str, *words: object, **more: object
    ) -> None:
        """Let the leader act on a case, or whoever is named as ``actor``."""
        actor = more.pop("actor", self.leader)
        with self.database.transaction() as session:
            version = version_of(session, case_key)
            act(session, actor, case_key, version, *words, now=self.now, **more)

    def follow(self, act: Callable[..., None], case_key: str, **more: object) -> None:
        """Let the reporter act on a case."""
        with self.database.transaction() as session:
            reporter = following.reporter_of(find_case(session, case_key))
            act(session, reporter, case_key, now=self.now, **more)

    def send(self, word: str, **changes: object) -> str:
        """Send a report on behalf of somebody, with the word in every text; give its key."""
        entry = EntryOnBehalf(Channel.PHONE, self.today, f"Legen med {word}")
        filled = filled_with(word)
        filled["description"] = f"{filled['description']} {self.tail}".strip()
        made = replace(submission(**(filled | changes)), entry=entry)  # type: ignore[arg-type]  # names are checked by the dataclass
        with self.database.transaction() as session:
            key = submitting.submit(session, ANYBODY, made, LINKS, now=self.now).case_key
            ask_leader(session, key, f"{word}.leder@tonsberg.example", now=self.now)
            return key

    def answer(self, case_key: str, word: str, actor: Actor | None = None) -> None:
        draft = AnswerDraft(
            finding=f"Vi fant {word}.",
            cause=f"Rutinen for {word}.",
            measures=f"Ny rutine for {word}.",
            responsible=f"Seksjonsleder {word}",
            effective_on=self.today + timedelta(days=30),
            expected_effect=f"Ingen mangler {word}.",
            cause_kind=CauseKind.ROUTINE_MISSING,
        )
        self.handle(answers.answer, case_key, draft, actor=actor or self.leader)
        later = MeasureDraft(f"Opplæring i {word}.", "Fagleder", self.today)
        with self.database.transaction() as session:
            measures.add(session, actor or self.leader, case_key, later, now=self.now)

    def ask_another(self, case_key: str, word: str) -> None:
        """Ask somebody outside the case, who answers; and record a duty elsewhere."""
        asked = InquiryDraft(f"Hva vet dere om {word}?", email=f"{word}@siv.example")
        self.handle(asking.inquire, case_key, asked, LINKS)
        said = InquiryReplyDraft(f"Vi har {word}.", f"Rolle {word}")
        found = DutyAssessmentDraft("varsel", DutyResult.REPORTED, f"Nummer {word}")
        with self.database.transaction() as session:
            asked_of = Inquiry.case_id == find_case(session, case_key).id
            inquiry = session.scalars(select(Inquiry).where(asked_of)).one()
            third_party = replying.third_party_of(inquiry)
            replying.reply(session, third_party, inquiry.id, said, now=self.now)
            assessing.assess(session, self.leader, case_key, found, now=self.now)

    def withhold(self, case_key: str, word: str) -> None:
        """Set a text aside, as when a passage in it is hidden and nobody has decided."""
        with self.database.transaction() as session:
            case = find_case(session, case_key)
            texts = select(Narrative.id).where(Narrative.case_id == case.id)
            rows = {TextPlace.NARRATIVE: session.scalars(texts).first() or 0}
            for place, row_id in {**rows, TextPlace.REPORTER_NAME: case.id}.items():
                body = f"Slik det sto om {word}."
                session.add(WithheldText(case_id=case.id, place=place, row_id=row_id, body=body))


Story = Callable[[Keepers, str], str]


def answered(keepers: Keepers, word: str) -> str:
    """A case with everything that can be said on it, and an answer that nobody closed."""
    key = keepers.send(word)
    keepers.handle(handling.acknowledge, key)
    keepers.handle(notes.write_note, key, f"Bare for oss: {word}.")
    keepers.handle(handling.ask, key, f"Når kom {word}?")
    keepers.ask_another(key, word)
    with keepers.database.reading() as session:
        question = following.open_questions(session, find_case(session, key).id)[0].id
    keepers.follow(following.reply, key, question_id=question, body=f"Kvelden før {word}.")
    keepers.follow(following.supplement, key, body=f"Og {word} igjen.")
    keepers.answer(key, word)
    keepers.withhold(key, word)
    return key


def reopened(keepers: Keepers, word: str) -> str:
    """A case that was answered, reopened, sent on to another party, and answered there."""
    key = answered(keepers, word)
    keepers.follow(following.reopen, key, body=f"Det mangler {word}.")
    onward = {"to_unit_key": "horten-postmottak", "reason": f"Gjelder {word}."}
    keepers.handle(forwarding.forward, key, **onward)
    keepers.handle(handling.acknowledge, key, actor=keepers.neighbour)
    keepers.handle(notes.write_note, key, f"Horten om {word}.", actor=keepers.neighbour)
    keepers.answer(key, word, keepers.neighbour)
    return key


def declined(keepers: Keepers, word: str) -> str:
    key = keepers.send(word)
    keepers.handle(declining.decline, key, DeclineDraft(DeclineReason.OTHER, f"Ikke {word}."))
    return key


def withdrawn(keepers: Keepers, word: str) -> str:
    key = keepers.send(word)
    keepers.follow(following.withdraw, key, body=f"Feil om {word}.")
    return key


ENDED: dict[str, tuple[Story, tuple[str, ...]]] = {
    "answered": (answered, ("tonsberg", "siv")),
    "reopened": (reopened, ("tonsberg", "horten")),
    "declined": (declined, ("tonsberg", "siv")),
    "withdrawn": (withdrawn, ("tonsberg", "siv")),
}
"""Stories that end, with the parties that can archive them."""


def archived(keepers: Keepers, story: str = "answered", word: str = WORD) -> str:
    """A case that has ended and is in both archives."""
    tell, parties = ENDED[story]
    key = tell(keepers, word)
    keepers.later(hours=1)
    keepers.archive(key, *parties)
    return key


def unanswered(keepers: Keepers, word: str) -> str:
    """A case that somebody owes an answer, after it was answered once."""
    key = answered(keepers, word)
    keepers.follow(following.reopen, key, body=f"Det mangler {word}.")
    return key


def cells_with(database: Database, word: str) -> set[str]:
    """Every column that has a word in it, as «table.column»."""
    with database.engine.connect() as connection:
        return {
            str(column)
            for table in Base.metadata.sorted_tables
            for column in table.columns
            if any(word in str(cell) for cell in connection.scalars(select(column)))
        }


def facts(database: Database, case_key: str, table: type[Any], *columns: Any) -> list[Any]:
    """The columns of a case's rows in a table."""
    with database.reading() as session:
        case_id = find_case(session, case_key).id
        return list(session.execute(select(*columns).where(table.case_id == case_id)).all())
