"""Grants of licences to whoever uses them."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from api.graphql.lens.registration import Lens, Node, column, computed, edge, lens
from api.graphql.lens.scalars import Date
from graph.schema.nodes import CONSUMER, LICENSE_GRANT, LICENSE_TYPE
from graph.store.edges import by_id

if TYPE_CHECKING:
    from api.graphql.licensing.lens import LicenseType
    from api.graphql.sources.lens import Consumer


@lens(
    LICENSE_GRANT,
    "That a consumer may use licences of a type for a scenario that it has declared (用证授权: WHL-13, WHL-16). Seen "
    "by the department of the consumer, those that issue the type, and whoever supervises them.",
)
class LicenseGrant(Lens, Node):
    """A grant of licences."""

    place: str = column("Where they are used (使用场所).")
    scenario: str = column("For what (使用场景).")
    item_name: str = column("Service item for which they are asked (事项名称).")
    item_code: str = column("Code of that item (事项代码).")
    face_fields: list[str] | None = column("Keys of the face fields that are shown, `KZ_…` (可见照面字段).")
    daily_quota: int = column("How often a day at most (每日限额).")
    valid_from: Date = column("From (授权起).")
    valid_until: Date | None = column("Last day on which it may be used (授权止).")
    basis: str | None = column("What it rests on (依据).")

    @computed("key")
    def code(key: str) -> str:  # noqa: N805 - a pure function of columns
        """Number of the grant (授权编号)."""
        return key

    @edge(by_id(CONSUMER), key="consumer_id")
    def consumer(self) -> Annotated["Consumer", strawberry.lazy("api.graphql.sources.lens")] | None:
        """Who may use them (用证单位)."""

    @edge(by_id(LICENSE_TYPE), key="license_type_id")
    def license_type(self) -> Annotated["LicenseType", strawberry.lazy("api.graphql.licensing.lens")] | None:
        """Which licences (证照类型)."""
