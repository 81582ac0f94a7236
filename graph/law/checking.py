"""The rows are held against their own texts when the program starts; a row that does not hold is no row to act by.

1. Every article that a row cites is in a text of its own, or a standard; nothing that has to cite cites nothing.
2. Acts, matters, posts, findings, steps and stages are those that there are; numbers of days are positive, dates are
   dates of a year.
3. A wording, of a cell or a citation, follows the one before it, inside the row's period; what every row has to say is
   said from its first day.
4. Every table of a workflow holds (`tables`).
5. No two rows have one name.
6. Of rows that hold alone, the tables between any two hold as well (`checking_between`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any

from graph.law.acts import Act
from graph.law.articles import STANDARDS, articles_of, rules
from graph.law.checking_between import faults_between
from graph.law.citations import Matter
from graph.law.findings import Breach, FindingKind
from graph.law.policies import ROWS
from graph.law.policy import Cell, Policy
from graph.law.provisions import StageAct
from graph.law.tables import faults_of
from graph.law.tracing import places
from graph.law.wordings import Amended, Said, newest, wordings
from graph.law.workflow import Step
from graph.law.workflows import WORKFLOWS
from graph.words.organisation import PostKind


class RowRefused(ValueError):  # noqa: N818 - named by what happened
    """A policy's row cites what is not there, names a post that there is not, or has a gap."""


def check_rows(rows: Iterable[Policy] = ROWS) -> None:
    """Let rows pass that hold.

    Raises:
        RowRefused: With the row, the place in it and what is wrong there; all of them.
    """
    every = tuple(rows)
    twice = [f"{name}: more than one row has this id" for name, n in Counter(row.id for row in every).items() if n > 1]
    faults = [f"{row.id}: {fault}" for row in every for fault in _faults(row)]
    if twice or faults:
        raise RowRefused("; ".join((*twice, *faults)))
    if between := list(faults_between(every)):
        raise RowRefused("; ".join(between))


def _faults(row: Policy) -> Iterator[str]:
    yield from _citing(row)
    yield from _citations(row)
    yield from _period(row)
    yield from _tables(row)
    for name, cell in row.cells():
        place = f"{row.id}.{name}"
        yield from (f"{place} {fault}" for fault in _wordings(cell, row, always=name in _ALWAYS))
        yield from (f"{place} {fault}" for fault in _values(cell))


def _citing(row: Policy) -> Iterator[str]:
    standards = {standard.id for standard in STANDARDS}
    for article, place in places(row):
        if article not in rules():
            yield f"{place} cites {article}, which no text has"
        elif article not in standards and article.partition("-")[0] not in row.prefixes:
            yield f"{place} cites {article}, which is not of {', '.join(row.prefixes) or 'a document of its own'}"


def _citations(row: Policy) -> Iterator[str]:
    cited = row.citations
    for act in Act:
        if act not in cited.acts and row.documents:
            yield f"{row.id}.acts does not say which article gives {act.name}"
    for name, members in (("acts", Act), ("matters", Matter), ("posts", PostKind), ("findings", FindingKind)):
        for key in getattr(cited, name):
            if not isinstance(key, members):
                yield f"{row.id}.{name} names {key!r}, which is no {members.__name__}"
    for place, said in cited.places():
        yield from (f"{row.id}.{place} {fault}" for fault in _said(said, row, place.partition(".")[0]))


def _said(said: Said[Any], row: Policy, name: str) -> Iterator[str]:
    """What is wrong with a citation: what it says in some wording, or when."""
    kind = Breach if name == "findings" else str
    for wording in wordings(said):
        if not isinstance(wording, tuple) or not all(isinstance(each, kind) for each in wording):
            yield f"says {wording!r}, which are no {'breaches' if kind is Breach else 'articles'}"
    yield from _order(said, row)
    while isinstance(said, Amended):
        if said.value is None and newest(said.before) is None:
            yield f"is repealed from {said.since} on, and said nothing until then"
        said = said.before


def _period(row: Policy) -> Iterator[str]:
    if row.valid_until is not None and row.valid_until <= row.valid_from:
        yield f"{row.id} ends on {row.valid_until}, before it begins"
    if row.valid_until is not None and not row.term:
        yield f"{row.id}.term does not say which article ends it"
    for document in row.documents:
        if document.valid_until is not None and document.valid_until <= document.valid_from:
            yield f"{document.prefix} ends on {document.valid_until}, before it begins"
        known = {int(each.id.partition("-")[2]) for each in articles_of(document.prefix)}
        yield from (f"{document.prefix}.asks names article {each}" for each in document.asks if each not in known)


def _tables(row: Policy) -> Iterator[str]:
    for name, cell in row.workflows.items():
        place = f"{row.id}.{name}"
        if name not in WORKFLOWS:
            yield f"{place} is no workflow"
            continue
        for wording in cell.wordings():
            yield from (f"{place} {fault}" for fault in faults_of(wording.value, WORKFLOWS[name]))


def _wordings(cell: Cell[Any], row: Policy, *, always: bool) -> Iterator[str]:
    if always and cell.on(row.valid_from) is None:
        yield f"says nothing before {cell.since}"
    yield from _order(cell, row)
    for wording in cell.wordings():
        if not wording.rules:
            yield "cites no article"
        if wording.value is None:
            yield "has no value"
        if wording.before is not None and wording.since is None:
            yield "has a wording before one that always held"


def _order(later: Any, row: Policy) -> Iterator[str]:
    last = row.valid_until or date.max
    while isinstance(later, Cell | Amended):
        if later.since is not None and not row.valid_from <= later.since < last:
            yield f"has a wording from {later.since} on, out of its order or of the row's period"
        last = later.since or last
        later = later.before


def _values(value: Any) -> Iterator[str]:
    """What is wrong inside a value: a post, a step or a stage that is none, a number that cannot be, no article."""
    if isinstance(value, tuple):
        for each in value:
            yield from _values(each)
    if not is_dataclass(value) or isinstance(value, type | Step):  # steps are held against their workflow
        return
    for field in fields(value):
        inner = getattr(value, field.name)
        if field.name in _KINDS:
            kinds = _KINDS[field.name]
            if not isinstance(inner, kinds) and (inner is not None or field.default is MISSING):
                yield f"names {inner!r}, which is no {' or '.join(kind.__name__ for kind in kinds)}"
        elif field.name in _RANGES:
            if inner is not None and not (type(inner) is int and inner in _RANGES[field.name]):
                yield f"has {inner!r} for {field.name}"
        elif field.name == "rules":
            if not inner:
                yield f"has a {type(value).__name__} that cites no article"
        else:
            yield from _values(inner)


_TWO = 2
_KINDS = {"post": (PostKind,), "act": (StageAct,)}
_DAYS = range(1, 367)
_RANGES = {
    "days": _DAYS,
    "extension": _DAYS,
    "authority_days": _DAYS,
    "month": range(1, 13),
    "day": range(1, 32),
}
_ALWAYS = frozenset(each.name for each in fields(Policy) if each.default is MISSING)
"""What every row has to fill."""
