"""Who seals: a private key and the papers that let anyone check it.

`Sealer` is the port. A bureau puts its own behind it (a token, a remote seal service); `KeyFileSealer` is the simplest
true one, a key file. Certificates and revocation lists are DER, so this module can be read without a PDF library.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from graph.errors import Malformed, Text
from graph.refusal_codes import Code


class Sealer(Protocol):
    """A key that may seal, and what proves it. Has to survive pickling: licences are sealed in worker processes."""

    @property
    def certificate(self) -> bytes:
        """The sealing certificate (DER)."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The certificates above it (DER), its issuer first, the root last."""

    @property
    def revocation(self) -> tuple[bytes, ...]:
        """Current revocation lists (DER) of every authority in the chain."""

    def sign(self, data: bytes) -> bytes:
        """Sign data with SHA-256: ECDSA (DER) or RSA PKCS#1 v1.5, as the certificate's key says."""


@dataclass(frozen=True, slots=True)
class KeyFileSealer:
    """A sealing key in a PEM file. The key never travels: each process loads it once."""

    key: Path
    certificate: bytes
    chain: tuple[bytes, ...]
    revocation: tuple[bytes, ...]

    def sign(self, data: bytes) -> bytes:
        """Sign data with the key in the file.

        Raises:
            Malformed: The file holds no EC or RSA private key.
        """
        return sign_with(private_key(self.key), data)


SigningKey = EllipticCurvePrivateKey | RSAPrivateKey


def private_key(path: Path) -> SigningKey:
    """Load a private key, once per process for as long as its file stays as it is.

    Raises:
        Malformed: The file holds no unencrypted EC or RSA private key; it is said what it is.
    """
    if path.is_dir():
        raise _not_a_key(
            path, "是文件夹，应为 PEM 私钥文件；请移走它，放入私钥", "is a folder; put the key, a PEM file, there"
        )
    try:
        now = path.stat()
    except OSError as cause:
        raise _not_a_key(path, "无法读取；请核对文件权限", "cannot be read; look at its permissions") from cause
    return _loaded(path, now.st_mtime_ns, now.st_size, now.st_ino)


@lru_cache(maxsize=256)
def _loaded(path: Path, *_as_it_is: int) -> SigningKey:
    try:
        written = path.read_bytes()
    except OSError as cause:
        raise _not_a_key(path, "无法读取；请核对文件权限", "cannot be read; look at its permissions") from cause
    if not written.strip():
        raise _not_a_key(path, "是空文件；请放入 PEM 私钥", "is empty; put the key, as PEM, there")
    try:
        key = serialization.load_pem_private_key(written, password=None)
    except TypeError as cause:  # it asks for a password
        raise _not_a_key(
            path,
            "受密码保护，无人值守时无法使用；请去掉密码（openssl pkey -in 旧 -out 新），并用文件权限保护它",
            "is protected by a password, which nobody types here; take it off (openssl pkey -in OLD -out NEW) and "
            "protect it by its permissions",
        ) from cause
    except (ValueError, UnsupportedAlgorithm) as cause:
        raise _not_a_key(
            path, "不是可用的签名私钥；请放入 PEM 私钥", "is not a usable private key; put one there, as PEM"
        ) from cause
    if not isinstance(key, EllipticCurvePrivateKey | RSAPrivateKey):
        raise _not_a_key(
            path, "不是可用的签名私钥：须为 EC 或 RSA 私钥", "is not a usable private key: it has to be EC or RSA"
        )
    return key


def sign_with(key: SigningKey, data: bytes) -> bytes:
    """Sign data with SHA-256 in the scheme of the key."""
    if isinstance(key, EllipticCurvePrivateKey):
        return key.sign(data, ECDSA(hashes.SHA256()))
    return key.sign(data, PKCS1v15(), hashes.SHA256())


def _not_a_key(path: Path, zh: str, en: str) -> Malformed:
    return Malformed(
        Text(f"{path.name} {zh}", f"{path.name} {en}"),
        code=Code.KEY_UNUSABLE,
        path=(path.name,),
    )
