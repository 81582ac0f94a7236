"""Appending a revision to a file by hand: in exactly the form that the gate asks for, with whatever content."""

from __future__ import annotations

import re
from collections.abc import Mapping

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")


def revised(data: bytes, objects: Mapping[int, bytes], **trailer: bytes) -> bytes:
    """Append a revision.

    Args:
        data: A sealed file.
        objects: Number → the object, as it is to be written.
        trailer: Entries beside or instead of those that the trailer before has.
    """
    body, places = b"", {}
    for number, content in sorted(objects.items()):
        places[number] = len(data) + len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"xref\n0 1\n0000000000 65535 f \n"
    table += b"".join(b"%d 1\n%010d 00000 n \n" % place for place in sorted(places.items()))
    previous = _START.findall(data)[-1]
    entries = _trailer(data) | {"Prev": previous} | trailer
    size = max([int(entries["Size"]), *(number + 1 for number in objects)])
    entries = {"Size": b"%d" % size} | {key: value for key, value in entries.items() if key != "Size" or key in trailer}
    written = b"".join(b"/%b %b\n" % (key.encode(), value) for key, value in entries.items())
    start = len(data) + len(body)
    return data + body + table + b"trailer\n<<\n%b>>\nstartxref\n%d\n%%%%EOF\n" % (written, start)


def objects_of(data: bytes) -> dict[int, bytes]:
    """The last form of each object of a file, as it is written between `obj` and `endobj`."""
    return {int(number): body for number, body in re.findall(rb"(\d+) 0 obj\s(.*?)\sendobj", data, re.DOTALL)}


def _trailer(data: bytes) -> dict[str, bytes]:
    last = data[data.rindex(b"trailer") :]
    forms = {"Size": rb"\d+", "Root": rb"\d+ 0 R", "Info": rb"\d+ 0 R", "ID": rb"\[ *<[^>]*> *<[^>]*> *\]"}
    return {key: re.findall(rb"/%b (%b)" % (key.encode(), form), last)[0] for key, form in forms.items()}


def root_of(data: bytes) -> int:
    """The number of the catalog."""
    return int(_trailer(data)["Root"].split()[0])
