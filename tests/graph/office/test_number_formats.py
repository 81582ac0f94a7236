"""What a number shows in its cell is what is read of it, or the cell is marked."""

from __future__ import annotations

import pytest

from graph.office.sheets.number_formats import Look, shown
from graph.office.sheets.styles import Styled, Styles


@pytest.mark.parametrize(
    ("number", "form", "seen"),
    [
        (123, "000000", "000123"),
        (0, "00000000", "00000000"),
        (3402, "00000000", "00003402"),
        (123456789, "0000", "123456789"),
        (20190301, "0000-00-00", "2019-03-01"),
        (1234567, "000-0000", "123-4567"),
        (7, "[$-804]000", "007"),
        (7, "[Red]000", "007"),
        (7, '"编号"000', "编号007"),
        (7, "编号000", "编号007"),
        (7, '000"号"', "007号"),
        (7, "\\S\\-000", "S-007"),
        (7, 'General"级"', "7级"),
        (7, 'G/通用格式"级"', "7级"),
        (7, '"无";"负";"零"', "无"),
        (0, '0;-0;"零"', "零"),
        (7, "_ 000_ ", "007"),
        (7, "???0", "7"),
        (7, "000;;;", "007"),
        (7, "000;@", "007"),
        (12, "0", "12"),
        (12, "@", "12"),
        (1.5, "General", "1.5"),
        (-12, "General", "-12"),
        (3, "0.00", Look.QUANTITY),
        (1234, "#,##0", Look.QUANTITY),
        (1234.5, "#,##0.0_);(#,##0.0)", Look.QUANTITY),
        (1234.56, "#,##0.0", Look.OTHER),
        (1234, "#,##0,", Look.OTHER),
        (1.5, "0", Look.OTHER),
        (1.5, "000", Look.OTHER),
        (3, "0%", Look.OTHER),
        (0.5, "# ?/?", Look.OTHER),
        (3, '"¥"#,##0.00', Look.OTHER),
        (3, "[$¥-804]#,##0", Look.OTHER),
        (340200, "0.00E+00", Look.OTHER),
        (7, "[DBNum1][$-804]General", Look.OTHER),
        (7, "[>5]000;0", Look.OTHER),
        (7, ";;;", Look.OTHER),
        (0, "#", Look.OTHER),
        (-7, "000", Look.OTHER),
        (7, '"编号', Look.OTHER),
        (7, "0" * 256, Look.OTHER),
        (7, 'yyyy"年"', Look.OTHER),
        ("甲", "000", "甲"),
        ("甲", '"编号"@', "编号甲"),
        ("001", "0;-0;0;\\A@", "A001"),
        ("甲", ";;;", Look.OTHER),
        ("甲", "@", "甲"),
        ("甲", "_ @_ ", "甲"),
    ],
)
def test_what_a_cell_shows_is_read_or_marked(number: float | str, form: str, seen: str | Look) -> None:
    assert shown(number, form) == seen


def test_a_style_counts_from_the_cell_where_it_begins() -> None:
    styled = Styled()
    for row, style in ((2, 5), (3, 5), (4, 0), (9, 7)):
        styled.put(row, 1, style)
    assert [styled.of(row, 1) for row in (1, 2, 3, 4, 8, 9, 100)] == [0, 5, 5, 0, 0, 7, 7]
    assert styled.of(2, 0) == 0
    with pytest.raises(ValueError, match="order"):
        styled.put(3, 1, 4)


def test_the_formats_of_a_book_are_those_of_its_cells() -> None:
    styles = Styles()
    for name, attributes in (
        ("numFmts", {}),
        ("numFmt", {"numFmtId": "164", "formatCode": "000000"}),
        ("cellStyleXfs", {}),
        ("xf", {"numFmtId": "9"}),
        ("cellXfs", {}),
        *(("xf", {"numFmtId": number}) for number in ("0", "164", "14", "31", "3", "5")),
        ("dxfs", {}),
        ("numFmt", {"numFmtId": "164", "formatCode": "0%"}),
    ):
        styles.start(name, attributes)
    assert styles.formats == ["General", "000000", "yyyy/m/d", "yyyy年m月d日", "#,##0", "%"]
