"""Data elements are listed with the entries whose items bind to them."""

from __future__ import annotations

import pytest
from builders.office import BEHIND, Office

ASKED = """{ dataElements(filter: {nameContains: "监护人"}) { totalCount edges { node {
  code name dataType length standard
  resources { totalCount edges { node { code items { name element { code } } } } } } } } }"""


@pytest.mark.since("0.2.0")  # there were no elements before
async def test_an_element_is_found_with_the_entries_that_use_it(api: Office) -> None:
    found = (await api.ask(ASKED))["dataElements"]
    (node,) = (edge["node"] for edge in found["edges"])
    assert (node["code"], node["dataType"], node["length"], node["standard"]) == ("DE-1", "CHARACTER", 50, "")
    (entry,) = (edge["node"] for edge in node["resources"]["edges"])
    assert (found["totalCount"], node["resources"]["totalCount"], entry["code"]) == (1, 1, BEHIND)
    assert entry["items"] == [{"name": "姓名", "element": None}, {"name": "监护人", "element": {"code": "DE-1"}}]
