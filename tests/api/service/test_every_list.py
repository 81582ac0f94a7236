"""Every list that can be queried is had as a file at `/lists/`, or is named here with the reason why not."""

from __future__ import annotations

from graphql import GraphQLList, GraphQLNamedType, GraphQLNonNull, GraphQLObjectType

from api.graphql.schema import schema
from graph.words.catalogue_lists import CatalogueList
from graph.words.derived_lists import DerivedList
from graph.words.imports import LISTED
from graph.words.lists import LISTS
from graph.words.record_lists import RecordList

FILES: dict[str, tuple[str, ...]] = {
    "departments": ("departments", "divisions", "successions"),
    "resources": tuple(each.value for each in CatalogueList),
    "entryCases": ("entry-cases",),
    "usesOfResource": ("uses",),
    "usesByConsumer": ("uses",),
    "deliveriesOfResource": ("deliveries",),
    "usesOutside": ("uses-outside",),
    "libraries": ("libraries", "memberships"),
    "systems": ("systems",),
    "legalBases": ("bases",),
    "consumers": ("consumers",),
    "dataElements": ("elements",),
    "sharingRequests": ("requests",),
    "grants": ("grants",),
    "duties": ("duties",),
    "dutyTallies": ("duty-tallies",),
    "recurringDutiesOf": ("recurring-duties-of",),
    "lapsedGrounds": ("lapsed-grounds",),
    "licenseTypes": ("license-types", "entitlements"),
    "licenses": ("licenses",),
    "licenseDrafts": ("license-drafts",),
    "licenseBatches": ("license-batches",),
    "objections": ("objections", "license-objections"),
    "forgeryCases": ("forgeries",),
    "notices": ("notices",),
    "waiting": ("waiting",),
    "supervisedDepartments": ("supervised-departments",),
    "recurringDuties": ("recurring-duties",),
}
"""Of each list the words of its addresses."""
NONE: dict[str, str] = {
    "mayUse": "answers to questions, each as it was asked",
    "waitingCounts": "sums of the rows of `waiting`",
    "administrators": "who operates this store; it is no part of the register, and read by administrators alone",
    "rules": "the words of the law, which the product has and nobody brings; `zhengtu law` prints them",
    "brokenRules": "the articles of one breach",
    "entryChanges": "what differs between two versions of one entry",
}
NO_LISTS: dict[str, str] = {
    "search": "things of all kinds by how well they are found; each kind has its list",
    "lineage": "a part of a graph from one node; the relations are listed as `lineage` and `item-lineage`",
    "impact": "the same, with whom it touches",
    "relations": "a node's neighbours",
    "path": "one way between two nodes",
    "exchangeFacts": "what follows of one resource from the rows of `uses` and `deliveries`",
}
"""What has lists in it, and is none."""
BESIDE = frozenset({"lineage", "item-lineage"})
"""Lists of relations, which are asked for from a node (`lineage`, `relations`)."""


def of(kind: object) -> tuple[str, bool]:
    """The name of a type of an answer, and whether it is a list."""
    listed = False
    while isinstance(kind, GraphQLNonNull | GraphQLList):
        listed = listed or isinstance(kind, GraphQLList)
        kind = kind.of_type
    assert isinstance(kind, GraphQLNamedType)
    return kind.name, listed


def lists() -> set[str]:
    """The fields of Query that give a list, or a page of one."""
    query = schema._schema.query_type
    assert isinstance(query, GraphQLObjectType)
    told = {name: of(field.type) for name, field in query.fields.items()}
    return {name for name, (kind, listed) in told.items() if listed or kind.endswith(("Connection", "Page"))}


def test_every_list_of_a_query_is_a_file_or_named_with_a_reason() -> None:
    assert lists() == FILES.keys() | NONE.keys()
    query = schema._schema.query_type
    assert isinstance(query, GraphQLObjectType)
    assert NO_LISTS.keys() <= query.fields.keys() - lists()


def test_every_file_is_of_a_query_and_every_word_there_is_is_one_of_its_lists() -> None:
    files = {word for words in FILES.values() for word in words}
    assert files | BESIDE == set(LISTS)
    assert len(LISTS) == len(CatalogueList) + len(RecordList) + len(DerivedList) + len(LISTED)
