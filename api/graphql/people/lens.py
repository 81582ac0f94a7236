"""Who asks, as far as the token and the graph say."""

import strawberry

from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.registration import edge, told
from api.graphql.lens.values import attribute, shows
from api.graphql.licensing import listing as licensing_listing
from api.graphql.licensing.lens import License
from api.graphql.licensing.listing import LicenseFilter, LicenseOrder
from api.graphql.organisation.lens import Department
from graph.law.access import Principal
from graph.law.posts import HeldPost, held_on
from graph.schema.nodes import DEPARTMENT
from graph.store.edges import by_id
from graph.words.organisation import PostKind
from graph.words.people import Role


@shows(HeldPost, "A post that you hold (岗位).")
class ViewerPost:
    """A post that the asker holds."""

    kind: PostKind = attribute("Which post (岗位).")
    department_code: str = attribute("USCC of the department in which it is held (部门代码).", "department")

    @edge(by_id(DEPARTMENT), key="department")
    def department(self) -> Department | None:
        """The department in which it is held (部门)."""


@shows(Principal, "You, as far as the token says (当前用户).")
class Viewer:
    """Who asks."""

    role: Role = attribute("Role of the token (角色).")

    @told("subject", published=str | None)
    def subject(info: strawberry.Info, subject: str) -> str | None:  # noqa: N805
        """Identifier of the person or program in tokens."""
        return info.context.backend.personal.subjects.told(subject) or None

    @told("posts", published=list[ViewerPost])
    def posts(info: strawberry.Info, posts: tuple[HeldPost, ...]) -> tuple[HeldPost, ...]:  # noqa: N805
        """Posts held today (岗位)."""
        return held_on(posts, info.context.view.today)

    @listed(licensing_listing.OF_ASKER, LicenseFilter, LicenseOrder, key="holder")
    def licenses(self) -> Connection[License]:
        """Licences that you hold (持证列表: WHL-17); empty for everybody but holders."""
