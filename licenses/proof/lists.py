"""Revocation lists as files bring them: one in DER, or some in PEM."""

from __future__ import annotations

from asn1crypto import pem

from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from licenses.proof.trusted import published


def lists_of(file: bytes) -> tuple[bytes, ...]:
    """The lists (DER) in a file.

    Raises:
        Malformed: `TRUST_ANCHOR`: there is none, or one cannot be read.
    """
    try:
        armoured = pem.detect(file)
        found = [der for kind, _, der in pem.unarmor(file, multiple=True) if kind == "X509 CRL"] if armoured else [file]
    except (ValueError, TypeError):
        found = []
    if not found or any(published(der) is None for der in found):
        raise Malformed(
            Text("文件中没有可读的吊销列表", "There is no revocation list in the file that can be read"),
            code=Code.TRUST_ANCHOR,
            path=("crl",),
        )
    return tuple(found)
