"""Parser repair: cross-reference tables that one program reads and another repairs.

All are the validation data that sealing itself writes, or write them once more, under a table that is not exact. A
viewer that meets such a table scans the file for objects and takes the last of each number, listed or not; so what it
shows is no longer what the sealed revision says. The table alone has to be refused: the forged page may hide anywhere.
"""

from __future__ import annotations

from dataclasses import replace

from attacks.drafting import PAGE, catalog_frame, drafted, forged, in_bytes, place, starting, stating
from attacks.kinds import BROKEN, NOT_INTACT, Attack, Build, Catch, Family, not_yes
from attacks.revision import body, exchanged, stream
from attacks.specimens import Specimen

from licenses.proof.verdict import Question


def _offset(change: int) -> Build:
    def build(specimen: Specimen) -> bytes:
        draft = drafted(specimen)
        right = place(draft, draft.numbers.root)
        return draft.altered(b"%010d 00000 n" % right, b"%010d 00000 n" % (right + change))

    return build


def _freeing(specimen: Specimen) -> bytes:
    draft = drafted(specimen)
    return draft.altered(rb"trailer", b"%d 1\n0000000000 00001 f \ntrailer" % draft.numbers.contents)


def _listed_twice(specimen: Specimen) -> bytes:
    draft = drafted(specimen)
    root = draft.numbers.root
    return draft.altered(rb"trailer", b"%d 1\n%010d 00000 n \ntrailer" % (root, place(draft, root)))


def _overlapping(specimen: Specimen) -> bytes:
    return drafted(specimen).altered(rb"(?<=\n)0 1\n", b"0 2\n0000000000 65535 f \n0000000016 00000 n \n0 1\n")


def _pointing_into_a_stream(specimen: Specimen) -> bytes:
    draft, (hiding,) = drafted(specimen).adding(stream(b"\n" + forged(specimen)))
    contents = draft.numbers.contents
    inside = draft.written().index(b"\n%d 0 obj" % contents, place(draft, hiding)) + 1
    return draft.altered(rb"trailer", b"%d 1\n%010d 00000 n \ntrailer" % (contents, inside))


def _pointing_at_another_sealed_object(specimen: Specimen) -> bytes:
    draft = drafted(specimen)
    other = draft.base.index(b"\n%d 0 obj" % draft.numbers.info) + 1
    return draft.altered(rb"trailer", b"%d 1\n%010d 00000 n \ntrailer" % (draft.numbers.contents, other))


def _cross_reference_stream(specimen: Specimen) -> bytes:
    """Leave out the table; a stream of cross-references lists what it would."""
    draft = drafted(specimen)
    plain, number, known = draft.written(), draft.free, draft.numbers
    table = plain.rindex(b"xref\n0 1")
    places = {one.number: place(draft, one.number) for one in draft.objects} | {number: table}
    rows = b"".join(b"\x01" + offset.to_bytes(4, "big") + b"\x00" for _, offset in sorted(places.items()))
    entries = b"/Type/XRef/W[1 4 1]/Index[%b]/Size %d/Root %d 0 R/Info %d 0 R/ID %b/Prev %d" % (
        b" ".join(b"%d 1" % one for one in sorted(places)),
        number + 1,
        known.root,
        known.info,
        known.identity,
        known.table,
    )
    listing = b"%d 0 obj\n%b\nendobj\n" % (number, stream(rows, entries))
    return plain[:table] + listing + b"startxref\n%d\n%%%%EOF\n" % table


def _hybrid(specimen: Specimen) -> bytes:
    """Keep the table, and name a stream of cross-references beside it that lists another page."""
    draft, (page,) = drafted(specimen).adding(stream(PAGE))
    known = draft.numbers
    rows = b"\x01" + place(draft, page).to_bytes(4, "big") + b"\x00"
    entries = b"/Type/XRef/W[1 4 1]/Index[%d 1]/Size %d/Root %d 0 R" % (known.contents, draft.free + 1, known.root)
    draft, (listing,) = draft.adding(stream(rows, entries))
    return replace(draft, trailer=b"/XRefStm %d" % place(draft, listing)).written()


def _object_stream(specimen: Specimen) -> bytes:
    """Pack an object that nothing lists into an object stream, which a scan unpacks."""
    draft = drafted(specimen)
    page = draft.numbers.page
    head = b"%d 0 " % page
    packed = stream(head + body(specimen.base, page), b"/Type/ObjStm/N 1/First %d" % len(head))
    return draft.adding(packed)[0].written()


def _hiding(pattern: bytes, new: bytes) -> Build:
    """Hide a forged page before a table that viewers repair."""
    return lambda specimen: replace(drafted(specimen), behind=forged(specimen)).altered(pattern, new)


def _repaired_by_all(specimen: Specimen) -> bytes:
    """Hide a forged page where the library reads the table and every viewer throws it away."""
    data = replace(drafted(specimen), behind=forged(specimen)).written()
    head, tail = data[: len(specimen.base)], data[len(specimen.base) :]
    for pattern, new in ((_XREF, b"xref %c\n"), (rb"65535 f", b"65535 n"), (rb"/Info \d+ 0 R", b"/Info 9999 0 R")):
        tail = exchanged(tail, pattern, new)
    return head + tail.replace(b" n \n", b" n\n")


def _kind(name: str, build: Build, caught: tuple[Catch, ...] = NOT_INTACT) -> Attack:
    return Attack(name, Family.REPAIR, build, caught)


_XREF = rb"xref\n(?=0 1)"
_FIRST = rb"0 1\n(?=0{10} )"
_WRONG = rb" 00000 n \n"

TABLE = (
    _kind("table_that_every_viewer_repairs", _repaired_by_all, BROKEN),
    _kind("comment_in_a_subsection_header", in_bytes(_FIRST, b"0 1 %x\n")),
    _kind("comment_in_a_subsection_header_and_a_page_to_be_found", _hiding(_FIRST, b"0 1 %x\n")),
    _kind("comment_behind_the_word_xref", in_bytes(_XREF, b"xref %x\n"), BROKEN),
    _kind("comment_line_before_the_first_subsection", in_bytes(_XREF, b"xref\n%x\n"), BROKEN),
    _kind("blank_behind_the_word_xref", in_bytes(_XREF, b"xref \n")),
    _kind("carriage_return_behind_the_word_xref", in_bytes(_XREF, b"xref\r")),
    _kind("empty_line_behind_the_word_xref", in_bytes(_XREF, b"xref\n\n")),
    _kind("blank_before_the_word_xref", in_bytes(_XREF, b" xref\n"), BROKEN),
    _kind("entries_of_19_bytes", in_bytes(_WRONG, b" 00000 n\n"), BROKEN),
    _kind("entries_of_19_bytes_and_a_page_to_be_found", _hiding(_WRONG, b" 00000 n\n"), BROKEN),
    _kind("entries_of_21_bytes", in_bytes(_WRONG, b" 00000 n  \n"), BROKEN),
    _kind("entries_of_21_bytes_and_a_page_to_be_found", _hiding(_WRONG, b" 00000 n  \n"), BROKEN),
    _kind("entry_ended_by_three_bytes", in_bytes(_WRONG, b" 00000 n \r\n"), BROKEN),
    _kind("entry_ended_by_two_blanks", in_bytes(_WRONG, b" 00000 n  "), BROKEN),
    _kind("entry_with_tabs", in_bytes(_WRONG, b"\t00000\tn \n"), BROKEN),
    _kind("entry_with_a_comment", in_bytes(_WRONG, b" 00000 n%\n"), BROKEN),
    _kind("entry_of_an_unknown_letter", in_bytes(_WRONG, b" 00000 N \n"), BROKEN),
    _kind("entry_with_blanks_for_zeros", in_bytes(rb"\n0000(?=\d{6} 00000 n)", b"\n    "), BROKEN),
    _kind("entry_with_a_sign", in_bytes(rb"\n0(?=\d{9} 00000 n)", b"\n+"), BROKEN),
    _kind("entry_0_in_use", in_bytes(rb"0{10} 65535 f", b"0000000016 00000 n")),
    _kind("entry_0_in_use_and_a_page_to_be_found", _hiding(rb"0{10} 65535 f", b"0000000016 00000 n")),
    _kind("entry_0_of_generation_0", in_bytes(rb"0{10} 65535 f", b"0000000000 00000 f")),
    _kind("entry_0_names_an_object_as_free", in_bytes(rb"0{10} 65535 f", b"0000000015 65535 f")),
    _kind("subsection_shorter_than_its_entries", in_bytes(_FIRST, b"0 0\n"), BROKEN),
    _kind("subsection_longer_than_its_entries", in_bytes(_FIRST, b"0 2\n"), BROKEN),
    _kind("subsection_header_with_leading_zeros", in_bytes(_FIRST, b"00 01\n"), BROKEN),
    _kind("subsection_header_with_two_blanks", in_bytes(_FIRST, b"0  1\n"), BROKEN),
    _kind("offset_one_too_large", _offset(1), BROKEN),
    _kind("offset_one_too_small", _offset(-1), BROKEN),
    _kind("offset_in_the_sealed_revision", _offset(-70_000), BROKEN),
    _kind("object_listed_twice", _listed_twice),
    _kind("subsections_that_overlap", _overlapping, BROKEN),
    _kind("free_entry_for_the_sealed_page", _freeing),
    _kind("entry_that_points_into_a_stream", _pointing_into_a_stream),
    _kind("entry_that_points_at_another_sealed_object", _pointing_at_another_sealed_object, BROKEN),
    _kind("generation_1_in_the_table", in_bytes(rb"(?<=\d{10}) 00000 n", b" 00001 n"), BROKEN),
    _kind("generation_1_at_the_object", catalog_frame(lambda one: replace(one, opening=b"%d 1 obj\n")), BROKEN),
    _kind("generation_1_in_both", catalog_frame(lambda one: replace(one, opening=b"%d 1 obj\n", generation=1)), BROKEN),
    _kind("cross_reference_stream_after_tables", _cross_reference_stream, not_yes(Question.INTACT)),
    _kind("cross_reference_stream_beside_a_table", _hybrid, not_yes(Question.INTACT)),
    _kind("object_stream_that_nothing_lists", _object_stream, not_yes(Question.INTACT)),
    _kind("startxref_one_too_large", starting(lambda right, _: right + 1), BROKEN),
    _kind("startxref_one_too_small", starting(lambda right, _: right - 1), BROKEN),
    _kind("startxref_zero", starting(lambda _, __: 0), BROKEN),
    _kind("startxref_behind_the_end", starting(lambda right, _: right + 9_999_999), BROKEN),
    _kind("startxref_at_the_sealed_table", starting(lambda _, draft: draft.numbers.table), BROKEN),
    _kind("startxref_with_leading_zeros", in_bytes(rb"startxref\n", b"startxref\n000"), BROKEN),
    _kind("startxref_with_a_comment", in_bytes(rb"startxref\n", b"startxref %x\n"), BROKEN),
    _kind("startxref_on_one_line", in_bytes(rb"startxref\n", b"startxref "), BROKEN),
    _kind("startxref_missing", in_bytes(rb"startxref\n\d+\n", b""), BROKEN),
    _kind("previous_table_one_too_large", stating(b"/Prev", lambda draft: draft.numbers.table + 1), BROKEN),
    _kind("previous_table_is_this_one", stating(b"/Prev", lambda draft: draft.written().rindex(b"xref\n0 1")), BROKEN),
    _kind("previous_table_zero", stating(b"/Prev", lambda _: 0), BROKEN),
    _kind("previous_table_missing", in_bytes(rb"/Prev \d+", b""), BROKEN),
    _kind(
        "previous_table_before_the_seal",
        stating(b"/Prev", lambda draft: draft.base.index(b"\nxref\n0 ") + 1),
        (*BROKEN, *not_yes(Question.SEALED)),
    ),
    _kind("size_too_small", stating(b"/Size", lambda draft: draft.numbers.root), BROKEN),
    _kind("size_one_too_small", stating(b"/Size", lambda draft: draft.free - 1), BROKEN),
    _kind("size_too_large", stating(b"/Size", lambda draft: draft.free + 1_000), BROKEN),
    _kind("size_missing", in_bytes(rb"/Size \d+", b""), BROKEN),
)
