"""How often a secret may be guessed."""

from datetime import UTC, datetime, timedelta

import pytest

from api.identity.throttle import Throttle
from graph.errors import LimitExceeded

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_the_sixth_attempt_in_a_minute_is_refused_and_the_next_minute_is_free() -> None:
    attempts = Throttle()
    for second in range(5):
        attempts.take(NOW + timedelta(seconds=second))
    for second in (5, 30, 59):
        with pytest.raises(LimitExceeded) as refused:
            attempts.take(NOW + timedelta(seconds=second))
        assert (refused.value.code, refused.value.limit) == ("TOO_MANY_ATTEMPTS", "5 in 60 seconds")
    attempts.take(NOW + timedelta(seconds=60))
    with pytest.raises(LimitExceeded):
        attempts.take(NOW + timedelta(seconds=60))
