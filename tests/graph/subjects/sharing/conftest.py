"""All five cities, with the posts that move requests on."""

from __future__ import annotations

import pytest
from builders.moved_cities import Cities, five_with_posts

from graph.store.engine import Store
from graph.store.personal import PersonalData


@pytest.fixture
async def cities(store: Store, personal: PersonalData) -> Cities:
    """Each with a provider, a user and a government above them, in one store."""
    return await five_with_posts(store, personal)
