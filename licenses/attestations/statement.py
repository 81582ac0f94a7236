"""What is to be attested, of whatever kind: the value that each kind makes, and that `issuing` numbers and seals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.words.attestations import AttestationKind
from licenses.paper.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the register that has no number yet."""

    kind: AttestationKind
    about: Mapping[str, str]
    """What it speaks of, name → text."""
    outcome: str
    """What it says of that, in a word."""
    said: Mapping[str, Any]
    """What its document says besides."""
    sheet: Sheet
    """What is printed of it."""
