"""Where in the input of an act something stands, in one form for all acts.

* Names are those of the input's fields, from its own down; places in its lists count from 0, as in every JSON path.
* Rules below count from 1, name fields as their values do, and know nothing of an input around a value: here that is
  told by the declared type of the input.
* Within a scalar it is as the rules say it: row and column of a table's file, as people see them there; keys of a face.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, get_args

from strawberry.schema.name_converter import NameConverter
from strawberry.types.base import StrawberryList, StrawberryOptional, has_object_definition
from strawberry.types.field import StrawberryField

COUNTED: Final = "counted"
_CONVERTER: Final = NameConverter()
FROM_ZERO: Final[Mapping[Any, Any]] = MappingProxyType({COUNTED: 0})
"""Metadata of a list in an input whose places the rules already count so: what an order keeps in its data."""


def placed(path: tuple[str, ...], given: Any) -> tuple[str, ...]:
    """Where in an input something stands.

    Args:
        path: Where it stands as the rules say it.
        given: The type of the input, or what an argument is annotated with.
    """
    return tuple(_walked(path, next(iter(get_args(given)), given), 1)) if path else ()


def _walked(path: tuple[str, ...], of: Any, counted: int) -> Iterator[str]:
    while isinstance(of, StrawberryOptional):
        of = of.of_type
    first, *rest = path
    if isinstance(of, StrawberryList) and first.isdigit():
        yield str(int(first) - counted)
        yield from _walked(tuple(rest), of.of_type, counted) if rest else ()
    elif has_object_definition(of):
        yield from _of_fields(path, of)
    else:
        yield from path


def _of_fields(path: tuple[str, ...], of: Any) -> Iterator[str]:
    """Among the fields of an input: one of its own, or of the one value that it wraps."""
    first, *rest = path
    fields = of.__strawberry_definition__.fields
    for field in fields:
        if first in _names(field):
            yield _names(field)[-1]
            yield from _walked(tuple(rest), field.type, field.metadata.get(COUNTED, 1)) if rest else ()
            return
    for field in fields:
        if has_object_definition(field.type) and any(
            first in _names(each) for each in field.type.__strawberry_definition__.fields
        ):
            yield _names(field)[-1]
            yield from _of_fields(path, field.type)
            return
    yield from path


def _names(field: StrawberryField) -> tuple[str, str]:
    """As values name a field, and as it is published."""
    return field.python_name, _CONVERTER.from_field(field)
