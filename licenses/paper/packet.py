"""An XMP packet as values: what it says, however it is written.

Programs that extend a file write its packet anew: attributes become elements, descriptions are joined, names get other
prefixes. What has to stay equal are the properties, so these are what is compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from graph.errors import Malformed, Text
from graph.refusal_codes import Code

MAX_PACKET_BYTES = 262_144

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XMP_BASIC = "{http://ns.adobe.com/xap/1.0/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
WRITTEN_BY_EXTENDING = frozenset({f"{XMP_BASIC}ModifyDate", f"{XMP_BASIC}MetadataDate", f"{PDF}Producer"})
"""Properties that a program writes anew when it adds an archive timestamp."""

_DESCRIPTION = f"{RDF}Description"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_RESOURCE = f"{RDF}resource"
"""How some programs write an address inside a structure that came as text."""
SEQUENCE = f"{RDF}Seq"
_LISTS = frozenset({SEQUENCE, f"{RDF}Bag", f"{RDF}Alt"})
_NOTHING_SAID = frozenset({f"{RDF}about", f"{RDF}parseType", _LANGUAGE})
_LEVELS = 16


def properties(packet: bytes) -> Mapping[str, object]:
    """Return every property of the packet by its full name.

    Raises:
        Malformed: It cannot be parsed, holds something else, says a property twice, or is nested too deep.
    """
    found: dict[str, object] = {}
    tops = list(_tree(packet).iter(f"{RDF}RDF"))
    if len(tops) != 1:
        raise unreadable("XMP 元数据的结构不合规范", "The XMP packet does not hold one set of descriptions")
    for description in tops[0]:
        if description.tag != _DESCRIPTION:
            raise unreadable("XMP 元数据的结构不合规范", "The XMP packet holds something else than descriptions")
        for name, value in _said(description, 0):
            if name in found:
                raise unreadable(f"XMP 元数据项 {name} 重复", f"The XMP property {name} is written twice")
            found[name] = value
    return found


def _tree(packet: bytes) -> ET.Element:
    """Parse a packet.

    Raises:
        Malformed: It is too long, no XML, or has a document type (never followed).
    """
    if len(packet) > MAX_PACKET_BYTES or b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        raise unreadable("XMP 元数据无法读取", "The XMP packet cannot be read")
    try:
        return ET.fromstring(packet.decode("utf-8"))  # noqa: S314 - no document type, so no entities
    except (ET.ParseError, UnicodeDecodeError) as cause:
        raise unreadable("XMP 元数据不是有效的 XML", "The XMP packet is not valid XML") from cause


def _said(element: ET.Element, level: int) -> Iterator[tuple[str, object]]:
    for name, text in element.attrib.items():
        if name not in _NOTHING_SAID:
            yield name, text
    for child in element:
        yield child.tag, _value(child, level + 1)


def _value(element: ET.Element, level: int) -> object:
    if level > _LEVELS:
        raise unreadable("XMP 元数据嵌套过深", "The XMP packet is nested too deep")
    language = element.get(_LANGUAGE)
    children = list(element)
    if len(children) == 1 and children[0].tag in _LISTS:
        items = [_value(item, level + 1) for item in children[0]]
        return children[0].tag, tuple(sorted(items, key=repr) if children[0].tag == f"{RDF}Bag" else items)
    if len(children) == 1 and children[0].tag == _DESCRIPTION:
        return dict(_said(children[0], level + 1))
    fields = dict(_said(element, level + 1))
    if fields:
        return fields[_RESOURCE] if level > 1 and fields.keys() == {_RESOURCE} else fields
    return (language, element.text or "") if language else element.text or ""


def unreadable(zh: str, en: str) -> Malformed:
    """The refusal of a packet that cannot be read."""
    return Malformed(Text(zh, en), code=Code.METADATA_UNREADABLE, path=("XMP",))
