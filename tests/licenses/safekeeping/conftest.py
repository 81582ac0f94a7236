"""A register for each test; its authority and the files that it seals are those of the whole run."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.registers import Register, furnished

from graph.store.engine import Store


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture
async def register(store: Store, homes: Path, tmp_path: Path) -> Register:
    home = homes / tmp_path.name
    return await furnished(store, home)
