"""«Styringsdata»: a file is taken in row by row, and each reader sees deviations as they may."""

import io
import re

import pytest
from sqlalchemy import func, select

from app.domain.steering_file import TEMPLATE
from app.models import SteeringUpload, SteeringValue
from tests.filled_form import NATIONAL_NUMBER
from tests.web.casework import read
from tests.web.filling import bytes_at_rest
from tests.web.posting import form_to, standing

LOAD = "/styringsdata/last-inn"
HEADING = "kommune;maaned;maal;antall;detalj\n"
SERIES = HEADING + "".join(
    f"{place};2026-0{month};utskrivninger;{count + month};\n"
    for place, count in (("Tønsberg", 300), ("Horten", 200))
    for month in (1, 2, 3)
)
PROVENANCE = {"source": "Månedsrapport", "drawn_on": "5.3.2026"}


def send(client, content, **typed):
    client.get(LOAD)
    form = standing(form_to(client, "/last-inn")) | PROVENANCE | typed
    file = content if isinstance(content, bytes) else content.encode()
    return client.post(LOAD, data={**form, "file": (io.BytesIO(file), "tall.csv")})


def main(client):
    return client.page.root.one("main").text


def loaded(world):
    """The world with three months of two municipalities."""
    client = world.client("secretary")
    assert send(client, SERIES).status_code == 200
    return client


def test_every_row_of_a_file_is_accounted_for_and_the_bad_ones_are_handed_back(own_world):
    client = own_world.client("secretary")
    bad = "Bergen;2026-01;utskrivninger;12;\n<b>Tønsberg;2026-13;utskrivninger;-1;\n"
    assert send(client, SERIES + bad + SERIES.splitlines()[1]).status_code == 200
    text = main(client)
    assert "6 rader er lest og står i versjon 1." in text
    assert "3 rader kunne ikke leses" in text
    assert "Bergen;2026-01;utskrivninger;12;" in text
    assert "<b>Tønsberg;2026-13;utskrivninger;-1;" in text
    assert "står på linje 2" in text
    assert read(own_world, select(SteeringUpload.refused_count)) == [3]


def test_a_second_click_is_the_same_version(own_world):
    client = loaded(own_world)
    assert send(client, SERIES).status_code == 200
    assert "Versjon 1 hadde de samme tallene fra før" in main(client)
    assert read(own_world, select(func.count(SteeringUpload.id))) == [1]


def test_what_is_no_such_file_comes_back_with_what_was_typed(own_world):
    client = own_world.client("secretary")
    assert send(client, b"\xff\xfePK").status_code == 422
    assert "CSV UTF-8" in main(client)
    assert "Nettleseren husker ikke filen." in main(client)
    assert standing(form_to(client, "/last-inn"))["source"] == ["Månedsrapport"]
    assert read(own_world, select(func.count(SteeringUpload.id))) == [0]


def test_a_form_without_a_file_asks_for_one(own_world):
    client = own_world.client("secretary")
    client.get(LOAD)
    form = standing(form_to(client, "/last-inn")) | {**PROVENANCE, "file": SERIES}
    assert client.post(LOAD, data=form).status_code == 422
    assert "Velg en fil." in main(client)


def test_an_identity_number_in_a_cell_or_beside_the_file_goes_nowhere(own_world):
    client = own_world.client("secretary")
    row = f"Tønsberg;2026-01;utskrivninger;1;{NATIONAL_NUMBER}\n"
    assert send(client, HEADING + row).status_code == 422
    assert "Ingen tall er lastet inn" in client.page.html
    assert NATIONAL_NUMBER not in client.page.html
    assert send(client, SERIES, source=f"Etter {NATIONAL_NUMBER}").status_code == 422
    assert read(own_world, select(func.count(SteeringValue.id))) == [0]
    assert NATIONAL_NUMBER.encode() not in bytes_at_rest(own_world.app)


def test_the_template_is_a_file_for_a_spreadsheet(world):
    response = world.client("secretary").get("/styringsdata/mal.csv")
    assert response.data == TEMPLATE.encode("utf-8-sig")
    assert response.mimetype == "text/csv"
    assert "attachment" in response.headers["Content-Disposition"]


def months_of_reports(client):
    """The table of reports by month, if the page has one."""
    tables = client.page.root.all("section", aria_labelledby="panel-deviations")
    return [row.text for table in tables for row in table.all("tr")]


def test_a_party_sees_its_own_months_and_no_other_municipalitys(own_world):
    loaded(own_world)
    own_world.clock.forward(days=30)
    client = own_world.client("municipal coordinator")
    client.get("/styringsdata")
    assert "Utskrivninger fra sykehus, Tønsberg" in main(client)
    assert "mars 20263" in months_of_reports(client)
    client.get("/styringsdata?kommune=horten")
    assert "Utskrivninger fra sykehus, Horten" in main(client)
    assert "mars 2026203" in [row.text for row in client.page.root.all("tr")]
    assert months_of_reports(client) == []
    assert "Meldingene til en annen kommune vises ikke her." in main(client)


def test_the_hospital_sees_its_reports_with_each_municipality(own_world):
    loaded(own_world)
    own_world.clock.forward(days=30)
    client = own_world.client("hospital coordinator")
    client.get("/styringsdata?kommune=horten")
    assert "mars 20261" in months_of_reports(client)
    client.get("/styringsdata?kommune=alle")
    assert "Tall mangler for Holmestrand" in main(client)
    assert "mars 20263" in months_of_reports(client)


@pytest.mark.parametrize("subject", ["secretary", "fsu reader", "ssu reader"])
def test_committees_see_no_month_of_any_party(own_world, subject):
    loaded(own_world)
    own_world.clock.forward(days=30)
    client = own_world.client(subject)
    client.get("/styringsdata?kommune=tonsberg")
    assert months_of_reports(client) == []
    assert "Kvartal" in client.page.html or "første året er vedtatt" in main(client)
    is_month = re.compile(r"(januar|februar|mars) 2026")
    series = client.page.root.one("section", aria_labelledby="panel-steering").all("tr")
    others = [row.text for row in client.page.root.all("tr") if row not in series]
    assert not any(is_month.match(row) for row in others)


def test_versions_tell_what_was_corrected(own_world):
    client = loaded(own_world)
    send(client, HEADING + "Tønsberg;2026-01;utskrivninger;299;\nHorten;2025-12;utskrivninger;7;")
    client = own_world.client("fsu reader")
    client.get("/styringsdata/versjoner")
    text = main(client)
    assert "1 tall er nytt." in text
    assert "1 tall er rettet" in text
    assert "301299" in text.replace(" ", "")
    client.get("/styringsdata/versjoner?versjon=1")
    assert "6 tall er nye." in main(client)
