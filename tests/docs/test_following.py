"""The reader of the documents notices what is not as written, and nothing else."""

from __future__ import annotations

import pytest
from builders.documents import Step, differences, ids, normal, steps
from builders.rewriting import rewritten

DOCUMENT = """# A document

## First

```console
$ one
said
$ two <<'END'
> more
> END
… 2 lines
last
```

## Second

```graphql
# as $HOLDER
{ viewer }
```
```json
{"data": {"viewer": null}}
```
"""


def answered(answer: str, *, graphql: bool = False) -> Step:
    return Step(1, "", "command", answer, graphql)


def test_the_steps_of_a_document_are_what_a_reader_does_in_order() -> None:
    assert [(step.line, step.section, step.command, step.answer) for step in steps(DOCUMENT)] == [
        (6, "First", "one", "said"),
        (8, "First", "two <<'END'\nmore\nEND", "… 2 lines\nlast"),
        (17, "Second", "# as $HOLDER\n{ viewer }\n", '{"data": {"viewer": null}}\n'),
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a\n… 2 lines\nd", "a\nb\nc\nd\n"),
        ("……  2 行".replace("  ", " "), "a\nb"),
        ('{"b": [1],\n "a": 2}', '{"a":2,"b":[1]}'),
        ("at 2026-11-20T10:00:00+08:00", "at 2027-01-02T03:04:05.678901+08:00"),
        ("trailing  ", "trailing"),
    ],
)
def test_what_is_the_same_to_a_reader_agrees(written: str, said: str) -> None:
    assert differences(answered(written), said) == ""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a\n… 2 lines\nd", "a\nb\nd"),
        ("a\n… 2 lines", "a\nb\nc\nd"),
        ("a …", "a b"),
        ('{"a": 2}', '{"a": 2, "b": 1}'),
        ("on 2026-11-20", "on 2026-11-21"),
        ("at 2026-11-20T10:00:00+08:00", "at 2026-11-20T02:00:00Z"),
        ("", "something"),
        ("something", ""),
    ],
)
def test_what_is_not_as_written_is_noticed(written: str, said: str) -> None:
    assert differences(answered(written), said) != ""


def test_of_an_identifier_only_serial_and_check_character_may_differ() -> None:
    one = "1.2.156.3005.2.11100000MB0143028R001.11340200MB3003290W.2026000651.001.S"
    assert normal(one) == normal(one.replace("2026000651.001.S", "E573BF92B5534F19AB0551E66AC8C069.001.E"))
    assert normal(one) != normal(one.replace(".001.S", ".002.S"))
    assert normal(one) != normal(one.replace("MB3003290W", "MB3514234Y"))


def test_a_variable_is_filled_in_with_the_id_that_an_answer_names_first_for_it() -> None:
    request, first, second = "U2hhcmluZ1JlcXVlc3Q6MQ", "RW50cnlDYXNlOjIwMjY", "RW50cnlDYXNlOjIwMjc"
    answer = (
        f'{{"rules":[{{"id":"WH-6"}}],"cases":[{{"id":"{first}"}},{{"id": "{second}"}}],"of":{{"id":"{request}"}}}}'
    )
    assert ids(answer) == {"request": request, "case": first}


def test_what_was_read_is_written_in_its_place() -> None:
    first, second, third = steps(DOCUMENT)
    changed = rewritten(
        DOCUMENT, [(first, "else\nmore"), (second, ""), (third, '{"data":{"viewer":{"role":"HOLDER"}}}')]
    )
    assert [step.answer.strip() for step in steps(changed)] == [
        "else\nmore",
        "",
        '{"data": {"viewer": {"role": "HOLDER"}}}',
    ]
