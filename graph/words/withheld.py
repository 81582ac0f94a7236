"""Words about a person that are not shown to who asks: in their place stands that they are there, and how long.

A statement writes that in the place of the ciphertext (`schema.shapes`), so that what may not be read does not leave
the store; the length is that of the ciphertext in signs of base64.
"""

from __future__ import annotations

from typing import Final

WITHHELD: Final = "withheld:"
"""How it begins; a ciphertext has no colon."""
LOCK: Final = 29
"""Bytes that a ciphertext has besides: the number of its key, a nonce, a mark."""


def withheld(stored: str | None) -> int | None:
    """How many bytes of UTF-8 are not shown; None where nothing is held back."""
    if stored is None or not stored.startswith(WITHHELD):
        return None
    return max(0, int(stored.removeprefix(WITHHELD)) * 3 // 4 - LOCK)
