"""Idempotency keys: the same request under the same key is done once, and answered with the first result.

1. Before deciding: is the key known? Then the first result, or a refusal if something else was asked under it.
2. In the transaction of the deed: take the key. A rival that took it first answers for both.
3. After the deed, in the same transaction: keep the result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

import orjson

from graph.errors import Conflict, Malformed, Refusal, Text
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store import idempotency as stored
from graph.store.engine import Store, Unit
from graph.store.together import Together

T = TypeVar("T")
MAX_KEY = 200
"""Characters of a key."""


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """What one subject asks under a key."""

    id: str
    """Hash of subject and key; the store keeps it, as the next, under its own key."""
    digest: str
    """Hash of what is asked."""
    at: str

    async def first_result(self, store: Store) -> str | None:
        """The first result under this key, or None where it is new.

        Raises:
            Conflict: `IDEMPOTENCY_KEY_REUSED`.
        """
        found = await stored.recall(store, self._asked(store))
        return None if found is None else self._first(found, self._asked(store))

    async def answer(self, store: Store, unit: Unit, work: Callable[[Unit], Awaitable[str]]) -> str:
        """Do `work` in its transaction, unless a rival has done it, and give the first result.

        Raises:
            Conflict: `IDEMPOTENCY_KEY_REUSED`.
        """
        asked = self._asked(store)
        first = self._first(await stored.claim(unit, asked, self.at), asked)
        if first is not None:
            return first
        result = await work(unit)
        await stored.keep(unit, asked, result)
        return result

    def _asked(self, store: Store) -> stored.Keyed:
        return stored.keyed(store, self.id, self.digest)

    def _first(self, found: stored.Remembered, asked: stored.Keyed) -> str | None:
        if found.input != asked.input:
            raise Conflict(
                Text(
                    "该幂等键已用于另一个不同的请求，请换用新的键",
                    "this idempotency key was used for a different request; take a new one",
                ),
                code=Code.IDEMPOTENCY_KEY_REUSED,
                path=("idempotencyKey",),
            )
        return found.result


async def once(store: Store, request: KeyedRequest | None, attempt: Callable[[], Awaitable[str]]) -> str:
    """The first result under a key, or what comes of an attempt.

    A rival under the same key that is done meanwhile can make the attempt refuse what the rival did: then his answer
    counts.
    """
    if request is None:
        return await attempt()
    if (first := await request.first_result(store)) is not None:
        return first
    try:
        return await attempt()
    except Refusal:
        if (first := await request.first_result(store)) is None:
            raise
        return first


async def write_under_key(
    store: Store,
    request: KeyedRequest | None,
    work: Callable[[Unit], Awaitable[str]],
    together: Together | None = None,
) -> str:
    """Run `work` in one transaction, under a key where there is one, and with others where they meet."""

    async def done(unit: Unit) -> str:
        return await (work(unit) if request is None else request.answer(store, unit, work))

    return await (store.write(done) if together is None else together.write(store, done))


class Writing(Protocol):
    """Where a unit of work is done: in a store, or in a store under a key."""

    async def write(self, work: Callable[[Unit], Awaitable[T]]) -> object:
        """Run `work` in one transaction."""


@dataclass(frozen=True, slots=True)
class UnderKey:
    """A store in which what is done is kept under a key; a rival who was first has done it."""

    store: Store
    request: KeyedRequest | None
    result: str
    """What the first answer is made from."""

    async def write(self, work: Callable[[Unit], Awaitable[T]]) -> str:
        """Run `work` in one transaction, and give the first result."""

        async def done(unit: Unit) -> str:
            await work(unit)
            return self.result

        return await write_under_key(self.store, self.request, done)


def keyed_request(actor: Actor, key: str | None, act: str, *inputs: object) -> KeyedRequest | None:
    """What is asked under a key; None where none was given.

    Args:
        actor: Who asks; keys of different people never meet.
        key: As the caller made it up.
        act: Name of what is asked for.
        inputs: Everything that tells this request from another; values that JSON knows.

    Raises:
        Malformed: `IDEMPOTENCY_KEY`; the key is empty, too long or not printable.
    """
    if key is None:
        return None
    if not 0 < len(key) <= MAX_KEY or not key.isprintable():
        raise Malformed(
            Text(f"幂等键应为1至{MAX_KEY}个可打印字符", f"an idempotency key has 1 to {MAX_KEY} printable characters"),
            code=Code.IDEMPOTENCY_KEY,
            path=("idempotencyKey",),
            limit=f"{MAX_KEY} characters",
        )
    principal = actor.principal
    return KeyedRequest(_hash(principal.role.name, principal.subject, key), _hash(act, *inputs), actor.now.isoformat())


def _hash(*parts: object) -> str:
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()
