"""Reading every byte that lies in a folder: which citizen ID numbers and which words stand there, in whatever form.

A form is the text as UTF-8, UTF-16 or GB18030, as it is, inside a Flate stream, inside base64, or one in the other.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from builders.told import is_right

DEPTH = 3
"""How many forms may be put into each other."""
_NUMBER = re.compile(rb"(?=([0-9]{17}[0-9Xx]))")
_WIDE = re.compile(rb"(?=((?:[0-9]\x00){17}[0-9Xx]))")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{20,}={0,2}")
_FLATE = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_STEP = 1024
_URL = bytes.maketrans(b"-_", b"+/")


def files_of(*folders: Path) -> Iterator[Path]:
    """Every file below some folders, but the classes that a Java machine keeps beside a store for its next start."""
    for folder in folders:
        yield from (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != "jvm.aot")


def citizens_in(content: bytes) -> set[str]:
    """The valid citizen ID numbers that stand in some bytes, in whatever form."""
    return {number for layer in layers(content) for number in _citizens(layer)}


def words_in(content: bytes, words: Iterable[str]) -> set[str]:
    """Those of some words that stand in some bytes, in whatever form."""
    forms = [(word, {word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}) for word in words]
    found = set[str]()
    for layer in layers(content):
        found |= {word for word, spelled in forms if any(each in layer for each in spelled)}
    return found


def layers(content: bytes, depth: int = DEPTH) -> Iterator[bytes]:
    """Some bytes, and whatever is inflated or decoded from them."""
    yield content
    if depth > 1:
        for inner in (*_inflated(content), *_decoded(content)):
            yield from layers(inner, depth - 1)


def _citizens(layer: bytes) -> Iterator[str]:
    plain = (each.group(1) for each in _NUMBER.finditer(layer))
    wide = (each.group(1).replace(b"\0", b"") for each in _WIDE.finditer(layer))
    for number in {*plain, *wide}:
        text = number.decode("ascii").upper()
        if is_right(text):
            yield text


def _inflated(content: bytes) -> Iterator[bytes]:
    """What zlib streams hold, wherever one begins; of a broken one what comes before the break."""
    whole = memoryview(content)
    for start in _FLATE.finditer(content):
        inner = b""
        engine = zlib.decompressobj()
        with suppress(zlib.error):
            for at in range(start.start(), len(whole), _STEP):
                inner += engine.decompress(whole[at : at + _STEP])
                if engine.eof:
                    break
        if inner:
            yield inner


def _decoded(content: bytes) -> Iterator[bytes]:
    """What base64 says, wherever it begins: a text that stands before it may be letters, too."""
    for each in _BASE64.finditer(content):
        text = each.group().rstrip(b"=").translate(_URL)
        for start in range(4):
            part = text[start:]
            yield base64.b64decode(part[: len(part) // 4 * 4])
