"""One search over all kinds of the catalogue, answered in memory.

1. It is asked in the strictest form in which it finds anything of the kinds that are searched, whatever was chosen of
   them; so they are met alike, and their points are compared.
2. What is met as well as something else stands by its kind, in the order of `SEARCHED`, then by its id.
3. Information items are found as what their entry has.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from graph.store.listing import Listing
from graph.store.ordering import BY_RELEVANCE
from graph.store.searching import Cursor, Found, found_together
from graph.store.view import View
from graph.subjects.entries import memory as entries
from graph.subjects.licensing import memory as licensing
from graph.subjects.organisation import memory as organisation
from graph.subjects.sources import memory as sources
from graph.words.marking import Mark, Suggestion, SuggestionKind, meant, met

SEARCHED: Mapping[str, Listing] = {
    listing.shape.label: listing
    for listing in (
        entries.RESOURCES,
        licensing.LICENSE_TYPES,
        organisation.DEPARTMENTS,
        sources.LIBRARIES,
        sources.SYSTEMS,
        sources.CONSUMERS,
        sources.LEGAL_BASES,
    )
}
"""By their labels, the kinds that are searched."""
_ORDER = {label: number for number, label in enumerate(SEARCHED)}
_LAST = "\U0010ffff"
"""Comes behind every id."""
Place: TypeAlias = tuple[int, str, str]
"""Where something stands among what is found: points, label, id."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that is found."""

    kind: str
    """Label."""
    id: str
    name: str
    marks: tuple[Mark, ...]
    """What of its name meets the search; none where it is met by something else that it says."""
    place: Place


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search finds, the best first."""

    hits: list[Hit]
    more: bool
    """Whether there are more."""
    counts: Mapping[str, int]
    """How many of each kind, whichever were chosen, by label."""
    suggestions: list[Suggestion]
    """What was meant, where the search is met loosely only."""
    typed: str
    kinds: tuple[str, ...]
    """Labels of the kinds that were chosen."""


async def search(view: View, typed: str, kinds: Collection[str], first: int, after: Place | None = None) -> Hits:
    """What a search finds of some kinds.

    Args:
        view: Who asks.
        typed: What he types.
        kinds: Labels of the kinds that are chosen.
        first: How many are asked for.
        after: Where the last stands that was told before; None = from the first.
    """
    searched = [await listing.searched(view) for listing in SEARCHED.values()]
    found = dict(zip(SEARCHED, found_together(view, searched, typed), strict=True))
    counts = {label: each.nodes.bit_count() for label, each in found.items() if each.nodes}
    places = sorted(
        (place for label in kinds for place in _places(label, found[label], first + 1, after)),
        key=lambda place: (-place[0], _ORDER[place[1]], place[2]),
    )
    names = await _names(view, places[:first])
    words = next((each.met.words for each in found.values() if each.met is not None), ())
    hits = [_hit(place, names[place[1:]], words) for place in places[:first] if place[1:] in names]
    more, suggested = len(places) > first, _suggestions(typed, found.values(), hits)
    return Hits(hits, more, counts, suggested, typed, tuple(kinds))


def _places(label: str, found: Found, enough: int, after: Place | None) -> list[Place]:
    rows = found.in_order(BY_RELEVANCE, -1, _start(label, after), enough, backward=False)
    return [(points, label, identity) for points, identity in rows]


def _start(label: str, after: Place | None) -> Cursor:
    """Where what is found of a kind goes on, behind something of a kind."""
    if after is None:
        return None
    points, kind, identity = after
    if label == kind:
        return points, identity
    return points, _LAST if _ORDER[label] < _ORDER[kind] else ""


async def _names(view: View, places: Collection[Place]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for label, listing in SEARCHED.items():
        if ids := [identity for _, kind, identity in places if kind == label]:
            rows = await listing.these(view, ids, f"[c.id, {listing.shape.called('c')}]")
            found |= {(label, identity): name for identity, name in rows.values()}
    return found


def _hit(place: Place, name: str, words: Collection[str]) -> Hit:
    _, kind, identity = place
    fragment = met(name, words, around=len(name))
    return Hit(kind, identity, name, fragment.marks if fragment else (), place)


def _suggestions(typed: str, found: Collection[Found], hits: Collection[Hit]) -> list[Suggestion]:
    if all(each.met is None or each.met.exact for each in found):
        return []
    corrected = meant(typed, [hit.name for hit in hits])
    return [Suggestion(corrected, SuggestionKind.CORRECTION)] if corrected else []
