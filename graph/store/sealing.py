"""Names that tell identity numbers, of a store from before they were sealed (`subjects`).

1. Of each property that names who acts, the names that there are; where one has to be sealed, the nodes that have it.
2. What is made from a name goes with it, in the same statement.
3. A name is sealed the same way each time: what was begun is taken up, and two may do it beside each other.
4. The keyed hash of a holder's code stands in some of them as well, and is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, LiteralString

from graph.store.engine import Store
from graph.store.subjects import Subjects

BATCH: Final = 1000
"""Nodes that are written in one transaction."""
_HASH = re.compile("[0-9a-f]{64}")

_OF_ADMINISTRATORS: LiteralString = (
    "n.act IN ['CLAIM_ADMINISTRATION', 'APPOINT_ADMINISTRATOR', 'DISMISS_ADMINISTRATOR']"
)
_NAMES: tuple[tuple[LiteralString, LiteralString, LiteralString, LiteralString], ...] = (
    ("Post", "subject", "true", ""),
    ("Administrator", "id", "true", ""),
    ("Journal", "subject", "true", ""),
    ("Journal", "about", _OF_ADMINISTRATORS, ""),
    ("LicenseUse", "subject", "true", ", n.pair = n.licenseId + '|' + row[1]"),
    ("CollectedFile", "collectedBy", "true", ""),
    (
        "Objection", "raisedBy", "true",
        ", n.openKey = CASE WHEN n.openKey IS NULL THEN null ELSE row[1] + substring(n.openKey, size(row[2])) END",
    ),
    ("ForgeryCase", "decidedBy", "true", ""),
    ("ForgerySighting", "subject", "true", ""),
    ("Notice", "recipient", "true", ""),
)  # fmt: skip
"""Kind, the property that names somebody, of which nodes, and what is made from the name."""
_STATEMENTS: tuple[tuple[LiteralString, LiteralString, LiteralString], ...] = tuple(
    [
        (
            f"MATCH (n:{label}) WHERE n.{name} <> '' AND {which} RETURN collect(DISTINCT n.{name})",
            f"MATCH (n:{label}) WHERE n.{name} IN $names AND {which} RETURN collect([n.id, n.{name}])",
            f"UNWIND $rows AS row MATCH (n:{label} {{id: row[0]}}) SET n.{name} = row[1]{beside}",
        )
        for label, name, which, beside in _NAMES
    ]
)
"""What names there are, which nodes have some of them, and how they are written."""
_LISTS: tuple[tuple[LiteralString, LiteralString], ...] = (
    (
        "MATCH (n:ForgeryCase) WHERE n.reporters IS NOT NULL RETURN collect([n.id, n.reporters])",
        "UNWIND $rows AS row MATCH (n:ForgeryCase {id: row[0]}) SET n.reporters = row[1]",
    ),
    (
        "MATCH (n:LicenseDraft) WHERE n.history IS NOT NULL RETURN collect([n.id, n.history])",
        "UNWIND $rows AS row MATCH (n:LicenseDraft {id: row[0]}) SET n.history = row[1]",
    ),
)
"""Lists of names, or of lines that end with one; of a kind that there are few of."""


async def seal_subjects(store: Store, subjects: Subjects) -> None:
    """Seal, in batches, every name that has to be."""
    for names, nodes, written in _STATEMENTS:
        sealed = {name: _kept(subjects, name) for name in await store.read(names)}
        changed = [name for name, kept in sealed.items() if kept != name]
        found = await store.read(nodes, names=changed) if changed else []
        for part in _parts([[identity, sealed[name], name] for identity, name in found]):
            await store.write(lambda unit, written=written, part=part: unit.run(written, rows=part))  # type: ignore[misc]
    for lists, written in _LISTS:
        read = await store.read(lists)
        lines = [[identity, [_line(subjects, each) for each in before], before] for identity, before in read]
        for part in _parts([row for row in lines if row[1] != row[2]]):
            await store.write(lambda unit, written=written, part=part: unit.run(written, rows=part))  # type: ignore[misc]


def _parts(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _line(subjects: Subjects, line: str) -> str:
    head, mark, name = line.rpartition("|")
    return f"{head}{mark}{_kept(subjects, name)}"


def _kept(subjects: Subjects, name: str) -> str:
    return name if _HASH.fullmatch(name) else subjects.kept(name)
