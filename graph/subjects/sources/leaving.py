"""What a consumer leaves behind that comes to another department: the data that were granted to the former one.

* A grant is of the department that asked, for its own duties (只能用于本部门履行职责需要), and does not pass to a third
  party: it stays with that department, and permits the consumer nothing while he stands for another one.
* For which department he stood, and until when, is kept: what was done before is judged by that.
* Nothing is ended or rewritten: comes he back, or to who answers for it by law, he has it again.
* The former department, the one he comes to, and whoever moves him are told, by the article of the grant's row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, LiteralString

from graph.errors import NoPolicy, Text
from graph.law.policies import table_on
from graph.law.workflow import Articles, cited_by, steps_from
from graph.law.workflows import GRANT
from graph.office.review import Hint
from graph.refusal_codes import Code
from graph.store.edges import Row
from graph.store.engine import Store
from graph.store.reading import day
from graph.subjects.organisation.binding import answering_for
from graph.subjects.sources.setting import SourcesSetting
from graph.words.china_time import china_day
from graph.words.grants import GrantEvent, GrantState
from graph.words.notices import BasisTold, Notice, NoticeKind, Recipient, RecipientKind
from graph.words.sources import Consumer, InformationSystem

_NAMED: Final = 10
"""Grants that a hint names."""
_ENDS: Final = "endGrant"
"""What the former department can do with a grant that it does not need any longer."""


@dataclass(frozen=True, slots=True)
class LeftGrant:
    """A grant that is alive, of a consumer who is to stand for another department."""

    id: str
    consumer: str
    path: tuple[str, ...]
    """Where in the batch he is moved."""
    state: GrantState
    former: str
    """USCC of the department that answers for who asked for it."""
    comes_to: str | None
    """USCC of the department that he is to stand for; None = of none."""
    called: str
    """What the consumer is called."""
    receiver: str | None
    """Name of that department."""
    rules: Articles
    resource: str | None
    """Name of what is granted, where it stands in the catalogue."""


_ALIVE: LiteralString = (
    "g.state IN ['WAITING', 'ACTIVE'] AND g.userId IS NOT NULL "
    "AND (g.validUntil IS NULL OR g.validUntil >= date($on)) AND (g.endedOn IS NULL OR g.endedOn > date($on))"
)
_ROW: LiteralString = (
    f"[m[2], c.id, g.id, g.state, {answering_for('(:Department {id: g.userId})', '$on')}, m[1], "
    f"{answering_for('(:Department {id: m[1]})', '$on')}, g.policyId, toString(coalesce(g.keptOn, g.validFrom)), "
    "head(COLLECT { MATCH (g)-[:COVERS]->(r:Resource {state: 'PUBLISHED'}) RETURN r.name }), c.name, "
    "head(COLLECT { MATCH (d:Department {id: m[1]}) RETURN d.name })]"
)
_LEFT: LiteralString = (
    f"RETURN COLLECT {{ UNWIND $consumers AS m MATCH (c:Consumer {{id: m[0]}})<-[:GRANTED_TO]-(g:Grant) "
    f"WHERE {_ALIVE} RETURN {_ROW} ORDER BY g.id }} + "
    "COLLECT { UNWIND $systems AS m MATCH (:System {id: m[0]})<-[:IS]-(c:Consumer)<-[:GRANTED_TO]-(g:Grant) "
    f"WHERE c.departmentId IS NULL AND {_ALIVE} RETURN {_ROW} ORDER BY g.id }}"
)
"""Grants that are alive of consumers that move, each with who answers for its department, and for the other one."""
Move = tuple[str, str | None, tuple[str, ...]]
"""Code of what moves, USCC of the department to which it does, and where that stands in the batch."""
Left = tuple[str, str | None]
"""Code of what moves, and USCC of the department that it leaves; None = of none."""


async def left_behind(
    store: Store, consumers: Sequence[Consumer], systems: Sequence[InformationSystem], setting: SourcesSetting, on: date
) -> tuple[LeftGrant, ...]:
    """The grants of data that consumers and systems of a batch leave with the departments for which they stood.

    Args:
        store: The graph.
        consumers: Of the batch; paths count them from 1.
        systems: Of the batch, likewise.
        setting: What the batch is judged by.
        on: The day on which what moves does so.
    """
    own = list(_consumers_moved(consumers, systems, setting))
    every = [*own, *_systems_moved(systems, setting)]
    if not any(department is None or department in setting.departments for _, department, _ in every):
        return ()
    asked = [[code, department, at] for at, (code, department, _) in enumerate(every)]
    mine, theirs = asked[: len(own)], asked[len(own) :]
    rows: Sequence[Row] = await store.read(_LEFT, consumers=mine, systems=theirs, on=on.isoformat()) or ()
    found = (_left(row, [path for *_, path in every], on) for row in rows)
    return tuple(each for each in found if each is not None)


def moves(
    consumers: Sequence[Consumer], systems: Sequence[InformationSystem], setting: SourcesSetting
) -> tuple[list[Left], list[Left]]:
    """The consumers of a batch that come to another department, and the systems, each with that which it leaves."""
    run_by = {code: one.operator for code, one in setting.systems.items()}
    own = [
        (code, _stands_for(setting.consumers[code], run_by))
        for code, *_ in _consumers_moved(consumers, systems, setting)
    ]
    return own, [(code, run_by[code]) for code, *_ in _systems_moved(systems, setting)]


def _consumers_moved(
    consumers: Sequence[Consumer], systems: Sequence[InformationSystem], setting: SourcesSetting
) -> Iterator[Move]:
    run_by = {code: one.operator for code, one in setting.systems.items()}
    will = run_by | {one.code: one.operator for one in systems}
    for position, one in enumerate(consumers, start=1):
        there = setting.consumers.get(one.code)
        if there is None:
            continue
        was, comes_to = _stands_for(there, run_by), _stands_for(one, will)
        if was != comes_to:
            field = "department" if one.department or not one.system else "system"
            yield one.code, comes_to, ("consumers", str(position), field)


def _systems_moved(systems: Sequence[InformationSystem], setting: SourcesSetting) -> Iterator[Move]:
    for position, one in enumerate(systems, start=1):
        there = setting.systems.get(one.code)
        if there is not None and there.operator != one.operator:
            yield one.code, one.operator, ("systems", str(position), "operator")


def _stands_for(one: Consumer, run_by: Mapping[str, str]) -> str | None:
    return one.department or run_by.get(one.system or "")


def _left(row: Row, paths: Sequence[tuple[str, ...]], on: date) -> LeftGrant | None:
    """A grant that stays; None where one department answers for both."""
    at, consumer, identity, state, former, comes_to, answering, policy, kept, resource, called, receiver = row
    if former is None or former == answering:
        return None
    try:
        table = table_on(policy, GRANT, day(kept) or on)
    except NoPolicy:
        table = ()
    rules = cited_by(steps_from(table, GrantState.ACTIVE, GrantEvent.USE))
    return LeftGrant(
        identity, consumer, paths[at], GrantState[state], former, comes_to, called, receiver, rules, resource
    )  # fmt: skip


def hints_of_left(left: Sequence[LeftGrant]) -> Iterator[Hint]:
    """That grants stay behind, for whoever moves who has them; one hint for each consumer."""
    for consumer in dict.fromkeys(each.consumer for each in left):
        own = [each for each in left if each.consumer == consumer]
        named = "、".join(each.id for each in own[:_NAMED]) + ("等" if len(own) > _NAMED else "")
        yield Hint(
            Code.GRANT_LEFT_BEHIND,
            Text(
                f"{consumer} 有{len(own)}项授权属于原部门，不随使用方转移，自此不能据以使用：{named}；"
                "需要的，由现部门重新申请，原部门不再使用的，予以终止",
                f"{len(own)} grants of {consumer} are the former department's, and permit nothing from now on: "
                f"{named}; the department to which it comes asks for what it needs, and the former one ends what it "
                "needs no longer",
            ),
            tuple(dict.fromkeys(rule for each in own for rule in each.rules)),
            own[0].path,
            consumer,
        )


def notices_of_left(left: Sequence[LeftGrant], at: datetime) -> list[Notice]:
    """What the former department of each grant is told, and the one to which its consumer comes."""
    return [
        Notice(
            NoticeKind.GRANT_LEFT_BEHIND, "Grant", each.id, each.state.name, at,
            Recipient(RecipientKind.DEPARTMENT, department), each.rules, acts, name=each.resource,
            basis=BasisTold(china_day(at), None, 0, (f"{each.called}（{each.consumer}）",), each.receiver),
        )
        for each in left
        for department, acts in ((each.former, (_ENDS,)), (each.comes_to, ()))
        if department is not None
    ]  # fmt: skip
