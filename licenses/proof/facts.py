"""What a file says of itself, as values; no parser's objects but certificates.

They are found by `reading`, and judged by `trust` and `judging`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509

from licenses.paper.attestation import Attestation
from licenses.paper.metadata import LicenseMetadata
from licenses.proof.causes import Cause
from licenses.proof.verdict import Answer, Finding


@dataclass(frozen=True, slots=True)
class Extension:
    """Revisions after a seal that change nothing that is shown or said."""

    ends: tuple[int, ...]
    """Offset behind each revision, from that of the seal on; the last is the size of the file."""
    proved: int
    """Offset up to which nothing has to prove them: the end of the sealed revision, or of our own validation data."""
    timestamps: int
    """Archive timestamps among them."""
    supplements: tuple[int, ...] = ()
    """Offsets behind those that hold validation data and the date of the last change alone, but for our own."""

    def reached(self, covered: int) -> int:
        """Up to where it is proved, where a trusted timestamp covers it up to an offset (0 where none does).

        Of what follows the timestamp one revision counts that brings nothing but the validation data of that.
        """
        behind = next((end for end in self.ends if end > covered), 0)
        return max(self.proved, behind if covered in self.ends and behind in self.supplements else covered)


@dataclass(frozen=True, slots=True)
class Timestamp:
    """An RFC 3161 timestamp whose own signature and imprint hold; whose it is, is a question of trust."""

    time: datetime
    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...]
    covers: int = 0
    """Offset up to which a document timestamp after the seal covers the file; 0 for the one inside the seal."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What the seal's signature brings with it."""

    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...]
    """Further certificates in the signature and in the file's validation data."""
    claimed_time: datetime | None
    timestamps: tuple[Timestamp, ...]
    """Earliest first."""
    crls: tuple[bytes, ...]
    """Revocation lists in the file (DER)."""
    ocsps: tuple[bytes, ...]
    """OCSP responses in the file (DER)."""


@dataclass(frozen=True, slots=True)
class Prefix:
    """The file up to the end of a revision."""

    size: int
    digest: str
    """SHA-256, hexadecimal."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Everything that a file alone can answer."""

    size: int
    digest: str
    """SHA-256 of the file, hexadecimal."""
    readable: Finding
    sealed: Finding
    intact: Finding
    seals: int | None = None
    """None where the file could not be read."""
    seal: Seal | None = None
    """None where there is not one seal, or its signature cannot be read."""
    metadata: LicenseMetadata | None = None
    attestation: Attestation | None = None
    """What the file says of itself where it is no licence but an attestation of a register."""
    extension: Extension | None = None
    """What follows the sealed revision, where it changes nothing that is shown or said."""
    prefixes: tuple[Prefix, ...] = ()
    """The file up to its sealed revision and each later one that is in order, the longest first."""
    shows: str | None = None
    """Of a picture or a page without a seal: the identifier that the QR code on it leads to; it proves nothing."""


def unreadable(data: bytes, readable: Finding, altered: Finding | None = None) -> FileFacts:
    """Return the little that is known of a file that could not be read: why, and whether it was visibly altered."""
    unasked = Finding(Answer.NOT_ASKED, Cause.UNREADABLE_FILE)
    return FileFacts(
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
        readable=readable,
        sealed=unasked,
        intact=altered or unasked,
    )
