"""How lists can be sorted; the id breaks ties, so that a page never repeats or loses a row."""

from enum import Enum

import strawberry


@strawberry.enum(description="Order of entries.")
class ResourceOrder(Enum):
    """Order of entries."""

    CODE = strawberry.enum_value("code", description="By code (资源代码).")
    NAME = strawberry.enum_value("name", description="By name (资源名称).")
    PUBLISHED = strawberry.enum_value("published", description="Newest publication first (发布日期).")
    RECORDED = strawberry.enum_value("recorded", description="Newest change first (更新时间).")
    RELEVANCE = strawberry.enum_value("relevance", description="Best match first; only with `search` (相关度).")


@strawberry.enum(description="Order of lists with code and name.")
class NameOrder(Enum):
    """Order by code or name."""

    CODE = strawberry.enum_value("code", description="By code (代码).")
    NAME = strawberry.enum_value("name", description="By name (名称).")


@strawberry.enum(description="Order of licences.")
class LicenseOrder(Enum):
    """Order of licences."""

    ISSUED = strawberry.enum_value("issued", description="Newest issue first (颁发日期).")
    NUMBER = strawberry.enum_value("number", description="By certificate number (证照编号).")


@strawberry.enum(description="Order of objections.")
class ObjectionOrder(Enum):
    """Order of objections."""

    RAISED = strawberry.enum_value("raised", description="Newest first (提出时间).")
