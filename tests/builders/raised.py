"""What the code cites and refuses with, read from the source with the names of its modules."""

from __future__ import annotations

import ast
import re

from builders.sources import ROOT, modules, nodes

from graph.refusal_codes import Code

RULE = re.compile(r"(?:CZ|JZ|JZP|JI|JP|WH|WHL|CS|GB|SC|GUIDE)-[0-9]+(?:\.[0-9]+)?\Z")


def codes(*rooms: str) -> dict[Code, set[str]]:
    """Every code that modules of these rooms name, with the modules."""
    found: dict[Code, set[str]] = {}
    for path in modules(*rooms):
        for node in nodes(path):
            match node:
                case ast.Attribute(value=ast.Name(id="Code"), attr=name) if name in Code.__members__:
                    found.setdefault(Code[name], set()).add(path.relative_to(ROOT).as_posix())
                case _:
                    pass
    return found


def rules(*rooms: str) -> dict[str, set[str]]:
    """Every id of a rule that modules of these rooms name, with the modules."""
    found: dict[str, set[str]] = {}
    for path in modules(*rooms):
        for node in nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and RULE.match(node.value):
                found.setdefault(node.value, set()).add(path.relative_to(ROOT).as_posix())
    return found
