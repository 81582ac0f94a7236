"""Files made to keep a verifier from ever answering: by their cross-references, forms, certificates, streams, sizes.

`BOMBS` are answered as not readable. `HARMLESS` look like bombs, and are answered in one way or another.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from asn1crypto import cms, core
from asn1crypto import x509 as asn1_x509
from builders.licenses import (
    FOUNDED_AT,
    SEALED_AT,
    Authority,
    MemorySealer,
    der,
    metadata,
    page,
    private_info,
    seal,
)
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from licenses.seal import certificates
from licenses.seal.certificates import Issuer
from licenses.seal.cms import tlv
from licenses.seal.timestamping import token_for

MOST = 20 << 20
"""Largest file that is looked at."""
_HEAD = b"%PDF-1.7\n"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"


def document(catalog: bytes, *more: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of one page; the objects of `more` are numbered from 4 on."""
    body, places = bytearray(_HEAD), []
    for number, content in enumerate((b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog, _PAGES, _PAGE, *more), start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = len(places) + 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    ending = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(body) + ending % (size, table, size, trailer, len(body))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream as an object's content."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _by_stream(entries: bytes, content: bytes = b"") -> bytes:
    """A file whose cross-references are a stream."""
    body = _HEAD + b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    table = b"3 0 obj\n%s\nendobj\n" % stream(content, b"/Type/XRef/Root 1 0 R" + entries)
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


def _widths() -> bytes:
    return _by_stream(b"/Size 1000000000000/W[0 0 0]/Index[0 1000000000000]")


def _narrow() -> bytes:
    return _by_stream(b"/Size 300000000/W[1 0 0]/Index[0 300000000]/Filter/FlateDecode", _zeros(300))


def _zeros(mebibytes: int) -> bytes:
    """So many zeros, packed: blocks that stand for themselves may be repeated."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + block * mebibytes + packer.flush()


def _unpacked_table() -> bytes:
    return _by_stream(b"/Size 4/W[1 2 1]/Filter/FlateDecode", _zeros(2_000))


def _twice_packed() -> bytes:
    content = zlib.compress(_zeros(4_000), 9)
    return _attached(stream(content, b"/Filter[/FlateDecode/FlateDecode]"))


def _attached(content: bytes) -> bytes:
    names = b"/Names<</EmbeddedFiles<</Names[(zhengtu-license.json)4 0 R]>>>>"
    return document(names, b"<</Type/Filespec/F(zhengtu-license.json)/EF<</F 5 0 R>>>>", content)


def _identifier() -> bytes:
    return _attached(stream(metadata(identifier="1.2.156.3005.2." + "9" * 900_000).to_json()))


def _fan() -> bytes:
    levels = [b"<</T(f)/Kids[%d 0 R %d 0 R]>>" % (number + 1, number + 1) for number in range(5, 29)]
    return document(b"/AcroForm 4 0 R", b"<</Fields[5 0 R]>>", *levels, b"<</T(f)/FT/Sig>>")


def _circle_of_fields() -> bytes:
    return document(b"/AcroForm 4 0 R", b"<</Fields[5 0 R]>>", b"<</T(f)/Kids[6 0 R]>>", b"<</T(f)/Kids[5 0 R]>>")


def _deep_fields() -> bytes:
    levels = [b"<</T(f)/Kids[%d 0 R]>>" % (number + 1) for number in range(5, 3_000)]
    return document(b"/AcroForm 4 0 R", b"<</Fields[5 0 R]>>", *levels, b"<</T(f)/FT/Sig>>")


def _many_fields(field: bytes) -> bytes:
    listed = b" ".join(b"%d 0 R" % number for number in range(5, 10_005))
    return document(b"/AcroForm 4 0 R", b"<</Fields[%s]>>" % listed, *(field % number for number in range(10_000)))


def _plain_fields() -> bytes:
    return _many_fields(b"<</T(f%d)/FT/Tx/V(x)>>")


def _signature_fields() -> bytes:
    return _many_fields(b"<</T(f%d)/FT/Sig/V<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]>>>>")


def _ranges(piece: bytes) -> bytes:
    return document(b"", stream(piece * ((MOST - 1_000) // len(piece))))


def _nested(opening: bytes, closing: bytes) -> bytes:
    return document(b"/X 4 0 R/AcroForm 4 0 R", opening * 500_000 + closing * 500_000)


def _circle_of_tables() -> bytes:
    body = _HEAD
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev %d>>\n" % len(body)
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


def _many_tables() -> bytes:
    """As many revisions as the largest file can hold, each of which says nothing."""
    data = bytearray(document(b""))
    previous = data.rindex(b"xref\n0 ")
    while len(data) < MOST - 200:
        here = len(data)
        data += b"xref\n0 0\ntrailer\n<</Size 4/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (previous, here)
        previous = here
    return bytes(data)


def _huge_size() -> bytes:
    return document(b"").replace(b"xref\n0 4\n", b"xref\n0 4000000000000\n")


def _stream_in_itself() -> bytes:
    table = b"".join([b"\x00\x00\x00\x00", b"\x02\x00\x02\x00", b"\x02\x00\x02\x01", b"\x01\x00\x09\x00"])
    return _by_stream(b"/Size 4/W[1 2 1]", table)


def _circle_of_names() -> bytes:
    return document(b"/Names<</EmbeddedFiles 4 0 R>>", b"<</Kids[4 0 R 4 0 R]/Names[]>>")


def _circle_of_pages() -> bytes:
    return document(b"").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")


def _crowd(authority: Authority) -> bytes:
    """A seal under an authority of which eight certificates exist, each of which has truly signed each of them."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = certificates.named("Zhengtu DEMONSTRATION crowd")
    first = certificates.certify_self(name, key, FOUNDED_AT)
    crowd = [certificates.certify_self(name, key, FOUNDED_AT + timedelta(minutes=n)) for n in range(9)]
    sealing_key = ec.generate_private_key(ec.SECP256R1())
    own = certificates.certify(
        certificates.sealing_name("演示局", "11430000006122244L"), sealing_key.public_key(), certificates.SEALING,
        Issuer(first, key), FOUNDED_AT,
    )  # fmt: skip
    return seal(authority, MemorySealer(sealing_key, der(own), tuple(map(der, crowd)), authority.revocation))


def _timestamps(authority: Authority) -> bytes:
    """A seal with four hundred timestamps, each of which is true."""
    sealed = _bare(authority, 2_000_000)
    start = sealed.index(b"/Contents <") + len(b"/Contents <")
    end = sealed.index(b">", start)
    signed = cms.ContentInfo.load(bytes.fromhex(sealed[start:end].decode()))["content"]
    info = signed["signer_infos"][0]
    token = token_for(authority, hashlib.sha256(info["signature"].native).digest(), SEALED_AT)
    attribute = tlv(0x30, _STAMP, tlv(0x31, *[token] * 400))
    signer = (field.dump() for name, field in _fields(info) if name != "unsigned_attrs")
    stamped = tlv(0x30, *signer, tlv(0xA1, attribute))
    content = [field.dump() for name, field in _fields(signed) if name != "signer_infos"]
    value = tlv(0x30, _SIGNED, tlv(0xA0, tlv(0x30, *content, tlv(0x31, stamped)))).hex().encode()
    assert len(value) <= end - start
    return sealed[:start] + value.ljust(end - start, b"0") + sealed[end:]


_SIGNED = core.ObjectIdentifier("1.2.840.113549.1.7.2").dump()
_STAMP = core.ObjectIdentifier("1.2.840.113549.1.9.16.2.14").dump()


def _fields(sequence: core.Sequence) -> Iterable[tuple[str, core.Asn1Value]]:
    return [(name, sequence[name]) for name in sequence if sequence[name].native is not None]


def _bare(authority: Authority, room: int) -> bytes:
    """A seal by the PDF library's own hand, with room for more."""
    sealer = authority.sealer()
    store = SimpleCertificateStore()
    store.register_multiple(asn1_x509.Certificate.load(one) for one in authority.chain)
    signer = SimpleSigner(asn1_x509.Certificate.load(sealer.certificate), private_info(sealer.key), store)
    writer = IncrementalPdfFileWriter(io.BytesIO(page()))
    details = PdfSignatureMetadata(field_name="Seal")
    made = PdfSigner(details, signer, new_field_spec=SigFieldSpec("Seal"))
    sealed: bytes = made.sign_pdf(writer, bytes_reserved=2 * room).getvalue()
    return sealed


def _many_revisions(authority: Authority) -> bytes:
    data = seal(authority)
    for _ in range(70):
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        writer.root[pdf_name("/X")] = generic.NullObject()
        writer.update_root()
        output = io.BytesIO()
        writer.write(output)
        data = output.getvalue()
    return data


def _laughing() -> bytes:
    """XMP whose entities unfold to gigabytes."""
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n + 1, b"&e%d;" % n * 10) for n in range(12))
    packet = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "laugh">%s]><x>&e12;</x>' % entities
    return document(b"/Metadata 4 0 R", stream(packet, b"/Type/Metadata/Subtype/XML"))


def _deep_json() -> bytes:
    return _attached(stream(b"[" * 60_000))


BOMBS: Mapping[str, Callable[[Authority], bytes]] = {
    "cross-references of no width, 10¹² of them": lambda _: _widths(),
    "cross-references that unpack to 3·10⁸": lambda _: _narrow(),
    "cross-references that unpack to 2 GB": lambda _: _unpacked_table(),
    "cross-references that lead back to themselves": lambda _: _circle_of_tables(),
    "300,000 revisions": lambda _: _many_tables(),
    "a table of 4·10¹² objects": lambda _: _huge_size(),
    "object streams in themselves": lambda _: _stream_in_itself(),
    "arrays in arrays, 500,000 deep": lambda _: _nested(b"[", b"]"),
    "dictionaries in dictionaries, 500,000 deep": lambda _: _nested(b"<</X", b">>"),
    "a form whose kids are listed twice over 24 levels": lambda _: _fan(),
    "a form in a circle": lambda _: _circle_of_fields(),
    "a form of 3,000 levels": lambda _: _deep_fields(),
    "10,000 fields": lambda _: _plain_fields(),
    "10,000 signature fields": lambda _: _signature_fields(),
    "20 MB of /ByteRange": lambda _: _HEAD + b"/ByteRange" * (MOST // 10 - 1),
    "20 MB of whole byte ranges": lambda _: _ranges(b"/ByteRange[0 1 2 3]"),
    "an identifier of 900 KB in the licence data": lambda _: _identifier(),
    "licence data that unpack to 4 GB": lambda _: _twice_packed(),
    "names in a circle": lambda _: _circle_of_names(),
    "nine certificates of one name": _crowd,
    "400 timestamps": _timestamps,
    "70 revisions after the seal": _many_revisions,
}
"""Name → how it is made, with a trusted authority at hand."""

HARMLESS: Mapping[str, Callable[[Authority], bytes]] = {
    "20 MB of byte ranges that are none": lambda _: _ranges(b"/ByteRange"),
    "20 MB of byte ranges with blanks": lambda _: _ranges(b"/ByteRange" + b" " * 100_000),
    "20 MB of ends of files": lambda _: _ranges(b"%%EOF"),
    "20 MB of hexadecimal": lambda _: _ranges(b"<00"),
    "strings in strings, 500,000 deep": lambda _: _nested(b"(", b")"),
    "pages in a circle": lambda _: _circle_of_pages(),
    "XMP that unfolds to gigabytes": lambda _: _laughing(),
    "licence data 60,000 deep": lambda _: _deep_json(),
}
"""The same for what is no bomb for this verifier, which looks at none of it, or looks at it once."""


def built(authority: Authority, of: Mapping[str, Callable[[Authority], bytes]]) -> Iterable[tuple[str, bytes]]:
    """Make one after the other."""
    for name, make in of.items():
        yield name, make(authority)
