"""The rows are held against their own texts when the program starts; a row that does not hold is no row to act by."""

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from graph.law.acts import Act
from graph.law.articles import STANDARDS, rules
from graph.law.policies import POLICIES
from graph.law.policy import Policy
from graph.law.tracing import places
from graph.words.organisation import PostKind


class RowRefused(ValueError):  # noqa: N818 - named by what happened
    """A policy's row cites what is not there, names a post that there is not, or has a gap."""


def check_rows(rows: Iterable[Policy] = tuple(POLICIES.values())) -> None:
    """Let rows pass whose every article is in their own documents, whose posts there are, and that have no gaps.

    Raises:
        RowRefused: With the row, the place in it and what is wrong there; all of them.
    """
    faults = [f"{row.id}: {fault}" for row in rows for fault in _faults(row)]
    if faults:
        raise RowRefused("; ".join(faults))


def _faults(row: Policy) -> Iterator[str]:
    standards = {standard.id for standard in STANDARDS}
    for article, place in places(row):
        if article not in rules():
            yield f"{place} cites {article}, which no text has"
        elif article not in standards and article.partition("-")[0] not in row.prefixes:
            yield f"{place} cites {article}, which is not of {', '.join(row.prefixes) or 'a document of its own'}"
    for act in Act:
        if act not in row.citations.acts and row.documents:
            yield f"{row.id}.citations.acts does not say which article gives {act.name}"
    for name, cell in row.cells():
        for post in _posts(cell):
            yield f"{row.id}.{name} names {post!r}, which is no post"
        if not cell.rules:
            yield f"{row.id}.{name} cites no article"
        if name in _ALWAYS and cell.on(row.valid_from) is None:
            yield f"{row.id}.{name} says nothing before {cell.since}"
    for post in _strange(row.citations.posts):
        yield f"{row.id}.posts names {post!r}, which is no post"


_ALWAYS = frozenset(each.name for each in fields(Policy) if each.default is MISSING)
"""What every row has to fill."""


def _strange(posts: Iterable[object]) -> Iterator[object]:
    return (post for post in posts if not isinstance(post, PostKind))


def _posts(value: Any) -> Iterator[object]:
    """What stands inside a value where a post has to stand, and is none."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name in ("post", "extension_by"):
                yield from _strange([inner] if inner is not None else [])
            else:
                yield from _posts(inner)
    elif isinstance(value, tuple):
        for each in value:
            yield from _posts(each)
