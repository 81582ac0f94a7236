"""Personal data at rest: names and codes of people are stored encrypted and looked up by keyed hash.

One key file (32 random bytes, 0600) in HOME/keys, made once and only for a store that was never used with one. Eight
keys are derived from it with HKDF-SHA256: one for AES-256-GCM (a fresh 96-bit nonce per value, the column's name as
associated data, so that a value cannot be moved to another column), one for HMAC-SHA-256 look-up, one for what was
found about the papers of seals (`examined`), one that wraps further keys, one for digests of what was asked
(`digests`), one for what tokens call people (`subjects`), one that marks what lies outside the store. A ciphertext
begins with the key's number, so that a later rotation can tell old from new. Whole files that tell of people are locked
alike. What belongs to one holder is locked with a key of his own (`sealed_keys`), which lies in the store wrapped by
this one.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from graph.codes.holder_code import read_as
from graph.store.cipher import KEY_BYTES, Cipher
from graph.store.digests import Digests
from graph.store.keyfile import damaged, make_once, reading
from graph.store.safe import Safe
from graph.store.sealed_keys import Key
from graph.store.subjects import SECRET_BYTES, Subjects

KEY_NUMBER = b"\x01"


class PersonalData(Cipher):
    """Encrypts, decrypts and hashes personal values with one key."""

    def __init__(self, secret: bytes) -> None:
        """Derive the keys from `secret` (32 bytes)."""
        super().__init__(_derive(secret, b"zhengtu personal data"), KEY_NUMBER)
        self._wrapping = Key(_derive(secret, b"zhengtu wrapped keys"))
        self._hash_key = _derive(secret, b"zhengtu personal lookup")
        self._mark_key = _derive(secret, b"zhengtu marks")
        self.digests = Digests(_derive(secret, b"zhengtu remembered requests"))
        """For what is remembered of requests, so that one asked again is known."""
        self.subjects = Subjects(_derive(secret, b"zhengtu subjects", SECRET_BYTES))
        """For who acts, where his name in tokens tells his identity number."""
        self.examined = Safe(_derive(secret, b"zhengtu examined files"))
        """For what was found in files, which is believed as it comes out."""

    @classmethod
    def from_file(cls, path: Path) -> PersonalData:
        """Read the key file.

        Raises:
            KeyDamaged: The file is not 32 bytes long; it is never replaced, because what it encrypted would be lost.
        """
        with reading(path):
            secret = path.read_bytes()
        if len(secret) != KEY_BYTES:
            raise damaged(path)
        return cls(secret)

    @staticmethod
    def make_file(path: Path) -> bool:
        """Make the key file of a store that has none yet; say whether it was made now."""
        return make_once(path, secrets.token_bytes(KEY_BYTES))

    def lookup_as_written(self, value: str) -> str:
        """The keyed hash of `value` to the character."""
        return hmac.new(self._hash_key, b"as written " + value.encode(), hashlib.sha256).hexdigest()

    def hidden(self, words: str, column: str) -> str:
        """The ciphertext of words that may be none; of none, none."""
        return self.encrypt(words, column) if words else ""

    def shown(self, ciphertext: str | None, column: str) -> str:
        """The words that `hidden` was given.

        Raises:
            StoreError: Another key or column, or a changed ciphertext.
        """
        return self.decrypt(ciphertext, column) if ciphertext else ""

    def mark(self, content: bytes, about: str) -> str:
        """What shows that somebody with this key has written a content, as this and nothing else."""
        return hmac.new(self._mark_key, about.encode() + b"\0" + content, hashlib.sha256).hexdigest()

    def marks(self, content: bytes, about: str, mark: str) -> bool:
        """Whether this is the mark of a content."""
        return hmac.compare_digest(self.mark(content, about).encode(), mark.strip().encode())

    def wrap(self, key: Key, about: str) -> str:
        """A key as the store keeps it, as that of one thing."""
        return self._wrapping.wrap(key, about)

    def unwrap(self, wrapped: str, about: str) -> Key:
        """The key that `wrap` was given.

        Raises:
            StoreError: It was wrapped by another store's key, or as that of something else.
        """
        return self._wrapping.unwrap(wrapped, about)

    def of_code(self, code: str) -> str:
        """The keyed hash under which a holder is found by his code, however that is written."""
        return self.lookup(read_as(code))

    def lookup(self, value: str) -> str:
        """The keyed hash under which `value` is found; codes are compared in upper case without blanks."""
        return hmac.new(self._hash_key, "".join(value.split()).upper().encode(), hashlib.sha256).hexdigest()


def _derive(secret: bytes, info: bytes, length: int = KEY_BYTES) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=info).derive(secret)
