"""长沙 (CS): 政务信息资源共享管理办法 of 2018; the text breaks off after article 37, so the row is not verified."""

from datetime import date

from graph.errors import Text
from graph.law.acts import Act
from graph.law.citations import Citations, Matter
from graph.law.cities.approving import (
    NOT_REFUSED,
    REFUSED_TYPE,
    Onward,
    admitted,
    approval,
    changing,
    collected_once,
    grounded,
    not_secret,
    registered,
    sent_back,
    withdrawn,
)
from graph.law.cities.granting import Terms, life_of_grants
from graph.law.cities.owing import catalogue_reviews, catalogue_updates, data_updates, lapsed_grounds
from graph.law.cities.requesting import (
    APPLICANT,
    AUTHORITY,
    CONDITIONAL,
    DOCUMENT,
    PROVIDER,
    REFUSED,
    SECRETARY,
    TO_APPLICANT,
    TO_AUTHORITY,
    TO_BOTH,
    TO_PROVIDER,
    need_and_use,
    requests,
    scope_and_use,
    stated,
)
from graph.law.cities.shared import FRONT_END_MODES, OF_THE_PRODUCT, STATE_GROUNDS, objections_to_data
from graph.law.documents import Document
from graph.law.duty_workflows import CATALOGUE_REVIEW, CATALOGUE_UPDATE, DATA_UPDATE, LAPSED_GROUND
from graph.law.policy import Cell, Policy
from graph.law.provisions import (
    About,
    AlsoUnconditional,
    Assessment,
    Authority,
    Binding,
    Libraries,
    Modes,
    OutsideChannels,
    PeriodicDuty,
    RefusalGround,
    Stage,
    StageAct,
)
from graph.law.terms import NO_NUMBER
from graph.law.workflow import Condition, Side, Span, Step, Table, Tell, Told
from graph.law.workflows import ENTRY, GRANT, OBJECTION, SHARING
from graph.words.entries import SharingType
from graph.words.entry_cases import EntryCaseState, EntryEvent
from graph.words.organisation import AuthorityLevel, PostKind
from graph.words.sharing_cases import SharingEvent, SharingState

# Number and day of the notice are from public copies of it; the copy of the text shows neither.
_BEGIN = date(2018, 5, 12)
_AUTHORITY = "市数据资源行政主管部门"
_COMMITTEE = "市数据资源管理委员会"
_GROUND = RefusalGround(STATE_GROUNDS)
_GROUNDED = grounded(_GROUND, "CS-28", "CS-14")
_TWO_FUNCTIONS = ("CS-15", "CS-17")
"""登记和审核人员: that they are two persons is our reading."""
_BY_ANOTHER = Condition(
    "reviewed_by_another",
    frozenset({True}),
    Text("已由登记人员以外的审核人员审核", "it was reviewed by another person than registered it"),
    _TWO_FUNCTIONS,
)
_CONFIRMED = Condition(
    "authority_confirmed",
    frozenset({True}),
    Text("不予共享已经市数据资源行政主管部门确认", "that it is not shared is confirmed by the authority"),
    ("CS-14",),
)

_RULE = ("CS-29",)
_HEARD = stated("units_heard", "会同相关单位提出意见", "the units concerned were heard for the opinion")
_SHARED = Condition(
    "new_type",
    frozenset({SharingType.UNCONDITIONAL}),
    Text("将政务信息资源属性变更为共享类信息", "the type of the entry is changed to one that is shared"),
)
"""That 共享类 is 无条件共享 is our reading: it is on the list for all units."""
_DECIDED_BY_COMMITTEE: Table = (
    Step(
        SharingState.DRAFT, SharingEvent.APPLY, APPLICANT, Side.APPLICANT, (CONDITIONAL, need_and_use("CS-4.2")),
        NO_NUMBER, SharingState.OPINION, _RULE, (TO_AUTHORITY,),
    ),
    # The provider shows its basis on its own account: nobody is waited for.
    Step(
        SharingState.DRAFT, SharingEvent.ASK_FOR_THE_BASIS, APPLICANT, Side.APPLICANT, (REFUSED,), Span.AT_REST,
        SharingState.CLOSED, _RULE, (TO_PROVIDER,),
    ),
    Step(
        SharingState.OPINION, SharingEvent.GIVE_OPINION, AUTHORITY, Side.LEAD, (_HEARD,), NO_NUMBER,
        SharingState.COMMITTEE, _RULE, (Tell(Told.COMMITTEE), TO_APPLICANT),
    ),
    Step(
        SharingState.COMMITTEE, SharingEvent.RECORD_CONSENT, SECRETARY, Side.COMMITTEE, DOCUMENT, NO_NUMBER,
        SharingState.CHANGING, _RULE, TO_BOTH,
    ),
    Step(
        SharingState.COMMITTEE, SharingEvent.RECORD_REFUSAL, SECRETARY, Side.COMMITTEE, DOCUMENT, Span.AT_REST,
        SharingState.CLOSED, _RULE, TO_BOTH,
    ),
    Step(
        SharingState.CHANGING, SharingEvent.CHANGE_THE_TYPE, PROVIDER, Side.PROVIDER,
        (_SHARED, scope_and_use("CS-31")), NO_NUMBER, SharingState.LISTING, _RULE, (TO_AUTHORITY,),
    ),
    Step(
        SharingState.LISTING, SharingEvent.LIST, AUTHORITY, Side.LEAD, (), Span.AT_REST, SharingState.GRANTED, _RULE,
        TO_BOTH,
    ),
)  # fmt: skip

_CITATIONS = Citations(
    acts={
        **OF_THE_PRODUCT,
        Act.REGISTER_ENTRY: ("CS-15", "CS-17"),
        Act.HAND_IN_ENTRIES: ("CS-15", "CS-17"),
        Act.PUBLISH_ENTRY: ("CS-15",),
        Act.AMEND_BASES: ("CS-16",),
        Act.DEFINE_LICENSE_TYPES: (),
    },
    matters={Matter.BETWEEN_DEPARTMENTS: ("CS-2", "CS-4.2")},
    posts={PostKind.HEAD: ("CS-11",), PostKind.COMMITTEE_SECRETARY: ("CS-5",)},
)

ROW = Policy(
    id="CS",
    city="长沙市",
    documents=(
        Document(
            "CS",
            "长沙市政务信息资源共享管理办法",
            _BEGIN,
            number="长政办发〔2018〕22号",
            verified=False,
            sentence_lines=True,
            asks=(
                *range(2, 8),
                *range(11, 18),
                20,
                21,
                *range(24, 33),
                35,
                37,
            ),
        ),
    ),
    valid_from=_BEGIN,
    term=(),
    verified=False,
    citations=_CITATIONS,
    binding=Cell(Binding("市直各单位", ("各区、县（市）",), frozenset({AuthorityLevel.COUNTY})), ("CS-2",)),
    lead_authority=Cell(
        Authority(_AUTHORITY, carried_out_by="市电子政务办", decided_by=_COMMITTEE), ("CS-5", "CS-6", "CS-7")
    ),
    release_review=Cell(("保密审查",), ("CS-37",)),
    refusal_ground=Cell(_GROUND, ("CS-28", "CS-14")),
    also_unconditional=Cell(AlsoUnconditional(subjects=("行政许可", "行政处罚", "跨单位并联审批")), ("CS-28",)),
    workflows={
        ENTRY.id: approval(
            registered(
                admitted(not_secret(), collected_once("CS-20", unless_by_law=False), ground=_GROUNDED),
                _TWO_FUNCTIONS,
                Told.PROVIDER,
                changed=("CS-16",),
            ),
            *(
                Onward(
                    EntryCaseState.REGISTERED,
                    EntryEvent.REVIEW,
                    EntryCaseState.REVIEWED,
                    PostKind.REVIEWER,
                    Side.PROVIDER,
                    _TWO_FUNCTIONS,
                    (told,),
                    back=back,
                    when=((kind,),),
                    apart=frozenset({EntryEvent.REGISTER}),
                )
                for kind, told, back in (
                    (REFUSED_TYPE, Told.AUTHORITY, _TWO_FUNCTIONS),
                    (NOT_REFUSED, Told.PROVIDER, None),
                )
            ),
            Onward(
                EntryCaseState.REVIEWED,
                EntryEvent.CONFIRM_REFUSED,
                EntryCaseState.CONFIRMED,
                PostKind.AUTHORITY_OFFICER,
                Side.LEAD,
                ("CS-14",),
                (Told.PROVIDER,),
                back=None,
                when=((REFUSED_TYPE, *_GROUNDED),),
            ),
            sent_back(EntryCaseState.REVIEWED, PostKind.AUTHORITY_OFFICER, Side.LEAD, ("CS-14",), REFUSED_TYPE),
            sent_back(EntryCaseState.REVIEWED, PostKind.REVIEWER, Side.PROVIDER, (), NOT_REFUSED),
            Onward(
                EntryCaseState.REVIEWED,
                EntryEvent.PUBLISH,
                EntryCaseState.PUBLISHED,
                PostKind.REVIEWER,
                Side.PROVIDER,
                ("CS-15",),
                (Told.AUTHORITY, Told.USERS),
                back=None,
                when=((REFUSED_TYPE, *_GROUNDED, _CONFIRMED, _BY_ANOTHER), (NOT_REFUSED, _BY_ANOTHER)),
                lasts=Span.AT_REST,
            ),
            Onward(
                EntryCaseState.CONFIRMED,
                EntryEvent.PUBLISH,
                EntryCaseState.PUBLISHED,
                PostKind.REVIEWER,
                Side.PROVIDER,
                ("CS-15", "CS-14"),
                (Told.AUTHORITY, Told.USERS),
                lasts=Span.AT_REST,
            ),
            changing("CS-16"),
            withdrawn(PostKind.REVIEWER, Side.PROVIDER, Told.PROVIDER),
        ),
        CATALOGUE_UPDATE.id: catalogue_updates(None, "CS-16"),
        LAPSED_GROUND.id: lapsed_grounds("CS-30"),
        DATA_UPDATE.id: data_updates(2, "CS-25", told=(Told.AUTHORITY, Told.USERS)),
        # The article names nobody to whom the review is reported.
        CATALOGUE_REVIEW.id: catalogue_reviews(
            PeriodicDuty(
                "CS-REVIEW",
                "资源目录全面梳理、清查、更新",
                "各单位",
                "",
                31,
                ("CS-16",),
                About.THIS_MONTH,
                month=10,
            )
        ),
        GRANT.id: life_of_grants(Terms(used=("CS-31",), recorded=("CS-35",), doubted=("CS-32",))),
        SHARING.id: requests(_DECIDED_BY_COMMITTEE),
        OBJECTION.id: objections_to_data(NO_NUMBER, "CS-32", users_told=True),
    },
    base_libraries=Cell(
        Libraries(("人口", "法人", "经济信息", "地理空间", "城市部件", "房产房屋"), closed=True), ("CS-3",)
    ),
    thematic_libraries=Cell(Libraries(("电子证照", "社会诚信", "城市管理", "人力资源")), ("CS-3",)),
    third_kind=Cell("业务数据库", ("CS-3",)),
    modes=Cell(Modes(FRONT_END_MODES), ("CS-31",)),
    outside_channels=Cell(OutsideChannels("业务信息系统原则上接入共享平台"), ("CS-27",)),
    identifiers=Cell(
        (
            ("自然人", "法定身份证号"),
            ("法人和其他组织", "统一社会信用代码"),
            ("房产房屋", "不动产单元号"),
            ("城市部件", "城市部件代码"),
        ),
        ("CS-21",),
    ),
    conflicts=Cell(
        (
            Stage(StageAct.OPINION, PostKind.AUTHORITY_OFFICER, f"{_AUTHORITY}会同信息提供单位", ("CS-26",)),
            Stage(StageAct.DECIDE, PostKind.COMMITTEE_SECRETARY, _COMMITTEE, ("CS-26",), outside=True),
        ),
        ("CS-26",),
    ),
    assessment=Cell(Assessment(yearly=False, subjects=("政务信息资源共享工作",)), ("CS-7", "CS-6")),
    lists=Cell(("单位", "市"), ("CS-13", "CS-14")),
)
