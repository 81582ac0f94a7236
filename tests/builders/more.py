"""What `make test` leaves out for its five minutes; `make test-more` runs it, and on Neo4j `make test-neo4j`.

What has to pass before a change lands runs some of it (`builders.sampled`). Of what takes longest `make test-more` runs
a fixed sample, and `make torture` all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., object])
TORTURE = bool(os.environ.get("ZHENGTU_TEST_TORTURE"))
MORE = TORTURE or bool(os.environ.get("ZHENGTU_TEST_MORE"))
IN_MORE = "left out for the five minutes of `make test`: `make test-more` runs it"
IN_TORTURE = "not in the sample of long runs: `make torture` runs it"
LEFT_OUT = (
    pytest.mark.more,
    pytest.mark.skipif(not MORE, reason=IN_MORE),
)
"""Marks of a parameter of a test that is left out."""
TORTURED = (
    pytest.mark.slow,
    pytest.mark.skipif(not TORTURE, reason=IN_TORTURE),
)
"""Marks of what is not in the sample."""


def left_out(test: Test) -> Test:
    """Leave a test out."""
    for mark in LEFT_OUT:
        test = mark(test)
    return test


def tortured(test: Test) -> Test:
    """Leave a test out of the sample, too."""
    for mark in TORTURED:
        test = mark(test)
    return test


def every(step: int, values: Iterable[object], name: Callable[[Any], str] = str) -> list[object]:
    """Parameters of a test that is tried with one of so many, from the first on; the others are left out."""
    return [
        pytest.param(value, id=name(value), marks=() if place % step == 0 else LEFT_OUT)
        for place, value in enumerate(values)
    ]


def sample(values: Iterable[object], kept: Callable[[str], bool]) -> list[object]:
    """Parameters of a test of which only some are in the sample.

    Args:
        values: The parameters, or each as a list of several.
        kept: Whether one is in the sample, by its text, or by that of its first.
    """
    return [_param(value, in_sample=kept) for value in values]


def _param(value: object, *, in_sample: Callable[[str], bool]) -> object:
    parts = value if isinstance(value, tuple) else (value,)
    name = str(parts[0])
    return pytest.param(*parts, id=name, marks=() if in_sample(name) else TORTURED)
