"""Lint of one entry beside those that are published already: called alike, or shared by another department.

* A name that differs only by its number, by punctuation or blanks may be the same entry.
* What another department shares under another name, item by item, is told where the city's text lets nobody collect
  twice (一数一源); under the same name it is the condition of the row that refuses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from graph.law.policy import Policy
from graph.law.workflows import COLLECTED_TWICE, ENTRY
from graph.subjects.entries.rules.lints import EntryFinding, Lint, finding
from graph.words.alike import AlikeEntry, near
from graph.words.entries import EntryDraft


def lint_elsewhere(draft: EntryDraft, policy: Policy, others: Collection[AlikeEntry]) -> Iterator[EntryFinding]:
    """What is worth knowing of entries that may be the same: one of each kind is named.

    Args:
        draft: The entry.
        policy: The row that binds its provider.
        others: Published entries that may be the same.
    """
    for each in others:
        if each.same_name and near(each.name) == near(draft.name):
            yield finding(Lint.NAME_NEAR_DUPLICATE, "name", value=draft.name, right=f"{each.code} {each.name}")
            break
    rules = _once_only(policy)
    for each in others:
        if rules and each.shares_it and not each.same_name:
            yield finding(Lint.ITEMS_ELSEWHERE, "items", value=each.code, right=f"{each.code} {each.name}", rules=rules)
            break


def _once_only(policy: Policy) -> tuple[str, ...]:
    """The articles by which nothing is collected that is shared already; none where no text says so."""
    cell = policy.table(ENTRY)
    asked = (each for step in (cell.value if cell else ()) for each in step.when if each.fact == COLLECTED_TWICE)
    return next((each.rules or () for each in asked), ())
