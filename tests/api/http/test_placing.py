"""The files of a form: each is at its own place in the variables of the operation, or nothing is executed."""

import json
from typing import Any

import pytest

ONE = "query ($f: Upload!) { size(file: $f) }"
TWO = "query ($f: Upload!, $g: Upload!) { a: size(file: $f) b: size(file: $g) }"
MANY = "query ($l: [Upload!]!) { sizes(files: $l) }"
A, B = b"%PDF-a", b"%PDF-bb"


def posted(served: Any, query: str, variables: Any, places: Any, *files: tuple[str, bytes], **more: Any) -> Any:
    form = {"operations": json.dumps({"query": query, "variables": variables}), "map": json.dumps(places), **more}
    return served.client.post(
        "/graphql",
        data=form,
        files=[(name, ("a.pdf", content)) for name, content in files],
        headers={"graphql-preflight": "1"},
    )


@pytest.mark.parametrize(
    ("query", "variables", "places", "files", "named"),
    [
        (ONE, {"f": None}, {"0": ["variables.f"]}, [("0", A), ("0", B)], ["0"]),
        (ONE, {"f": None}, {"0": ["variables.f"]}, [("0", A), ("1", B)], ["1"]),
        (ONE, {"f": None}, {"0": ["variables.f"], "1": []}, [("0", A), ("1", B)], ["1"]),
        (ONE, {"f": None}, {"0": ["variables.f"], "1": ["variables.f"]}, [("0", A), ("1", B)], ["1", "variables.f"]),
        (ONE, {"f": None}, {"0": ["variables.f", "variables.f"]}, [("0", A)], ["0", "variables.f"]),
        (ONE, {"f": None}, {"0": ["variables.f"], "1": ["variables.g"]}, [("0", A)], ["1"]),
        (ONE, {"f": None, "z": None}, {"0": ["variables.f"], "1": ["variables.z"]}, [("0", A), ("1", B)],
         ["1", "variables.z"]),
        (ONE, {"f": None}, {"0": ["variables.f"], "1": ["variables.z"]}, [("0", A), ("1", B)], ["1", "variables.z"]),
        (ONE, {"f": "x"}, {"0": ["variables.f"]}, [("0", A)], ["0", "variables.f"]),
        (ONE, {"f": None}, {"0": ["query"]}, [("0", A)], ["0", "query"]),
        (ONE, {"f": None}, {"0": ["variables"]}, [("0", A)], ["0", "variables"]),
        (MANY, {"l": [None, None]}, {"0": ["variables.l.0"], "1": ["variables.l.-2"]}, [("0", A), ("1", B)],
         ["1", "variables.l.-2"]),
        (MANY, {"l": [None]}, {"0": ["variables.l.0"], "1": ["variables.l.00"]}, [("0", A), ("1", B)],
         ["1", "variables.l.00"]),
        ("query ($f: Upload!, $n: String) { size(file: $f) hello(name: $n) }", {"f": None, "n": None},
         {"0": ["variables.f"], "1": ["variables.n"]}, [("0", A), ("1", B)], ["1", "variables.n"]),
        ("query ($f: Upload!, $w: Wish!) { size(file: $f) wished(wish: $w) }", {"f": None, "w": {"name": None}},
         {"0": ["variables.f"], "1": ["variables.w.name"]}, [("0", A), ("1", B)], ["1", "variables.w.name"]),
    ],
)  # fmt: skip
def test_a_file_that_would_be_dropped_is_refused_and_named(
    served: Any, query: str, variables: Any, places: Any, files: list[tuple[str, bytes]], named: list[str]
) -> None:
    answer = posted(served, query, variables, places, *files)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (400, "FILE_MISPLACED")
    assert error["extensions"]["field"] == named
    assert "data" not in answer.json()
    assert all(name in error["extensions"]["text"][word] for name in named for word in ("zh", "en"))


def test_a_part_that_is_neither_a_file_nor_of_the_request_is_refused(served: Any) -> None:
    answer = posted(served, ONE, {"f": None}, {"0": ["variables.f"]}, ("0", A), other="text")
    assert answer.json()["errors"][0]["extensions"]["field"] == ["other"]


def test_files_at_places_of_their_own_are_each_taken(served: Any) -> None:
    places = {"x": ["variables.f"], "y": ["variables.g"]}
    assert posted(served, TWO, {"f": None, "g": None}, places, ("x", A), ("y", B)).json() == {
        "data": {"a": len(A), "b": len(B)}
    }
