"""What goes in and out of the memories: typed values, never positional rows or maps of anything."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest

ROOT = Path(__file__).parents[3]
KINDS = (
    "memory",
    "recording",
    "defining",
    "creating",
    "setting",
    "impact",
    "inspecting",
    "supervised",
    "browsing",
    "administrators",
    "binding",
    "publication",
    "facts",
    "checked",
    "collected",
    "readiness",
    "keeping",
    "rekeying",
    "drafts",
    "drafting",
    "batching",
    "batch_pages",
    "ordering",
    "taking",
    "holders",
    "erasure",
    "hiding",
    "restoring",
    "cases",
    "entering",
    "handing",
    "needless",
    "queues",
    "reports",
    "ended",
    "granted",
    "differences",
    "hints",
    "leaving",
    "recorded",
    "settling",
    "changes",
    "owing",
    "lapsing",
    "resting",
    "membership",
    "records",
    "withheld",
    "filing",
    "replacing",
    "withdrawn",
    "showing",
)
"""Names of the modules that speak Cypher."""
MEMORIES = [
    importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for path in sorted((ROOT / "graph" / "subjects").rglob("*.py"))
    if path.stem in KINDS
]


def public(module: ModuleType) -> Iterator[tuple[str, object]]:
    """Functions and classes that a module itself gives to others."""
    for name, value in vars(module).items():
        own = getattr(value, "__module__", "") == module.__name__
        if own and not name.startswith("_") and (inspect.isfunction(value) or inspect.isclass(value)):
            yield name, value


def hints(value: object) -> dict[str, Any]:
    """What is declared of a function's arguments and answer, or of a value's fields."""
    told = get_type_hints(value)
    return {each.name: told[each.name] for each in fields(value)} if is_dataclass(value) else told


def says_anything(hint: object) -> bool:
    """Whether a type leaves open what it holds."""
    return hint in (Any, object, list, tuple, dict, set, frozenset) or any(map(says_anything, get_args(hint)))


def test_every_subject_with_statements_is_looked_at() -> None:
    speaking = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "graph" / "subjects").rglob("*.py")
        if "MATCH (" in path.read_text("utf-8")
    }
    assert speaking <= {Path(module.__file__ or "").relative_to(ROOT).as_posix() for module in MEMORIES}


@pytest.mark.parametrize("module", MEMORIES, ids=lambda module: module.__name__)
def test_no_positional_row_leaves_a_memory_and_none_is_handed_in(module: ModuleType) -> None:
    open_ended = {
        f"{name}.{part}" for name, value in public(module) for part, hint in hints(value).items() if says_anything(hint)
    }
    assert open_ended == set()


@pytest.mark.parametrize(
    "hint", [list[Any], list[list[Any]], list[dict[str, Any]], dict[str, Any], tuple[Any, ...] | None, list]
)
def test_a_type_that_says_nothing_is_seen(hint: object) -> None:
    assert says_anything(hint)
