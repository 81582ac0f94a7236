"""Photos come beside a sheet or lie in its cells, and each gets to its row or is asked for."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.parsers import expat

import pytest
import xlsxwriter
from builders.contradictions import orders
from builders.license_sheets import csv_of, row_of, xlsx_of

from graph.errors import Malformed, Refusal
from graph.refusal_codes import Code
from licenses.paper.photos import MAX_PHOTO_BYTES
from licenses.register.batches.marked_copy import copy_of_sheet
from licenses.register.batches.photos import NO_PHOTOS, Photos, photos_of_folder, photos_of_zip
from licenses.register.batches.sheet import read_orders
from licenses.register.faults import malformed

PERSON = next(each for each in orders() if each.kind.name == "居住证")
ROW = row_of(PERSON.order, PERSON.kind)
PHOTO = PERSON.order.photo or b""


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, each in files.items():
            archive.writestr(name, each)
    return content.getvalue()


def read(cell: str, photos: Photos) -> tuple[bytes | None, tuple[Refusal, ...]]:
    (only,) = read_orders(csv_of({**ROW, "照片": cell}), PERSON.kind, PERSON.order.issuer, photos).rows
    return (only.order.photo if only.order else None), only.faults


@pytest.mark.parametrize("cell", ["陈莹.jpg", "陈莹", "居住证/陈莹.jpg", "居住证\\陈莹.JPG", " 陈莹.jpg "])
def test_a_photo_is_found_by_its_name_or_its_way(cell: str) -> None:
    assert read(cell, photos_of_zip(zipped({"居住证/陈莹.jpg": PHOTO, "__MACOSX/居住证/陈莹.jpg": b"x"}))) == (
        PHOTO,
        (),
    )


def test_names_of_old_programs_are_read_as_chinese() -> None:
    content = zipped({"AAAA.jpg": PHOTO}).replace(b"AAAA", "陈莹".encode("gb18030"))
    assert read("陈莹.jpg", photos_of_zip(content)) == (PHOTO, ())


def test_a_folder_gives_photos_too_and_no_link_out_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "照片"
    folder.mkdir()
    (folder / "1.jpg").write_bytes(PHOTO)
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (folder / "2.jpg").symlink_to(tmp_path / "secret.jpg")
    photos = photos_of_folder(folder)
    assert read("1.jpg", photos) == (PHOTO, ())
    assert [fault.code for fault in read("2.jpg", photos)[1]] == [Code.PHOTO_REQUIRED]
    assert [fault.code for fault in read("../secret.jpg", photos)[1]] == [Code.PHOTO_REQUIRED]


REFUSED = {
    "no such file": ("李四.jpg", photos_of_zip(zipped({"1.jpg": PHOTO})), Code.PHOTO_REQUIRED, "没有“李四.jpg”"),
    "no photos at all": ("李四.jpg", NO_PHOTOS, Code.PHOTO_REQUIRED, "ZIP"),
    "two of one name": (
        "1.jpg", photos_of_zip(zipped({"a/1.jpg": PHOTO, "b/1.jpg": b""})), Code.PHOTO_REQUIRED, "a/1.jpg、b/1.jpg",
    ),
    "one that is too large": (
        "1.jpg", photos_of_zip(zipped({"1.jpg": bytes(MAX_PHOTO_BYTES + 1)})), Code.PHOTO_TOO_LARGE, "50 KB",
    ),
    "one that breaks off": (
        "1.jpg", photos_of_zip(zipped({"1.jpg": b"whole"}).replace(b"whole", b"other")), Code.PHOTO_UNREADABLE, "压缩",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("cell", "photos", "code", "cure"), REFUSED.values(), ids=REFUSED)
def test_a_photo_that_cannot_be_had_is_asked_for_at_its_cell(cell: str, photos: Photos, code: Code, cure: str) -> None:
    _, (fault,) = read(cell, photos)
    assert (fault.code, fault.path) == (code, ("2", "照片"))
    assert cure in fault.message.zh


def test_one_photo_for_two_holders_is_refused_in_both_rows() -> None:
    photos = photos_of_zip(zipped({"1.jpg": PHOTO, "2.jpg": PHOTO}))
    same = {**ROW, "证照编号": "2", "照片": "2.jpg"}
    other = {**same, "证照编号": "3", "持证主体名称": "张三", "持证主体代码": "340200195905240853"}
    content = csv_of({**ROW, "照片": "1.jpg"}, same, other)
    found = read_orders(content, PERSON.kind, PERSON.order.issuer, photos).rows
    assert [[(fault.code, fault.beside[0]) for fault in row.faults] for row in found] == [
        [(Code.CODE_TWICE, "4")], [(Code.CODE_TWICE, "4")], [(Code.CODE_TWICE, "2")],
    ]  # fmt: skip


def test_what_is_no_zip_is_refused() -> None:
    with pytest.raises(Malformed) as refused:
        photos_of_zip(b"PK\x03\x04 and nothing")
    assert refused.value.code is Code.FILE_FORMAT


def pasted(*rows: int) -> bytes:
    names, content = [*ROW, "照片"], io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([names, [*ROW.values(), ""], [*ROW.values(), ""]]):
            sheet.write_row(number, 0, cells)
        sheet.write(2, 0, "340200195606058403")
        for row in rows:
            sheet.insert_image(row - 1, len(names) - 1, "x.jpg", {"image_data": io.BytesIO(PHOTO)})
        sheet.insert_image(0, 1, "logo.jpg", {"image_data": io.BytesIO(PHOTO)})
    return content.getvalue()


def test_a_picture_that_is_pasted_over_the_cell_is_the_photo_of_its_row() -> None:
    one, other = read_orders(pasted(2), PERSON.kind, PERSON.order.issuer).rows
    assert one.order == PERSON.order
    assert other.order is not None
    assert other.order.photo is None


def shifted(scale: float) -> bytes:
    """A workbook whose picture begins within the second row, and ends in it or further down."""
    names, content = [*ROW, "照片"], io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([names, [*ROW.values(), ""], [*ROW.values(), ""]]):
            sheet.write_row(number, 0, cells)
        sheet.write(2, 0, "340200195606058403")
        sheet.set_row_pixels(1, 100)
        options = {"image_data": io.BytesIO(PHOTO), "x_offset": 3, "y_offset": 4, "x_scale": scale, "y_scale": scale}
        sheet.insert_image(1, len(names) - 1, "x.jpg", options)
    return content.getvalue()


def test_a_picture_within_its_cell_is_taken_and_one_that_reaches_over_rows_is_refused_in_each_of_them() -> None:
    one, other = read_orders(shifted(0.1), PERSON.kind, PERSON.order.issuer).rows
    assert one.order == PERSON.order
    assert other.order is not None
    assert other.order.photo is None
    both = read_orders(shifted(1), PERSON.kind, PERSON.order.issuer).rows
    assert [[fault.code for fault in row.faults] for row in both] == [[Code.PHOTO_UNREADABLE]] * 2
    assert "跨了几行" in both[0].faults[0].message.zh


@pytest.mark.parametrize("name", ["340200195606058402.jpg", "照片/340200195606058402.PNG"])
def test_without_a_name_the_file_that_is_called_as_the_holders_code_is_the_photo(name: str) -> None:
    photos = photos_of_zip(zipped({name: PHOTO, "others.jpg": b""}))
    (only,) = read_orders(csv_of(ROW), PERSON.kind, PERSON.order.issuer, photos).rows
    assert only.order == PERSON.order


def test_of_two_files_that_are_called_as_the_holders_code_none_is_taken() -> None:
    photos = photos_of_zip(zipped({"340200195606058402.jpg": PHOTO, "340200195606058402.png": PHOTO}))
    (only,) = read_orders(csv_of(ROW), PERSON.kind, PERSON.order.issuer, photos).rows
    assert only.order == replace(PERSON.order, photo=None)


def test_two_pictures_in_one_cell_are_one_too_many() -> None:
    one, _ = read_orders(pasted(2, 2), PERSON.kind, PERSON.order.issuer).rows
    assert [fault.code for fault in one.faults] == [Code.PHOTO_UNREADABLE]


PLACED = {
    "xl/cellimages.xml": (
        b'<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" '
        b'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><etc:cellImage><xdr:pic>'
        b'<xdr:nvPicPr><xdr:cNvPr id="2" name="ID_6C5F"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/>'
        b"</xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>"
    ),
    "xl/_rels/cellimages.xml.rels": (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.jpeg"/>'
        b"</Relationships>"
    ),
    "xl/media/image1.jpeg": PHOTO,
}


TYPE = '<Override PartName="/xl/cellimages.xml" ContentType="application/vnd.wps-officedocument.cellimage+xml"/>'
RELATION = (
    '<Relationship Id="rId9" Type="http://www.wps.cn/officeDocument/2020/cellImage" Target="cellimages.xml"/>'
)  # fmt: skip


def placed(parts: dict[str, bytes]) -> bytes:
    """A workbook whose cell calls a picture, as WPS writes it."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_of({**ROW, "照片": '=DISPIMG("ID_6C5F",1)'}))) as plain,
        zipfile.ZipFile(content, "w") as archive,
    ):
        for name in plain.namelist():
            part = plain.read(name).replace(b"</Types>", f"{TYPE}</Types>".encode())
            if name == "xl/_rels/workbook.xml.rels":
                part = part.replace(b"</Relationships>", f"{RELATION}</Relationships>".encode())
            archive.writestr(name, part)
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def test_a_picture_that_wps_keeps_in_the_cell_is_the_photo_of_its_row() -> None:
    (only,) = read_orders(placed(PLACED), PERSON.kind, PERSON.order.issuer).rows
    assert only.order == PERSON.order


@pytest.mark.parametrize("content", [placed(PLACED), pasted(2), shifted(0.1)], ids=["in the cell", "over it", "within"])
def test_a_copy_of_the_sheet_keeps_its_pictures(content: bytes) -> None:
    wrong = malformed(Code.NUMBER_FORM, ("number",), None, "不对", "wrong")
    copy = copy_of_sheet(content, PERSON.kind, {2: [wrong]})
    again = copy_of_sheet(copy.content, PERSON.kind, {2: [wrong]})
    assert (copy.looks, again.looks) == (True, True)
    for made in (copy.content, again.content):
        assert read_orders(made, PERSON.kind, PERSON.order.issuer).rows[0].order == PERSON.order


def test_a_copy_names_the_pictures_in_its_cells_as_the_sheet_did() -> None:
    wrong = malformed(Code.NUMBER_FORM, ("number",), None, "不对", "wrong")
    copy = copy_of_sheet(placed(PLACED), PERSON.kind, {2: [wrong]}).content
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        types, relations = (archive.read(name) for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"))
        sheet = archive.read("xl/worksheets/sheet1.xml")
    for part in (types, relations, sheet):
        expat.ParserCreate().Parse(part, True)
    assert TYPE.encode() in types
    assert RELATION.replace("rId9", "rIdCellImages").encode() in relations
    assert b'<f>_xlfn.DISPIMG("ID_6C5F",1)</f><v>=DISPIMG("ID_6C5F",1)</v>' in sheet


def test_pictures_that_bring_a_document_type_are_not_read() -> None:
    part = b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + PLACED["xl/cellimages.xml"]
    (only,) = read_orders(placed({**PLACED, "xl/cellimages.xml": part}), PERSON.kind, PERSON.order.issuer).rows
    assert [fault.code for fault in only.faults] == [Code.PHOTO_REQUIRED]


def test_a_photo_that_a_licence_needs_is_not_asked_for_before_it_is_judged() -> None:
    (only,) = read_orders(csv_of(ROW), PERSON.kind, PERSON.order.issuer).rows
    assert only.order == replace(PERSON.order, photo=None)
