"""The program as its source says it, for the tests that read it: each module parsed once in a process."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


def modules(*rooms: str) -> list[Path]:
    """The modules of rooms, or single modules."""
    return [
        path for room in rooms for path in (sorted((ROOT / room).rglob("*.py")) if "." not in room else [ROOT / room])
    ]


@cache
def text(path: Path) -> str:
    """What a module says."""
    return path.read_text("utf-8")


@cache
def parsed(said: str) -> ast.Module:
    """A source as a tree, which nobody changes."""
    return ast.parse(said)


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that stands in the tree of a module."""
    return tuple(ast.walk(parsed(text(path))))
