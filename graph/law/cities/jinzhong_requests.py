"""How data are asked for in 晋中: approved inside, filed over the city's platform, checked there, and answered."""

from typing import Final

from graph.errors import Text
from graph.law.cities.requesting import (
    APPLICANT,
    AUTHORITY,
    CONDITIONAL,
    PROVIDER,
    REASONS,
    TO_APPLICANT,
    TO_AUTHORITY,
    TO_PROVIDER,
    coordinated,
    coordinated_outside,
    failed,
    negotiated,
    never_internal,
    of_type,
    requests,
    stated,
)
from graph.law.policy import Cell
from graph.law.provisions import RefusalGround
from graph.law.terms import NO_NUMBER
from graph.law.workflow import Actor, Condition, Side, Span, Step, Table, Tell, Told, Within
from graph.words.entries import SharingType
from graph.words.organisation import PostKind
from graph.words.people import Role
from graph.words.sharing_cases import SharingEvent, SharingState

_STATE, _EVENT = SharingState, SharingEvent
_ASKED: Final = ("JZ-14.1", "JZ-14.2")
_DEPUTY: Final[frozenset[Actor]] = frozenset({PostKind.DEPUTY_IN_CHARGE})
_PLATFORM: Final[frozenset[Actor]] = frozenset({PostKind.PLATFORM_OFFICER, Role.SERVICE})
"""The check is the city platform's, an outside body to the bureau: an officer of it, or its service."""
_OR_AGENT: Final[frozenset[Actor]] = PROVIDER | {PostKind.AGENT}
_BESIDE: Final = ((PostKind.AGENT, Side.AGENT),)
"""The agent's post is held in the department that the entry names."""
_TO_AGENT: Final = Tell(Told.AGENT, ("JZ-15.1",))
_UNCONDITIONAL: Final = of_type(SharingType.UNCONDITIONAL)
_SHARED: Final = of_type(SharingType.UNCONDITIONAL, SharingType.CONDITIONAL, rules=("JZ-10.3",))
_PURPOSE: Final = stated(
    "purpose_and_scenario",
    "明确使用用途、应用场景等信息",
    "the purpose, the scenario and the like are stated",
)
_PAPER: Final = stated(
    "approved_in_writing", "经本部门分管领导书面批准", "the deputy in charge approved it in writing: attach the paper"
)
_CENTRE: Final[frozenset[Actor]] = frozenset({PostKind.PLATFORM_OFFICER})
_REVIEWED: Final = stated(
    "reviewed_by_centre", "市局信息中心已审核资源申请", "the information centre has reviewed the application", "JZP-4.1"
)
_NOT_YET: Final = Condition(
    "reviewed_by_centre",
    frozenset({False}),
    Text("该申请尚未经市局信息中心审核", "the information centre has not reviewed the application yet"),
)
_CORRECTED: Final = Condition(
    "faults_stand",
    frozenset({False}),
    Text("使用部门已就符合性审查指明之处更正申请", "the applicant has corrected what the check named"),
)
_GIVEN_BACK: Final = stated("given_back", "该申请未通过符合性审查，已退回", "the check gave the application back")
_RESTATED: Final = stated("restated", "更正后的申请与原申请有所不同", "what is stated differs from what was")
_FAULTS: Final = stated("faults_named", "指明不符合要求之处", "what does not comply is named")
_BASIS: Final = stated(
    "sufficient_basis",
    "对驳回的申请要提供充分的依据",
    "a refusal gives a sufficient basis, which is not against law or policy",
    "JZ-15.2",
)
_NAMED: Final = stated(
    "agent_named", "提供部门已指定该授权代理方", "the provider has named the agent", "JZ-15.1", by=PostKind.AGENT
)


def _either(fact: str, yes: Text, no: Text) -> dict[bool, Condition]:
    return {so: Condition(fact, frozenset({so}), words) for so, words in ((True, yes), (False, no))}


_ANOTHER_USE: Final = _either(
    "another_use",
    Text("使用用途、应用场景与原批准的不同", "purpose or scenario is another one than was approved"),
    Text("使用用途、应用场景仍为原批准的内容", "purpose and scenario are those that were approved"),
)
_CONTROLLED: Final = _either(
    "controlled_interface",
    Text("服务接口需要管控参数", "the interface has parameters that are controlled"),
    Text("服务接口不需要管控参数", "the interface has no parameters that are controlled"),
)
_IN_BUREAU: Final = _either(
    "both_in_the_bureau",
    Text("双方均属本局", "both departments are the bureau's"),
    Text("一方不属本局", "one of the departments is not the bureau's"),
)
_INSIDE: Final[Table] = (
    Step(
        _STATE.DRAFT, _EVENT.ASK_INSIDE, APPLICANT, Side.APPLICANT, (_SHARED, _PURPOSE), NO_NUMBER, _STATE.INSIDE,
        _ASKED, (TO_APPLICANT,),
    ),
    Step(
        _STATE.INSIDE, _EVENT.APPROVE_IN_WRITING, _DEPUTY, Side.APPLICANT, (_PAPER,), NO_NUMBER,
        _STATE.INSIDE_APPROVED, _ASKED, (TO_AUTHORITY, Tell(Told.CARRIER)),
    ),
    Step(
        _STATE.INSIDE, _EVENT.DECLINE, _DEPUTY, Side.APPLICANT, (), Span.AT_REST, _STATE.CLOSED, _ASKED,
        (TO_APPLICANT,),
    ),
    # 市局信息中心负责审核数据需求单位提出的资源申请; one that was given back is another one, and reviewed anew.
    Step(
        _STATE.INSIDE_APPROVED, _EVENT.REVIEW_APPLICATION, _CENTRE, Side.CARRIER, (_NOT_YET, _CORRECTED),
        Span.RUNS_ON,
        _STATE.INSIDE_APPROVED, ("JZP-4.1",), (TO_AUTHORITY,),
    ),
    # What was given back its applicant corrects, within what was approved, and it is filed again: our reading. Another
    # purpose or scenario nobody has approved: 明确使用用途、应用场景等信息，经本部门分管领导书面批准.
    Step(
        _STATE.INSIDE_APPROVED, _EVENT.CORRECT_APPLICATION, APPLICANT, Side.APPLICANT,
        (_GIVEN_BACK, _SHARED, _PURPOSE, _RESTATED, _ANOTHER_USE[False]), Span.RUNS_ON, _STATE.INSIDE_APPROVED, _ASKED,
        (TO_AUTHORITY, Tell(Told.CARRIER)),
    ),
    Step(
        _STATE.INSIDE_APPROVED, _EVENT.CORRECT_APPLICATION, APPLICANT, Side.APPLICANT,
        (_GIVEN_BACK, _SHARED, _PURPOSE, _RESTATED, _ANOTHER_USE[True]), NO_NUMBER, _STATE.INSIDE, _ASKED,
        (TO_APPLICANT,),
    ),
    Step(
        _STATE.INSIDE_APPROVED, _EVENT.FILE_OVER_THE_PLATFORM, AUTHORITY, Side.LEAD, (_CORRECTED, _REVIEWED),
        Within(2, handed_in=True), _STATE.FILED, (*_ASKED, "JZP-4.1"), (Tell(Told.CARRIER),),
    ),
)  # fmt: skip
_CHECKED: Final[Table] = (
    *(
        Step(_STATE.FILED, _EVENT.PASS_CHECK, _PLATFORM, Side.CARRIER, when, lasts, then, rules, told)
        for when, lasts, then, rules, told in (
            ((CONDITIONAL,), Within(5), _STATE.ASKED, ("JZ-14.2",), (TO_PROVIDER, _TO_AGENT, TO_APPLICANT)),
            (
                (_UNCONDITIONAL, _CONTROLLED[True]), NO_NUMBER, _STATE.ASKED, ("JZ-14.1", "JZP-4.1"),
                (TO_PROVIDER, TO_APPLICANT),
            ),
            (
                (_UNCONDITIONAL, _CONTROLLED[False]), Span.AT_REST, _STATE.GRANTED, ("JZ-14.1",),
                (Tell(Told.APPLICANT, ("JZ-14.1",)), TO_PROVIDER),
            ),
        )
    ),
    Step(
        _STATE.FILED, _EVENT.FAIL_CHECK, _PLATFORM, Side.CARRIER, (_FAULTS,), NO_NUMBER, _STATE.INSIDE_APPROVED,
        _ASKED, (TO_APPLICANT, TO_AUTHORITY),
    ),
)  # fmt: skip


def requests_of_jinzhong(ground: RefusalGround) -> Cell[Table]:
    """The table: of what is shared at all, for 14.3 speaks of what is shared on conditions only.

    Args:
        ground: What a refusal may not rest on.
    """
    not_internal, rule = never_internal(ground), ("JZ-14.3",)
    return requests(
        _INSIDE,
        _CHECKED,
        (
            Step(
                _STATE.ASKED, _EVENT.CONSENT, _OR_AGENT, Side.PROVIDER, (CONDITIONAL, _NAMED), Span.AT_REST,
                _STATE.GRANTED, ("JZ-14.2", "JZ-15.1"), (TO_APPLICANT,), beside=_BESIDE,
            ),
            Step(
                _STATE.ASKED, _EVENT.CONSENT, PROVIDER, Side.PROVIDER, (_UNCONDITIONAL, _CONTROLLED[True]),
                Span.AT_REST, _STATE.GRANTED, ("JZP-4.1",), (TO_APPLICANT,),
            ),
            Step(
                _STATE.ASKED, _EVENT.REFUSE, _OR_AGENT, Side.PROVIDER,
                (CONDITIONAL, _NAMED, REASONS, _BASIS, not_internal), NO_NUMBER, _STATE.REFUSED,
                ("JZ-14.2", "JZ-15.1", "JZ-15.2", "JZ-6.1"), (Tell(Told.APPLICANT, ("JZ-14.2",)),), beside=_BESIDE,
            ),
            Step(
                _STATE.ASKED, _EVENT.REFUSE, PROVIDER, Side.PROVIDER, (_UNCONDITIONAL, _BASIS, not_internal),
                Span.AT_REST, _STATE.CLOSED, ("JZP-4.1", "JZ-15.2", "JZ-6.1"), (TO_APPLICANT,),
            ),
        ),
        negotiated(rule),
        failed(_STATE.COORDINATING, rule, _IN_BUREAU[True]),
        failed(_STATE.COORDINATING_OUTSIDE, rule, _IN_BUREAU[False]),
        coordinated(rule),
        coordinated_outside(rule),
        succeeds=("JZ-8",),
    )  # fmt: skip
