"""By what entries are counted."""

import enum

from api.graphql.lens.terms import publish


class FacetName(enum.Enum):
    """By what entries are counted."""

    SHARING = "共享类型"
    OPENING = "开放类型"
    CYCLE = "更新周期"
    FORMAT_CATEGORY = "格式分类"
    MODE = "共享方式类型"
    STATE = "条目状态"
    PROVIDER = "提供方"
    LIBRARY = "资源库"


publish(FacetName, "By what entries are counted (分面).")
