"""The schema as it is published: printed, described, whole, and true to what was released."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders import raised
from graphql import (
    GraphQLSchema,
    build_schema,
    get_introspection_query,
    get_named_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
    is_scalar_type,
    is_union_type,
    validate_schema,
)
from graphql.utilities import find_breaking_changes

from api.graphql.guard.admission import check
from api.graphql.guard.limits import DEFAULT_LIMITS
from api.graphql.lens.connections import Connection, Edge, PageInfo
from api.graphql.lens.registration import LENSES
from api.graphql.schema import schema
from api.http.executing import guarded
from graph.law.articles import rules
from graph.refusal_codes import Code, Shown

ROOT = Path(__file__).parents[3]
PRINTED = ROOT / "schema.graphql"
RELEASED = sorted((Path(__file__).parent / "released").glob("*.graphql"))
"""The schema of each release, by version."""
COMMAND_ONLY = {
    "api/command/importing.py", "api/command/law_draw.py", "api/process/settings.py", "api/process/cluster.py",
    "api/identity/tokens.py",
    "graph/subjects/installation/memory.py",
    "graph/store/migrating.py",
    "graph/store/keyfile.py", "seed/loader.py", "api/service/packages.py", "licenses/proof/package/opening.py",
    "licenses/proof/package/refusing.py", "licenses/register/erasing.py", "api/service/storage.py",
    "licenses/safekeeping/folder.py", "licenses/safekeeping/making.py", "licenses/safekeeping/manifest.py",
    "licenses/safekeeping/restoring.py",
}  # fmt: skip
"""Modules whose refusals only the command shows."""

CORE: GraphQLSchema = schema._schema
OURS = {name: kind for name, kind in CORE.type_map.items() if not name.startswith("__")}
MUTATIONS = build_schema(PRINTED.read_text("utf-8")).mutation_type.fields  # type: ignore[union-attr] # it has some
CHINESE = re.compile("[一-鿿]")


def test_the_printed_schema_is_the_one_of_the_code() -> None:
    assert PRINTED.read_text("utf-8") == schema.as_str() + "\n", "run `make schema`"


def test_the_schema_is_valid_and_parses_back() -> None:
    assert validate_schema(CORE) == []
    assert set(build_schema(PRINTED.read_text("utf-8")).type_map) == set(CORE.type_map)


def test_what_breaks_a_client_of_a_release_is_named_in_the_changelog() -> None:
    told = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert {release.stem: untold(release.read_text("utf-8"), told) for release in RELEASED} == {
        release.stem: [] for release in RELEASED
    }


def test_a_schema_that_loses_a_field_is_found_out_unless_it_is_told() -> None:
    older = PRINTED.read_text("utf-8").replace("type PageInfo {", 'type PageInfo {\n  """Gone."""\n  gone: Int\n', 1)
    assert untold(older, "") == ["Field PageInfo.gone was removed."]
    assert untold(older, "- Field PageInfo.gone was removed. Use …") == []


def untold(released: str, changelog: str) -> list[str]:
    """What breaks a client of a released schema and is not named in the changelog."""
    breaking = find_breaking_changes(build_schema(released), CORE)
    return [change.description for change in breaking if change.description not in changelog]


def test_everything_has_a_description() -> None:
    bare = [name for name, kind in OURS.items() if not kind.description and not is_builtin(kind)]
    for name, kind in OURS.items():
        for field_name, field in getattr(kind, "fields", {}).items():
            bare += [f"{name}.{field_name}"] if not field.description else []
            arguments = getattr(field, "args", None) or {}
            bare += [f"{name}.{field_name}({argument})" for argument, each in arguments.items() if not each.description]
        bare += [f"{name}.{member}" for member, value in getattr(kind, "values", {}).items() if not value.description]
    assert bare == []


def is_builtin(kind: Any) -> bool:
    return is_scalar_type(kind) and kind.name in {"String", "Int", "Float", "Boolean", "ID"}


def test_terms_of_art_are_given_in_chinese() -> None:
    """Types of the field name themselves in Chinese too; only the shapes of GraphQL itself do not."""
    plain = {
        name
        for name, kind in OURS.items()
        if is_object_type(kind) and is_interface(kind, "Node") and not CHINESE.search(kind.description or "")
    }
    assert plain == set()


def is_interface(kind: Any, name: str) -> bool:
    return name in {each.name for each in kind.interfaces}


def test_names_are_english_camel_case() -> None:
    for name, kind in OURS.items():
        assert re.fullmatch("[A-Z][A-Za-z]*", name), name
        for field in getattr(kind, "fields", {}):
            assert re.fullmatch("[a-z][A-Za-z0-9]*", field), f"{name}.{field}"


def test_scalars_say_what_specifies_them() -> None:
    own = {name: kind for name, kind in OURS.items() if is_scalar_type(kind) and not is_builtin(kind)}
    assert {name for name, kind in own.items() if not kind.specified_by_url} == {"Upload"} & set(own)


def test_inputs_of_which_exactly_one_is_given_say_so() -> None:
    inputs = {name: kind for name, kind in OURS.items() if is_input_object_type(kind)}
    assert {name for name, kind in inputs.items() if kind.extensions["strawberry-definition"].is_one_of} == {
        "By",
        "OnInput",
        "VerifyInput",
    }


def test_refusals_are_errors_for_users() -> None:
    assert refusals() == {"MalformedInput", "NotFound", "Forbidden", "Conflict", "LimitExceeded", "NoPolicy"}


def refusals() -> set[str]:
    return {kind.name for kind in CORE.get_possible_types(CORE.type_map["UserError"])}  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_in_the_payload_of_a_mutation_thing_and_refusals_are_apart(name: str) -> None:
    """What a client takes for the thing is never a refusal, whichever it does with what it is given."""
    mutation = MUTATIONS[name]
    assert str(mutation.type) == f"{name[:1].upper()}{name[1:]}Payload", "nullable, for it may fail by itself"
    payload = get_named_type(mutation.type)
    assert is_object_type(payload)
    errors, (thing,) = payload.fields["errors"], [each for at, each in payload.fields.items() if at != "errors"]
    assert str(errors.type) == "[UserError!]!"
    assert is_object_type(thing.type), "nullable"
    assert thing.type.name not in refusals()


def test_no_union_has_a_refusal_among_its_members() -> None:
    unions = {name: {member.name for member in kind.types} for name, kind in OURS.items() if is_union_type(kind)}
    assert {name for name, members in unions.items() if members & refusals()} == set()


def test_every_mutation_takes_one_input() -> None:
    assert {name: list(field.args) for name, field in MUTATIONS.items()} == {name: ["input"] for name in MUTATIONS}


def test_nodes_share_one_interface() -> None:
    node = CORE.type_map["Node"]
    assert is_interface_type(node)
    assert {each.name for each in CORE.get_possible_types(node)} == set(LENSES)


WITHOUT_THE_PAGE = {"node", "lineage", "impact", "relations", "path", "rule", "term", "recurringDuties", "brokenRules"}


def test_only_nodes_have_an_id() -> None:
    """A client that keeps records by their ids would take whatever else has one for a node."""
    assert {
        name
        for name, kind in OURS.items()
        if is_object_type(kind) and "id" in kind.fields and not is_interface(kind, "Node")
    } == {"Rule"}


def test_what_is_asked_by_an_id_is_nullable_so_that_a_wrong_one_takes_nothing_else_away() -> None:
    query = CORE.query_type
    assert query is not None
    by_id = {name: str(field.type) for name, field in query.fields.items() if names_something(field)}
    assert set(by_id) >= WITHOUT_THE_PAGE
    assert {name for name, kind in by_id.items() if kind.endswith("!")} == set()


def names_something(field: Any) -> bool:
    """Whether it needs the identity of something."""
    needed = {name: str(argument.type) for name, argument in field.args.items()}
    return bool({"ID!", "By!"} & set(needed.values())) or needed.get("policy") == "String!"


@cache
def named() -> dict[Code, set[str]]:
    """Every code with the modules that refuse with it."""
    return raised.codes("graph", "licenses", "api", "seed")


def test_a_code_that_nothing_refuses_with_is_noticed() -> None:
    assert set(Code) - set(named()) == set(), "never raised"
    assert named()[Code.REFUSED] == {"graph/errors.py"}, "the default of a refusal"


def test_the_schema_publishes_every_code_that_is_not_marked_otherwise() -> None:
    values = OURS["ErrorCode"].values  # type: ignore[attr-defined]
    assert {name: value.description for name, value in values.items()} == {
        code.name: code.says for code in Code if code.shown is Shown.SCHEMA
    }


def test_codes_are_marked_by_where_they_are_raised() -> None:
    served = {code for code, modules in named().items() if modules - COMMAND_ONLY}
    of_http = {code for code in served if all(module.startswith("api/http/") for module in named()[code])}
    shown = {where: {code for code in Code if code.shown is where} for where in Shown}
    assert shown[Shown.COMMAND] & served == set(), "not published"
    assert shown[Shown.HTTP] - of_http == set(), "not published"
    assert shown[Shown.SCHEMA] - served == set(), "published, and never answered"


def test_no_type_but_a_page_can_be_given_data_of_its_own() -> None:
    """A lens reads a row or a value of the domain; a type that could be made would be a copy of one."""
    assert [name for name, kind in OURS.items() if is_object_type(kind) and can_be_made(kind)] == []


def can_be_made(kind: Any) -> bool:
    origin = kind.extensions["strawberry-definition"].origin
    given = {field.name: None for field in fields(origin) if field.init}
    if not given or issubclass(origin, Connection | Edge | PageInfo):
        return False
    try:
        origin(**given)
    except TypeError:
        return False
    return True


def test_every_rule_that_is_cited_has_its_words() -> None:
    cited = raised.rules("graph", "licenses", "api")
    assert len(cited) > 100
    assert {rule: sorted(modules) for rule, modules in cited.items() if rule not in rules()} == {}


LIST_OF_ENTRIES = """query { resources(first: 100, orderBy: CODE) { totalCount pageInfo { hasNextPage endCursor }
  edges { cursor node { id code name summary innerDepartment formatCategory formatType sharing sharingCondition
    modeCategory mode opening openingCondition cycle publishedOn usage state version recordedAt
    provider { id code name shortName level kind phone policy division { code name } }
    items { id seq name dataType length kind identifier sharing opening note }
    libraries { id code name kind } underCheck { text { zh en } rules { id } } } } } }"""
LINEAGE = """query ($of: ID!) { lineage(of: $of, direction: BOTH, depth: 8, maxNodes: 2000) {
  nodes { kind code name depth side node { id } } edges { downstream upstream kind rule } counts { kind count }
  isPartial truncatedReason } }"""
LINEAGE_WITH_NODES = """query ($of: ID!) { lineage(of: $of, depth: 8, maxNodes: 200) {
  nodes { kind node { id __typename ... on Resource { name provider { name } items { name dataType } }
    ... on System { name operator { name } } ... on Library { name lead { name } } } } isPartial } }"""
SEARCH = """query ($w: String!, $f: ResourceFilter, $after: String) {
  resources(search: $w, filter: $f, first: 50, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    facets { name counts { value label count } } edges { cursor node { code name summary provider { name } } } } }"""
IMPACT = """query ($of: ID!) { impact(of: $of, first: 200) {
  lineage { nodes { name node { id } } edges { upstream downstream } }
  consumers { code name department { name } } grants { purpose consumer { name } resource { name } }
  openRequests { scenario consumer { name } } openObjections { ground words } licenseTypes { code name }
  isPartial } }"""
LICENSES = """query { viewer { licenses(first: 100) { totalCount edges { node { identifier number status typeName
  type { name fields { key label } } issuer { name } holders { name code } face { key value } fileUrl
  underCheck { text { zh } } replaces { identifier } replacedBy { identifier } } } } } }"""


@pytest.mark.parametrize(
    "query",
    [LIST_OF_ENTRIES, LINEAGE, LINEAGE_WITH_NODES, SEARCH, IMPACT, LICENSES, get_introspection_query()],
    ids=["page of 100", "lineage", "lineage with nodes", "search", "impact", "licences", "introspection"],
)
def test_what_front_ends_ask_is_within_the_default_limits(query: str) -> None:
    served = guarded(schema, introspection=True)
    assert 0 < check(served._schema, query, None).cost <= DEFAULT_LIMITS.cost


@pytest.mark.parametrize(
    "query",
    [
        "{ resources(first: 100) { edges { node { related { related { related { items { name } } } } } } } }",
        """{ departments(first: 100) { edges { node { resources(first: 100) { edges { node {
          items { id name } } } } } } } }""",
        """{ resources(first: 100) { edges { node { consumers { resources(first: 100) { edges { node {
          id } } } } } } } }""",
        """query ($of: ID!) { lineage(of: $of, maxNodes: 2000) { nodes { node { ... on Resource { items { id name }
          provider { resources { edges { node { id } } } } } } } } }""",
    ],
)
def test_what_grows_with_every_level_is_too_much(query: str) -> None:
    with pytest.raises(Exception, match="cost"):
        check(guarded(schema, introspection=True)._schema, query, None)
