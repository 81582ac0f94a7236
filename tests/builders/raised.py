"""Which refusals the code raises: every stable code, read from the source with the names of its modules.

A code is the constant given to `code=` of a call, or to the parameter of a helper that passes it on; members of the
lints are codes as well.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from graph.subjects.entries.rules.lints import Lint

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\Z")
RULE = re.compile(r"(?:CZ|JZ|JZP|JI|JP|WH|WHL|CS|GB|SC|GUIDE)-[0-9]+(?:\.[0-9]+)?\Z")
PREFIXED = {"graph/codes/citizen.py": "CITIZEN_ID_"}
"""Modules whose helper puts something before the code."""


def codes(*rooms: str) -> dict[str, set[str]]:
    """Every code that modules of these rooms raise, with the modules."""
    found: dict[str, set[str]] = {
        lint.name: {"graph/subjects/entries/rules/lints.py"} for lint in Lint if "graph" in rooms
    }
    for path in modules(*rooms):
        name = path.relative_to(ROOT).as_posix()
        for code in _codes(ast.parse(path.read_text("utf-8"))):
            found.setdefault(PREFIXED.get(name, "") + code, set()).add(name)
    return found


def rules(*rooms: str) -> dict[str, set[str]]:
    """Every id of a rule that modules of these rooms name, with the modules."""
    found: dict[str, set[str]] = {}
    for path in modules(*rooms):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and RULE.match(node.value):
                found.setdefault(node.value, set()).add(path.relative_to(ROOT).as_posix())
    return found


def modules(*rooms: str) -> list[Path]:
    """The modules of rooms, or single modules."""
    return [
        path for room in rooms for path in (sorted((ROOT / room).rglob("*.py")) if "." not in room else [ROOT / room])
    ]


def _codes(tree: ast.Module) -> Iterator[str]:
    passing = {"CodeFinding": ("code", 0), "Refusal": ("code", 1)}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for _ in range(3):  # helpers that call helpers
        for function in functions:
            names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
            names = names[1:] if names[:1] in (["self"], ["cls"]) else names
            keywords = [argument.arg for argument in function.args.kwonlyargs]
            for each in _given(function, passing):
                given = _blank(each)
                if isinstance(given, ast.Name) and given.id in names + keywords:
                    place = names.index(given.id) if given.id in names else -1
                    passing[function.name] = (given.id, place)
    for given in _given(tree, passing):
        yield from _constants(given)


def _given(tree: ast.AST, passing: dict[str, tuple[str, int]]) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        name, place = passing.get(called, ("code", -1))
        yield from (keyword.value for keyword in node.keywords if keyword.arg in (name, "code"))
        if called in passing and 0 <= place < len(node.args):
            yield node.args[place]


def _blank(given: ast.expr) -> ast.expr:
    """What fills the one blank of a text that is put together; anything else as it is."""
    match given:
        case ast.JoinedStr(values=[ast.Constant(), ast.FormattedValue(value=inside)]):
            return inside
        case _:
            return given


def _constants(given: ast.expr) -> Iterator[str]:
    match given:
        case ast.Constant(value=str() as text) if CODE.match(text):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _constants(body)
            yield from _constants(orelse)
        case _:
            return
