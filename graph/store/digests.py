"""Digests that tell nobody what they are of: who reads the store and has not its key cannot try values against them.

What is asked for may be little more than somebody's number, of which there are so few that all can be tried.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from graph.store.cipher import KEY_BYTES


class Digests:
    """Makes digests under one key."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes | None = None) -> None:
        """Digest with `secret` (32 bytes); without it, with one that ends with this process."""
        self._secret = secrets.token_bytes(KEY_BYTES) if secret is None else secret

    def of(self, value: str) -> str:
        """The digest of a value, hexadecimal."""
        return hmac.new(self._secret, value.encode(), hashlib.sha256).hexdigest()
