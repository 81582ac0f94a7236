"""Whether a use that is told was outside of what permits it: it is taken down, for it happened, and marked.

1. By a grant: it was active on the day of the use in China, for the purpose, and for the items, but for those that
   are had directly or by another grant; who says none is taken for one who had all, as where he asks. One that waited
   for its agreement is told apart from one that was not given yet, or had ended, by the article that asks.
   The scope is said in words, and judged by people. By that of a department for which the consumer did not stand that
   day nothing is had.
2. Without one: all of it is had directly on that day, and by the article that is named, but for items that a grant
   permits beside it.
3. By nobody: who has used it was not there that day, or the department that he stands for was not.
4. By a grant that is not his, or is none: so it was had without one, and by no article.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from graph.law.articles import canonical_id
from graph.subjects.exchange.held import articles_of
from graph.subjects.exchange.rules import granted, may_use
from graph.words.china_time import china_day
from graph.words.exchange import DataUse, HeldGrant, MayUse, Outside, Surroundings, Use, UseAnswer, UseFault
from graph.words.grants import GrantState


def outside_grant(
    use: DataUse,
    grant: HeldGrant,
    whole: Collection[str],
    beside: Surroundings | None = None,
    *,
    there: bool = True,
    others: bool = False,
) -> Outside | None:
    """In what a use was outside of its grant; None = in nothing.

    Args:
        use: The use.
        grant: Its grant, of that consumer for that resource.
        whole: Names of all items of the resource.
        beside: What else may permit it; None = nothing does.
        there: Whether the consumer, and the department that it stands for, existed that day.
        others: Whether the grant is another department's than the consumer stood for that day.
    """
    faults = (
        *(() if there else (UseFault.CONSUMER,)),
        *((UseFault.GRANT,) if others else ()),
        *_of_grant(use, grant, whole, beside),
    )
    if not faults:
        return None
    on = china_day(use.used_at)
    judged = (GrantState.WAITING if each is UseFault.WAITING else GrantState.ACTIVE for each in faults)
    rules = (rule for state in dict.fromkeys(judged) for rule in articles_of(grant, state, None, on))
    return Outside(use.number, faults, tuple(dict.fromkeys(rules)))


def beyond(use: DataUse, grant: HeldGrant, whole: Collection[str]) -> frozenset[str]:
    """Names of the items of a use that are not in its grant."""
    return frozenset(use.items or whole) - grant.items if grant.items else frozenset()


def _of_grant(
    use: DataUse, grant: HeldGrant, whole: Collection[str], beside: Surroundings | None
) -> Iterator[UseFault]:
    stood = grant.on(china_day(use.used_at))
    if stood is GrantState.WAITING:
        yield UseFault.WAITING
    elif stood is not GrantState.ACTIVE:
        yield UseFault.DAY
    if grant.purpose is not use.purpose:
        yield UseFault.PURPOSE
    more = beyond(use, grant, whole)
    if more and (beside is None or not _permitted(use, more, beside)):
        yield UseFault.ITEMS


def _permitted(use: DataUse, names: Collection[str], found: Surroundings) -> bool:
    """Whether some items of a use are had on its day, by whatever permits them."""
    rest = replace(found, items=tuple(item for item in found.items if item.name in names))
    return may_use(replace(asked(use), items=tuple(names)), rest, china_day(use.used_at)).answer is UseAnswer.YES


def asked(use: DataUse) -> Use:
    """As what a use would have been asked for."""
    return Use(use.consumer, use.resource, use.purpose, use.items)


def outside_rule(use: DataUse, found: Surroundings) -> Outside | None:
    """In what a use without a grant of its own was outside of what is had directly; None = in nothing."""
    answer = _directly(use, found)
    if found.consumer is None or found.gone is not None:
        named = (UseFault.GRANT,) if use.grant is not None else ()
        return Outside(use.number, (UseFault.CONSUMER, *named), answer.rules)
    if use.grant is not None:
        return Outside(use.number, (UseFault.GRANT,), answer.rules)
    if answer.answer is not UseAnswer.YES:
        return Outside(use.number, (UseFault.NOT_DIRECT,), answer.rules)
    said = canonical_id(use.rule or "")
    cited = any(each == said or each.startswith(f"{said}.") for each in answer.rules)
    return None if cited else Outside(use.number, (UseFault.RULE,), answer.rules)


def _directly(use: DataUse, found: Surroundings) -> MayUse:
    """What is said of a use without its grants; where that is no yes, of the items that no grant permits."""
    wanted, on = asked(use), china_day(use.used_at)
    answer = may_use(wanted, replace(found, grants=()), on)
    covered = granted(wanted, found, on)
    rest = tuple(item for item in found.items if item.name not in covered)
    if answer.answer is UseAnswer.YES or not rest:
        return answer
    names = tuple(name for name in wanted.items if name not in covered)
    return may_use(replace(wanted, items=names), replace(found, grants=(), items=rest), on)
