"""What the API says of the time of an objection: due or without a number, how sure, overdue, how old."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from builders import objections
from builders.office import CIVIL, MARRIED, Office, gid, who

from api.graphql.lens.ids import global_id
from graph.words.china_time import CHINA
from graph.words.objections import Objection, ObjectionGround, ObjectionState

TIME = """query ($id: ID!) { node(id: $id) { ... on Objection {
  raisedAt dueOn provisional overdue age noDueDate { text { zh en } rules { id words } } } } }"""
DECREE = "国令第809号（政务数据共享条例）可能另有期限，未经核对。"


async def shown(api: Office, raised_at: datetime, policy: str = "JI", **more: Any) -> Any:
    """What the provider, on 2 March 2026, is shown of an objection to a data resource."""
    name = f"O-{raised_at:%Y%m%d%H%M%S}-{more.get('due_on')}-{policy}"
    case = Objection(name, "Resource", MARRIED, ObjectionGround.ACCURACY, "不对", raised_at, name, CIVIL, **more)
    await api.store.write(lambda unit: objections.enter(unit, case, [CIVIL], policy))
    return (await api.ask(TIME, who("provider"), id=global_id("Objection", name)))["node"]


@pytest.mark.parametrize(("hour", "minute"), [(0, 30), (8, 30)])
async def test_raised_at_half_past_midnight_or_half_past_eight_it_has_the_same_age(
    api: Office, hour: int, minute: int
) -> None:
    raised = datetime(2026, 2, 26, hour, minute, tzinfo=CHINA)
    found = await shown(api, raised.astimezone(UTC), due_on=date(2026, 3, 12), provisional=False)
    assert (found["age"], found["raisedAt"]) == (3, raised.isoformat())  # 27, 28 (a worked Saturday) Feb., 2 March


async def test_a_closed_objection_stopped_ageing_and_is_not_overdue(api: Office) -> None:
    found = await shown(
        api, datetime(2026, 1, 5, 1, tzinfo=UTC), due_on=date(2026, 1, 6), provisional=False,
        state=ObjectionState.CORRECTED, resolved_at=datetime(2026, 1, 7, 16, 30, tzinfo=UTC),
    )  # fmt: skip
    assert (found["age"], found["overdue"]) == (3, False)


@pytest.mark.parametrize(("due", "late"), [(date(2026, 3, 2), False), (date(2026, 2, 28), True)])
async def test_overdue_begins_on_the_day_after_the_last(api: Office, due: date, late: bool) -> None:
    found = await shown(api, datetime(2026, 2, 2, 1, tzinfo=UTC), due_on=due, provisional=False)
    assert (found["overdue"], found["provisional"], found["noDueDate"]) == (late, False, None)


async def test_a_due_date_in_a_year_without_notice_is_provisional_and_stays_so(api: Office) -> None:
    said = await shown(api, datetime(2026, 2, 3, 1, tzinfo=UTC), due_on=date(2026, 3, 3), provisional=True)
    assert (said["dueOn"], said["provisional"]) == ("2026-03-03", True)


async def test_an_older_case_that_does_not_say_is_judged_by_what_is_known_now(api: Office) -> None:
    raised = datetime(2026, 2, 4, 1, tzinfo=UTC)
    assert not (await shown(api, raised, "JI", due_on=date(2026, 3, 4)))["provisional"]
    assert (await shown(api, raised, "JZ", due_on=date(2035, 1, 5)))["provisional"]


async def test_without_a_number_it_is_said_in_words_with_the_article_and_the_decree(api: Office) -> None:
    found = await shown(api, datetime(2026, 1, 5, 1, tzinfo=UTC), "WH")
    assert (found["dueOn"], found["provisional"], found["overdue"]) == (None, False, False)
    assert [rule["id"] for rule in found["noDueDate"]["rules"]] == ["WH-16", "SC-809"]
    assert found["noDueDate"]["text"]["zh"] == "条文未规定期限，没有法定期限。" + DECREE
    assert found["noDueDate"]["text"]["en"].endswith("State Council Decree 809 may set one; not verified.")


async def test_before_the_decree_only_the_article_is_named(api: Office) -> None:
    found = await shown(api, datetime(2025, 7, 31, 15, 59, tzinfo=UTC), "CZ")
    assert [rule["id"] for rule in found["noDueDate"]["rules"]] == ["CZ-14"]
    assert DECREE not in found["noDueDate"]["text"]["zh"]


async def test_what_is_raised_now_says_all_of_it(api: Office) -> None:
    raised = await api.ask(
        """mutation ($input: RaiseObjectionInput!) { raiseObjection(input: $input) { objection {
          age overdue provisional dueOn noDueDate { rules { id } } } } }""",
        who("applicant"),
        input={"on": {"resource": gid("Resource", MARRIED)}, "ground": "ACCURACY", "words": "登记日期不对"},
    )
    assert raised["raiseObjection"]["objection"] == {
        "age": 0, "overdue": False, "provisional": False, "dueOn": None,
        "noDueDate": {"rules": [{"id": "WH-16"}, {"id": "SC-809"}]},
    }  # fmt: skip
