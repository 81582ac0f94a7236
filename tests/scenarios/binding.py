"""Which units a policy binds, read off its article on whom it binds (适用范围).

In the program the graph knows it: a policy is bound to a department, with the subtree below it and minus the branches
that are left out of it. A scenario names a kind of unit only.
"""

from __future__ import annotations

from graph.law.workflow import Workflow
from graph.law.workflows import FORGERY, LICENSE, LICENSE_OBJECTION

_OF_A_DEPARTMENT = frozenset({"division", "direct_unit", "development_zone_branch", "inspection_centre"})
_OF_THE_REGION = _OF_A_DEPARTMENT | {"city_department", "district_department", "county_department"}

BOUND = {
    "CZ": _OF_THE_REGION,  # CZ-2: 本市各级政府部门
    "JZ": frozenset({"division", "direct_unit"}),  # JZ-2: 内设机构以及直属单位; 综检中心 and 开发区分局 go by others
    "JI": _OF_THE_REGION,  # JI-2: 市、县两级政务部门
    "WH": _OF_THE_REGION,  # WH-2: 本市行政区域内行政机关
    "CS": _OF_A_DEPARTMENT | {"city_department"},  # CS-2: 市直各单位
}
"""Units by policy. No text binds a department of the province, none gives an association what it gives a department."""

_OF_LICENSES = frozenset({"utility"})
"""WHL-24 binds utilities (公用事业单位) where licences are concerned, and there alone."""


def binds(policy: str, workflow: Workflow, unit: str) -> bool:
    """Whether a policy binds a kind of unit in a workflow."""
    licenses = _OF_LICENSES if workflow in (LICENSE, LICENSE_OBJECTION, FORGERY) else frozenset()
    return unit in BOUND[policy] | licenses
