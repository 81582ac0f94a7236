"""Cases in which the verdict, and what was said with a step, stood in the clear: encrypted where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import LiteralString

from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.forgeries.memory import VERDICT, WORDS
from graph.words.forgeries import ForgeryMove

BATCH = 100
"""Cases that are written in one transaction; a verdict is long."""

_LEFT: LiteralString = (
    "MATCH (c:ForgeryCase) WHERE c.verdict IS NOT NULL RETURN collect([c.id, c.verdict, coalesce(c.history, [])])"
)
_WRITE: LiteralString = (
    "UNWIND $rows AS row MATCH (c:ForgeryCase {id: row[0]}) WHERE c.verdict IS NOT NULL "
    "SET c.verdictCipher = row[1], c.history = row[2] "
    "REMOVE c.verdict"
)


async def hide(store: Store, personal: PersonalData) -> None:
    """Encrypt them in batches; each case at once, and what was begun is taken up where it ended."""
    rows = [
        [identity, personal.encrypt(verdict, VERDICT), [_hidden(line, personal) for line in history]]
        for identity, verdict, history in await store.read(_LEFT)
    ]
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        await store.write(lambda unit, part=part: unit.run(_WRITE, rows=part))  # type: ignore[misc]


def _hidden(line: str, personal: PersonalData) -> str:
    move = ForgeryMove.parse(line)
    return replace(move, words=personal.hidden(move.words, WORDS)).line
