"""Whom the papers of a seal lead to, where nothing speaks against it: what is found once, and holds for many files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from licenses.proof.spans import Span
from licenses.proof.verdict import Finding


@dataclass(frozen=True, slots=True)
class Grounds:
    """A seal's certificates are to be trusted."""

    signer_trusted: Finding
    signer_code: str | None
    demonstration: bool
    stamped: Span
    """For timestamps of this time."""
    judged: Span
    """When it is judged at this time."""

    def hold(self, stamped: datetime, at: datetime) -> bool:
        """Whether the answer is the same for another timestamp and another moment of judging."""
        return stamped in self.stamped and at in self.judged and stamped <= at
