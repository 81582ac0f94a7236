"""Lint of one entry beside those that are published already: called alike, or shared by another department.

* A name that differs only by its number, by punctuation or blanks may be the same entry.
* Nobody collects twice what is had by sharing, where the city's text says so (一数一源). The resource itself, of the
  same name and item by item, is refused by its row. One of which another department shares most items is not the same:
  what is shared is named, and the rest is its department's to collect. Where that line runs is our reading.
* Of an entry that is published what it has not said before is compared, and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from graph.errors import quoted
from graph.law.policy import Policy
from graph.law.workflows import COLLECTED_TWICE, ENTRY
from graph.subjects.entries.rules.lints import EntryFinding, Lint, finding
from graph.words.alike import TELLING, AlikeEntry, near, telling
from graph.words.entries import EntryDraft, Item


def lint_elsewhere(
    draft: EntryDraft, policy: Policy, others: Collection[AlikeEntry], standing: Collection[str] = ()
) -> Iterator[EntryFinding]:
    """What is worth knowing of entries that may be the same: one of each kind is named.

    Args:
        draft: The entry.
        policy: The row that binds its provider.
        others: Published entries that may be the same.
        standing: Names of the information items with which it is published already.
    """
    for each in others:
        if each.same_name and near(each.name) == near(draft.name):
            yield finding(Lint.NAME_NEAR_DUPLICATE, "name", value=draft.name, right=f"{each.code} {each.name}")
            break
    rules, fresh = _once_only(policy), [item for item in draft.items if item.name not in standing]
    shared = {each: names for each in others if rules and (names := _shared(fresh, each))}
    if shared:
        each = max(shared, key=lambda one: len(shared[one]))
        named = "、".join(f"“{quoted(name, 40)}”" for name in shared[each][:_NAMED])
        said = f"{named}…" if len(shared[each]) > _NAMED else named
        found = finding(Lint.ITEMS_ELSEWHERE, "items", value=said, right=f"{each.code} {each.name}", rules=rules)
        yield replace(found, value=each.code)


_NAMED: Final = 20
"""As many information items are named; of more there are the first."""


def _shared(fresh: Sequence[Item], other: AlikeEntry) -> list[str]:
    """Names of the items that another one shares; none where these are not most of them.

    Under another name those count that tell one resource from another.
    """
    names = [item.name for item in fresh] if other.same_name else telling(fresh)
    shared = [name for name in names if name in other.shared]
    enough = len(shared) >= (1 if other.same_name else TELLING) and 2 * len(shared) > len(names)
    return [item.name for item in fresh if item.name in other.shared] if enough else []


def _once_only(policy: Policy) -> tuple[str, ...]:
    """The articles by which nothing is collected that is shared already; none where no text says so."""
    cell = policy.table(ENTRY)
    asked = (each for step in (cell.value if cell else ()) for each in step.when if each.fact == COLLECTED_TWICE)
    return next((each.rules or () for each in asked), ())
