"""What may follow a seal, and what looks like it."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping

import pytest
from builders.licenses import SEALED_AT, Authority
from builders.revisions import Revision, reference
from builders.revisions import objects as written_in
from pyhanko.pdf_utils.reader import PdfFileReader

from licenses.proof.facts import Extension
from licenses.proof.structure.edits import Edited
from licenses.proof.structure.extension import Trace, judge_extension
from licenses.proof.structure.gate import marks_of
from licenses.proof.structure.revisions import OtherFormError
from licenses.proof.structure.syntax import NotPlainError
from licenses.seal.sealing import sealed_length


def root_of(data: bytes) -> int:
    return reference(data, b"/Root")


def revised(data: bytes, written: Mapping[int, bytes], **trailer: bytes) -> bytes:
    """Append a revision in exact form; `trailer` are entries beside or instead of those that the last trailer has."""
    size = max(int(re.findall(rb"/Size (\d+)", data)[-1]), *(number + 1 for number in written))
    entries = {b"/Size": b"%d" % size} | {b"/" + key.encode(): value for key, value in trailer.items()}
    return Revision(dict(sorted(written.items())), trailer=entries).after(data)


def judged(data: bytes) -> Extension:
    """Judge what follows the seal; the sealed part alone is given to the PDF library, which refuses much by itself."""
    reader = PdfFileReader(io.BytesIO(data[: sealed_length(data)]))
    (seal,) = marks_of(reader)
    return judge_extension(data, reader, seal.revision, seal.end, Trace())


def paper(content: bytes = b"0\x03\x02\x01\x05") -> bytes:
    packed = zlib.compress(content)
    return b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed)


@pytest.fixture(scope="module")
def cut(genuine: bytes) -> bytes:
    """A licence cut back to its seal: without validation data."""
    return genuine[: sealed_length(genuine)]


@pytest.fixture(scope="module")
def catalog(cut: bytes) -> bytes:
    return written_in(cut)[root_of(cut)]


def with_store(catalog: bytes, store: bytes) -> bytes:
    assert catalog.rstrip().endswith(b">>")
    return catalog.rstrip()[:-2] + b"/DSS " + store + b"\n>>"


def test_validation_data_directly_after_the_seal_need_no_proof(cut: bytes, catalog: bytes) -> None:
    objects = {55: paper(), 56: b"<</Type/DSS/Certs[55 0 R]>>", root_of(cut): with_store(catalog, b"56 0 R")}
    data = revised(cut, objects)
    assert judged(data) == Extension((len(cut), len(data)), proved=len(data), timestamps=0)


def test_a_second_revision_of_validation_data_has_to_be_proved(genuine: bytes) -> None:
    catalog, root = written_in(genuine)[root_of(genuine)], root_of(genuine)
    number = int(catalog.split(b"/DSS ")[1].split()[0])
    data = revised(genuine, {55: paper(), number: b"<</Type/DSS/Certs[55 0 R]>>", root: catalog})
    ends = sealed_length(genuine), len(genuine), len(data)
    assert judged(data) == Extension(ends, len(genuine), 0, supplements=(len(data),))


def test_validation_data_beside_those_that_were_sealed_have_to_be_proved(
    cut: bytes, catalog: bytes, authority: Authority
) -> None:
    extended = authority.archive(cut, SEALED_AT)
    assert judged(extended).proved == len(cut)
    assert judged(extended).timestamps == 1


def test_a_revision_of_nothing_has_to_be_proved(cut: bytes, catalog: bytes) -> None:
    assert judged(revised(cut, {root_of(cut): catalog})).proved == len(cut)


def content_of_page(cut: bytes) -> int:
    page = next(body for body in written_in(cut).values() if b"/Type /Page\n" in body or b"/Type/Page/" in body)
    return int(page.split(b"/Contents ")[1].split()[0])


@pytest.mark.parametrize("place", ["Certs", "CRLs", "OCSPs"])
def test_a_sealed_object_does_not_become_validation_data_by_being_listed_there(
    cut: bytes, catalog: bytes, place: str
) -> None:
    content = content_of_page(cut)
    store = b"<</Type/DSS/%b[%d 0 R]>>" % (place.encode(), content)
    with pytest.raises(Edited) as caught:
        judged(revised(cut, {content: paper(), 56: store, root_of(cut): with_store(catalog, b"56 0 R")}))
    assert caught.value.replaced == content


@pytest.mark.parametrize("role", ["the store", "its list", "its entries", "an entry", "a time"])
def test_nor_by_playing_another_part_of_them(cut: bytes, catalog: bytes, role: str) -> None:
    content = content_of_page(cut)
    here = b"%d 0 R" % content
    stores = {
        "the store": (here, {content: b"<<>>"}),
        "its list": (b"56 0 R", {56: b"<</Certs %b>>" % here, content: b"[]"}),
        "its entries": (b"56 0 R", {56: b"<</VRI %b>>" % here, content: b"<<>>"}),
        "an entry": (b"56 0 R", {56: b"<</VRI<</AB %b>>>>" % here, content: b"<<>>"}),
        "a time": (b"56 0 R", {56: b"<</VRI<</AB<</TS %b>>>>>>" % here, content: paper()}),
    }
    store, objects = stores[role]
    with pytest.raises(Edited) as caught:
        judged(revised(cut, {**objects, root_of(cut): with_store(catalog, store)}))
    assert caught.value.replaced == content


FIELD = b"<</FT/Sig/T(%b)/V 58 0 R/Subtype/Widget/Rect[0 0 0 0]/P %d 0 R>>"
RECORD = b"<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161/Contents<00>/ByteRange[0 1 2 3]>>"


def stamped(cut: bytes, field: bytes = b"", record: bytes = RECORD, **changes: bytes) -> dict[int, bytes]:
    """The objects of a revision with a timestamp's field; what it proves is not asked here."""
    objects = written_in(cut)
    page = next(number for number, body in objects.items() if b"/Annots" in body)
    form = next(number for number, body in objects.items() if b"/SigFlags" in body)
    return {
        page: changes.get("page", objects[page].replace(b" ]\n>>", b" 57 0 R ]\n>>")),
        form: changes.get("form", objects[form].replace(b" ]", b" 57 0 R ]", 1)),
        57: field or FIELD % (b"Stamp", page),
        58: record,
    }


def test_an_invisible_timestamp_may_follow_and_has_to_be_proved(cut: bytes) -> None:
    data = revised(cut, stamped(cut))
    assert judged(data) == Extension((len(cut), len(data)), len(cut), 1)


def page_of(cut: bytes) -> int:
    return next(number for number, body in written_in(cut).items() if b"/Annots" in body)


@pytest.mark.parametrize(
    ("field", "record"),
    [
        (b"<</FT/Sig/T(Stamp)/V 58 0 R/Subtype/Widget/Rect[0 0 9 9]>>", RECORD),
        (b"<</FT/Sig/T(Stamp)/V 58 0 R/Subtype/Widget>>", RECORD),
        (b"<</FT/Sig/T(Stamp)/V 58 0 R/Subtype/Stamp/Rect[0 0 0 0]>>", RECORD),
        (b"<</FT/Sig/T(Stamp)/V 58 0 R/Rect[0 0 0 0]>>", RECORD),
        (b"<</FT/Sig/T(Stamp)/V 58 0 R/Type/Page/Subtype/Widget/Rect[0 0 0 0]>>", RECORD),
        (b"<</FT/Tx/T(Stamp)/V 58 0 R/Subtype/Widget/Rect[0 0 0 0]>>", RECORD),
        (b"<</FT/Sig/T(Seal)/V 58 0 R/Subtype/Widget/Rect[0 0 0 0]>>", RECORD),
        (b"<</FT/Sig/T(Seal.x)/V 58 0 R/Subtype/Widget/Rect[0 0 0 0]>>", RECORD),
        (b"<</FT/Sig/T<feff0053>/V 58 0 R/Subtype/Widget/Rect[0 0 0 0]>>", RECORD),
        (b"<</FT/Sig/T(Stamp)/Subtype/Widget/Rect[0 0 0 0]>>", RECORD),
        (b"<</FT/Sig/T(Stamp)/V 58 0 R/Subtype/Widget/Rect[0 0 0 0]>>", RECORD.replace(b"DocTimeStamp", b"Sig")),
    ],
)
def test_a_field_that_is_no_invisible_timestamp_is_an_edit(cut: bytes, field: bytes, record: bytes) -> None:
    with pytest.raises(Edited):
        judged(revised(cut, stamped(cut, field, record)))


@pytest.mark.parametrize("extra", [b"/AA<<>>", b"/AP<<>>", b"/A<<>>", b"/MK<<>>", b"/Kids[]"])
def test_a_timestamps_field_with_more_in_it_is_not_judged(cut: bytes, extra: bytes) -> None:
    with pytest.raises(OtherFormError):
        judged(revised(cut, stamped(cut, b"<</FT/Sig/T(Stamp)/V 58 0 R/Subtype/Widget/Rect[0 0 0 0]" + extra + b">>")))


EMPTY = b"<</Type/XObject/Subtype/Form/BBox[0.0 0 0 0]/Length 0>>stream\n\nendstream"


@pytest.mark.parametrize(
    ("drawing", "judged_so"),
    [
        (EMPTY, True),
        (EMPTY.replace(b"BBox[0.0 0 0 0]", b"BBox[0 0 9 9]"), False),
        (EMPTY.replace(b"Length 0>>stream\n", b"Length 1>>stream\nq"), False),
    ],
)
def test_a_timestamp_may_have_an_empty_appearance(cut: bytes, drawing: bytes, judged_so: bool) -> None:
    field = (FIELD % (b"Stamp", page_of(cut)))[:-2] + b"/AP 59 0 R>>"
    data = revised(cut, {**stamped(cut, field), 59: b"<</N 60 0 R>>", 60: drawing})
    if judged_so:
        assert judged(data).timestamps == 1
    else:
        with pytest.raises(OtherFormError):
            judged(data)


def test_nothing_but_the_field_may_be_added_to_form_and_page(cut: bytes) -> None:
    objects = written_in(cut)
    page = objects[page_of(cut)]
    form = next(body for body in objects.values() if b"/SigFlags" in body)
    for changes in (
        {"page": page.replace(b" ]\n>>", b" 57 0 R 58 0 R ]\n>>")},
        {"page": page.replace(b"[ ", b"[ 57 0 R ", 1)},
        {"page": page.replace(b" ]\n>>", b" 57 0 R ]\n/Rotate 40\n>>")},
        {"form": form.replace(b" ]", b" 57 0 R ]\n/NeedAppearances true", 1)},
        {"form": form.replace(b"/SigFlags 3", b"/SigFlags 1").replace(b" ]", b" 57 0 R ]", 1)},
        {"form": form.replace(b"[ ", b"[ 57 0 R ", 1)},
        {"form": form.replace(b" ]", b" 57 0 R 57 0 R ]", 1)},
    ):
        with pytest.raises(Edited):
            judged(revised(cut, stamped(cut, **changes)))


@pytest.mark.parametrize(
    ("trailer", "error"),
    [
        ({"Info": b"9999 0 R"}, Edited),
        ({"Root": b"1 0 R"}, Edited),
        ({"Prev": b"9"}, Edited),
        ({"Size": b"9"}, Edited),
        ({"Size": b"999999"}, Edited),
        ({"ID": b"[<00><00>]"}, Edited),
        ({"ID": b"[<00>]"}, Edited),
        ({"ID": b"[<00><00><00>]"}, Edited),
        ({"XRefStm": b"9"}, Edited),
        ({"Encrypt": b"<<>>"}, Edited),
    ],
)
def test_a_trailer_that_says_something_else_is_an_edit(
    cut: bytes, catalog: bytes, trailer: dict[str, bytes], error: type[Exception]
) -> None:
    with pytest.raises(error):
        judged(revised(cut, {root_of(cut): catalog}, **trailer))


@pytest.mark.parametrize("number", [90, 8_388_607, 2**31 + 15, 2**32 + 15])
def test_a_number_that_other_programs_would_read_as_another_is_refused(cut: bytes, catalog: bytes, number: int) -> None:
    objects = {
        number: paper(),
        56: b"<</Type/DSS/Certs[%d 0 R]>>" % number,
        root_of(cut): with_store(catalog, b"56 0 R"),
    }
    with pytest.raises((Edited, NotPlainError)):
        judged(revised(cut, objects))


def test_objects_that_are_written_again_as_they_were_are_no_edit(genuine: bytes) -> None:
    again = {number: body for number, body in written_in(genuine).items() if b"stream" not in body and number > 1}
    assert judged(revised(genuine, again)).proved == len(genuine)


def test_an_entry_of_the_validation_data_names_what_stands_in_them(genuine: bytes) -> None:
    objects, root = written_in(genuine), root_of(genuine)
    number = int(objects[root].split(b"/DSS ")[1].split()[0])
    first = re.search(rb"/Certs \[(\d+) 0 R", objects[number])
    assert first is not None
    page = content_of_page(genuine)
    with_entry = objects[number][:-2] + b"/VRI<</AB<</Cert[%b 0 R]>>>>>>" % first[1]
    assert judged(revised(genuine, {number: with_entry})).proved == len(genuine)
    with pytest.raises(Edited):
        judged(revised(genuine, {number: with_entry.replace(b"Cert[%b" % first[1], b"Cert[%d" % page)}))


def test_a_reference_that_leads_nowhere_is_found(cut: bytes) -> None:
    field = (FIELD % (b"Stamp", page_of(cut)))[:-2] + b"/F 999 0 R>>"
    with pytest.raises((NotPlainError, OtherFormError)):
        judged(revised(cut, stamped(cut, field)))


@pytest.mark.parametrize("spelling", [b"3.0", b"03", b"+3", b"3."])
def test_a_number_that_is_spelled_otherwise_is_an_edit(genuine: bytes, spelling: bytes) -> None:
    objects = written_in(genuine)
    number = next(one for one, body in objects.items() if b"/SigFlags 3" in body)
    with pytest.raises((Edited, NotPlainError)):
        judged(revised(genuine, {number: objects[number].replace(b"/SigFlags 3", b"/SigFlags " + spelling)}))


@pytest.mark.parametrize(
    "store",
    [
        b"<</Type(DSS)/Certs[55 0 R]>>",
        b"<</Type[/DSS]/Certs[55 0 R]>>",
        b"<</Type/Page/Certs[55 0 R]>>",
        b"<</Type/DSS/Certs[55 0 R]/VRI<</AB<</TU 1>>>>>>",
    ],
)
def test_validation_data_are_of_their_kind(cut: bytes, catalog: bytes, store: bytes) -> None:
    with pytest.raises(Edited):
        judged(revised(cut, {55: paper(), 56: store, root_of(cut): with_store(catalog, b"56 0 R")}))


def test_what_is_rewritten_beside_our_own_validation_data_has_to_be_proved(cut: bytes, catalog: bytes) -> None:
    page = page_of(cut)
    objects = {55: paper(), 56: b"<</Type/DSS/Certs[55 0 R]>>", root_of(cut): with_store(catalog, b"56 0 R")}
    assert judged(revised(cut, {**objects, page: written_in(cut)[page]})).proved == len(cut)


@pytest.mark.parametrize("key", [b"OpenAction", b"AA", b"OCProperties", b"Version", b"Outlines", b"NeedsRendering"])
def test_the_catalog_says_what_it_said(cut: bytes, catalog: bytes, key: bytes) -> None:
    with pytest.raises(Edited, match=f"Catalog /{key.decode()}"):
        judged(revised(cut, {root_of(cut): catalog.rstrip()[:-2] + b"/%b 1\n>>" % key}))
