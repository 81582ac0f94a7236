"""The service publishes its trust package by itself, anew when it is due, and goes on whatever stands in the way."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from builders.office import CIVIL, NOW, UNBOUND, Office

from api.process.settings import SettingRefused, load
from api.service import renewing
from api.service.opening import Service
from api.service.packages import PUBLISHED
from api.service.renewing import AGAIN_SECONDS, RENEWED_SECONDS, keep_renewed


@pytest.fixture
def service(api: Office, tmp_path: Path) -> Service:
    """The service, with a place of its own to publish in, at the same moment always."""
    return replace(api.service, settings=api.service.settings.model_copy(update={"home": tmp_path}), clock=lambda: NOW)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long it has paused."""
    seen: list[float] = []

    async def noted(seconds: float) -> None:
        seen.append(seconds)
        await asyncio.sleep(0.005)

    monkeypatch.setattr(renewing, "sleep", noted)
    return seen


@asynccontextmanager
async def renewed(service: Service, code: str, until: Callable[[], bool]) -> AsyncIterator[Path]:
    """The file, kept renewed until something has come about."""
    keeping = asyncio.create_task(keep_renewed(service, code))
    waits = asyncio.Event()
    try:
        while not until() and not keeping.done():
            with suppress(TimeoutError):
                await asyncio.wait_for(waits.wait(), 0.01)
        yield service.settings.trust / PUBLISHED
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping


async def test_one_is_published_and_another_when_it_is_a_day_old(service: Service, pauses: list[float]) -> None:
    file = service.settings.trust / PUBLISHED
    async with renewed(service, CIVIL, lambda: bool(pauses)):
        assert pauses[0] == RENEWED_SECONDS
    first = file.read_bytes()
    os.utime(file, (NOW.timestamp() - 600, NOW.timestamp() - 600))
    pauses.clear()
    async with renewed(service, CIVIL, lambda: bool(pauses)):
        assert (pauses[0], file.read_bytes()) == (RENEWED_SECONDS - 600, first)
    os.utime(file, (NOW.timestamp() - RENEWED_SECONDS, NOW.timestamp() - RENEWED_SECONDS))
    pauses.clear()
    async with renewed(service, CIVIL, lambda: bool(pauses)):
        assert file.read_bytes() != first


async def test_what_stands_in_the_way_ends_nothing_and_is_tried_again(service: Service, pauses: list[float]) -> None:
    async with renewed(service, UNBOUND[:-1] + "?", lambda: len(pauses) > 1) as file:
        assert set(pauses) == {AGAIN_SECONDS}
        assert not file.exists()


async def test_without_a_publisher_nothing_is_published(service: Service) -> None:
    async with renewed(service, "", lambda: False) as file:
        assert not file.exists()


def test_a_publisher_is_a_code_that_can_be_one(tmp_path: Path) -> None:
    with pytest.raises(SettingRefused, match="trust_publisher"):
        load(home=tmp_path, trust_publisher="11340200MB1912909X")
