"""What differs between versions of an entry, as whoever asks may see it, with what its codes stand for in words.

* What all codes of all versions that are asked for stand for is read in one statement.
* Which entries a version is related to is told as far as they may be seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, LiteralString

from graph.schema.nodes import ENTRY_VERSION, RESOURCE
from graph.store.edges import Batch, value_of
from graph.store.view import View
from graph.subjects.entries.contents import BETWEEN, Change, Reference, changes, references
from graph.subjects.entries.memory import contents_of_version

Compared = tuple[str | None, str | None, Sequence[str] | None]
"""What an entry says, what it said, and in which libraries it was then; None = as it said."""

_contents_of_case: Final = value_of("EntryCase", "[p.content, p.follows, null]")

_VERSIONS: LiteralString = (
    f"MATCH (r:Resource {{id: $code}})-[:HAS_VERSION]->(v:EntryVersion) WHERE {ENTRY_VERSION.sees('v')} "
    "AND v.number IN $numbers RETURN collect([v.number, v.content, coalesce(r.libraryIds, []), COLLECT { "
    "MATCH (n:EntryVersion {id: r.id + '@' + toString(v.number + 1)}) RETURN [n.number, n.stoodIn] }])"
)
"""Of some versions what each says, and in which libraries the entry was to the end of it."""

_NAMES: LiteralString = (
    "RETURN ["
    "COLLECT { UNWIND $departments AS k MATCH (x:Department {id: k}) RETURN ['Department', k, x.name] }, "
    "COLLECT { UNWIND $libraries AS k MATCH (x:Library {id: k}) RETURN ['Library', k, x.name] }, "
    "COLLECT { UNWIND $systems AS k MATCH (x:System {id: k}) RETURN ['System', k, x.name] }, "
    "COLLECT { UNWIND $elements AS k MATCH (x:DataElement {id: k}) RETURN ['DataElement', k, x.name] }, "
    f"COLLECT {{ UNWIND $entries AS k MATCH (x:Resource {{id: k}}) WHERE {RESOURCE.sees('x')} "
    "RETURN ['Resource', k, x.name] }, "
    "COLLECT { UNWIND $bases AS k MATCH (x:LegalBasis {id: k}) "
    "RETURN ['LegalBasis', k, x.title, coalesce(x.article, '')] }]"
)
_RELATED: Final = "related"


async def between(view: View, code: str, before: int, after: int) -> list[Change] | int:
    """What one version of an entry says otherwise than another; else the number of the one that nobody can be shown.

    Args:
        view: Whose question it is.
        code: Of the entry.
        before: Number of the version that is compared with.
        after: Number of the version whose differences are told.
    """
    found = {row[0]: row for row in await view.read(_VERSIONS, code=code, numbers=[before, after]) or ()}
    for number in (before, after):
        if number not in found:
            return number
    _, said, stands_in, followed = found[before]
    stood_in = followed[0][1] if followed else stands_in
    (told,) = await _told(view, [(found[after][1], said, None if before == after else stood_in)])
    return told


async def _of_versions(view: View, keys: Sequence[str]) -> list[list[Change]]:
    return await _told(view, [row or _NOTHING for row in await contents_of_version(view, keys)])


async def _of_cases(view: View, keys: Sequence[str]) -> list[list[Change]]:
    return await _told(view, [row or _NOTHING for row in await _contents_of_case(view, keys)], of_others=True)


changes_of_version: Final = Batch(_of_versions)
"""What a version says otherwise than the one before, where the asker sees that."""
changes_of_case: Final = Batch(_of_cases)
"""What a case is to say otherwise than the version that it follows."""


async def _bases_named(view: View, keys: Sequence[str]) -> list[Mapping[str, str]]:
    named = [[each for each in references(content) if each[0] == "LegalBasis"] for content in keys]
    names = await _names(view, {each for some in named for each in some}) if any(named) else {}
    return [{code: names[kind, code] for kind, code in sorted(some) if (kind, code) in names} for some in named]


bases_named: Final = Batch(_bases_named)
"""By what an entry says, the bases that it names by their codes, each as it is called."""
_NOTHING: Final[Compared] = (None, None, None)


async def _told(view: View, compared: Sequence[Compared], *, of_others: bool = False) -> list[list[Change]]:
    two = [each for each in compared if each[1]]
    named = frozenset[Reference]().union(
        *(references(said or "", *(stood_in or ())) for after, before, stood_in in two for said in (after, before))
    )
    names = await _names(view, named) if named else {}
    found = (changes(before or "", after or "", stood_in, names) for after, before, stood_in in compared)
    return [
        [one for each in some for one in ([each] if of_others or each.path != _RELATED else _seen(each, names))]
        for some in found
    ]


def _seen(change: Change, names: Mapping[Reference, str]) -> Iterator[Change]:
    """A change of the entries that an entry is related to, by those of them that the asker sees."""

    def known(codes: str | None) -> list[str]:
        return [code for code in (codes or "").split(BETWEEN) if ("Resource", code) in names]

    before, after = known(change.before), known(change.after)
    if before != after:
        texts = (BETWEEN.join(names["Resource", code] for code in some) or None for some in (before, after))
        yield Change(change.path, BETWEEN.join(before) or None, BETWEEN.join(after) or None, change.label, *texts)


async def _names(view: View, named: Collection[Reference]) -> Mapping[Reference, str]:
    """What codes stand for, each with its code."""

    def of(kind: str) -> list[str]:
        return sorted(code for label, code in named if label == kind)

    found: Iterable[Sequence[Sequence[str]]] = await view.read(
        _NAMES,
        departments=of("Department"),
        libraries=of("Library"),
        systems=of("System"),
        elements=of("DataElement"),
        entries=of("Resource"),
        bases=of("LegalBasis"),
    )
    return {(kind, code): _called(code, *words) for rows in found for kind, code, *words in rows}


def _called(code: str, name: str, article: str | None = None) -> str:
    """A name with its code; a basis has an article, if only an empty one."""
    return f"{name}（{code}）" if article is None else f"《{name.strip('《》')}》{article}（{code}）"
