"""The open store of a run with something to watch it by: what it is asked, and what happens between two questions."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Any

from graph.schema.migrations import CURRENT
from graph.store.engine import Store, Unit

LENT = os.environ.get("ZHENGTU_TEST_NEO4J", "").split()
"""The addresses of empty Neo4j servers, one for each process that runs tests: a Neo4j has one database for all."""
NEO4J = dict(enumerate(LENT)).get(int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]), "")
"""The address of this process's; empty where it has none."""


class Watched(Store):
    """A store that counts the read statements it is sent, and lets a rival act after an answer."""

    reads = 0
    rival: Callable[[int], Awaitable[object]] | None = None
    """Acts after each answer, told how many there were; what it does itself goes through another `Store`."""

    async def read(self, text: Any, /, **parameters: Any) -> Any:
        answer = await super().read(text, **parameters)
        self.reads += 1
        if self.rival is not None:
            await self.rival(self.reads)
        return answer


def watched(store: Store) -> Watched:
    """The same open store, watched."""
    found = object.__new__(Watched)
    vars(found).update(vars(store))
    return found


async def wipe(unit: Unit) -> None:
    """Leave an empty store with the current schema."""
    await unit.run("MATCH (n) WHERE NOT n:ThrowAway DETACH DELETE n")
    await unit.run("CREATE (:Zhengtu {id: 'store', schema: $number})", number=CURRENT)
