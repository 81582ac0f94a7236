"""The cities' table: its numbers, its silences, and an article behind every cell."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

from graph.errors import NoPolicy, NotFound
from graph.law.articles import rule, rules
from graph.law.citations import rules_broken
from graph.law.cities.shared import objections_to_data
from graph.law.duties import Duty, owed
from graph.law.duty_workflows import CATALOGUE_UPDATE, DATA_UPDATE
from graph.law.findings import Circumstance, FindingKind
from graph.law.policies import POLICIES, policy, policy_on
from graph.law.policy import Cell, Policy
from graph.law.provisions import PeriodicDuty
from graph.law.terms import NO_NUMBER, due_after_event
from graph.law.workflow import Within, steps_from
from graph.law.workflows import OBJECTION
from graph.words.entries import Mode
from graph.words.sources import BasisKind, LibraryKind

CITIES = ("CZ", "JZ", "JI", "WH", "CS")


def cited(value: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    """All `rules` inside a value, with the type that carries them."""
    if is_dataclass(value):
        found = getattr(value, "rules", None)
        if found is not None:
            yield type(value).__name__, found
        for field in fields(value):
            yield from cited(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from cited(part)


@pytest.mark.parametrize("row", POLICIES.values(), ids=lambda row: row.id)
def test_every_cell_cites_articles_of_its_own_documents(row: Policy) -> None:
    for carrier, found in cited(tuple(cell for _, cell in row.cells())):
        assert found or carrier in ("Step", "Tell", "Condition"), carrier  # what is the product's own says so: `tables`
        for rule_id in found:
            assert rule_id in rules(), rule_id
            assert rule_id.split("-")[0] in (*row.prefixes, "GUIDE", "SC"), rule_id


def test_the_table_has_five_cities_and_one_row_that_is_off() -> None:
    assert tuple(row.id for row in POLICIES.values() if row.offered) == CITIES
    assert [row.id for row in POLICIES.values() if not row.verified] == ["CS", "SC809"]
    assert not policy("SC809").offered


@pytest.mark.parametrize(
    ("city", "update", "data", "answer", "correction", "extension"),
    [
        ("CZ", 15, None, 5, None, None),
        ("JZ", 15, None, 5, 5, None),
        ("JI", 10, None, None, 10, 10),
        ("WH", 15, None, 10, None, None),
        ("CS", None, 2, None, None, None),
    ],
)
def test_the_limits_are_those_of_the_texts(
    city: str,
    update: int | None,
    data: int | None,
    answer: int | None,
    correction: int | None,
    extension: int | None,
) -> None:
    row = policy(city)
    begun = [next(steps_from(row.workflows[each.id].value, None)).days for each in (CATALOGUE_UPDATE, DATA_UPDATE)]
    assert begun == [update, data]
    asked = owed(row, Duty.ANSWER_REQUEST, date(2026, 3, 2))
    assert asked is not None
    assert asked.due is NO_NUMBER if answer is None else asked.due == due_after_event(date(2026, 3, 2), answer)
    checked = owed(row, Duty.CORRECT, date(2026, 3, 2))
    assert checked is not None
    raised = next(steps_from(row.workflows[OBJECTION.id].value, None))
    assert (raised.days, checked.extension) == (correction, extension)


def test_a_number_stands_in_the_article_that_a_cell_cites() -> None:
    for row in (policy(city) for city in CITIES):
        numbered = [
            *((step.days, step.rules) for cell in row.workflows.values() for step in cell.value),
        ]
        for days, rule_ids in numbered:
            if days is not None:
                assert any(f"{days}个工作日" in rule(rule_id).words for rule_id in rule_ids), (row.id, days, rule_ids)


def test_library_names_stand_in_the_articles_that_are_cited() -> None:
    for row in (policy(city) for city in CITIES):
        for cell in (row.base_libraries, row.thematic_libraries):
            assert cell is not None
            words = "".join(rule(rule_id).words for rule_id in cell.rules)
            for name in cell.value.names:
                assert name in words, (row.id, name)


def test_bodies_and_ways_of_supplying_stand_in_the_articles_that_are_cited() -> None:
    for row in (policy(city) for city in CITIES):
        words = "".join(rule(rule_id).words for rule_id in row.modes.rules)
        assert all(word in words for word, _ in row.modes.value.words), row.id
    assert "市政府协调解决" in rule("WH-13").words


def test_grounds_for_not_sharing_differ() -> None:
    wuhu, chenzhou, jinzhong = (policy(city).refusal_ground for city in ("WH", "CZ", "JZ"))
    assert wuhu
    assert chenzhou
    assert jinzhong
    assert BasisKind.LOCAL_REGULATION not in wuhu.value.kinds
    assert not wuhu.value.carried_by(BasisKind.PROVINCIAL_POLICY)
    assert chenzhou.value.carried_by(BasisKind.PROVINCIAL_POLICY)
    assert {kind for kind in BasisKind if not jinzhong.value.carried_by(kind)} == {BasisKind.INTERNAL_RULE}
    assert (jinzhong.value.never, jinzhong.value.never_by) == (BasisKind.INTERNAL_RULE, ("JZ-6.1", "JZ-15.2"))
    assert BasisKind.INTERNAL_RULE.zh in rule("JZ-6.1").words


def test_electronic_licenses_are_a_base_library_but_in_changsha() -> None:
    kinds = {city: policy(city).library_kind("电子证照") for city in CITIES}
    assert kinds.pop("CS") is LibraryKind.THEMATIC
    assert set(kinds.values()) == {LibraryKind.BASE}
    assert policy("WH").library_kind("没有的") is None


def test_the_libraries_of_wuhu_are_five_and_thirteen() -> None:
    row = policy("WH")
    assert len(row.base_libraries.value.names) == 5
    assert row.thematic_libraries is not None
    assert len(row.thematic_libraries.value.names) == 13
    assert not row.base_libraries.value.closed
    assert policy("CS").base_libraries.value.closed


def test_only_jinzhong_prefers_a_way_of_supplying() -> None:
    modes = policy("JZ").modes.value
    assert (modes.with_system, modes.without_system) == (Mode.INTERFACE, Mode.FILE)
    others = [policy(city).modes.value for city in CITIES if city != "JZ"]
    assert {(each.with_system, each.without_system) for each in others} == {(None, None)}


def test_fixed_dates_are_those_of_the_texts() -> None:
    steps = [step for row in POLICIES.values() for cell in row.workflows.values() for step in cell.value]
    duties = [step.lasts for step in steps if isinstance(step.lasts, PeriodicDuty)]
    dates = {duty.id: (duty.month, duty.day) for duty in duties}
    assert dates == {
        "CZ-REPORT": (1, 5),
        "CZ-CITY-REPORT": (1, 15),
        "JZ-FILES": (None, 5),
        "JP-PLAN": (11, 30),
        "CS-REVIEW": (10, 31),
    }


def test_every_row_can_be_read_as_a_table() -> None:
    for row in POLICIES.values():
        cells = [field.name for field in fields(row) if isinstance(getattr(row, field.name), Cell)]
        assert len(cells) >= 6, row.id


def test_a_row_is_found_by_id_and_by_day() -> None:
    assert policy_on("WH", date(2020, 7, 22)).city == "芜湖市"
    assert policy_on("JZ", date(2027, 6, 15)).id == "JZ"
    for day in (date(2027, 6, 16), date(2022, 6, 15)):
        with pytest.raises(NoPolicy) as refused:
            policy_on("JZ", day)
        assert refused.value.code == "NO_POLICY"
        assert "2022-06-16" in refused.value.message.en
    with pytest.raises(NotFound):
        policy("SHANGHAI")


def test_findings_name_the_items_of_the_policy_and_changsha_has_none() -> None:
    assert rules_broken(policy("WH"), FindingKind.CATALOGUE) == ("WH-28.1", "WHL-23.1")
    assert rules_broken(policy("CS"), FindingKind.CATALOGUE) == ()
    assert rules_broken(policy("CZ"), FindingKind.OUTSIDE_CHANNEL) == ()


@pytest.mark.parametrize(
    ("city", "kind", "circumstance", "without", "under"),
    [
        ("JZ", FindingKind.CATALOGUE, Circumstance.INTENT, ("JZ-28.1",), ("JZ-28.1", "JZ-28.4")),
        ("JZ", FindingKind.CATALOGUE, Circumstance.LATE, ("JZ-28.1",), ("JZ-28.1", "JZ-28.5")),
        ("CZ", FindingKind.NOT_ANSWERED, Circumstance.LATE, ("CZ-23.3",), ()),
        ("CZ", FindingKind.NOT_PROTECTED, Circumstance.CONSEQUENCES, ("CZ-23.6",), ("CZ-23.6", "CZ-23.7")),
        ("JI", FindingKind.NOT_CORRECTED, Circumstance.LATE, ("JI-35.2",), ("JI-35.7",)),
        ("JZ", FindingKind.NOT_CORRECTED, Circumstance.INTENT, (), ("JZ-28.4",)),
        ("JZ", FindingKind.NOT_CORRECTED, Circumstance.LATE, (), ("JZ-28.5",)),
        ("JZ", FindingKind.NOT_ANSWERED, Circumstance.CONSEQUENCES, (), ("JZ-28.9",)),
        ("JZ", FindingKind.OTHER, Circumstance.CONSEQUENCES, (), ("JZ-28.9",)),
        ("JI", FindingKind.CATALOGUE, Circumstance.LATE, ("JI-35.1",), ("JI-35.7",)),
        ("WH", FindingKind.MALWARE, Circumstance.CONSEQUENCES, (), ("WH-28.4",)),
    ],
)
def test_some_items_name_a_breach_only_under_a_circumstance(
    city: str, kind: FindingKind, circumstance: Circumstance, without: tuple[str, ...], under: tuple[str, ...]
) -> None:
    assert rules_broken(policy(city), kind) == without
    assert rules_broken(policy(city), kind, frozenset({circumstance})) == under


def test_an_amended_article_changes_one_cell_from_its_day_on() -> None:
    row, day = policy("JZ"), date(2026, 9, 1)
    before = row.workflows[OBJECTION.id]
    shorter = objections_to_data(Within(3, handed_in=True), "JZ-16", users_told=False)
    amended = replace(row, workflows={**row.workflows, OBJECTION.id: replace(shorter, since=day, before=before)})
    assert amended.on(date(2026, 8, 31)) == row
    assert next(steps_from(amended.on(day).workflows[OBJECTION.id].value, None)).days == 3
    as_it_was = dict(row.cells())
    assert {name for name, cell in amended.on(day).cells() if cell != as_it_was[name]} == {OBJECTION.id}


def test_what_a_text_says_only_from_a_day_on_it_did_not_say_before() -> None:
    added = replace(policy("WH"), agent=Cell("可以", ("WH-13",), since=date(2027, 1, 1)))
    assert added.on(date(2026, 12, 31)).agent is None
    assert added.on(date(2027, 1, 1)).agent is not None
