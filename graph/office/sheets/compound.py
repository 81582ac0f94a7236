"""A stream of a compound file ([MS-CFB]), in which programs kept workbooks until 2007."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

_HEAD: Final = 512
_ENTRY: Final = 128
_LISTED: Final = 109
"""Sectors of the table that the head names."""
_LAST: Final = 0xFFFFFFFA
"""Above it, numbers of sectors stand for ends and for nothing."""


def stream_of(content: bytes, name: str) -> bytes:
    """The bytes of a stream.

    Raises:
        ValueError: There is no such stream, or its sectors lead nowhere.
    """
    try:
        return _Compound(content).stream(name)
    except (struct.error, IndexError) as error:
        raise ValueError(str(error)) from error


class _Compound:
    def __init__(self, content: bytes) -> None:
        shift, mini = struct.unpack_from("<HH", content, 30)
        self._content, self._size, self._mini = content, 1 << min(shift, 16), 1 << min(mini, 16)
        first, _, self._least, small = struct.unpack_from("<IIII", content, 48)
        further, count = struct.unpack_from("<II", content, 68)
        listed = list(struct.unpack_from(f"<{_LISTED}I", content, 76))
        for _ in range(min(count, len(content) // self._size)):
            *more, further = self._numbers(self._sector(further))
            listed += more
        self._table = [each for at in listed if at < _LAST for each in self._numbers(self._sector(at))]
        self._small = self._numbers(self._chain(small)) if small < _LAST else []
        self._entries = self._chain(first)

    def stream(self, name: str) -> bytes:
        sought = (name + "\0").encode("utf-16-le")
        root = start = size = None
        for at in range(0, len(self._entries), _ENTRY):
            length, kind = struct.unpack_from("<HB", self._entries, at + 64)
            place, many = struct.unpack_from("<II", self._entries, at + 116)
            if kind == 5:  # noqa: PLR2004 - the root
                root = place
            elif self._entries[at : at + length] == sought and start is None:
                start, size = place, many
        if start is None or size is None or root is None:
            raise ValueError(f"no stream {name}")
        if size >= self._least:
            return self._chain(start)[:size]
        within = self._chain(root)
        parts = (within[at * self._mini : (at + 1) * self._mini] for at in _followed(start, self._small))
        return b"".join(parts)[:size]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _followed(start, self._table)))

    def _sector(self, at: int) -> bytes:
        begin = _HEAD + at * self._size if self._size == _HEAD else (at + 1) * self._size
        found = self._content[begin : begin + self._size]
        if not found:
            raise ValueError(f"no sector {at}")
        return found.ljust(self._size, b"\0")

    def _numbers(self, found: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(found) // 4}I", found))


def _followed(start: int, table: list[int]) -> Iterator[int]:
    """The sectors of a chain; none is longer than its table."""
    at = start
    for _ in range(len(table)):
        if at >= _LAST:
            return
        yield at
        at = table[at]
    if at < _LAST:
        raise ValueError("a chain of sectors without an end")
