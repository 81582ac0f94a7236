"""Parser repair: objects, trailers and ends of a revision that one program reads and another repairs."""

from __future__ import annotations

from dataclasses import replace

from attacks.drafting import (
    PAGE,
    before_table,
    catalog_frame,
    drafted,
    first_stream,
    forged,
    in_bytes,
    in_catalog,
    in_trailer,
    place,
    trailing,
)
from attacks.kinds import BROKEN, NOT_INTACT, UNREADABLE, Attack, Build, Catch, Family, no, not_yes
from attacks.revision import body, stream, with_entry
from attacks.specimens import Specimen

from licenses.proof.verdict import Question


def _before_table_forged(specimen: Specimen) -> bytes:
    return replace(drafted(specimen), behind=forged(specimen)).written()


def _first_of_all_forged(specimen: Specimen) -> bytes:
    draft = drafted(specimen)
    first, *rest = sorted(draft.objects, key=lambda one: one.number)
    return replace(draft, objects=(replace(first, before=forged(specimen)), *rest)).written()


def _written_twice(specimen: Specimen) -> bytes:
    """Write the catalog a second time, behind the one that the table lists."""
    draft = drafted(specimen)
    other = with_entry(draft.body(draft.numbers.root), b"/PageMode/UseOutlines")
    return replace(draft, behind=b"%d 0 obj\n%b\nendobj\n" % (draft.numbers.root, other)).written()


def _behind_the_trailer(specimen: Specimen) -> bytes:
    return drafted(specimen).altered(rb"startxref", forged(specimen) + b"startxref")


def _behind_the_end(specimen: Specimen) -> bytes:
    return specimen.data + forged(specimen) + b"%%EOF\n"


def _between_seal_and_revision(extra: bytes) -> Build:
    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        first, *rest = sorted(draft.objects, key=lambda one: one.number)
        return replace(draft, objects=(replace(first, before=extra), *rest)).written()

    return build


def _other_catalog(key: bytes) -> Build:
    """Name a second catalog in the trailer, under a key that some programs read."""

    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        draft, (other,) = draft.adding(with_entry(body(specimen.base, draft.numbers.root), b"/PageMode/UseNone"))
        return replace(draft, trailer=b"%b %d 0 R" % (key, other)).written()

    return build


def _other_pages(key: bytes) -> Build:
    """Name other pages in the catalog, under a key that is there already."""

    def build(specimen: Specimen) -> bytes:
        draft, (content,) = drafted(specimen).adding(stream(PAGE))
        page = draft.free
        draft, _ = draft.adding(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 420]/Contents %d 0 R>>" % (page + 1, content),
            b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page,
        )
        entry = b"%b %d 0 R" % (key, page + 1)
        return draft.changing(draft.numbers.root, lambda catalog: with_entry(catalog, entry)).written()

    return build


def _length_elsewhere(specimen: Specimen) -> bytes:
    """Let the length of a stream be a number that stands in another object."""
    draft = drafted(specimen)
    first = draft.objects[0]
    length = int(first.body.split(b"/Length ")[1].split(b">")[0])
    draft, (other,) = draft.adding(b"%d" % length)
    changed = first.body.replace(b"/Length %d" % length, b"/Length %d 0 R" % other)
    return draft.with_objects({first.number: changed}).written()


def _second_trailer(specimen: Specimen) -> bytes:
    draft = drafted(specimen)
    return draft.altered(
        rb"startxref", b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref" % (draft.free, draft.numbers.page)
    )


def _number_zero(specimen: Specimen) -> bytes:
    """Define object 0, which is none."""
    draft = drafted(specimen).with_objects({0: b"null"})
    return draft.altered(rb"0 1\n0{10} 65535 f \n", b"")


def _certificate_nowhere(specimen: Specimen) -> bytes:
    draft = drafted(specimen)
    store = next(one.number for one in draft.objects if b"/Type/DSS" in one.body)
    return draft.changing(store, lambda text: text.replace(b"/Certs [", b"/Certs[9999 0 R ")).written()


def _trailer_without_reference(key: bytes) -> Build:
    return in_bytes(key + rb" \d+ 0 R", b"")


def _stream_ends_later(specimen: Specimen) -> bytes:
    """Let a stream's length reach over the next object."""
    draft = drafted(specimen)
    first, second = sorted(draft.objects, key=lambda one: one.number)[1:3]
    long = place(draft, second.number) - place(draft, first.number)
    return draft.changing(first.number, lambda text: text.replace(b"/Length ", b"/Length %d %%" % long)).written()


def _kind(name: str, build: Build, caught: tuple[Catch, ...] = NOT_INTACT) -> Attack:
    return Attack(name, Family.REPAIR, build, caught)


_STREAM_END = rb"\nendstream"
_NUMBER = rb"/Length (\d+)"

BODY = (
    _kind("unlisted_object_before_the_table", _before_table_forged),
    _kind("unlisted_object_before_the_listed_ones", _first_of_all_forged),
    _kind("unlisted_object_behind_the_trailer", _behind_the_trailer, BROKEN),
    _kind("unlisted_object_behind_the_end", _behind_the_end, BROKEN),
    _kind("catalog_written_twice_and_listed_once", _written_twice),
    _kind("comment_between_objects", before_table(b"% nothing\n")),
    _kind("comment_behind_the_seal", _between_seal_and_revision(b"% nothing\n")),
    _kind("garbage_before_the_table", before_table(b"garbage\n")),
    _kind("blanks_in_floods", before_table(b" " * 20_000 + b"\n")),
    _kind("empty_lines_in_floods", _between_seal_and_revision(b"\r\n" * 5_000)),
    _kind("null_bytes_between_objects", before_table(b"\x00" * 64)),
    _kind("form_feeds_between_objects", before_table(b"\x0c" * 64)),
    _kind("second_header_between_objects", before_table(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")),
    _kind("second_header_behind_the_seal", _between_seal_and_revision(b"%PDF-2.0\n")),
    _kind("whole_file_between_objects", lambda one: replace(drafted(one), behind=one.sealed[:40_000]).written()),
    _kind("second_end_between_objects", before_table(b"startxref\n0\n%%EOF\n")),
    _kind("trailer_between_objects", before_table(b"trailer\n<</Root 1 0 R>>\n")),
    _kind("null_byte_for_a_blank", catalog_frame(lambda one: replace(one, opening=b"%d\x000\x00obj\n"))),
    _kind("form_feed_for_a_blank", catalog_frame(lambda one: replace(one, opening=b"%d\x0c0\x0cobj\n"))),
    _kind("comment_in_an_objects_head", catalog_frame(lambda one: replace(one, opening=b"%d 0%x\nobj\n")), BROKEN),
    _kind("leading_zeros_of_an_objects_number", catalog_frame(lambda one: replace(one, opening=b"00%d 0 obj\n"))),
    _kind("endobj_missing", catalog_frame(lambda one: replace(one, closing=b"\n")), BROKEN),
    _kind("endobj_misspelt", catalog_frame(lambda one: replace(one, closing=b"\nendobi\n")), BROKEN),
    _kind("endobj_twice", catalog_frame(lambda one: replace(one, closing=b"\nendobj\nendobj\n"))),
    _kind(
        "something_between_value_and_endobj", catalog_frame(lambda one: replace(one, closing=b"\n42\nendobj\n")), BROKEN
    ),
    _kind("endstream_missing", first_stream(_STREAM_END, b"\n"), BROKEN),
    _kind("endstream_followed_by_bytes", first_stream(_STREAM_END, b"\nendstream /More"), BROKEN),
    _kind("stream_longer_than_stated", first_stream(_STREAM_END, b"\n" + b"x" * 40 + b"\nendstream"), BROKEN),
    _kind("stream_shorter_than_stated", first_stream(_NUMBER, b"/Length 9999999"), BROKEN),
    _kind("stream_of_length_zero", first_stream(_NUMBER, b"/Length 0"), BROKEN),
    _kind("stream_of_negative_length", first_stream(_NUMBER, b"/Length -1"), BROKEN),
    _kind("stream_without_length", first_stream(_NUMBER, b""), BROKEN),
    _kind("stream_whose_length_stands_elsewhere", _length_elsewhere),
    _kind("stream_whose_length_is_no_number", first_stream(_NUMBER, b"/Length 1 0 R"), BROKEN),
    _kind("stream_that_ends_behind_the_next_object", _stream_ends_later, BROKEN),
    _kind("stream_in_another_file", first_stream(rb"^<<", b"<</F(other.bin)")),
    _kind("stream_begun_by_a_carriage_return", first_stream(rb">>stream\n", b">>stream\r"), BROKEN),
    _kind(
        "stream_through_two_filters",
        first_stream(rb"/FlateDecode", b"[/FlateDecode/ASCIIHexDecode]"),
        not_yes(Question.INTACT),
    ),
    _kind("object_zero_defined", _number_zero, BROKEN),
    _kind("second_trailer", _second_trailer, BROKEN),
    _kind("comment_in_the_trailer", in_bytes(rb"trailer\n", b"trailer %x\n")),
    _kind("comment_inside_the_trailers_dictionary", in_trailer(b"%x\n")),
    _kind("trailer_missing", in_bytes(rb"trailer\n<<.*?>>\n(?=startxref)", b""), BROKEN),
    _kind("trailer_that_names_a_missing_object", in_bytes(rb"/Info \d+ 0 R", b"/Info 9999 0 R"), BROKEN),
    _kind("trailer_with_a_new_key_for_a_missing_object", in_trailer(b"/Extra 9999 0 R")),
    _kind("trailer_with_a_new_key", in_trailer(b"/Extra true")),
    _kind("trailer_that_names_no_information", _trailer_without_reference(b"/Info")),
    _kind("trailer_that_names_no_catalog", _trailer_without_reference(b"/Root"), BROKEN),
    _kind(
        "trailer_that_names_a_page_as_catalog",
        in_bytes(rb"/Root \d+ 0 R", b"/Root 1 0 R"),
        (*BROKEN, *no(Question.SEALED)),
    ),
    _kind("trailer_that_claims_encryption", in_trailer(b"/Encrypt<</Filter/Standard/V 1/R 2/P -1>>"), BROKEN),
    _kind("trailer_with_another_identity", in_bytes(rb"/ID ?\[ ?<\w*>", b"/ID[<00>")),
    _kind("trailer_with_an_unbalanced_string", in_trailer(b"/Note(unbalanced"), BROKEN),
    _kind("trailer_that_names_a_second_catalog", _other_catalog(b"/Root"), BROKEN),
    _kind("trailer_that_names_a_second_catalog_by_escapes", _other_catalog(b"/#52oot"), BROKEN),
    _kind("catalog_that_names_its_pages_twice", _other_pages(b"/Pages"), BROKEN),
    _kind("catalog_that_names_its_pages_by_escapes", _other_pages(b"/P#61ges"), BROKEN),
    _kind("catalog_that_names_its_form_twice", in_catalog(b"/AcroForm<</Fields[]>>"), BROKEN),
    _kind("catalog_that_names_its_form_by_escapes", in_catalog(b"/Acro#46orm<</Fields[]>>"), BROKEN),
    _kind("catalog_with_an_unbalanced_string", in_catalog(b"/Note(unbalanced"), BROKEN),
    _kind("catalog_with_an_odd_hex_string", in_catalog(b"/Note<ABC>")),
    _kind("catalog_with_an_open_dictionary", in_catalog(b"/Note<<"), BROKEN),
    _kind("catalog_with_a_name_of_no_letters", in_catalog(b"/ 1")),
    _kind("reference_that_leads_nowhere", in_catalog(b"/Note 9999 0 R")),
    _kind("validation_data_that_lead_nowhere", _certificate_nowhere),
    _kind("one_byte_behind_the_end", trailing(b"x")),
    _kind("three_line_ends_behind_the_end", trailing(b"\n\n\n")),
    _kind("one_line_end_behind_the_end", trailing(b"\n")),
    _kind("null_bytes_behind_the_end", trailing(b"\x00" * 512)),
    _kind("second_end_behind_the_end", trailing(b"%%EOF\n"), BROKEN),
    _kind("object_behind_the_end", trailing(b"\n1 0 obj\n<<>>\nendobj\n%%EOF\n"), BROKEN),
    _kind("comment_behind_the_end", trailing(b"% nothing\n")),
    _kind("archive_behind_the_end", trailing(b"PK\x03\x04" + b"\x00" * 26 + b"PK\x05\x06" + b"\x00" * 18)),
    _kind("page_of_a_browser_behind_the_end", trailing(b"<html><script>alert(1)</script></html>")),
    _kind("byte_before_the_header", lambda one: b"\n" + one.data, UNREADABLE),
    _kind("another_file_before_the_header", lambda one: b"PK\x03\x04" + one.data, UNREADABLE),
)
