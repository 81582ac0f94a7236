"""No test is lost between `make test`, `make test-more` and `make torture`, and the sample of them is fixed."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from builders.more import IN_MORE, IN_TORTURE
from builders.sampled import LONG, ON_NEO4J, SAMPLED, in_sample

ROOT = Path(__file__).parents[1]
FILES = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}


def reasons(item: pytest.Item) -> set[str]:
    return {str(mark.kwargs.get("reason", "")) for mark in item.iter_markers("skipif")}


@pytest.fixture
def items(request: pytest.FixtureRequest) -> list[pytest.Item]:
    """Every test there is."""
    found = request.session.items
    if SAMPLED or FILES - {item.nodeid.partition("::")[0] for item in found}:
        pytest.skip("only some of the tests were asked for")
    return found


def test_what_is_left_out_is_run_by_what_its_reason_names(items: list[pytest.Item]) -> None:
    lost = [
        item.nodeid
        for item in items
        for reason in reasons(item)
        if (reason == IN_MORE and not item.get_closest_marker("more"))
        or ((reason == IN_TORTURE or "TORTURE" in reason) and not item.get_closest_marker("slow"))
    ]
    assert lost == []


def test_what_is_marked_as_left_out_is_left_out(items: list[pytest.Item]) -> None:
    assert [item.nodeid for item in items if item.get_closest_marker("more") and IN_MORE not in reasons(item)] == []


@pytest.mark.parametrize("kind", LONG)
def test_of_every_kind_of_long_run_some_is_in_the_sample(kind: str, items: list[pytest.Item]) -> None:
    found = [item for item in items if fnmatchcase(item.nodeid, LONG[kind]) and item.get_closest_marker("more")]
    assert any(IN_TORTURE not in reasons(item) for item in found)
    assert all(in_sample(item.nodeid, LONG) for item in found)


@pytest.mark.parametrize("kind", ON_NEO4J)
def test_what_is_always_tried_on_neo4j_asks_a_store(kind: str, items: list[pytest.Item]) -> None:
    found = [item for item in items if fnmatchcase(item.nodeid, ON_NEO4J[kind])]
    assert any("stores" in getattr(item, "fixturenames", ()) for item in found)


def test_the_sample_is_some_of_every_room_and_not_all() -> None:
    rooms = {"api", "graph", "licenses", "seed"}
    within = {file for file in FILES if in_sample(f"{file}::test", {})} | {
        each.partition("::")[0] for each in LONG.values()
    }
    assert {file.split("/")[1] for file in within} >= rooms
    assert len(within) < len(FILES) // 4
