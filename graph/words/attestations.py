"""Attestations (凭证): numbered, sealed statements that the register makes of what it has answered or done."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import unique
from types import MappingProxyType
from typing import Final

from graph.errors import Text
from graph.words.closed_list import ClosedList

NUMBER: Final = re.compile(r"20\d{2}-\d{6,12}")
"""A year and a number in it, which begins again each year."""


@unique
class AttestationKind(ClosedList):
    """What is attested (凭证种类)."""

    RECEIPT = "核验回执"
    """What was answered to somebody who had a licence verified."""
    CALL_RECORD = "数据资源调用记录凭证"
    """That data of a resource were used, and by whom."""


RECORDED: Final = "recorded"
RECORDED_OUTSIDE: Final = "recorded_outside"
"""What a record of a call says of it, in a word."""
OUTCOMES: Final[Mapping[str, Text]] = MappingProxyType(
    {RECORDED: Text("已记录", "recorded"), RECORDED_OUTSIDE: Text("超出授权", "not permitted")}
)
"""The same for people."""


@dataclass(frozen=True, slots=True)
class AttestationName:
    """Which attestation: each department that attests numbers each kind by itself."""

    kind: AttestationKind
    issuer: str
    """USCC of the department."""
    number: str

    @property
    def identity(self) -> str:
        """The key under which the register has it."""
        return f"{self.kind.name}-{self.issuer}-{self.number}"


@dataclass(frozen=True, slots=True)
class AttestationRecord:
    """What the register keeps of an attestation that it has made; the file itself it does not keep."""

    name: AttestationName
    made_at: datetime
    digest: str
    """SHA-256 of the sealed file, hexadecimal: by it the register knows it again."""
    about: str
    """What it speaks of: the digest of a file, or an identifier."""
    outcome: str
    """What it says of that, in a word."""
    asker: str
    """Keyed hash of who asked for it; empty for somebody unknown."""


def numbered(year: int, serial: int) -> str:
    """The number of an attestation, as it is printed: `2026-000123`."""
    return f"{year}-{serial:06}"
