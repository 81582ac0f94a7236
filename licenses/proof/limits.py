"""What one file may cost before it is given up, and how that is said."""

from __future__ import annotations

from dataclasses import dataclass

_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost."""

    bytes: int = 20 * _MEBIBYTE
    seconds: float = 3.0
    """Of processor time, counted by whoever runs the process in which it is read; a licence takes hundredths."""
    revisions: int = 64
    objects: int = 200_000
    decoded_bytes: int = 32 * _MEBIBYTE
    """Sum over all streams that are decoded; what stops a small file that unpacks to gigabytes."""
    certificates: int = 64
    """Certificates in the validation data."""
    revocation_bytes: int = 4 * _MEBIBYTE
    """Revocation lists and responses together; they are searched line by line."""


LIMITS = Limits()


class TooComplexError(Exception):
    """The file has more of something than it may; `evidence` says of what."""

    def __init__(self, what: str, value: int, limit: int) -> None:
        super().__init__(what)
        self.evidence = {"what": what, "value": str(value), "limit": str(limit)}
