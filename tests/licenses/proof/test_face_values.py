"""What a person types from a page is right by what it means; two values that differ never become one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licenses.proof.face_values import LONGEST_VALUE, PrintedField, ValueKind, agrees, named

TEXT, CODE, DAY, AMOUNT, PERIOD = ValueKind


def same(typed: str, kept: str, kind: ValueKind = TEXT) -> bool:
    return agrees(typed, PrintedField("KZ_A", ("甲",), (kept,), kind))


@pytest.mark.parametrize(
    ("kind", "kept", "typed"),
    [
        (TEXT, "陈一凡", "陈 一　凡 "),
        (TEXT, "张三、李四", "张三，李四"),
        (TEXT, "张三、李四", "张三, 李四"),
        (TEXT, "张三、李四", "张三；李四"),
        (TEXT, "张三、李四", "张三 ;李四"),
        (TEXT, "张三、李四", "张三\n李四"),
        (TEXT, "张三\n李四", "张三、\r\n李四"),
        (TEXT, "沙依拉·叶尔肯", "沙依拉•叶尔肯"),
        (TEXT, "法定代表人（负责人）", "法定代表人(负责人)"),
        (TEXT, "91340200MADRG3801Q", "91340200madrg3801q"),
        (TEXT, "340200198506111234", "３４０２００ 19850611 1234"),
        (TEXT, "340202 011 084 GB10315", "340202011084GB10315"),
        (TEXT, "83176.40㎡", "83176.40m²"),
        (TEXT, "GB/T 16180—2014《致残等级》", "GB/T16180-2014《致残等级》"),
        (TEXT, "安徽省芜湖市镜湖区黄山中路127号1幢2单元401室", "安徽省芜湖市镜湖区黄山中路127号1幢2单元\n401室"),
        (TEXT, "住宅；商业服务用房及其他附属的设施", "住宅；\n商业服务用房及其他附属的设\n施"),
        (TEXT, "住宅、商业服务用房及其他附属的设施", "住宅、\n商业服务用房及其他附属的设\n施"),
        (TEXT, "住宅、商业服务用房及其他附属的设施", "住宅\n商业服务用房及其他附属的设\n施"),
        (
            TEXT,
            "房屋结构：混合；房屋总层数：6层；房屋竣工于2000年",
            "房屋结构：混合；\n房屋总层数：6层；\n房\n屋竣工于2000年",
        ),
        (
            TEXT,
            "房屋结构：混合；房屋总层数：6层；房屋竣工于2000年",
            "房屋结构：混合\n房屋总层数：6层\n房\n屋竣工于2000年",
        ),
        (TEXT, "限本人用。商业服务用房及其他附属的设施", "限本人用。\n商业服务用房及其他附属的设\n施"),
        (TEXT, "2003年09月18日至长期", "2003-9-18 至 长期"),
        (TEXT, "2026年05月01日至2031年04月30日", "2026/5/1-2031/4/30"),
        (TEXT, "使用权至2082年1月11日止", "使用权至2082年01月11日止"),
        (TEXT, "使用权至2082年1月11日止", "使用权至2082-01-11止"),
        (TEXT, "／", "/"),
        (DAY, "2022-12-09", "2022年12月09日"),
        (DAY, "2022-12-09", "2022 年 12 月 9 日"),
        (DAY, "2022-12-09", "2022/12/9"),
        (DAY, "2022-12-09", "2022.12.09"),
        (DAY, "2022-12-09", "20221209"),
        (DAY, "2022-12-09", "２０２２－１２－０９"),
        (DAY, "长期", "长 期"),
        (DAY, "／", "／"),
        (AMOUNT, "1000", "1,000.00"),
        (AMOUNT, "8114.51", " 8，114.510 "),
        (AMOUNT, "-3.5", "−3.50"),
        (AMOUNT, "／", "/"),
        (PERIOD, "2022-12-09 至 长期", "2022年12月09日 至 长期"),
        (PERIOD, "2022-12-09 至 2025-12-08", "2022年12月9日—2025年12月8日"),
        (PERIOD, "2022-12-09 至 2025-12-08", "2022-12-09 - 2025-12-08"),
        (PERIOD, "2022-12-09 至 2025-12-08", "20221209~20251208"),
        (PERIOD, "2022-12-09 至 2025-12-08", "2022-12-9-2025-12-8"),
        (CODE, "J340200-2026-000001", "j340200-2026-000001"),
        (CODE, "皖(2019)芜湖市不动产权第0000001号", "皖（2019）芜湖市不动产权第0000001号"),
    ],
)
def test_what_means_the_same_is_right(kind: ValueKind, kept: str, typed: str) -> None:
    assert same(typed, kept, kind)


@pytest.mark.parametrize(
    ("kind", "kept", "typed"),
    [
        (TEXT, "张三李", "张三、李四"),
        (TEXT, "张三李", "张三、李"),
        (TEXT, "张三李", "张三\n李"),
        (TEXT, "张三、李四", "李四、张三"),
        (TEXT, "张三、李四", "张三李四"),
        (TEXT, "张三、李四", "张三、、李四"),
        (TEXT, "张三、李四", "张三、李四、"),
        (TEXT, "张三、、李四和王五家的第三个孩子王小六", "张三、\n李四和王五家的第三个孩子\n王小六"),
        (TEXT, "张三李四和王五家的第三个孩子王小六", "张三、\n李四和王五家的第三个孩子\n王小六"),
        (TEXT, "张三李四和王五家的第三个孩子王小六", "张三\n李四和王五家的第三个孩子\n王小六"),
        (TEXT, "张三、李四王五", "张三\n李四\n王五"),
        (TEXT, "张三、李四王五", "张三、\n李四\n王五"),
        (TEXT, "10ⁿ", "10n"),
        (TEXT, "10n", "10ⁿ"),
        (TEXT, "10ₙ", "10n"),
        (TEXT, "甲ᵃ", "甲a"),
        (TEXT, "Ⓐ座", "A座"),
        (CODE, "Nª1", "NA1"),
        (TEXT, "陈一凡", "陈二凡"),
        (TEXT, "陈一凡", ""),
        (TEXT, "1 23", "12 3"),
        (TEXT, "Ann Alee", "Anna Lee"),
        (TEXT, "1,5", "15"),
        (TEXT, "1,5", "1、5"),
        (TEXT, "1.5", "15"),
        (TEXT, "10²", "102"),
        (TEXT, "1⒈", "11."),
        (TEXT, "2022-12-9", "2022-12-09"),
        (TEXT, "-5", "5"),
        (CODE, "2022-12-9", "2022年12月9日"),
        (CODE, "2022-12-09", "2022年12月09日"),
        (DAY, "2022-12-09", "2022-12-08"),
        (DAY, "2022-12-09", "2022-09-12"),
        (DAY, "2022-02-28", "2022年02月30日"),
        (DAY, "2022-12-09", "2022-12-099"),
        (DAY, "2022-12-09", "22-12-09"),
        (DAY, "2022-12-09", "长期"),
        (AMOUNT, "123", "1 23"),
        (AMOUNT, "123", "12 3"),
        (AMOUNT, "123", "-123"),
        (AMOUNT, "12.3", "123"),
        (AMOUNT, "12.3", "1.23"),
        (AMOUNT, "1000", "1,00"),
        (AMOUNT, "1000", "1.000"),
        (AMOUNT, "12", "1²"),
        (AMOUNT, "1000", "1e3"),
        (AMOUNT, "100", "100万"),
        (AMOUNT, "5", "NaN"),
        (PERIOD, "2022-12-09 至 长期", "2022-12-09 至 2025-12-08"),
        (PERIOD, "2022-12-09 至 长期", "2022-12-09"),
        (PERIOD, "2022-12-09 至 长期", "2022-12-09 至 2025-02-30"),
        (PERIOD, "2022-12-09 至 2025-12-08", "2025-12-08 至 2022-12-09"),
    ],
)
def test_what_differs_is_wrong(kind: ValueKind, kept: str, typed: str) -> None:
    assert not same(typed, kept, kind)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.text("0123456789.,-+ eE²，", max_size=12))
def test_an_amount_typed_is_right_only_if_it_is_that_number(kept: object, typed: str) -> None:
    plain = typed.strip().replace(",", "").replace("，", "")
    if same(typed, f"{kept:f}", AMOUNT):
        assert float(plain) == float(f"{kept:f}")


@given(st.text("张李ab12 、,.\n-²", min_size=1, max_size=8), st.text("张李ab12 、,.\n-²", min_size=1, max_size=8))
def test_texts_are_the_same_only_with_the_same_letters_in_the_same_order(kept: str, typed: str) -> None:
    letters = [[char for char in text if char not in " \n、,"] for text in (kept, typed)]
    if same(typed, kept):
        assert letters[0] == letters[1]


@given(st.text(max_size=40), st.sampled_from(ValueKind))
def test_any_value_agrees_with_itself_and_no_text_breaks_the_comparison(text: str, kind: ValueKind) -> None:
    assert same(text, text, kind) or kind is PERIOD


@given(
    st.lists(st.text("住宅商业服务用房及附属设施", min_size=1, max_size=30), min_size=1, max_size=5),
    st.sampled_from("、；，"),
    st.booleans(),
    st.integers(10, 20),
)
def test_breaks_at_separators_and_at_the_width_of_the_page_change_nothing(
    names: list[str], separator: str, replaced: bool, width: int
) -> None:
    kept = separator.join(names)
    lines = [kept[start : start + width] for start in range(0, len(kept), width)]
    typed = "\n".join(lines).replace(separator, "\n" if replaced else f"{separator}\n")
    assert same(typed, kept)


def test_a_value_longer_than_any_page_is_wrong_unread() -> None:
    assert not same("1" * (LONGEST_VALUE + 1), "1" * (LONGEST_VALUE + 1))


FIELDS = (
    PrintedField("KZ_XM", ("姓名",), ("陈一凡",)),
    PrintedField("KZ_FR", ("法定代表人(负责人)",), ("陈一凡",)),
    PrintedField("KZ_YXQ", ("有效期",), ("2年",)),
    PrintedField("ZZYXQ", ("有效期", "有效期限"), ("2022-12-09 至 长期",), PERIOD),
)


@pytest.mark.parametrize("key", ["KZ_XM", "kz_xm", " ＫＺ_XM", "姓名", "姓　名：", "姓 名 :"])
def test_a_field_is_named_by_its_code_or_by_what_is_printed_beside_it(key: str) -> None:
    assert named(key, FIELDS) == FIELDS[:1]


def test_a_label_may_name_what_is_printed_twice_and_an_unknown_one_names_nothing() -> None:
    assert named("法定代表人（负责人）", FIELDS) == FIELDS[1:2]
    assert named("有效期", FIELDS) == FIELDS[2:]
    for key in ("", "性别", "KZ_", "姓", "名" * 100_000):
        assert named(key, FIELDS) == ()
