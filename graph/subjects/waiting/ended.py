"""Grants that have ended and whose data are not recorded as destroyed, where a text asks for it, as cases that wait.

1. A right ends by its last day alone, too, and nothing is written then: they are found by who uses the data.
2. One that ended before its agreement came has permitted nothing: there is nothing to destroy.
3. One statement for all departments that are asked of.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final, LiteralString

from graph.cases.waiting import waiting_keys
from graph.law.policies import POLICIES
from graph.law.scope import SystemScope
from graph.law.workflows import GRANT as LIFE
from graph.schema.columns import WAITS
from graph.schema.nodes import GRANT
from graph.store.edges import Row
from graph.store.view import View
from graph.subjects.waiting.found import Found
from graph.subjects.waiting.memory import Meant
from graph.words.china_time import CHINA
from graph.words.grants import GrantEvent, GrantState

_OVER: LiteralString = (
    "(c.state = 'ENDED' OR (c.state = 'ACTIVE' AND c.validUntil < date($today))) "
    "AND (c.agreementOn IS NOT NULL OR NOT coalesce(c.agreementAsked, false)) "
    f"AND c.policyId IN $policies AND {GRANT.sees('c')}"
)
_SHOWN: LiteralString = (
    "[c.id, head(COLLECT { MATCH (r:Resource {id: c.resourceId}) RETURN r.name }), c.providerId, c.userId, "
    "c.policyId, toString(c.keptOn), toString(c.endedOn), toString(c.validUntil)]"
)
_TO_DESTROY: LiteralString = (
    f"RETURN COLLECT {{ UNWIND $users AS k MATCH (c:Grant {{userId: k}}) WHERE {_OVER} RETURN {_SHOWN} }} "
    f"+ COLLECT {{ UNWIND $providers AS k MATCH (c:Grant {{providerId: k}}) WHERE {_OVER} RETURN {_SHOWN} }}"
)


def _asking() -> tuple[str, ...]:
    """The policies whose text says that data are destroyed in the end."""
    asked = GrantEvent.DESTROY_AND_RECORD
    cells = [(row.id, cell) for row in POLICIES.values() if (cell := row.table(LIFE))]
    return tuple(
        policy
        for policy, cell in cells
        if any(step.event is asked and not step.product for wording in cell.wordings() for step in wording.value)
    )


_POLICIES: Final = _asking()


async def to_destroy(view: View, meant: Meant) -> list[Found]:
    """The grants that have ended, and whose data are to be destroyed and that recorded.

    Args:
        view: What the asker sees.
        meant: Which are meant.
    """
    users = frozenset[str]().union(*(each.departments for each in meant.turns))
    providers = frozenset[str]()
    if meant.everybody:
        users = providers = frozenset() if isinstance(view.scope, SystemScope) else view.scope.exchanges
    if not users:
        return []
    given = {"users": sorted(users), "providers": sorted(providers), "policies": list(_POLICIES)}
    rows = await view.read(_TO_DESTROY, **given) or ()
    found = {row[0]: _case(row) for row in rows}
    return [each for each in found.values() if meant.means(each)]


def _case(row: Row) -> Found:
    identity, name, provider, user, policy, kept, ended, until = row
    over = date.fromisoformat(ended) if ended else date.fromisoformat(until) + timedelta(days=1)
    since = datetime.combine(over, time(), CHINA)
    key = waiting_keys(None, since, provider, waits=True)[WAITS.name]
    opened = datetime.combine(date.fromisoformat(kept), time(), CHINA) if kept else since
    return Found(
        key or "", GRANT.label, identity, name, GrantState.ENDED.name, provider, user, None, None,
        since.astimezone(UTC), opened, policy, LIFE.id,
    )  # fmt: skip
