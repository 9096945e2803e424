"""Operators load steering information by a command, and are told of every row."""

import json

from sqlalchemy import func, select

from app.models import SteeringUpload
from tests.cli.test_commands import assert_fails_in_one_sentence, run
from tests.filled_form import NATIONAL_NUMBER

HEADING = "kommune;maaned;maal;antall\n"
DRAWN = ("--source", "Månedsrapport", "--drawn-on", "2026-03-03")


def test_a_file_is_loaded_listed_and_told_of_row_by_row(app, tmp_path):
    file = tmp_path / "tall.csv"
    row = f"Bergen;{NATIONAL_NUMBER};utskrivninger;1"
    file.write_text(f"{HEADING}Tønsberg;2026-01;utskrivninger;310\n{row}\n", "utf-8-sig")
    told = run(app, "steering", "load", str(file), *DRAWN)
    assert (told.exit_code, told.stdout) == (0, "Version 1: 1 rows.\n")
    assert told.stderr.startswith("linje 3: Raden har noe som ligner et fødselsnummer.")
    assert NATIONAL_NUMBER not in told.output
    again = json.loads(run(app, "steering", "load", str(file), *DRAWN, "--json").stdout)
    assert (again["version"], again["is_new"], again["accepted"]) == (1, False, 1)
    assert [row["line"] for row in again["refused"]] == [3]
    (version,) = json.loads(run(app, "steering", "list", "--json").stdout)
    assert (version["source"], version["drawn_on"]) == ("Månedsrapport", "2026-03-03")
    assert "Månedsrapport" in run(app, "steering", "list").stdout


def test_what_cannot_be_loaded_fails_in_one_sentence_and_stores_nothing(app, tmp_path):
    file = tmp_path / "tall.csv"
    load = ("steering", "load", str(file))
    assert_fails_in_one_sentence(run(app, *load, *DRAWN), "No such file")
    file.write_text("navn;alder\n", "utf-8")
    assert_fails_in_one_sentence(run(app, *load, *DRAWN), "Første linje")
    later = (*DRAWN[:3], "2026-12-24")
    assert_fails_in_one_sentence(run(app, *load, *later), "--drawn-on")
    file.write_text(f"{HEADING}Tønsberg;2026-01;utskrivninger;310\n", "utf-8")
    numbered = ("--source", f"Etter {NATIONAL_NUMBER}", *DRAWN[2:])
    assert_fails_in_one_sentence(run(app, *load, *numbered), "nothing is stored")
    with app.extensions["database"].reading() as session:
        assert session.scalar(select(func.count(SteeringUpload.id))) == 0
