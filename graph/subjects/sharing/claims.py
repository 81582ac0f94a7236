"""What is stated with a step of a request, held against the record: who says otherwise is refused, by field and value.

* That the centre has reviewed, that an interface is controlled, that a request is within the conditions of its entry:
  the record tells it, and a statement adds nothing to it.
* What is granted was asked for: the sharing type of what was asked for decided the way of the request.
* A type that is changed by a decision is so by the version that names it: by the number of its document.
* A legal basis that is stated is in force on the day on which it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from graph.cases.documents import names_document
from graph.errors import Conflict, Malformed, Text
from graph.law.workflow import Articles, Facts, Step
from graph.refusal_codes import Code
from graph.subjects.sharing.settling import Said

_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "reviewed_by_centre": "reviewedByCentre",
        "within_conditions": "withinConditions",
        "controlled_interface": "controlledInterface",
    }
)
"""Facts that the record tells, each with the field of the input that states it."""
_OF_A_BASIS: Final = ("legal_basis", "sufficient_basis", "basis_kind")


def hold_against_record(rows: Sequence[Step], said: Said, known: Facts, asked: Sequence[str]) -> None:
    """Refuse what is stated against the record.

    Args:
        rows: Those of the state and the event; what none asks for that is for what has its type is of no weight.
        said: What is stated with the step.
        known: What the request knows of itself.
        asked: Names of the items that were asked for; none = all of the resource.

    Raises:
        Conflict: `RECORD_DIFFERS`, with the field, what it says, and what the record says.
        Malformed: `NOT_ASKED_FOR`; an item is granted that was not asked for.
    """
    rows = [row for row in rows if all(each.holds(known) for each in row.when if each.fact == "type")]
    for fact, stated in _stated(said):
        rules = _articles(rows, (fact,))
        so = bool(known.get(fact))
        if rules and stated is not so:
            raise Conflict(
                Text(
                    f"所述“{_words(rows, fact).zh}”与记录不符",
                    f"the record says otherwise than was stated: {_words(rows, fact).en}",
                ),
                code=Code.RECORD_DIFFERS,
                rules=rules,
                path=(_FIELDS[fact],),
                value=str(stated).lower(),
                limit=str(so).lower(),
            )
    for position, name in enumerate(said.items, start=1):
        if asked and name not in asked:
            raise Malformed(
                Text("授权的信息项应在申请范围之内", "what is granted was asked for"),
                code=Code.NOT_ASKED_FOR,
                rules=tuple(dict.fromkeys(rule for row in rows for rule in row.rules)),
                path=("items", str(position)),
                value=name,
                limit=", ".join(asked),
            )


def hold_change_against_decision(rows: Sequence[Step], known: Facts, decision: str, cause: str) -> None:
    """Refuse that the type of an entry was changed by a decision, where the version that stands does not name it.

    Args:
        rows: Those of the state and the event; where none asks for the type as it is, nothing is held.
        known: What the request knows of itself.
        decision: Number of the document of the decision.
        cause: What the version that stands was made for.

    Raises:
        Conflict: `RECORD_DIFFERS`; the value is the cause, the limit the number that it has to name.
    """
    changing = [row for row in rows if any(each.fact == "new_type" and each.holds(known) for each in row.when)]
    if changing and not names_document(cause, decision):
        raise Conflict(
            Text(
                f"条目现行版本的变更原因应写明审定文件的文号：{decision}",
                f"the version of the entry that stands has to name the document of the decision: {decision}",
            ),
            code=Code.RECORD_DIFFERS,
            rules=_articles(changing, ("new_type",)),
            path=("request",),
            value=cause,
            limit=decision,
        )


def basis_not_in_force(rows: Sequence[Step], code: str, field: str) -> Conflict:
    """That a legal basis which is stated is not in force.

    Args:
        rows: Those of the state and the event.
        code: Of the basis.
        field: Of the input.
    """
    return Conflict(
        Text("该依据在当日不是现行有效的依据", "the basis is not in force on this day"),
        code=Code.BASIS_NOT_IN_FORCE,
        rules=_articles(rows, _OF_A_BASIS) or tuple(dict.fromkeys(rule for row in rows for rule in row.rules)),
        path=(field,),
        value=code,
    )


def _stated(said: Said) -> Iterator[tuple[str, bool]]:
    yield from ((fact, True) for fact in _FIELDS if fact in said.confirmed)
    if said.controlled is not None:
        yield "controlled_interface", said.controlled


def _articles(rows: Sequence[Step], facts: Sequence[str]) -> Articles:
    asking = ((row, each) for row in rows for each in row.when if each.fact in facts)
    return tuple(dict.fromkeys(rule for row, each in asking for rule in each.rules or row.rules))


def _words(rows: Sequence[Step], fact: str) -> Text:
    return next(each.words for row in rows for each in row.when if each.fact == fact)
