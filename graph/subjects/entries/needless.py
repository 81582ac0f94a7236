"""Requests without an object: by a version of their entry what they ask for is had without one.

* Nobody asks for what is direct: such a request ends, by the article, and both sides are told.
* One that waits for this very version does not: it was decided that the type is changed, and the version says by which
  document; nor does one that is about to be listed by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import LiteralString

from graph.cases.documents import names_document
from graph.cases.notices import tell
from graph.law.direct import direct
from graph.law.policies import bound_by
from graph.law.policy import Policy
from graph.law.workflow import Articles, Facts
from graph.schema.kinds.sharing import NEVER_DUE
from graph.store.edges import Row
from graph.store.engine import Unit
from graph.store.writing import stored
from graph.words.china_time import china_day
from graph.words.entries import Affair, ItemKind, SharingType
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind
from graph.words.sharing_cases import SharingEvent, SharingState, SharingStep
from graph.words.sources import LibraryKind

_OPEN: LiteralString = (
    "UNWIND $codes AS code MATCH (q:SharingRequest {resourceId: code}) WHERE q.state IN $open "
    "MATCH (r:Resource {id: code}) RETURN collect([q.id, [q.applicantId, q.providerId], q.state, "
    "coalesce(q.documentNumber, ''), r.policyId, r.affair, q.applicantId IN coalesce(r.exclusiveIds, []), "
    "q.applicantId IN coalesce(r.concernedIds, []), "
    "COLLECT { MATCH (r)-[:IN_LIBRARY]->(l:Library {kind: 'BASE'}) RETURN l.policyId }, "
    "r.sharing, size(coalesce(q.itemIds, [])) > 0, "
    "COLLECT { MATCH (r)-[:HAS_ITEM]->(i:Item) WHERE size(coalesce(q.itemIds, [])) = 0 OR i.id IN q.itemIds "
    "RETURN [coalesce(i.sharing, r.sharing), i.kind] }])"
)
_END: LiteralString = (
    "UNWIND $rows AS row MATCH (q:SharingRequest {id: row.id}) WHERE q.state IN $open "
    "SET q.state = 'CLOSED', q.enteredAt = datetime($at), q.answeredOn = date($on), q.dueOn = null, q.dueKey = $never, "
    "q.provisional = null, q.waitKey = null, q.waitsAtKey = null, q.articles = row.rules, "
    "q.history = coalesce(q.history, []) + $line RETURN collect(q.id)"
)


async def end(unit: Unit, codes: Sequence[str], at: datetime, cause: str = "") -> None:
    """End what is asked for and had directly by now, in the transaction that publishes.

    Args:
        unit: The open transaction.
        codes: Of the entries of which a version was written.
        at: When.
        cause: What the version was made for.
    """
    unsettled = [each.name for each in SharingState if each.open]
    found: Sequence[Row] = await unit.run(_OPEN, codes=list(codes), open=unsettled) or ()
    direct_by = {row[0]: rules for row in found if not _awaited(row, cause) and (rules := _rules(row, at))}
    if not direct_by:
        return
    ended = await unit.run(
        _END,
        rows=[{"id": request, "rules": list(rules)} for request, rules in direct_by.items()],
        open=unsettled,
        at=stored(at),
        on=stored(china_day(at)),
        never=NEVER_DUE,
        line=SharingStep(at, SharingEvent.HAD_DIRECTLY, "").line,
    )
    sides = {row[0]: row[1] for row in found}
    await tell(unit, [each for one in ended or () for each in _told(one, sides[one], direct_by[one], at)])


def _awaited(row: Row, cause: str) -> bool:
    """Whether a request waits for the version, or for its being listed."""
    _, _, state, decision, *_ = row
    changing = state == SharingState.CHANGING.name and names_document(cause, decision)
    return changing or state == SharingState.LISTING.name


def _rules(row: Row, at: datetime) -> Articles:
    """The articles by which all that is asked for is had directly; none where something of it is not."""
    _, _, _, _, policy, affair, exclusive, concerned, libraries, sharing, named, items = row
    bound = bound_by(policy, china_day(at))
    if bound is None:
        return ()
    entry: Facts = {
        "about": Affair[affair].zh if affair else None, "subject_concerned": concerned,
        "library_kind": LibraryKind.BASE if policy in libraries else LibraryKind.DEPARTMENT,
    }  # fmt: skip
    asked = items or (() if named else [[sharing, ItemKind.BUSINESS.name]])
    by = list(_of_each(bound, entry, asked, listed=exclusive))
    return tuple(dict.fromkeys(rule for rules in by for rule in rules)) if all(by) else ()


def _of_each(row: Policy, entry: Facts, items: Sequence[Row], *, listed: bool) -> Iterator[Articles]:
    for sharing, kind in items:
        named = listed and sharing != SharingType.REFUSED.name
        own = {"type": SharingType[sharing], "item_kind": ItemKind[kind], "on_exclusive_list": named}
        yield direct(row, {**entry, **own})


def _told(request: str, departments: Sequence[str], rules: Articles, at: datetime) -> Iterator[Notice]:
    for department in dict.fromkeys(departments):
        yield Notice(
            NoticeKind.REQUEST_CLOSED, "SharingRequest", request, SharingState.CLOSED.name, at,
            Recipient(RecipientKind.DEPARTMENT, department), rules,
        )  # fmt: skip
