"""Payloads of mutations: the thing or the refusals, never both, and never neither."""

from typing import Any

import pytest
import strawberry
from builders.office import HOLDER_A, MARRIED, Office, gid, who
from strawberry.schema.config import StrawberryConfig

from api.graphql.lens.payloads import act
from api.graphql.lens.refusals import SHOWN
from api.graphql.lens.scalars import SCALARS
from api.graphql.lens.values import attribute, shows
from graph.errors import Busy, Conflict, Malformed, NotFound, Text
from graph.office.review import Review, SeveralReasons
from graph.refusal_codes import Code

RAISE = """mutation ($input: RaiseObjectionInput!) { raiseObjection(input: $input) { __typename
  objection { __typename state } errors { __typename code path message { zh } rules { id } } } }"""
WORDS = Text("错", "wrong")
MISSING = Malformed(WORDS, code=Code.FIELD_MISSING, path=("a",))
TAKEN = Conflict(WORDS, code=Code.LICENSE_EXISTS, path=("b",))


async def raised(api: Office, identity: Any, resource: str) -> Any:
    given = {"on": {"resource": resource}, "ground": "ACCURACY", "words": "登记日期不对"}
    return (await api.ask(RAISE, identity, input=given))["raiseObjection"]


async def test_what_was_done_has_the_thing_and_no_errors(api: Office) -> None:
    assert await raised(api, who("applicant"), gid("Resource", MARRIED)) == {
        "__typename": "RaiseObjectionPayload",
        "objection": {"__typename": "Objection", "state": "RAISED"},
        "errors": [],
    }


async def test_what_was_refused_has_no_thing_and_its_errors(api: Office) -> None:
    refused = await raised(api, HOLDER_A, gid("Resource", MARRIED))
    assert refused["objection"] is None
    (error,) = refused["errors"]
    assert (error["__typename"], error["code"], error["rules"]) == ("Conflict", "CONDITION_MISSING", [{"id": "WH-16"}])
    assert error["message"]["zh"]


async def test_an_id_that_is_none_is_an_error_of_the_act(api: Office) -> None:
    refused = await raised(api, who("applicant"), "nonsense")
    assert refused["objection"] is None
    assert [(each["__typename"], each["path"]) for each in refused["errors"]] == [
        ("MalformedInput", ["on", "resource"])
    ]


@shows(Text, "A word.")
class Word:
    """A word."""

    zh: str = attribute("Chinese.")


@strawberry.type
class Query:
    """What can be asked."""

    nothing: str | None = None


@strawberry.type
class Mutation:
    """What can be done."""

    @act
    async def say_word(self, info: strawberry.Info) -> Word:
        """Say it, unless something else is asked for."""
        if info.context is not None:
            raise info.context
        return WORDS  # type: ignore[return-value] # which a Word shows


SMALL = strawberry.Schema(Query, Mutation, types=list(SHOWN.values()), config=StrawberryConfig(scalar_map=SCALARS))


async def say(failure: Exception | None) -> Any:
    query = "mutation { sayWord { word { zh } errors { __typename code path } } }"
    return await SMALL.execute(query, context_value=failure)


async def test_an_act_is_named_by_its_function_and_what_it_answers_with() -> None:
    assert (await say(None)).data == {"sayWord": {"word": {"zh": "错"}, "errors": []}}


async def test_of_several_reasons_each_is_an_error() -> None:
    with pytest.raises(SeveralReasons) as several:
        Review((MISSING, TAKEN)).refuse()
    assert (await say(several.value)).data == {
        "sayWord": {
            "word": None,
            "errors": [
                {"__typename": "MalformedInput", "code": "FIELD_MISSING", "path": ["a"]},
                {"__typename": "Conflict", "code": "LICENSE_EXISTS", "path": ["b"]},
            ],
        }
    }


class Gone(NotFound):
    """A kind that the schema does not know."""


async def test_a_refusal_is_shown_as_its_nearest_published_kind() -> None:
    answer = await say(Gone(WORDS, code=Code.NOT_FOUND))
    assert [each["__typename"] for each in answer.data["sayWord"]["errors"]] == ["NotFound"]


@pytest.mark.parametrize("failure", [RuntimeError("broken"), Busy(WORDS, code=Code.VERIFICATION_BUSY)])
async def test_a_failure_of_the_system_is_an_error_of_the_operation(failure: Exception) -> None:
    answer = await say(failure)
    assert answer.data == {"sayWord": None}
    assert [each.original_error for each in answer.errors] == [failure]


@pytest.mark.parametrize("char", ["\a", "\x1b", "\u200b", "\u202e", "\ufffe", "\uffff"], ids=ascii)
async def test_words_in_which_a_character_acts_are_refused(api: Office, char: str) -> None:
    given = {"on": {"resource": gid("Resource", MARRIED)}, "ground": "ACCURACY", "words": f"登记{char}日期"}
    refused = (await api.ask(RAISE.replace("code path", "code path value"), who("applicant"), input=given))[
        "raiseObjection"
    ]
    (error,) = refused["errors"]
    assert (error["__typename"], error["code"]) == ("MalformedInput", "WORDS_CONTROL_CHARACTER")
    assert (error["path"], error["value"]) == (["words"], f"U+{ord(char):04X}")
