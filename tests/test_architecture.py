"""The house keeps its form: import directions, signs on the doors, modules of readable length."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders.sources import ROOT, modules, parsed, text

from graph.law.articles import DOCUMENTS
from graph.law.policies import POLICIES

ROOMS = ("api", "graph", "licenses", "seed")
LONGEST = 300
LONGEST_OF_ALL = 450
LONGER = {
    "api/http/pages/words.py": "a table: everything that the pages say",
    "graph/store/engine.py": "everything that knows the driver",
    "graph/refusal_codes.py": "a table: every code, what it says and who sees it",
}
"""Modules that may be longer than that, and why."""

MODULES = modules(*ROOMS)
TOP = {
    ".ci", ".git", ".github", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "README.zh.md", "api",
    "benchmarks", "deploy", "docs", "graph", "licenses", "pyproject.toml", "requirements-embedded.lock",
    "requirements.lock", "schema.graphql", "seed", "tests", "web",
}  # fmt: skip


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_imports_go_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run(
        [linter, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_COLOR": "1"},
    )
    assert checked.returncode == 0, checked.stdout[-4_000:] + checked.stderr[-1_000:]


def test_every_folder_of_a_room_has_a_sign_on_its_door() -> None:
    folders = {path.parent for path in MODULES}
    assert {name(folder) for folder in folders if not (folder / "__init__.py").exists()} == set()


def test_a_sign_is_a_docstring_and_nothing_else() -> None:
    signs = {path: parsed(text(path)) for path in MODULES if path.name == "__init__.py"}
    assert signs
    assert [name(path) for path, sign in signs.items() if not ast.get_docstring(sign) or len(sign.body) != 1] == []


def test_a_module_says_what_it_is_and_stays_readable() -> None:
    texts = {name(path): text(path) for path in MODULES if path.name != "__init__.py"}
    assert texts
    assert [each for each, said in texts.items() if not ast.get_docstring(parsed(said))] == [], (
        "a module begins with a sentence about itself"
    )
    lines = {each: len(said.splitlines()) for each, said in texts.items()}
    too_long = {each: many for each, many in lines.items() if many > (LONGEST_OF_ALL if each in LONGER else LONGEST)}
    assert too_long == {}, "look for the second noun"


def test_the_list_of_longer_modules_names_modules() -> None:
    assert {known for known in LONGER if not (ROOT / known).exists()} == set()


def test_no_module_is_named_after_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
    assert [name(path) for path in MODULES if path.stem.strip("_") in nothing] == []


def test_tests_are_no_packages() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_nothing_unexpected_stands_at_the_top() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git clone: what belongs to the project is not known")
    assert {line.split("/")[0] for line in listed.stdout.splitlines()} <= TOP


ARTICLE = re.compile(rf"(?:{'|'.join(document.prefix for document in DOCUMENTS)})-\d+(?:\.\d+)?")
PREFIXES = {document.prefix for document in DOCUMENTS} | set(POLICIES)
OF_CITIES = ROOT / "graph" / "law" / "cities"


def strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def articles_as_values(source: str) -> list[str]:
    return [each for each in strings(parsed(source)) if ARTICLE.fullmatch(each.strip())]


def branches_on_a_city(source: str) -> list[str]:
    """Comparisons with the id of a policy or the prefix of a document, mappings from them, and matches on them."""
    found = []
    for node in ast.walk(parsed(source)):
        asked: list[ast.AST] = []
        match node:
            case ast.Compare():
                asked = [node.left, *node.comparators]
            case ast.Dict():
                asked = [key for key in node.keys if key is not None]
            case ast.MatchValue():
                asked = [node.value]
            case ast.Call(func=ast.Attribute(attr="startswith")):
                asked = list(node.args)
            case _:
                continue
        found += [each.rstrip("-") for part in asked for each in strings(part)]
    return [each for each in found if each in PREFIXES]


def test_no_article_of_a_city_and_no_branch_on_one_stands_outside_its_row() -> None:
    sources = {name(path): text(path) for path in MODULES if OF_CITIES not in path.parents}
    assert sources
    found = {each: [*articles_as_values(source), *branches_on_a_city(source)] for each, source in sources.items()}
    assert {each: said for each, said in found.items() if said} == {}


def test_an_article_outside_its_row_and_a_branch_on_a_city_are_noticed() -> None:
    assert articles_as_values('rules = ("WH-13", "GB-36904", "see WH-13")') == ["WH-13"]
    written = 'a = row.id == "WH"; b = {"CZ": 1}; c = "WHL" in row.prefixes; d = rule.startswith("JZP-"); e = "WHO"'
    assert sorted(branches_on_a_city(written)) == ["CZ", "JZP", "WH", "WHL"]
    assert branches_on_a_city('match row.id:\n  case "JI":\n    pass') == ["JI"]
