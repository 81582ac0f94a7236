"""What an attestation (凭证) says of itself: one document, attached to its file, from which its page is drawn too.

It stands under the seal like the page, and its name is another than that of a licence's data: a file is the one or the
other. Reading is strict: a key that is unknown, missing or of another kind is refused, because a reader that guesses
can be told stories. What only one kind says (`said`) is not read here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.words.attestations import NUMBER, AttestationKind

ATTESTATION_NAME: Final = "zhengtu-attestation.json"
"""The name under which the document is attached."""
MAX_ATTESTATION_BYTES: Final = 1 << 20
"""Longest document that is read; a receipt has about 8,000, and less than this whatever a verdict has to quote."""
ATTESTING: Final = "2.25.244866700680546452800806228910132070972"
"""Extended key usage of keys that seal attestations, and nothing else; a key without it seals none.

An OID under the UUID arc belongs to whoever drew the UUID.
"""

_KEYS: Final = frozenset(
    {"kind", "number", "issuer_name", "issuer_code", "made_at", "demonstration", "about", "outcome", "said"}
)
_WORD: Final = re.compile(r"[a-z_]{1,32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """A numbered statement of the register."""

    kind: AttestationKind
    number: str
    issuer_name: str
    """The department that runs the register."""
    issuer_code: str
    """Its USCC, as its certificate has it too."""
    made_at: datetime
    demonstration: bool
    about: Mapping[str, str]
    """What it speaks of, name → text: the digest of a file, an identifier."""
    outcome: str
    """What it says of that, in a word."""
    said: Mapping[str, Any] = field(default_factory=dict)
    """Everything else, as its kind says it."""

    @property
    def subject(self) -> str:
        """What it speaks of, as one text: the file, or what was asked without one."""
        digest = self.about.get("digest")
        return f"SHA-256 {digest}" if digest else self.about.get("identifier", "")

    def to_json(self) -> bytes:
        """Return the canonical document: equal statements give equal bytes."""
        document = {
            "kind": self.kind.name.lower(),
            "number": self.number,
            "issuer_name": self.issuer_name,
            "issuer_code": self.issuer_code,
            "made_at": self.made_at.isoformat(),
            "demonstration": self.demonstration,
            "about": dict(self.about),
            "outcome": self.outcome,
            "said": self.said,
        }
        return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, document: bytes) -> Attestation:
        """Read the attached document.

        Raises:
            Malformed: `METADATA_UNREADABLE`; it is not exactly such a document.
        """
        try:
            if len(document) > MAX_ATTESTATION_BYTES:
                raise ValueError("too long")
            return cls(**_read(json.loads(document.decode("utf-8"), object_pairs_hook=_without_repetition)))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as cause:
            raise Malformed(
                Text("凭证数据无法读取", "The data of the attestation cannot be read"), code=Code.METADATA_UNREADABLE
            ) from cause


def _read(given: Mapping[str, Any]) -> dict[str, Any]:
    if given.keys() != _KEYS:
        raise ValueError("other keys")
    made_at = datetime.fromisoformat(given["made_at"])
    about = {_text(name): _text(text) for name, text in given["about"].items()}
    right = (
        NUMBER.fullmatch(given["number"])
        and made_at.tzinfo is not None
        and _WORD.fullmatch(given["outcome"])
        and isinstance(given["demonstration"], bool)
        and isinstance(given["said"], dict)
        and about
    )
    if not right:
        raise ValueError("a value of another kind")
    return {
        **given,
        "kind": AttestationKind[given["kind"].upper()],
        "issuer_name": _text(given["issuer_name"]),
        "issuer_code": _text(given["issuer_code"]),
        "made_at": made_at,
        "about": about,
    }


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _without_repetition(items: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(items)
    if len(read) != len(items):
        raise ValueError("a key is written twice")
    return read
