"""Which items differ from a data element once it is another: told to who changes it, and to their departments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from graph.errors import Text
from graph.office.review import Hint
from graph.refusal_codes import Code
from graph.schema.nodes import DATA_ELEMENT
from graph.subjects.elements.rules import WORDS
from graph.words.elements import BoundItem, DataElement, ElementEvent
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind

NAMED: Final = 10
"""Items that a hint names; the count says how many there are."""
_RULES: Final = ("GUIDE-1272",)


@dataclass(frozen=True, slots=True)
class Differing:
    """Published items that differ from an element from then on, and did not before."""

    place: int
    """Of the element in its batch, from 1."""
    element: DataElement
    code: Code
    """In what."""
    items: tuple[BoundItem, ...]

    @property
    def hint(self) -> Hint:
        """How it is told to who changes the element."""
        what, many, element = WORDS[self.code], len(self.items), f"{self.element.code} {self.element.name}"
        named = [f"{each.entry} {each.name}" for each in self.items[:NAMED]]
        more = ("等", ", among others") if many > NAMED else ("", "")
        message = Text(
            f"数据元 {element} 变更后，{many}个已发布信息项的{what.zh}与其不同：{'、'.join(named)}{more[0]}",
            f"{many} published items differ from data element {element} in their {what.en}: "
            f"{', '.join(named)}{more[1]}",
        )
        return Hint(self.code, message, _RULES, ("elements", str(self.place)), self.element.code)


def notices_of(differing: Iterable[Differing], at: datetime) -> list[Notice]:
    """What the departments of the items are told, each once of an element.

    Args:
        differing: Which items differ.
        at: When.
    """
    told = dict.fromkeys((each.element.code, item.department) for each in differing for item in each.items)
    return [
        Notice(
            NoticeKind.ELEMENT_CHANGED, DATA_ELEMENT.label, code, ElementEvent.CHANGED.name, at,
            Recipient(RecipientKind.DEPARTMENT, department), _RULES, ("changeEntry",),
        )
        for code, department in told
        if department
    ]  # fmt: skip
