"""The seal on the page: a PAdES signature at level B-LT.

1. A licence's page gets its pairs in XMP; an attestation has its data in the attached document alone.
2. The seal's picture becomes the appearance of the signature field, made only of what PDF/A allows.
3. The signature certifies the document (DocMDP, no changes allowed) and carries a timestamp over its value.
4. Certificates and revocation lists of signer and timestamp service follow in a revision of their own
   (`validation_data`), so that the file can be checked without asking anybody.

pyHanko writes the PDF; the signature itself comes from `licenses.seal.cms`. The library's own signer would validate the
certificate path, make a trial signature and look at the clock for every document. Here the path is the port's promise,
the room is reserved and the time is an argument.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import cms_embedder
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from graph.errors import Refusal, Text
from graph.refusal_codes import Code
from licenses.paper import xmp
from licenses.paper.metadata import LicenseMetadata
from licenses.paper.stamp import RED, Place, Stamp
from licenses.seal import cms, validation_data
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import Timestamper, token_for

FIELD_NAME = "Seal"
REASON = "核发电子证照"
DIGEST = "sha256"

_BYTE_RANGE = re.compile(rb"/ByteRange \[0 \d+ (\d+) (\d+)\]")
_ROOM_FOR_TIMESTAMP = 8_192
"""Bytes kept for the timestamp token, its certificates and the signature itself."""


class SealingFailed(Refusal):
    """The page could not be sealed; nothing was made."""


def seal(
    page: bytes,
    metadata: LicenseMetadata | None,
    stamp: Stamp,
    where: Place,
    sealer: Sealer,
    timestamper: Timestamper,
    at: datetime,
    reason: str = REASON,
) -> bytes:
    """Seal a page.

    Args:
        page: The page as `face.draw` made it, or `sheet.draw`.
        metadata: The licence's facts, as attached to that page; None where it is no licence.
        stamp: The picture of the seal.
        where: Its place on the page.
        sealer: The key of the issuing authority with its papers.
        timestamper: The source of trusted time.
        at: Now: the signing time that the file claims.
        reason: What is sealed, in a word or two.

    Raises:
        TimestampUnavailable: No trusted time; nothing is sealed without.
        SealingFailed: The page is not one of ours, or the port's answer does not fit.
    """
    try:
        revision = _Revision(io.BytesIO(page.rstrip() + b"\n"))
        if metadata is not None:
            _write_metadata(revision, metadata)
        revision.register_extension(ESIC_EXTENSION_1)
        sealed = _sign(revision, stamp, where, sealer, timestamper, at, reason)
        return sealed + _validation_data(sealed, revision, sealer, timestamper)
    except Refusal:
        raise
    except Exception as cause:
        raise SealingFailed(
            Text("证照签章失败", "The licence could not be sealed"), code=Code.SEALING_FAILED, value=str(cause)
        ) from cause


def sealed_length(content: bytes) -> int:
    """Bytes of a sealed licence up to the end of its seal.

    Raises:
        ValueError: It is none that `seal` made.
    """
    found = _BYTE_RANGE.search(content)
    if found is None:
        raise ValueError("no seal")
    return int(found[1]) + int(found[2])


class _Revision(IncrementalPdfFileWriter):
    """The revision that carries the seal."""

    def trailer_entries(self) -> generic.DictionaryObject:
        """What the trailer of this revision says."""
        trailer = generic.DictionaryObject()
        self._populate_trailer(trailer)  # type: ignore[no-untyped-call]
        return trailer

    def _update_meta(self) -> None:
        """Leave the metadata as written: the library would stamp them with the clock and its own name."""


def _write_metadata(revision: _Revision, metadata: LicenseMetadata) -> None:
    packet = revision.prev.get_object(revision.root.raw_get("/Metadata").reference)
    extended = xmp.extend(packet.data, metadata)
    revision.root["/Metadata"] = _stream(revision, extended, {"/Type": "/Metadata", "/Subtype": "/XML"})
    revision.update_root()  # type: ignore[no-untyped-call]


def _validation_data(sealed: bytes, revision: _Revision, sealer: Sealer, timestamper: Timestamper) -> bytes:
    certificates = (sealer.certificate, *sealer.chain, *timestamper.chain)
    lists = (*sealer.revocation, *timestamper.revocation)
    return validation_data.follow(sealed, revision.trailer_entries(), revision.root, (certificates, lists))


def _sign(
    revision: _Revision,
    stamp: Stamp,
    where: Place,
    sealer: Sealer,
    timestamper: Timestamper,
    at: datetime,
    reason: str = REASON,
) -> bytes:
    field = SigFieldSpec(FIELD_NAME, on_page=0, box=where.box)
    steps = cms_embedder.PdfCMSEmbedder(field).write_cms(FIELD_NAME, revision)
    widget = next(steps).get_object()
    widget["/AP"] = _pdf({"/N": _appearance(revision, stamp, where)})
    signature = SignatureObject(
        timestamp=at,
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        bytes_reserved=2 * (_ROOM_FOR_TIMESTAMP + sum(map(len, (sealer.certificate, *sealer.chain)))),
    )
    certify = cms_embedder.SigMDPSetup(md_algorithm=DIGEST, certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    steps.send(cms_embedder.SigObjSetup(sig_placeholder=signature, mdp_setup=certify))
    prepared, output = steps.send(cms_embedder.SigIOSetup(md_algorithm=DIGEST, in_place=True))
    steps.send(
        cms.sign(
            prepared.document_digest,
            sealer.certificate,
            sealer.sign,
            certificates=(sealer.certificate, *sealer.chain[:-1]),
            timestamp=lambda value: token_for(timestamper, value, at),
        )
    )
    sealed: bytes = output.getvalue()
    return sealed


def _appearance(revision: _Revision, stamp: Stamp, where: Place) -> generic.IndirectObject:
    """Draw the seal as one red point stretched under a mask: a fifth of what a coloured picture takes.

    It multiplies with what lies under it, as ink does, so the date under the star stays readable.
    """
    image = {"/Type": "/XObject", "/Subtype": "/Image"}
    size = {"/Width": stamp.side, "/Height": stamp.side, "/BitsPerComponent": 4}
    mask = {**image, **size, "/ColorSpace": "/DeviceGray", "/Filter": "/FlateDecode"}
    point = {
        **image,
        "/Width": 1,
        "/Height": 1,
        "/BitsPerComponent": 8,
        "/ColorSpace": "/DeviceRGB",
        "/SMask": _stream(revision, stamp.samples, mask),
    }
    left, bottom, right, top = where.box
    form = {
        "/Type": "/XObject",
        "/Subtype": "/Form",
        "/BBox": [0, 0, right - left, top - bottom],
        "/Resources": {
            "/XObject": {"/Seal": _stream(revision, bytes(RED), point)},
            "/ExtGState": {"/Ink": {"/Type": "/ExtGState", "/BM": "/Multiply"}},
        },
    }
    drawing = f"q /Ink gs {right - left} 0 0 {top - bottom} 0 0 cm /Seal Do Q"
    return _stream(revision, drawing.encode(), form)


def _stream(revision: _Revision, content: bytes, entries: Mapping[str, object]) -> generic.IndirectObject:
    """Add a stream whose content is already encoded as its entries say."""
    return revision.add_object(generic.StreamObject(_dictionary(entries), encoded_data=content))


def _pdf(value: object) -> generic.PdfObject:
    """Return the PDF object that says the same; a text is a name."""
    match value:
        case generic.PdfObject():
            return value
        case dict():
            return _dictionary(value)
        case list():
            return generic.ArrayObject(_pdf(entry) for entry in value)
        case int():
            return generic.NumberObject(value)
        case _:
            return pdf_name(str(value))


def _dictionary(entries: Mapping[str, object]) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(key): _pdf(entry) for key, entry in entries.items()})
