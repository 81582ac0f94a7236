"""The trust anchors of a HOME: `trust/*.pem`, with the revocation lists in `trust/crl/`."""

from pathlib import Path

from licenses.proof.trusted import TrustBundle

TIMESTAMP_CHAIN = "tsa.pem"
"""The chain of the timestamp service; what it certifies are times, not seals."""


def anchor_files(folder: Path) -> list[Path]:
    """The files of trusted roots, in the order of their names."""
    return [file for file in sorted(folder.glob("*.pem")) if file.name != TIMESTAMP_CHAIN]


def bundle(folder: Path) -> TrustBundle:
    """The roots and revocation lists of a folder; empty where there is none.

    Raises:
        Malformed: `TRUST_ANCHOR`; a file holds no certificate.
    """
    lists = [file.read_bytes() for file in sorted((folder / "crl").glob("*.crl"))]
    return TrustBundle.of_pem(*(file.read_bytes() for file in anchor_files(folder)), crls=lists)
