"""How names are sorted in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.words import pinyin
from graph.words.pinyin import sorted_as


@pytest.mark.parametrize(
    "names",
    [
        ("财政局", "公安局", "民政局", "卫生健康委员会", "行政审批局", "应急管理局", "住房和城乡建设局"),
        ("长沙市", "重庆市", "厦门市", "银行", "长者", "种植", "重点项目"),
        ("安庆市", "蚌埠市", "长丰县", "单县", "芜湖市"),
        ("西安市", "县"),
        ("张三", "张五", "章二"),
        ("路", "绿化", "略"),
        ("12345热线", "3号楼", "A区", "b区", "阿里"),
        ("丁", "一"),
    ],
)
def test_names_stand_as_in_a_chinese_register(names: tuple[str, ...]) -> None:
    assert sorted(names, key=sorted_as) == list(names)


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("重庆", "chong2 qing4"),
        ("重点", "zhong4 dian3"),
        ("长沙", "chang2 sha1"),
        ("校长", "xiao4 zhang3"),
        ("厦门", "xia4 men2"),
        ("大厦", "da4 sha4"),
        ("行政", "xing2 zheng4"),
        ("银行", "yin2 hang2"),
        ("会计", "kuai4 ji4"),
        ("六安", "lu4 an1"),
        ("给排水", "ji3 pai2 shui3"),
        ("差旅", "chai1 lu:3"),
    ],
)
def test_a_character_is_read_as_its_word_is(name: str, syllables: str) -> None:
    expected = "".join(f"~{syllable}{each}" for each, syllable in zip(name, syllables.split(), strict=True))
    assert sorted_as(name) == expected


def test_width_and_case_make_no_difference() -> None:
    assert sorted_as("Ａ区１号") == sorted_as("a区1号")


@given(st.text(max_size=20))
def test_every_name_has_a_place(name: str) -> None:
    assert isinstance(sorted_as(name), str)
    assert bool(sorted_as(name)) == bool(name)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the dictionary is asked for, by a reader that knows nothing yet."""
    words: list[str] = []
    spelled: Any = pypinyin.lazy_pinyin

    def counted(word: str, **how: Any) -> Any:
        words.append(word)
        return spelled(word, **how)

    pinyin._reader.cache_clear()
    monkeypatch.setattr(pypinyin, "lazy_pinyin", counted)
    yield words
    pinyin._reader.cache_clear()


def test_a_word_that_stands_in_many_names_is_spelled_once(asked: list[str]) -> None:
    what = "养老服务机构登记信息"
    sorted_as(f"芜湖市{what}")
    assert set(what) <= set("".join(asked))
    asked.clear()
    for place in ("重庆市", "长沙市", "厦门市"):
        sorted_as(f"{place}{what}")
    assert asked
    assert not set(what) & set("".join(asked))
