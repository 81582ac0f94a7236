"""Windows of ids by which a register is gone through, without sorting it: they are random and hexadecimal."""

from __future__ import annotations

from itertools import pairwise

BEFORE_ALL, BEHIND_ALL = "", "~"


def windows(many: int, step: int) -> list[tuple[str, str]]:
    """Windows of ids that are random and hexadecimal, each with about as many; together they hold every id."""
    count = max(1, -(-many // step))
    marks = [f"{number * (1 << 64) // count:016x}" for number in range(1, count)]
    bounds = [BEFORE_ALL, *marks, BEHIND_ALL]
    return list(pairwise(bounds))
