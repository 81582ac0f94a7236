"""What a store's server is at: the statements that it runs, as the server itself lists them."""

from __future__ import annotations

import asyncio

from graph.store.engine import Store

LONG = "UNWIND range(1, 90000) AS a UNWIND range(1, 90000) AS b WITH a, b WHERE (a * b) % 7 = 0 RETURN count(*)"
"""A statement that takes minutes."""
PATIENCE = 20.0


async def runs(store: Store, text: str = LONG) -> int:
    """How many times a server runs a statement."""
    if store.server is not None:
        listed = await asyncio.to_thread(store.server.http.running)
        return sum(each["text"] == text for each in listed)
    return int(
        await store.read(
            "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery = $text RETURN count(currentQuery)", text=text
        )
    )


async def comes_to(store: Store, count: int, text: str = LONG) -> bool:
    """Whether a server comes to run a statement so many times; False after a time that no machine needs."""
    clock = asyncio.get_running_loop().time
    until = clock() + PATIENCE
    while await runs(store, text) != count:
        if clock() > until:
            return False
        await asyncio.sleep(0.02)
    return True
