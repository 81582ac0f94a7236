"""The texts of all statements: no node is looked up in a way that reads its whole label."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.schema.migrations import MIGRATIONS

STORE = Path(__file__).parents[3] / "graph" / "store"
IDENTIFYING = sorted({name for migration in MIGRATIONS for _, name in migration.unique})
SCANS = re.compile(rf"\w+\.(?:{'|'.join(IDENTIFYING)})\s+IN\s+\$\w+(?![\w.])", re.IGNORECASE)
"""An identifying property compared by IN with a parameter: ArcadeDB uses no index for that."""


def texts(module: str) -> Iterator[str]:
    """Every string of a module; what an f-string puts in stands as one letter."""
    tree = ast.parse(module)
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


@pytest.mark.parametrize("path", sorted(STORE.rglob("*.py")), ids=lambda path: path.stem)
def test_what_is_known_by_its_identity_is_matched_by_it_and_not_searched_for(path: Path) -> None:
    found = [hit for text in texts(path.read_text(encoding="utf-8")) for hit in SCANS.findall(text)]
    assert found == [], "UNWIND $list AS k MATCH (n:Label {id: k}) uses the index"


@pytest.mark.parametrize(
    "statement",
    [
        '"MATCH (f:FileDigest)-[:OF]->(l:License) WHERE f.id IN $digests RETURN f.kind"',
        '"WHERE c.id IN $types OR EXISTS { MATCH (c)-[:DERIVES_FROM]->(r:Resource) WHERE r.id IN $ids }"',
        'f"MATCH (n:{label}) WHERE n.identifier " "in $identifiers RETURN {row}"',
        'f"MATCH ({n}:Holder) WHERE {n}.codeHash IN $hashes"',
    ],
)
def test_a_statement_that_searches_for_an_identity_is_found(statement: str) -> None:
    assert [hit for text in texts(statement) for hit in SCANS.findall(text)]


@pytest.mark.parametrize(
    "statement",
    [
        '"UNWIND $digests AS k MATCH (f:FileDigest {id: k})-[:OF]->(l:License)"',
        '"MATCH (l:License {id: $id}) WHERE l.state IN $before"',
        'f"any(x IN {v}.parties WHERE x IN $scope.objections)"',
    ],
)
def test_a_bounded_comparison_is_let_pass(statement: str) -> None:
    assert not [hit for text in texts(statement) for hit in SCANS.findall(text)]
