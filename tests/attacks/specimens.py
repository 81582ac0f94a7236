"""Licences to attack: every algorithm of the seal, and every shape that a genuine file can have.

The algorithm is that of the department's key; authorities and timestamps have P-256 throughout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, unique
from functools import cached_property, lru_cache

from builders.licenses import SEALED_AT, Authority, MemorySealer, rsa_key, seal, seal_as_released
from cryptography.hazmat.primitives.asymmetric import ec

from licenses.paper.metadata import LicenseMetadata
from licenses.proof.trusted import TrustBundle
from licenses.seal.sealer import SigningKey
from licenses.seal.timestamping import Timestamper

BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


@unique
class Algorithm(StrEnum):
    """With what kind of key a department seals."""

    P256 = "P-256"
    RSA3072 = "RSA-3072"


@unique
class Shape(StrEnum):
    """What a genuine file is made of."""

    ISSUED = "as issued"
    """The sealed revision, and one with validation data."""
    SEALED = "cut back"
    """The sealed revision alone; the verifier has to bring the revocation lists."""
    RELEASED = "0.1.0"
    """Validation data inside the sealed revision."""
    ARCHIVED = "archived"
    TWICE_ARCHIVED = "archived twice"


_ARCHIVED_AFTER: Mapping[Shape, tuple[int, ...]] = {Shape.ARCHIVED: (50,), Shape.TWICE_ARCHIVED: (50, 70)}
"""Days."""


@dataclass(frozen=True, eq=False)
class Specimen:
    """A genuine licence, with everything that it takes to make another of its kind."""

    algorithm: Algorithm
    shape: Shape
    authority: Authority
    sealer: MemorySealer

    @cached_property
    def data(self) -> bytes:
        """The file."""
        return self.another()

    @cached_property
    def sealed(self) -> bytes:
        """The file up to its seal, which is the last thing that no later revision can change."""
        return self.data[: sealed_length(self.data)]

    @property
    def base(self) -> bytes:
        """What a forger's revision goes behind: it takes the place of the validation data, where these are apart."""
        return self.sealed if self.shape is Shape.ISSUED else self.data

    @cached_property
    def trust(self) -> TrustBundle:
        """What makes it genuine."""
        return self.trusting(self.authority)

    def trusting(self, *authorities: Authority, lists: tuple[bytes, ...] = ()) -> TrustBundle:
        """Return a bundle of these anchors, with the lists that a file without validation data needs."""
        known = tuple(one for each in authorities for one in each.revocation) if self.shape is Shape.SEALED else ()
        return TrustBundle(tuple(one for each in authorities for one in each.bundle.anchors), known + lists)

    def another(
        self,
        sealer: MemorySealer | None = None,
        *,
        authority: Authority | None = None,
        at: datetime = SEALED_AT,
        clock: Timestamper | None = None,
        stated: LicenseMetadata | None = None,
        **changes: object,
    ) -> bytes:
        """Return a licence of the same shape, sealed by somebody else, at another time or with other facts."""
        maker, hand = authority or self.authority, sealer or self.sealer
        if self.shape is Shape.RELEASED:
            return seal_as_released(maker, hand, at, clock, stated, **changes)
        data = seal(maker, hand, at, clock, stated, **changes)
        if self.shape is Shape.SEALED:
            return data[: sealed_length(data)]
        for days in _ARCHIVED_AFTER.get(self.shape, ()):
            data = self.authority.archive(data, at + timedelta(days=days))
        return data

    @property
    def archived(self) -> bool:
        """Whether an archive timestamp covers the whole file."""
        return self.shape in _ARCHIVED_AFTER

    def hand(self, name: str, **others: object) -> MemorySealer:
        """Return another sealer with a key of the same kind; the same name has the same RSA key."""
        return self.authority.sealer(key=key_for(self.algorithm, name), **others)  # type: ignore[arg-type]


def key_for(algorithm: Algorithm, name: str) -> SigningKey:
    """Return a key of this kind."""
    return rsa_key(name) if algorithm is Algorithm.RSA3072 else ec.generate_private_key(ec.SECP256R1())


def sealed_length(data: bytes) -> int:
    """Bytes of a file up to the end of its seal, which is the first range stated in it."""
    found = BYTE_RANGE.search(data)
    assert found is not None
    return int(found[3]) + int(found[4])


@lru_cache(maxsize=2)
def authorities() -> tuple[Authority, Authority]:
    """The authority that is trusted, and a stranger."""
    return Authority(), Authority("Some other")


@lru_cache(maxsize=32)
def specimen(algorithm: Algorithm, shape: Shape) -> Specimen:
    """Return the one genuine licence of this kind that a run attacks."""
    authority, _ = authorities()
    sealer = authority.sealer(key=key_for(algorithm, "department"))
    return Specimen(algorithm, shape, authority, sealer)
