"""Where the law stands: for every article the places of the rows that cite it, and whether a decision rests on them.

* A cell is *read* when some decision differs with it; a test changes each and looks. The few that are words only are
  named here, each with the reason.
* An article is *carried* when what is read cites it and a test names it; one that only a module names is said to be so.
* Where an article asks for more than is there, what is missing stands beside the rows (`cities.lacking`), and
  it is carried *in part*.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum, unique
from types import MappingProxyType
from typing import Any

from graph.errors import Text
from graph.law.acts import PERMISSIONS
from graph.law.articles import Rule, articles_of, items_of
from graph.law.citations import of_act
from graph.law.cities.lacking import NOT_YET
from graph.law.documents import Document
from graph.law.findings import Articles
from graph.law.policies import POLICIES
from graph.law.policy import Cell, Policy
from graph.law.provisions import Stage
from graph.law.wordings import newest, wordings
from graph.law.workflows import WORKFLOWS
from graph.words.organisation import PostKind

_CITING = frozenset({"rules", "never_by", "unless_late", "late", "intent", "consequences"})
"""Fields of the values in a row that hold articles."""

WORDS_ONLY: Mapping[str, str] = MappingProxyType(
    {
        "lead_authority": "a name; who leads and carries out follows from posts in the graph",
        "third_kind": "a name that the libraries themselves bear",
        "outside_channels": "channels outside the platform are not recorded",
        "conflicts": "values of two providers that differ are not settled here yet",
        "unified_collection": "collection is not asked for here yet",
        "upper_data": "needs of data of upper levels are not stated here yet",
        "assessment": "departments are not assessed here yet",
        "lists": "levels of list are levels of departments, which the graph has",
        "ladder": "findings are not followed up here yet",
        "posts": "what a text says of a post itself; who may act follows from steps, stages and acts",
    }
)
"""Cells, and the posts, on which no decision rests; why they stand there: nothing else carries their articles."""
_FOUND = frozenset(each.finding.name for each in WORKFLOWS.values() if each.finding is not None)
"""Breaches that a duty which is not met is told by; the others are not found yet."""


@unique
class Carried(Enum):
    """How far an article is carried out."""

    CARRIED = "已实现"
    PARTLY = "部分实现"
    """Carried, but for what `NOT_YET` says."""
    UNTESTED = "已实现，未测试"
    NAMED = "代码中提及"
    """A module names it as what it follows; no cell that is read says so."""
    WORDS = "仅有文字"
    WAITING = "待实现"
    NOTHING_ASKED = "无需软件"


@dataclass(frozen=True, slots=True)
class Traced:
    """One article, or item of one, with everything that cites it."""

    rule: Rule
    rows: tuple[str, ...]
    """Places in the policies' rows, `WH.correction`."""
    code: tuple[str, ...]
    """Modules that name it."""
    tests: tuple[str, ...]
    """Test files that name it."""
    state: Carried
    missing: Text | None
    """What it asks for and is not there, of one that is carried in part."""


def places(row: Policy) -> Iterator[tuple[str, str]]:
    """Each article that a row cites or, before an amendment, cited, with its place: `WH-16`, `WH.correction`."""
    for name, cell in row.cells():
        for article in dict.fromkeys(_cited(cell)):
            yield article, f"{row.id}.{name}"
    yield from ((article, f"{row.id}.term") for article in row.term)
    for place, said in row.citations.places():
        cited = (article for wording in wordings(said) for article in _articles(wording))
        yield from ((article, f"{row.id}.{place}") for article in dict.fromkeys(cited))


def articles_of_post(row: Policy, post: PostKind) -> tuple[str, ...]:
    """The articles by which a row knows a post: stages, steps of a table, acts, and what it says of the post itself."""
    of_itself: Articles = newest(row.citations.posts.get(post)) or ()
    found = list(of_itself)
    for _, cell in row.cells():
        found.extend(article for step in _steps(cell.value) if step.post is post for article in step.rules)
    for act in row.citations.acts:
        found.extend(of_act(row, act) if post in PERMISSIONS[act].posts else ())
    for cell in row.workflows.values():
        found.extend(article for step in cell.value if post in step.actors for article in step.rules)
    return tuple(dict.fromkeys(found))


def trace(code: Mapping[str, Collection[str]], tests: Mapping[str, Collection[str]]) -> Iterator[Traced]:
    """Say of every article of every document, and of some every item, who carries it, in their order.

    Args:
        code: Modules by the article or item that they name.
        tests: Test files by the article or item that they name.
    """
    of_rows: dict[str, list[str]] = {}
    for row in POLICIES.values():
        for article, place in places(row):
            of_rows.setdefault(article, []).append(place)
    for row in POLICIES.values():
        for document in row.documents:
            for found in _obligations(document):
                cited = tuple(dict.fromkeys(_naming(of_rows, found.id)))
                modules, tried = (tuple(sorted(set(_naming(names, found.id)))) for names in (code, tests))
                yield Traced(
                    found, cited, modules, tried, _state(document, found, cited, modules, tried), NOT_YET.get(found.id)
                )


def _obligations(document: Document) -> Iterator[Rule]:
    """What a document says, one by one: its articles, and of some of them the items."""
    for article in articles_of(document.prefix):
        yield from items_of(article) if _number(article) in document.by_items else (article,)


def _number(rule: Rule) -> int:
    return int(rule.id.partition("-")[2].partition(".")[0])


def _state(
    document: Document, rule: Rule, rows: tuple[str, ...], modules: tuple[str, ...], tests: tuple[str, ...]
) -> Carried:
    if _number(rule) not in document.asks:
        return Carried.NOTHING_ASKED
    if any(read(place) for place in rows):
        carried = Carried.PARTLY if rule.id in NOT_YET else Carried.CARRIED
        return carried if tests else Carried.UNTESTED
    if modules:
        return Carried.NAMED
    return Carried.WORDS if rows else Carried.WAITING


def read(place: str) -> bool:
    """Whether a decision rests on a place of a row."""
    _, name, *further = place.split(".")
    return name not in WORDS_ONLY and (name != "findings" or further[0] in _FOUND)


def _steps(value: Any) -> Iterator[Stage]:
    each = value if isinstance(value, tuple) else (value,)
    return (one for one in each if isinstance(one, Stage))


def _naming(names: Mapping[str, Collection[str]], of: str) -> Iterator[str]:
    """Who names an article or one of its items; of an item, who names that."""
    for named, where in names.items():
        if named == of or named.startswith(f"{of}."):
            yield from where


def _articles(wording: Any) -> Iterator[str]:
    """The articles of one wording outside the cells: articles themselves, or breaches that hold them."""
    for each in wording if isinstance(wording, tuple) else (wording,):
        yield from (each,) if isinstance(each, str) else _cited(each)


def _cited(value: Any) -> Iterator[str]:
    """All articles inside a value of a row."""
    if isinstance(value, Cell):
        yield from value.rules
        yield from _cited(value.value)
        yield from _cited(value.before)
    elif is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            yield from (inner or ()) if field.name in _CITING else _cited(inner)
    elif isinstance(value, tuple):
        for each in value:
            yield from _cited(each)
