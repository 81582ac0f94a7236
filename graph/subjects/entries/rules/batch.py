"""Lint of all entries of a department together: what no single entry shows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from graph.subjects.entries.rules.lints import EntryFinding, Lint, finding
from graph.words.alike import near
from graph.words.entries import EntryDraft, Item, UpdateCycle

SET_SIZE = 20
"""From so many entries on, sameness across a set says something."""
EVERYWHERE = 0.1
"""Share of entries above which an item name is everywhere that is no identifier and binds to no data element."""


def lint_entries(drafts: Sequence[EntryDraft]) -> Mapping[str, tuple[EntryFinding, ...]]:
    """What only the set shows, by entry code; what concerns the whole set stands under the empty code."""
    found: dict[str, list[EntryFinding]] = {}
    together = Together()
    for draft in drafts:
        if (fault := together.add(draft)) is not None:
            found.setdefault(draft.code, []).append(fault)
    if sameness := tuple(together.sameness()):
        found.setdefault("", []).extend(sameness)
    return {code: tuple(findings) for code, findings in found.items()}


class Together:
    """A set of entries that are given one after the other: of each only names and counts are kept."""

    def __init__(self) -> None:
        """Begin with none."""
        self._many = 0
        self._exact: dict[tuple[str, str], str] = {}
        self._near: dict[str, tuple[str, str]] = {}
        self._cycles: set[UpdateCycle] = set()
        self._used: Counter[str] = Counter()

    def add(self, draft: EntryDraft) -> EntryFinding | None:
        """Add an entry; say whether it is one that was added before, under another number or with other blanks."""
        self._many += 1
        self._cycles.add(draft.cycle)
        self._used.update({item.name for item in draft.items if _own_name(item)})
        same = self._exact.setdefault((draft.provider, draft.name.strip()), draft.code)
        if same != draft.code:
            return finding(Lint.NAME_TWICE, "name", value=draft.name, right=same)
        like = self._near.setdefault(near(draft.name), (draft.code, draft.name))
        if like[0] != draft.code:
            return finding(Lint.NAME_NEAR_DUPLICATE, "name", value=draft.name, right=" ".join(like))
        return None

    def sameness(self) -> Iterator[EntryFinding]:
        """What is the same in so many of them that nobody has looked."""
        if self._many < SET_SIZE:
            return
        if len(self._cycles) == 1 and self._cycles <= {UpdateCycle.DAILY, UpdateCycle.YEARLY}:
            yield finding(Lint.CYCLE_UNIFORM, "cycle", value=next(iter(self._cycles)).zh)
        for name, count in self._used.most_common():
            if count <= EVERYWHERE * self._many:
                break
            yield finding(Lint.ITEM_EVERYWHERE, "items", value=name, right=f"{count}/{self._many}")


def _own_name(item: Item) -> bool:
    """Whether an item is called what its entry calls it: identifiers and data elements are called alike everywhere."""
    return not item.identifier and item.element is None
