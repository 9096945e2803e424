"""What came of the cases of a year: newest answers, whether they helped, and what was judged."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.casework import CauseKind, PatientGroup, Rater, Usefulness
from app.models import AgreementClause, Answer, AnswerRating, Case, Classification
from app.services.figures.counted_columns import OF_CASES


@dataclass(frozen=True)
class Answered:
    """The newest answer of a case. The reporter's word on it goes before the line manager's."""

    cause: CauseKind | None
    usefulness: Usefulness | None


@dataclass(frozen=True)
class Judged:
    """What those who have a case say of it to the committees."""

    clause_id: int | None
    patient_group: PatientGroup | None


def answered(session: Session, within: Select[int]) -> dict[int, Answered]:
    """Read the newest answers of the cases that ``within`` selects, by case: two statements."""
    answers = select(*OF_CASES[Answer]).where(Answer.case_id.in_(within)).order_by(Answer.id)
    newest = {answer.case_id: answer for answer in session.execute(answers)}
    ratings = select(*OF_CASES[AnswerRating]).where(AnswerRating.case_id.in_(within))
    said = {(row.answer_id, row.by): row.usefulness for row in session.execute(ratings)}
    return {
        case_id: Answered(
            answer.cause_kind,
            said.get((answer.id, Rater.REPORTER)) or said.get((answer.id, Rater.LINE_MANAGER)),
        )
        for case_id, answer in newest.items()
    }


def judged(session: Session, within: Select[int]) -> dict[int, Judged]:
    """Read what the recipients say of the cases that ``within`` selects, by case."""
    query = (
        select(*OF_CASES[Classification])
        .join(Case, Case.id == Classification.case_id)
        .where(
            Classification.case_id.in_(within),
            Classification.party_id == Case.recipient_party_id,
        )
    )
    return {row.case_id: Judged(row.clause_id, row.patient_group) for row in session.execute(query)}


def clause_headings(session: Session, helsefellesskap_id: int) -> list[AgreementClause]:
    """Give every clause that a case may name, in the register's order."""
    return list(
        session.scalars(
            select(AgreementClause)
            .where(AgreementClause.helsefellesskap_id == helsefellesskap_id)
            .order_by(AgreementClause.position)
        )
    )
