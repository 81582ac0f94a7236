"""A legal basis is amended or repealed, or a duty is moved to another department, on a day and by a document.

1. Who may is asked first: it is an act of the authority, whose posts the graph knows; of the lead authority of one of
   the departments whose entries, published or on their way there, rest on the basis, or of any where none does. That a
   law is amended is so for all who rest on it, whoever has marked it: each city's own row says what is owed then.
2. The basis is read with what is said of it: it is there, in force until that day, what takes its place is known, and
   the same was not marked by another document. What is marked already is left as it is, and nobody told again.
3. The change, the end of a basis that is repealed, and what everybody owes whose entries rest on it are written in one
   transaction, under a key once (`duties.opening`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from graph.cases.desk import Decided, carry_out
from graph.cases.wording import stated
from graph.errors import Conflict, Forbidden, Malformed, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.law.duty_workflows import CATALOGUE_UPDATE
from graph.law.policies import bound_by
from graph.law.posts import held_on
from graph.law.workflow import Articles, cited_by, steps_from
from graph.office.actor import Actor
from graph.office.published import refuse_citizen_id
from graph.office.references import NAMES, in_circle
from graph.office.review import unknown_code
from graph.refusal_codes import Code
from graph.store.edges import Row
from graph.store.engine import Store, Unit
from graph.subjects.duties.opening import TRIGGERS, Changed, identity, open_for_basis
from graph.subjects.sources import changes
from graph.subjects.sources.changes import Surroundings
from graph.words.duties import BasisChange, BasisEvent
from graph.words.organisation import PostKind
from graph.words.periods import holds_on
from graph.words.sources import BasisKind

_NAMED = 10
"""Departments that a refusal names."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of the change."""

    code: str
    """Code of the basis."""
    event: BasisEvent
    on: date
    document: str
    successor: str | None = None
    department: str | None = None


async def change_basis(store: Store, actor: Actor, given: Given, *, key: str | None = None) -> str:
    """Mark that a basis changes, open what is owed of it, and say its code.

    Args:
        store: The graph.
        actor: An authority officer.
        given: What changes.
        key: Idempotency key.

    Raises:
        Forbidden: `POST_REQUIRED`.
        Malformed: `UNKNOWN_CODE`, `STILL_TO_COME`, `WORDS_REQUIRED` or `CITIZEN_ID_PUBLISHED`.
        Conflict: `CIRCLE`, `CONDITION_MISSING` or `IDEMPOTENCY_KEY_REUSED`.
    """
    require(actor.principal, Act.AMEND_BASES, _place_of(actor), actor.today)

    async def decide() -> Decided:
        document = stated(given.document, "document")
        refuse_citizen_id(document, "document")
        change_id = identity(given.event, given.on, given.code)
        beside, place = (given.successor, given.department), _place_of(actor)
        found = await changes.surroundings(store, given.code, beside, change_id, place, actor.today)
        said = (document, given.successor, given.department)
        if found.kind is not None:
            _refuse_stranger(given, found, actor)
        _refuse(given, found, said, actor)
        change = BasisChange(
            id=change_id, basis=given.code, event=given.event, on=given.on,
            document=document, successor=given.successor, department=given.department, recorded_at=actor.now,
        )  # fmt: skip

        async def write(unit: Unit) -> None:
            if found.marked is not None:
                return
            await changes.write_change(unit, change)
            changed = Changed(given.code, given.event, given.on, actor.now, document, given.department)
            await open_for_basis(unit, changed)

        deeds = [actor.deed(Act.AMEND_BASES, given.code, detail=given.event.name)] if found.marked is None else []
        return Decided(given.code, write, deeds)

    asked = ("CHANGE_BASIS", given.code, given.event.name, str(given.on), given.document, given.successor or "",
             given.department or "")  # fmt: skip
    return await carry_out(store, actor, asked, decide, key)


def _place_of(actor: Actor) -> str | None:
    """The department in which somebody acts for the authority; the law of a city is not his alone, wherever that is."""
    held = held_on(actor.principal.posts, actor.today)
    return next((post.department for post in held if post.kind is PostKind.AUTHORITY_OFFICER), None)


def _refuse_stranger(given: Given, found: Surroundings, actor: Actor) -> None:
    """Refuse an officer of whose departments nobody's entries rest on a basis that others rest on.

    Raises:
        Forbidden: `POST_REQUIRED`; its limit names the departments.
    """
    held = held_on(actor.principal.posts, actor.today)
    ours = [post for post in held if post.kind is PostKind.AUTHORITY_OFFICER]
    resting = found.resting
    if not resting or any(post.reaches(code) for post in ours for code, _ in resting):
        return
    named, more = "、".join(name for _, name in resting[:_NAMED]), "等" if len(resting) > _NAMED else ""
    raise Forbidden(
        Text(
            f"该依据由以其为依据的条目所属部门（{named}{more}）的主管部门标记",
            f"it is marked by the lead authority of the departments whose entries rest on it: {named}",
        ),
        code=Code.POST_REQUIRED,
        path=("code",),
        value=given.code,
        limit=", ".join(code for code, _ in resting[:_NAMED]),
    )


def _refuse(given: Given, found: Surroundings, said: tuple[str, str | None, str | None], actor: Actor) -> None:
    """Refuse what cannot be said of a basis.

    Raises:
        Malformed: `UNKNOWN_CODE` or `STILL_TO_COME`.
        Conflict: `CIRCLE` or `CONDITION_MISSING`.
    """
    if found.kind is None:
        raise unknown_code(NAMES["LegalBasis"], given.code, ("code",))
    if given.successor == given.code:
        way = (given.code, given.code)
        raise in_circle(way, "依据不能由自身替代", "a basis is not replaced by itself", ("successor",))
    if given.successor is not None and not found.successor:
        raise unknown_code(NAMES["LegalBasis"], given.successor, ("successor",))
    if given.department is not None and not found.department:
        raise unknown_code(NAMES["Department"], given.department, ("department",))
    rules = _rules(found.policy, given.event, actor.today)
    if given.on > actor.today:
        raise Malformed(
            Text(
                "该日尚未到来；依据的变化应在发生之日或之后标记",
                "the day is still to come; what becomes of a basis is marked on its day or later",
            ),
            code=Code.STILL_TO_COME,
            rules=rules,
            path=("on",),
            value=given.on.isoformat(),
            limit=actor.today.isoformat(),
        )
    if not holds_on(given.on, found.valid_from or date.min, found.valid_until):
        words = Text("依据在该日现行有效", "the basis is in force on that day")
        raise _missing("on", given.on.isoformat(), words, rules)
    if found.marked is not None and found.marked != said:
        by = found.marked[0]
        words = Text(
            f"与该日已有的标记一致（已按“{by}”标记）", f"it agrees with what is marked of that day already, by {by}"
        )
        raise _missing("document", given.document, words, rules)
    if given.event is BasisEvent.MOVED and found.kind is not BasisKind.DUTY:
        words = Text("依据为职责规定（只有职责规定可以划转）", "the basis is a duty: only that is moved to others")
        raise _missing("code", given.code, words, rules)


def _rules(policy: str | None, event: BasisEvent, on: date) -> Articles:
    """The articles by which entries follow what becomes of a basis, of the text that binds who marks it."""
    row = bound_by(policy, on)
    cell = row.table(CATALOGUE_UPDATE) if row else None
    begun = steps_from(cell.value, None, TRIGGERS[event]) if cell else ()
    return cited_by(begun)


def _missing(field: str, value: str, words: Text, rules: Articles) -> Conflict:
    return Conflict(
        Text(f"暂不能标记，须：{words.zh}", f"marking it needs: {words.en}"),
        code=Code.CONDITION_MISSING,
        rules=rules,
        path=(field,),
        value=value,
    )


def changes_told(rows: list[Row] | None) -> list[BasisChange]:
    """What became of a basis, in order."""
    return [_told(row) for row in rows or ()]


def _told(row: Row) -> BasisChange:
    key, basis, event, on, document, successor, department, at = row
    return BasisChange(
        id=key, basis=basis, event=BasisEvent[event], on=date.fromisoformat(on), document=document,
        successor=successor, department=department, recorded_at=datetime.fromisoformat(at),
    )  # fmt: skip
