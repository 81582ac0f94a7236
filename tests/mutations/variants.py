"""Every single change of a value of the law's table: a number more or less, another post, another article, no for yes.

* Words in prose (names of bodies and libraries, what an exception is called) are not changed: nothing is decided by
  their letters.
* A number that a text does not name is changed to one; a term to one of another kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Any

from graph.law.articles import STANDARDS, articles_of, rules
from graph.law.provisions import PeriodicDuty
from graph.law.terms import NO_NUMBER
from graph.law.workflow import Span, Within
from graph.words.organisation import PostKind
from graph.words.people import Role

Change = tuple[str, str, Any]
"""The place inside the value, the sort of change, and the value with it."""
NUMBER, POST, ARTICLE, TRUTH, TERM, WORD, DAY = (
    "number", "post", "article", "truth value", "kind of term", "word of a closed list", "day",
)  # fmt: skip
SORTS = (NUMBER, POST, ARTICLE, TRUTH, TERM, WORD, DAY)
UNNAMED = frozenset({"days", "extension", "authority_days"})
"""Numbers of working days that a text may leave out."""
SOME_DAYS = 5
_TERMS: tuple[object, ...] = (Within(SOME_DAYS), NO_NUMBER, *Span)
_LEFT = frozenset({"before", "since", "words"})
"""What a mutant keeps: earlier wordings, and sentences."""


def variants(value: object, name: str = "") -> Iterator[Change]:
    """The changes of a value; `name` is the field in which it stands."""
    if name == "lasts":
        return _of_term(value)
    if value is None:
        return iter([("", NUMBER, SOME_DAYS)] if name in UNNAMED else [])
    return next(changes(value) for kind, changes in _BY_TYPE if isinstance(value, kind))


def _of_truth(value: bool) -> Iterator[Change]:
    yield "", TRUTH, not value


def _of_number(value: int) -> Iterator[Change]:
    yield from (("", NUMBER, value + step) for step in (1, -1))


def _of_day(value: date) -> Iterator[Change]:
    yield from (("", DAY, value + timedelta(days=step)) for step in (1, -1))


def _of_range(value: range) -> Iterator[Change]:
    first, end = value.start, value.stop
    ends = ((first, end + 1), (first, end - 1), (first + 1, end), (first - 1, end))
    yield from (("", NUMBER, range(*each)) for each in ends)


def _of_word(value: Enum) -> Iterator[Change]:
    yield "", POST if isinstance(value, PostKind | Role) else WORD, _next(value)


def _of_article(value: str) -> Iterator[Change]:
    if value in rules():
        yield "", ARTICLE, _other_article(value)


def _of_fields(value: Any) -> Iterator[Change]:
    for each in fields(value) if is_dataclass(value) else ():
        if each.init and each.name not in _LEFT:
            yield from _inside(getattr(value, each.name), each.name, _replacing(value, each.name))


def _replacing(value: Any, name: str) -> Callable[[object], object]:
    return lambda new: replace(value, **{name: new})


def _inside(value: object, name: str, put: Callable[[object], object]) -> Iterator[Change]:
    for place, sort, new in variants(value, name):
        yield f".{name}{place}" if name else place, sort, put(new)


def _of_term(value: object) -> Iterator[Change]:
    if isinstance(value, Within):
        yield from ((place, sort, new) for place, sort, new in _fields_of(value))
    if isinstance(value, PeriodicDuty):
        yield from _of_fields(value)
    of_its_kind = type(value) if isinstance(value, Within) else ()
    yield from (("", TERM, other) for other in _TERMS if other is not value and not isinstance(other, of_its_kind))


def _fields_of(value: Within) -> Iterator[Change]:
    yield from _inside(value.days, "days", _replacing(value, "days"))
    yield from _inside(value.handed_in, "handed_in", _replacing(value, "handed_in"))


def _of_set(value: frozenset[Any]) -> Iterator[Change]:
    """One member less, one more, or another one."""
    order = sorted(value, key=str)
    for member in order:
        for _, sort, new in variants(member):
            yield f"{{{_said(member)}}}", sort, (value - {member}) | {new}
            if len(value) > 1:
                yield f"{{{_said(member)}}}", sort, value - {member}
    if order and isinstance(order[0], Enum):
        absent = next((each for each in type(order[0]) if each not in value), None)
        if absent is not None:
            yield "{+}", POST if isinstance(absent, PostKind | Role) else WORD, value | {absent}


def _of_tuple(value: tuple[Any, ...]) -> Iterator[Change]:
    for at, member in enumerate(value):
        for place, sort, new in variants(member):
            yield f"[{at}]{place}", sort, (*value[:at], new, *value[at + 1 :])
        if isinstance(member, str) and member in rules():
            yield f"[{at}]", ARTICLE, (*value[:at], *value[at + 1 :])


def _of_mapping(value: Mapping[Any, Any]) -> Iterator[Change]:
    for key, member in value.items():
        for place, sort, new in variants(member):
            yield f".{_said(key)}{place}", sort, MappingProxyType({**value, key: new})


def _next(value: Enum) -> Enum:
    members = list(type(value))
    return members[(members.index(value) + 1) % len(members)]


def _other_article(article: str) -> str:
    """The article behind it in the same document, or the one before; of a document with one, a standard."""
    document = [each.id for each in articles_of(article.partition("-")[0])]
    others = [each for each in document if each != article.partition(".")[0]]
    if not others:
        return next(each.id for each in STANDARDS if each.id != article)
    behind = [each for each in others if document.index(each) > document.index(article.partition(".")[0])]
    return (behind or others[::-1])[0]


def _said(member: object) -> str:
    parts = sorted(_said(each) for each in member) if isinstance(member, frozenset) else []
    return "+".join(parts) or str(getattr(member, "name", member))


_BY_TYPE: tuple[tuple[type, Callable[[Any], Iterator[Change]]], ...] = (
    (bool, _of_truth),
    (int, _of_number),
    (date, _of_day),
    (range, _of_range),
    (Enum, _of_word),
    (str, _of_article),
    (frozenset, _of_set),
    (tuple, _of_tuple),
    (Mapping, _of_mapping),
    (object, _of_fields),
)
