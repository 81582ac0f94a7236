"""Keys that lie in the store, locked: destroying such a key destroys everything that it has locked.

A key is 32 random bytes. It stands in the store wrapped by another one (AES-256-GCM, bound to what it is the key of, so
that it opens nowhere else): by that of the personal data (`PersonalData.wrap`), or by several keys together (`joined`),
of which none may be missing. Where the wrapped text is gone, nobody can make the key again.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Sequence

from graph.store.cipher import KEY_BYTES, Cipher, another_key

FORM = b"\x02"
"""Begins what such a key has locked; what the key of the personal data locks begins with 1."""


class Key(Cipher):
    """A key: locks texts and files, each as one thing and no other, and wraps further keys."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        """A key of these 32 bytes."""
        super().__init__(secret, FORM)
        self._secret = secret

    @classmethod
    def make(cls) -> Key:
        """A key that nobody else has."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def wrap(self, key: Key, about: str) -> str:
        """Another key as the store keeps it, which only this one gives back, as the key of just this."""
        return base64.urlsafe_b64encode(self.lock(key._secret, f"key of {about}")).decode("ascii")

    def unwrap(self, wrapped: str, about: str) -> Key:
        """The key that `wrap` was given.

        Raises:
            StoreError: It was wrapped by another key, or as that of something else.
        """
        try:
            return Key(self.unlock(base64.urlsafe_b64decode(wrapped), f"key of {about}"))
        except ValueError as error:
            raise another_key(f"key of {about}") from error


def joined(keys: Sequence[Key], about: str) -> Key:
    """The key that only all of these make, in their order, for one thing.

    It is one block of HKDF-Expand with SHA-256 (RFC 5869). What is expanded is random already, so nothing is extracted.
    """
    together = b"".join([key._secret for key in keys])  # noqa: SLF001 - a key of keys
    return Key(hmac.digest(together, f"joined for {about}".encode() + b"\x01", "sha256"))


def moved(before: Key, after: Key, ciphertext: str, column: str) -> str:
    """The same value of a column under another key."""
    return after.encrypt(before.decrypt(ciphertext, column), column)
