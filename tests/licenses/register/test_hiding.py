"""What an older store has in the clear is hidden by two at once: nobody writes over what the other has done since."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from builders.more import left_out
from builders.stores import wipe

from graph.schema.columns import Type
from graph.schema.nodes import ALL, INNER
from graph.store import hiding
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from licenses.register.hiding import hide

T = TypeVar("T")
WORDS = "陈一凡（34020019900101101X）来函"
PLAIN = {
    f"{shape.label}": [column.was for column in shape.columns if column.was]
    for shape in (*ALL, *INNER)
    if any(column.was for column in shape.columns)
}
"""Columns of words that earlier releases had in the clear, by kind."""
OLD = (
    "CREATE (:Journal {id: 'J', act: 'SUSPEND_LICENSE', about: 'L', detail: $words}) "
    "CREATE (:License {id: 'L', number: $words, typeId: 'T', issuerId: 'I', state: 'SUSPENDED', changeReason: $words, "
    "sealedAt: datetime('2026-03-01T10:00:00Z'), changedAt: datetime('2026-03-02T10:00:00Z'), numberKey: 'N'}) "
    "CREATE (:ForgeryCase {id: 'F', verdict: $words, history: []})"
)
ERASED = [
    f"MATCH (n:{shape.label}) SET {', '.join(f'n.{column.name} = null' for column in ciphers)}"
    for shape in (*ALL, *INNER)
    if (ciphers := [column for column in shape.columns if column.of is Type.CIPHER])
]
EVERYTHING = "MATCH (n) WHERE NOT n:Zhengtu RETURN collect([n.id, properties(n)])"


class Overtaken:
    """Who is about to write for the n-th time, and is overtaken by somebody who does everything, and more."""

    def __init__(self, store: Store, at: int, rival: Callable[[], Awaitable[None]]) -> None:
        self.store, self.at, self.rival = store, at, rival
        self.writes = 0
        self.write = store.write

    async def overtaken(self, work: Callable[[Unit], Awaitable[T]]) -> T:
        self.writes += 1
        if self.writes == self.at:
            await self.rival()
        return await self.write(work)


async def put(store: Store) -> None:
    """What an earlier release has left."""
    await store.write(wipe)
    await store.write(lambda unit: unit.run(OLD, words=WORDS))
    for label, columns in PLAIN.items():
        for column in columns:
            await store.write(lambda unit, label=label, column=column: _plant(unit, label, column))  # type: ignore[misc]


async def _plant(unit: Unit, label: str, column: str) -> None:
    text = f"CREATE (n:{label} {{id: $id, {column}: $words}})"
    await unit.run(text, id=f"{label}-{column}", words=WORDS)  # pyright: ignore[reportArgumentType]


@left_out
async def test_what_another_has_hidden_and_somebody_erased_since_is_not_written_again(
    store: Store, personal: PersonalData, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, after = 0, list[object]()

    async def rival() -> None:
        monkeypatch.undo()
        await hide(store, personal)
        for text in ERASED:
            await store.write(lambda unit, text=text: unit.run(text))  # type: ignore[misc]
        after.append(await store.read(EVERYTHING))

    async def hidden_by_one_who_is_overtaken(at: int) -> int:
        slow = Overtaken(store, at, rival)
        monkeypatch.setattr(store, "write", slow.overtaken)
        await hide(store, personal)
        monkeypatch.undo()
        return slow.writes

    await put(store)
    all_writes = await hidden_by_one_who_is_overtaken(0)
    assert WORDS not in str(await store.read(EVERYTHING))
    for at in range(1, all_writes):  # the last one says that nothing is left
        after.clear()
        await put(store)
        await hidden_by_one_who_is_overtaken(at)
        assert [await store.read(EVERYTHING)] == after
        assert await hiding.is_hidden(store)
        assert WORDS not in str(after)
        written += 1
    assert written >= len(PLAIN)
