"""Steering information: versions that are kept, read back newest first, and rates of them."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.db import IdentifierRefused
from app.domain.audit import AuditAction
from app.domain.figures import MISSING, WITHHELD, Cell, Heading, Table
from app.domain.lifecycle import Status
from app.domain.policy import SYSTEM, NotPermitted
from app.domain.steering import Provenance, SteeringMeasure
from app.domain.steering_file import UnreadableFile
from app.domain.vocabulary import Audience, Direction, Role, Words
from app.models import AuditEntry, SteeringUpload, SteeringValue
from app.services.steering import rates_table, steering_series
from app.services.steering.deviations import own_by_month
from app.services.steering.loading import load
from app.services.steering.reading import changes, municipalities_of, versions
from tests.conftest import START
from tests.factories import Scene, actor_at, home, party
from tests.filled_form import NATIONAL_NUMBER

HEADING = "kommune;maaned;maal;antall;detalj"
JANUARY, FEBRUARY = "Tønsberg;2026-01;utskrivninger;310;", "Tønsberg;2026-02;utskrivninger;290;"
DRAWN = Provenance("Månedsrapport fra sykehuset", date(2026, 3, 5))
TODAY = START.date()


@pytest.fixture
def scene(database):
    return Scene(database, START)


def take_in(scene, *lines, actor=SYSTEM, provenance=DRAWN, heading=HEADING):
    content = "\n".join((heading, *lines)).encode()
    with scene.database.transaction() as session:
        return load(session, actor, home(session).id, content, provenance, now=START)


def read(scene, service, *arguments):
    with scene.database.reading() as session:
        return service(session, home(session).id, *arguments)


def year_of(place, measure, count, year=2025):
    return [f"{place};{year}-{month:02};{measure};{count};" for month in range(1, 13)]


def test_a_file_becomes_a_version_with_source_date_and_who_loaded_it(scene):
    with scene.database.transaction() as session:
        secretary = actor_at(session, Role.FSU_SECRETARY, now=START)
    loaded = take_in(scene, JANUARY, "Bergen;2026-01;utskrivninger;1;", actor=secretary)
    assert (loaded.version, loaded.is_new) == (1, True)
    assert [row.line for row in loaded.refused] == [3]
    (version,) = read(scene, versions)
    assert (version.source, version.drawn_on) == (DRAWN.source, DRAWN.drawn_on)
    assert (version.accepted_count, version.refused_count) == (1, 1)
    assert version.loaded_by.startswith("Demo Nummer")
    with scene.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.action == AuditAction.STEERING_LOADED)
        entry = session.scalars(query).one()
        upload = session.scalars(select(SteeringUpload)).one()
    assert entry.user_id == secretary.user_id
    assert entry.facts == {"upload": upload.id, "rows": 1, "refused": 1}


def test_the_newest_version_that_has_a_value_holds_and_tells_what_it_changed(scene):
    take_in(scene, JANUARY, FEBRUARY)
    second = take_in(
        scene, "Tønsberg;2026-01;utskrivninger;311;", "Horten;2026-01;utskrivninger;9;"
    )
    assert [accepted.before for accepted in second.accepted] == [310, None]
    told = {(s.municipality_key, s.measure): dict(s.values) for s in read(scene, steering_series)}
    discharges = SteeringMeasure.DISCHARGES
    assert told == {
        ("horten", discharges): {date(2026, 1, 1): 9},
        ("tonsberg", discharges): {date(2026, 1, 1): 311, date(2026, 2, 1): 290},
    }
    changed = [(c.municipality.nb, c.before, c.count) for c in read(scene, changes, 2)]
    assert changed == [("Horten", None, 9), ("Tønsberg", 310, 311)]
    assert len(read(scene, changes, 1)) == 2


def test_loading_the_same_again_is_the_same_version(scene):
    take_in(scene, JANUARY, FEBRUARY)
    again = take_in(scene, FEBRUARY, JANUARY)
    assert (again.version, again.is_new) == (1, False)
    assert [accepted.before for accepted in again.accepted] == [None, None]
    assert len(read(scene, versions)) == 1
    later = Provenance(DRAWN.source, date(2026, 3, 6))
    assert take_in(scene, JANUARY, FEBRUARY, provenance=later).version == 2


def test_nothing_is_stored_where_no_row_can_be_read(scene):
    loaded = take_in(scene, "Bergen;2026-01;utskrivninger;1;")
    assert (loaded.version, len(loaded.refused)) == (None, 1)
    with pytest.raises(UnreadableFile):
        take_in(scene, heading="")
    assert read(scene, versions) == ()


def test_an_identity_number_reaches_no_table_by_any_way(scene):
    take_in(scene, JANUARY, f"Tønsberg;2026-02;utskrivninger;1;{NATIONAL_NUMBER}")
    with pytest.raises(IdentifierRefused):
        take_in(scene, JANUARY, provenance=Provenance(NATIONAL_NUMBER, TODAY))
    with scene.database.reading() as session:
        assert session.scalar(select(func.count(SteeringValue.id))) == 1


@pytest.mark.parametrize("role", [Role.FSU_READER, Role.SSU_READER])
def test_only_a_secretary_loads(scene, role):
    with scene.database.transaction() as session:
        actor = actor_at(session, role, now=START)
    with pytest.raises(NotPermitted):
        take_in(scene, JANUARY, actor=actor)


def test_rates_rest_on_whole_years_and_know_their_counts(scene):
    for _ in range(3):
        scene.case_at(Status.SENT)
    scene.case_at(
        Status.SENT, direction=Direction.TO_MUNICIPALITY, hospital_unit_key="siv-kirurgi-ortopedi"
    )
    take_in(
        scene,
        *year_of("Tønsberg", "utskrivninger", 100, 2026),
        *year_of("Horten", "utskrivninger", 50, 2026)[:11],
        *year_of("Horten", "akuttinnleggelser", 50, 2026)[:11],
        provenance=Provenance(DRAWN.source, date(2026, 12, 31)),
    )
    table = read(scene, rates_table, 2026, Audience.INTERNAL)
    assert [column.key for column in table.columns] == ["discharges"]
    cell = table.cell("tonsberg", "discharges")
    assert (cell.value, cell.case_count) == (3.3, 4)
    assert table.cell("horten", "discharges").symbol == MISSING
    assert table.cell("total", "discharges").symbol == MISSING
    assert read(scene, rates_table, 2026, Audience.PUBLIC) is None
    assert read(scene, rates_table, 2025, Audience.INTERNAL) is None


def test_the_total_is_of_all_municipalities_where_all_are_loaded(scene):
    with scene.database.reading() as session:
        places = [p.short_name.nb for p in municipalities_of(session, home(session).id)]
    rows = [row for place in places for row in year_of(place, "akuttinnleggelser", 10)]
    take_in(scene, *rows)
    table = read(scene, rates_table, 2025, Audience.INTERNAL)
    total = table.cell("total", "acute_admissions")
    assert (total.value, total.case_count) == (0.0, 0)
    assert len(table.rows) == len(places) + 1


def test_no_rate_tells_committees_what_a_count_does_not(scene):
    take_in(
        scene, *year_of("Tønsberg", "utskrivninger", 100), *year_of("Horten", "utskrivninger", 50)
    )
    assert read(scene, rates_table, 2025, Audience.FSU) is None
    shown = [
        party_table("reporting_party", {"tonsberg": Cell(6), "horten": Cell(None, WITHHELD)}),
        party_table("recipient_party", {"tonsberg": Cell(6), "horten": Cell(9)}),
    ]
    with scene.database.reading() as session:
        table = rates_table(session, home(session).id, 2025, Audience.FSU, shown=shown)
    assert table
    assert table.cell("tonsberg", "discharges").value == 10.0
    assert table.cell("horten", "discharges").symbol == WITHHELD
    assert table.cell("larvik", "discharges").symbol == MISSING


def party_table(key, cells):
    names = (*cells, "total")
    rows = tuple(Heading(name, Words(name, name)) for name in names)
    column = Heading("year", Words("2025", "2025"))
    return Table(
        key, "count", rows, (column,), (*((cell,) for cell in cells.values()), (Cell(30),))
    )


def test_a_party_counts_its_own_reports_by_month_and_those_with_one_municipality(scene):
    scene.case_at(Status.SENT)
    scene.case_at(Status.SENT, municipality_key="horten")
    march = date(2026, 3, 1)
    with scene.database.reading() as session:
        ids = {key: party(session, key).id for key in ("siv", "tonsberg", "horten", "faerder")}
    assert read(scene, own_by_month, ids["siv"]) == {march: 2}
    assert read(scene, own_by_month, ids["siv"], ids["horten"]) == {march: 1}
    assert read(scene, own_by_month, ids["tonsberg"]) == {march: 1}
    assert read(scene, own_by_month, ids["faerder"]) == {}
