"""How data are asked for, as far as several texts have it alike; the rest is each row's.

* 芜湖 and 郴州 were written after one model: the provider answers, the two negotiate, somebody coordinates.
* What a text leaves open is our reading: who says that a negotiation failed, and that coordination ends for or against.
  A request that is refused there ends; the text knows nothing further.
* A decision of a body outside the system is recorded by the authority officer, with number and date of its document.
* Withdrawing is everybody's own, and a successor answers where a department was reorganised: rows of the machine.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from graph.errors import Text
from graph.law.policy import Cell
from graph.law.provisions import RefusalGround
from graph.law.terms import NO_NUMBER
from graph.law.workflow import Actor, Articles, Condition, Lasts, Side, Span, Step, Table, Tell, Told
from graph.law.workflows import SHARING
from graph.words.entries import SharingType
from graph.words.organisation import PostKind
from graph.words.people import Role
from graph.words.sharing_cases import SharingEvent, SharingState
from graph.words.sources import BasisKind

_STATE, _EVENT = SharingState, SharingEvent
APPLICANT: Final[frozenset[Actor]] = frozenset({PostKind.APPLICANT})
PROVIDER: Final[frozenset[Actor]] = frozenset({PostKind.PROVIDER_OFFICER})
AUTHORITY: Final[frozenset[Actor]] = frozenset({PostKind.AUTHORITY_OFFICER})
SECRETARY: Final[frozenset[Actor]] = frozenset({PostKind.COMMITTEE_SECRETARY})
TO_APPLICANT, TO_PROVIDER, TO_AUTHORITY = Tell(Told.APPLICANT), Tell(Told.PROVIDER), Tell(Told.AUTHORITY)
TO_BOTH: Final = (TO_APPLICANT, TO_PROVIDER)


def stated(fact: str, zh: str, en: str, *rules: str, by: PostKind | None = None) -> Condition:
    """That something is stated, or is so."""
    return Condition(fact, frozenset({True}), Text(zh, en), rules or None, of=by)


def of_type(*types: SharingType, rules: Articles = ()) -> Condition:
    """That the resource has one of some sharing types."""
    named = "、".join(each.zh for each in types)
    en = " or ".join(each.name for each in types)
    return Condition(
        "type", frozenset(types), Text(f"共享类型为{named}共享", f"its sharing type is {en}"), rules or None
    )


def need_and_use(*rules: str) -> Condition:
    """That a request says what is needed, and what for."""
    return stated(
        "need_and_use",
        "提出明确的共享需求和信息使用用途",
        "the request says plainly what is needed and what it is used for",
        *rules,
    )


CONDITIONAL, REFUSED = of_type(SharingType.CONDITIONAL), of_type(SharingType.REFUSED)
FOR_DUTIES = stated(
    "needed_for_duties", "使用部门因履行职责确需使用", "the applicant does need it to fulfil its duties"
)
REASONS = stated("reasons", "不予提供的，应说明理由", "who does not consent gives the reasons")
DOCUMENT: Final = (
    stated("document_number", "注明决定文件的文号", "the number of the document of the decision is given"),
    stated("document_date", "注明决定文件的日期", "the date of the document of the decision is given"),
)


def scope_and_use(*rules: str) -> Condition:
    """That who supplies states the scope of sharing and the use."""
    return stated(
        "scope_and_use_stated",
        "明确信息的共享范围和使用用途",
        "the scope of sharing and the use are stated",
        *rules,
    )


def never_internal(ground: RefusalGround) -> Condition:
    """That a refusal does not rest on a rule of the department's own."""
    kinds = [kind for kind in BasisKind if ground.carried_by(kind)]
    return Condition(
        "basis_kind",
        frozenset({*kinds, False, None}),
        Text("不得以部门内部管理办法作为不共享的依据", "a department's own internal rules are no basis for refusing"),
        ground.never_by or None,
    )


def answered_by_provider(lasts: Lasts, need: Condition, rule: str) -> Table:
    """The provider answers what is shared on conditions; what is not shared, or was refused, is negotiated.

    Args:
        lasts: How long an answer may last.
        need: What a request has to say.
        rule: The article.
    """
    said, ours = scope_and_use(), (rule,)
    return (
        Step(
            _STATE.DRAFT, _EVENT.APPLY, APPLICANT, Side.APPLICANT, (CONDITIONAL, need), lasts, _STATE.ASKED, ours,
            (TO_PROVIDER,),
        ),
        Step(
            _STATE.DRAFT, _EVENT.APPLY, APPLICANT, Side.APPLICANT, (REFUSED, FOR_DUTIES), NO_NUMBER,
            _STATE.NEGOTIATING, ours, TO_BOTH,
        ),
        Step(
            _STATE.ASKED, _EVENT.CONSENT, PROVIDER, Side.PROVIDER, (said,), Span.AT_REST, _STATE.GRANTED, ours,
            (TO_APPLICANT,),
        ),
        Step(
            _STATE.ASKED, _EVENT.REFUSE, PROVIDER, Side.PROVIDER, (REASONS,), NO_NUMBER, _STATE.REFUSED, ours,
            (Tell(Told.APPLICANT, ours),),
        ),
        *negotiated(ours, said),
    )  # fmt: skip


def negotiated(rules: Articles, *agreed: Condition) -> Table:
    """An applicant that needs the data disputes a refusal, and the two agree."""
    return (
        Step(
            _STATE.REFUSED, _EVENT.DISPUTE, APPLICANT, Side.APPLICANT, (FOR_DUTIES,), NO_NUMBER, _STATE.NEGOTIATING,
            rules, (TO_PROVIDER,),
        ),
        Step(
            _STATE.NEGOTIATING, _EVENT.AGREE, PROVIDER, Side.PROVIDER, agreed, Span.AT_REST, _STATE.GRANTED, rules,
            (TO_APPLICANT,),
        ),
    )  # fmt: skip


def failed(then: SharingState, rules: Articles, *when: Condition) -> Table:
    """Either of the two says that negotiation failed: that it may be either is our reading."""
    return (
        Step(
            _STATE.NEGOTIATING, _EVENT.FAIL, APPLICANT | PROVIDER, Side.APPLICANT, when, NO_NUMBER, then, rules,
            (*TO_BOTH, TO_AUTHORITY), beside=((PostKind.PROVIDER_OFFICER, Side.PROVIDER),),
        ),
    )  # fmt: skip


def coordinated(rules: Articles, *agreed: Condition) -> Table:
    """The lead authority coordinates, and settles it; that it then says why not is the product's."""
    state = _STATE.COORDINATING
    return (
        Step(state, _EVENT.SETTLE_FOR, AUTHORITY, Side.LEAD, agreed, Span.AT_REST, _STATE.GRANTED, rules, TO_BOTH),
        Step(
            state, _EVENT.SETTLE_AGAINST, AUTHORITY, Side.LEAD, (REASONS,), Span.AT_REST, _STATE.CLOSED, rules, TO_BOTH
        ),
    )


def coordinated_outside(rules: Articles, *agreed: Condition) -> Table:
    """A body outside the system coordinates; its decision is recorded, and kept as evidence."""
    state = _STATE.COORDINATING_OUTSIDE
    return (
        Step(
            state, _EVENT.RECORD_FOR, AUTHORITY, Side.OUTSIDE, (*DOCUMENT, *agreed), Span.AT_REST, _STATE.GRANTED,
            rules, TO_BOTH,
        ),
        Step(
            state, _EVENT.RECORD_AGAINST, AUTHORITY, Side.OUTSIDE, DOCUMENT, Span.AT_REST, _STATE.CLOSED, rules,
            TO_BOTH,
        ),
    )  # fmt: skip


def requests(*parts: Iterable[Step], succeeds: Articles = ()) -> Cell[Table]:
    """The table of a policy with the rows of the machine, and every article that it cites.

    Args:
        parts: The rows of the text.
        succeeds: The articles that know of departments whose functions change.
    """
    rows = tuple(step for part in parts for step in part)
    table = (*rows, *_of_the_machine(rows, succeeds))
    return Cell(table, tuple(dict.fromkeys(article for step in table for article in step.cited)))


def _of_the_machine(rows: Table, succeeds: Articles) -> Iterator[Step]:
    runs: frozenset[Actor] = frozenset({Role.ADMIN})
    for state in dict.fromkeys(step.then for step in rows):
        if state not in SHARING.open:
            continue
        told = TO_PROVIDER if any(step.state is state and step.side is Side.PROVIDER for step in rows) else None
        yield Step(
            state, _EVENT.WITHDRAW, APPLICANT, Side.APPLICANT, (), Span.AT_REST, _STATE.WITHDRAWN, (),
            (told,) if told else (), product=True,
        )  # fmt: skip
        yield Step(
            state, _EVENT.REORGANISED, runs, Side.PROVIDER, (), Span.RUNS_ON, state, succeeds, product=not succeeds
        )
        yield Step(
            state, _EVENT.ENTRY_WITHDRAWN, runs, Side.PROVIDER, (), Span.AT_REST, _STATE.CLOSED, (),
            (Tell(Told.APPLICANT),), product=True,
        )  # fmt: skip
