"""Files of licences that were not made here (归集: WHL-11): sealed elsewhere, or digitised paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import unique

from graph.words.closed_list import ClosedList


@unique
class CollectedKind(ClosedList):
    """What such a file is. Digitised paper is never presented as sealed."""

    SEALED = "外部签章文件"
    DIGITISED = "数字化纸质证照（无电子签章）"


@dataclass(frozen=True, slots=True)
class CollectedFile:
    """A file as it was collected; it is never altered."""

    digest: str
    """SHA-256, hexadecimal."""
    kind: CollectedKind
    size: int
    media: str
    """`application/pdf`, `image/png` or `image/jpeg`."""
    issuer: str
    """USCC of the department that has issued the licence."""
    summary: str
    """The verdict of the day in a word; empty for paper, of which there is none."""
    collected_at: datetime
    collected_by: str
    verdict_cipher: str = field(repr=False)
    """The verdict of the day, as JSON, under the key of the file."""
    name_cipher: str = field(repr=False)
    """What the file was called, under the same key."""
    key_cipher: str | None = field(repr=False)
    """Its key, wrapped by the store's; None where it was destroyed with the data of a holder."""
    holder_hashes: tuple[str, ...] = ()
    """Keyed hash of the code of each holder whom the file itself names."""
