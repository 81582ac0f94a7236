"""How an entry comes into the catalogue and out of it, as far as several texts have it alike; the rest is each row's.

* A cataloguer registers, anew what was sent back or is changed; what the text asks of an entry then is in conditions.
* What is listed as 不予共享 has its ground when it is registered, and still has it when it is published.
* That an entry goes back, that a change is given up, and who takes an entry out of the catalogue, no text says but
  晋中's of a resource that is replaced (停用原资源): these steps are the product's own.
* A changed version goes back to whoever changes it, a new entry becomes a draft again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.errors import Text
from graph.law.policy import Cell
from graph.law.provisions import RefusalGround
from graph.law.terms import NO_NUMBER
from graph.law.workflow import (
    IN_TIME,
    Actor,
    Articles,
    CalendarDays,
    Condition,
    Lasts,
    Side,
    Span,
    Step,
    Table,
    Tell,
    Told,
    reached,
)
from graph.law.workflows import PUBLISHED_BEFORE, SUCCESSOR_USABLE
from graph.words.entries import OpeningType, SharingType
from graph.words.entry_cases import EntryCaseState, EntryEvent
from graph.words.organisation import PostKind
from graph.words.sources import BasisKind

Asked = tuple[Condition, ...]
_STATE, _EVENT = EntryCaseState, EntryEvent
_CATALOGUER: Final[frozenset[Actor]] = frozenset({PostKind.CATALOGUER})
_SHARED: Final = Condition(
    "type",
    frozenset({SharingType.UNCONDITIONAL, SharingType.CONDITIONAL}),
    Text("共享类型为无条件共享或有条件共享", "it is shared, without or on conditions"),
)
REFUSED_TYPE: Final = Condition(
    "type", frozenset({SharingType.REFUSED}), Text("共享类型为不予共享", "it is not to be shared")
)
NOT_REFUSED: Final = Condition(
    "type", frozenset({*_SHARED.values, False}), Text("共享类型不是不予共享", "it is not one that is not to be shared")
)


def of_type(*types: SharingType) -> Condition:
    """That an entry has one of some sharing types."""
    named = "、".join(each.zh for each in types)
    return Condition(
        "type",
        frozenset(types),
        Text(f"共享类型为{named}共享", f"its sharing type is {' or '.join(each.name for each in types)}"),
    )


def grounded(ground: RefusalGround, *rules: str) -> Asked:
    """That 不予共享 rests on a basis which carries it and is in force."""
    kinds = [kind for kind in BasisKind if ground.carried_by(kind)]
    names, en = "、".join(kind.zh for kind in kinds), ", ".join(kind.name for kind in kinds)
    return (
        Condition(
            "basis_kind",
            frozenset(kinds),
            Text(f"不予共享须有以下依据之一：{names}", f"what is not shared rests on one of: {en}"),
            (*rules, *ground.never_by) or None,
        ),
        Condition(
            "basis_in_force",
            frozenset({True}),
            Text("不予共享的依据现行有效", "the basis of not sharing it is in force"),
            rules or None,
        ),
    )


def not_secret(*rules: str) -> Condition:
    """That nothing of it touches a state secret: the product runs on no secret network.

    Args:
        rules: The articles that keep it out; where a text has none, it is the product's own.
    """
    words = Text("不涉及国家秘密", "it touches no state secret")
    return Condition("secret", frozenset({False}), words, rules)


def collected_once(*rules: str, unless_by_law: bool) -> Condition:
    """That nothing is collected which another department shares already (一数一源)."""
    return Condition(
        "collected_twice",
        frozenset({False}),
        Text(
            "不重复采集可以通过共享获取的数据" + ("，法律法规另有规定的除外" if unless_by_law else ""),
            "nothing is collected that another department shares" + (", but by law" if unless_by_law else ""),
        ),
        rules,
        "legal_exception" if unless_by_law else "",
    )


def opened(types: Iterable[OpeningType], words: Text, *rules: str, items: bool = False) -> Asked:
    """That opening to society is one of some answers; where nothing is said it is not open.

    Args:
        types: The answers.
        words: What has to be so.
        rules: The articles.
        items: It holds item by item as well.
    """
    values = frozenset({*types, OpeningType.REFUSED, False, None})
    facts = ("opening", "item_opening") if items else ("opening",)
    return tuple(Condition(fact, values, words, rules or None) for fact in facts)


def admitted(*others: Condition, ground: Asked) -> tuple[Asked, ...]:
    """What is asked of an entry that is registered, by its sharing type."""
    return ((REFUSED_TYPE, *ground, *others), (_SHARED, *others))


@dataclass(frozen=True, slots=True)
class Onward:
    """Who takes an entry on from a state, who sends it back from there, and by which articles."""

    state: EntryCaseState
    event: EntryEvent
    then: EntryCaseState
    post: PostKind
    side: Side
    rules: Articles
    tells: tuple[Told, ...] = ()
    """Whose step comes next: a service."""
    back: Articles | None = ()
    """Articles that let it be sent back; none: the product does; None: it is not sent back by this step."""
    when: tuple[Asked, ...] = ((),)
    """Alternatives."""
    apart: frozenset[EntryEvent] = frozenset()
    lasts: Lasts = NO_NUMBER

    def steps(self) -> Iterator[Step]:
        """The rows."""
        actors, told = frozenset[Actor]({self.post}), tuple(Tell(each) for each in self.tells)
        for asked in self.when:
            yield Step(
                self.state, self.event, actors, self.side, asked, self.lasts, self.then, self.rules, told,
                apart=self.apart,
            )  # fmt: skip
        if self.back is not None:
            yield from _back(self.state, actors, self.side, self.back, ())


def sent_back(state: EntryCaseState, post: PostKind, side: Side, rules: Articles, *when: Condition) -> Table:
    """An entry goes back to its department by somebody who does not take it on."""
    return tuple(_back(state, frozenset[Actor]({post}), side, rules, when))


def registered(
    when: Sequence[Asked],
    rules: Articles,
    told: Told,
    *,
    changed: Articles = (),
    changed_lasts: Lasts = NO_NUMBER,
) -> Table:
    """A department's cataloguer registers an entry, or its next version.

    Args:
        when: What is asked of the entry, by its type.
        rules: The articles.
        told: Whose step comes next.
        changed: What is cited besides of a version that follows a changed law or duty.
        changed_lasts: How long those who are waited for then have.
    """
    before = (
        (None, rules, NO_NUMBER),
        (_STATE.DRAFT, rules, NO_NUMBER),
        (_STATE.CHANGING, tuple(dict.fromkeys((*rules, *changed))), changed_lasts),
    )
    return tuple(
        Step(state, _EVENT.REGISTER, _CATALOGUER, Side.PROVIDER, asked, lasts, _STATE.REGISTERED, cited, (Tell(told),))
        for state, cited, lasts in before
        for asked in when
    )


def changing(*rules: str) -> Table:
    """A published entry is to follow a changed law or duty, or is changed for another cause.

    The term runs from the change of the law or the duty, and is not the case's: it can be over before anybody begins.
    """
    provider = Side.PROVIDER
    return (
        Step(_STATE.PUBLISHED, _EVENT.CHANGE, _CATALOGUER, provider, (), NO_NUMBER, _STATE.CHANGING, rules),
        Step(
            _STATE.CHANGING, _EVENT.SEND_BACK, _CATALOGUER, provider, (), Span.AT_REST, _STATE.PUBLISHED, (),
            product=True,
        ),
        Step(
            _STATE.DRAFT, _EVENT.WITHDRAW, _CATALOGUER, provider, (), Span.AT_REST, _STATE.WITHDRAWN, (), product=True
        ),
    )  # fmt: skip


def withdrawn(post: PostKind, side: Side, told: Told) -> Table:
    """A department announces the end of an entry, and whoever publishes takes it out: the text is silent."""
    out = frozenset[Actor]({post})
    both = (Tell(Told.PROVIDER), Tell(Told.USERS))
    return (
        Step(
            _STATE.PUBLISHED, _EVENT.WITHDRAW, _CATALOGUER, Side.PROVIDER, (), NO_NUMBER, _STATE.PARALLEL, (),
            (Tell(told), Tell(Told.USERS)), product=True,
        ),
        Step(
            _STATE.PARALLEL, _EVENT.GO_OFFLINE, out, side, (), Span.AT_REST, _STATE.WITHDRAWN, (), both, product=True
        ),
        Step(_STATE.PARALLEL, _EVENT.SEND_BACK, out, side, (), Span.AT_REST, _STATE.PUBLISHED, (), both, product=True),
    )  # fmt: skip


def replaced(days: int, *rules: str) -> Table:
    """A resource is replaced by one that can be used, and both run side by side (过渡期) until the old one goes.

    Args:
        days: Full calendar days from the day on which the new one is usable.
        rules: The articles.
    """
    ours: frozenset[Actor] = frozenset({PostKind.CATALOGUER, PostKind.PROVIDER_OFFICER})
    usable = Condition(
        reached(SUCCESSOR_USABLE),
        frozenset({True}),
        Text("新资源已可共享使用", "the new resource can be used"),
    )
    over = Condition(
        IN_TIME,
        frozenset({False}),
        Text(f"{days}个自然日的过渡期已满", f"{days} full calendar days side by side are over"),
    )
    provider, users = Side.PROVIDER, (Tell(Told.USERS, rules),)
    return (
        Step(
            _STATE.PUBLISHED, _EVENT.WITHDRAW, ours, provider, (usable,), CalendarDays(days, SUCCESSOR_USABLE),
            _STATE.PARALLEL, rules, users,
        ),
        Step(
            _STATE.PARALLEL, _EVENT.GO_OFFLINE, ours, provider, (over,), Span.AT_REST, _STATE.WITHDRAWN, rules, users
        ),
        Step(
            _STATE.PARALLEL, _EVENT.SEND_BACK, ours, provider, (), Span.AT_REST, _STATE.PUBLISHED, (),
            (Tell(Told.USERS),), product=True,
        ),
    )  # fmt: skip


def approval(*parts: Iterable[Step] | Onward) -> Cell[Table]:
    """The table of a policy, with every article that it cites."""
    table = tuple(step for part in parts for step in (part.steps() if isinstance(part, Onward) else part))
    return Cell(table, tuple(dict.fromkeys(article for step in table for article in step.cited)))


def _back(
    state: EntryCaseState, actors: frozenset[Actor], side: Side, rules: Articles, when: Sequence[Condition]
) -> Iterator[Step]:
    told = (Tell(Told.PROVIDER),)
    for published, then, lasts in ((False, _STATE.DRAFT, Span.AT_REST), (True, _STATE.CHANGING, NO_NUMBER)):
        known = Condition(PUBLISHED_BEFORE, frozenset({published}), _PUBLISHED[published])
        yield Step(
            state, _EVENT.SEND_BACK, actors, side, (*when, known), lasts, then, rules, told, product=not rules
        )  # fmt: skip


_PUBLISHED: Final = {
    False: Text("条目尚未发布过", "the entry is not published yet"),
    True: Text("条目已发布，退回其变更", "the entry is published, and a change of it goes back"),
}
