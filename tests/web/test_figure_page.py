"""Pages of figures: a party's own as they stand, released years for all others, nothing finer."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest

from app.domain.figures import WITHHELD, Cell, Figures, Heading, Table
from app.domain.policy import SYSTEM
from app.domain.releasing import FileKind, ReleaseStatus
from app.domain.vocabulary import Audience, Direction, Role, Words
from app.models import Release, ReleaseFile, Setting
from app.services import accounts
from app.services.released import figures_name, frozen
from tests.factories import home, party, sent_case
from tests.services.statements import counted
from tests.web.conftest import World

YEAR = 2025
MONTHLY = "Måned for måned"
AUDIENCES = (Audience.FSU, Audience.SSU, Audience.PUBLIC)


def heading(key: str, words: str = "") -> Heading:
    return Heading(key, Words(words or key, words or key))


def table(key: str, rows: dict[str, Cell], measure: str = "count") -> Table:
    cells = tuple((cell,) for cell in rows.values())
    columns = (heading("year", str(YEAR)),)
    return Table(key, measure, tuple(map(heading, rows)), columns, cells)  # type: ignore[arg-type]


RELEASED = Figures(
    year=YEAR,
    audience=Audience.PUBLIC,
    helsefellesskap=Words("Vestfold", "Vestfold"),
    version=1,
    tables=(
        table("totals", {"sent": Cell(180), "counted": Cell(174)}),
        table("answers", {"answered": Cell(150), "not_answered": Cell(None, WITHHELD)}),
        table("useful_answers", {"useful": Cell(0.62)}, "share"),
        table("measures", {"done": Cell(31), "total": Cell(48)}),
    ),
)


def release(world: World, status: ReleaseStatus = ReleaseStatus.SENT) -> None:
    """Put an adopted year in the database, as a release leaves it."""
    with world.app.extensions["database"].transaction() as session:
        made = Release(
            key="utgave",
            helsefellesskap_id=home(session).id,
            year=YEAR,
            version=1,
            status=status,
            edition=1,
            drafted_on=date(2026, 1, 20),
            drafted_at=datetime(2026, 1, 20, tzinfo=UTC),
            adopted_on=date(2026, 2, 12),
            meeting="FSU 1/26",
            sent_on=date(2026, 2, 20) if status is ReleaseStatus.SENT else None,
        )
        session.add(made)
        session.flush()
        for audience in AUDIENCES:
            content = frozen(replace(RELEASED, audience=audience))
            session.add(
                ReleaseFile(
                    release_id=made.id,
                    name=figures_name(audience),
                    kind=FileKind.FIGURES,
                    audience=audience,
                    content=content,
                    digest=sha256(content).digest(),
                )
            )


def send_each_month(world: World, months: int) -> None:
    """Let the hospital send a report a month, from the clock's month on."""
    with world.app.extensions["database"].transaction() as session:
        for number in range(months):
            sent_case(
                session,
                now=world.clock() + timedelta(days=30 * number),
                direction=Direction.TO_MUNICIPALITY,
                hospital_unit_key="siv-kirurgi-ortopedi",
            )
    world.clock.forward(days=30 * months + 31)


def parts(page: str) -> list[str]:
    return re.findall(r"<h2 id=[^>]*>([^<]+)</h2>", page)


def test_a_coordinator_sees_what_is_due_the_months_and_who_is_silent(own_world):
    send_each_month(own_world, 3)
    page = own_world.client("hospital coordinator").get("/tall").text
    assert parts(page)[:3] == ["Dette venter", MONTHLY, "Hvem har vi ikke hørt fra?"]
    assert "Meldinger dere har sendt" in page
    silent = page[page.index("Har aldri meldt i perioden") : page.index("Har aldri fått")]
    assert "Lunge" in silent
    assert "Ortopedi" not in silent


def test_what_is_live_is_shown_inside_a_party_alone(world):
    for subject in ("fsu reader", "ssu reader", "secretary", ""):
        page = world.client(subject).get("/tall" if subject else "/statistikk/vestfold").text
        for word in (MONTHLY, "Dette venter", "Hvem har vi ikke hørt fra?", "tabell-month"):
            assert word not in page, (subject, word)


@pytest.mark.parametrize("subject", ["fsu reader", "ssu reader", ""])
def test_the_newest_released_year_is_shown_with_its_dates(own_world, subject):
    address = "/tall" if subject else "/statistikk/vestfold"
    before = own_world.client(subject).get(address).text
    assert "Vedtatt i FSU" not in before
    release(own_world)
    page = own_world.client(subject).get(address).text
    assert "Vedtatt i FSU 12. februar 2026." in page
    assert "Sendt til SSU 20. februar 2026." in page
    assert "174" in page
    assert "Tallet vises ikke, slik at ingen kan kjennes igjen." in page, "«:» is explained"


def test_ssu_waits_for_what_it_is_sent(own_world):
    release(own_world, ReleaseStatus.ADOPTED)
    page = own_world.client("ssu reader").get("/tall").text
    assert "ikke sendt til SSU ennå" in page
    assert "174" not in page
    assert "174" in own_world.client("fsu reader").get("/tall").text


def test_everybody_is_told_what_came_of_the_reports(own_world):
    release(own_world)
    page = own_world.client().get("/statistikk/vestfold").text
    for sentence in (
        "174 meldinger om uønskede hendelser regnes med i 2025.",
        "150 av dem har fått svar (86\N{NO-BREAK SPACE}%).",
        "Av svarene melderne har vurdert, sier de at 62\N{NO-BREAK SPACE}% hjalp.",
        "Meldingene førte til 48 tiltak.",
        "31 av tiltakene er gjennomført.",
        "Slik vernes pasienter og ansatte",
    ):
        assert sentence in page


def test_figures_that_the_register_keeps_inside_ask_for_signing_in(own_world):
    with own_world.app.extensions["database"].transaction() as session:
        row = session.query(Setting).filter_by(key="public_figures").one()
        row.value = 0
    turned = own_world.client().get("/statistikk/vestfold")
    assert turned.status_code == 302
    assert "/logg-inn?neste=/statistikk/vestfold" in turned.headers["Location"]
    assert own_world.client("caseworker").get("/statistikk/vestfold").status_code == 200


def test_a_person_with_several_places_chooses_and_reaches_no_other(own_world):
    with own_world.app.extensions["database"].transaction() as session:
        user = session.merge(own_world.users["hospital coordinator"])
        for role, scope in (
            (Role.COORDINATOR, party(session, "tonsberg").id),
            (Role.FSU_READER, home(session).id),
        ):
            made = accounts.MembershipDraft(role, scope, valid_from=date(2026, 1, 1))
            accounts.add_membership(session, SYSTEM, user, made, now=own_world.clock())
    client = own_world.client("hospital coordinator")
    page = client.get("/tall").text
    choices = re.findall(r'href="\?hvem=([\w.]+)"', page)
    assert choices == ["vestfold.fsu", "vestfold.siv", "vestfold.tonsberg"]
    assert "Tønsberg kommune" in client.get("/tall?hvem=vestfold.tonsberg").text
    strange = client.get("/tall?hvem=vestfold.horten").text
    assert 'href="?hvem=vestfold.fsu" aria-current="page"' in strange, "the first of their own"


def test_each_chart_and_table_is_a_region_with_a_name_and_an_id_of_its_own(own_world):
    send_each_month(own_world, 3)
    page = own_world.client("hospital coordinator").get("/tall").text
    regions = re.findall(r'role="region" aria-label="([^"]+)"', page)
    assert len(regions) == len(set(regions)) > 15
    assert {name.split(":")[0] for name in regions} == {"Diagram", "Tabell"}
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert page.count("<svg") - 1 <= page.count("<title id=") == page.count("<desc id=")


def test_the_page_costs_no_more_with_more_reports(own_world):
    send_each_month(own_world, 2)
    client = own_world.client("hospital coordinator")
    costs = set()
    for _ in range(2):
        send_each_month(own_world, 2)
        with counted(own_world.app.extensions["database"]) as statements:
            client.get("/tall")
        costs.add(len(statements))
    assert len(costs) == 1, costs


def test_proposed_deadlines_are_told_beside_the_shares_in_time(world):
    page = world.client("hospital coordinator").get("/tall").text
    told = "Fristene er forslag, ikke vedtatt."
    assert page.index("tabell-timeliness") < page.index(told) < page.index("tabell-answers")
