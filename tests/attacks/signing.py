"""The value of a seal, taken out of a file, changed and put back; and seals made by another hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from asn1crypto import cms
from attacks.specimens import BYTE_RANGE, Specimen

VALUE_ROOM = re.compile(rb"<[0-9A-Fa-f]+>")


def byte_range(data: bytes) -> tuple[int, int, int, int]:
    """The numbers that the seal states."""
    found = BYTE_RANGE.search(data)
    assert found is not None
    first, before, after, rest = (int(number) for number in found.groups())
    return first, before, after, rest


def covered(data: bytes) -> bytes:
    """The bytes that the seal covers."""
    _, before, after, rest = byte_range(data)
    return data[:before] + data[after : after + rest]


def with_gap(data: bytes, gap: bytes) -> bytes:
    """Put other bytes in the place of the value."""
    _, before, after, _ = byte_range(data)
    assert len(gap) == after - before
    return data[:before] + gap + data[after:]


def value_of(data: bytes) -> cms.ContentInfo:
    """Read the value."""
    _, before, after, _ = byte_range(data)
    return cms.ContentInfo.load(bytes.fromhex(data[before + 1 : after - 1].decode()))


def with_value(data: bytes, value: bytes) -> bytes:
    """Put another value in the place of the seal's."""
    _, before, after, _ = byte_range(data)
    return with_gap(data, b"<" + value.hex().encode().ljust(after - before - 2, b"0") + b">")


def revalued(change: Callable[[cms.SignedData], object]) -> Callable[[Specimen], bytes]:
    """Change what the seal does not sign of its own value."""

    def build(specimen: Specimen) -> bytes:
        info = value_of(specimen.data)
        change(info["content"])
        return with_value(specimen.data, info.dump())

    return build


def resigned(
    change: Callable[[cms.SignedData], object], *, keeps_timestamp: bool = False
) -> Callable[[Specimen], bytes]:
    """Change what the seal signs, and sign it again with the true key."""

    def build(specimen: Specimen) -> bytes:
        info = value_of(specimen.data)
        signed = info["content"]
        signer = signed["signer_infos"][0]
        change(signed)
        attributes = signer["signed_attrs"]
        signer["signature"] = specimen.sealer.sign(attributes.untag().dump(force=True))
        if not keeps_timestamp:
            del signer["unsigned_attrs"]
        return with_value(specimen.data, info.dump())

    return build


def attribute(signed: cms.SignedData, kind: str) -> int:
    """The place of a signed attribute."""
    attributes = signed["signer_infos"][0]["signed_attrs"]
    return next(index for index, one in enumerate(attributes) if one["type"].native == kind)


def digest(algorithm: str, data: bytes) -> bytes:
    """Digest what a seal covers."""
    return hashlib.new(algorithm, covered(data)).digest()
