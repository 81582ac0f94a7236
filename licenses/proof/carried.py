"""What a sealed file carries beside its page: validation data, and its own data as an attachment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader

from graph.errors import Malformed
from licenses.paper import xmp
from licenses.paper.attestation import ATTESTATION_NAME, MAX_ATTESTATION_BYTES, Attestation
from licenses.paper.metadata import ATTACHMENT_NAME, MAX_DOCUMENT_BYTES, LicenseMetadata
from licenses.proof.limits import Limits, TooComplexError
from licenses.proof.shared_certificates import certificate_of

_NAME_TREE_NODES = 64


@dataclass(frozen=True, slots=True)
class ValidationData:
    """What the document security store (ETSI EN 319 142-1, 5.4) holds."""

    certificates: tuple[x509.Certificate, ...] = ()
    crls: tuple[bytes, ...] = ()
    """Revocation lists (DER)."""
    ocsps: tuple[bytes, ...] = ()
    """OCSP responses (DER)."""


def validation_data(reader: PdfFileReader, limits: Limits) -> ValidationData:
    """Read the store. Of one that is too large nothing is taken: the seal then stands without validation data."""
    if "/DSS" not in reader.root:
        return ValidationData()
    store = reader.root["/DSS"]
    if len(entry_of(store, "/Certs", ())) > limits.certificates:
        return ValidationData()
    certificates = [certificate_of(der) for der in _streams(store, "/Certs", DecodePurpose.CERTIFICATE)]
    crls = tuple(_streams(store, "/CRLs", DecodePurpose.CRL))
    ocsps = tuple(_streams(store, "/OCSPs", DecodePurpose.OCSP_RESPONSE))
    if sum(map(len, crls + ocsps)) > limits.revocation_bytes:
        return ValidationData(tuple(certificates))
    return ValidationData(tuple(certificates), crls, ocsps)


def license_metadata(reader: PdfFileReader) -> LicenseMetadata | None:
    """Return the attached licence data; None where there are none, or more than one thing of that name."""
    files = [entry for name, entry in _files(reader) if name == ATTACHMENT_NAME]
    if len(files) != 1:
        return None
    try:
        return LicenseMetadata.from_json(_document(files[0], MAX_DOCUMENT_BYTES))
    except Malformed:
        return None


def attestation(reader: PdfFileReader) -> Attestation | None:
    """Return the attached data of an attestation; None where anything else is attached, above all a licence's."""
    files = list(_files(reader))
    if [name for name, _ in files] != [ATTESTATION_NAME]:
        return None
    try:
        return Attestation.from_json(_document(files[0][1], MAX_ATTESTATION_BYTES))
    except Malformed:
        return None


def _document(file: generic.DictionaryObject, most: int) -> bytes:
    document: bytes = file["/EF"]["/F"].data
    if len(document) > most:
        raise TooComplexError("bytes of licence data", len(document), most)
    return document


def _files(reader: PdfFileReader) -> Iterator[tuple[str, generic.DictionaryObject]]:
    if "/Names" in reader.root:
        yield from _name_tree(entry_of(reader.root["/Names"], "/EmbeddedFiles"))


def contradictions(reader: PdfFileReader, metadata: LicenseMetadata) -> tuple[str, ...]:
    """Name the fields that the XMP states otherwise than the attached data; `XMP` where it cannot be read."""
    try:
        stated = xmp.read(reader.root["/Metadata"].data).pairs() if "/Metadata" in reader.root else {}
    except Malformed:
        return ("XMP",)
    attached = metadata.pairs()
    return tuple(key for key in {**attached, **stated} if attached.get(key) != stated.get(key))


def entry_of(entries: generic.DictionaryObject, key: str, missing: Any = None) -> Any:
    """What stands under a key, also where it is an object of its own, which the library's `get` leaves a reference."""
    try:
        return entries[key]
    except KeyError:
        return missing


def _streams(store: generic.DictionaryObject, key: str, purpose: DecodePurpose) -> Iterator[bytes]:
    for entry in entry_of(store, key, ()):
        yield entry.get_object().read_data(purpose)


def _name_tree(root: generic.DictionaryObject | None) -> Iterator[tuple[str, generic.DictionaryObject]]:
    nodes = [root.get_object()] if root is not None else []
    seen = 0
    while nodes:
        node = nodes.pop()
        seen += 1
        if max(seen, len(nodes)) > _NAME_TREE_NODES:
            raise TooComplexError("nodes of the name tree", max(seen, len(nodes)), _NAME_TREE_NODES)
        nodes.extend(kid.get_object() for kid in entry_of(node, "/Kids", ()))
        entries = entry_of(node, "/Names", ())
        for index in range(0, len(entries) - 1, 2):
            yield str(entries[index].get_object()), entries[index + 1].get_object()
