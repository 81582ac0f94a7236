"""Portraits, such that promise more than they hold, and the code by which one is refused."""

from __future__ import annotations

import io
import struct
import zlib

from builders.licenses import KIND, metadata
from PIL import Image

from graph.errors import Malformed
from licenses.paper import face


def portrait(width: int = 295, height: int = 413, mode: str = "RGB", form: str = "JPEG") -> bytes:
    """A portrait as it should be."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert(mode).save(out, form)
    return out.getvalue()


def promising(width: int, height: int, colours: int) -> bytes:
    """A PNG whose header states a size, and whose data are a few zeros."""
    header = struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1 << 16))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


def refused(photo: bytes) -> str:
    """Draw a page with this portrait; give the code of the refusal."""
    try:
        face.draw(metadata(), KIND, photo, "https://licenses.example/v/1")
    except Malformed as refusal:
        return refusal.code
    return ""
