"""What was asked under a key is remembered so that nobody without the store's key can find out what it was."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import orjson
import pytest

from graph.errors import Conflict
from graph.law.access import Principal
from graph.office.actor import Actor
from graph.office.idempotency import KeyedRequest, keyed_request, write_under_key
from graph.store.digests import Digests
from graph.store.engine import Store, Unit
from graph.store.hiding import key_requests
from graph.store.personal import PersonalData
from graph.words.people import Role

CODE = "34020019900101101X"
KEPT = "MATCH (o:Once) RETURN collect([o.id, o.input, o.result])"


def asked(code: str = CODE) -> KeyedRequest:
    request = keyed_request(Actor(Principal(Role.STAFF, "zhang"), datetime(2026, 3, 2, tzinfo=UTC)), "1", "ASK", code)
    assert request is not None
    return request


async def done(store: Store, request: KeyedRequest, result: str) -> str:
    async def work(_: Unit) -> str:
        return result

    return await write_under_key(store, request, work)


async def test_neither_key_nor_input_can_be_guessed_at_without_the_key_of_the_store(
    store: Store, personal: PersonalData
) -> None:
    store.digests = personal.digests
    await done(store, asked(), "first")
    ((identity, digest, _),) = await store.read(KEPT)
    guesses = [("ASK", CODE), ("STAFF", "zhang", "1"), (CODE,)]
    for guess in [*map(orjson.dumps, guesses), CODE.encode()]:
        plain = hashlib.sha256(guess).hexdigest()
        told = {plain, Digests(bytes(32)).of(plain), personal.lookup(CODE)}
        assert not any(each in identity or each in digest for each in told)
    assert await done(store, asked(), "second") == "first"
    store.digests = Digests()
    assert await done(store, asked(), "of another key") == "of another key"


async def test_what_an_earlier_release_remembered_is_known_under_the_key(store: Store, personal: PersonalData) -> None:
    store.digests = personal.digests
    request = asked()
    text = "CREATE (:Once {id: $id, input: $input, at: datetime($at), result: 'before'})"
    await store.write(lambda unit: unit.run(text, id=request.id, input=request.digest, at=request.at))
    for _ in range(2):
        await key_requests(store)
    ((identity, digest, _),) = await store.read(KEPT)
    assert request.id not in identity
    assert request.digest not in digest
    assert await done(store, request, "now") == "before"
    with pytest.raises(Conflict) as refused:
        await done(store, asked("another"), "now")
    assert refused.value.code == "IDEMPOTENCY_KEY_REUSED"
