"""The configuration refuses to start unsafe, and the example file names every setting."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

import config
from config import UnsafeConfiguration, load_config

EXAMPLE = Path(config.__file__).parent / ".env.example"
SAFE = {
    "SECRET_KEY": "s" * 40,
    "LINK_KEY": "l" * 40,
    "BASE_URL": "https://avvik.kommune.no",
}


def refusal(**changes: str) -> str:
    with pytest.raises(UnsafeConfiguration) as refused:
        load_config(SAFE | changes)
    return " ".join(refused.value.reasons)


def test_the_example_file_names_exactly_the_settings_that_are_read():
    named = re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text("utf-8"), re.MULTILINE)
    assert named == list(config.NAMES)


def test_every_setting_of_the_example_file_has_a_comment():
    lines = EXAMPLE.read_text("utf-8").splitlines()
    for before, line in pairwise(lines):
        if re.match(r"[A-Z_]+=", line):
            assert before.startswith("# "), line


def test_the_example_file_as_it_stands_does_not_start():
    values = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text("utf-8"), re.MULTILINE))
    with pytest.raises(UnsafeConfiguration):
        load_config(values)


def test_nothing_set_is_production_and_is_refused():
    with pytest.raises(UnsafeConfiguration) as refused:
        load_config({})
    assert len(refused.value.reasons) >= 3


def test_safe_settings_start_in_production():
    found = load_config(SAFE)
    assert found.is_production
    assert found.cookies_are_secure


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SECRET_KEY": "s" * 31}, "SECRET_KEY"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"LINK_KEY": "l" * 31}, "LINK_KEY"),
        ({"LINK_KEY": "s" * 40}, "must differ"),
        ({"SECRET_KEY": "an-example-value-that-is-long-enough-to-pass"}, "example"),
        ({"BASE_URL": ""}, "BASE_URL"),
        ({"BASE_URL": "http://avvik.kommune.no"}, "https"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({"SAMHANDLING_MODE": "prod"}, "SAMHANDLING_MODE"),
    ],
)
def test_an_unsafe_setting_is_refused_by_name(changes, words):
    assert words in refusal(**changes)


def test_a_demo_needs_no_address_and_no_certificate():
    found = load_config({**SAFE, "SAMHANDLING_MODE": "demo", "BASE_URL": "", "PORT": "8123"})
    assert found.base_url == "http://127.0.0.1:8123"
    assert not found.cookies_are_secure


def test_a_demo_keeps_its_content_apart_from_production():
    demo = load_config({**SAFE, "SAMHANDLING_MODE": "demo"})
    assert demo.database_url.endswith("/var/demo.sqlite")
    assert load_config(SAFE).database_url.endswith("/var/production.sqlite")


@pytest.mark.parametrize("prefix", ["postgres://", "postgresql://"])
def test_a_postgresql_address_means_the_driver_that_is_installed(prefix):
    found = load_config({**SAFE, "DATABASE_URL": f"{prefix}host/name"})
    assert found.database_url == "postgresql+psycopg://host/name"


def test_the_environment_wins_over_the_file_and_secrets_come_as_files(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text('SECRET_KEY="from the file"\n# LINK_KEY=no\nPORT=9000\n')
    (tmp_path / "link").write_text("l" * 40 + "\n")
    monkeypatch.setattr(config, "ROOT", tmp_path)
    for name in config.NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SAMHANDLING_MODE", "demo")
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    monkeypatch.setenv("LINK_KEY_FILE", str(tmp_path / "link"))
    found = load_config()
    assert (found.secret_key, found.link_key, found.port) == ("s" * 40, "l" * 40, 9000)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_production_does_not_start_on_a_database_in_memory(url):
    with pytest.raises(UnsafeConfiguration, match="memory"):
        load_config(SAFE | {"DATABASE_URL": url})
