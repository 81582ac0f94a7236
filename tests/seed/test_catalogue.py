"""The tables of the demonstration: read once for the catalogue and the cases, and again when they were forgotten."""

import asyncio
from pathlib import Path

import pytest

from seed import catalogue
from seed.catalogue import Tables


async def test_tables_are_read_once_for_all_who_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []

    def counted(folder: Path) -> object:
        read.append(folder)
        return object()

    monkeypatch.setattr(catalogue, "read_catalogue", counted)
    tables = Tables(Path("tables"))
    tables.begin()
    first, second = await asyncio.gather(tables.read(), tables.read())
    assert first is second is await tables.read()
    assert read == [Path("tables")]
    tables.forget()
    assert await tables.read() is not first
    assert len(read) == 2


async def test_who_no_longer_waits_for_tables_leaves_them_to_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = object()
    monkeypatch.setattr(catalogue, "read_catalogue", lambda _: whole)
    tables = Tables()
    gone, stays = asyncio.create_task(tables.read()), asyncio.create_task(tables.read())
    await asyncio.sleep(0)
    gone.cancel()
    assert (await asyncio.gather(gone, stays, return_exceptions=True))[1] is whole
    assert gone.cancelled()
