"""The table of a request between two departments: the provider's, with the applicant's inner approvals put in front.

* Where one policy binds both, the table is that policy's as it is.
* The provider's inner approvals are its own departments' and nobody else's: whoever it does not bind, or binds by
  analogy only, applies where they lead to – over the platform, which checks what it is given – with what they ask a
  request to state. That he applies there himself, and corrects there what was given back, is our reading.
* The applicant's approvals come first, by its own articles and posts; the last of them is the application under the
  provider's text, with the conditions, the term and the articles of both.
* What the applicant's text approves is of some sharing types; for the others the provider's text stands alone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final, TypeVar

from graph.errors import Text
from graph.law.policy import Policy
from graph.law.workflow import Condition, Side, Step, Table, Tell, Told, steps_from
from graph.law.workflows import SHARING
from graph.words.closed_list import ClosedList
from graph.words.entries import SharingType
from graph.words.sharing_cases import SharingEvent, SharingState

T = TypeVar("T")


class NotJoined(ValueError):  # noqa: N818 - named by what happened
    """The inner approvals of a policy cannot be put in front of another one's table."""


def joined(applicant: Policy | None, provider: Policy, asked: SharingType | None = None) -> Table:
    """The rows of a request; none where the provider's text knows no requests.

    Args:
        applicant: The policy that binds who asks; None where none does.
        provider: The policy that binds who is asked.
        asked: The sharing type of what is asked for, of a request that is opened: whether it is approved inside first
            follows from it, and there is no other way to open it; None = whatever it was.

    Raises:
        NotJoined: The inner approvals do not begin with a request, or lead nowhere; no row is so when the program runs.
    """
    cell = provider.table(SHARING)
    if cell is None:
        return ()
    if applicant is not None and applicant.id == provider.id:
        return cell.value
    theirs = applicant.table(SHARING) if applicant is not None else None
    table, inner = _without_inner(cell.value), _inner(theirs.value if theirs else ())
    return _in_front(inner, theirs.value, table, asked) if theirs and inner else table


def _inner(table: Table) -> Table:
    return tuple(step for step in table if isinstance(step.event, SharingEvent) and step.event.inner)


def _without_inner(table: Table) -> Table:
    """The rows of a policy for those whom it does not bind."""
    inner = _inner(table)
    if not inner:
        return table
    waiting, entrance, last = _waiting(inner), _entrance(inner), _leading_out(inner)
    opening = replace(entrance, event=SharingEvent.APPLY, lasts=last.lasts, then=last.then, tells=last.tells)
    return (opening, *(each for step in table for each in _of_others(step, waiting, last)))


def _of_others(step: Step, waiting: Collection[ClosedList], last: Step) -> Iterator[Step]:
    """A row as it is for those whom the policy does not bind: what they correct goes back to where it came from."""
    if step.event is SharingEvent.CORRECT_APPLICATION:
        yield replace(step, lasts=last.lasts, then=last.then, tells=last.tells)
    elif step.state not in waiting and step.state is not SharingState.DRAFT:
        told = tuple(each for each in step.tells if each.who is Told.APPLICANT) if step.then in waiting else step.tells
        yield replace(step, tells=told)
    elif step.state is last.state and step.event in SHARING.own_will:
        yield step


def _waiting(inner: Table) -> frozenset[ClosedList]:
    """The states of the inner approvals."""
    return frozenset(step.state for step in inner if step.state) & {step.then for step in inner}


def _entrance(inner: Table) -> Step:
    return _first(inner, lambda step: step.state is SharingState.DRAFT, "opens a request")


def _leading_out(inner: Table) -> Step:
    waiting = _waiting(inner)
    return _first(inner, lambda step: step.then in SHARING.open and step.then not in waiting, "leads out of them")


def _in_front(inner: Table, theirs: Table, provider: Table, asked: SharingType | None) -> Table:
    waiting, entrance, last = _waiting(inner), _entrance(inner), _leading_out(inner)
    approved = _first(entrance.when, lambda each: each.fact == _TYPE, "says of which sharing types a request is")
    if asked is not None and asked not in approved.values:
        return provider
    other = replace(approved, values=frozenset(SharingType) - frozenset(approved.values), words=_OTHER, rules=())
    opening = tuple(steps_from(provider, SharingState.DRAFT))
    onward = (step for step in theirs if step.state in waiting and step is not last)
    others = (step for step in opening if asked is None and not _excluded(step, other))
    applying = [step for step in opening if not _excluded(step, approved)]
    return (
        *(_asking(_of_applicant(entrance), step) for step in applying),
        *map(_of_applicant, onward),
        *(_leading_into(_of_applicant(last), step) for step in applying),
        *(replace(step, when=(*step.when, other)) for step in others),
        *(step for step in provider if step not in opening),
    )


def _first(some: Iterable[T], fits: Callable[[T], bool], said: str) -> T:
    for each in some:
        if fits(each):
            return each
    raise NotJoined(f"of the inner approvals none {said}")


_TYPE: Final = "type"
_OTHER: Final = Text("不属于须经本部门内部批准的共享类型", "it is of no sharing type that is approved inside first")


def _excluded(step: Step, kept: Condition) -> bool:
    return any(each.excludes(kept) for each in step.when)


def _asking(entrance: Step, opening: Step) -> Step:
    """The first approval with what the application asks for that it leads to, by the articles of that."""
    asked = (replace(each, rules=each.cited_in(opening.rules)) for each in opening.when)
    return replace(entrance, when=(*entrance.when, *asked))


def _leading_into(last: Step, opening: Step) -> Step:
    """The last approval as the application: by the applicant's post, into the state of the provider's text."""
    return replace(
        last,
        when=(*last.when, *opening.when),
        lasts=opening.lasts,
        then=opening.then,
        rules=tuple(dict.fromkeys((*last.rules, *opening.rules))),
        tells=opening.tells,
    )


def _of_applicant(step: Step) -> Step:
    """A row of the applicant's policy beside another one: its authority and its centre are not the provider's."""
    tells = tuple(Tell(_TOLD.get(each.who, each.who), each.rules) for each in step.tells)
    return replace(step, side=_SIDES.get(step.side, step.side), tells=tells)


_SIDES: Final = {Side.LEAD: Side.APPLICANT_LEAD, Side.CARRIER: Side.APPLICANT_CARRIER}
_TOLD: Final = {Told.AUTHORITY: Told.APPLICANT_AUTHORITY, Told.CARRIER: Told.APPLICANT_CARRIER}
