"""Requests that their entry has overtaken: what they ask for has another type by now, or is there no longer.

* The rows of a request go by the type that its items have today, where a request for that type can stand where it does.
* Where it cannot because they are shared less than before, nothing there leads on to a grant: the text has another way
  for them, or none. Who answers may refuse, who asks may withdraw and ask anew. What is refused goes on by a dispute,
  where the way of what is not shared leads through it.
* Where they are shared more than before, it goes on as it was asked for: more was asked of it than is now.
* Nothing is granted that the entry does not have, nor listed as shared with all what is shared on conditions again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from graph.cases.documents import names_document
from graph.cases.refusing import ConditionMissing
from graph.errors import Text
from graph.law.policy import Policy
from graph.law.workflow import Condition, Facts, Step, Table, steps_from
from graph.refusal_codes import Code
from graph.subjects.sharing.rules import procedure_of, reached
from graph.subjects.sharing.telling import MUTATIONS
from graph.words.closed_list import ClosedList
from graph.words.entries import SharingType
from graph.words.sharing_cases import SharingEvent, SharingState

_ONWARD: Final = frozenset(
    {
        SharingEvent.APPROVE_IN_WRITING, SharingEvent.REVIEW_APPLICATION, SharingEvent.FILE_OVER_THE_PLATFORM,
        SharingEvent.PASS_CHECK, SharingEvent.CONSENT, SharingEvent.APPROVE, SharingEvent.RECORD_CONSENT,
        SharingEvent.CHANGE_THE_TYPE, SharingEvent.LIST, SharingEvent.DISPUTE, SharingEvent.AGREE,
        SharingEvent.SETTLE_FOR, SharingEvent.RECORD_FOR,
    }
)  # fmt: skip
"""What brings a request nearer to a grant; the rest ends it, or leaves open how it ends."""
_BY_ITEMS: Final = frozenset(
    {SharingEvent.CONSENT, SharingEvent.AGREE, SharingEvent.SETTLE_FOR, SharingEvent.RECORD_FOR, SharingEvent.APPROVE}
)
"""Where who grants may name the items that he grants."""
_STRICTEST: Final = (SharingType.UNCONDITIONAL, SharingType.CONDITIONAL, SharingType.REFUSED)
"""From what is shared most to what is not."""
_THERE: Final = Condition(
    "items_there",
    frozenset({True}),
    Text("所申请的信息项仍在现行条目中", "the entry still has the items that are asked for"),
    (),
)
_LISTED: Final = Condition(
    "new_type",
    frozenset({SharingType.UNCONDITIONAL}),
    Text("条目现行版本仍为无条件共享", "the version of the entry that stands is still shared with all"),
)
_ANEW: Final = Text("撤回后可按现类型重新申请", "withdrawn, it can be asked for anew as what it is now")
_NO_WAY: Final = Text("现类型没有申请途径", "there is no way to ask for what it is now")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request asks for, as its entry has it today, and where the request stands."""

    policy: Policy | None
    """The provider's row that it keeps."""
    table: Table
    state: ClosedList
    types: Collection[SharingType]
    """Of the items that are asked for and there; none where none of them is."""
    sharing: SharingType
    """Of the entry."""
    controlled: bool
    """Its interface has parameters that are controlled."""
    decision: str = ""
    """Number of the document of a decision on it."""
    cause: str = ""
    """What the version of the entry that stands was made for."""

    @property
    def type(self) -> SharingType:
        """By which the rows go: that of today, else the nearest by which it stands where it does."""
        now = self._strictest(self.types)
        nearest = sorted(self._ways(), key=lambda each: abs(_STRICTEST.index(each) - _STRICTEST.index(now)))
        return next(iter(nearest), now)

    def against(self, step: Step) -> Iterator[Condition]:
        """What is known to stand against a step besides its row."""
        types = {min(self.types, key=_STRICTEST.index)} if step.event in _BY_ITEMS and self.types else self.types
        yield from self._lacking(step, types)
        if step.event is SharingEvent.CHANGE_THE_TYPE and self.sharing is SharingType.UNCONDITIONAL:
            yield from () if names_document(self.cause, self.decision) else (_naming(self.decision),)

    def left(self, step: Step) -> Iterator[Condition]:
        """What has to be seen to with a step besides its row: which items are granted."""
        if step.event in _BY_ITEMS:
            known = tuple(self.against(step))
            yield from (each for each in self._lacking(step, self.types) if each not in known)

    def refuse(self, step: Step, chosen: Collection[SharingType], path: tuple[str, ...]) -> None:
        """Refuse a step that what is asked for does not allow any longer.

        Args:
            step: What is to be done.
            chosen: Types of the items that are granted, where they are named.
            path: Where in the input the request stands.

        Raises:
            Conflict: `CONDITION_MISSING`; the value is the type of today, the limit by which types the step is taken.
        """
        lacking = next(self._lacking(step, chosen or self.types), None)
        if lacking is None:
            return
        raise ConditionMissing(
            Text(
                f"暂不能办理“{step.event.zh}”，须：{lacking.words.zh}", f"{_said(step.event)} needs: {lacking.words.en}"
            ),
            code=Code.CONDITION_MISSING,
            rules=lacking.cited_in(step.rules),
            path=path,
            value=self._strictest(chosen or self.types).name,
            limit=", ".join(each.name for each in self._ways()) or None,
            facts=(lacking.fact,),
        )

    def _lacking(self, step: Step, types: Collection[SharingType]) -> Iterator[Condition]:
        if step.event is SharingEvent.LIST and self.sharing is not SharingType.UNCONDITIONAL:
            yield _LISTED
        elif step.then is SharingState.GRANTED and not types:
            yield _THERE
        elif self._leads_astray(step, now := self._strictest(types)):
            yield self._of_its_type(now)

    def _leads_astray(self, step: Step, now: SharingType) -> bool:
        """Whether a step leads on where a request for what is shared so little would never stand."""
        laxer = any(_STRICTEST.index(each) < _STRICTEST.index(now) for each in self._ways())
        if step.event not in _ONWARD or not laxer or self._way(now, self.state):
            return False
        return step.then is SharingState.GRANTED or not self._way(now, step.then)

    def _of_its_type(self, now: SharingType) -> Condition:
        """That the items are of a type by which the request stands where it does, with what can be done instead."""
        ways = self._ways()
        instead = dict.fromkeys(
            step.event
            for step in steps_from(self.table, self.state)
            if step.event in MUTATIONS and not self._leads_astray(step, now)
        )
        can, can_en = "、".join(each.zh for each in instead), ", ".join(_said(each) for each in instead)
        anew = procedure_of(self.policy, now) if self.policy else None
        on = _ANEW if anew and not anew.closed else _NO_WAY
        return Condition(
            "type",
            frozenset(ways),
            Text(
                f"所申请的信息项为{'或者'.join(each.zh for each in ways)}共享"
                f"（条目变更后为{now.zh}共享，现可办理：{can}；{on.zh}）",
                f"what is asked for is {' or '.join(each.name for each in ways)} "
                f"(by the entry of today it is {now.name}: there is {can_en}; {on.en})",
            ),
            anew.rules if anew else (),
        )

    def _strictest(self, types: Collection[SharingType]) -> SharingType:
        return max(types, key=_STRICTEST.index, default=self.sharing)

    def _ways(self) -> tuple[SharingType, ...]:
        """The types by which a request comes to stand where it does."""
        return tuple(each for each in _STRICTEST if self._way(each, self.state))

    def _way(self, sharing: SharingType, state: ClosedList) -> bool:
        known: Facts = {"type": sharing, "controlled_interface": self.controlled}
        return state in reached(self.table, known)


def _naming(decision: str) -> Condition:
    return Condition(
        "decision_named",
        frozenset({True}),
        Text(
            f"条目现行版本的变更原因写明审定文件的文号：{decision}",
            f"the version of the entry that stands names the document of the decision: {decision}",
        ),
    )


def _said(event: ClosedList) -> str:
    return event.name.lower().replace("_", " ")
