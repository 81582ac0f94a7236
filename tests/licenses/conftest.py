"""What the tests of licences share: one throw-away authority, and one genuine licence that it sealed."""

from __future__ import annotations

import pytest
from builders.licenses import Authority, seal


@pytest.fixture(scope="session")
def authority() -> Authority:
    """The authority that is trusted."""
    return Authority()


@pytest.fixture(scope="session")
def genuine(authority: Authority) -> bytes:
    """A genuine licence."""
    return seal(authority)
