"""How licence types and licences are listed: filters, order, and the lists below an issuer, a type or a holder."""

from enum import Enum

import strawberry

from api.graphql.lens.connections import Children
from api.graphql.lens.filters import Filter, filters
from graph.subjects.licensing import drafts
from graph.subjects.licensing import memory as licensing_memory


@filters(licensing_memory.LICENSE_TYPES, "Which licence types (证照类型筛选).")
class LicenseTypeFilter(Filter):
    """Which licence types."""


@filters(licensing_memory.LICENSES, "Which licences (证照筛选).")
class LicenseFilter(Filter):
    """Which licences."""


@strawberry.enum(description="Order of licences.")
class LicenseOrder(Enum):
    """Order of licences."""

    ISSUED = strawberry.enum_value("issued", description="Newest issue first (颁发日期).")


@filters(drafts.LICENSE_DRAFTS, "Which licences to be issued (待签发证照筛选).")
class LicenseDraftFilter(Filter):
    """Which licences to be issued."""


@strawberry.enum(description="Order of licences to be issued.")
class LicenseDraftOrder(Enum):
    """Order of licences to be issued."""

    RECEIVED = strawberry.enum_value("received", description="Newest first (接收时间).")


ISSUED_BY = Children(licensing_memory.LICENSE_TYPES, "issuer")
OF_TYPE = Children(licensing_memory.LICENSES, "type")
OF_HOLDER = Children(licensing_memory.LICENSES, "holder")
OF_ASKER = Children(licensing_memory.LICENSES, "holder_code")
