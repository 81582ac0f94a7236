"""The licence's facts as XMP properties, for programs that read metadata and not attachments.

The properties have their own namespace; a repeated column (the holders) is an ordered array. PDF/A wants every own
property described in the same packet, so the description is written along with it. Writing is insertion into the packet
that the page came with; reading looks at this namespace and at nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from licenses.paper.columns import LABELS
from licenses.paper.metadata import LicenseMetadata

NAMESPACE = "urn:zhengtu:license:1#"
PREFIX = "zt"
MAX_PACKET_BYTES = 262_144

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_END_OF_DESCRIPTIONS = "</rdf:RDF>"
_END_OF_SCHEMAS = "</rdf:Bag></pdfaExtension:schemas>"


def extend(packet: bytes, metadata: LicenseMetadata) -> bytes:
    """Return the packet with the licence's pairs in it.

    Raises:
        Malformed: The packet has no place for them: it does not come from `face.draw`.
    """
    text = packet.decode("utf-8")
    if _END_OF_DESCRIPTIONS not in text or _END_OF_SCHEMAS not in text:
        raise _unreadable("页面的 XMP 元数据没有扩展位置", "The page's XMP has no room for an extension")
    pairs = metadata.pairs()
    text = text.replace(_END_OF_SCHEMAS, _schema(pairs) + _END_OF_SCHEMAS, 1)
    return text.replace(_END_OF_DESCRIPTIONS, _description(pairs) + _END_OF_DESCRIPTIONS, 1).encode()


def read(packet: bytes) -> LicenseMetadata:
    """Read the licence's pairs back.

    Raises:
        Malformed: No XMP, a document type (never followed), a property twice, or pairs that `from_pairs` refuses.
    """
    if len(packet) > MAX_PACKET_BYTES or b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        raise _unreadable("XMP 元数据无法读取", "The XMP packet cannot be read")
    try:
        tree = ET.fromstring(packet.decode("utf-8"))  # noqa: S314 - no document type, so no entities
    except (ET.ParseError, UnicodeDecodeError) as cause:
        raise _unreadable("XMP 元数据不是有效的 XML", "The XMP packet is not valid XML") from cause
    pairs: dict[str, object] = {}
    own = f"{{{NAMESPACE}}}"
    for element in tree.iter():
        if element.tag.startswith(own):
            key = element.tag.removeprefix(own)
            if key in pairs:
                raise _unreadable(f"XMP 元数据项 {key} 重复", f"The XMP property {key} is written twice")
            pairs[key] = _value(element)
    return LicenseMetadata.from_pairs(pairs)


def _value(element: ET.Element) -> object:
    items = element.findall(f"{{{_RDF}}}Seq/{{{_RDF}}}li")
    return [item.text or "" for item in items] if items else element.text or ""


def _description(pairs: Mapping[str, str | list[str]]) -> str:
    written = "".join(f"<{PREFIX}:{key}>{_written(value)}</{PREFIX}:{key}>" for key, value in pairs.items())
    return f'<rdf:Description rdf:about="" xmlns:{PREFIX}="{NAMESPACE}">{written}</rdf:Description>'


def _written(value: str | list[str]) -> str:
    if isinstance(value, str):
        return escape(value)
    return "<rdf:Seq>" + "".join(f"<rdf:li>{escape(item)}</rdf:li>" for item in value) + "</rdf:Seq>"


def _schema(pairs: Mapping[str, str | list[str]]) -> str:
    properties = "".join(
        '<rdf:li rdf:parseType="Resource"><pdfaProperty:category>external</pdfaProperty:category>'
        f"<pdfaProperty:description>{LABELS.get(key, '扩展照面信息')}</pdfaProperty:description>"
        f"<pdfaProperty:name>{key}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{'Text' if isinstance(value, str) else 'seq Text'}</pdfaProperty:valueType></rdf:li>"
        for key, value in pairs.items()
    )
    return (
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Electronic licence metadata</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{PREFIX}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _unreadable(zh: str, en: str) -> Malformed:
    return Malformed(Text(zh, en), code=Code.METADATA_UNREADABLE, path=("XMP",))
