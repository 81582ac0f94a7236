"""PDF objects, read so strictly that no other program can read them differently.

Programs agree on well-written PDF and disagree on the rest: they guess at what a writer meant, or search the whole file
for something that fits. So this reader knows the plain forms of ISO 32000-2, 7.3 and refuses what is lawful but seldom
written: comments, names with escapes, a key twice, blanks that are neither space nor line end. It is for the revisions
after a seal, where a refusal costs nothing that archiving needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

DEPTH = 32
"""Levels of arrays and dictionaries; validation data have four."""

_BLANKS = re.compile(rb"[ \t\r\n]*")
_NAME = re.compile(rb"/([A-Za-z0-9_.:+\-]{1,127})(?![^ \t\r\n/<>\[\]()])")
_REFERENCE = re.compile(rb"([1-9]\d{0,6}) (0|[1-9]\d{0,4}) R(?![A-Za-z0-9])")
_NUMBER = re.compile(rb"-?(?:0|[1-9]\d{0,19})(\.\d{1,20})?(?![0-9A-Za-z.+\-])")
_KEYWORD = re.compile(rb"(?:true|false|null)(?![A-Za-z0-9])")
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")
_PLAIN_TEXT = re.compile(rb"[^()\\\r]*")
_OCTAL = re.compile(rb"[0-7]{1,3}")
_LARGEST_BYTE = 0o377
_STREAM = re.compile(rb"stream\r?\n")
_ENDSTREAM = re.compile(rb"\r?\n?endstream(?![A-Za-z0-9])")
_WORDS_OF_STRUCTURE = (b"endobj", b"endstream", b"startxref")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"(": b"(", b")": b")", b"\\": b"\\"}


class NotPlainError(ValueError):
    """What stands here has none of the plain forms."""

    def __init__(self, offset: int, detail: str) -> None:
        super().__init__(f"{detail} at {offset}")
        self.offset = offset
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Name:
    """A name, without its stroke."""

    text: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """`true`, `false` or `null`."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number by its value, and whether it is written as a whole one: 3.0 is no 3 to every program."""

    value: Decimal
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Reference:
    """An indirect reference."""

    number: int
    generation: int = 0


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream: its dictionary, and its bytes as they are written."""

    entries: Mapping[str, Value]
    content: bytes


Value: TypeAlias = "Name | Keyword | Number | Reference | bytes | tuple[Value, ...] | Mapping[str, Value] | Stream"
"""A PDF object. Dictionaries are mappings by the names of their keys, texts are bytes."""


@dataclass(slots=True)
class Scanner:
    """A place in a file, and what can be read from there."""

    data: bytes
    at: int

    def blanks(self) -> None:
        """Pass over spaces, tabs and line ends."""
        found = _BLANKS.match(self.data, self.at)
        assert found is not None  # noqa: S101 - the pattern matches nothing as well
        self.at = found.end()

    def taken(self, form: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Read this form, where it stands here."""
        found = form.match(self.data, self.at)
        if found is not None:
            self.at = found.end()
        return found

    def expect(self, form: re.Pattern[bytes], detail: str) -> re.Match[bytes]:
        """Read this form.

        Raises:
            NotPlainError: Something else stands here.
        """
        found = self.taken(form)
        if found is None:
            raise NotPlainError(self.at, detail)
        return found

    def value(self, depth: int = 0) -> Value:
        """Read an object, without the stream that may belong to a dictionary.

        Raises:
            NotPlainError: It has none of the plain forms, or is nested too deep.
        """
        if depth > DEPTH:
            raise NotPlainError(self.at, "nesting")
        if self.data.startswith(b"<<", self.at):
            return self._dictionary(depth)
        if self.data.startswith(b"[", self.at):
            return self._array(depth)
        if self.data.startswith(b"(", self.at):
            return self._text()
        return self._simple()

    def content(self, entries: Mapping[str, Value]) -> Stream:
        """Read the stream behind its dictionary; the length has to be written there, and be right.

        Raises:
            NotPlainError: It is not.
        """
        self.expect(_STREAM, "stream")
        length = entries.get("Length")
        if not isinstance(length, Number) or not length.whole:
            raise NotPlainError(self.at, "Length")
        start, end = self.at, self.at + int(length.value)
        if not start <= end <= len(self.data):
            raise NotPlainError(start, "Length")
        if any(word in self.data[start:end] for word in _WORDS_OF_STRUCTURE):
            raise NotPlainError(start, "a stream that looks like objects")
        self.at = end
        self.expect(_ENDSTREAM, "endstream")
        return Stream({key: value for key, value in entries.items() if key != "Length"}, self.data[start:end])

    def _simple(self) -> Value:
        if found := self.taken(_NAME):
            return Name(found[1].decode("ascii"))
        if found := self.taken(_REFERENCE):
            return Reference(int(found[1]), int(found[2]))
        if found := self.taken(_NUMBER):
            return Number(Decimal(found[0].decode("ascii")), whole=found[1] is None)
        if found := self.taken(_KEYWORD):
            return Keyword(found[0].decode("ascii"))
        if (found := self.taken(_HEX)) and len(found[1]) % 2 == 0:
            return bytes.fromhex(found[1].decode("ascii"))
        raise NotPlainError(self.at, "object")

    def _dictionary(self, depth: int) -> Mapping[str, Value]:
        self.at += 2
        entries: dict[str, Value] = {}
        while True:
            self.blanks()
            if self.data.startswith(b">>", self.at):
                self.at += 2
                return entries
            start = self.at
            key = self.expect(_NAME, "key")[1].decode("ascii")
            if key in entries:
                raise NotPlainError(start, f"/{key} twice")
            self.blanks()
            entries[key] = self.value(depth + 1)

    def _array(self, depth: int) -> tuple[Value, ...]:
        self.at += 1
        items: list[Value] = []
        while True:
            self.blanks()
            if self.data.startswith(b"]", self.at):
                self.at += 1
                return tuple(items)
            items.append(self.value(depth + 1))

    def _text(self) -> bytes:
        self.at += 1
        pieces: list[bytes] = []
        open_brackets = 1
        while True:
            plain = self.taken(_PLAIN_TEXT)
            pieces.append(plain[0] if plain else b"")
            sign = self.data[self.at : self.at + 1]
            self.at += 1
            if sign == b"\\":
                pieces.append(self._escaped())
                continue
            open_brackets += {b"(": 1, b")": -1}.get(sign, 0)
            if sign not in {b"(", b")"}:
                raise NotPlainError(self.at - 1, "text")
            if not open_brackets:
                return b"".join(pieces)
            pieces.append(sign)

    def _escaped(self) -> bytes:
        if found := self.taken(_OCTAL):
            if int(found[0], 8) > _LARGEST_BYTE:
                raise NotPlainError(found.start(), "escape")
            return bytes([int(found[0], 8)])
        sign = self.data[self.at : self.at + 1]
        self.at += 1
        if sign not in _ESCAPES:
            raise NotPlainError(self.at - 1, "escape")
        return _ESCAPES[sign]


def references(value: Value) -> Iterator[Reference]:
    """Every reference in an object."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case Reference() as found:
                yield found
            case Stream(entries, _):
                waiting.extend(entries.values())
            case tuple() as items:
                waiting.extend(items)
            case Mapping() as entries:
                waiting.extend(entries.values())
            case _:
                pass
