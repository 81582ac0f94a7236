"""SM2 signatures over SM3 (GB/T 32918.2, GM/T 0009), checked by the OpenSSL that the interpreter itself is linked to.

* `cryptography` has SM3 and no SM2; OpenSSL has had both since 1.1.1, and no package for Python reaches them. It is
  called through `ctypes`, in the process that can be ended and has nothing to lose.
* SM2 signs the digest of Z and the message; Z is made of the key and of the signer's identity, which is that of GM/T
  0009 for everybody. So there is no signature over a digest alone.
* Where this interpreter's OpenSSL is not to be had, or lacks SM2, nothing is said of a signature (`AVAILABLE`).

Software verifies; a seal that has legal weight by SM2 is made in a certified device, which is not ours.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_char_p, c_int, c_long, c_size_t, c_void_p
from typing import Any, Final

from asn1crypto import algos, keys

SM2_WITH_SM3: Final = "1.2.156.10197.1.501"
"""OID of the signature mechanism (GM/T 0006)."""
SM2_SIGNATURE: Final = "1.2.156.10197.1.301.1"
"""OID of the algorithm alone, as some seal programs name it; its digest is SM3 (GM/T 0006, GM/T 0010)."""
MECHANISMS: Final = frozenset({SM2_WITH_SM3, SM2_SIGNATURE})
DIGEST: Final = "sm3"
IDENTITY: Final = b"1234567812345678"
"""The signer's identity where nobody has agreed on another (GM/T 0009, 10)."""
_SM3_OID: Final = "1.2.156.10197.1.401"
_CURVE_OID: Final = "1.2.156.10197.1.301"
_CURVE_BYTES: Final = 32
_LIBRARIES: Final = ("libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.3.dylib", "libcrypto-3-x64.dll")
"""Where the interpreter's own has no names that can be called."""


class _OpenSsl:
    """The functions of OpenSSL that verifying takes.

    Raises:
        AttributeError: It has no SM2.
    """

    def __init__(self, library: ctypes.CDLL) -> None:
        pointer = c_void_p
        self.d2i_public = _function(library.d2i_PUBKEY, pointer, pointer, ctypes.POINTER(c_char_p), c_long)
        self.free_key = _function(library.EVP_PKEY_free, None, pointer)
        self.new_key_context = _function(library.EVP_PKEY_CTX_new, pointer, pointer, pointer)
        self.free_key_context = _function(library.EVP_PKEY_CTX_free, None, pointer)
        self.set_identity = _function(library.EVP_PKEY_CTX_set1_id, c_int, pointer, c_char_p, c_int)
        self.new_context = _function(library.EVP_MD_CTX_new, pointer)
        self.free_context = _function(library.EVP_MD_CTX_free, None, pointer)
        self.set_key_context = _function(library.EVP_MD_CTX_set_pkey_ctx, None, pointer, pointer)
        self.sm3 = _function(library.EVP_sm3, pointer)
        self.begin = _function(library.EVP_DigestVerifyInit, c_int, pointer, pointer, pointer, pointer, pointer)
        self.verify = _function(library.EVP_DigestVerify, c_int, pointer, c_char_p, c_size_t, c_char_p, c_size_t)
        self.forget_errors = _function(library.ERR_clear_error, None)


def _function(function: Any, gives: Any, *takes: Any) -> Callable[..., Any]:
    function.restype, function.argtypes = gives, takes
    made: Callable[..., Any] = function
    return made


def _found() -> _OpenSsl | None:
    for name in (_own(), *_LIBRARIES):
        try:
            return _OpenSsl(ctypes.CDLL(name))
        except (AttributeError, OSError, TypeError):
            continue
    return None


def _own() -> str:
    """The interpreter's module that stands on OpenSSL: what it is linked to can be called through it."""
    try:
        import _hashlib  # noqa: PLC0415 - an interpreter may be built without it
    except ImportError:
        return ""
    return str(getattr(_hashlib, "__file__", ""))


_OPENSSL: Final = _found()
AVAILABLE: Final = _OPENSSL is not None
"""Whether an SM2 signature can be checked here."""


def is_true(signature: bytes, signed: bytes, public_key: bytes) -> bool:
    """Whether a signature is that of a key.

    Args:
        signature: The two numbers of it (DER).
        signed: What was signed, whole.
        public_key: SubjectPublicKeyInfo (DER), on the curve of SM2.
    """
    library = _OPENSSL
    if library is None:
        raise RuntimeError("this interpreter's OpenSSL has no SM2")
    given = c_char_p(public_key)
    key = library.d2i_public(None, ctypes.byref(given), len(public_key))
    context, of_key = library.new_context(), library.new_key_context(key, None) if key else None
    try:
        if not of_key or library.set_identity(of_key, IDENTITY, len(IDENTITY)) <= 0:
            return False
        library.set_key_context(context, of_key)
        if library.begin(context, None, library.sm3(), None, key) <= 0:
            return False
        return bool(library.verify(context, signature, len(signature), signed, len(signed)) == 1)
    finally:
        library.free_context(context)
        library.free_key_context(of_key)
        library.free_key(key)
        library.forget_errors()


def _name(kind: Any, oid: str, name: str) -> None:
    """Teach the parser a name; one that it knows by now stays."""
    kind._map.setdefault(oid, name)  # noqa: SLF001 - it has no other way
    if kind._reverse_map is not None:  # noqa: SLF001
        kind._reverse_map.setdefault(name, oid)  # noqa: SLF001


_name(algos.DigestAlgorithmId, _SM3_OID, DIGEST)
_name(algos.SignedDigestAlgorithmId, SM2_WITH_SM3, "sm3_sm2")
_name(algos.SignedDigestAlgorithmId, SM2_SIGNATURE, "sm2")
keys.NamedCurve.register("sm2", _CURVE_OID, _CURVE_BYTES)
