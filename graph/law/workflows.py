"""The workflows that run, and the conditions that their rows name; the rows stand in `cities`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from graph.errors import Text
from graph.law.duty_workflows import EVERY as DUTIES
from graph.law.workflow import DAYS, IN_TIME, Condition, Side, Told, Workflow, reached
from graph.words.closed_list import ClosedList
from graph.words.entry_cases import EntryCaseState, EntryEvent
from graph.words.forgeries import ForgeryEvent, ForgeryState, Judged
from graph.words.grants import GrantEvent, GrantState
from graph.words.license_drafts import DraftEvent, DraftState
from graph.words.licensing import LicenseMove, LicenseState
from graph.words.objections import ObjectionEvent, ObjectionState, Tie
from graph.words.sharing_cases import SharingEvent, SharingState

_IN_CASE = frozenset(state for state in ObjectionState if state.open)
_OBJECTION_FACTS: Final = frozenset({"use", DAYS, IN_TIME})
_OF_OWN_WILL: Final = frozenset({ObjectionEvent.WITHDRAW, ObjectionEvent.EXTEND})

_OBJECTOR: Final = MappingProxyType({Side.APPLICANT: Text("异议提出方", "objector")})
_ISSUER: Final = Text("颁发机构", "issuer")

OBJECTION: Final = Workflow(
    "objection",
    Text("数据异议", "objection to data"),
    ObjectionState,
    ObjectionEvent,
    _IN_CASE,
    _OBJECTION_FACTS,
    told=frozenset({Told.APPLICANT, Told.PROVIDER, Told.USERS}),
    own_will=_OF_OWN_WILL,
    calls=_OBJECTOR,
)
LICENSE_OBJECTION: Final = Workflow(
    "license_objection",
    Text("证照异议", "objection to a licence"),
    ObjectionState,
    ObjectionEvent,
    _IN_CASE,
    _OBJECTION_FACTS,
    told=frozenset({Told.APPLICANT, Told.PROVIDER}),
    own_will=_OF_OWN_WILL,
    calls=_OBJECTOR,
)
LICENSE_DRAFT: Final = Workflow(
    "license_draft",
    Text("证照制发", "making and issuing licences"),
    DraftState,
    DraftEvent,
    frozenset(state for state in DraftState if state.open),
    frozenset({"license_officer_filed"}),
    told=frozenset({Told.PROVIDER, Told.CARRIER}),
    remembers=True,
    own_will=frozenset({DraftEvent.CANCEL, DraftEvent.ERASE, DraftEvent.RESTORE}),
    calls=MappingProxyType({Side.PROVIDER: _ISSUER}),
)
LICENSE: Final = Workflow(
    "license",
    Text("电子证照", "licence"),
    LicenseState,
    LicenseMove,
    frozenset(),
    frozenset(),
    entered=frozenset({LicenseState.IN_FORCE}),
)
FORGERY: Final = Workflow(
    "forgery",
    Text("疑似伪造证照", "suspected forgery"),
    ForgeryState,
    ForgeryEvent,
    frozenset(state for state in ForgeryState if state.open),
    frozenset({"judged", IN_TIME}),
    told=frozenset({Told.APPLICANT, Told.PROVIDER}),
    remembers=True,
    own_will=frozenset({ForgeryEvent.JOIN}),
    calls=MappingProxyType({Side.APPLICANT: Text("发现方", "finder"), Side.PROVIDER: _ISSUER}),
)
SUCCESSOR_USABLE: Final = "successor_usable_on"
"""The fact from which day on what replaces a resource can be used."""
PUBLISHED_BEFORE: Final = "published"
"""The fact that an entry stands in the catalogue while its next version is prepared."""
COLLECTED_TWICE: Final = "collected_twice"
"""The fact that another department shares already what an entry is to hold (一数一源)."""
ENTRY: Final = Workflow(
    "entry",
    Text("目录条目", "catalogue entry"),
    EntryCaseState,
    EntryEvent,
    frozenset(state for state in EntryCaseState if state.open),
    frozenset(
        {
            "type", "basis_kind", "basis_in_force", "rests_on_law_or_policy", "words", "reviewed_by_another",
            "authority_confirmed", "secret", COLLECTED_TWICE, "legal_exception", "opening", "item_opening",
            "opening_condition", SUCCESSOR_USABLE, reached(SUCCESSOR_USABLE), PUBLISHED_BEFORE, IN_TIME,
        }
    ),
    told=frozenset({Told.PROVIDER, Told.CARRIER, Told.AUTHORITY, Told.USERS}),
    remembers=True,
    unhurried=frozenset({EntryCaseState.PARALLEL}),
    handed_back=frozenset({EntryCaseState.DRAFT}),
    settled=frozenset({"type", PUBLISHED_BEFORE}),
)  # fmt: skip
GRANT: Final = Workflow(
    "grant",
    Text("授权", "grant"),
    GrantState,
    GrantEvent,
    frozenset({GrantState.WAITING}),
    frozenset(
        {
            "security_agreement_asked", "security_agreement_filed", "used_against_the_rules", "provider_consents",
            "within_own_duties",
        }
    ),
    told=frozenset({Told.APPLICANT, Told.PROVIDER}),
    own_will=frozenset(GrantEvent) - {GrantEvent.FILE_AGREEMENT, GrantEvent.DESTROY_AND_RECORD},
    handed_back=frozenset({GrantState.ENDED}),
)  # fmt: skip

SHARING: Final = Workflow(
    "sharing",
    Text("共享申请", "sharing request"),
    SharingState,
    SharingEvent,
    frozenset(state for state in SharingState if state.open),
    frozenset(
        {
            "type", "new_type", "need_and_use", "purpose_and_scenario", "needed_for_duties", "legal_basis",
            "duty_basis", "business_need", "provider_is_provincial", "both_in_the_bureau", "approved_in_writing",
            "reviewed_by_centre", "faults_named", "units_heard", "within_conditions", "scope_and_use_stated",
            "reasons", "sufficient_basis", "basis_kind", "controlled_interface", "agent_named", "document_number",
            "document_date", "given_back", "faults_stand", "restated", "another_use",
        }
    ),
    entered=frozenset({SharingState.DRAFT}),
    told=frozenset(
        {
            Told.APPLICANT, Told.PROVIDER, Told.AGENT, Told.CARRIER, Told.APPLICANT_CARRIER, Told.AUTHORITY,
            Told.APPLICANT_AUTHORITY, Told.COMMITTEE, Told.USERS,
        }
    ),
    remembers=True,
    own_will=frozenset(
        {
            SharingEvent.WITHDRAW, SharingEvent.REORGANISED, SharingEvent.ENTRY_WITHDRAWN, SharingEvent.DISPUTE,
            SharingEvent.CORRECT_APPLICATION,
        }
    ),
    settled=frozenset({"type", "provider_is_provincial", "both_in_the_bureau"}),
)  # fmt: skip

WORKFLOWS: Final[Mapping[str, Workflow]] = MappingProxyType(
    {
        each.id: each
        for each in (ENTRY, SHARING, GRANT, OBJECTION, LICENSE_OBJECTION, LICENSE_DRAFT, LICENSE, FORGERY, *DUTIES)
    }
)


def workflow_of(event: ClosedList) -> Workflow:
    """A workflow of which something is an event; several may have it, and call their sides alike."""
    return next(each for each in WORKFLOWS.values() if isinstance(event, each.events))


USES_DATA: Final = Condition(
    "use",
    frozenset({Tie.GRANT, Tie.RECORDED}),
    Text(
        "对共享数据提出异议的，应为使用该数据的部门（已获授权或有使用记录）",
        "an objection to shared data is raised by a department that uses them, by a grant or a recorded use",
    ),
)
USES_LICENSE: Final = Condition(
    "use",
    frozenset({Tie.HOLDS, Tie.RECORDED, Tie.SHOWN}),
    Text(
        "对电子证照提出异议的，应为持证主体、使用过它的用证单位或者其他用证主体",
        "an objection to a licence is raised by its holder, or by a relying unit or another user who has used it",
    ),
)
OFFICER_FILED: Final = Condition(
    "license_officer_filed",
    frozenset({True}),
    Text(
        "颁发机构的电子证照专员应当已报市大数据中心备案",
        "the e-licence officer of the issuing department has to be filed with the centre",
    ),
)
NOT_PROVED_GENUINE: Final = Condition(
    "judged",
    frozenset({Judged.NOT_GENUINE, Judged.UNDECIDED}),
    Text(
        "经核验不属实或者无法判定的文件，才能作为疑似伪造立案",
        "only a file that was found not genuine, or of which that could not be decided, is suspected",
    ),
)
BEFORE_ITS_END: Final = Condition(
    IN_TIME, frozenset({True}), Text("应在期限届满之前", "it has to be before the term has ended")
)


def prolonged_by(at_most: int) -> Condition:
    """That a term is prolonged by some working days, and by no more than so many."""
    return Condition(
        DAYS,
        range(1, at_most + 1),
        Text(f"延长1至{at_most}个工作日", f"it is prolonged by 1 to {at_most} working days"),
    )
