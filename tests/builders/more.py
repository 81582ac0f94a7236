"""What `make test` leaves out for its five minutes; `make test-more` runs it, and so does what has to pass to land."""

from __future__ import annotations

import os

import pytest

MORE = bool(os.environ.get("ZHENGTU_TEST_MORE") or os.environ.get("ZHENGTU_TEST_TORTURE"))
LEFT_OUT = (
    pytest.mark.more,
    pytest.mark.skipif(not MORE, reason="left out for the five minutes of `make test`: `make test-more` runs it"),
)
"""Marks of a test, or of one of its parameters, that is left out."""
