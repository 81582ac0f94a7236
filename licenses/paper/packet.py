"""An XMP packet as values: what it says, however it is written.

Programs that extend a file write its packet anew: elements become attributes, descriptions are joined, names get other
prefixes. What has to stay equal are the properties, so these are what is compared.

Programs that read a packet take shortcuts: they search the text, take the first element of a name, join whatever text
stands inside. So a packet is read only in the forms that leave no room for anything else (ISO 16684-1, 7): UTF-8, one
set of descriptions of the document itself, no comments, no stray text, nothing said twice, the usual prefixes.
"""

from __future__ import annotations

import io
import re
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

PREFIXES: Mapping[str, str] = {
    "adobe:ns:meta/": "x",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
}
"""Namespaces that many programs know by their prefix alone."""

SEQUENCE = f"{RDF}Seq"
_LISTS = frozenset({SEQUENCE, f"{RDF}Bag", f"{RDF}Alt"})
_ITEM = f"{RDF}li"
_DESCRIPTION = f"{RDF}Description"
_ABOUT = f"{RDF}about"
_RESOURCE = f"{RDF}resource"
"""How some programs write an address inside a structure that came as text."""
_PARSE_TYPE = f"{RDF}parseType"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_META = "{adobe:ns:meta/}xmpmeta"
_TOOLKIT = "{adobe:ns:meta/}xmptk"
_LEVELS = 16
_FRAME = re.compile(
    rb"""\s*<\?xpacket begin=["'](?:\xef\xbb\xbf)?["'] id=["'][A-Za-z0-9]{1,64}["']\?>(.*)"""
    rb"""<\?xpacket end=["'][rw]["']\?>\s*""",
    re.DOTALL,
)
"""The packet between the two instructions that programs find it by."""
_MARKUP = re.compile(rb"<[!?]|\x00")
"""Comments, character data, document types, instructions: what some programs read and others don't."""


def properties(packet: bytes) -> Mapping[str, object]:
    """Return every property of the document by its full name.

    Raises:
        Malformed: It cannot be parsed, has another form, says a property twice, or is nested too deep.
    """
    root = _tree(packet)
    if root.tag == _META:
        _refuse_more(root, {_TOOLKIT})
        (root,) = _only(root, f"{RDF}RDF")
    if root.tag != f"{RDF}RDF":
        raise _other_form(root)
    _refuse_more(root, ())
    found: dict[str, object] = {}
    for description in root:
        if description.tag != _DESCRIPTION or description.get(_ABOUT) != "":
            raise _other_form(description)
        _gather(found, _said(description, {_ABOUT}, 0))
    return found


def unreadable(zh: str, en: str) -> Malformed:
    """The refusal of a packet that cannot be read."""
    return Malformed(Text(zh, en), code=Code.METADATA_UNREADABLE, path=("XMP",))


def _tree(packet: bytes) -> ET.Element:
    framed = _FRAME.fullmatch(packet) if len(packet) <= MAX_PACKET_BYTES else None
    if framed is None or _MARKUP.search(framed[1]):
        raise unreadable("XMP 元数据无法读取", "The XMP packet cannot be read")
    try:
        packet.decode("utf-8")
        read = list(ET.iterparse(io.BytesIO(packet), events=("start-ns", "start")))  # noqa: S314 - no document type
    except (ET.ParseError, UnicodeDecodeError) as cause:
        raise unreadable("XMP 元数据不是有效的 XML", "The XMP packet is not valid XML") from cause
    for prefix, namespace in (found for event, found in read if event == "start-ns"):
        if PREFIXES.get(namespace, prefix) != prefix or (prefix in PREFIXES.values() and namespace not in PREFIXES):
            raise unreadable(f"XMP 元数据的前缀 {prefix} 不合惯例", f"The XMP packet uses another prefix ({prefix})")
    root: ET.Element = next(found for event, found in read if event == "start")
    return root


def _gather(found: dict[str, object], said: Iterator[tuple[str, object]]) -> None:
    for name, value in said:
        if name in found:
            raise unreadable(f"XMP 元数据项 {name} 重复", f"The XMP property {name} is written twice")
        found[name] = value


def _said(element: ET.Element, without: set[str], level: int) -> Iterator[tuple[str, object]]:
    """What a description or structure says, as attributes and as elements."""
    _refuse_text(element)
    for name, text in element.attrib.items():
        if name not in without:
            if name.startswith((RDF, _LANGUAGE)):
                raise _other_form(element)
            yield name, text
    for child in element:
        yield child.tag, _value(child, level + 1)


def _value(element: ET.Element, level: int) -> object:
    """A text, with its language where it states one; a list; or a structure."""
    if level > _LEVELS:
        raise unreadable("XMP 元数据嵌套过深", "The XMP packet is nested too deep")
    children = list(element)
    if element.attrib == {_PARSE_TYPE: "Resource"}:
        return _structure(element, {_PARSE_TYPE}, level)
    if not children:
        if element.attrib.keys() == {_RESOURCE} and level > 1 and not element.text:
            return element.attrib[_RESOURCE]
        _refuse_more(element, {_LANGUAGE}, text=True)
        language = element.get(_LANGUAGE)
        return (language, element.text or "") if language else element.text or ""
    _refuse_more(element, ())
    (child,) = _only(element, *_LISTS, _DESCRIPTION)
    if child.tag == _DESCRIPTION:
        return _structure(child, set(), level)
    _refuse_more(child, ())
    if any(item.tag != _ITEM for item in child):
        raise _other_form(child)
    items = [_value(item, level + 1) for item in child]
    return child.tag, tuple(sorted(items, key=repr) if child.tag == f"{RDF}Bag" else items)


def _structure(element: ET.Element, without: set[str], level: int) -> Mapping[str, object]:
    found: dict[str, object] = {}
    _gather(found, _said(element, without, level))
    return found


def _only(element: ET.Element, *tags: str) -> list[ET.Element]:
    """The one child, which has one of these tags."""
    children = list(element)
    if len(children) != 1 or children[0].tag not in tags:
        raise _other_form(element)
    return children


def _refuse_more(element: ET.Element, attributes: set[str] | tuple[()], *, text: bool = False) -> None:
    if not element.attrib.keys() <= set(attributes):
        raise _other_form(element)
    if not text:
        _refuse_text(element)


def _refuse_text(element: ET.Element) -> None:
    """See that nothing but blanks stands around the children of an element."""
    if any((text or "").strip() for text in (element.text, *(child.tail for child in element))):
        raise _other_form(element)


def _other_form(element: ET.Element) -> Malformed:
    name = element.tag.rpartition("}")[2]
    return unreadable(f"XMP 元数据的结构不合规范（{name}）", f"The XMP packet has another form than it should ({name})")
