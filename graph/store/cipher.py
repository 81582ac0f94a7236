"""Locking texts and files, each as one thing and no other: AES-256-GCM with a fresh 96-bit nonce.

What it is locked as is the associated data, so that a value cannot be moved to another column. A ciphertext begins with
a byte that says which kind of key has locked it, so that a later rotation can tell old from new.
"""

from __future__ import annotations

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from graph.store.errors import StoreError

KEY_BYTES = 32
NONCE = 12


class Cipher:
    """Locks and opens with one secret."""

    __slots__ = ("_aead", "_form")

    def __init__(self, secret: bytes, form: bytes) -> None:
        """Lock with `secret` (32 bytes); what is locked begins with `form`, one byte."""
        self._aead = AESGCM(secret)
        self._form = form

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
        return self._form + nonce + self._aead.encrypt(nonce, content, about.encode())

    def unlock(self, ciphertext: bytes, about: str) -> bytes:
        """The content that `lock` was given.

        Raises:
            StoreError: Another key, locked as something else, or a changed ciphertext.
        """
        try:
            return self._aead.decrypt(ciphertext[1 : 1 + NONCE], ciphertext[1 + NONCE :], about.encode())
        except (InvalidTag, ValueError) as error:
            raise another_key(about) from error


def another_key(about: str) -> StoreError:
    """Say that something does not open."""
    return StoreError(f"a value of {about} was not written with this key")
