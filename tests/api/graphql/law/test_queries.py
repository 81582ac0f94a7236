"""The law as front-end teams ask for it: articles, terms, duties that come back, what a breach breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders.office import Office

from graph.errors import Malformed, NoPolicy, NotFound, Refusal
from graph.law import policies
from graph.law.findings import Breach, FindingKind
from graph.law.policies import POLICIES, policy
from graph.law.wordings import Amended


async def term(api: Office, policy: str, duty: str, event: str) -> Any:
    data = await api.ask(
        f'{{ term(policy: "{policy}", duty: {duty}, event: "{event}") '
        "{ dueOn provisional noDueDate { text { zh } rules { id } } rules { id } } }"
    )
    return data["term"]


async def test_a_term_is_told_with_its_article(api: Office) -> None:
    assert await term(api, "WH", "UPDATE_CATALOGUE", "2026-06-15") == {
        "dueOn": "2026-07-07", "provisional": False, "noDueDate": None, "rules": [{"id": "WH-6"}],
    }  # fmt: skip
    assert (await term(api, "CZ", "UPDATE_CATALOGUE", "2034-12-20"))["provisional"] is True
    assert await term(api, "WH", "REVIEW_UPDATE", "2026-06-15") is None


async def test_a_case_keeps_the_policy_of_the_day_on_which_it_was_opened(api: Office) -> None:
    asked = '{ term(policy: "JZ", duty: ANSWER_REQUEST, event: "2027-06-17", openedOn: "2027-06-10") { dueOn } }'
    assert (await api.ask(asked))["term"] == {"dueOn": "2027-06-24"}


async def test_where_there_is_no_number_that_is_said(api: Office) -> None:
    found = await term(api, "WH", "CORRECT", "2026-06-15")
    assert (found["dueOn"], found["provisional"]) == (None, False)
    assert "国令第809号" in found["noDueDate"]["text"]["zh"]
    assert [each["id"] for each in found["noDueDate"]["rules"]] == ["WH-16", "SC-809"]


async def test_duties_that_come_back_are_listed(api: Office) -> None:
    data = await api.ask(
        '{ recurringDuties(policy: "CZ", from: "2026-01-01", until: "2026-12-31") { what by to dueOn rules { id } } }'
    )
    assert [each["dueOn"] for each in data["recurringDuties"]] == ["2026-01-05", "2026-01-15"]
    assert data["recurringDuties"][0]["to"] == "市发改委"


async def test_a_breach_is_told_by_the_items_of_the_policy(api: Office) -> None:
    asked = '{ brokenRules(policy: "JZ", breach: CATALOGUE, circumstances: [INTENT]) { id } }'
    assert [each["id"] for each in (await api.ask(asked))["brokenRules"]] == ["JZ-28.1", "JZ-28.4"]


@pytest.mark.parametrize(
    ("policy", "event", "kind", "cited"),
    [
        ("XX", "2026-01-01", NotFound, ()),
        ("JZ", "2027-06-16", NoPolicy, ("JZ-31",)),
        ("WH", "2150-01-01", Malformed, ()),
        ("SC809", "2026-01-01", NoPolicy, ("SC-809",)),
    ],
)
async def test_a_term_that_cannot_be_told_is_refused(
    api: Office, policy: str, event: str, kind: type[Refusal], cited: tuple[str, ...]
) -> None:
    refused = await api.refused(f'{{ term(policy: "{policy}", duty: CORRECT, event: "{event}") {{ dueOn }} }}')
    assert isinstance(refused, kind)
    assert refused.rules == cited


async def test_a_breach_is_told_by_the_items_of_its_day(api: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    row = policy("JZ")
    said = Amended((Breach(("JZ-28.2",)),), date(2026, 3, 2), before=row.citations.findings[FindingKind.CATALOGUE])
    amended = replace(row.citations, findings={**row.citations.findings, FindingKind.CATALOGUE: said})
    monkeypatch.setattr(policies, "POLICIES", {**POLICIES, "JZ": replace(row, citations=amended)})
    for on, rules in ((', on: "2026-03-01"', ["JZ-28.1"]), (', on: "2026-03-02"', ["JZ-28.2"]), ("", ["JZ-28.2"])):
        data = await api.ask(f'{{ brokenRules(policy: "JZ", breach: CATALOGUE{on}) {{ id }} }}')
        assert [each["id"] for each in data["brokenRules"]] == rules, on
