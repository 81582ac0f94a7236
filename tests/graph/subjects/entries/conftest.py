"""Cities in which entries are at work."""

import pytest
from builders.approval import Cities, founded

from graph.store.engine import Store
from graph.store.personal import PersonalData


@pytest.fixture
async def cities(store: Store, personal: PersonalData) -> Cities:
    return await founded(store, personal)
