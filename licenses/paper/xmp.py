"""The licence's facts as XMP properties, for programs that read metadata and not attachments.

The properties have their own namespace; a repeated column (the holders) is an ordered array. PDF/A wants every own
property described in the same packet, so the description is written along with it. Writing is insertion into the packet
that the page came with; reading looks at this namespace and at nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from xml.sax.saxutils import escape

from licenses.paper.columns import LABELS
from licenses.paper.metadata import LicenseMetadata
from licenses.paper.packet import SEQUENCE, properties, unreadable

NAMESPACE = "urn:zhengtu:license:1#"
PREFIX = "zt"

_END_OF_DESCRIPTIONS = "</rdf:RDF>"
_END_OF_SCHEMAS = "</rdf:Bag></pdfaExtension:schemas>"


def extend(packet: bytes, metadata: LicenseMetadata) -> bytes:
    """Return the packet with the licence's pairs in it.

    Raises:
        Malformed: The packet has no place for them: it does not come from `face.draw`.
    """
    text = packet.decode("utf-8")
    if _END_OF_DESCRIPTIONS not in text or _END_OF_SCHEMAS not in text:
        raise unreadable("页面的 XMP 元数据没有扩展位置", "The page's XMP has no room for an extension")
    return inserted(text, *insertions(metadata.pairs())).encode()


def insertions(pairs: Mapping[str, str | list[str]]) -> tuple[str, str]:
    """Return what is written into a packet: the description of the properties, and the properties."""
    return _schema(tuple((key, isinstance(value, str)) for key, value in pairs.items())), _description(pairs)


def inserted(text: str, schema: str, description: str) -> str:
    """Return a packet with these insertions in their places."""
    text = text.replace(_END_OF_SCHEMAS, schema + _END_OF_SCHEMAS, 1)
    return text.replace(_END_OF_DESCRIPTIONS, description + _END_OF_DESCRIPTIONS, 1)


def read(packet: bytes) -> LicenseMetadata:
    """Read the licence's pairs back.

    Raises:
        Malformed: The packet cannot be read (`packet.properties`), or pairs that `from_pairs` refuses.
    """
    own = f"{{{NAMESPACE}}}"
    said = properties(packet).items()
    return LicenseMetadata.from_pairs(
        {name.removeprefix(own): _read(value) for name, value in said if name.startswith(own)}
    )


def _read(value: object) -> object:
    """A repeated column is an ordered array; what is neither that nor a text, `from_pairs` refuses."""
    match value:
        case (kind, tuple() as items) if kind == SEQUENCE:
            return list(items)
        case _:
            return value


def _description(pairs: Mapping[str, str | list[str]]) -> str:
    written = "".join(f"<{PREFIX}:{key}>{_written(value)}</{PREFIX}:{key}>" for key, value in pairs.items())
    return f'<rdf:Description rdf:about="" xmlns:{PREFIX}="{NAMESPACE}">{written}</rdf:Description>'


def _written(value: str | list[str]) -> str:
    if isinstance(value, str):
        return escape(value)
    return "<rdf:Seq>" + "".join(f"<rdf:li>{escape(item)}</rdf:li>" for item in value) + "</rdf:Seq>"


@lru_cache(maxsize=256)
def _schema(columns: tuple[tuple[str, bool], ...]) -> str:
    """The description of columns, of each whether it is one text: all licences of a type have the same."""
    properties = "".join(
        '<rdf:li rdf:parseType="Resource"><pdfaProperty:category>external</pdfaProperty:category>'
        f"<pdfaProperty:description>{LABELS.get(key, '扩展照面信息')}</pdfaProperty:description>"
        f"<pdfaProperty:name>{key}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{'Text' if one else 'seq Text'}</pdfaProperty:valueType></rdf:li>"
        for key, one in columns
    )
    return (
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Electronic licence metadata</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{PREFIX}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
