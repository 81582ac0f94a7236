"""What is typed into the input of an act, whichever it is: nothing in its words acts or shows nothing.

Such a character makes a sentence read otherwise than it is, and a file that cannot be written or read again. A key of
idempotency and an identifier have rules of their own, and ids are opaque.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import strawberry
from strawberry.types.base import has_object_definition

from api.graphql.lens.places import COUNTED
from graph.errors import Malformed, Refusal, Text
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.words.letters import acting_in

_OTHERWISE: Final = frozenset({"idempotency_key", "identifier"})
"""Fields that are judged, or read as they were meant, by rules of their own."""


def refuse_acting(given: object) -> None:
    """Let an input pass in whose words nothing acts.

    Args:
        given: The input; None where there is none.

    Raises:
        Malformed: `WORDS_CONTROL_CHARACTER`, for each place.
    """
    Review(tuple(_faults(given, ()))).refuse()


def _faults(value: Any, path: tuple[str, ...], counted: int = 1) -> Iterator[Refusal]:
    match value:
        case str():
            if type(value) is str and (found := acting_in(value)):
                yield _fault(found, path)
        case strawberry.Some():
            yield from _faults(value.value, path, counted)
        case Mapping():
            for name, each in value.items():
                yield from _faults(each, (*path, str(name)))
        case Sequence() if not isinstance(value, bytes | bytearray):
            for place, each in enumerate(value, start=counted):
                yield from _faults(each, (*path, str(place)))
        case _ if has_object_definition(value):
            for field in value.__strawberry_definition__.fields:
                if field.python_name not in _OTHERWISE:
                    held = getattr(value, field.python_name)
                    yield from _faults(held, (*path, field.python_name), field.metadata.get(COUNTED, 1))
        case _:
            pass


def _fault(found: tuple[str, ...], path: tuple[str, ...]) -> Malformed:
    numbers = [f"U+{ord(char):04X}" for char in found]
    return Malformed(
        Text(
            f"含有控制字符或不可见字符（{'、'.join(numbers[:5])}），看到的与实际的不是同一内容；请删去后重新键入",
            f"holds characters that act or show nothing ({', '.join(numbers[:5])}), so that it is not what is seen: "
            "delete them and type it again",
        ),
        code=Code.WORDS_CONTROL_CHARACTER,
        path=path,
        value=numbers[0],
    )
