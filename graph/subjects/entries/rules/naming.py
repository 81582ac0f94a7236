"""What a refused step of an entry names besides the condition: the entry that says the same, the item that is meant."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from graph.cases.refusing import ConditionMissing
from graph.errors import Text, quoted
from graph.law.workflows import COLLECTED_TWICE
from graph.words.entries import EntryDraft, SharingType

_OF_TYPE: Final = frozenset({"type", "basis_kind", "basis_in_force", "rests_on_law_or_policy", "authority_confirmed"})
"""Facts that are asked for because something is not to be shared."""


@contextmanager
def naming(draft: EntryDraft, elsewhere: str | None, *, within: bool = True) -> Iterator[None]:
    """Name in a refusal the entry by which another department shares the same, and the item that is not to be shared.

    Args:
        draft: The entry.
        elsewhere: Code of the entry by which another department shares the same.
        within: Whether the entry stands in the input, so that the place of the item can be told.

    Raises:
        ConditionMissing: What was refused; that entry is its limit where it is the reason.
    """
    try:
        yield
    except ConditionMissing as refused:
        said = refused.message
        if elsewhere is not None and COLLECTED_TWICE in refused.facts:
            refused.limit = elsewhere
            refused.message = Text(f"{said.zh}（{elsewhere} 已共享）", f"{said.en} ({elsewhere} shares it)")
        elif _OF_TYPE.issuperset(refused.facts) and draft.sharing is not SharingType.REFUSED:
            _name_item(refused, draft, within=within)
        raise


def _name_item(refused: ConditionMissing, draft: EntryDraft, *, within: bool) -> None:
    """Of an entry that is shared itself an item is the reason: its own type is asked for its ground."""
    at = next((at for at, item in enumerate(draft.items, start=1) if item.sharing is SharingType.REFUSED), None)
    if at is None:
        return
    said, name = refused.message, quoted(draft.items[at - 1].name, 40)
    refused.message = Text(f"信息项“{name}”为不予共享：{said.zh}", f"item {name} is not to be shared: {said.en}")
    refused.value = SharingType.REFUSED.name
    if within:
        refused.path = (*refused.path, "items", str(at), "sharing")
