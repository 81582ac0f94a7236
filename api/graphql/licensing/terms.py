"""Closed lists of licences that only GraphQL knows."""

import enum

from api.graphql.lens.terms import publish
from licenses.register.lifecycle import LicenseChange


class LicenseStatus(enum.Enum):
    """What a licence is on a day, dates taken into account."""

    IN_FORCE = "有效"
    NOT_YET_VALID = "未生效"
    EXPIRED = "过期"
    SUSPENDED = "停用"
    CANCELLED = "注销"
    REPLACED = "已变更"


publish(LicenseStatus, "What a licence is today (证照当前状态).")
publish(LicenseChange, "What can be done to a licence (证照状态变更: WHL-9).")
