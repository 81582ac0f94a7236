"""A request that is made already: one consumer, one resource, the same items for the same use.

* It waits for its answer; or it was granted, for exactly these items, and can be used for longer than a user is warned
  before the end. What was refused may be asked for again.
* Of the same use is what has one purpose, in the same words, in the same scenario.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final, LiteralString

from graph.cases.desk import Office
from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.subjects.sharing.cases import PURPOSE, SCENARIO, Parties
from graph.words.grants import NEARLY_OVER, GrantState
from graph.words.sharing_cases import SharingCase, SharingState

_GRANTED: Final = SharingState.GRANTED
_ASKED: Final = tuple(
    each.name for each in SharingState if (each.open and each is not SharingState.REFUSED) or each is _GRANTED
)
_SAME: LiteralString = (
    "RETURN COLLECT { MATCH (q:SharingRequest {resourceId: $resource}) WHERE q.consumerId = $consumer "
    "AND q.purpose = $purpose AND q.state IN $asked RETURN [q.id, coalesce(q.itemIds, []), q.purposeWordsCipher, "
    "q.scenarioCipher, COLLECT { MATCH (g:Grant)-[:SETTLES]->(q) WHERE g.state IN $held "
    "AND (g.validUntil IS NULL OR g.validUntil > date($until)) RETURN coalesce(g.itemIds, []) }, q.state] "
    "ORDER BY q.id }"
)


async def refuse_same(office: Office, case: SharingCase, parties: Parties) -> None:
    """Refuse a request for what the same consumer asks for, or may use, in the same way already.

    Raises:
        Conflict: `REQUEST_OPEN`, with its id.
    """
    stated, on = case.stated, office.actor.today
    found = await office.store.read(
        _SAME,
        resource=case.resource,
        consumer=case.consumer,
        purpose=stated.purpose.name,
        asked=list(_ASKED),
        held=[GrantState.WAITING.name, GrantState.ACTIVE.name],
        until=(on + timedelta(days=NEARLY_OVER)).isoformat(),
    )
    every = frozenset(each.name for each in parties.items)
    wanted, use = frozenset(stated.items) or every, (stated.purpose_words, stated.scenario)
    for request, items, words, scenario, grants, state in found or ():
        if use != (office.personal.shown(words, PURPOSE), office.personal.shown(scenario, SCENARIO)):
            continue
        had = grants if state == _GRANTED.name else [items]
        if any((_names(each) or every) == wanted for each in had):
            raise Conflict(
                Text("同一使用方对同样的信息项和用途已有申请或者授权", "the same is asked for, or granted, already"),
                code=Code.REQUEST_OPEN,
                path=("resource",),
                value=request,
            )


def _names(ids: list[str]) -> frozenset[str]:
    return frozenset(each.partition("#")[2] for each in ids)
