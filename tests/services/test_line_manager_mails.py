"""How many mails one line manager, and one unit, may get of what anybody can do time and again."""

from datetime import timedelta

from sqlalchemy import select

from app.domain.vocabulary import NotificationKind
from app.models import Notification
from app.services import outbox
from app.services.cases import find_case
from app.services.line_manager import leading
from app.services.line_manager.pacing import MOST_A_DAY
from tests.conftest import START
from tests.services.test_line_manager import LEADER, file, lead, naming, told


def test_however_many_reports_name_a_leader_only_so_many_mails_a_day_leave(database):
    for number in range(MOST_A_DAY):
        file(
            database,
            naming(email=LEADER.upper() if number % 2 else f"leder+{number}@tonsberg.example"),
        )
    late, other = file(database), file(database, naming(email="leder2@tonsberg.example"))
    with database.reading() as session:
        to_leaders = select(Notification).where(Notification.receiver.startswith(outbox.LEADER))
        rows = session.scalars(to_leaders).all()
        due = {row.case_id: row.due_at for row in rows}
        assert len(rows) == MOST_A_DAY + 2
        assert due.pop(find_case(session, late).id) == START + timedelta(days=1)
        assert find_case(session, other).id in due
        assert set(due.values()) == {START}


def test_a_unit_is_told_once_of_all_that_is_added_in_a_while(database):
    key = file(database, mode="informed")
    for number in range(3):
        lead(database, key, leading.add, f"Tillegg {number}.")
    to_unit = ("unit", NotificationKind.LEADER_ADDED)
    with database.transaction() as session:
        assert told(session, key).count(to_unit) == 1
        added = select(Notification).where(Notification.kind == NotificationKind.LEADER_ADDED)
        session.scalars(added).one().sent_at = START
    lead(database, key, leading.add, "Enda et.", now=START + timedelta(minutes=1))
    with database.reading() as session:
        newest = session.scalars(added.order_by(Notification.id.desc())).first()
        assert newest.due_at == START + timedelta(minutes=15)
