"""What a notice says: what has happened, to what, what is to be done and until when.

* What it is about is read as it stands now, all of a page in one statement; what nobody may open is not named.
* What is to be done and until when is said while the case stands where it stood when it was told; what it is by now,
  once it has moved on.
* Of the acts that were named to a department somebody is told those that a post of his takes in this case.
* Of a request it says which department asks, and of one that was not granted where it says why; the words themselves
  are read there, by who may.
* It names entries, types, bases and departments, and no person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from graph.cases.waiting import NextStep
from graph.errors import Text
from graph.law.access import Principal
from graph.schema import nodes
from graph.store.edges import Batch
from graph.store.view import View
from graph.subjects.duties.telling import KINDS as OF_DUTIES
from graph.subjects.objections.telling import KINDS as OF_OBJECTIONS
from graph.subjects.waiting.desk import WaitingCase, case_of
from graph.subjects.waiting.granted import GrantedItems
from graph.subjects.waiting.memory import Matter, matters
from graph.subjects.waiting.queues import QUEUES
from graph.subjects.waiting.rules import taken_by
from graph.words.closed_list import ClosedList
from graph.words.duties import BasisEvent
from graph.words.elements import ElementEvent
from graph.words.notices import BasisTold, NoticeKind


def place(about: str, identity: str) -> str:
    """The key by which what a notice is about is read."""
    return f"{about}|{identity}"


async def _matters(view: View, keys: Sequence[str]) -> list[Matter]:
    return await matters(view, [(label, identity) for label, _, identity in (key.partition("|") for key in keys)])


MATTERS: Final = Batch(_matters)
"""What notices are about, by `place`."""


KEPT: Final[tuple[str, ...]] = (
    "kind", "about", "aboutId", "state", "acts", "name", "dueOn", "changedOn", "document", "concerned",
    "concernedNames", "movedTo",
)  # fmt: skip
"""What of a notice has to be known to say it, by its columns."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """A notice, with what it is about as its reader sees that today."""

    kind: NoticeKind
    about: str
    """Label."""
    state: str
    """Name of the state that was entered."""
    named: tuple[str, ...]
    """The mutations that were named to who was told."""
    name: str | None
    due_on: date | None
    """Until when something is to be done about it; None where the text has no number, or the case has moved on."""
    case: WaitingCase | None
    own: tuple[str, ...]
    """Of the mutations named those that a post of the reader takes in this case."""
    basis: BasisTold | None = None
    """What has become of a legal basis."""
    granted: tuple[GrantedItems, ...] = ()
    """Items of a changed entry that the reader's department was granted and that it has, or shares, no longer."""
    asked_by: str | None = None
    """Name of the department that asks, of a request; likewise the next."""
    reasons: str | None = None
    """The field in which it says why it was not granted; None where nothing was said."""

    @property
    def next_steps(self) -> tuple[NextStep, ...]:
        """What can be done next of the case."""
        return self.case.steps if self.case else ()

    @property
    def moved_on(self) -> bool:
        """Whether the case stands elsewhere by now."""
        return self.case is not None and self.case.state.name != self.state

    @property
    def text(self) -> Text:
        """What it says."""
        what, name = nodes.BY_LABEL[self.about].words, self.name or ""
        entered = state_words(self.kind, self.about, self.state)
        by_zh, by_en = (f"（申请部门：{self.asked_by}）", f" of {self.asked_by}") if self.asked_by else ("", "")
        zh = [f"{self.kind.zh}：{what.zh}{name and f'《{name}》'}{by_zh}，{entered}"]
        en = [f"{_said(self.kind.name).capitalize()}: {what.en}{name and f' {name}'}{by_en}, {_said(self.state)}"]
        says = _of_moved if self.kind is NoticeKind.GRANT_LEFT_BEHIND else _of_basis
        for said in says(self.basis) if self.basis else ():
            zh.append(said.zh)
            en.append(said.en)
        if self.case and self.moved_on:
            zh.append(f"现为“{self.case.state.zh}”")
            en.append(f"by now {_said(self.case.state.name)}")
        if self.reasons and self.kind in _NOT_GRANTED:
            zh.append(f"理由见该申请的{_REASONS[self.reasons]}（{self.reasons}）")
            en.append(f"why is said in the request's {self.reasons}")
        for said in _of_granted(self.granted) if self.kind is NoticeKind.ENTRY_CHANGED else ():
            zh.append(said.zh)
            en.append(said.en)
        if events := self._to_do():
            asked = self.case is None or self.case.state in _ON_A_DESK[self.about]
            zh.append(f"{'待办' if asked else '可办'}：{'、'.join(each.zh for each in events)}")
            en.append(f"{'to' if asked else 'can'} be done: {', '.join(_said(each.name) for each in events)}")
        if self.due_on:
            zh.append(f"期限：{self.due_on.isoformat()}")
            en.append(f"until {self.due_on.isoformat()}")
        return Text(f"{'；'.join(zh)}。", f"{'; '.join(en)}.")

    def _to_do(self) -> tuple[ClosedList, ...]:
        """What the case waits for as long as it stands there; of what waits for nobody, what was named."""
        if self.moved_on:
            return ()
        if self.case is None or self.case.state not in _ON_A_DESK[self.about]:
            return tuple(dict.fromkeys(_EVENTS[each] for each in self.named if each in _EVENTS))
        return tuple(each for each in self.case.own if each in _ASKED_OF[self.about])


def _of_moved(told: BasisTold) -> Iterator[Text]:
    """Which consumer has come to another department, since when, and to which."""
    name = "、".join(told.names)
    if told.receiver:
        yield Text(f"使用方{name}自{told.on}起属于{told.receiver}", f"from {told.on} on {name} is {told.receiver}'s")
    else:
        yield Text(f"使用方{name}自{told.on}起不属于任何部门", f"from {told.on} on {name} is no department's")


def _of_basis(told: BasisTold) -> Iterator[Text]:
    """Since when a basis has changed, by which document, for whom, and which entries rest on it."""
    yield Text(f"自{told.on}起", f"from {told.on} on")
    if told.document:
        yield Text(f"文件：{told.document}", f"by {told.document}")
    if told.receiver:
        yield Text(f"承接部门：{told.receiver}", f"taken over by {told.receiver}")
    if told.entries:
        more = ("等", " and others") if told.entries > len(told.names) else ("", "")
        zh, en = "、".join(f"《{each}》" for each in told.names), ", ".join(told.names)
        yield Text(f"涉及目录条目{told.entries}条：{zh}{more[0]}", f"entries concerned: {told.entries}: {en}{more[1]}")


def kept(row: Mapping[str, Any]) -> Noticed:
    """A notice as it is kept, of what `KEPT` names, before it is read what it is about."""
    names, kind, last_day = tuple(row["concernedNames"] or ()), row["kind"], row["dueOn"]
    basis = None
    if row["changedOn"]:
        changed_on = date.fromisoformat(row["changedOn"])
        basis = BasisTold(changed_on, row["document"], row["concerned"] or 0, names, row["movedTo"])
    return Noticed(
        kind if isinstance(kind, NoticeKind) else NoticeKind[kind], row["about"], row["state"], tuple(row["acts"]),
        row["name"], date.fromisoformat(last_day) if last_day else None, None, (), basis,
    )  # fmt: skip


def _of_granted(granted: Iterable[GrantedItems]) -> Iterator[Text]:
    """What an entry has no longer of what was granted, and what it does not share any longer, by grant."""
    for each in granted:
        if each.dropped:
            names = _some(each.dropped)
            yield Text(
                f"授权 {each.grant} 所列信息项已不在目录中：{names}",
                f"of what grant {each.grant} names it has no longer {names}",
            )
        if each.withheld:
            names = _some(each.withheld)
            yield Text(
                f"授权 {each.grant} 所列信息项现为不予共享，授权在终止前继续有效：{names}",
                f"of what grant {each.grant} names it does not share any longer {names}; the grant stands",
            )


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")


def noticed(view: View, principal: Principal, told: Noticed, matter: Matter) -> Noticed:
    """A notice as it is told to somebody today.

    Args:
        view: What he sees.
        principal: Who he is.
        told: As it was kept.
        matter: What it is about.
    """
    case = case_of(view, principal, matter.case) if matter.case else None
    name, today = told.name or matter.name, view.today
    told = replace(told, granted=matter.granted, asked_by=matter.asked_by, reasons=matter.reasons)
    if case is None or matter.case is None:
        return replace(told, name=name, own=tuple(taken_by(principal, told.named, today)))
    steps = frozenset(matter.case.mutations.values())
    his = {each.mutation for each in case.your_steps}
    his |= set(taken_by(principal, (each for each in told.named if each not in steps), today))
    due_on = (case.due_on or told.due_on) if case.state.name == told.state else None
    return replace(told, name=name, due_on=due_on, case=case, own=tuple(each for each in told.named if each in his))


def state_words(kind: NoticeKind, about: str, state: str) -> str:
    """The state that was entered, in words: of the case, or of the one by which somebody was told of something else.

    Args:
        kind: What is told.
        about: Label of what it is about.
        state: Its name.
    """
    states = _EVENTS_OF.get(about)
    if states is None:
        label = about if about in QUEUES else _CASES_OF.get(kind, nodes.ENTRY_CASE.label)
        states = QUEUES[label].workflows[0].states
    return states[state].zh if state in states.__members__ else state


_NOT_GRANTED: Final = frozenset({NoticeKind.REQUEST_REFUSED, NoticeKind.REQUEST_CLOSED})
_REASONS: Final[Mapping[str, str]] = {"refusal": "“不予共享理由”", "words": "“办理意见”"}
"""As what the fields of a request are known in which it says why."""
_NAMED: Final = 10
"""As many items are named; of more there are the first."""


def _said(name: str) -> str:
    return name.lower().replace("_", " ")


_EVENTS_OF: Final[Mapping[str, type[ClosedList]]] = {
    nodes.LEGAL_BASIS.label: BasisEvent, nodes.DATA_ELEMENT.label: ElementEvent,
}  # fmt: skip
"""What becomes of something that has no case."""
_CASES_OF: Final[Mapping[NoticeKind, str]] = {
    **dict.fromkeys(OF_OBJECTIONS.values(), nodes.OBJECTION.label),
    **dict.fromkeys(OF_DUTIES.values(), nodes.OWED_DUTY.label),
}
"""The cases by which somebody is told of something else; elsewhere those of entries."""
_ON_A_DESK: Final[Mapping[str, frozenset[ClosedList]]] = {
    label: frozenset(state for each in queue.workflows for state in each.on_a_desk) for label, queue in QUEUES.items()
}
_ASKED_OF: Final[Mapping[str, frozenset[ClosedList]]] = {
    label: frozenset(event for each in queue.workflows for event in each.events)
    - frozenset(event for each in queue.workflows for event in each.own_will)
    for label, queue in QUEUES.items()
}
"""Its own steps that somebody is waited for to take; what would end it by another kind of case is nobody's order."""
_TAKEN = [(mutation, event) for queue in QUEUES.values() for event, mutation in queue.mutations.items()]
_EVENTS: Final[Mapping[str, ClosedList]] = dict(reversed(_TAKEN))
"""The event of each mutation, the first where it takes several."""
