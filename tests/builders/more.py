"""What `make test` leaves out for its five minutes; `make test-more` runs it, and so does what has to pass to land."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., object])
MORE = bool(os.environ.get("ZHENGTU_TEST_MORE") or os.environ.get("ZHENGTU_TEST_TORTURE"))
LEFT_OUT = (
    pytest.mark.more,
    pytest.mark.skipif(not MORE, reason="left out for the five minutes of `make test`: `make test-more` runs it"),
)
"""Marks of a parameter of a test that is left out."""


def left_out(test: Test) -> Test:
    """Leave a test out."""
    for mark in LEFT_OUT:
        test = mark(test)
    return test
