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

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from graph.store.errors import StoreError

KEY_BYTES = 32
NONCE = 12
FORM = b"\x02"
"""Begins what such a key has locked; what the key of the personal data locks begins with 1."""


class Key:
    """A key: locks texts and files, each as one thing and no other, and wraps further keys."""

    __slots__ = ("_aead", "_secret")

    def __init__(self, secret: bytes) -> None:
        """A key of these 32 bytes."""
        self._secret = secret
        self._aead = AESGCM(secret)

    @classmethod
    def make(cls) -> Key:
        """A key that nobody else has."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def encrypt(self, value: str, column: str) -> str:
        """The ciphertext of `value` for `column`, base64url text."""
        return base64.urlsafe_b64encode(self.lock(value.encode(), column)).decode("ascii")

    def decrypt(self, ciphertext: str, column: str) -> str:
        """The value that `encrypt` was given.

        Raises:
            StoreError: Another key or column, or a changed ciphertext.
        """
        try:
            return self.unlock(base64.urlsafe_b64decode(ciphertext), column).decode()
        except ValueError as error:
            raise another_key(column) from error

    def lock(self, content: bytes, about: str) -> bytes:
        """The ciphertext of a content, with a fresh nonce; it opens as what it was locked as and as nothing else."""
        nonce = secrets.token_bytes(NONCE)
        return FORM + nonce + self._aead.encrypt(nonce, content, about.encode())

    def unlock(self, ciphertext: bytes, about: str) -> bytes:
        """The content that `lock` was given.

        Raises:
            StoreError: Another key, locked as something else, or a changed ciphertext.
        """
        try:
            return self._aead.decrypt(ciphertext[1 : 1 + NONCE], ciphertext[1 + NONCE :], about.encode())
        except (InvalidTag, ValueError) as error:
            raise another_key(about) from error

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


def another_key(about: str) -> StoreError:
    """Say that something does not open."""
    return StoreError(f"a value of {about} was not written with this key")
