"""Nothing that one test raises is open in the next: of one person, thing and ground one objection is."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from builders.office import Office


@pytest.fixture(autouse=True)
async def closed(api: Office) -> AsyncIterator[None]:
    """Withdraw what is still open when the test is over."""
    yield
    await api.store.write(
        lambda unit: unit.run(
            "MATCH (o:Objection) WHERE o.open SET o.open = false, o.state = 'WITHDRAWN', "
            "o.openKey = null, o.waitKey = null, o.waitsAtKey = null"
        )
    )
