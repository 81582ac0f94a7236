"""What this system alone could have written: locked with a key that never lies in the store, opened or not at all."""

from __future__ import annotations

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class Safe:
    """Locks texts for the store (AES-256-GCM): nobody reads them, changes them or puts them elsewhere unnoticed."""

    def __init__(self, key: bytes) -> None:
        """Lock with `key` (32 bytes), which is for nothing else."""
        self._aead = AESGCM(key)

    def lock(self, content: bytes, about: str) -> str:
        """The content as base64, with a fresh 96-bit nonce; it can be opened as what it was locked as."""
        nonce = secrets.token_bytes(_NONCE)
        return base64.b64encode(nonce + self._aead.encrypt(nonce, content, about.encode())).decode("ascii")

    def unlock(self, locked: str, about: str) -> bytes | None:
        """The content; None where it was not locked with this key, as this, to the last bit."""
        try:
            sealed = base64.b64decode(locked, validate=True)
            return self._aead.decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
        except (InvalidTag, ValueError, TypeError):
            return None
