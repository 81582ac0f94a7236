"""What stands at the arrows and over the tables of a picture: the words of a row, in lines that are not too long.

* An arrow says what happens, who may and whose post it is, the term, the conditions, who is told, and the articles.
* Articles stand as they are cited. A row without one says that it is the product's.
* Chinese is broken between characters, but no line begins with a mark that closes; English between words.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum, StrEnum
from typing import Final
from unicodedata import east_asian_width

from graph.errors import Text, printable
from graph.law.articles import rules
from graph.law.policy import Cell, Policy
from graph.law.provisions import PeriodicDuty
from graph.law.terms import NoNumber
from graph.law.workflow import DAYS, IN_TIME, CalendarDays, Condition, Span, Step, Table, Tell, Within
from graph.words.closed_list import ClosedList

WIDEST: Final = 30
"""Columns of a line; a Chinese character takes two."""
WIDEST_TITLE: Final = 60

PRODUCT: Final = Text("产品（无条文依据）", "product (no article)")
ELSEWHERE: Final = Text("由本表以外的程序进入", "entered otherwise than by this table")

_CLAUSE: Final = re.compile(r"[（(]?[^，、；。（(]*[，、；。]*")
"""Where a line is broken first: before a bracket, after a comma."""
_ATOM: Final = re.compile(r"\s*[《“（]*(?:[!-~]+|.)[，；。：、）》”]*")
"""What is not broken: a word, or a character with the marks that cling to it."""


class Language(StrEnum):
    """In which language a picture is."""

    ZH = "zh"
    EN = "en"

    def of(self, text: Text) -> str:
        """A text in this language."""
        return text.zh if self is Language.ZH else text.en

    def term(self, word: ClosedList) -> str:
        """A word of a closed list: its Chinese term of art, or its name."""
        return word.zh if self is Language.ZH else _name(word)

    def listed(self, words: Iterable[str]) -> str:
        """Words one after the other."""
        return ("、" if self is Language.ZH else ", ").join(words)


def lines_of(step: Step, language: Language) -> tuple[str, ...]:
    """The words of a row, without the states that it leads from and into."""
    said = (
        language.term(step.event),
        _who(step, language),
        _term(step, language),
        *_conditions(step, language),
        *_told(step.tells, language),
        language.of(PRODUCT) if step.product else _cited(step.rules, language),
    )
    return tuple(line for each in said if each for line in broken(each, WIDEST))


def title_of(row: Policy, cell: Cell[Table], language: Language) -> tuple[str, ...]:
    """City and policy, the documents that the table was read from with their numbers, and from when until when."""
    said = (
        f"{row.city}（{row.id}）" if language is Language.ZH else f"{row.city} ({row.id})",
        *_documents(row, cell),
        language.of(_period(row, cell)),
        "" if row.verified else language.of(Text("条文未经核对", "not verified against the text")),
    )
    return tuple(line for each in said if each for line in broken(each, WIDEST_TITLE))


def broken(text: str, widest: int) -> Iterator[str]:
    """A text in lines of so many columns; one word that is longer stands alone."""
    line = ""
    for clause in _CLAUSE.findall(printable(" ".join(text.split()))):
        whole = _columns(clause.strip()) <= widest
        for part in [clause] if whole else _ATOM.findall(clause):
            if line and _columns(line + part.rstrip()) > widest:
                yield line.rstrip()
                line = ""
            line += part if line else part.lstrip()
        if not whole:
            yield line.rstrip()
            line = ""
    if line.strip():
        yield line.rstrip()


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(char) in "FWA" else 1 for char in text)


def _who(step: Step, language: Language) -> str:
    posts = language.listed(language.term(each) for each in sorted(step.actors, key=lambda each: each.name))
    side = Text(step.side.value, _name(step.side))
    return language.of(Text(f"{side.zh}：{posts}", f"{side.en}: {posts}"))


def _term(step: Step, language: Language) -> str:
    """How long the next state may last; what is prolonged says by how much and until when in its conditions."""
    match step.lasts:
        case Within(days, handed_in):
            counted = language.of(Text("，自提交起算", " after handing in")) if handed_in else ""
            return language.of(Text(f"期限{days}个工作日", f"term: {days} working days")) + counted
        case CalendarDays(days):
            return language.of(Text(f"期限{days}个自然日", f"term: {days} calendar days"))
        case PeriodicDuty(day=day, month=month, about=about):
            dated = Text(f"{month}月{day}日" if month else f"每月{day}日", f"{day}/{month}" if month else f"day {day}")
            said = Text(f"期限至{dated.zh}（{about.value}）", f"until {dated.en} (about {_name(about)})")
            return language.of(said)
        case NoNumber.NO_NUMBER:
            return language.of(Text(step.lasts.value, "term: no number of days set"))
        case Span.RUNS_ON:
            return language.of(Text(f"期限{step.lasts.value}", "term: runs on"))
        case Span.LONGER:
            bounds = [language.of(each.words) for each in step.when if _of_the_term(each)]
            return ("，" if language is Language.ZH else "; ").join(bounds)
        case Span.AT_REST:
            return ""


def _conditions(step: Step, language: Language) -> Iterator[str]:
    said = language.of(Text("条件：", "if "))
    yield from (
        said + _asked(each, language) for each in step.when if step.lasts is not Span.LONGER or not _of_the_term(each)
    )
    if step.apart:
        done = language.listed(language.term(each) for each in sorted(step.apart, key=lambda each: each.name))
        yield language.of(Text(f"条件：不是办理过“{done}”的人", f"if by another person than did: {done}"))


def _asked(condition: Condition, language: Language) -> str:
    """What has to be so, and the articles that ask for it where these are not the step's."""
    why = language.listed(condition.rules or ())
    return language.of(condition.words) + (language.of(Text(f"（{why}）", f" ({why})")) if why else "")


def _of_the_term(condition: Condition) -> bool:
    return condition.fact in (DAYS, IN_TIME)


def _told(tells: Iterable[Tell], language: Language) -> Iterator[str]:
    for each in tells:
        why = language.listed(each.rules) or language.of(Text("产品", "product"))
        yield language.of(Text(f"告知{each.who.zh}（{why}）", f"tells {_name(each.who)} ({why})"))


def _cited(articles: Iterable[str], language: Language) -> str:
    return language.of(Text("依据：", "by ")) + language.listed(articles)


def _documents(row: Policy, cell: Cell[Table]) -> Iterator[str]:
    cited = dict.fromkeys(article for step in cell.value for article in step.cited)
    prefixes = {article.rpartition("-")[0] for article in cited}
    for document in row.documents:
        if document.prefix in prefixes:
            number = f"（{document.number}）" if document.number else ""
            yield f"{document.prefix}《{document.title}》{number}"
    known = rules()
    others = (each for each in cited if each in known and each.rpartition("-")[0] not in row.prefixes)
    yield from (f"{each} {known[each].document}" for each in others)


def _period(row: Policy, cell: Cell[Table]) -> Text:
    begins = max(row.valid_from, cell.since or row.valid_from).isoformat()
    if row.valid_until is None:
        return Text(f"自{begins}起施行", f"in force from {begins}")
    until = row.valid_until.isoformat()
    return Text(f"自{begins}起施行，自{until}起失效", f"in force from {begins}, no longer from {until}")


def _name(word: Enum) -> str:
    return word.name.lower().replace("_", " ")
