"""Acts and the posts or roles that carry them, each by its article; `access` asks this table.

What is not in `PERMISSIONS` nobody may do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, unique
from types import MappingProxyType

from graph.words.organisation import PostKind
from graph.words.people import Role


@unique
class Act(Enum):
    """What somebody does."""

    REGISTER_ENTRY = "登记目录条目"
    REVIEW_ENTRY = "审核目录条目"
    PUBLISH_ENTRY = "发布目录条目"
    WITHDRAW_ENTRY = "撤销目录条目"
    REQUEST_SHARING = "提出共享申请"
    APPROVE_REQUEST_INSIDE = "本部门书面批准共享申请"
    ANSWER_REQUEST = "答复共享申请"
    DECIDE_REQUEST = "审定共享申请"
    WITHDRAW_GRANT = "收回授权"
    COORDINATE = "协调争议"
    RESOLVE_OBJECTION = "校核数据异议"
    EXTEND_OBJECTION = "同意延长校核期限"
    RESOLVE_LICENSE_OBJECTION = "核查证照异议"
    MAINTAIN_LICENSE_TYPES = "维护证照目录"
    MAKE_LICENSES = "批量制证"
    REVIEW_LICENSE = "审核证照"
    ISSUE_LICENSE = "签发证照"
    CHANGE_LICENSE_STATE = "更新、停用、注销证照"
    RECORD_FINDING = "记录违规情形"
    REPORT_DELIVERIES_AND_USES = "报送交付和使用记录"
    MANAGE_ORGANISATION = "维护机构、岗位和政策"
    IMPORT = "批量导入"
    READ_JOURNAL = "查阅日志"


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may do an act: staff in one of the posts, or one of the roles."""

    rules: tuple[str, ...]
    """The articles that give the act to them; empty where the system itself needs it."""
    posts: frozenset[PostKind] = frozenset()
    roles: frozenset[Role] = frozenset()


def _staff(*posts: PostKind, rules: tuple[str, ...]) -> Permission:
    return Permission(rules, posts=frozenset(posts))


PERMISSIONS: Mapping[Act, Permission] = MappingProxyType(
    {
        Act.REGISTER_ENTRY: _staff(PostKind.CATALOGUER, rules=("WH-6", "CZ-7", "JZ-7", "JI-8", "CS-15", "CS-17")),
        Act.REVIEW_ENTRY: _staff(
            PostKind.REVIEWER,
            PostKind.PLATFORM_OFFICER,
            PostKind.AUTHORITY_OFFICER,
            rules=("CS-15", "CS-17", "JZP-4.1", "JI-8"),
        ),
        Act.PUBLISH_ENTRY: _staff(
            PostKind.PLATFORM_OFFICER,
            PostKind.AUTHORITY_OFFICER,
            PostKind.REVIEWER,
            rules=("WH-6", "CZ-7", "JZ-7", "JI-21", "CS-15"),
        ),
        Act.WITHDRAW_ENTRY: _staff(
            PostKind.CATALOGUER, PostKind.REVIEWER, rules=("WH-6", "CZ-7", "JZ-18", "JI-10", "CS-16")
        ),
        Act.REQUEST_SHARING: _staff(PostKind.APPLICANT, rules=("WH-13", "CZ-11", "JZ-14.1", "JI-19.1", "CS-29")),
        Act.APPROVE_REQUEST_INSIDE: _staff(PostKind.DEPUTY_IN_CHARGE, rules=("JZ-14.1", "JZ-14.2")),
        Act.ANSWER_REQUEST: _staff(
            PostKind.PROVIDER_OFFICER, PostKind.AGENT, rules=("WH-13", "CZ-11", "JZ-14.2", "JZ-15.1")
        ),
        Act.DECIDE_REQUEST: _staff(
            PostKind.AUTHORITY_OFFICER, PostKind.COMMITTEE_SECRETARY, rules=("JI-19.1", "CS-29")
        ),
        Act.WITHDRAW_GRANT: _staff(PostKind.PROVIDER_OFFICER, PostKind.AUTHORITY_OFFICER, rules=("JZ-22",)),
        Act.COORDINATE: _staff(PostKind.AUTHORITY_OFFICER, rules=("WH-13", "CZ-11", "JZ-14.3")),
        Act.RESOLVE_OBJECTION: _staff(PostKind.PROVIDER_OFFICER, rules=("WH-16", "CZ-14", "JZ-16", "JI-14", "CS-32")),
        Act.EXTEND_OBJECTION: _staff(PostKind.HEAD, rules=("JI-14",)),
        Act.RESOLVE_LICENSE_OBJECTION: _staff(PostKind.LICENSE_OFFICER, PostKind.ISSUER, rules=("WHL-19", "WHL-21")),
        Act.MAINTAIN_LICENSE_TYPES: _staff(PostKind.LICENSE_OFFICER, rules=("WHL-8",)),
        Act.MAKE_LICENSES: _staff(PostKind.PLATFORM_OFFICER, rules=("WHL-9",)),
        Act.REVIEW_LICENSE: _staff(PostKind.LICENSE_REVIEWER, rules=("WHL-9",)),
        Act.ISSUE_LICENSE: _staff(PostKind.ISSUER, rules=("WHL-9",)),
        Act.CHANGE_LICENSE_STATE: _staff(PostKind.ISSUER, rules=("WHL-9", "WHL-10")),
        Act.RECORD_FINDING: _staff(
            PostKind.INSPECTOR, PostKind.AUTHORITY_OFFICER, rules=("CZ-23", "JZ-28", "JI-36", "WH-28", "WHL-23")
        ),
        Act.REPORT_DELIVERIES_AND_USES: Permission(("WH-23", "JZ-11"), roles=frozenset({Role.SERVICE})),
        Act.MANAGE_ORGANISATION: Permission((), roles=frozenset({Role.ADMIN})),
        Act.IMPORT: Permission((), roles=frozenset({Role.ADMIN})),
        Act.READ_JOURNAL: Permission(("WH-23", "JZ-11"), roles=frozenset({Role.AUDITOR})),
    }
)
"""What is not in here nobody may do. Where a city's row names the post more narrowly, `access.require_step`
and `access.require_stage` ask that row."""

SEPARATED: tuple[tuple[frozenset[Act], tuple[str, ...]], ...] = (
    (frozenset({Act.REGISTER_ENTRY, Act.REVIEW_ENTRY}), ("CS-15", "CS-17")),
    (frozenset({Act.MAKE_LICENSES, Act.ISSUE_LICENSE}), ("WHL-9",)),
    (frozenset({Act.MAKE_LICENSES, Act.REVIEW_LICENSE}), ("WHL-9",)),
    (frozenset({Act.REVIEW_LICENSE, Act.ISSUE_LICENSE}), ("WHL-9",)),
)
"""Acts that one person may not both do in one case."""
