"""Acts outside a case, and the posts or roles that carry them; `access` asks this table.

The articles stand in the policies' rows. Acts on a case are moves of its workflow (`workflow`), which name posts too.

What is not in `PERMISSIONS` nobody may do. Entries are registered and published here as an administrator takes over a
catalogue; a department's cataloguer hands in a table of entries, and what becomes of each is decided by its case.
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
    PUBLISH_ENTRY = "发布目录条目"
    MANAGE_ORGANISATION = "维护机构、岗位和政策"
    IMPORT = "批量导入"
    HAND_IN_ENTRIES = "批量登记目录条目"
    EXPORT = "导出清单"
    DEFINE_LICENSE_TYPES = "编制证照目录"
    EXCHANGE = "共享平台询问和报送"
    APPOINT_ADMINISTRATORS = "任免管理员"
    AMEND_BASES = "标记依据修订、废止或职责划转"


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may do an act: staff in one of the posts, or one of the roles."""

    posts: frozenset[PostKind] = frozenset()
    roles: frozenset[Role] = frozenset()


def _staff(*posts: PostKind) -> Permission:
    return Permission(posts=frozenset(posts))


_ADMINISTRATORS = Permission(roles=frozenset({Role.ADMIN}))

PERMISSIONS: Mapping[Act, Permission] = MappingProxyType(
    {
        Act.REGISTER_ENTRY: _ADMINISTRATORS,
        Act.PUBLISH_ENTRY: _ADMINISTRATORS,
        Act.MANAGE_ORGANISATION: _ADMINISTRATORS,
        Act.IMPORT: _ADMINISTRATORS,
        Act.HAND_IN_ENTRIES: _staff(PostKind.CATALOGUER),
        Act.EXPORT: _ADMINISTRATORS,
        Act.EXCHANGE: Permission(roles=frozenset({Role.SERVICE})),
        Act.DEFINE_LICENSE_TYPES: _staff(PostKind.LICENSE_OFFICER),
        Act.APPOINT_ADMINISTRATORS: _ADMINISTRATORS,
        Act.AMEND_BASES: _staff(PostKind.AUTHORITY_OFFICER),
    }
)
