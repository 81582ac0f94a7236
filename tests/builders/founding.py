"""What the store of a test is founded with: made by its desks once in a process, and put back for every test after."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import groupby
from operator import itemgetter
from typing import Any

from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData

Founding = Callable[[Store, PersonalData], Awaitable[None]]
_NODES = "MATCH (n) WHERE NOT n:ThrowAway AND NOT n:Zhengtu RETURN collect([labels(n)[0], properties(n)])"
_RELATIONS = "MATCH (a)-[r]->(b) RETURN collect([type(r), labels(a)[0], labels(b)[0], a.id, b.id, properties(r)])"
_HELD: dict[tuple[Founding, str], dict[str, list[dict[str, Any]]]] = {}
"""Of what was founded, and under which key: the rows that stood in the store, by the statement that writes them."""


async def founded(found: Founding, store: Store, personal: PersonalData) -> None:
    """Found something in an empty store."""
    name = (found, personal.lookup_as_written("founded"))
    if (held := _HELD.get(name)) is None:
        await found(store, personal)
        _HELD[name] = await _everything(store)
        return

    async def written(unit: Unit) -> None:
        for text, rows in held.items():
            await unit.run(text, rows=rows)

    await store.write(written)


async def _everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for label, nodes in _grouped(await store.read(_NODES), 1):
        rows[f"UNWIND $rows AS row CREATE (n:{label}) SET n = row.held"] = [{"held": held} for _, held in nodes]
    for (kind, source, target), edges in _grouped(await store.read(_RELATIONS), 3):
        text = (
            f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}}) "
            f"CREATE (a)-[e:{kind}]->(b) SET e = row.held"
        )
        rows[text] = [{"source": one, "target": other, "held": held} for *_, one, other, held in edges]
    return rows


def _grouped(found: list[Any], parts: int) -> Any:
    by = itemgetter(*range(parts))
    return groupby(sorted(found, key=by), by)
