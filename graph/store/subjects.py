"""By what name the store keeps who acts: as tokens call him, unless that tells a citizen identity number.

Some providers of identities name people by their numbers. Such a name is kept sealed, the same way each time: AES-SIV
(RFC 5297) under a key of the store, whose synthetic IV is a keyed hash of the name and stands before its ciphertext. So
one text is both what a person is found by – in posts, in the journal, among administrators – and what gives his number
back to who has the key. Every other name is kept as it is, and costs a look whether eleven digits stand in it.

A name that begins as a sealed one is sealed already: no token brings one (`api.identity.authenticator`), and who reads
one here may hand it in.
"""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from graph.codes.quoted import citizen_ids
from graph.store.cipher import another_key
from graph.store.errors import StoreError
from graph.words.people import SEALED, is_sealed

SECRET_BYTES = 64
"""Two keys of AES-256: one for the hash, one for the ciphertext."""
NAMES_KEPT = 4096
"""Sealed names that are kept in memory: who asks again is not sealed again."""
_ABOUT = b"subject"


class Subjects:
    """Keeps names under one key; without it none that has to be sealed."""

    __slots__ = ("_aead", "_seal")

    def __init__(self, secret: bytes | None = None) -> None:
        """Seal with `secret` (64 bytes)."""
        self._aead = None if secret is None else AESSIV(secret)
        self._seal = lru_cache(NAMES_KEPT)(self._sealed)

    def kept(self, subject: str) -> str:
        """A name as the store keeps it; a number alone is one however it is written.

        Raises:
            StoreError: It has to be sealed, and the store was opened without its key.
        """
        if is_sealed(subject):
            return subject
        found = citizen_ids(subject)
        if not found:
            return subject
        first = found[0]
        return self._seal(first.text if (first.start, first.end) == (0, len(subject)) else subject)

    def told(self, kept: str) -> str:
        """A name as tokens have it.

        Raises:
            StoreError: It was sealed with another key.
        """
        if not is_sealed(kept) or self._aead is None:
            return kept
        try:
            sealed = base64.urlsafe_b64decode(kept.removeprefix(SEALED))
            return self._aead.decrypt(sealed, [_ABOUT]).decode()
        except (InvalidTag, ValueError) as error:
            raise another_key("a subject") from error

    def _sealed(self, subject: str) -> str:
        if self._aead is None:
            raise StoreError("a subject that holds an ID number is sealed with the store's key, which is not open here")
        sealed = self._aead.encrypt(subject.encode(), [_ABOUT])
        return SEALED + base64.urlsafe_b64encode(sealed).decode("ascii")
