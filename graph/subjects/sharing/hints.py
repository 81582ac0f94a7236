"""What is worth knowing of a request, and stops nothing: the same is asked for, or granted; nobody has said its scope.

* The same is what a consumer asks for of a resource, for a purpose, while another request of his for these items, or
  for more, is open, or a grant of them is alive: one answer is enough.
* Where the text has scope and use stated with the entry, a request for what is shared on conditions is told that
  nobody has stated them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, LiteralString

from graph.errors import Text
from graph.law.citations import Matter, of_matter
from graph.law.policies import bound_by
from graph.law.workflow import Articles
from graph.office.review import Hint
from graph.refusal_codes import Code
from graph.schema.nodes import GRANT, REQUEST
from graph.schema.periods import SHARED
from graph.store.edges import Row, value_of
from graph.subjects.sharing.grants.memory import of_all_of
from graph.words.china_time import china_day
from graph.words.entries import SharingType
from graph.words.grants import GrantState
from graph.words.sharing_cases import SharingState

_ASKED: LiteralString = (
    "COLLECT { MATCH (e:SharingRequest {resourceId: p.resourceId}) WHERE e.consumerId = p.consumerId "
    "AND e.id <> p.id AND e.purpose = p.purpose "
    "AND NOT e.state IN ['DRAFT', 'REFUSED', 'GRANTED', 'CLOSED', 'WITHDRAWN'] "
    f"AND {REQUEST.sees('e')} AND {of_all_of('p', 'e')} "
    "RETURN [e.id, e.state, toString(e.openedOn)] ORDER BY e.openedAt }"
)
_HELD: LiteralString = (
    "COLLECT { MATCH (g:Grant {pair: p.consumerId + '|' + p.resourceId}) WHERE g.purpose = p.purpose "
    "AND coalesce(g.requestId, '') <> p.id AND (g.validUntil IS NULL OR g.validUntil >= date($today)) "
    f"AND (g.state = 'WAITING' OR (g.state = 'ACTIVE' AND {SHARED.holds('g', '$today')})) "
    f"AND {GRANT.sees('g')} AND {of_all_of('p', 'g')} "
    "RETURN [g.id, g.state, toString(g.validUntil)] ORDER BY g.id }"
)
_SCOPE_OF_ENTRY: LiteralString = (
    "head(COLLECT { MATCH (r:Resource {id: p.resourceId}) "
    "RETURN trim(coalesce(r.sharingScope, '') + coalesce(r.sharingUse, '')) })"
)
noted_of_request: Final = value_of(
    "SharingRequest",
    "[p.policyId, toString(p.openedAt), p.state, p.sharing, coalesce(p.scopeCipher, '') <> '', "
    f"coalesce({_SCOPE_OF_ENTRY}, ''), {_ASKED}, {_HELD}]",
)
"""Its row, where it stands, its type, whether its scope is stated, that of its entry, and what is the same besides."""


@dataclass(frozen=True, slots=True)
class NotedRequest:
    """What of a request something is worth knowing by."""

    policy: str | None
    opened_at: str
    state: str
    sharing: str | None
    stated: bool
    """Whether it says with whom and for what it is."""
    with_entry: str
    """What its entry says of that; empty where it says nothing."""
    asked: list[list[str]]
    held: list[list[str]]

    @classmethod
    def hints_of(cls, noted: Row | None) -> list[Hint]:
        """What is worth knowing of a request, as `noted_of_request` reads it; nothing where there is none."""
        return list(cls(*noted).hints()) if noted is not None else []

    def hints(self) -> Iterator[Hint]:
        """Each, with its articles where it has any."""
        state = SharingState[self.state]
        if state.open and state is not SharingState.REFUSED:
            yield from _the_same(self.asked, self.held)
        row = bound_by(self.policy, china_day(datetime.fromisoformat(self.opened_at)))
        rules = of_matter(row, Matter.SCOPE_WITH_ENTRY)
        if rules and self.sharing == SharingType.CONDITIONAL.name and not self.stated:
            yield from _without_scope(state, self.with_entry, rules)


def _the_same(asked: list[list[str]], held: list[list[str]]) -> Iterator[Hint]:
    for identity, state, opened_on in asked:
        stands = SharingState[state]
        yield Hint(
            Code.ASKED_ALREADY,
            Text(
                f"另有相同的申请：{identity}，{opened_on}提出，{stands.zh}；办理其一即可，请撤回多余的一件",
                f"the same is asked for by {identity} of {opened_on}, {_in_english(stands)}: one answer is enough; "
                "withdraw the other",
            ),
            path=("resource",),
            value=identity,
        )
    for identity, state, until in held:
        alive = GrantState[state]
        ends, ends_en = (f"，至{until}止", f", until {until}") if until else ("", "")
        yield Hint(
            Code.ASKED_ALREADY,
            Text(
                f"已有相同的授权：{identity}，{alive.zh}{ends}；无需再申请的，请撤回本申请",
                f"the same is granted by {identity}, {_in_english(alive)}{ends_en}: withdraw what is not needed",
            ),
            path=("resource",),
            value=identity,
        )


def _in_english(state: SharingState | GrantState) -> str:
    return state.name.lower().replace("_", " ")


def _without_scope(state: SharingState, with_entry: str, rules: Articles) -> Iterator[Hint]:
    if state is SharingState.GRANTED:
        zh, en = "授权未写明共享范围和具体用途", "the grant says neither with whom nor for what it is"
    elif state.open and not with_entry:
        zh = "条目没有说明共享范围和具体用途，审核批准时请写明（scope），或者先由提供部门变更条目补充说明"
        en = (
            "the entry states neither scope nor use: state them as it is approved (`scope`), or have its provider "
            "change the entry first"
        )
    else:
        return
    yield Hint(Code.SCOPE_UNSTATED, Text(zh, en), rules, ("scope",))
