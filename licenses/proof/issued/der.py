"""DER, read by the one who knows what comes next (X.690, 10): definite lengths in their shortest form, nothing left."""

from __future__ import annotations

from dataclasses import dataclass

INTEGER, OCTETS, OBJECT, SEQUENCE, SET = 0x02, 0x04, 0x06, 0x30, 0x31
_LONG_FORM = 0x80
_HEAD = 2
_MOST_LENGTH_BYTES = 3


class OtherShape(ValueError):  # noqa: N818 - it says what the file is, not what went wrong
    """The file is not of the shape that is issued here, or not wholly in order; says nothing else about it."""


@dataclass(slots=True)
class Der:
    """A place among DER values, and where they end."""

    data: bytes
    at: int
    end: int

    @classmethod
    def of(cls, data: bytes) -> Der:
        """Read these bytes from their beginning."""
        return cls(data, 0, len(data))

    def whole(self, tag: int) -> bytes:
        """Take the next value, with its tag and length."""
        start = self.at
        self.enter(tag)
        return self.data[start : self.at]

    def value(self, tag: int) -> bytes:
        """Take what the next value holds."""
        inner = self.enter(tag)
        return self.data[inner.at : inner.end]

    def enter(self, tag: int) -> Der:
        """Take the next value, to read what it holds.

        Raises:
            OtherShape: Another tag stands here, or its length is none.
        """
        data, start = self.data, self.at + _HEAD
        if start > self.end or data[self.at] != tag:
            raise OtherShape("tag")
        length = data[start - 1]
        if length >= _LONG_FORM:
            size = length & 0x7F
            stated = data[start : start + size]
            length = int.from_bytes(stated)
            if not 0 < size <= _MOST_LENGTH_BYTES or len(stated) != size or not stated[0] or length < _LONG_FORM:
                raise OtherShape("length")
            start += size
        self.at = start + length
        if self.at > self.end:
            raise OtherShape("length")
        return Der(data, start, self.at)

    def expect(self, value: bytes) -> None:
        """Pass over just these bytes.

        Raises:
            OtherShape: Others stand here.
        """
        if not self.data.startswith(value, self.at) or self.at + len(value) > self.end:
            raise OtherShape("value")
        self.at += len(value)

    @property
    def more(self) -> bool:
        """Whether anything comes after this."""
        return self.at < self.end

    def close(self) -> None:
        """See that nothing does.

        Raises:
            OtherShape: Something does.
        """
        if self.more:
            raise OtherShape("more than there should be")
