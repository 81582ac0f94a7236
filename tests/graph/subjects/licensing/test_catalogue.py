"""The life of licence types and rights: what becomes of a definition, and what may be issued on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import LiteralString

import pytest
from builders import office

from graph.errors import Conflict
from graph.law.acts import Act
from graph.law.citations import of_act
from graph.law.policies import policy
from graph.law.scope import EVERYTHING
from graph.refusal_codes import Code
from graph.schema.relations import issuable
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.licensing.catalogue import Step, defined, overlaps
from graph.subjects.licensing.defining import write_entitlements
from graph.subjects.licensing.facts import Named, register_facts
from graph.subjects.licensing.memory import rights_of_type
from graph.subjects.licensing.ordering import issue_setting
from graph.subjects.licensing.publication import published_facts
from graph.subjects.licensing.rights import periods_of, right_on, version_on, within_life
from graph.subjects.licensing.rows import rights_told
from graph.words.licensing import Entitlement, LicenseType
from graph.words.periods import holds_on

ON = date(2026, 3, 2)
FIRST = office.kind(office.MARRIAGE, "结婚证", since=date(2020, 1, 1), begun=date(2020, 1, 1))
SECOND = replace(FIRST, version=2, validity="5年", since=date(2026, 7, 1))


def test_a_new_type_is_its_first_version() -> None:
    becomes = defined(replace(FIRST, version=7, begun=None), (), ON)
    assert (becomes.step, becomes.known, becomes.kind) == (Step.TYPE, False, FIRST)


def test_the_same_again_changes_nothing_whether_its_day_is_given_or_not() -> None:
    for again in (FIRST, replace(FIRST, since=None)):
        assert defined(again, (FIRST,), ON).step is Step.NOTHING


def test_another_definition_is_the_next_version_from_its_day_or_from_today() -> None:
    becomes = defined(replace(FIRST, validity="5年", since=date(2026, 7, 1)), (FIRST,), ON)
    assert (becomes.step, becomes.kind) == (Step.TYPE, SECOND)
    assert defined(replace(FIRST, validity="5年", since=None), (FIRST,), ON).kind.since == ON


def test_a_version_is_in_force_from_its_day_until_the_next_one_is() -> None:
    versions = (FIRST, SECOND)
    assert version_on(versions, date(2019, 12, 31)) is None
    assert version_on(versions, date(2026, 6, 30)) is FIRST
    assert version_on(versions, date(2026, 7, 1)) is SECOND
    assert version_on((*versions, replace(SECOND, version=3, draft=True, since=None)), date(2026, 8, 1)) is SECOND


def test_a_version_before_the_one_before_is_refused() -> None:
    with pytest.raises(Conflict) as refused:
        defined(replace(FIRST, validity="5年", since=date(2019, 1, 1)), (FIRST,), ON)
    assert (refused.value.code, refused.value.path) == (Code.TYPE_LIFE, ("since",))


def test_a_draft_may_be_written_over_and_becomes_the_version_that_it_drafts() -> None:
    draft = defined(replace(FIRST, validity="5年", since=None, draft=True), (FIRST,), ON)
    assert (draft.step, draft.kind.version, draft.kind.draft) == (Step.DRAFT, 2, True)
    again = defined(replace(FIRST, validity="3年", since=None, draft=True), (FIRST, draft.kind), ON)
    assert (again.step, again.kind.version, again.kind.validity) == (Step.DRAFT, 2, "3年")
    enacted = defined(replace(FIRST, validity="3年", since=date(2026, 7, 1)), (FIRST, again.kind), ON)
    assert (enacted.step, enacted.kind.version, enacted.kind.draft) == (Step.TYPE, 2, False)
    assert enacted.kind.begun == FIRST.begun


def test_in_the_place_of_a_version_whose_day_is_yet_to_come_another_is_defined() -> None:
    mistyped = replace(SECOND, since=date(2062, 7, 1))
    for since in (date(2026, 7, 1), date(2026, 2, 1), date(2099, 1, 1)):
        becomes = defined(replace(mistyped, since=since, version=1), (FIRST, mistyped), ON)
        assert (becomes.step, becomes.kind) == (Step.TYPE, replace(mistyped, since=since))
    other = defined(replace(FIRST, validity="3年", since=None), (FIRST, mistyped), ON).kind
    assert (other.version, other.validity, other.since) == (2, "3年", mistyped.since), (
        "its day stays where none is said"
    )
    assert defined(replace(mistyped, since=None), (FIRST, mistyped), ON).step is Step.NOTHING
    with pytest.raises(Conflict) as refused:
        defined(replace(mistyped, since=date(2019, 1, 1)), (FIRST, mistyped), ON)
    assert refused.value.path == ("since",)
    with pytest.raises(Conflict) as refused:
        defined(replace(mistyped, validity="3年", until=date(2026, 6, 1)), (FIRST, mistyped), ON)
    assert refused.value.path == ("until",)


def test_a_first_version_whose_day_is_yet_to_come_begins_on_another() -> None:
    mistyped = replace(FIRST, since=date(2062, 1, 1), begun=date(2062, 1, 1))
    becomes = defined(replace(FIRST, begun=None), (mistyped,), ON)
    assert (becomes.step, becomes.kind) == (Step.TYPE, FIRST)
    draft = defined(replace(FIRST, since=None, begun=None, draft=True), (mistyped,), ON)
    assert (draft.step, draft.kind.version, draft.kind.draft) == (Step.TYPE, 1, True)
    drafted = replace(SECOND, since=None, draft=True)
    enacted = defined(replace(SECOND, since=date(2026, 4, 1)), (mistyped, drafted), ON).kind
    assert (enacted.version, enacted.since, enacted.begun) == (2, date(2026, 4, 1), date(2026, 4, 1))
    assert version_on((mistyped, enacted), date(2063, 1, 1)) is enacted


def test_a_draft_takes_a_version_back_whose_day_is_yet_to_come() -> None:
    becomes = defined(replace(SECOND, since=None, draft=True), (FIRST, SECOND), ON)
    assert (becomes.step, becomes.kind.version, becomes.kind.draft, becomes.before) == (Step.BACK, 2, True, FIRST)


def test_a_first_version_may_be_a_draft_too() -> None:
    draft = defined(replace(FIRST, since=None, begun=None, draft=True), (), ON)
    assert (draft.step, draft.kind.version) == (Step.TYPE, 1)
    assert version_on((draft.kind,), ON) is None
    enacted = defined(FIRST, (draft.kind,), ON)
    assert (enacted.step, enacted.kind) == (Step.TYPE, FIRST)


def test_abolished_is_from_a_day_on_and_for_good() -> None:
    ended = defined(replace(FIRST, until=date(2026, 4, 1)), (FIRST,), ON)
    assert (ended.step, ended.kind.until) == (Step.END, date(2026, 4, 1))
    assert version_on((ended.kind,), date(2026, 3, 31)) is ended.kind
    assert version_on((ended.kind,), date(2026, 4, 1)) is None
    with pytest.raises(Conflict) as refused:
        defined(replace(FIRST, validity="5年"), (ended.kind,), date(2026, 4, 1))
    assert refused.value.code is Code.TYPE_LIFE
    with pytest.raises(Conflict):
        defined(replace(FIRST, until=date(2030, 1, 1)), (ended.kind,), ON)
    assert defined(FIRST, (ended.kind,), date(2026, 5, 1)).step is Step.NOTHING, "what was imported before may be again"


def right(since: date, until: date | None = None, issuer: str = office.CIVIL) -> Entitlement:
    return Entitlement(office.MARRIAGE, issuer, since, until)


def test_no_right_reaches_beyond_the_life_of_its_type() -> None:
    given = right(date(2019, 1, 1))
    lives = within_life(given, date(2020, 1, 1), date(2026, 4, 1))
    assert lives is not None
    assert (lives.valid_from, lives.valid_until) == (date(2020, 1, 1), date(2026, 4, 1))
    assert within_life(right(date(2026, 4, 1)), None, date(2026, 4, 1)) is None
    assert within_life(given, None, None) == given


def test_between_two_rights_there_is_none() -> None:
    rights = (right(date(2020, 1, 1), date(2022, 1, 1)), right(date(2024, 1, 1)))
    days = (date(2019, 12, 31), date(2021, 12, 31), date(2022, 1, 1), date(2023, 12, 31), date(2024, 1, 1))
    assert [right_on(rights, day) is not None for day in days] == [False, True, False, False, True]


def test_rights_of_one_authority_to_one_type_do_not_overlap() -> None:
    there = [right(date(2020, 1, 1), date(2022, 1, 1))]
    assert list(overlaps([right(date(2022, 1, 1))], there)) == []
    assert list(overlaps([right(date(2021, 1, 1), issuer=office.HEALTH)], there)) == []
    assert list(overlaps([right(date(2020, 1, 1))], there)) == [], "a period is known by its first day"
    (fault,) = overlaps([right(date(2021, 12, 31))], there)
    assert (fault.code, fault.path) == (Code.ENTITLEMENT_OVERLAPS, ("entitlements", "1", "valid_from"))
    assert [one.path[1] for one in overlaps([right(date(2023, 1, 1)), right(date(2024, 1, 1))], ())] == ["2"]


def test_every_page_form_that_can_be_drawn_is_in_the_closed_list() -> None:
    from graph.words.face_fields import PageForm  # noqa: PLC0415
    from licenses.paper.face import LAYOUTS  # noqa: PLC0415

    assert {form.zh for form in PageForm} == set(LAYOUTS)


def test_the_types_of_the_demonstration_have_lived_always() -> None:
    kinds: list[LicenseType] = [FIRST, replace(FIRST, since=None, begun=None)]
    assert version_on(kinds[1:], date(1990, 1, 1)) is kinds[1]


def test_who_keeps_a_departments_own_catalogue_does_so_by_the_article_of_its_city() -> None:
    assert of_act(policy("WH"), Act.DEFINE_LICENSE_TYPES) == ("WHL-8",)
    assert {of_act(policy(row), Act.DEFINE_LICENSE_TYPES) for row in ("CZ", "JZ", "JI", "CS")} == {()}


def test_the_periods_of_rights_are_said_with_their_ends() -> None:
    said = periods_of((right(date(2024, 1, 1)), right(date(2020, 1, 1), date(2022, 1, 1))))
    assert "2020-01-01起，2022-01-01止、2024-01-01起" in said.zh
    assert "from 2020-01-01 to 2022-01-01, from 2024-01-01" in said.en
    assert "没有" in periods_of(()).zh


TWIN: LiteralString = (
    f"MATCH (t:LicenseType)-[e:ISSUABLE_BY]->(d:Department) WHERE {issuable('e', 't', 'd')} RETURN count(e) > 0"
)
LIVES: LiteralString = "MATCH (d:Department {id: $id}) SET d.validFrom = date($since), d.validUntil = date($until)"
DAYS = [date(2019, 12, 31), date(2020, 1, 1), date(2021, 6, 30), date(2021, 7, 1), date(2025, 1, 1)]


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (None, None), (date(2020, 1, 1), None), (None, date(2021, 7, 1)), (date(2020, 1, 1), date(2021, 7, 1)),
        (date(2026, 1, 1), None), (None, date(2010, 1, 1)),
    ],
)  # fmt: skip
async def test_no_right_reaches_beyond_the_days_of_its_issuer_wherever_it_is_asked(
    store: Store, personal: PersonalData, since: date | None, until: date | None
) -> None:
    """Orders, verification and trust packages decide by values, scopes and walks by the predicate: they agree."""
    await office.furnish(store, personal)

    async def work(unit: Unit) -> None:
        await unit.run("MATCH (:LicenseType)-[e:ISSUABLE_BY]->() DELETE e")
        await write_entitlements(unit, [right(date(2015, 1, 1))])
        await unit.run(LIVES, id=office.CIVIL, since=since and since.isoformat(), until=until and until.isoformat())

    await store.write(work)
    view = View(store, EVERYTHING, date(2026, 3, 2))
    published = (await published_facts(view, office.CIVIL)).rights
    told = rights_told((await rights_of_type(view, [office.MARRIAGE]))[0])
    setting = await issue_setting(view, office.MARRIAGE, office.CIVIL, None, "")
    facts = await register_facts(view, Named("", (), office.MARRIAGE, office.CIVIL))
    for on in DAYS:
        expected = holds_on(on, since, until)
        found = [right_on(rights, on) is not None for rights in (published, told, setting.rights, facts.rights)]
        assert found == [expected] * 4
        assert await View(store, EVERYTHING, on).read(TWIN) is expected
