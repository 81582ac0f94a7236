"""In which form a search is asked: the strictest in which it finds what the asker sees, whatever the filter.

So page, count and facets of one request agree in it, and what others may not see decides nothing. Once known it is
kept for the request (`View.searches`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, LiteralString

from graph.schema.indexes import FullText
from graph.store.full_text import lucene, needles
from graph.store.view import View
from graph.words.asking import Form, Search, understood


@dataclass(frozen=True, slots=True)
class Met:
    """By what a search is met."""

    words: tuple[str, ...]
    """What was typed and what is meant by it, in the form in which names are compared (`words.folding`)."""
    exact: bool
    """Whether it is met as it was typed, and not only loosely."""


def met_by(words: str, given: Mapping[str, Any]) -> Met:
    """By what a search is met that is asked in a form, whose parameters are given."""
    sought = [given["whole"], *(word for each in given["sought"] for word in each)]
    return Met(tuple(dict.fromkeys(sought)), given["search"] == lucene(understood(words).forms[0]))


def strictest(view: View, index: FullText, words: str) -> Mapping[str, Any] | None:
    """The parameters of the strictest form, where it is not known yet whether that finds anything."""
    search = understood(words)
    if not search.forms or (words, index.name) in view.searches:
        return None
    return _given(view, index, search, search.forms[0])


def keep(view: View, index: FullText, words: str, given: Mapping[str, Any] | None) -> None:
    """Note in which form a search is asked in this request; None = in none of them it finds anything."""
    view.searches[words, index.name] = given


async def asked_in(view: View, index: FullText, words: str, found: LiteralString) -> Mapping[str, Any] | None:
    """The parameters of the form in which a search is asked; None where no form of it finds anything.

    Args:
        view: Who asks.
        index: Where it is looked for.
        words: What was typed.
        found: The statement that tells whether a form finds anything that he sees.
    """
    if (words, index.name) not in view.searches:
        keep(view, index, words, await _first_that_finds(view, index, understood(words), found))
    return view.searches[words, index.name]


async def _first_that_finds(
    view: View, index: FullText, search: Search, found: LiteralString
) -> Mapping[str, Any] | None:
    for form in search.forms:
        given = _given(view, index, search, form)
        if await view.read(found, index=given["index"], search=given["search"]):
            return given
    return None


def _given(view: View, index: FullText, search: Search, form: Form) -> Mapping[str, Any]:
    return {"index": view.store.dialect.index_name(index), "search": lucene(form), **needles(search, form)}
