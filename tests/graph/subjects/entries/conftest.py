"""Cities in which entries are at work."""

import pytest
from builders.approval import Cities, five_that_register

from graph.store.engine import Store
from graph.store.personal import PersonalData


@pytest.fixture
async def cities(store: Store, personal: PersonalData) -> Cities:
    return await five_that_register(store, personal)
