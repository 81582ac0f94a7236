"""The table of a request between two departments: the provider's, with the applicant's inner approvals put in front.

* Where one policy binds both, or the applicant's knows no inner approval, the table is the provider's as it is.
* Otherwise the applicant's approvals come first, by its own articles and posts; the last of them is the application
  under the provider's text, with the conditions, the term and the articles of both.
* What the applicant's text approves is of some sharing types; for the others the provider's text stands alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final, TypeVar

from graph.errors import Text
from graph.law.policy import Policy
from graph.law.workflow import Condition, Side, Step, Table, Tell, Told, steps_from
from graph.law.workflows import SHARING
from graph.words.entries import SharingType
from graph.words.sharing_cases import SharingEvent, SharingState

T = TypeVar("T")


class NotJoined(ValueError):  # noqa: N818 - named by what happened
    """The inner approvals of a policy cannot be put in front of another one's table."""


def joined(applicant: Policy | None, provider: Policy) -> Table:
    """The rows of a request; none where the provider's text knows no requests.

    Args:
        applicant: The policy that binds who asks; None where none does.
        provider: The policy that binds who is asked.

    Raises:
        NotJoined: The inner approvals do not begin with a request, or lead nowhere; no row is so when the program runs.
    """
    cell = provider.table(SHARING)
    if cell is None:
        return ()
    theirs = applicant.table(SHARING) if applicant is not None and applicant.id != provider.id else None
    inner = tuple(step for step in theirs.value if _is_inner(step)) if theirs else ()
    return _in_front(inner, theirs.value, cell.value) if theirs and inner else cell.value


def _is_inner(step: Step) -> bool:
    return isinstance(step.event, SharingEvent) and step.event.inner


def _in_front(inner: Table, theirs: Table, provider: Table) -> Table:
    entrance = _first(inner, lambda step: step.state is SharingState.DRAFT, "opens a request")
    waiting = {step.state for step in inner} & {step.then for step in inner}
    last = _first(inner, lambda step: step.then in SHARING.open and step.then not in waiting, "leads out of them")
    approved = _first(entrance.when, lambda each: each.fact == _TYPE, "says of which sharing types a request is")
    other = replace(approved, values=frozenset(SharingType) - frozenset(approved.values), words=_OTHER, rules=())
    opening = tuple(steps_from(provider, SharingState.DRAFT))
    onward = (step for step in theirs if step.state in waiting and step is not last)
    return (
        *(_of_applicant(step) for step in (entrance, *onward)),
        *(_leading_into(_of_applicant(last), step) for step in opening if not _excluded(step, approved)),
        *(replace(step, when=(*step.when, other)) for step in opening if not _excluded(step, other)),
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
