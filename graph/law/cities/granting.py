"""The life of a grant: the same rows for all cities, each with the articles that its own text has for them.

* No grant is active without the signed security agreement where one is asked for.
* What is got is used for the unit's own duties, for what was granted, and by nobody else.
* With the provider's consent data are published, and given to somebody else where no text keeps them for the unit's own
  duties alone: that the consent is a paper with number and date, and that he is told, is the product's.
* Provider and authority may withdraw the right and cut the channel: at once, which is the product's word for it. What
  waits for its agreement nobody has used, and nobody withdraws.
* A grant whose last day is past has ended of itself. That it ends with its entry, or because nobody needs it any more,
  and that a grant which waits can end like one that is active, is the product's own where the text is silent.
* What the system does by itself – granting as a decision says, ending – is its operator's step, and nobody's else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.errors import Text
from graph.law.policy import Cell
from graph.law.terms import NO_NUMBER
from graph.law.workflow import Actor, Articles, Condition, Lasts, Side, Span, Step, Table, Tell, Told
from graph.words.grants import GrantEvent, GrantState
from graph.words.organisation import PostKind
from graph.words.people import Role

_STATE, _EVENT = GrantState, GrantEvent
_APPLICANT: Final[frozenset[Actor]] = frozenset({PostKind.APPLICANT})
_SYSTEM: Final[frozenset[Actor]] = frozenset({Role.ADMIN})
_PLATFORM: Final[frozenset[Actor]] = frozenset({Role.SERVICE})
_EITHER: Final[frozenset[Actor]] = frozenset({PostKind.PROVIDER_OFFICER, PostKind.AUTHORITY_OFFICER})


_ASKED, _NOT_ASKED = (
    Condition("security_agreement_asked", frozenset({asked}), words)
    for asked, words in (
        (True, Text("要求签订安全协议", "a security agreement is asked for")),
        (False, Text("不要求签订安全协议", "no security agreement is asked for")),
    )
)
_FILED, _NOT_FILED = (
    Condition("security_agreement_filed", frozenset({filed}), words)
    for filed, words in (
        (True, Text("已提交双方签署的安全协议", "the signed security agreement is handed in")),
        (False, Text("尚未提交签署的安全协议", "the signed security agreement is not handed in yet")),
    )
)
_WITHIN = Condition(
    "used_against_the_rules",
    frozenset({False}),
    Text(
        "使用方、信息项、用途和日期均在授权范围之内",
        "consumer, items, purpose and day are within the grant",
    ),
)
_AGAINST = Condition(
    "used_against_the_rules",
    frozenset({True}),
    Text("未按规定使用数据，并写明情形", "the data were used against the rules, and it is said how"),
)
_CONSENTED = Condition(
    "provider_consents",
    frozenset({True}),
    Text(
        "经提供部门同意，并注明同意文件的文号和日期",
        "the department that provides them consents, by a document with number and date",
    ),
)
_OWN_DUTIES = Condition(
    "within_own_duties",
    frozenset({True}),
    Text(
        "只用于本部门履行职责，不得以任何方式提供给第三方",
        "they are used for the unit's own duties alone, and given to no third party in any form",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a text says of a grant, by articles; where it says nothing the product does."""

    used: Articles
    """Of the use itself: own duties only."""
    recorded: Articles = ()
    """That it is recorded who used what."""
    agreement: Articles = ()
    published: Articles = ()
    """Not without the provider's consent."""
    passed_on: Articles = ()
    passed_on_with_consent: bool = False
    """The text forbids what is not authorised, and no more."""
    cut: Articles = ()
    doubted: Articles
    """What is shown while an objection is open."""
    replaced: Articles = ()
    destroyed: Articles = ()


def life_of_grants(terms: Terms) -> Cell[Table]:
    """The rows of one city."""
    table = (*_begun(terms), *_used(terms), *_ended(terms))
    return Cell(table, tuple(dict.fromkeys(article for step in table for article in step.cited)))


def _begun(terms: Terms) -> Iterator[Step]:
    yield _step(
        None, _EVENT.GRANTED, _SYSTEM, (_ASKED, _NOT_FILED), _STATE.WAITING, terms.agreement, Told.APPLICANT
    )  # fmt: skip
    yield _step(None, _EVENT.GRANTED, _SYSTEM, (_NOT_ASKED,), _STATE.ACTIVE, ())
    yield _step(None, _EVENT.GRANTED, _SYSTEM, (_ASKED, _FILED), _STATE.ACTIVE, ())
    yield _step(
        _STATE.WAITING, _EVENT.FILE_AGREEMENT, _APPLICANT, (_FILED,), _STATE.ACTIVE, terms.agreement,
        Told.PROVIDER,
    )  # fmt: skip


def _used(terms: Terms) -> Iterator[Step]:
    active = _STATE.ACTIVE
    used = tuple(dict.fromkeys((*terms.used, *terms.recorded)))
    yield _step(active, _EVENT.USE, _PLATFORM, (_WITHIN,), active, used, side=Side.CARRIER)
    yield _step(active, _EVENT.ASK_TO_PUBLISH, _APPLICANT, (_CONSENTED,), active, terms.published, Told.PROVIDER)
    may_pass = _CONSENTED if terms.passed_on_with_consent or not terms.passed_on else _OWN_DUTIES
    yield _step(active, _EVENT.PASS_ON, _APPLICANT, (may_pass,), active, terms.passed_on, Told.PROVIDER)
    yield _step(active, _EVENT.OBJECTION_OPENED, _SYSTEM, (), active, terms.doubted)


def _ended(terms: Terms) -> Iterator[Step]:
    ended = _STATE.ENDED
    yield _step(
        _STATE.ACTIVE, _EVENT.WITHDRAW, _EITHER, (_AGAINST,), ended, terms.cut, Told.APPLICANT, Told.PROVIDER,
        side=Side.PROVIDER, tells_by=tuple(dict.fromkeys((*terms.cut, *terms.destroyed))),
    )  # fmt: skip
    for state in (_STATE.ACTIVE, _STATE.WAITING):
        yield _step(state, _EVENT.ENTRY_WITHDRAWN, _SYSTEM, (), ended, terms.replaced)
        yield _step(state, _EVENT.PERIOD_OVER, _SYSTEM, (), ended, ())
        yield _step(state, _EVENT.NO_LONGER_NEEDED, _APPLICANT, (), ended, (), Told.PROVIDER)
    yield _step(
        ended, _EVENT.DESTROY_AND_RECORD, _APPLICANT, (), _STATE.DESTROYED, terms.destroyed, Told.PROVIDER
    )  # fmt: skip


def _step(
    state: GrantState | None,
    event: GrantEvent,
    actors: frozenset[Actor],
    when: tuple[Condition, ...],
    then: GrantState,
    rules: Articles,
    *tells: Told,
    side: Side = Side.APPLICANT,
    tells_by: Articles = (),
) -> Step:
    lasts: Lasts = NO_NUMBER if then is _STATE.WAITING else Span.AT_REST
    told = tuple(Tell(each, tells_by) for each in tells)
    return Step(state, event, actors, side, when, lasts, then, rules, told, product=not rules)
