from __future__ import annotations

import pytest
from builders.city import City, established

from graph.store.engine import Store
from graph.store.personal import PersonalData


@pytest.fixture
async def city(store: Store, personal: PersonalData) -> City:
    """The small city of `builders.city`."""
    return await established(store, personal)
