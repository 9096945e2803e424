"""A register file is taken in whole or not at all, and taking it in again changes nothing."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.db import Base
from app.domain.register import RegisterFault
from app.models import (
    AuditEntry,
    FormOption,
    MailDomain,
    Membership,
    Party,
    RoutingRule,
    Setting,
    Unit,
    UnitName,
    User,
)
from app.services import register
from app.services.register_loading import UnreadableFile, load_register_file
from tests.conftest import REGISTER
from tests.factories import party, unit

LATER = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path) -> Path:
    """A copy of the project's register that a test may edit."""
    for source in REGISTER.parent.glob("*.toml"):
        (tmp_path / source.name).write_text(source.read_text("utf-8"))
    return tmp_path / REGISTER.name


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) >= 1, old
    file.write_text(text.replace(old, new, 1))


def load(database, file, now=LATER) -> list[str]:
    with database.transaction() as session:
        return [str(change) for change in load_register_file(session, file, now=now)]


def counts(database) -> dict[str, int]:
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }


def test_the_project_s_register_is_complete(database):
    with database.reading() as session:
        home = register.all_helsefellesskap(session)[0]
        assert home.key == "vestfold"
        parties = register.participating(session, home.id, date(2026, 1, 1))
        assert [party.key for party in parties][:2] == ["siv", "horten"]
        assert len(parties) == 8
        assert register.secretariat(session, home.id, date(2026, 1, 1)).key == "fsu-sekretariat"
        form = register.joint_form(session, home, date(2026, 1, 1))
        assert [len(form.service_kinds), len(form.categories), len(form.consequences)] == [8, 8, 5]
        ward = unit(session, "siv-medisin-geriatri")
        assert ward.parent_id == unit(session, "siv-medisin").id


def test_loading_again_changes_nothing_and_leaves_no_trace(database):
    before = counts(database)
    assert load(database, REGISTER) == []
    assert counts(database) == before


def test_an_altered_row_is_changed_in_place_and_named(database, file):
    edit(file, "klinikk.kfmr@siv.example", "kfmr@siv.example")
    assert load(database, file) == ["changed units siv-kfmr: mailbox"]
    with database.reading() as session:
        assert unit(session, "siv-kfmr").mailbox == "kfmr@siv.example"


def test_a_renamed_unit_keeps_its_old_name_until_the_day_before(database, file):
    edit(file, 'name = "Klinikk kirurgi"', 'name = "Kirurgisk klinikk"')
    load(database, file)
    with database.reading() as session:
        surgery = unit(session, "siv-kirurgi")
        old = session.scalars(select(UnitName).where(UnitName.unit_id == surgery.id)).one()
    assert surgery.name.nb == "Kirurgisk klinikk"
    assert (old.name.nb, old.valid_from, old.valid_to) == (
        "Klinikk kirurgi",
        date(2020, 1, 1),
        date(2026, 5, 31),
    )
    assert load(database, file) == []


def test_a_former_name_in_the_file_is_not_kept_twice(database, file):
    edit(
        file,
        'name = "Klinikk kirurgi"\nvalid_from',
        'name = "Kirurgisk klinikk"\nvalid_from',
    )
    edit(
        file,
        'mailbox = "klinikk.kirurgi@siv.example"\n',
        'mailbox = "klinikk.kirurgi@siv.example"\n'
        '[[party.unit.former_name]]\nname = "Klinikk kirurgi"\nvalid_to = 2025-12-31\n',
    )
    load(database, file)
    with database.reading() as session:
        surgery = unit(session, "siv-kirurgi")
        old = session.scalars(select(UnitName).where(UnitName.unit_id == surgery.id)).one()
    assert old.valid_to == date(2025, 12, 31)


def test_a_row_that_has_left_the_file_stays_and_is_told_of(database, file):
    text = file.read_text("utf-8")
    start = text.index('[[routing_rule]]\nkey = "til-siv-diagnostikk"')
    file.write_text(text[:start] + text[text.index("[[routing_rule]]", start + 5) :])
    assert load(database, file) == ["kept routing_rules til-siv-diagnostikk"]
    with database.reading() as session:
        query = select(RoutingRule).where(RoutingRule.key == "til-siv-diagnostikk")
        assert session.scalars(query).one()


def test_a_mail_domain_that_has_left_the_file_gives_no_links_any_more(database, file):
    edit(
        file,
        'mail_domains = ["horten.example"]',
        'mail_domains = ["horten.example", "horten-helse.example"]',
    )
    assert load(database, file) == ["added mail_domains horten-helse.example"]
    assert load(database, REGISTER) == ["removed mail_domains horten-helse.example"]
    with database.reading() as session:
        assert "horten-helse.example" not in session.scalars(select(MailDomain.domain)).all()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('key = "horten-postmottak"', 'key = "siv-kirurgi"', "key"),
        ('to_unit = "siv-kfmr"', 'to_unit = "nowhere"', "to_unit"),
        ("answer_days = 28", "answer_days = 0", "answer_days"),
        ('orgnr = "983975259"', 'orgnr = "983975258"', "orgnr"),
        ("small_count_threshold = 5", "small_count_threshold = 1", "small_count_threshold"),
        ('name = "Klinikk kirurgi"', 'name = "Klinikk 13058512345"', "name"),
        ('nb = "Tall uten navn', 'nb = "Tall 13058512345 uten navn', "purpose"),
        ("personvernombud@horten.example", "13058512345@horten.example", "officer_contact"),
        ('["vestfold-form-2024.toml"]', '["13058512345.toml"]', "forms"),
    ],
)
def test_a_broken_file_is_refused_by_place_and_changes_nothing(database, file, old, new, place):
    before = counts(database)
    edit(file, "klinikk.kfmr@siv.example", "kfmr@siv.example")
    edit(file, old, new)
    with pytest.raises(RegisterFault) as refused:
        load(database, file)
    assert place in str(refused.value)
    assert "13058512345" not in str(refused.value)
    assert counts(database) == before
    with database.reading() as session:
        assert unit(session, "siv-kfmr").mailbox == "klinikk.kfmr@siv.example"


def test_a_file_that_is_not_toml_is_refused_by_line(database, file):
    edit(file, 'key = "vestfold"', "key = vestfold")
    with pytest.raises(UnreadableFile, match=r"vestfold\.toml: .*line"):
        load(database, file)


@pytest.mark.parametrize("name", ["vestfold.toml", "vestfold-form-2024.toml"])
def test_a_missing_file_is_named(database, file, name):
    (file.parent / name).unlink()
    with pytest.raises(UnreadableFile, match=name):
        load(database, file)


def test_settings_and_options_stand_as_the_file_says(database):
    with database.reading() as session:
        settings = dict(session.execute(select(Setting.key, Setting.value)).all())
        keys = session.scalars(
            select(FormOption.key)
            .where(FormOption.list == "consequence")
            .order_by(FormOption.position)
        ).all()
    assert settings["small_count_threshold"] == 5
    assert settings["public_figures"] == 1
    assert keys == ["none", "minor", "moderate", "severe", "death"]


def test_a_membership_in_the_file_gives_a_person_a_role_and_its_end_ends_it(database, file):
    role = (
        '\n[[membership]]\nemail = "ny@siv.example"\nname = "Prøve Prøvesen"\n'
        'role = "caseworker"\nunit = "siv-kfmr"\nvalid_from = 2026-01-01\n'
    )
    file.write_text(file.read_text("utf-8") + role)
    assert len(load(database, file)) == 2
    assert load(database, file) == []
    file.write_text(file.read_text("utf-8") + "valid_to = 2026-05-31\n")
    assert len(load(database, file)) == 1
    with database.reading() as session:
        user = session.scalars(select(User)).one()
        held = session.scalars(select(Membership)).one()
        assert (user.email, held.unit_id) == ("ny@siv.example", unit(session, "siv-kfmr").id)
        assert held.valid_to == date(2026, 5, 31)


def test_the_two_secretaries_of_the_file_speak_for_a_side_each(database, file):
    for key in ("siv", "tonsberg"):
        role = (
            f'\n[[membership]]\nemail = "{key}@fsu.example"\nname = "Prøve Prøvesen"\n'
            f'role = "fsu_secretary"\nparty = "{key}"\nvalid_from = 2026-01-01\n'
        )
        file.write_text(file.read_text("utf-8") + role)
    assert load(database, file)
    assert load(database, file) == []
    with database.reading() as session:
        held = session.scalars(select(Membership).order_by(Membership.id)).all()
        siv, tonsberg = (party(session, key).id for key in ("siv", "tonsberg"))
        assert [row.party_id for row in held] == [siv, tonsberg]
        assert len({row.helsefellesskap_id for row in held}) == 1


def test_what_changes_leaves_one_entry_in_the_log(database, file):
    before = counts(database)["audit_entries"]
    edit(file, 'short_name = "SiV"', 'short_name = "Sykehuset"')
    load(database, file)
    with database.reading() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.action.value, dict(entry.facts)) == (
            "register_loaded",
            {"helsefellesskap": "vestfold"},
        )
        assert session.scalars(select(Party.short_name).where(Party.key == "siv")).one().nb != "SiV"
        assert session.scalar(select(func.count()).select_from(Unit)) == 34
    assert counts(database)["audit_entries"] == before + 1
