"""A sealing key in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from graph.errors import Malformed
from licenses.seal.sealer import KeyFileSealer

WORDS = b"what is sealed"


def put(file: Path) -> ec.EllipticCurvePublicKey:
    """Put a new key into a file; give what verifies it."""
    key = ec.generate_private_key(ec.SECP256R1())
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return key.public_key()


def test_a_key_that_is_put_in_place_of_another_seals_from_then_on(tmp_path: Path) -> None:
    file = tmp_path / "seal.pem"
    sealer = KeyFileSealer(file, b"", (), ())
    for _ in range(3):
        known = put(file.with_suffix(".new"))
        file.with_suffix(".new").replace(file)
        known.verify(sealer.sign(WORDS), WORDS, ECDSA(SHA256()))


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----", None])
def test_a_file_that_holds_no_key_is_named(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "seal.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Malformed) as refusal:
        KeyFileSealer(file, b"", (), ()).sign(WORDS)
    assert (refusal.value.code, refusal.value.path) == ("KEY_UNUSABLE", ("seal.pem",))
