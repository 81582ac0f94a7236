"""What a seal brings with it, as plain values: certificates, revocation lists, times.

The certificates and lists of a department's seal are the same in all files that it seals between two revocation lists,
so they are kept once for all of them (`SealPapers`), under their digest; only the times are a file's own.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from asn1crypto import x509

from licenses.proof.facts import Seal, Timestamp

_FORM = 1


@dataclass(frozen=True, slots=True)
class SealPapers:
    """Certificates and lists that a seal and its timestamps bring (DER)."""

    certificates: tuple[bytes, ...]
    """The seal's own, and the others in the signature and in the file's validation data."""
    stamps: tuple[tuple[bytes, ...], ...]
    """The same of each timestamp."""
    lists: tuple[bytes, ...]

    def written(self) -> str:
        """The text that is kept; a certificate that comes several times is written once."""
        each = tuple(dict.fromkeys(one for group in (self.certificates, *self.stamps) for one in group))
        place = {one: at for at, one in enumerate(each)}
        groups = [[place[one] for one in group] for group in (self.certificates, *self.stamps)]
        return orjson.dumps([_FORM, list(map(_text, each)), groups, list(map(_text, self.lists))]).decode()

    @classmethod
    def read(cls, written: str) -> SealPapers:
        """Read what is kept.

        Raises:
            ValueError: It is of another form.
        """
        form, each, groups, lists = orjson.loads(written)
        if form != _FORM:
            raise ValueError("another form")
        ders = tuple(map(base64.b64decode, each))
        own, *stamps = (tuple(ders[at] for at in group) for group in groups)
        return cls(own, tuple(stamps), tuple(map(base64.b64decode, lists)))


@dataclass(frozen=True, slots=True)
class Brought:
    """Everything that a seal brings, without OCSP responses: of one with these nothing is kept."""

    papers: SealPapers
    claimed_time: datetime | None
    stamps: tuple[tuple[datetime, int], ...]
    """Time of each timestamp, and up to where it covers the file."""

    @classmethod
    def of(cls, seal: Seal) -> Brought:
        """Take it from a seal that was read."""
        stamps = tuple(_ders((one.certificate, *one.others)) for one in seal.timestamps)
        papers = SealPapers(_ders((seal.certificate, *seal.others)), stamps, seal.crls)
        return cls(papers, seal.claimed_time, tuple((one.time, one.covers) for one in seal.timestamps))

    def seal(self) -> Seal:
        """The seal as it was read."""
        certificate, *others = map(x509.Certificate.load, self.papers.certificates)
        stamps = []
        for ders, (time, covers) in zip(self.papers.stamps, self.stamps, strict=True):
            own, *above = map(x509.Certificate.load, ders)
            stamps.append(Timestamp(time, own, tuple(above), covers))
        return Seal(certificate, tuple(others), self.claimed_time, tuple(stamps), self.papers.lists, ())


def digest_of(written: str) -> str:
    """Under what papers are kept: SHA-256, hexadecimal."""
    return hashlib.sha256(written.encode()).hexdigest()


def _ders(certificates: Sequence[x509.Certificate]) -> tuple[bytes, ...]:
    return tuple(one.dump() for one in certificates)


def _text(der: bytes) -> str:
    return base64.b64encode(der).decode("ascii")
