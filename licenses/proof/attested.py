"""An attestation (凭证) of a register as a verdict tells it: one that is whole, and just what the register made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from graph.words.attestations import AttestationKind
from graph.words.china_time import china_time


@dataclass(frozen=True, slots=True)
class Attested:
    """What it is, who has sealed it when, and what it says of what."""

    kind: AttestationKind
    number: str
    issuer: str
    """Name of the department that runs the register."""
    issuer_code: str
    sealed_at: datetime
    about: Mapping[str, str]
    """What it speaks of: `digest` and `bytes` of a file, or `identifier`."""
    outcome: str
    """What it says of that: of a receipt the summary of the verdict."""

    def to_json(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "kind": self.kind.name.lower(),
            "number": self.number,
            "issuer": self.issuer,
            "issuer_code": self.issuer_code,
            "sealed_at": china_time(self.sealed_at).isoformat(),
            "about": dict(self.about),
            "outcome": self.outcome,
        }
