"""What carries a refusal to share, what has to be shared, and what may be open, in each city, kind by kind."""

from dataclasses import replace
from datetime import date

import pytest
from builders.approval import Cities, draft
from builders.catalogue import marriages

from graph.errors import Refusal
from graph.law.policies import policy
from graph.subjects.entries.rules.entry import EntrySurroundings, lint_entry
from graph.subjects.entries.rules.lints import EntryFinding, Lint
from graph.subjects.sharing.rules import effective_sharing
from graph.subjects.sources.rules import refuse_library
from graph.words.entries import Affair, EntryDraft, ItemKind, OpeningType, SharingType
from graph.words.entry_cases import EntryEvent
from graph.words.organisation import PostKind
from graph.words.sources import BasisKind, Funding, InformationSystem, LegalBasis, Library, LibraryKind

DAY = date(2026, 3, 2)
CITIES = ("CZ", "JZ", "JI", "WH", "CS")
BASES = {kind.name: LegalBasis(kind.name, kind, "依据") for kind in BasisKind}
SYSTEMS = {kind.name: InformationSystem(kind.name, "登记系统", "11340200MB0000001A", kind) for kind in Funding}
REFUSED = replace(marriages(), sharing=SharingType.REFUSED)
STATE = {BasisKind.LAW, BasisKind.ADMINISTRATIVE_REGULATION, BasisKind.CENTRAL_POLICY}
CARRIES = {
    "CZ": STATE | {BasisKind.PROVINCIAL_POLICY},  # CZ-9.2: 法律、行政法规或党中央、国务院和省委、省人民政府政策依据
    "JZ": set(BasisKind) - {BasisKind.INTERNAL_RULE},  # JZ-10.3, but JZ-6.1, 15.2: 不得以部门内部管理办法
    "JI": set(BasisKind),  # JI-18: the authority determines the type
    "WH": STATE,  # WH-7
    "CS": STATE,  # CS-28
}
GROUND = {"CZ": ("CZ-9.2",), "JZ": ("JZ-10.3", "JZ-6.1", "JZ-15.2"), "WH": ("WH-7",), "CS": ("CS-28", "CS-14")}
MUST = {"JZ": ("JZP-3.1",), "WH": ("WH-5.1",)}
PAID = {"WH": {Funding.CITY, Funding.COUNTY}}
"""市级及以下财政资金."""
PAID["JZ"] = PAID["WH"] | {Funding.JOINT, Funding.SERVICE, Funding.OPERATED}
"""财政资金投资建设、与社会企业联合建设、向社会购买服务或需要财政资金运行维护."""


def found(draft: EntryDraft, city: str, lint: Lint) -> list[EntryFinding]:
    around = EntrySurroundings(policy(city), DAY, BASES, {}, SYSTEMS)
    return [one for one in lint_entry(draft, around) if one.lint is lint]


@pytest.mark.parametrize("kind", BasisKind)
@pytest.mark.parametrize("city", CITIES)
def test_a_basis_carries_a_refusal_where_the_text_has_its_kind(city: str, kind: BasisKind) -> None:
    faults = found(replace(REFUSED, bases=(kind.name,)), city, Lint.GROUND_INSUFFICIENT)
    assert [one.rules for one in faults] == ([] if kind in CARRIES[city] else [GROUND[city]])


@pytest.mark.parametrize("city", CITIES)
def test_a_refusal_without_a_basis_is_none_but_where_the_authority_determines_the_type(city: str) -> None:
    faults = found(replace(REFUSED, bases=()), city, Lint.REFUSED_WITHOUT_GROUND)
    ground = GROUND.get(city, ())[: 2 if city == "CS" else 1]
    assert [one.rules for one in faults] == ([ground] if ground else [])


@pytest.mark.parametrize("kind", Funding)
@pytest.mark.parametrize("city", CITIES)
def test_what_public_money_of_the_city_paid_for_is_shared(city: str, kind: Funding) -> None:
    faults = found(replace(REFUSED, bases=("LAW",), systems=(kind.name,)), city, Lint.MUST_BE_SHARED)
    assert [one.rules for one in faults] == ([MUST[city]] if kind in PAID.get(city, ()) else [])


POWERS = ("行政许可", "行政处罚", "行政强制", "行政裁决", "行政检查", "行政奖励")


@pytest.mark.parametrize("city", CITIES)
def test_files_of_powers_that_no_system_has_are_shared_in_jinzhong(city: str) -> None:
    withheld = replace(REFUSED, bases=("LAW",), systems=())
    named = [replace(withheld, name=f"{power}案卷归档信息") for power in (*POWERS, "举报奖励发放")]
    said = replace(withheld, affair=Affair.PENALTY, concerned=("11340200003003083K",))
    for one in (*named, said):
        faults = found(one, city, Lint.MUST_BE_SHARED)
        assert [(each.path, each.rules) for each in faults] == ([(("sharing",), MUST["JZ"])] if city == "JZ" else [])
    assert found(withheld, city, Lint.MUST_BE_SHARED) == []
    owned = replace(named[1], systems=(Funding.STATE.name,))
    assert found(owned, city, Lint.MUST_BE_SHARED) == [], "what upper levels built may be shared"


OPEN = {"JZ": {OpeningType.UNCONDITIONAL, OpeningType.REFUSED}}  # JZP-3.3: 可, 不可
OPENED_BY = {"JZ": ("JZP-3.3",), "WH": ("WH-19", "WH-17", "WH-21")}


@pytest.mark.parametrize("opening", OpeningType)
@pytest.mark.parametrize("city", CITIES)
def test_an_entry_is_opened_in_a_way_that_the_text_knows(city: str, opening: OpeningType) -> None:
    draft = replace(marriages(), sharing=SharingType.UNCONDITIONAL, opening=opening, opening_condition="")
    unknown = found(draft, city, Lint.OPENING_UNKNOWN_HERE)
    assert [one.rules for one in unknown] == ([] if opening in OPEN.get(city, set(OpeningType)) else [("JZP-3.3",)])
    unstated = found(draft, city, Lint.OPENING_WITHOUT_CONDITION)
    said = opening is OpeningType.CONDITIONAL and city in OPENED_BY
    assert [one.rules for one in unstated] == ([OPENED_BY[city]] if said else [])


@pytest.mark.parametrize("city", CITIES)
def test_a_library_that_no_text_names_is_base_only_where_the_list_is_open(city: str) -> None:
    closed = {"CS": ("CS-3",)}  # 六大基础数据库
    for kind in LibraryKind:
        try:
            refuse_library(Library("X", city, kind, "没有的"), policy(city), ())
            rules: tuple[str, ...] = ()
        except Refusal as refused:
            rules = refused.rules
        assert rules == (closed.get(city, ()) if kind is LibraryKind.BASE else ())


@pytest.mark.parametrize("city", CITIES)
def test_base_items_of_base_libraries_are_free_where_the_text_says_so(city: str) -> None:
    free = city in ("CZ", "JI")  # CZ-9.1, JI-19.2: 基础信息项…在部门间实现无条件共享
    had = effective_sharing(policy(city), SharingType.REFUSED, ItemKind.BASE, in_base_library=True)
    assert had is (SharingType.UNCONDITIONAL if free else SharingType.REFUSED)


@pytest.mark.parametrize("city", CITIES)
def test_permits_are_shared_among_those_concerned_whatever_the_entry_says_in_changsha(city: str) -> None:
    faults = found(
        replace(marriages(), name="行政许可信息", sharing=SharingType.CONDITIONAL), city, Lint.SUBJECT_NOT_UNCONDITIONAL
    )
    assert [one.rules for one in faults] == ([("CS-28",)] if city == "CS" else [])
    for affair in Affair:
        said = replace(marriages(), affair=affair, sharing=SharingType.CONDITIONAL)
        faults = found(said, city, Lint.SUBJECT_NOT_UNCONDITIONAL)
        assert [(one.value, one.rules) for one in faults] == ([(affair.zh, ("CS-28",))] if city == "CS" else [])


async def test_what_has_lapsed_since_is_told_as_publishing_is_refused_by_it(cities: Cities) -> None:
    """By the row in 郴州, where the ground is asked for again; elsewhere by the lint that keeps it out."""
    at = {"CZ": PostKind.PLATFORM_OFFICER, "WH": PostKind.PLATFORM_OFFICER}
    for city, post in at.items():
        case = await cities.register(city, draft(city, sharing=SharingType.REFUSED, bases=("LAW-1",)))
        (waits,) = await cities.waiting(city, post)
        assert {each.event: each.open for each in waits.steps}[EntryEvent.PUBLISH], city
        await cities.store.write(
            lambda unit: unit.run("MATCH (b:LegalBasis {id: 'LAW-1'}) SET b.validUntil = date('2026-03-01')")
        )
        with pytest.raises(Refusal) as refused:
            await cities.move(city, case, EntryEvent.PUBLISH, post)
        (waits,) = await cities.waiting(city, post)
        publish = next(each for each in waits.steps if each.event is EntryEvent.PUBLISH)
        assert not publish.open, city
        assert set(refused.value.rules) <= {rule for each in publish.missing for rule in each.rules}, city
        await cities.store.write(lambda unit: unit.run("MATCH (b:LegalBasis {id: 'LAW-1'}) SET b.validUntil = null"))
