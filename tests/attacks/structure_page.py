"""Structure: what a later revision says of the page, its parts, the seal's picture and the data under the seal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from attacks.drafting import PAGE, drafted
from attacks.kinds import BROKEN, NOT_INTACT, Attack, Build, Catch, Family, no
from attacks.revision import body, exchanged, stream, with_entry
from attacks.specimens import Specimen
from builders.licenses import metadata

from graph.words.licensing import Holder
from licenses.proof.verdict import Question


def _page(change: Callable[[bytes], bytes]) -> Build:
    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        return draft.changing(draft.numbers.page, change).written()

    return build


def _page_entry(entry: bytes) -> Build:
    return _page(lambda page: with_entry(page, entry))


def _put(pattern: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda text: exchanged(text, pattern, new)


def _replaced(find: Callable[[Specimen], int], new: Callable[[bytes], bytes]) -> Build:
    """Write a sealed object anew."""

    def build(specimen: Specimen) -> bytes:
        return drafted(specimen).changing(find(specimen), new).written()

    return build


def _named(pattern: bytes) -> Callable[[Specimen], int]:
    """Find the sealed object whose text a pattern matches."""

    def find(specimen: Specimen) -> int:
        size = drafted(specimen).numbers.size
        return next(number for number in range(1, size) if _matches(specimen.sealed, number, pattern))

    return find


def _matches(data: bytes, number: int, pattern: bytes) -> bool:
    return b"\n%d 0 obj" % number in data and pattern in body(data, number)[:400]


def _number(name: str) -> Callable[[Specimen], int]:
    return lambda specimen: int(getattr(drafted(specimen).numbers, name))


def _freed(find: Callable[[Specimen], int]) -> Build:
    return _replaced(find, lambda _: b"null")


def _painted(form: str, content: bytes) -> Build:
    """Let the page show another content: in the place of the sealed one, or besides."""

    def build(specimen: Specimen) -> bytes:
        draft, (new,) = drafted(specimen).adding(stream(content))
        known = draft.numbers
        shown = form.encode() % {b"new": new, b"old": known.contents}
        return draft.changing(known.page, _put(rb"/Contents \d+ 0 R", b"/Contents" + shown)).written()

    return build


def _annotated(entries: bytes) -> Build:
    """Put an annotation over the page, with an appearance."""

    def build(specimen: Specimen) -> bytes:
        draft, (picture,) = drafted(specimen).adding(stream(PAGE, b"/Type/XObject/Subtype/Form/BBox[0 0 800 800]"))
        draft, (note,) = draft.adding(b"<</Type/Annot/Rect[0 0 595 420]/AP<</N %d 0 R>>%b>>" % (picture, entries))
        return draft.changing(draft.numbers.page, _put(rb"(?<=/Annots) ?\[", b"[%d 0 R " % note)).written()

    return build


def _twice(page: bytes) -> bytes:
    return re.sub(rb"(?<=/Annots) ?\[ ?(\d+ 0 R)", rb"[\1 \1", page)


def _second_page(specimen: Specimen) -> bytes:
    draft, (content,) = drafted(specimen).adding(stream(PAGE))
    draft, (page,) = draft.adding(b"<</Type/Page/Parent 1 0 R/MediaBox[0 0 595 420]/Contents %d 0 R>>" % content)
    return draft.changing(1, lambda text: text.replace(b"/Count 1/Kids[", b"/Count 2/Kids[%d 0 R " % page)).written()


def _other_metadata(attribute: str, value: object) -> Build:
    """Write the XMP packet anew with another value of one licence pair."""

    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        packet = draft.body(draft.numbers.metadata).split(b"stream", 1)[1].rsplit(b"endstream", 1)[0].strip(b"\r\n")
        before, after = metadata().pairs(), metadata(**{attribute: value}).pairs()
        for key, old in before.items():
            new = after[key]
            if new != old:
                first, second = (one if isinstance(one, str) else one[0] for one in (old, new))
                packet = packet.replace(first.encode(), second.encode())
        return draft.with_objects({draft.numbers.metadata: stream(packet, b"/Type/Metadata/Subtype/XML")}).written()

    return build


def _packet(pattern: bytes, new: bytes) -> Build:
    def build(specimen: Specimen) -> bytes | None:
        draft = drafted(specimen)
        packet = draft.body(draft.numbers.metadata).split(b"stream", 1)[1].rsplit(b"endstream", 1)[0].strip(b"\r\n")
        if not re.search(pattern, packet, re.DOTALL):
            return None
        changed = stream(exchanged(packet, pattern, new), b"/Type/Metadata/Subtype/XML")
        return draft.with_objects({draft.numbers.metadata: changed}).written()

    return build


def _information(key: bytes) -> Build:
    pattern = rb"/%b\s*(?:\([^)]*\)|<[^>]*>)" % key
    return _replaced(_number("info"), _put(pattern, b"/%b(forged)" % key))


def _kind(name: str, build: Build, caught: tuple[Catch, ...] = NOT_INTACT, *, covered: bool = True) -> Attack:
    return Attack(name, Family.STRUCTURE, build, caught, under_timestamps=covered)


_SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
_BOX = b"[0 0 200 200]"
_PAGE = (
    ("other_content", _painted(" %(new)d 0 R", PAGE)),
    ("content_behind", _painted("[%(old)d 0 R %(new)d 0 R]", PAGE)),
    ("content_in_front", _painted("[%(new)d 0 R %(old)d 0 R]", b"0 0 0 0 re W n")),
    ("no_content", _page(_put(rb"/Contents \d+ 0 R", b""))),
    ("other_resources", _page(_put(rb"/Resources \d+ 0 R", b"/Resources<<>>"))),
    ("smaller_paper", _page(_put(rb"/MediaBox \[.*?\]", b"/MediaBox" + _BOX))),
    ("crop", _page_entry(b"/CropBox" + _BOX)),
    ("bleed", _page_entry(b"/BleedBox" + _BOX)),
    ("rotation", _page_entry(b"/Rotate 180")),
    ("user_unit", _page_entry(b"/UserUnit 3")),
    ("transparency_group", _page_entry(b"/Group<</S/Transparency/CS/DeviceRGB/K true>>")),
    ("actions", _page_entry(b"/AA<</O" + _SCRIPT + b">>")),
    ("tab_order", _page_entry(b"/Tabs/S")),
    ("transition", _page_entry(b"/Trans<</S/Dissolve>>")),
    ("thumbnail", _page_entry(b"/Thumb 15 0 R")),
    ("duration", _page_entry(b"/Dur 1")),
    ("no_annotations", _page(_put(rb"/Annots ?\[.*?\]", b"/Annots[]"))),
    ("its_seal_twice", _page(_twice)),
    ("another_parent", _page(_put(rb"/Parent \d+ 0 R", b"/Parent<</Type/Pages/Rotate 90/Count 1>>"))),
)
_ANNOTATIONS = (
    ("text", b"/F 4/Subtype/FreeText/Contents(forged)/DA(/Helv 30 Tf)"),
    ("stamp", b"/F 4/Subtype/Stamp/Name/Approved"),
    ("square", b"/F 4/Subtype/Square/IC[1 1 1]"),
    ("highlight", b"/F 4/Subtype/Highlight/QuadPoints[0 0 0 400 500 0 500 400]"),
    ("ink", b"/F 4/Subtype/Ink/InkList[[0 0 500 400]]"),
    ("redaction", b"/F 4/Subtype/Redact/QuadPoints[0 0 0 400 500 0 500 400]"),
    ("watermark", b"/F 4/Subtype/Watermark"),
    ("link", b"/F 4/Subtype/Link/A<</S/URI/URI(http://example.invalid/)>>"),
    ("note", b"/F 4/Subtype/Text/Contents(forged)"),
    ("pop_up", b"/F 4/Subtype/Popup/Open true"),
    ("file", b"/F 4/Subtype/FileAttachment/FS(x)"),
    ("screen", b"/F 4/Subtype/Screen"),
    ("rich_media", b"/F 4/Subtype/RichMedia"),
    ("widget", b"/F 4/Subtype/Widget/FT/Btn/T(x)"),
    ("hidden", b"/Subtype/Stamp/F 2"),
)
_PARTS = (
    ("the_content", _number("contents"), lambda _: stream(PAGE)),
    ("the_font", _named(b"/Type0"), lambda text: text.replace(b"/Identity-H/", b"/Identity-V/")),
    ("the_resources", _named(b"/ProcSet"), lambda _: b"<</ProcSet[/PDF]>>"),
    ("the_colours", _named(b"/N 3"), lambda _: stream(b"x", b"/N 3")),
    ("the_letters", _named(b"/FontFile3"), lambda text: text.replace(b"/Ascent 880", b"/Ascent 88")),
    ("the_reading_of_letters", _named(b"/CMap"), lambda _: stream(b"x", b"/Type/CMap")),
    ("the_pages", lambda _: 1, lambda text: text.replace(b"/Count 1", b"/Rotate 90/Count 1")),
    (
        "the_picture_of_the_seal",
        _named(b"/SMask"),
        lambda _: stream(
            b"\x00\x00\xff", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB"
        ),
    ),
    (
        "the_appearance_of_the_seal",
        _named(b"/BM /Multiply"),
        lambda _: stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
    ),
    (
        "the_attachment",
        _named(b"/Type/EmbeddedFile"),
        lambda _: stream(metadata(number="皖B2026999999").to_json(), b"/Type/EmbeddedFile"),
    ),
    ("the_attachments_entry", _named(b"/Type/Filespec"), lambda text: text.replace(b"license.json", b"other.json")),
    ("the_colour_intents", _named(b"/Type/OutputIntent"), lambda text: text.replace(b"sRGB", b"eRGB")),
    ("the_field", _number("field"), lambda text: with_entry(text, b"/TU(forged)")),
    ("the_field_moved", _number("field"), lambda text: exchanged(text, rb"/Rect \[.*?\]", b"/Rect[0 0 595 420]")),
    ("the_field_hidden", _number("field"), lambda text: exchanged(text, rb"/F 132", b"/F 2")),
    ("the_field_renamed", _number("field"), lambda text: exchanged(text, rb"/T \(Seal\)", b"/T(Other)")),
    ("the_field_unlocked", _number("field"), lambda text: with_entry(text, b"/SV<<>>")),
    ("the_field_with_an_action", _number("field"), lambda text: with_entry(text, b"/A" + _SCRIPT)),
    ("the_field_without_appearance", _number("field"), lambda text: exchanged(text, rb"/AP <<.*?>>", b"")),
)
_RECORD = (
    ("with_another_reason", lambda text: with_entry(text, b"/Location(forged)")),
    ("with_a_second_value", lambda text: with_entry(text, b"/Contents<00>")),
    ("with_a_second_range", lambda text: with_entry(text, b"/ByteRange[0 1 2 3]")),
    ("without_certification", lambda text: exchanged(text, rb"/Reference \[.*?\]\s*(?=/|>>)", b"")),
    ("with_another_filter", lambda text: exchanged(text, rb"/Filter /Adobe.PPKLite", b"/Filter/Other")),
)
_FACTS = (
    ("number", "皖B2026999999"),
    ("issuer_name", "芜湖市公安局"),
    ("seal_name", "芜湖市公安局电子证照专用章"),
    ("sealed_by", "某人"),
    ("name", "营业执照"),
    ("type_code", "11100000000013338W011"),
    ("face", {"KZ_GZ": "架子工", "KZ_XB": "男"}),
)


_FORGED = "<zt:CZZT xmlns:zt='urn:zhengtu:license:1#'>李伪造</zt:CZZT>".encode()
_ALONE = b"<rdf:Description xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' rdf:about=''>" + _FORGED
_PRODUCED = b"<pdf:Producer%b>%b</pdf:Producer><dc:title>"
_OTHER_PREFIX = b"<q:format xmlns:q='http://purl.org/dc/elements/1.1/'>application/pdf</q:format>"
_ELSEWHERE = (
    ("gets_a_document_type", rb"<x:xmpmeta", b"<!DOCTYPE x><x:xmpmeta"),
    ("gets_a_declaration_of_another_encoding", rb"<\?xpacket", b"<?xml version='1.0' encoding='GB18030'?><?xpacket"),
    ("gets_a_comment_in_a_value", rb"2028-05-19", b"2028-05-1<!-- -->9"),
    ("gets_an_instruction_in_a_value", rb"2028-05-19", b"2028-05-1<?x y?>9"),
    ("gets_an_instruction_of_the_frame", rb"<rdf:RDF ", b"<?xpacket <dc:title>forged</dc:title>?><rdf:RDF "),
    ("gets_character_data", rb"2028-05-19", b"<![CDATA[2028-05-19]]>"),
    ("gets_a_description_outside", rb"<rdf:RDF ", _ALONE + b"</rdf:Description><rdf:RDF "),
    ("gets_a_description_in_the_producer", rb"<dc:title>", _PRODUCED % (b"", _ALONE + b"</rdf:Description>")),
    ("gets_a_structured_producer", rb"<dc:title>", _PRODUCED % (b" rdf:parseType='Resource'", _FORGED)),
    ("gets_text_around_a_list", rb"<dc:title>", "<dc:title>伪造".encode()),
    ("gets_text_in_a_list", rb"</rdf:li></rdf:Seq></zt:CZZT>", "</rdf:li>王五</rdf:Seq></zt:CZZT>".encode()),
    ("is_about_something_else", rb'rdf:about=""', b'rdf:about="urn:other"'),
    ("has_another_tag_in_a_list", rb"<rdf:li>(?=\xe9\x99\x88).*?</rdf:li>", "<zt:x>陈一凡</zt:x>".encode()),
    ("gets_an_attribute_on_a_list", rb"<dc:title><rdf:Alt>", b"<dc:title><rdf:Alt rdf:value='forged'>"),
    ("gets_a_literal", rb"<zt:CZZT>", b"<zt:CZZT rdf:parseType='Literal'>"),
    ("says_a_step_twice", rb"<stEvt:action>saved", b"<stEvt:action>forged</stEvt:action><stEvt:action>saved"),
    ("uses_another_prefix_for_the_format", rb"<dc:format>(.*?)</dc:format>", _OTHER_PREFIX),
)  # fmt: skip
"""Ways of saying something where some programs look and others don't: name, what is replaced, by what."""


def _contradicting(**changes: object) -> Build:
    """Seal a page whose XMP states something else than its attachment."""
    return lambda specimen: specimen.another(stated=metadata(**changes))


_LIST = b' xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Seq><rdf:li>forged</rdf:li></rdf:Seq>'
_FURTHER_FACTS = (
    ("valid_until", None),
    ("issued_on", date(2026, 5, 19)),
    ("version", "002"),
    ("holders", (Holder.known_by("陈二凡", "34020019900101101X", "111"),)),
    ("demonstration", False),
)

PAGES = (
    *(_kind(f"page_gets_{name}", build) for name, build in _PAGE),
    *(_kind(f"page_under_an_annotation_of_kind_{name}", _annotated(entries)) for name, entries in _ANNOTATIONS),
    _kind("page_added", _second_page),
    *(_kind(f"revision_redefines_{name}", _replaced(find, new)) for name, find, new in _PARTS),
    _kind("revision_frees_the_content", _freed(_number("contents"))),
    _kind("revision_frees_the_font", _freed(_named(b"/Type0"))),
    _kind("revision_frees_the_attachment", _freed(_named(b"/Type/EmbeddedFile"))),
    _kind("revision_frees_the_picture_of_the_seal", _freed(_named(b"/SMask"))),
    *(
        _kind(f"record_of_the_seal_{name}", _replaced(_number("record"), change), BROKEN, covered=False)
        for name, change in _RECORD
    ),
    _kind("record_of_the_seal_freed", _freed(_number("record")), (*no(Question.SEALED), *BROKEN), covered=False),
    *(
        _kind(f"information_changes_{key.decode().lower()}", _information(key))
        for key in (b"Title", b"Subject", b"Author", b"CreationDate", b"Creator")
    ),
    *(_kind(f"xmp_changes_{name}", _other_metadata(name, value)) for name, value in _FACTS),
    _kind("xmp_changes_holder", _packet("陈一凡".encode(), "陈二凡".encode())),
    _kind("xmp_changes_end_of_validity", _packet(b"2028-05-19", b"2038-05-19")),
    _kind("xmp_changes_title", _packet(rb"<dc:title[^>]*>.*?</dc:title>", b"<dc:title" + _LIST + b"</dc:title>")),
    _kind(
        "xmp_changes_author", _packet(rb"<dc:creator[^>]*>.*?</dc:creator>", b"<dc:creator" + _LIST + b"</dc:creator>")
    ),
    _kind(
        "xmp_gets_a_licence_pair",
        _packet(
            rb"</rdf:RDF>",
            b'<rdf:Description xmlns:zt="urn:zhengtu:license:1#"><zt:KZ_X>1</zt:KZ_X></rdf:Description></rdf:RDF>',
        ),
    ),
    *(
        replace(
            _kind(f"xmp_{name}", _packet(pattern, new)),
            except_for="archived by the library, the packet is written otherwise",
        )
        for name, pattern, new in _ELSEWHERE
    ),
    *(
        _kind(f"sealed_with_another_{name}_in_xmp", _contradicting(**{name: value}), covered=False)
        for name, value in (*_FACTS, *_FURTHER_FACTS)
    ),
)
