"""Refusals as they are written down: which are made without their field, their value or their rule."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from builders.sources import parsed, text

KINDS = {"Refusal", "Malformed", "NotFound", "Forbidden", "Conflict", "LimitExceeded", "NoPolicy", "Busy"}
BY_PLACE = {"malformed", "_malformed"}
"""What makes refusals by the order of its arguments: the value is the second or third. They all have a field."""


def lacking(code: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Line, code and part of each refusal that is made without one of its parts."""
    for node in ast.walk(code):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        given = {each.arg: ast.unparse(each.value) for each in node.keywords}
        if name in KINDS:
            what = given.get("code", "")
            for part in ("path", "value", "rules"):
                if given.get(part, "None") in ("None", "()"):
                    yield node.lineno, what.removeprefix("Code."), part
        elif name in BY_PLACE:
            texts = [ast.unparse(each) for each in node.args]
            if "None" in texts[1:3]:
                yield node.lineno, texts[0].removeprefix("Code."), "value"


def found_in(*places: Path) -> list[tuple[str, str, str]]:
    """File with line, code and part of each refusal of some folders or files that is made without one of its parts."""
    return [
        (f"{path.name}:{line}", code, part)
        for place in places
        for path in (sorted(place.rglob("*.py")) if place.is_dir() else [place])
        for line, code, part in lacking(parsed(text(path)))
        if code != "code"  # handed on: looked at where it is given
    ]
