"""The documents themselves: short signs, links that lead somewhere, parts that the code has written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builders.documents import FENCE, ROOT, kinds, steps
from builders.readers import BUREAU, DEMONSTRATION, NOTHING_TO_DO

PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
LONGEST_SIGN = 150
"""Lines of a README: it says what this is and where to go."""
STOREYED = ("graph", "licenses", "api")
"""Rooms with floors."""
PAIRED = (
    "README",
    "docs/tour",
    "docs/bureau",
    "docs/operations",
    "docs/settings",
    "docs/reference",
    "docs/front-ends",
    "docs/law",
)
"""Written in both languages, side by side."""


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def test_every_document_is_followed_somewhere_or_only_tells() -> None:
    assert {*DEMONSTRATION, *BUREAU, *NOTHING_TO_DO} == {name(page) for page in PAGES}
    assert [page for page in NOTHING_TO_DO if list(steps((ROOT / page).read_text("utf-8")))] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_document_has_no_blocks_but_those_that_are_tested(page: Path) -> None:
    text = page.read_text("utf-8")
    assert kinds(text) <= {"console", "graphql", "json", "text"}
    assert text.count("```") == 2 * len(FENCE.findall(text))


@pytest.mark.parametrize("page", sorted(ROOT.glob("README*.md")), ids=name)
def test_a_readme_is_a_sign_on_the_door(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) <= LONGEST_SIGN


@pytest.mark.parametrize("stem", PAIRED)
def test_both_languages_name_each_other_first(stem: str) -> None:
    for mine, other in ((f"{stem}.md", f"{stem}.zh.md"), (f"{stem}.zh.md", f"{stem}.md")):
        first = (ROOT / mine).read_text("utf-8").splitlines()[:4]
        assert f"({Path(other).name})" in "".join(first), mine


@pytest.mark.parametrize("stem", PAIRED)
def test_both_languages_have_the_same_sections(stem: str) -> None:
    counted = [
        len(re.findall(r"^## ", (ROOT / f"{stem}{language}.md").read_text("utf-8"), re.MULTILINE))
        for language in ("", ".zh")
    ]
    assert counted[0] == counted[1]


def test_the_house_is_described_as_it_stands() -> None:
    text = (ROOT / "docs" / "house.md").read_text("utf-8")
    layout = text[text.index("```text") : text.index("\n```\n")]
    room, described = "", set()
    for indent, place in re.findall(r"^( *)([\w./]+)  ", layout, re.MULTILINE):
        room = room if indent else place
        described.add(room + place if indent else place)
    named = described | set(re.findall(r"`((?:graph|licenses|api|seed|docs|tests)/[\w./]+)`", text))
    standing = {f"{room}/{path.name}/" for room in STOREYED for path in (ROOT / room).iterdir() if _has_code(path)}
    assert {name for name in named if not (ROOT / name).exists()} == set()
    assert standing - described == set()


def _has_code(folder: Path) -> bool:
    return (folder / "__init__.py").is_file()


def test_the_reference_names_every_address() -> None:
    routes = {
        route
        for module in (ROOT / "api").rglob("*.py")
        for route in re.findall(r'Route\(\s*"(/[^"{]*)', module.read_text("utf-8"))
    }
    assert len(routes) > 5
    for page in ("docs/reference.md", "docs/reference.zh.md"):
        assert {route for route in routes if route not in (ROOT / page).read_text("utf-8")} == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    broken = [link for link in LINK.findall(_prose(page)) if not link.startswith("http") and not _leads(page, link)]
    assert broken == []


def test_the_generated_parts_are_what_the_code_says() -> None:
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    checked = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"],
        env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr


def _prose(page: Path) -> str:
    return FENCE.sub("", page.read_text("utf-8"))


def _leads(page: Path, link: str) -> bool:
    file, _, heading = link.partition("#")
    target = page.parent / file if file else page
    return target.is_file() and (not heading or heading in _anchors(target))


def _anchors(page: Path) -> set[str]:
    """The headings as addresses, as GitHub forms them."""
    headings = re.findall(r"^#+ (.+)$", _prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
