"""What a field of a value fills: a column of the node, or the end of a relation that it names."""

from __future__ import annotations

import pytest

from graph.schema.columns import NEVER, Type, Written
from graph.schema.filling import filled_by
from graph.schema.nodes import BY_LABEL, CONSUMER, DEPARTMENT, DIVISION, LIBRARY, LICENSE_TYPE, POST, RESOURCE
from graph.schema.relations import DERIVES_FROM, ISSUABLE_BY, RELATIONS, Relation
from graph.schema.shapes import Shape


@pytest.mark.parametrize(
    ("kind", "field", "written"),
    [
        (DEPARTMENT, "code", Written.CAPITALS),
        (DEPARTMENT, "division", Written.CODE),
        (DEPARTMENT, "parent", Written.CAPITALS),
        (DEPARTMENT, "exempt_from", Written.CAPITALS),
        (DIVISION, "parent", Written.CODE),
        (RESOURCE, "provider", Written.CAPITALS),
        (RESOURCE, "bases", Written.CODE),
        (LICENSE_TYPE, "definer_code", Written.CAPITALS),
        (ISSUABLE_BY, "type_code", Written.CAPITALS),
        (DERIVES_FROM, "downstream", Written.CODE),
    ],
)
def test_a_code_is_written_as_the_ids_of_what_it_names(kind: Shape | Relation, field: str, written: Written) -> None:
    assert filled_by(kind, field).written is written


def test_what_a_value_says_of_another_node_is_the_end_of_a_relation() -> None:
    lead, bases = filled_by(LIBRARY, "lead"), filled_by(RESOURCE, "bases")
    assert (lead.refers, lead.of, lead.absent) == ("Department", Type.TEXT, None)
    assert (bases.refers, bases.of, bases.absent) == ("LegalBasis", Type.TEXTS, ())


def test_a_column_of_the_node_comes_before_a_relation() -> None:
    assert filled_by(CONSUMER, "department").name == "departmentId"
    assert filled_by(RESOURCE, "libraries").name == "libraryIds"


def test_both_ends_of_a_relation_are_needed() -> None:
    assert {filled_by(ISSUABLE_BY, field).absent for field in ("type_code", "issuer")} == {NEVER}


def test_what_nothing_is_filled_by_is_told() -> None:
    assert filled_by(POST, "name").of is Type.CIPHER
    for kind, field in ((POST, "nameCipher"), (RESOURCE, "state"), (DERIVES_FROM, "provider")):
        with pytest.raises(LookupError, match=field):
            filled_by(kind, field)


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.name)
def test_a_field_that_names_one_end_is_no_columns_field(relation: Relation) -> None:
    """It would be read as the column, and the relation never be asked."""
    source, target = relation.said
    if bool(source) != bool(target):
        labels, field = (relation.targets, source) if source else (relation.sources, target)
        assert all(each.attribute != field for label in labels for each in BY_LABEL[label].entered)
