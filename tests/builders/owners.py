"""Marks of processes that are there no more, or somewhere else."""

from __future__ import annotations

from licenses.register.owners import own_mark

GONE = own_mark().rpartition("-")[0] + "-1"
"""Of a process of this machine that had our number long ago."""
ELSEWHERE = "00000000" + own_mark()[8:]
"""Of one of another machine."""
