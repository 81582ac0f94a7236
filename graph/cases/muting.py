"""Muting (免打扰): which kinds of notice somebody does not want to be shown.

* Everybody mutes for himself: the others of his department are shown what they were told.
* What is muted is told all the same, and shown again when it is no longer muted.
* An order (`NEVER_MUTED`) nobody mutes whom it may order something; a kind that has become one since is shown.
* What waits for a step of a request is no order to who takes none that is waited for, in no city and by no post of his:
  to an inspector, or to who keeps the catalogue of the department that is asked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, LiteralString

from graph.cases.desk import Decided, carry_out
from graph.errors import Forbidden, Text
from graph.law.access import Principal
from graph.law.policies import POLICIES
from graph.law.posts import held_on
from graph.law.scope import SEEN_BY, Guarded, Reach
from graph.law.workflow import Actor as Taker
from graph.law.workflow import Workflow, steps_from
from graph.law.workflows import SHARING
from graph.office.actor import Actor
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.schema.periods import TENURE
from graph.store.engine import Store, Unit
from graph.store.pages import Asked
from graph.store.view import View
from graph.words.notices import NEVER_MUTED, NoticeKind
from graph.words.organisation import PostKind
from graph.words.sharing_cases import SharingEvent


@dataclass(frozen=True, slots=True)
class MutedNotices:
    """The kinds of notice that somebody is not shown."""

    kinds: tuple[NoticeKind, ...]
    """In the order of the closed list."""


_MUTED: LiteralString = (
    "MATCH (m:MutedKinds {id: $scope.subject}) RETURN [coalesce(m.kinds, []), "
    f"COLLECT {{ MATCH (p:Post {{subject: $scope.subject}}) WHERE {TENURE.holds('p', '$today')} RETURN p.kind }}]"
)
_MUTE: LiteralString = (
    "MERGE (m:MutedKinds {id: $subject}) SET m.moving = true WITH m, coalesce(m.kinds, []) AS before "
    "REMOVE m.moving SET m.kinds = [k IN before WHERE NOT k IN $kinds] + $kinds"
)
_UNMUTE: LiteralString = (
    "MATCH (m:MutedKinds {id: $subject}) SET m.moving = true WITH m, coalesce(m.kinds, []) AS before "
    "REMOVE m.moving SET m.kinds = [k IN before WHERE NOT k IN $kinds]"
)


async def muted(view: View) -> MutedNotices:
    """The kinds that the asker has muted."""
    kept, posts = (await view.read(_MUTED) if view.scope.subject else None) or ((), ())
    never = orders_of(PostKind[each] for each in posts)
    return MutedNotices(tuple(kind for kind in NoticeKind if kind.name in kept and kind not in never))


def orders_of(posts: Iterable[PostKind]) -> frozenset[NoticeKind]:
    """The kinds of notice by which somebody may be ordered something who holds some posts: these he never mutes."""
    idle = not _awaited(SHARING).intersection(posts)
    return NEVER_MUTED - {NoticeKind.REQUEST_WAITING} if idle else NEVER_MUTED


@cache
def _awaited(workflow: Workflow) -> frozenset[Taker]:
    """Who takes a step that a case of a workflow waits for, or one that puts right what was given back, anywhere."""
    tables = [cell.value for row in POLICIES.values() if (cell := row.table(workflow))]
    return frozenset(
        actor
        for table in tables
        for state in workflow.on_a_desk
        for step in steps_from(table, state)
        if step.event not in workflow.own_will or step.event is SharingEvent.CORRECT_APPLICATION
        for actor in step.actors
    )


async def mute(
    store: Store, view: View, actor: Actor, kinds: Sequence[NoticeKind], *, key: str | None = None
) -> MutedNotices:
    """Mute kinds of notice, all of them or none; what was muted before stays so.

    Args:
        store: The graph.
        view: What he sees of it who mutes.
        actor: Who mutes, for himself.
        kinds: The kinds; the path of a refusal counts them from 1.
        key: Idempotency key.

    Raises:
        Forbidden: `ROLE_REQUIRED`, nobody of this role is told anything; or `NEVER_MUTED`.
        SeveralReasons: Of several orders, each.
        Conflict: `IDEMPOTENCY_KEY_REUSED`.
        Malformed: `IDEMPOTENCY_KEY`.
    """
    _refuse_without_inbox(actor.principal)
    never = orders_of(post.kind for post in held_on(actor.principal.posts, actor.today))
    Review(tuple(_never(kind, at) for at, kind in enumerate(kinds, start=1) if kind in never)).refuse()

    async def write(unit: Unit, names: list[str]) -> None:
        await unit.run(_MUTE, subject=actor.principal.subject, kinds=names)

    return await _carried_out(store, view, actor, "MUTE_NOTICES", kinds, write, key)


async def unmute(
    store: Store, view: View, actor: Actor, kinds: Sequence[NoticeKind], *, key: str | None = None
) -> MutedNotices:
    """Mute kinds of notice no longer; of what was not muted nothing changes.

    Args:
        store: The graph.
        view: What he sees of it who asks.
        actor: Who asks, for himself.
        kinds: The kinds.
        key: Idempotency key.

    Raises:
        Forbidden: `ROLE_REQUIRED`; nobody of this role is told anything.
        Conflict: `IDEMPOTENCY_KEY_REUSED`.
        Malformed: `IDEMPOTENCY_KEY`.
    """
    _refuse_without_inbox(actor.principal)

    async def write(unit: Unit, names: list[str]) -> None:
        await unit.run(_UNMUTE, subject=actor.principal.subject, kinds=names)

    return await _carried_out(store, view, actor, "UNMUTE_NOTICES", kinds, write, key)


async def without_muted(view: View, asked: Asked) -> Asked:
    """What a list of notices is asked for, without the kinds that the asker has muted."""
    names = [kind.name for kind in (await muted(view)).kinds]
    if not names:
        return asked
    everything: tuple[Mapping[str, Any], ...] = ({},)
    found = everything if asked.alternatives is None else asked.alternatives
    left = [{**each, "not_kind": [*each.get("not_kind", ()), *names]} for each in found]
    return replace(asked, alternatives=tuple(left))


async def _carried_out(
    store: Store,
    view: View,
    actor: Actor,
    act: str,
    kinds: Sequence[NoticeKind],
    write: Callable[[Unit, list[str]], Awaitable[None]],
    key: str | None,
) -> MutedNotices:
    names = sorted({kind.name for kind in kinds})
    said = ",".join(names)

    async def decide() -> Decided:
        return Decided(said, lambda unit: write(unit, names), [actor.deed(act, "Notice", detail=said)])

    await carry_out(store, actor, (act, *names), decide, key)
    return await muted(view)


def _refuse_without_inbox(principal: Principal) -> None:
    if SEEN_BY[principal.role][Guarded.NOTICES] is not Reach.OWN or not principal.subject:
        told = [role for role, row in SEEN_BY.items() if row[Guarded.NOTICES] is Reach.OWN]
        raise Forbidden(
            Text(
                f"只有以下角色收到通知：{'、'.join(role.zh for role in told)}",
                f"only these roles are sent notices: {', '.join(role.name for role in told)}",
            ),
            code=Code.ROLE_REQUIRED,
            value=principal.role.name,
        )


def _never(kind: NoticeKind, position: int) -> Forbidden:
    return Forbidden(
        Text(
            f"“{kind.zh}”要求收件人办理，不得设为免打扰",
            f"{kind.name} tells somebody that he has to act, and is never muted",
        ),
        code=Code.NEVER_MUTED,
        path=("kinds", str(position)),
        value=kind.name,
        limit="orders are never muted",
    )
