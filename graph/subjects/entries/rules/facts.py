"""What the case of an entry knows of it: the facts by which the rows of its table are chosen.

* An item that says more of opening than its entry is the item that is told.
* It is collected twice where another department shares the same already; a law or regulation among the bases that it
  names, and in force, is the exception by law.
* Of several bases the one that carries 不予共享 is told, else one that is in force, else whichever is named.
"""

from collections.abc import Sequence
from datetime import date

from graph.law.workflow import Facts, FactValue
from graph.subjects.entries.rules.entry import EntrySurroundings
from graph.words.entries import EntryDraft, OpeningType, SharingType
from graph.words.entry_cases import EntryCaseState, EntryEvent, EntryStep
from graph.words.periods import holds_on
from graph.words.sources import BasisKind, LegalBasis

_BY_LAW = frozenset({BasisKind.LAW, BasisKind.ADMINISTRATIVE_REGULATION, BasisKind.LOCAL_REGULATION})
"""法律、法规."""
_OWN = frozenset({BasisKind.DUTY, BasisKind.INTERNAL_RULE})
"""What is neither law nor policy."""


def facts_of(draft: EntryDraft, around: EntrySurroundings) -> Facts:
    """The facts of an entry, in the surroundings in which it is judged."""
    basis = _basis(draft, around)
    return {
        "type": _type(draft),
        "basis_kind": None if basis is None else basis.kind,
        "basis_in_force": basis is not None and _holds(basis, around.on),
        "rests_on_law_or_policy": any(
            each.kind not in _OWN and _holds(each, around.on) for each in _named(draft, around)
        ),
        "secret": draft.secret,
        "collected_twice": around.elsewhere is not None,
        "legal_exception": any(each.kind in _BY_LAW and _holds(each, around.on) for each in _named(draft, around)),
        "opening": draft.opening,
        "item_opening": next((item.opening for item in draft.items if _opens(item.opening)), None),
        "opening_condition": bool(draft.opening_condition.strip()),
    }


def remembered(history: Sequence[EntryStep]) -> dict[str, FactValue]:
    """What was done in a case since the entry was registered last: what was done before that is over."""
    last = max((at for at, each in enumerate(history) if each.event is EntryEvent.REGISTER), default=0)
    done = {each.event: each.subject for each in history[last:]}
    return {
        "reviewed_by_another": done.get(EntryEvent.REVIEW) not in (None, done.get(EntryEvent.REGISTER)),
        "authority_confirmed": EntryEvent.CONFIRM_REFUSED in done,
    }


def anew(state: EntryCaseState) -> bool:
    """Whether what is registered from here is another entry than the one that is kept, or nothing is any more."""
    return state in (EntryCaseState.DRAFT, EntryCaseState.CHANGING) or state.ended


def known_of(state: EntryCaseState, draft: EntryDraft, history: Sequence[EntryStep]) -> Facts:
    """What a case tells before a step is taken; what is registered anew is another entry, and tells nothing yet.

    Args:
        state: Where it stands.
        draft: The entry as it is proposed.
        history: What was done.
    """
    if anew(state):
        return {}
    return {"type": _type(draft), "secret": draft.secret, **remembered(history)}


def _type(draft: EntryDraft) -> SharingType:
    return SharingType.REFUSED if refuses(draft) else draft.sharing


def refuses(draft: EntryDraft) -> bool:
    """Whether an entry, or an item of it, is not to be shared."""
    return SharingType.REFUSED in (draft.sharing, *(item.sharing for item in draft.items))


def _basis(draft: EntryDraft, around: EntrySurroundings) -> LegalBasis | None:
    named = _named(draft, around)
    cell = around.policy.refusal_ground
    carried = [each for each in named if cell is None or cell.value.carried_by(each.kind)]
    for among in (carried, named):
        holding = [each for each in among if _holds(each, around.on)]
        if holding or among:
            return (holding or among)[0]
    return None


def _named(draft: EntryDraft, around: EntrySurroundings) -> list[LegalBasis]:
    return [around.bases[code] for code in draft.bases if code in around.bases]


def _holds(basis: LegalBasis, on: date) -> bool:
    return holds_on(on, basis.valid_from, basis.valid_until)


def _opens(opening: OpeningType | None) -> bool:
    return opening not in (None, OpeningType.REFUSED)
