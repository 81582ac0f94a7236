"""Who asks, and who may do what; who sees what stands in `scope`.

* Fail closed: what no row names is not allowed.
* Doing follows from posts in the graph: `acts.PERMISSIONS` says which, in which department; the policy that binds it
  says by which article. A token's role lets him ask; for staff it carries no act.
"""

from dataclasses import dataclass
from datetime import date

from graph.errors import Forbidden, Text
from graph.law.acts import PERMISSIONS, Act, Permission
from graph.law.citations import of_act
from graph.law.policy import Policy
from graph.law.posts import HeldPost, held_on
from graph.refusal_codes import Code
from graph.words.organisation import PostKind
from graph.words.people import Role


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: a role from the token, posts, departments and holder's hash from the graph."""

    role: Role
    subject: str = ""
    """Who it is, by the name under which the store keeps him (`store.subjects`); empty for the public."""
    department: str | None = None
    """Department that the token names; says where a person wants to act, and proves nothing."""
    posts: tuple[HeldPost, ...] = ()
    holder: str = ""
    """Keyed hash of the holder's own code after real-name authentication (WHL-17); empty for everybody else."""
    installation: frozenset[str] = frozenset()
    """USCCs of the departments of the installation, for a role that answers for all of them; empty for the others."""


PUBLIC = Principal(Role.PUBLIC)
"""Somebody of whom nothing is known."""


def may(principal: Principal, act: Act, department: str | None, on: date) -> bool:
    """Whether a principal may do an act for a department on a day.

    Args:
        principal: Who wants to act.
        act: What is to be done.
        department: USCC of the department in whose name, or upon which, it is done; None where there is none, and then
            no post carries it.
        on: The day of the act.
    """
    permission = PERMISSIONS.get(act)
    if permission is None:
        return False
    return principal.role in permission.roles or _in_post(principal, permission.posts, department, on)


def require(principal: Principal, act: Act, department: str | None, on: date, row: Policy | None = None) -> None:
    """Let an act pass, or refuse it.

    Args:
        principal: Who wants to act.
        act: What is to be done.
        department: USCC of the department in whose name, or upon which, it is done.
        on: The day of the act.
        row: The policy that binds that department; its articles are cited, and no other's.

    Raises:
        Forbidden: `POST_REQUIRED` or `ROLE_REQUIRED`.
    """
    if may(principal, act, department, on):
        return
    permission = PERMISSIONS.get(act, Permission())
    if permission.posts:
        raise _post_required(act.value, permission.posts, of_act(row, act))
    roles = "、".join(sorted(role.zh for role in permission.roles)) or "无"
    raise Forbidden(
        Text(
            f"“{act.value}”只对以下角色开放：{roles}",
            f"only these roles may do this: {', '.join(sorted(role.name for role in permission.roles)) or 'none'}",
        ),
        code=Code.ROLE_REQUIRED,
        rules=of_act(row, act),
        value=principal.role.name,
    )


def _posts(principal: Principal, kinds: frozenset[PostKind], on: date) -> tuple[HeldPost, ...]:
    if principal.role is not Role.STAFF:
        return ()
    return tuple(post for post in held_on(principal.posts, on) if post.kind in kinds)


def _in_post(principal: Principal, kinds: frozenset[PostKind], department: str | None, on: date) -> bool:
    return department is not None and any(post.reaches(department) for post in _posts(principal, kinds, on))


def _post_required(act: str, posts: frozenset[PostKind], rules: tuple[str, ...]) -> Forbidden:
    names = sorted(posts, key=lambda post: post.name)
    return Forbidden(
        Text(
            f"“{act}”需要相关部门的岗位：{'、'.join(post.zh for post in names)}",
            f"this needs one of the posts {', '.join(post.name for post in names)} of the department concerned",
        ),
        code=Code.POST_REQUIRED,
        rules=rules,
    )
