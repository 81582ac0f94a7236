"""The articles behind every rule id: their own words, read from `texts/`.

* An id is a prefix and the number of the article, with the item after a dot: `WH-13`, `JZ-14.2` is 第十四条（二）.
  A plan has sections for articles: `JZP-3.3` is 三（三）.
* `texts/` has one file a document, its official words line by line. Left out is what is not the document: the frame of
  the web page, pages that the scan of 焦作 shows twice. Five slips of that scan are mended (大数数据, 大数据据, and).
* Standards are rules too, so that a refusal can cite them; their texts are not held here, so their words are ours and
  `verbatim` is False.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from graph.errors import NotFound, Text
from graph.law.documents import Document, Headings
from graph.law.policies import POLICIES
from graph.refusal_codes import Code

_NUMERAL = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_CHAPTER = re.compile(rf"第{_NUMERAL}章\s")
_ARTICLE = re.compile(rf"第({_NUMERAL})条\s+")
_SECTION = re.compile(rf"({_NUMERAL})、")
_ITEM = re.compile(rf"[（(]({_NUMERAL})[）)]")
_ARABIC_ITEM = re.compile(r"([1-9])\.")
_HEADINGS = {Headings.ARTICLES: _ARTICLE, Headings.SECTIONS: _SECTION}
_RULE_ID = re.compile(rf"([A-Z]{{2,3}})[\s-]*第?({_NUMERAL}|\d+)条?(?:[.（(]({_NUMERAL}|\d+)[)）]?)?")


DOCUMENTS: tuple[Document, ...] = tuple(document for row in POLICIES.values() for document in row.documents)
"""The texts that are held, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An article, or one item of it, that decisions and refusals cite."""

    id: str
    document: str
    """Title of the document."""
    article: str
    """As the document writes it: 第十三条, 第十四条（二）, 三（三）."""
    words: str
    """The article's own words, a line for each paragraph."""
    valid_from: date | None
    """None where it is not known here (standards)."""
    valid_until: date | None
    """First day on which it is no longer in force."""
    verbatim: bool = True
    """The words are the document's; False = ours, the text is not held here."""
    verified: bool = True
    """False where the copy of the document is incomplete or its date uncertain."""


STANDARDS: tuple[Rule, ...] = tuple(
    Rule(id_, document, "", words, None, None, verbatim=False, verified=verified)
    for id_, document, words, verified in (
        (
            "GB-32100",
            "GB 32100 法人和其他组织统一社会信用代码编码规则",
            "统一社会信用代码18位，字符集不含 I、O、S、V、Z；第3至8位为行政区划码，第18位为校验码。",
            True,
        ),
        (
            "GB-11643",
            "GB 11643 公民身份号码",
            "公民身份号码18位：地址码6位、出生日期码8位、顺序码3位、校验码1位。",
            True,
        ),
        ("GB-2260", "GB/T 2260 中华人民共和国行政区划代码", "县级以上行政区划代码6位数字：省、地、县各两位。", True),
        (
            "GB-36902",
            "GB/T 36902 电子证照目录信息规范",
            "证照类型代码21位：证照定义机构统一社会信用代码18位，加3位数字。",
            False,
        ),
        (
            "GB-36903",
            "GB/T 36903 电子证照元数据规范",
            "电子证照的基本、颁发、有效期、持证主体、签章、加注与变更信息及其名称、代码。",
            False,
        ),
        (
            "GB-36904",
            "GB/T 36904 电子证照标识规范",
            "电子证照标识由根、证照类型代码、颁发机构代码、流水号、版本号和校验位组成，校验按 ISO 7064 MOD 37,36。",
            False,
        ),
        (
            "GUIDE-1272",
            "政务信息资源目录编制指南（试行）（发改高技〔2017〕1272号）",
            "目录条目的分类、名称、代码、提供方、摘要、格式、信息项、共享属性、开放属性、更新周期、发布日期、关联资源。",
            False,
        ),
        (
            "SC-809",
            "政务数据共享条例（国务院令第809号）",
            "2025年8月1日起施行，位阶高于各市办法；条文未收录，引用的数字未经核对。",
            False,
        ),
    )
)
"""Standards and national texts that are cited but not held; the words say what is relied on."""


def rule(rule_id: str) -> Rule:
    """The rule with an id.

    Raises:
        NotFound: `UNKNOWN_RULE`; no document has such an article.
    """
    found = rules().get(rule_id)
    if found is None:
        raise NotFound(
            Text(f"没有编号为 {rule_id[:40]} 的条文", f"there is no rule {rule_id[:40]}"),
            code=Code.UNKNOWN_RULE,
            path=("id",),
            value=rule_id[:40],
        )
    return found


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by id, in the order of their documents: articles, each followed by its items, then standards."""
    found = [rule for document in DOCUMENTS for rule in _read(document)]
    return MappingProxyType({rule.id: rule for rule in (*found, *STANDARDS)})


def articles_of(prefix: str) -> tuple[Rule, ...]:
    """The articles of a document without their items; empty for an unknown prefix."""
    return tuple(rule for rule in rules().values() if rule.id.startswith(f"{prefix}-") and "." not in rule.id)


def items_of(article: Rule) -> tuple[Rule, ...]:
    """The items of an article, in order; none where it has none."""
    return tuple(rule for rule in rules().values() if rule.id.startswith(f"{article.id}."))


def find_rules(words: str, prefixes: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """The narrowest rules that have all the words (split at blanks), an item before its article.

    Args:
        words: What to look for; nothing finds nothing.
        prefixes: Documents to look in, as `("WH", "WHL")`; all where empty.
    """
    wanted = words.split()
    if not wanted:
        return ()
    hits = [
        rule
        for rule in rules().values()
        if (not prefixes or rule.id.split("-")[0] in prefixes) and all(word in rule.words for word in wanted)
    ]
    inner = {rule.id.rpartition(".")[0] for rule in hits}
    return tuple(rule for rule in hits if rule.id not in inner)


def canonical_id(text: str) -> str | None:
    """The id that somebody meant who wrote `WH 13`, `JZP 三.三` or `wh-第十三条`; None where it is none."""
    if text.strip().upper() in rules():
        return text.strip().upper()
    match = _RULE_ID.fullmatch(text.strip().upper())
    if match is None:
        return None
    prefix, article, item = match.groups()
    found = f"{prefix}-{_number(article)}" + (f".{_number(item)}" if item else "")
    return found if found in rules() else None


def _read(document: Document) -> Iterator[Rule]:
    text = (files("graph.law") / "texts" / f"{document.prefix}.txt").read_text(encoding="utf-8")
    heading = _HEADINGS[document.headings]
    number, lines = "", list[str]()
    for line in text.splitlines()[1:]:
        match = heading.match(line)
        if match is None and _CHAPTER.match(line):
            continue
        if match is None:
            lines.append(line)
            continue
        if number:
            yield from _rules(document, number, lines)
        number, lines = match.group(1), [line[match.end() :]]
    yield from _rules(document, number, lines)


def _rules(document: Document, number: str, lines: list[str]) -> Iterator[Rule]:
    article = number if document.headings is Headings.SECTIONS else f"第{number}条"
    article_id = f"{document.prefix}-{_number(number)}"
    yield _rule(document, article_id, article, lines)
    for item, item_lines in enumerate(_items(document, lines), start=1):
        yield _rule(document, f"{article_id}.{item}", f"{article}（{_numeral(item)}）", item_lines)


def _rule(document: Document, rule_id: str, article: str, lines: list[str]) -> Rule:
    return Rule(
        rule_id,
        document.title,
        article,
        "\n".join(lines),
        document.valid_from,
        document.valid_until,
        verified=document.verified,
    )


def _items(document: Document, lines: list[str]) -> list[list[str]]:
    """The items (一)(二)… of an article; a section of a plan may number them 1. 2. instead."""
    sections = document.headings is Headings.SECTIONS
    markers = (_ITEM, _ARABIC_ITEM) if sections else (_ITEM,)
    for marker in markers:
        items: list[list[str]] = []
        for line in lines:
            match = marker.match(line)
            if match is not None and _number(match.group(1)) == len(items) + 1:
                items.append([line])
            elif items:
                items[-1].append(line)
        if items:
            # What follows the last item's own paragraph belongs to the whole article, unless lines are sentences
            # or the item is a section of its own.
            if not (document.sentence_lines or sections):
                del items[-1][1:]
            return items
    return []


_DIGITS = "一二三四五六七八九"


def _number(numeral: str) -> int:
    """The value of 三, 十四 or 三十九; digits as they are."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    units = _DIGITS.index(ones) + 1 if ones else 0
    if not ten:
        return units
    return 10 * (_DIGITS.index(tens) + 1 if tens else 1) + units


def _numeral(number: int) -> str:
    """3 as 三, 14 as 十四."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十") + (_DIGITS[ones - 1] if ones else "")
