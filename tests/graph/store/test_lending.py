"""A store that its owner lends is asked by others, as long as its owner has it; no old address is believed."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from builders.more import left_out
from builders.processes import SHORT_LIVED

from graph.store import lending, supervision
from graph.store.arcade import ArcadeServer
from graph.store.engine import Claim, Place, Store, open_store
from graph.store.errors import StoreInUse, StoreLost, StoreUnavailable
from graph.store.lending import LENT, Lent, lent


@asynccontextmanager
async def opened(folder: Path, claim: Claim) -> AsyncIterator[Store]:
    async with open_store(Place(folder, heap="256m", java=SHORT_LIVED, claim=claim)) as store:
        yield store


@pytest.fixture
async def owned(store_folder: Path) -> AsyncIterator[tuple[Store, ArcadeServer]]:
    """A store whose owner lends it."""
    async with opened(store_folder, Claim.EITHER) as store:
        assert store.server is not None, "nobody had it"
        store.lend()
        yield store, store.server


@pytest.mark.slow
async def test_who_borrows_a_store_writes_and_reads_in_it_and_leaves_it_to_its_owner(
    owned: tuple[Store, ArcadeServer], store_folder: Path
) -> None:
    store, server = owned
    assert stat.S_IMODE((store_folder / LENT).stat().st_mode) == 0o600
    for claim in (Claim.EITHER, Claim.BORROWED):
        async with opened(store_folder, claim) as borrowed:
            assert borrowed.server is None
            await borrowed.write(lambda unit: unit.run("CREATE (:Deed)"))
            with pytest.raises(StoreUnavailable, match="another process"):
                async with opened(store_folder, Claim.OWN):
                    pytest.fail("a store has one owner")
    assert await store.read("MATCH (d:Deed) RETURN count(d)") == 2
    assert lent(store_folder) == Lent(server.pid or 0, server.bolt_port, server.http_port)


@left_out
@pytest.mark.slow
async def test_who_has_borrowed_goes_on_with_a_server_that_was_started_again(
    owned: tuple[Store, ArcadeServer], store_folder: Path
) -> None:
    store, server = owned
    async with opened(store_folder, Claim.BORROWED) as borrowed:
        await borrowed.write(lambda unit: unit.run("CREATE (:Deed)"))
        await server.kill()
        with pytest.raises(StoreUnavailable):
            await borrowed.read("RETURN 1")
        await store.answers_again()
        await borrowed.answers_again()
        assert await borrowed.read("MATCH (d:Deed) RETURN count(d)") == 1


@left_out
@pytest.mark.slow
async def test_what_was_borrowed_is_lost_with_its_owner(store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "RETURN_SECONDS", 1.0)
    async with opened(store_folder, Claim.OWN) as store:
        store.lend()
        borrowing = opened(store_folder, Claim.BORROWED)
        borrowed = await borrowing.__aenter__()
    begun = time.monotonic()
    with pytest.raises(StoreLost):
        await borrowed.until_lost()
    assert time.monotonic() - begun < 5
    await borrowing.__aexit__(None, None, None)
    assert not (store_folder / LENT).exists()


@pytest.mark.slow
async def test_a_store_that_is_not_lent_is_its_owners_alone(store_folder: Path) -> None:
    async with opened(store_folder, Claim.OWN):
        for claim in (Claim.EITHER, Claim.BORROWED):
            with pytest.raises(StoreInUse):
                async with opened(store_folder, claim):
                    pytest.fail("nobody has lent it")


def test_an_address_is_believed_of_the_server_of_the_folder_alone(tmp_path: Path) -> None:
    assert lent(tmp_path) is None
    for said in (b"", b"[]", b'{"pid": 1}', b'{"pid": 1, "bolt_port": 2, "http_port": 3}'):
        (tmp_path / LENT).write_bytes(said)
        assert lent(tmp_path) is None
    Lent(os.getpid(), 7687, 2480).write(tmp_path)
    assert lent(tmp_path) is None, "this process is no server"
    lending.end_lending(tmp_path)
    assert not (tmp_path / LENT).exists()
