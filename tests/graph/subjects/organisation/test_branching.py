"""Whom a text leaves out by his level: who is bound nevertheless is told, by the article."""

from __future__ import annotations

import pytest
from builders import catalogue as build
from builders.city import uscc

from graph.subjects.organisation.branching import hints_of_branches
from graph.words.organisation import AuthorityLevel, DepartmentKind

ABOVE, BELOW = uscc(1), uscc(2)


@pytest.mark.parametrize("level", AuthorityLevel)
@pytest.mark.parametrize("city", ["CZ", "JZ", "JI", "WH", "CS"])
def test_only_changsha_leaves_counties_out(city: str, level: AuthorityLevel) -> None:
    """CS-2: 市直各单位…各区、县（市）…参照; the other four bind what is below them."""
    government = build.department(ABOVE, "某市人民政府", kind=DepartmentKind.GOVERNMENT, policy=city)
    told = list(hints_of_branches([government, build.department(BELOW, "某局", parent=ABOVE, level=level)], {}, {}))
    expected = [("2", ("CS-2",))] if (city, level) == ("CS", AuthorityLevel.COUNTY) else []
    assert [(each.path[1], each.rules) for each in told] == expected
