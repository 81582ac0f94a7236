"""Files of licences: by which the register knows one, and what it says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto


class FileKind(Enum):
    """Which of its files a register recognises by digest."""

    ISSUED = auto()
    SEALED = auto()
    """The issued file up to its seal, without the validation data that follow."""
    TIMESTAMPED = auto()
    """The issued file, extended by an archive timestamp."""
    ANNOTATED = auto()
    """A copy made for one user and purpose (加注件)."""
    EARLIER_VERSION = auto()


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file whose digest the register keeps."""

    kind: FileKind
    digest: str
    """SHA-256, hexadecimal."""
    user: str | None = None
    """For whom an annotated copy was made."""
    purpose: str | None = None
    until: date | None = None
    """Last day on which an annotated copy may be used."""
    version: str | None = None
    """Which version's file it is, where it is an earlier one's."""


@dataclass(frozen=True, slots=True)
class LicenseFile:
    """A file of a licence, as the register keeps it."""

    license_id: str
    digest: str
    """SHA-256, hexadecimal."""
    kind: FileKind
