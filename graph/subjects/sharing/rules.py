"""How shared data are had under the provider's row, and what a refusal of them has to say.

* What a row shares without condition whatever its entry says is looked at first: base items of base libraries.
* The provider's row gives path and deadlines.
* A provider that refuses says why. Where the text asks for it, its article is cited; elsewhere the product asks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from graph.errors import Conflict, Malformed, NoPolicy, Refusal, Text
from graph.law.citations import Matter, of_matter
from graph.law.direct import asked_for, direct
from graph.law.policy import Cell, Policy
from graph.law.provisions import AlsoUnconditional
from graph.law.terms import NoNumber
from graph.law.workflow import Articles, Facts, FactValue, Span, Step, Table, cited_by
from graph.law.workflows import SHARING
from graph.refusal_codes import Code
from graph.words.closed_list import ClosedList
from graph.words.entries import ItemKind, SharingType
from graph.words.sharing_cases import SharingEvent, SharingState

_ANYTHING: Final[Mapping[str, FactValue]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Procedure:
    """How a resource is had."""

    steps: tuple[Step, ...]
    """Every step of a request for it, in the order of the table; none where it is direct, or there is no path."""
    rules: tuple[str, ...]
    direct: bool
    """The data are used without an application, and the use is recorded."""
    closed: bool
    """There is no path at all; who asks is refused with the rules."""
    exclusive: Cell[str] | None
    """Departments that the entry names need no application (专用)."""
    concerned: Cell[AlsoUnconditional] | None
    """Departments concerned need none, where the entry is about an affair that the text shares among them."""
    agent: Cell[str] | None
    """An agent whom the provider has named may answer for it (授权代理方)."""


def effective_sharing(policy: Policy, declared: SharingType, item: ItemKind, *, in_base_library: bool) -> SharingType:
    """The sharing type of an item after what the policy shares unconditionally in any case."""
    also = policy.also_unconditional
    if also and also.value.base_items and in_base_library and item is ItemKind.BASE:
        return SharingType.UNCONDITIONAL
    return declared


def procedure_of(provider: Policy, sharing: SharingType) -> Procedure:
    """How a resource of a sharing type is had under its provider's row."""
    typed, also = {"type": sharing}, provider.also_unconditional
    used, asked, refused = direct(provider, typed), asked_for(provider, typed), provider.refusal_ground
    steps = tuple(_path(provider, sharing)) if asked else ()
    return Procedure(
        steps,
        used or cited_by(asked) or (refused.rules if refused else ()),
        direct=bool(used),
        closed=not used and not asked,
        exclusive=provider.exclusive,
        concerned=also if also and also.value.subjects else None,
        agent=provider.agent if sharing is SharingType.CONDITIONAL else None,
    )


def _path(provider: Policy, sharing: SharingType) -> Iterator[Step]:
    """The steps that a request of a sharing type can take, from where it is opened; without the machine's own."""
    cell, typed = provider.table(SHARING), {"type": sharing}
    fit = [
        step
        for step in (cell.value if cell else ())
        if step.event not in SHARING.own_will - {SharingEvent.DISPUTE}
        and all(each.holds(typed) for each in step.when if each.fact == "type")
    ]
    reached: set[ClosedList | None] = {SharingState.DRAFT}
    while more := {step.then for step in fit if step.state in reached} - reached:
        reached |= more
    yield from (step for step in fit if step.state in reached)


def waits_in(provider: Policy, sharing: SharingType) -> SharingState | None:
    """Where a request waits that was handed in elsewhere and not answered: for who answers it under the provider's row.

    Where nobody answers in the provider's place it is the provider; otherwise whom the application reaches first.

    Args:
        provider: The row that bound the provider on the day on which it was handed in.
        sharing: The sharing type of what is asked for.

    Returns:
        None where the row has no step for it.
    """
    cell, typed = provider.table(SHARING), {"type": sharing}
    fit = [
        step
        for step in (cell.value if cell else ())
        if step.event not in SHARING.own_will and all(each.holds(typed) for each in step.when if each.fact == "type")
    ]
    first = (step.then for step in fit if step.state is SharingState.DRAFT and step.then in SHARING.open)
    left = {step.state for step in fit}
    reached = (state for state in (SharingState.ASKED, *first) if isinstance(state, SharingState) and state in left)
    return next(reached, None)


def reached(table: Table, known: Facts = _ANYTHING, without: frozenset[str] = frozenset()) -> frozenset[ClosedList]:
    """The states that a request can come into.

    Args:
        table: The rows that it keeps.
        known: What is known of it, as the type of what is asked for; what is not there may be either way.
        without: Facts that are not so: no step is taken that asks for one of them.
    """
    fit = [
        step
        for step in table
        if all(each.holds(known) for each in step.when if each.fact in known)
        and not any(each.fact in without for each in step.when)
    ]
    found: set[ClosedList | None] = {SharingState.DRAFT}
    while more := {step.then for step in fit if step.state in found} - found:
        found |= more
    return frozenset(each for each in found if each is not None and each is not SharingState.DRAFT)


def came_by(table: Table, state: ClosedList, sharing: SharingType) -> Step | None:
    """The row by which a request came into a state that nobody saw it come into, and which sets its term.

    None where none leads there. Of several the first that sets one, as the text has them.

    Args:
        table: The rows that it keeps.
        state: Where it stands.
        sharing: The sharing type of what is asked for.
    """
    before = reached(table, {"type": sharing}) | {SharingState.DRAFT}
    ways = [
        step
        for step in table
        if step.then is state and step.state in before and step.state is not state
        and step.event not in SHARING.own_will
        and all(each.holds({"type": sharing}) for each in step.when if each.fact == "type")
    ]  # fmt: skip
    return next((step for step in ways if not isinstance(step.lasts, Span | NoNumber)), next(iter(ways), None))


def asked_on_every_way(table: Table, state: SharingState, facts: frozenset[str]) -> Articles:
    """The articles by which no request comes into a state without some facts; none where it can.

    Args:
        table: The rows that it keeps.
        state: Where it stands.
        facts: What it would have to lack, any of it.
    """
    without = reached(table, without=facts) | {SharingState.DRAFT}
    if state in without or state not in reached(table):
        return ()
    barred = (step for step in table if step.state in without and step.then not in without)
    asking = (step for step in barred if any(each.fact in facts for each in step.when))
    return tuple(dict.fromkeys(rule for step in asking for rule in step.cited))


def reason_of_refusal(policy: Policy | None, reason: str, path: tuple[str, ...]) -> str:
    """The provider's reason for a refusal, trimmed.

    Args:
        policy: The row that binds the provider on the day of the answer; None where there is none.
        reason: In the provider's words.
        path: The field that says it.

    Raises:
        Malformed: `REASON_REQUIRED`; the provider has to say why.
    """
    if reason.strip():
        return reason.strip()
    raise Malformed(
        Text("不予共享的，提供部门应说明理由", "a provider that refuses has to give its reasons"),
        code=Code.REASON_REQUIRED,
        rules=of_matter(policy, Matter.REASONS_OF_REFUSAL),
        path=path,
        value="",
    )


def no_department(row: Policy | None, consumer: str, path: tuple[str, ...]) -> Conflict:
    """The refusal of a request of who is no department, nor a system of one, with the way that the text has for him.

    Args:
        row: The row that binds the provider; None where none does.
        consumer: Code of who asks.
        path: The field that says it.
    """
    return Conflict(
        Text("使用方不是政务部门，共享在政务部门之间进行", "data are shared between departments only"),
        code=Code.NOT_A_DEPARTMENT,
        rules=(*of_matter(row, Matter.BETWEEN_DEPARTMENTS), *of_matter(row, Matter.OTHER_USERS)),
        path=path,
        value=consumer,
    )


def stuck(row: Policy | None, sharing: SharingType, state: ClosedList, path: tuple[str, ...], why: Articles) -> Refusal:
    """The refusal of a request that waits where it can go on nowhere.

    Args:
        row: The row that bound the provider on the day on which it was handed in; None where none did.
        sharing: The sharing type of what is asked for.
        state: Where it is said to wait.
        path: The field that says it.
        why: The articles by which no row bound the provider, where none did.
    """
    value = state.zh
    if row is None:
        said = Text(
            "提供部门当日没有适用的政策，申请无法办理", "no policy bound the provider on that day: it cannot go on"
        )
        return NoPolicy(said, code=Code.NO_POLICY, rules=why, path=path, value=value)
    way = procedure_of(row, sharing)
    if way.direct:
        said = Text("可直接获取使用的，不应有待答复的申请", "what is used directly needs no request that waits")
        return Conflict(said, code=Code.USED_DIRECTLY, rules=way.rules, path=path, value=value)
    said = Text(f"{sharing.zh}共享的没有申请途径", f"there is no way to ask for what is {sharing.name.lower()}")
    return Conflict(said, code=Code.NO_SUCH_MOVE, rules=way.rules, path=path, value=value)
