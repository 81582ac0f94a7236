"""What an issued file says of itself: the attached data, and that its XMP says the same, in the words that we write.

The packet is the page composer's with two insertions (`licenses.paper.xmp.extend`). The insertions are written anew
from the pairs that stand there, and have to be the same bytes. What is left is the composer's frame: the same for file
after file but for the texts in it. A frame is read by the reader of packets once and then known.
"""

from __future__ import annotations

import re
import zlib
from collections import OrderedDict

from graph.errors import Malformed
from licenses.paper import xmp
from licenses.paper.metadata import MAX_DOCUMENT_BYTES, LicenseMetadata
from licenses.paper.packet import MAX_PACKET_BYTES
from licenses.proof.issued import forms
from licenses.proof.issued.der import OtherShape
from licenses.proof.issued.layout import Layout

_PAIR = re.compile(r"<zt:([A-Za-z0-9_]{1,64})>(?:([^<]*)|<rdf:Seq>((?:<rdf:li>[^<]*</rdf:li>)*)</rdf:Seq>)</zt:\1>")
_ITEM = re.compile(r"<rdf:li>([^<]*)</rdf:li>")
_LEAF = re.compile(r'(<((?!x:|rdf:(?!li\b))[A-Za-z:]+)(?: xml:lang="[^<>"]*")?>)[^<]+(</\2>)')
"""An element in which text may stand: no list, no structure."""
_CONTROLS = bytes({*range(32), 127} - {ord("\n")})
_NO_TEXT = (b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"]]>", b"rdf:resource")
"""What XML does not carry, or what would make the text of an element count."""
_OTHER_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt);)")
_MOST_FRAMES = 64


def read_statement(layout: Layout, file: int, packet: int) -> LicenseMetadata:
    """Read what the file says of itself.

    Args:
        layout: The file.
        file: Object number of the attached file's specification.
        packet: Object number of the XMP packet.

    Raises:
        OtherShape: It is of another shape, or says two things.
    """
    try:
        attached = LicenseMetadata.from_json(_attached(layout, file))
        _see_the_same(layout.stream(packet, forms.METADATA), attached)
    except (Malformed, UnicodeDecodeError) as cause:
        raise OtherShape("metadata") from cause
    return attached


def _attached(layout: Layout, number: int) -> bytes:
    found = layout.matched(number, forms.ATTACHED)
    packed = layout.stream(int(found[1]), forms.EMBEDDED)
    stream = zlib.decompressobj()
    try:
        document = stream.decompress(packed, MAX_DOCUMENT_BYTES)
    except zlib.error as cause:
        raise OtherShape("attachment") from cause
    if not stream.eof or stream.unused_data:
        raise OtherShape("attachment")
    return document


def _see_the_same(packet: bytes, attached: LicenseMetadata) -> None:
    """See that the packet says what is attached, and nothing else of a licence.

    Raises:
        OtherShape: It does not.
    """
    if len(packet) > MAX_PACKET_BYTES or any(word in packet for word in _NO_TEXT):
        raise OtherShape("XMP")
    if packet.translate(None, _CONTROLS) != packet or _OTHER_ENTITY.search(packet):
        raise OtherShape("XMP")
    text = packet.decode("utf-8")
    pairs = _pairs(text)
    schema, description = xmp.insertions(pairs)
    frame = text.replace(schema, "", 1).replace(description, "", 1)
    if len(frame) + len(schema) + len(description) != len(text) or xmp.NAMESPACE in frame:
        raise OtherShape("XMP")
    if xmp.inserted(frame, schema, description) != text or pairs != attached.pairs():
        raise OtherShape("XMP")
    _FRAMES.see(_LEAF.sub(r"\1\3", frame), packet)


def _pairs(text: str) -> dict[str, str | list[str]]:
    start = text.rfind("<rdf:Description ")
    found: dict[str, str | list[str]] = {}
    for key, plain, listed in _PAIR.findall(text, start):
        found[key] = [_unescaped(item) for item in _ITEM.findall(listed)] if listed else _unescaped(plain)
    return found


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text


class _Frames:
    """Frames of packets that the reader of packets has read."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, None] = OrderedDict()

    def see(self, frame: str, packet: bytes) -> None:
        """See that the packet can be read.

        Raises:
            Malformed: It cannot.
        """
        if frame not in self._known:
            xmp.read(packet)
            self._known[frame] = None
            while len(self._known) > _MOST_FRAMES:
                self._known.popitem(last=False)


_FRAMES = _Frames()
