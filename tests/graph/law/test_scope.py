"""Scopes: what no row of the table names is not seen, and no principal sees as the system does."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from graph.law.access import PUBLIC, Principal
from graph.law.posts import SUPERVISING, HeldPost
from graph.law.scope import (
    EVERYTHING,
    NOTHING,
    SEEN_BY,
    SEEN_IN,
    Guarded,
    Reach,
    Scope,
    SystemScope,
    scope_of,
)
from graph.schema import nodes
from graph.words.organisation import PostKind
from graph.words.people import Role

TODAY = date(2025, 6, 2)
CIVIL, OFFICE, POLICE, CENTRE, ALLY = (f"11340200MB000000{n}A" for n in range(1, 6))
ALL = frozenset({CIVIL, OFFICE, POLICE, CENTRE, ALLY})


def held(kind: PostKind, department: str = CIVIL, supervises: Iterable[str] = ()) -> HeldPost:
    below, partners = frozenset({OFFICE}), frozenset({ALLY})
    return HeldPost(kind, department, date(2020, 1, 1), None, frozenset(supervises), below, partners)


def staff(*posts: HeldPost) -> Principal:
    return Principal(Role.STAFF, "zhang", CIVIL, posts)


def test_every_role_and_every_post_has_a_row_for_everything_that_is_guarded() -> None:
    assert set(SEEN_BY) == set(Role)
    assert set(SEEN_IN) == set(PostKind)
    assert all(set(row) == set(Guarded) for row in (*SEEN_BY.values(), *SEEN_IN.values()))


def test_the_table_names_every_kind_of_node_that_is_not_for_everybody() -> None:
    assert sorted(label for what in Guarded for label in what.value) == sorted(each.label for each in nodes.GUARDED)


def test_a_row_says_what_a_role_or_a_post_can_reach() -> None:
    of_roles = {reach for row in SEEN_BY.values() for reach in row.values()}
    of_posts = {reach for row in SEEN_IN.values() for reach in row.values()}
    assert of_roles == {Reach.NONE, Reach.OWN, Reach.INSTALLATION}
    assert of_posts == {Reach.NONE, Reach.DEPARTMENT, Reach.SUBTREE, Reach.SUPERVISED}
    assert {kind for kind, row in SEEN_IN.items() if Reach.SUPERVISED in row.values()} == SUPERVISING


def test_nobody_sees_the_holders_of_licences_that_his_department_does_not_issue() -> None:
    assert {row[Guarded.HOLDERS] for row in SEEN_BY.values()} == {Reach.NONE, Reach.OWN}
    assert {row[Guarded.HOLDERS] for row in SEEN_IN.values()} == {Reach.NONE, Reach.DEPARTMENT}
    issuing = {PostKind.ISSUER, PostKind.LICENSE_REVIEWER, PostKind.LICENSE_OFFICER}
    assert {kind for kind, row in SEEN_IN.items() if row[Guarded.HOLDERS] is not Reach.NONE} == issuing


def test_a_suspected_forgery_is_seen_by_who_met_it_who_decides_and_who_supervises() -> None:
    deciding = {PostKind.ISSUER, PostKind.LICENSE_REVIEWER, PostKind.LICENSE_OFFICER, PostKind.HEAD}
    register = {PostKind.PLATFORM_OFFICER, PostKind.AUTHORITY_OFFICER, PostKind.INSPECTOR}
    reached = {kind: row[Guarded.FORGERIES] for kind, row in SEEN_IN.items()}
    assert {kind for kind, reach in reached.items() if reach is Reach.DEPARTMENT} == deciding
    assert {kind for kind, reach in reached.items() if reach is Reach.SUPERVISED} == register
    assert {kind for kind, reach in reached.items() if reach is not Reach.NONE} == deciding | register
    own = {role for role, row in SEEN_BY.items() if row[Guarded.FORGERIES] is Reach.OWN}
    assert own == {Role.RELYING_PARTY, Role.STAFF}
    assert {role for role, row in SEEN_BY.items() if row[Guarded.FORGERIES] is Reach.NONE} == {
        Role.PUBLIC, Role.HOLDER, Role.SERVICE,
    }  # fmt: skip


def test_notices_are_seen_by_whom_they_were_sent_to_and_by_nobody_who_supervises() -> None:
    own = {role for role, row in SEEN_BY.items() if row[Guarded.NOTICES] is Reach.OWN}
    assert own == {Role.HOLDER, Role.RELYING_PARTY, Role.STAFF}
    assert {row[Guarded.NOTICES] for role, row in SEEN_BY.items() if role not in own} == {Reach.NONE}
    assert {row[Guarded.NOTICES] for row in SEEN_IN.values()} == {Reach.DEPARTMENT}
    inspector = scope_of(staff(held(PostKind.INSPECTOR, POLICE, ALL)), TODAY)
    assert (inspector.notices, inspector.objections) == (frozenset({POLICE}), ALL | {OFFICE})


def test_who_has_to_do_with_licences_alone_is_told_of_no_data() -> None:
    licensing = {PostKind.ISSUER, PostKind.LICENSE_REVIEWER, PostKind.LICENSE_OFFICER}
    assert {kind for kind, row in SEEN_IN.items() if row[Guarded.DATA_NOTICES] is Reach.NONE} == licensing
    issuer = scope_of(staff(held(PostKind.ISSUER), held(PostKind.CATALOGUER, OFFICE)), TODAY)
    assert (issuer.notices, issuer.data_notices) == (frozenset({CIVIL, OFFICE}), frozenset({OFFICE}))


@pytest.mark.parametrize("kind", [kind for kind in PostKind if kind in SUPERVISING])
def test_a_head_sees_what_each_post_sees_that_he_leads_and_no_holder(kind: PostKind) -> None:
    led = replace(held(PostKind.HEAD, CENTRE, ALL), leads=frozenset({kind}))
    head, officer = scope_of(staff(led), TODAY), scope_of(staff(held(kind, CENTRE, ALL)), TODAY)
    assert (head.entries, head.exchanges, head.objections) == (officer.entries, officer.exchanges, officer.objections)
    own = frozenset({CENTRE})
    assert (head.forgeries, head.licenses) == (officer.forgeries | own, officer.licenses | own)
    assert head.people == officer.people
    assert (head.issuers, head.holder, head.notices) == (frozenset(), "", officer.notices)
    plain = scope_of(staff(held(PostKind.HEAD, CENTRE)), TODAY)
    assert (plain.entries, plain.licenses, plain.forgeries) == (frozenset({CENTRE}),) * 3, (
        "what waits in his department"
    )
    assert plain.issuers == frozenset()


def test_the_public_sees_nothing_that_is_guarded() -> None:
    assert scope_of(PUBLIC, TODAY) == NOTHING
    assert scope_of(Principal(Role.PUBLIC, "an administrator of another store"), TODAY) == NOTHING


def test_a_holder_sees_his_own_and_nothing_else() -> None:
    assert scope_of(Principal(Role.HOLDER, "li", holder="hash"), TODAY) == Scope(subject="li", holder="hash")


def test_a_relying_party_lists_no_licenses() -> None:
    assert scope_of(Principal(Role.RELYING_PARTY, "bank", CIVIL), TODAY) == Scope(subject="bank")


def test_a_department_in_the_token_without_a_post_in_the_graph_opens_nothing() -> None:
    assert scope_of(staff(), TODAY) == Scope(subject="zhang")


def test_an_ordinary_post_shows_its_department_and_the_people_around_it() -> None:
    own = frozenset({CIVIL})
    assert scope_of(staff(held(PostKind.CATALOGUER, supervises=[POLICE])), TODAY) == Scope(
        subject="zhang",
        entries=own,
        exchanges=own,
        grants=own,
        objections=own,
        people=frozenset({CIVIL, OFFICE, ALLY}),
        notices=own,
        data_notices=own,
    )


def test_an_issuer_sees_holders_and_a_supervisor_the_register_without_them() -> None:
    issuer = scope_of(staff(held(PostKind.ISSUER)), TODAY)
    assert (issuer.issuers, issuer.licenses) == (frozenset({CIVIL}), frozenset({CIVIL}))
    centre = scope_of(staff(held(PostKind.PLATFORM_OFFICER, CENTRE, [CENTRE, OFFICE, CIVIL, POLICE])), TODAY)
    reached = frozenset({CENTRE, OFFICE, CIVIL, POLICE})
    assert (centre.issuers, centre.licenses, centre.entries) == (frozenset(), reached, reached)
    assert centre.people == reached | {ALLY}


def test_an_officer_who_supervises_nobody_sees_his_own_subtree() -> None:
    assert scope_of(staff(held(PostKind.INSPECTOR)), TODAY).licenses == frozenset({CIVIL, OFFICE})


@pytest.mark.parametrize("kind", PostKind)
def test_what_a_department_left_is_seen_as_its_own_by_the_one_that_answers_for_it(kind: PostKind) -> None:
    gone = "11340200MB0000009A"
    before, after = held(kind), replace(held(kind), predecessors=frozenset({gone}))
    plain, scope = scope_of(staff(before), TODAY), scope_of(staff(after), TODAY)
    for name in (
        "entries",
        "exchanges",
        "grants",
        "objections",
        "licenses",
        "issuers",
        "people",
        "notices",
        "data_notices",
    ):
        own = getattr(plain, name)
        assert getattr(scope, name) == (own | {gone} if CIVIL in own else own)
    assert not after.reaches(gone), "and nothing is done in its name"


def test_several_posts_show_what_each_of_them_shows() -> None:
    scope = scope_of(staff(held(PostKind.ISSUER), held(PostKind.INSPECTOR, POLICE, [POLICE, CENTRE])), TODAY)
    assert scope.issuers == frozenset({CIVIL})
    assert scope.licenses == frozenset({CIVIL, POLICE, CENTRE, OFFICE})


def test_a_post_counts_only_in_its_period() -> None:
    ended = HeldPost(PostKind.ISSUER, CIVIL, date(2020, 1, 1), TODAY)
    future = HeldPost(PostKind.ISSUER, CIVIL, date(2025, 6, 3))
    for post in (ended, future):
        assert scope_of(staff(post), TODAY) == Scope(subject="zhang")


def test_the_exchange_platform_sees_requests_and_grants_and_nothing_else() -> None:
    platform = Principal(Role.SERVICE, "platform", installation=ALL)
    assert scope_of(platform, TODAY) == Scope(exchanges=ALL)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN])
def test_the_bureaus_own_see_the_departments_of_the_installation_without_holders(role: Role) -> None:
    scope = scope_of(Principal(role, "x", installation=ALL), TODAY)
    assert scope == Scope(
        entries=ALL, exchanges=ALL, grants=ALL, objections=ALL, forgeries=ALL, licenses=ALL, people=ALL
    )
    assert scope_of(Principal(role, "x"), TODAY) == NOTHING


@pytest.mark.parametrize("role", Role)
def test_no_principal_has_the_scope_of_the_system(role: Role) -> None:
    posts = tuple(held(kind, supervises=ALL) for kind in PostKind)
    for given in (posts, (), *((post,) for post in posts)):
        scope = scope_of(Principal(role, "somebody", CIVIL, given, "hash", ALL), TODAY)
        assert type(scope) is Scope
        assert scope != EVERYTHING
        assert role is Role.HOLDER or not scope.holder
        assert role is Role.STAFF or not scope.issuers
    assert isinstance(EVERYTHING, SystemScope)
    assert EVERYTHING != NOTHING
