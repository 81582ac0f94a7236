"""Where in an input something stands is said in one form, whoever has found it: its own fields, and places from 0."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import signature
from typing import Any

import pytest
from strawberry.types.base import StrawberryList, get_object_definition
from strawberry.utils.str_converters import to_camel_case

from api.graphql.entries.case_mutations import RegisterEntryInput
from api.graphql.exchange.mutations import RecordUsesInput
from api.graphql.importing.inputs import input_of
from api.graphql.importing.kinds import ENTRIES
from api.graphql.importing.mutations import ImportTableInput
from api.graphql.lens.arguments import Input
from api.graphql.lens.places import placed
from api.graphql.licensing.draft_mutations import LicenseDataInput
from api.graphql.schema import Mutation


@pytest.mark.parametrize(
    ("given", "path", "place"),
    [
        (RecordUsesInput, ("records", "2", "used_at"), ("records", "1", "usedAt")),
        (RecordUsesInput, ("records", "2", "usedAt"), ("records", "1", "usedAt")),
        (RecordUsesInput, ("idempotency_key",), ("idempotencyKey",)),
        (RecordUsesInput, (), ()),
        (Input[RegisterEntryInput], ("release_review",), ("releaseReview",)),
        (Input[RegisterEntryInput], ("items", "5", "data_type"), ("entry", "items", "4", "dataType")),
        (Input[RegisterEntryInput], ("entry", "items", "5", "element"), ("entry", "items", "4", "element")),
        (Input[RegisterEntryInput], ("sharing_condition",), ("entry", "sharingCondition")),
        (input_of(ENTRIES), ("entries", "2", "items", "1", "name"), ("entries", "1", "items", "0", "name")),
        (ImportTableInput, ("file", "3", "部门代码"), ("file", "3", "部门代码")),
        (LicenseDataInput, ("holders", "0", "codeType"), ("holders", "0", "codeType")),
        (LicenseDataInput, ("face", "KZ_MC"), ("face", "KZ_MC")),
        (RegisterEntryInput, ("nothing_here", "1"), ("nothing_here", "1")),
    ],
)
def test_a_place_is_told_by_the_fields_of_the_input_and_counted_from_0(
    given: Any, path: tuple[str, ...], place: tuple[str, ...]
) -> None:
    assert placed(path, given) == place


def acts() -> Iterator[Any]:
    """The input of each mutation, as it is annotated."""
    for each in get_object_definition(Mutation, strict=True).fields:
        resolver: Any = each.base_resolver
        yield signature(resolver.wrapped_func).parameters["input"].annotation


def test_every_act_has_an_input_of_which_places_are_told() -> None:
    lists = 0
    for given in acts():
        for each in given.__origin__.__strawberry_definition__.fields:
            listed = isinstance(each.type, StrawberryList)
            first, *rest = placed((each.python_name, "1") if listed else (each.python_name,), given)
            assert first == to_camel_case(each.python_name)
            assert rest in (["0"], ["1"]) if listed else not rest
            lists += listed
    assert lists
