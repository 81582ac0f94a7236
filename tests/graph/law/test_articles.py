"""Articles: all are there, in their own words, and every id cited in the code is one."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from graph.errors import NotFound
from graph.law.articles import DOCUMENTS, STANDARDS, articles_of, canonical_id, find_rules, rule, rules

ROOT = Path(__file__).parents[3]
ARTICLES = {"CZ": 24, "JZ": 31, "JZP": 5, "JI": 39, "JP": 36, "WH": 30, "WHL": 26, "CS": 37}
ITEMS = {
    "CZ-5": 4, "CZ-9": 3, "CZ-23": 8,
    "JZ-6": 4, "JZ-10": 3, "JZ-14": 3, "JZ-15": 5, "JZ-28": 9,
    "JZP-2": 4, "JZP-3": 3, "JZP-4": 3, "JZP-5": 4,
    "JI-17": 4, "JI-19": 3, "JI-35": 7,
    "JP-19": 4,
    "WH-5": 4, "WH-7": 3, "WH-8": 3, "WH-28": 7,
    "WHL-23": 8,
    "CS-4": 4,
}  # fmt: skip
CITED = re.compile(r"\b(?:CZ|JZP|JZ|JI|JP|WHL|WH|CS)-\d+(?:\.\d+)?\b|\"((?:GB|GUIDE|SC)-\d+)\"")


@pytest.mark.parametrize(("prefix", "count"), ARTICLES.items())
def test_every_article_is_there_once_and_in_order(prefix: str, count: int) -> None:
    assert [found.id for found in articles_of(prefix)] == [f"{prefix}-{number}" for number in range(1, count + 1)]


def test_there_are_223_articles_besides_the_plan() -> None:
    assert sum(len(articles_of(document.prefix)) for document in DOCUMENTS if document.prefix != "JZP") == 223


def test_exactly_the_numbered_items_are_rules_of_their_own() -> None:
    found = Counter(rule_id.partition(".")[0] for rule_id in rules() if "." in rule_id)
    assert found == ITEMS


def test_the_words_are_the_articles_own() -> None:
    assert rule("WH-30").words.startswith("本办法自印发之日起施行。")
    assert rule("WH-7.3").words == "(三)不宜提供给其他政务部门共享使用的政务信息资源属于不予共享类。"
    assert rule("WH-7").words.endswith("凡列入不予共享类的政务信息资源,必须有法律、行政法规或党中央、国务院政策依据。")
    assert "10个工作日" in rule("WH-13").words
    assert "延长校核期限不超过10个工作日" in rule("JI-14").words
    assert "经市政务服务和大数据管理局审核批准后予以使用" in rule("JI-19.1").words
    assert "只能选择不可对社会开放" in rule("JZP-3.3").words
    assert rule("CS-4.4").words.count("\n") == 1
    assert rule("JI-35.2").words.startswith("（二）不按规定报送")


def test_the_words_have_no_frame_of_a_page_and_no_repeated_page() -> None:
    for found in rules().values():
        assert found.words, found.id
        lines = found.words.splitlines()
        assert len(set(lines)) == len(lines), found.id
        for slip in ("大数数据", "大数据据", " and ", "相关文档", ".doc", ".pdf", "您的位置"):
            assert slip not in found.words, (found.id, slip)


def test_an_article_that_ends_in_the_middle_of_a_sentence_would_be_noticed() -> None:
    unfinished = [
        found.id
        for found in rules().values()
        if found.verbatim and "." not in found.id and found.words.rstrip()[-1] not in "。;；:"
    ]
    # The published copies themselves leave out the full stop here.
    assert unfinished == ["JZ-24", "JZP-5"]


def test_a_rule_knows_its_period() -> None:
    wuhu, jinzhong, changsha = rule("WH-13"), rule("JZ-14.2"), rule("CS-29")
    assert (wuhu.valid_from, wuhu.valid_until, wuhu.verified) == (date(2020, 7, 22), None, True)
    assert (jinzhong.valid_from, jinzhong.valid_until) == (date(2022, 6, 16), date(2027, 6, 16))
    assert not changsha.verified
    assert (jinzhong.document, jinzhong.article) == (
        "晋中市市场监督管理局政务数据资源共享管理办法",
        "第十四条（二）",
    )
    assert (rule("JZP-4.1").article, rule("WH-20").article, rule("CS-32").article) == (
        "四（一）",
        "第二十条",
        "第三十二条",
    )


def test_standards_are_rules_whose_words_are_not_claimed_to_be_theirs() -> None:
    assert all(not standard.verbatim for standard in STANDARDS)
    assert all(rule(standard.id).words for standard in STANDARDS)


@pytest.mark.parametrize("unknown", ["", "WH-31", "WH-13.1", "XX-1", "wh-13", "W" * 500])
def test_an_unknown_id_is_not_found(unknown: str) -> None:
    with pytest.raises(NotFound) as refused:
        rule(unknown)
    assert refused.value.code == "UNKNOWN_RULE"
    assert len(str(refused.value)) < 120


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("WH-13", "WH-13"),
        ("wh 13", "WH-13"),
        ("WH-第十三条", "WH-13"),
        ("JZP 三.三", "JZP-3.3"),
        ("JZP 四.一", "JZP-4.1"),
        ("JZ-14（二）", "JZ-14.2"),
        ("JI-三十九", "JI-39"),
        ("WH-99", None),
        ("something", None),
        ("", None),
    ],
)
def test_an_id_written_as_people_write_it_is_understood(written: str, meant: str | None) -> None:
    assert canonical_id(written) == meant


def test_rules_are_found_by_their_words_the_item_before_its_article() -> None:
    found = [hit.id for hit in find_rules("滥用职权", ("WHL",))]
    assert found == ["WHL-23.6"]
    assert {hit.id for hit in find_rules("校核期间")} == {"CZ-14", "JZ-16", "JI-14", "WH-16", "CS-32"}
    assert find_rules("  ") == ()
    assert find_rules("校核期间 10个工作日") == (rule("JI-14"),)


def test_every_rule_id_in_the_code_is_a_rule() -> None:
    unknown = {
        f"{path.relative_to(ROOT)}: {cited.group(1) or cited.group(0)}"
        for room in ("graph", "licenses", "api", "seed")
        for path in (ROOT / room).rglob("*.py")
        for cited in CITED.finditer(path.read_text(encoding="utf-8"))
        if (cited.group(1) or cited.group(0)) not in rules()
    }
    assert not unknown
