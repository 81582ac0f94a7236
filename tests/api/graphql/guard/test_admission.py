"""What one request may ask for."""

import pytest
import strawberry
from graphql import GraphQLSyntaxError, build_schema, get_introspection_query, parse

from api.graphql.guard.admission import Guard, admit, check, examine_variables, scan
from api.graphql.guard.arguments import Given
from api.graphql.guard.limits import Limits, TooMuch
from api.graphql.guard.measure import Measurer
from graph.errors import Malformed
from graph.store.bounds import Lengths

SCHEMA = build_schema("""
    type Query { person: Person people(first: Int = 20): People list: [Person!]! a: Int }
    type Person { name: String friend: Person friends: [Person!]! items(first: Int!): People }
    type People { totalCount: Int edges: [Edge!]! pageInfo: PageInfo! }
    type Edge { cursor: String node: Person }
    type PageInfo { hasNextPage: Boolean }
    interface Node { id: ID }
""")


def cost(text: str, **pages: int | None) -> int:
    return check(SCHEMA, text, None, tuple((name, Given(size, 1)) for name, size in pages.items())).cost


def refusal(text: str, operation: str | None = None, limits: Limits | None = None) -> TooMuch:
    with pytest.raises(TooMuch) as caught:
        check(SCHEMA, text, operation, (), limits or Limits())
    return caught.value


def bomb(levels: int) -> str:
    """Fragments that each spread the next twice: 2 ** levels fields when written out."""
    steps = " ".join(f"fragment F{i} on Person {{ ...F{i + 1} ...F{i + 1} }}" for i in range(levels))
    return f"{{ person {{ ...F0 }} }} {steps} fragment F{levels} on Person {{ name }}"


def test_a_page_multiplies_the_cost_of_what_is_in_it() -> None:
    assert cost("{ people(first: 100) { edges { node { name } } } }") == 1 + 1 + 100 * (1 + 1 + 1)


def test_a_page_inside_a_page_multiplies_again() -> None:
    text = "{ people(first: 10) { edges { node { items(first: 5) { edges { cursor } } } } } }"
    assert cost(text) == 2 + 10 * (1 + 1 + (2 + 5 * (1 + 1)))


def test_the_page_size_comes_from_a_variable_its_default_or_the_schema() -> None:
    text = "query($n: Int = 7) { people(first: $n) { edges { cursor } } }"
    assert admit(text).variables == ("n",)
    assert cost(text, n=50) == 2 + 50 * 2
    assert cost(text, n=None) == 2 + 7 * 2
    assert cost("{ people { edges { cursor } } }") == 1 + 20 * 2


def test_a_list_without_a_page_counts_as_ten() -> None:
    assert cost("{ list { name } }") == 11


def test_a_negative_or_absent_page_size_is_never_a_discount() -> None:
    assert cost("{ people(first: -5) { edges { cursor } } }") == 2 + 2
    assert cost('{ people(first: "many") { edges { cursor } } }') == 2 + 20 * 2


def test_too_expensive_a_query_is_refused_with_limit_and_value() -> None:
    deep = "{ people(first: 1000) { edges { node { items(first: 1000) { edges { cursor } } } } } }"
    refused = refusal(deep)
    assert refused.code == "LIMIT_EXCEEDED"
    assert (refused.path, refused.limit, refused.value) == (("cost",), "100000", "2004002")
    assert "100000" in refused.message.zh
    assert "2004002" in refused.message.en


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("document_bytes", "{ a }" + " " * 65_536),
        ("tokens", "{ " + "a " * 1_001 + "}"),
        ("nesting", "{ a(x: " + "[" * 60 + "]" * 60 + ") }"),
        ("selections", "{ " + " ".join(f"a{i}" for i in range(101)) + " }"),
        ("repeats", "{ " + "a " * 17 + "}"),
        (
            "spreads",
            "{ person { " + "...F " * 51 + "} again: person { " + "...F " * 51 + "} } fragment F on Person { name }",
        ),
        ("depth", "{ person { " + "friend { " * 14 + "name" + " }" * 16),
        ("aliases", "{ " + " ".join(f"a{i}: a" for i in range(51)) + " }"),
        ("directives", "{ a " + "@skip(if: false) " * 21 + "}"),
        ("fields", bomb(13)),
        ("type_lists", "{ " + " ".join(f"s{i}: __schema {{ types {{ name }} }}" for i in range(5)) + " }"),
    ],
)
def test_every_limit_names_itself(name: str, text: str) -> None:
    refused = refusal(text)
    assert refused.path == (name,)
    assert refused.limit == str(getattr(Limits(), name))
    assert int(refused.value or 0) > int(refused.limit)


def test_what_is_just_within_the_limits_passes() -> None:
    check(SCHEMA, "{ person { " + "friend { " * 13 + "name" + " }" * 15, None)
    check(SCHEMA, "{ " + " ".join(f"a{i}: a" for i in range(50)) + " }", None)
    assert scan("{ " + "a " * 998 + "}") == 1_000
    check(SCHEMA, "{ " + "a " * 16 + "}", None)


def test_fragments_nested_twenty_deep_are_measured_in_linear_work() -> None:
    document = parse(bomb(20))
    measurer = Measurer(SCHEMA, document, {}, Lengths(), 20)
    measured = measurer.operation(document.definitions[0])  # type: ignore[arg-type]
    assert measured.fields == 2**20 + 1
    assert measurer.selections == 2 + 2 * 20 + 1


def test_a_fragment_that_spreads_itself_ends() -> None:
    text = "{ person { ...A } } fragment A on Person { name ...B } fragment B on Person { ...A ...B }"
    document = parse(text)
    measurer = Measurer(SCHEMA, document, {}, Lengths(), 20)
    measurer.operation(document.definitions[0])  # type: ignore[arg-type]
    assert measurer.selections <= 6


def test_a_fragment_unknown_or_on_an_unknown_type_is_left_to_validation() -> None:
    assert cost("{ ...Nowhere person { ...A } } fragment A on Nothing { x { y } }") == 3


def test_tokens_behind_the_limit_are_not_read() -> None:
    with pytest.raises(TooMuch):
        scan("{ " + "a " * 2_000 + '"never closed')


def test_comments_count_as_tokens() -> None:
    assert refusal("{ a }" + "#\n" * 1_100).path == ("tokens",)


def test_a_document_nested_beyond_the_parser_is_refused_not_broken() -> None:
    assert refusal("{ a " * 400 + "}" * 400).path == ("nesting",)
    assert refusal("{ " + "... { " * 100 + "a" + " }" * 101).path == ("nesting",)


def test_what_is_no_graphql_is_a_syntax_error() -> None:
    with pytest.raises(GraphQLSyntaxError):
        admit("{ a ")


def test_the_usual_introspection_query_passes_with_every_option() -> None:
    text = get_introspection_query(
        descriptions=True,
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
        one_of=True,
    )
    assert check(SCHEMA, text, None).depth <= 15


def test_only_the_operation_that_runs_is_measured() -> None:
    text = "query Small { a } query Large { people(first: 100000) { totalCount } }"
    assert check(SCHEMA, text, "Small").cost == 1
    assert refusal(text, "Large").path == ("cost",)
    assert refusal(text).path == ("cost",)


def test_a_variable_default_of_one_operation_does_not_serve_another() -> None:
    text = (
        "query A($n: Int = 2) { people(first: $n) { ...F } } query B($n: Int = 9) { people(first: $n) { ...F } } "
        "fragment F on People { edges { node { items(first: $n) { totalCount } } } }"
    )
    assert check(SCHEMA, text, "A").cost == 2 + 2 * (1 + 1 + (2 + 100 + 2 * 1))
    assert check(SCHEMA, text, "B").cost == 2 + 9 * (1 + 1 + (2 + 100 + 9 * 1))


def test_variables_nested_too_deeply_are_refused_without_recursion() -> None:
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    with pytest.raises(TooMuch) as caught:
        examine_variables({"where": nested})
    assert caught.value.path == ("variable_nesting",)


def test_too_many_values_in_variables_are_refused() -> None:
    with pytest.raises(TooMuch) as caught:
        examine_variables({"ids": list(range(20_000))})
    assert caught.value.path == ("variable_values",)
    assert examine_variables({"ids": [1, 2], "where": {"and": [{"name": "x"}]}}) == {"ids": 3, "where": 12}
    assert examine_variables({"words": "x" * 1_000}) == {"words": 11}


def test_a_pdf_in_a_variable_is_refused_with_a_hint() -> None:
    with pytest.raises(Malformed) as caught:
        examine_variables({"input": {"file": "JVBERi0xLjcK"}})
    assert caught.value.code == "FILE_IN_VARIABLE"
    assert "/verify" in caught.value.message.en


async def test_the_guard_stands_in_front_of_validation() -> None:
    @strawberry.type
    class Query:
        @strawberry.field
        def a(self) -> int:
            return 1

    class Narrow(Guard):
        limits = Limits(selections=2)

    schema = strawberry.Schema(Query, extensions=[Narrow])
    assert (await schema.execute("{ a }")).data == {"a": 1}
    result = await schema.execute("{ nothing of this is known }")
    assert result.errors
    assert isinstance(result.errors[0].original_error, TooMuch)
