"""A party's own deviations by month, to stand beside what other systems count.

Months are finer than anybody but the party itself may see; FSU and SSU have quarters and released
years.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, extract, func, or_, select
from sqlalchemy.orm import Session

from app.domain.vocabulary import Standing
from app.models import Case


def own_by_month(
    session: Session, helsefellesskap_id: int, party_id: int, municipality_id: int | None = None
) -> Mapping[date, int]:
    """Count the reports that a party has sent or received, by the first day of the month.

    It is the month of first sending, as in the yearly report. With ``municipality_id``, those
    alone in which that municipality is the other party, or the same. Months without reports are
    not there.
    """
    year, month = extract("year", Case.counted_on), extract("month", Case.counted_on)
    concerned = [_concerns(party_id)]
    if municipality_id is not None:
        concerned.append(_concerns(municipality_id))
    rows = session.execute(
        select(year, month, func.count(Case.id))
        .where(
            Case.helsefellesskap_id == helsefellesskap_id,
            Case.standing == Standing.COUNTED,
            *concerned,
        )
        .group_by(year, month)
    )
    return {date(int(in_year), int(in_month), 1): count for in_year, in_month, count in rows}


def _concerns(party_id: int) -> ColumnElement[bool]:
    return or_(Case.reporting_party_id == party_id, Case.recipient_party_id == party_id)
