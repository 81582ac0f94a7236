"""How lists can be sorted; the id breaks ties, so that a page never repeats or loses a row."""

from enum import Enum

import strawberry


@strawberry.enum(description="Order of lists with code and name.")
class NameOrder(Enum):
    """Order by code or name."""

    CODE = strawberry.enum_value("code", description="By code (代码).")
    NAME = strawberry.enum_value("name", description="By name (名称).")
