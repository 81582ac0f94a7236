"""What is had without a request: who asks for it is told to use it, by the article, and no case is opened.

1. Base items of base libraries, whatever the entry says, where a text says so.
2. What is about subjects that are shared in any case among the units concerned.
3. Who stands on the entry's list of 专用.
4. What is shared without condition, where the provider's text knows no application for it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from graph.law.policy import Policy
from graph.law.workflow import Articles, Facts, Step, cited_by, steps_from
from graph.law.workflows import SHARING
from graph.words.entries import ItemKind, SharingType
from graph.words.sharing_cases import SharingEvent, SharingState
from graph.words.sources import LibraryKind

OPENING: Final = frozenset({SharingEvent.APPLY, SharingEvent.ASK_INSIDE, SharingEvent.ASK_FOR_THE_BASIS})
"""Events by which a request is opened."""


def direct(row: Policy, facts: Facts) -> Articles:
    """The articles by which something is had without a request; none where there has to be one, or it is not had.

    Args:
        row: The policy that binds the provider, as worded on the day.
        facts: What is known of the resource or item, and of who asks: `type`, `item_kind`, `library_kind`, `about`,
            `subject_concerned`, `on_exclusive_list`.
    """
    also = row.also_unconditional
    if also and also.value.base_items and _BASE_ITEM.items() <= dict(facts).items():
        return also.rules
    if also and facts.get("subject_concerned") and facts.get("about") in also.value.subjects:
        return also.rules
    if row.exclusive and facts.get("on_exclusive_list"):
        return row.exclusive.rules
    if facts.get("type") is not SharingType.UNCONDITIONAL or asked_for(row, facts):
        return ()
    return cited_by(_opening(row))


def had_by(row: Policy, sharing: SharingType) -> Articles:
    """The articles by which what is shared so is had, at once or by a request that somebody answers."""
    typed = {"type": sharing}
    return direct(row, typed) or cited_by(asked_for(row, typed))


def asked_for(row: Policy, facts: Facts) -> tuple[Step, ...]:
    """The rows by which something of a sharing type is asked for; none where the text knows no request for it.

    Args:
        row: The policy that binds the provider, as worded on the day.
        facts: What is known of the resource: its `type`.
    """
    return tuple(step for step in _opening(row) if all(each.holds(facts) for each in step.when if each.fact == "type"))


def leading_to_it(row: Policy, facts: Facts) -> tuple[Step, ...]:
    """Of these rows those by which it can be had: where the basis alone is asked for, nobody gets the data."""
    return tuple(step for step in asked_for(row, facts) if step.event is not SharingEvent.ASK_FOR_THE_BASIS)


def _opening(row: Policy) -> tuple[Step, ...]:
    cell = row.table(SHARING)
    steps = steps_from(cell.value, SharingState.DRAFT) if cell else ()
    return tuple(step for step in steps if step.event in OPENING)


_BASE_ITEM: Final[Mapping[str, object]] = MappingProxyType(
    {"item_kind": ItemKind.BASE, "library_kind": LibraryKind.BASE}
)
