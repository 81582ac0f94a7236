"""Lint of all entries of a department together: what no single entry shows."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from graph.subjects.entries.rules.lints import EntryFinding, Lint, finding
from graph.words.entries import EntryDraft, Item, UpdateCycle

SET_SIZE = 20
"""From so many entries on, sameness across a set says something."""
EVERYWHERE = 0.1
"""Share of entries above which an item name is everywhere that is no identifier and binds to no data element."""
KEPT = 4_096
"""Names whose key is kept: of information items a few hundred are most of all."""

NUMBERED = re.compile(r"[\s\-—_（(]*\d+[)）]?$")
"""The number at the end of a name that counts instead of saying."""


def lint_entries(drafts: Sequence[EntryDraft]) -> Mapping[str, tuple[EntryFinding, ...]]:
    """What only the set shows, by entry code; what concerns the whole set stands under the empty code."""
    found: dict[str, list[EntryFinding]] = {}
    for code, fault in (*_duplicates(drafts), *_sameness(drafts)):
        found.setdefault(code, []).append(fault)
    return {code: tuple(findings) for code, findings in found.items()}


@lru_cache(KEPT)
def name_key(text: str) -> str:
    """A name without what people do not mean by it: case, width, blanks and punctuation."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in narrow if unicodedata.category(char)[0] in "LN")


def _duplicates(drafts: Sequence[EntryDraft]) -> Iterator[tuple[str, EntryFinding]]:
    exact: dict[tuple[str, str], str] = {}
    near: dict[str, EntryDraft] = {}
    for draft in drafts:
        same = exact.setdefault((draft.provider, draft.name.strip()), draft.code)
        if same != draft.code:
            yield draft.code, finding(Lint.NAME_TWICE, "name", value=draft.name, right=same)
            continue
        like = near.setdefault(name_key(NUMBERED.sub("", draft.name)), draft)
        if like.code != draft.code:
            right = f"{like.code} {like.name}"
            yield draft.code, finding(Lint.NAME_NEAR_DUPLICATE, "name", value=draft.name, right=right)


def _sameness(drafts: Sequence[EntryDraft]) -> Iterator[tuple[str, EntryFinding]]:
    if len(drafts) < SET_SIZE:
        return
    cycles = {draft.cycle for draft in drafts}
    if len(cycles) == 1 and cycles <= {UpdateCycle.DAILY, UpdateCycle.YEARLY}:
        yield "", finding(Lint.CYCLE_UNIFORM, "cycle", value=cycles.pop().zh)
    used = Counter(name for draft in drafts for name in {item.name for item in draft.items if _own_name(item)})
    for name, count in used.most_common():
        if count <= EVERYWHERE * len(drafts):
            break
        yield "", finding(Lint.ITEM_EVERYWHERE, "items", value=name, right=f"{count}/{len(drafts)}")


def _own_name(item: Item) -> bool:
    """Whether an item is called what its entry calls it: identifiers and data elements are called alike everywhere."""
    return not item.identifier and item.element is None
