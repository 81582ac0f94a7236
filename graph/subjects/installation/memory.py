"""What a store knows of itself beyond its schema: a demonstration or a bureau's, and how far it is loaded.

It becomes the one or the other once, and stays it: what a demonstration seals must never stand beside real licences.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import LiteralString

from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.reading import day
from graph.store.writing import stored
from graph.words.china_time import china_day


@dataclass(frozen=True, slots=True)
class Installation:
    """What the store's own node says."""

    demonstration: bool = False
    catalogue: str = ""
    """SHA-256 of the tables that are being loaded or were."""
    steps: tuple[str, ...] = ()
    """Steps of the load that are done."""
    loaded_at: str | None = None
    """When the catalogue was complete, ISO; None while it is not."""
    departments: int = 0
    """How many departments there are."""
    kept_day: date | None = None
    """The day that a demonstration is about; None where an earlier release has begun it."""

    def day(self, now: datetime) -> date:
        """The day that a demonstration is about: that on which it was begun, today where it is not."""
        begun = now if self.loaded_at is None else datetime.fromisoformat(self.loaded_at)
        return self.kept_day or china_day(begun)


_READ: LiteralString = (
    "OPTIONAL MATCH (z:Zhengtu {id: 'store'}) RETURN [coalesce(z.demonstration, false), "
    "coalesce(z.catalogueDigest, ''), coalesce(z.catalogueSteps, []), toString(z.catalogueLoadedAt), "
    "COUNT { MATCH (d:Department) }, toString(z.demonstrationOn)]"
)


async def installation(store: Store) -> Installation:
    """Read it; that of an empty store where there is none."""
    demonstration, catalogue, steps, loaded_at, departments, kept_day = await store.read(_READ)
    return Installation(demonstration, catalogue, tuple(steps), loaded_at, departments, day(kept_day))


async def begin_demonstration(store: Store, catalogue: str, on: date) -> None:
    """Say for good that this store is a demonstration, and begin to load tables with this digest.

    Raises:
        Conflict: `NOT_A_DEMONSTRATION`; the store is a bureau's.
    """

    async def work(unit: Unit) -> None:
        await _refuse_bureau(unit)
        await unit.run(
            "MATCH (z:Zhengtu {id: 'store'}) SET z.demonstration = true, z.catalogueDigest = $digest, "
            "z.catalogueSteps = [], z.catalogueLoadedAt = null, "
            "z.demonstrationOn = coalesce(z.demonstrationOn, date($on))",
            digest=catalogue,
            on=stored(on),
        )

    await store.write(work)


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
        Conflict: `NOT_A_DEMONSTRATION`; the store is a bureau's.
    """
    if (await installation(store)).demonstration:
        return

    async def work(unit: Unit) -> None:
        await _refuse_bureau(unit)
        await unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.demonstration = true")

    await store.write(work)


async def refuse_founding(store: Store) -> None:
    """Let a store pass that can become a bureau's.

    Raises:
        Conflict: `DEMONSTRATION`, `ALREADY_INITIALISED` or `STORE_NOT_EMPTY`.
    """
    installed = await installation(store)
    _refuse_founding(installed.demonstration, await policy_of(store), installed.departments)


async def become_bureau(unit: Unit, policy: str, at: str) -> None:
    """Make an empty store that of a bureau under a policy, for good.

    Args:
        unit: The open transaction.
        policy: Id of the policy.
        at: When, ISO.

    Raises:
        Conflict: `DEMONSTRATION`, `ALREADY_INITIALISED` or `STORE_NOT_EMPTY`.
    """
    _refuse_founding(*await _locked(unit))
    await unit.run(
        "MATCH (z:Zhengtu {id: 'store'}) SET z.policy = $policy, z.initialisedAt = datetime($at)", policy=policy, at=at
    )


def _refuse_founding(demonstration: bool, policy: str | None, departments: int) -> None:
    if demonstration:
        raise Conflict(
            Text(
                "该库是演示库，不能作为正式库使用；请为正式库另设 ZHENGTU_HOME",
                "this store is a demonstration and stays one; give the bureau's own store another ZHENGTU_HOME",
            ),
            code=Code.DEMONSTRATION,
        )
    if policy is not None:
        raise Conflict(
            Text(f"该库已按政策 {policy} 初始化", f"this store is initialised already, with the policy {policy}"),
            code=Code.ALREADY_INITIALISED,
            value=policy,
        )
    if departments:
        raise Conflict(
            Text(
                f"库中已有{departments}个部门，不是空库", f"the store is not empty: it holds {departments} departments"
            ),
            code=Code.STORE_NOT_EMPTY,
            value=str(departments),
        )


async def _refuse_bureau(unit: Unit) -> None:
    demonstration, policy, departments = await _locked(unit)
    if not demonstration and (policy is not None or departments):
        raise Conflict(
            Text(
                "该库不是演示库，不能装入演示数据",
                "this store is not a demonstration; demonstration data never go into it",
            ),
            code=Code.NOT_A_DEMONSTRATION,
        )


async def _locked(unit: Unit) -> tuple[bool, str | None, int]:
    """(demonstration, policy, departments); asking locks the node, so that who asks first decides."""
    found = await unit.run(
        "MERGE (z:Zhengtu {id: 'store'}) SET z.schema = coalesce(z.schema, 0) "
        "RETURN [coalesce(z.demonstration, false), z.policy, COUNT { MATCH (d:Department) }]"
    )
    return found[0], found[1], found[2]


async def policy_of(store: Store) -> str | None:
    """Id of the policy that a bureau's store was made for; None for a demonstration or an empty store."""
    found: str | None = await store.read("MATCH (z:Zhengtu {id: 'store'}) RETURN z.policy")
    return found


_KEYED: LiteralString = (
    "RETURN EXISTS { MATCH (z:Zhengtu {id: 'store'}) "
    "WHERE z.keyCheck IS NOT NULL OR z.administrationCode IS NOT NULL } "
    "OR EXISTS { MATCH (h:Holder) WHERE h.id >= '' } OR EXISTS { MATCH (l:License) WHERE l.id >= '' } "
    "OR EXISTS { MATCH (p:Post) WHERE p.id >= '' }"
)


async def is_keyed(store: Store) -> bool:
    """Whether this store was used with a key: it bears the mark of one, or holds what is only written with one."""
    found: bool = await store.read(_KEYED)
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
            code=Code.WRONG_KEY,
        )


_SEALED: LiteralString = (
    "RETURN EXISTS { MATCH (z:Zhengtu {id: 'store'}) WHERE z.authority IS NOT NULL } "
    "OR EXISTS { MATCH (l:License) WHERE l.id >= '' }"
)


async def has_authority(store: Store) -> bool:
    """Whether this demonstration was used with an authority: it bears its mark, or holds licences that it sealed."""
    found: bool = await store.read(_SEALED)
    return found


async def check_authority(store: Store, fingerprint: str) -> None:
    """Refuse an authority that is not the one by which this demonstration seals; the first one is remembered.

    Args:
        store: A demonstration's store.
        fingerprint: SHA-256 of the root certificate, hexadecimal.

    Raises:
        Conflict: `WRONG_AUTHORITY`.
    """
    known = await store.write(
        lambda unit: unit.run(
            "MERGE (z:Zhengtu {id: 'store'}) SET z.authority = coalesce(z.authority, $mark) RETURN z.authority",
            mark=fingerprint,
        )
    )
    if known != fingerprint:
        raise Conflict(
            Text(
                "演示根证书与该库不符（HOME/trust/root.pem）：已签发的证照由另一根证书签发",
                "the demonstration's root is not the one of this store (HOME/trust/root.pem): another sealed its "
                "licences",
            ),
            code=Code.WRONG_AUTHORITY,
        )
