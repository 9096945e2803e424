"""The files of the browser's screen: kept for a year, all of one version, open to everybody."""

import json
import re

import pytest

from app.screening import NAMES_FILE, RULES_FILE
from app.web.screening import SCRIPTS, fingerprint_of_parts, parts

FOLDER = f"/silen/{fingerprint_of_parts()}"
IMPORTED = re.compile(r'(?:from|import\()\s*"\./([\w.-]+)"')


@pytest.mark.parametrize("name", sorted(parts()))
def test_a_part_is_served_in_its_own_type_and_kept_for_a_year(world, name):
    response = world.client().get(f"{FOLDER}/{name}")
    assert response.status_code == 200
    kind = "text/javascript" if name.endswith(".js") else "application/json"
    assert response.content_type == f"{kind}; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(("name", "file"), [("rules", RULES_FILE), ("names", NAMES_FILE)])
def test_the_browser_reads_the_same_rules_and_names_as_the_server(world, name, file):
    response = world.client().get(f"{FOLDER}/{name}.json")
    assert response.get_json() == json.loads(file.read_text("utf-8"))


@pytest.mark.parametrize(
    "path",
    [
        "/silen/0000000000000000/rules.json",
        f"{FOLDER}/config.py",
        f"{FOLDER}/..%2f..%2fconfig.py",
        f"{FOLDER}/",
    ],
)
def test_anything_else_is_not_found_and_the_answer_is_not_kept(world, path):
    response = world.client().get(path)
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"


def test_every_page_names_the_script_of_this_version(world):
    page = world.client().get("/tilgjengelighet").get_data(as_text=True)
    assert f'<script src="{FOLDER}/main.js" type="module"></script>' in page


def test_every_module_that_a_script_imports_lies_beside_it():
    scripts = "\n".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.js"))
    assert set(IMPORTED.findall(scripts)) <= set(parts())


def test_no_script_can_send_or_keep_anything():
    doors = r"XMLHttpRequest|sendBeacon|WebSocket|localStorage|sessionStorage|indexedDB|cookie"
    for path in SCRIPTS.glob("*.js"):
        assert not re.search(doors, path.read_text("utf-8")), path.name
