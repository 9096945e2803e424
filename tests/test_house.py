"""The house keeps its own rules: sizes, diagram, environment, and no leftover."""

import ast
import re
from pathlib import Path

import pytest

from tests.lifecycle_diagram import README, with_diagram

ROOT = Path(__file__).parents[1]
ROOMS = ("app", "forms", "reports", "migrations", "tests", "bench")
MODULES = [
    path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if "__pycache__" not in path.parts
]
TEMPLATES = sorted((ROOT / "app" / "templates").rglob("*.html"))
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 400, 40, 150
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "misc", "common_utils"}
LEFTOVER = re.compile(r"#\s*(TODO|FIXME|XXX)\b|#\s*noqa\s*$|#\s*type:\s*ignore\s*$", re.MULTILINE)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_is_short_and_so_are_its_functions(path):
    source = path.read_text("utf-8")
    assert source.count("\n") <= LONGEST_MODULE
    if "migrations" in path.parts:
        return  # a migration is as long as the tables it makes
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_is_short(path):
    assert path.read_text("utf-8").count("\n") <= LONGEST_TEMPLATE


def test_no_module_has_a_name_that_says_nothing():
    assert not [named(p) for p in MODULES if p.stem in FORBIDDEN_NAMES]


def test_no_leftover_and_no_unexplained_suppression():
    guilty = [named(p) for p in MODULES if LEFTOVER.search(p.read_text("utf-8"))]
    assert guilty in ([], ["tests/test_house.py"])


INSTANT = re.compile(r"assert .*\.(is_(visible|checked|hidden|enabled|disabled)|title|count)\(\)")


def test_a_journey_waits_for_what_it_expects_to_see():
    told = [
        f"{named(path)}: «{line.strip()}»; write expect(…)"
        for path in sorted((ROOT / "tests" / "journeys").glob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if INSTANT.search(line)
    ]
    assert not told, "\n".join(told)


def test_the_readme_draws_the_state_machine_of_today():
    readme = README.read_text("utf-8")
    assert "stateDiagram" in readme
    assert readme == with_diagram(readme), "run «python -m tests.lifecycle_diagram»"


def test_every_file_the_readme_names_is_there():
    readme = README.read_text("utf-8")
    for name in re.findall(
        r"`((?:app|forms|reports|tests|docs|bench|migrations)/[\w/.-]*)`", readme
    ):
        assert (ROOT / name).exists(), f"the README names {name}, which is not there"


def test_no_third_party_file_is_kept():
    ignored = (ROOT / ".gitignore").read_text("utf-8")
    assert "/app/static/vendor/" in ignored
    assert "/node_modules/" in ignored
