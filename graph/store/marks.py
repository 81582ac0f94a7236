"""What a store knows of itself beyond its schema: that it is a demonstration, and how far that was loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from graph.errors import Conflict, Text
from graph.store.engine import Store
from graph.store.personal import PersonalData


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks on the store's own node."""

    demonstration: bool = False
    catalogue: str = ""
    """SHA-256 of the tables that are being loaded or were."""
    steps: tuple[str, ...] = ()
    """Steps of the load that are done."""
    loaded_at: str | None = None
    """When the catalogue was complete, ISO; None while it is not."""
    departments: int = 0
    """How many departments there are."""


_READ: LiteralString = (
    "OPTIONAL MATCH (z:Zhengtu {id: 'store'}) RETURN [coalesce(z.demonstration, false), "
    "coalesce(z.catalogueDigest, ''), coalesce(z.catalogueSteps, []), toString(z.catalogueLoadedAt), "
    "COUNT { MATCH (d:Department) }]"
)


async def marks(store: Store) -> Marks:
    """Read the marks; those of an empty store where there are none."""
    demonstration, catalogue, steps, loaded_at, departments = await store.read(_READ)
    return Marks(demonstration, catalogue, tuple(steps), loaded_at, departments)


async def begin_demonstration(store: Store, catalogue: str) -> None:
    """Say for good that this store is a demonstration, and begin to load tables with this digest."""
    await store.write(
        lambda unit: unit.run(
            "MERGE (z:Zhengtu {id: 'store'}) SET z.demonstration = true, z.catalogueDigest = $digest, "
            "z.catalogueSteps = [], z.catalogueLoadedAt = null",
            digest=catalogue,
        )
    )


async def step_done(store: Store, step: str) -> None:
    """Say that a step of the load is done."""
    await store.write(
        lambda unit: unit.run(
            "MATCH (z:Zhengtu {id: 'store'}) SET z.catalogueSteps = coalesce(z.catalogueSteps, []) + $step", step=step
        )
    )


async def catalogue_loaded(store: Store, at: str) -> None:
    """Say that the catalogue is complete."""
    await store.write(
        lambda unit: unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.catalogueLoadedAt = datetime($at)", at=at)
    )


async def become_demonstration(store: Store) -> None:
    """Make an empty store a demonstration, for good; one that is a demonstration stays it.

    Raises:
        Conflict: `NOT_A_DEMONSTRATION`; the store holds a bureau's data.
    """
    known = await marks(store)
    if known.demonstration:
        return
    if known.departments or await policy_of(store):
        raise Conflict(
            Text(
                "该库不是演示库，不能装入演示数据",
                "this store is not a demonstration; demonstration data never go into it",
            ),
            code="NOT_A_DEMONSTRATION",
        )
    await store.write(lambda unit: unit.run("MERGE (z:Zhengtu {id: 'store'}) SET z.demonstration = true"))


async def policy_of(store: Store) -> str | None:
    """Id of the policy that a bureau's store was made for; None for a demonstration or an empty store."""
    found: str | None = await store.read("MATCH (z:Zhengtu {id: 'store'}) RETURN z.policy")
    return found


async def check_key(store: Store, personal: PersonalData) -> None:
    """Refuse a key file that is not the one this store was written with; the first one is remembered by its hash.

    Raises:
        Conflict: `WRONG_KEY`.
    """
    mark = personal.lookup("zhengtu key check")
    known = await store.write(
        lambda unit: unit.run(
            "MERGE (z:Zhengtu {id: 'store'}) SET z.keyCheck = coalesce(z.keyCheck, $mark) RETURN z.keyCheck", mark=mark
        )
    )
    if known != mark:
        raise Conflict(
            Text(
                "密钥文件与该库不符（HOME/keys/personal.key）",
                "the key file is not the one of this store (HOME/keys/personal.key)",
            ),
            code="WRONG_KEY",
        )
