"""The decision behind what a table says was granted: named by the number and date of its document, in every city.

* What no request of the row reaches without a document, and what was here before it was answered, is answered with one,
  which is no older than the request. What who asked ends of himself is no such answer.
* Whoever may use data from today on may by a decision that is named, or by one that was made here; what has ended is
  history, and needs none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from graph.cases.documents import NOT_BEFORE_REQUEST
from graph.errors import Conflict, Malformed, Refusal, Text
from graph.law.workflow import Articles, Side, Table
from graph.office.review import Hint
from graph.refusal_codes import Code
from graph.subjects.sharing.memory import waits
from graph.subjects.sharing.rules import asked_on_every_way
from graph.words.closed_list import ClosedList
from graph.words.grants import GrantState
from graph.words.sharing_cases import SharingState
from graph.words.sharing_tables import GrantOnFile, RequestOnFile

BEFORE_ANSWER: Final = frozenset(
    {
        SharingState.INSIDE, SharingState.INSIDE_APPROVED, SharingState.FILED, SharingState.ASKED,
        SharingState.DECIDING, SharingState.OPINION, SharingState.COMMITTEE,
    }
)  # fmt: skip
"""States before any answer."""
_DOCUMENTED: Final = frozenset({"document_number", "document_date", "approved_in_writing"})


def leading_to(table: Table, state: ClosedList) -> Articles:
    """The articles of the steps that lead into a state."""
    return tuple(dict.fromkeys(rule for step in table if step.then is state for rule in step.cited))


def undocumented(
    one: RequestOnFile, before: RequestOnFile | None, table: Table, path: tuple[str, ...]
) -> Iterator[Refusal]:
    """Refuse a request that is where nobody brings it without a document, and names none, or one older than itself.

    Args:
        one: As the table says it.
        before: As it stood here; None where it is new.
        table: The rows that it keeps.
        path: Of the request.
    """
    decided_elsewhere = before is not None and _answers(one, before, table)
    rules = asked_on_every_way(table, one.state, _DOCUMENTED)
    asked = bool(rules) or decided_elsewhere
    if asked and not rules:
        rules = leading_to(table, one.state)
    for name, said in (("document_number", one.document_number), ("document_on", one.document_on)):
        if asked and not said:
            yield Conflict(
                Text(
                    f"“{one.state.zh}”须有决定或批准文件，请填写文号和日期",
                    f"no request is {one.state.name} without a document: give its number and date",
                ),
                code=Code.CONDITION_MISSING,
                rules=rules,
                path=(*path, name),
                value="",
            )
    if before is not None and decided_elsewhere and one.state is not before.state:
        opened = max(one.opened_on, before.opened_on)
        if one.document_on is not None and one.document_on < opened:
            yield Malformed(
                NOT_BEFORE_REQUEST,
                code=Code.DATE,
                path=(*path, "document_on"),
                value=one.document_on.isoformat(),
                limit=opened.isoformat(),
            )


def _answers(one: RequestOnFile, before: RequestOnFile, table: Table) -> bool:
    """Whether a table says what somebody else has decided of a request that is here, or was said to have."""
    if one.state in BEFORE_ANSWER or one.state is SharingState.WITHDRAWN:
        return False
    if named(before):
        return True
    own = any(step.state is before.state and step.then is one.state and step.side is Side.APPLICANT for step in table)
    here = waits(before.state) or one.state is SharingState.GRANTED
    return here and one.state is not before.state and not own


def named(request: RequestOnFile) -> bool:
    """Whether a request names the document of the decision on it, with its date."""
    return bool(request.document_number) and request.document_on is not None


def holds(grant: GrantOnFile, today: date) -> bool:
    """Whether somebody may use data by a grant from today on, or may once his agreement is there."""
    over = grant.valid_until is not None and grant.valid_until < today
    return grant.state in (GrantState.ACTIVE, GrantState.WAITING) and not over


def granted_on_nothing(request: RequestOnFile, table: Table, path: tuple[str, ...]) -> Iterator[Conflict]:
    """Refuse a grant that holds today by a decision of which there is no document; `path` is of the grant."""
    if not named(request):
        yield Conflict(
            Text(
                f"申请 {request.id} 未注明决定的文号和日期，不能导入有效的授权：请先在申请中填写（决定文号、决定日期）",
                f"request {request.id} names no document of the decision, with its date: no grant of it holds today; "
                "say them with the request first",
            ),
            code=Code.CONDITION_MISSING,
            rules=leading_to(table, SharingState.GRANTED),
            path=(*path, "request"),
            value=request.id,
        )


def hint_of(requests: Iterable[tuple[RequestOnFile, Table]], form: str) -> Iterator[Hint]:
    """That requests are granted by no document that is named: history, of which no grant holds today.

    Args:
        requests: Those that say something new, each with its rows.
        form: The table.
    """
    found = [table for one, table in requests if one.state is SharingState.GRANTED and not named(one)]
    if found:
        yield Hint(
            Code.CONDITION_MISSING,
            Text(
                f"{len(found)}项已授权的申请未注明决定的文号和日期：只作为历史记录，不能再导入其有效的授权",
                f"{len(found)} requests that were granted name no document of the decision: they are history, and no "
                "grant of them that holds today is taken",
            ),
            tuple(dict.fromkeys(rule for table in found for rule in leading_to(table, SharingState.GRANTED))),
            (form,),
            str(len(found)),
        )
