"""What people have said of each other: encrypted as it is written, and in an older store once, where it stands.

1. A column says as what it was kept in the clear (`Column.was`): of each kind that has such columns, what stands there
   is written encrypted, and taken away.
2. The journal kept what was said with a deed beside codes and counts; that goes where words belong.
3. What was begun is taken up where it ended: what is left is what still stands in the clear.
4. Two may do it beside each other: each writes only what still stands in the clear as it writes. What the other has
   hidden, and somebody has changed or erased since, is not written over.
"""

from __future__ import annotations

from typing import Any, Final, LiteralString

from graph.schema.columns import Column, Type
from graph.schema.nodes import ALL, INNER
from graph.schema.shapes import Shape
from graph.store import idempotency
from graph.store.engine import Store, Unit
from graph.store.journal import WORDS
from graph.store.personal import PersonalData

BATCH: Final = 1000
"""Nodes that are written in one transaction."""


def encrypted_as(shape: Shape, column: Column) -> str:
    """As what a column of words is encrypted, `Objection.words`."""
    return f"{shape.label}.{column.name.removesuffix('Cipher')}"


def hidden_row(shape: Shape, value: Any, personal: PersonalData) -> dict[str, str]:
    """What a value that is handed in says in words, encrypted, by column."""
    return {
        each.name: personal.hidden(getattr(value, each.attribute), encrypted_as(shape, each))
        for each in shape.entered
        if each.of is Type.CIPHER
    }


async def is_hidden(store: Store) -> bool:
    """Whether nothing is left in the clear that an earlier release wrote so."""
    found: bool = await store.read(
        "RETURN EXISTS { MATCH (z:Zhengtu {id: 'store'}) WHERE z.wordsHidden AND z.subjectsSealed }"
    )
    return found


async def mark_hidden(unit: Unit) -> None:
    """Say that nothing is."""
    await unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.wordsHidden = true, z.subjectsSealed = true")


_COLUMNS: tuple[tuple[str, LiteralString, LiteralString], ...] = (
    *[
        (
            encrypted_as(shape, column),
            f"MATCH (n:{shape.label}) WHERE n.{column.was} IS NOT NULL RETURN collect([n.id, n.{column.was}])",
            (
                f"UNWIND $rows AS row MATCH (n:{shape.label} {{id: row[0]}}) "
                f"WHERE n.{column.was} IS NOT NULL SET n.{column.name} = row[1] REMOVE n.{column.was}"
            ),
        )
        for shape in (*ALL, *INNER)
        for column in shape.columns
        if column.was
    ],
    (
        WORDS,
        (
            "MATCH (j:Journal) WHERE j.act IN ['SUSPEND_LICENSE', 'RESUME_LICENSE', 'CANCEL_LICENSE'] "
            "AND j.detail <> '' RETURN collect([j.id, j.detail])"
        ),
        (
            "UNWIND $rows AS row MATCH (j:Journal {id: row[0]}) WHERE j.detail <> '' "
            "SET j.wordsCipher = row[1], j.detail = ''"
        ),
    ),
)
"""As what something is encrypted, the statement that reads what is left of it, and the one that writes it."""


async def hide_columns(store: Store, personal: PersonalData) -> None:
    """Encrypt what columns keep in the clear, in batches."""
    for about, found, written in _COLUMNS:
        rows = [[identity, personal.hidden(words, about)] for identity, words in await store.read(found)]
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            await store.write(lambda unit, written=written, part=part: unit.run(written, rows=part))  # type: ignore[misc]


_EARLIER: LiteralString = "MATCH (o:Once) WHERE NOT o.id STARTS WITH $form RETURN collect([o.id, o.input])"
_KEY: LiteralString = "UNWIND $rows AS row MATCH (o:Once {id: row[0]}) SET o.id = row[1], o.input = row[2]"


async def key_requests(store: Store) -> None:
    """Digest once more, under the store's key, what an earlier release has kept without it; each says if so."""
    earlier = [
        [identity, asked.id, asked.input]
        for identity, digest in await store.read(_EARLIER, form=idempotency.FORM)
        for asked in (idempotency.keyed(store, identity, digest),)
    ]
    for start in range(0, len(earlier), BATCH):
        part = earlier[start : start + BATCH]
        await store.write(lambda unit, part=part: unit.run(_KEY, rows=part))  # type: ignore[misc]
