"""Structure: what a later revision says of the document as a whole: catalog, form, validation data, attachments.

All stand in a revision that otherwise holds what sealing itself writes, in exact form.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from attacks.drafting import PAGE, drafted, in_catalog
from attacks.kinds import NOT_INTACT, UNPROVED, Attack, Build, Catch, Family, no
from attacks.revision import exchanged, stream, with_entry
from attacks.specimens import Specimen
from builders.licenses import metadata

from licenses.proof.verdict import Question


def changed_catalog(change: Callable[[bytes], bytes]) -> Build:
    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        return draft.changing(draft.numbers.root, change).written()

    return build


def _changed_form(change: Callable[[bytes], bytes]) -> Build:
    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        return draft.changing(draft.numbers.form, change).written()

    return build


def _form_entry(entry: bytes) -> Build:
    return _changed_form(lambda form: with_entry(form, entry))


def _put(pattern: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda text: exchanged(text, pattern, new)


def _with(*bodies: bytes, entry: bytes) -> Build:
    """Add objects and a catalog entry that names the first of them by `#`."""

    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        first = draft.free
        draft, _ = draft.adding(*(_named(text, first) for text in bodies))
        return draft.changing(draft.numbers.root, lambda catalog: with_entry(catalog, _named(entry, first))).written()

    return build


def _named(text: bytes, first: int) -> bytes:
    return (
        text.replace(b"#1", b"%d 0 R" % (first + 1))
        .replace(b"#2", b"%d 0 R" % (first + 2))
        .replace(b"#", b"%d 0 R" % first)
    )


def _twice(form: bytes) -> bytes:
    return re.sub(rb"(?<=/Fields) ?\[ ?(\d+ 0 R)", rb"[\1 \1", form)


def _direct_form(specimen: Specimen) -> bytes:
    """Write the form into the catalog, so that nothing sealed is written anew."""
    draft = drafted(specimen)
    form = draft.body(draft.numbers.form)
    return draft.changing(draft.numbers.root, _put(rb"/AcroForm \d+ 0 R", b"/AcroForm " + form)).written()


def _new_pages(specimen: Specimen) -> bytes:
    """The shadow attack: the catalog points at another page tree that was added beside the sealed one."""
    draft, (content,) = drafted(specimen).adding(stream(PAGE))
    page = draft.free
    draft, (_, pages) = draft.adding(
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 420]/Contents %d 0 R>>" % (page + 1, content),
        b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page,
    )
    return draft.changing(draft.numbers.root, _put(rb"/Pages \d+ 0 R", b"/Pages %d 0 R" % pages)).written()


def _new_attachments(name: bytes, number: str, *, beside: bool = False) -> Build:
    """Attach licence data: instead of the sealed ones, or beside them."""

    def build(specimen: Specimen) -> bytes:
        draft, (file,) = drafted(specimen).adding(stream(metadata(number=number).to_json(), b"/Type/EmbeddedFile"))
        draft, (entry,) = draft.adding(
            b"<</Type/Filespec/F(%b)/UF(%b)/EF<</F %d 0 R>>/AFRelationship/Data>>" % (name, name, file)
        )
        new = b"[(%b) %d 0 R" % (name, entry)
        pattern = rb"\[ \(zhengtu" if beside else rb"\[ \(zhengtu[^\]]*"
        return draft.changing(draft.numbers.root, _put(pattern, new + (b" (zhengtu" if beside else b" "))).written()

    return build


def _field(entries: bytes) -> Build:
    """Add a form field, shown on the page."""

    def build(specimen: Specimen) -> bytes:
        draft, (field,) = drafted(specimen).adding(
            b"<</Type/Annot/Subtype/Widget/T(New)/Rect[60 60 400 300]/P %d 0 R%b>>"
            % (drafted(specimen).numbers.page, entries)
        )
        known = draft.numbers
        draft = draft.changing(known.form, _put(rb"(?<=/Fields) ?\[ ?", b"[%d 0 R " % field))
        return draft.changing(known.page, _put(rb"(?<=/Annots) ?\[ ?", b"[%d 0 R " % field)).written()

    return build


def _in_data(entry: bytes, *bodies: bytes) -> Build:
    """Put an entry into the validation data."""

    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        first = draft.free
        draft, _ = draft.adding(*bodies)
        store = next(one.number for one in draft.objects if b"/Type/DSS" in one.body)
        return draft.changing(store, lambda text: with_entry(text, _named(entry, first))).written()

    return build


def _data_of_pictures(specimen: Specimen) -> bytes:
    draft, (picture,) = drafted(specimen).adding(stream(PAGE, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"))
    store = next(one.number for one in draft.objects if b"/Type/DSS" in one.body)
    return draft.changing(store, _put(rb"/Certs \[", b"/Certs [%d 0 R " % picture)).written()


def _orphan(specimen: Specimen) -> bytes:
    return drafted(specimen).adding(b"<</Nothing true>>")[0].written()


def _orphan_stream(specimen: Specimen) -> bytes:
    return drafted(specimen).adding(stream(b"nothing"))[0].written()


def _kind(name: str, build: Build, caught: tuple[Catch, ...] = NOT_INTACT, *, covered: bool = True) -> Attack:
    return Attack(name, Family.STRUCTURE, build, caught, under_timestamps=covered)


_SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
_ADDED = (
    ("open_action", in_catalog(b"/OpenAction" + _SCRIPT)),
    ("additional_actions", in_catalog(b"/AA<</WC" + _SCRIPT + b">>")),
    ("optional_content", _with(b"<</Type/OCG/Name(x)>>", entry=b"/OCProperties<</OCGs[#]/D<</OFF[#]>>>>")),
    ("page_labels", in_catalog(b"/PageLabels<</Nums[0<</P(forged)>>]>>")),
    ("outlines", _with(b"<</Type/Outlines/Count 0>>", entry=b"/Outlines #")),
    ("portfolio", in_catalog(b"/Collection<</View/H>>")),
    ("version", in_catalog(b"/Version/2.0")),
    ("legal_attestation", in_catalog(b"/Legal<</JavaScriptActions 0>>")),
    ("base_address", in_catalog(b"/URI<</Base(http://example.invalid/)>>")),
    ("named_destinations", in_catalog(b"/Dests<</x[0/Fit]>>")),
    ("page_mode", in_catalog(b"/PageMode/UseAttachments")),
    ("page_layout", in_catalog(b"/PageLayout/TwoColumnLeft")),
    ("threads", in_catalog(b"/Threads[]")),
    ("requirements", in_catalog(b"/Requirements[<</S/EnableJavaScripts>>]")),
    ("private_data", in_catalog(b"/PieceInfo<</X<</LastModified(D:2026)>>>>")),
    ("rendering_wish", in_catalog(b"/NeedsRendering true")),
    ("document_parts", in_catalog(b"/DPartRoot<<>>")),
    ("unknown_key", in_catalog(b"/Nothing true")),
)
_CHANGED = (
    ("pages", _new_pages),
    ("viewer_preferences", changed_catalog(_put(rb"/Direction /L2R", b"/Direction/R2L"))),
    ("language", changed_catalog(_put(rb"/Lang \([^)]*\)", b"/Lang(en)"))),
    ("structure_tree", changed_catalog(_put(rb"/StructTreeRoot \d+ 0 R", b"/StructTreeRoot<</Type/StructTreeRoot>>"))),
    ("mark_information", changed_catalog(_put(rb"/Marked true", b"/Marked false"))),
    ("output_intents", changed_catalog(_put(rb"/OutputIntents \d+ 0 R", b"/OutputIntents[]"))),
    ("associated_files", changed_catalog(_put(rb"/AF \[ \d+ 0 R \]", b"/AF[]"))),
    ("metadata", changed_catalog(_put(rb"/Metadata \d+ 0 R", b"/Metadata 20 0 R"))),
    ("extensions", changed_catalog(_put(rb"/ExtensionLevel 1", b"/ExtensionLevel 9"))),
    ("certification", changed_catalog(_put(rb"/DocMDP \d+ 0 R", b"/DocMDP<<>>"))),
    ("type", changed_catalog(_put(rb"/Type /Catalog", b"/Type/Other"))),
    ("names_scripts", changed_catalog(_put(rb"/Names <<", b"/Names<</JavaScript<</Names[(x)" + _SCRIPT + b"]>>"))),
)
_REMOVED = (
    ("viewer_preferences", rb"/ViewerPreferences <<.*?>>"),
    ("language", rb"/Lang \([^)]*\)"),
    ("structure_tree", rb"/StructTreeRoot \d+ 0 R"),
    ("mark_information", rb"/MarkInfo <<.*?>>"),
    ("output_intents", rb"/OutputIntents \d+ 0 R"),
    ("associated_files", rb"/AF \[ \d+ 0 R \]"),
    ("metadata", rb"/Metadata \d+ 0 R"),
    ("attachments", rb"/Names <<\s*/EmbeddedFiles <<.*?>>\s*>>"),
    ("extensions", rb"/Extensions <<\s*/ESIC <<.*?>>\s*>>"),
    ("certification", rb"/Perms <<.*?>>"),
)
_FORM = (
    ("form_wants_appearances", _form_entry(b"/NeedAppearances true")),
    ("form_wants_no_appearances", _form_entry(b"/NeedAppearances false")),
    ("form_without_flags", _changed_form(_put(rb"/SigFlags 3", b""))),
    ("form_that_permits_rewriting", _changed_form(_put(rb"/SigFlags 3", b"/SigFlags 1"))),
    ("form_in_xml", _form_entry(b"/XFA(<xdp/>)")),
    ("form_with_resources", _form_entry(b"/DR<<>>")),
    ("form_with_appearance", _form_entry(b"/DA(/Helv 0 Tf)")),
    ("form_with_calculations", _form_entry(b"/CO[]")),
    ("form_with_alignment", _form_entry(b"/Q 1")),
    ("form_with_a_field_of_text", _field(b"/FT/Tx/V(forged)/DA(/F1 30 Tf)")),
    ("form_with_a_button", _field(b"/FT/Btn/Ff 65536/A" + _SCRIPT)),
    ("form_with_an_empty_seal", _field(b"/FT/Sig")),
    ("form_moved_into_the_catalog", _direct_form),
)
_DATA = (
    ("validation_data_with_another_key", _in_data(b"/Nothing true")),
    ("validation_data_with_a_script", _in_data(b"/VRI<</X<</Cert[]/A" + _SCRIPT + b">>>>")),
    ("validation_data_that_name_another_stream", _in_data(b"/Extra #", stream(PAGE))),
    ("validation_data_that_are_pictures", _data_of_pictures),
    ("validation_data_that_name_the_page", _in_data(b"/OCSPs[10 0 R]")),
    ("attachment_swapped", _new_attachments(b"zhengtu-license.json", "皖B2026999999")),
    ("attachment_renamed", _new_attachments(b"other.json", "皖B2026000001")),
    ("attachment_of_the_same_name_beside", _new_attachments(b"zhengtu-license.json", "皖B2026999999", beside=True)),
    ("attachment_of_another_name_beside", _new_attachments(b"a.json", "皖B2026999999", beside=True)),
)

CATALOG = (
    *(_kind(f"catalog_gets_{name}", build) for name, build in _ADDED),
    *(_kind(f"catalog_changes_{name}", build) for name, build in _CHANGED),
    *(_kind(f"catalog_loses_{name}", changed_catalog(_put(pattern, b""))) for name, pattern in _REMOVED),
    _kind(
        "catalog_loses_its_form", changed_catalog(_put(rb"/AcroForm \d+ 0 R", b"")), no(Question.SEALED), covered=False
    ),
    _kind(
        "catalog_loses_its_pages",
        changed_catalog(_put(rb"/Pages \d+ 0 R", b"")),
        (*no(Question.READABLE), *NOT_INTACT),
        covered=False,
    ),
    *(_kind(name, build) for name, build in _FORM),
    _kind(
        "form_without_fields", _changed_form(_put(rb"(?<=/Fields) ?\[.*?\]", b"[]")), no(Question.SEALED), covered=False
    ),
    _kind("form_that_lists_its_field_twice", _changed_form(_twice), (*no(Question.SEALED), *NOT_INTACT)),
    *(_kind(name, build) for name, build in _DATA),
    _kind("object_that_nothing_names", _orphan, UNPROVED, covered=False),
    _kind("stream_that_nothing_names", _orphan_stream, UNPROVED, covered=False),
)
