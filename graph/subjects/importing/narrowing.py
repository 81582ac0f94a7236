"""By what the address of a list narrows it: the conditions by which its query is filtered, and days.

* A condition has the name that it has in the filter of the query (`state`, `dueFrom`); each is to hold.
* Of a closed list its members are named, or said by their Chinese terms; several have commas between them.
* What may be a person's number is found by its hash, and stands in no address.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from graph.errors import Malformed, Text, printable
from graph.office.published import without_ids
from graph.refusal_codes import Code
from graph.schema.columns import Held, Type
from graph.store.conditions import Condition, Given
from graph.store.filters import All, Any_, Leaf, Tree, alternatives
from graph.store.listing import Listing
from graph.store.pages import Asked

EnumT = TypeVar("EnumT", bound=Enum)
_SAID = 80
"""Characters of each word in the journal."""
_FLAGS = {"true": True, "false": False}


def as_said(by: Mapping[str, str], besides: Collection[str] = ()) -> list[str]:
    """By what a list is narrowed, as the journal says it: no number of a person, and nothing that acts.

    Args:
        by: What its address says.
        besides: Words that the journal says otherwise.
    """
    return [without_ids(printable(f"{name}={by[name]}"))[:_SAID] for name in by if name not in besides]


def conditions_named(listing: Listing) -> tuple[str, ...]:
    """The words by which a list is narrowed, beside those of its own."""
    return tuple(_called(each) for each in listing.conditions if not each.hashed)


def narrowed(listing: Listing, by: Mapping[str, str], concerning: Mapping[str, list[str]] | None = None) -> Asked:
    """What a list is asked for by an address.

    Args:
        listing: The list.
        by: What the address says.
        concerning: Departments, by the conditions of which one has to hold for them; None = nobody is named.

    Raises:
        Malformed: `UNKNOWN_TERM` or `DATE`.
    """
    given = (each for each in listing.conditions if _in(each, by))
    parts: list[Tree] = [Leaf(each.name, _value(each, by[_called(each)])) for each in given]
    if concerning is not None:
        parts.append(Any_(tuple(Leaf(name, codes) for name, codes in concerning.items())))
    return Asked(alternatives(All(tuple(parts)), listing.merges)) if parts else Asked()


def _called(condition: Condition) -> str:
    first, *more = condition.field.split("_")
    return first + "".join(word.capitalize() for word in more)


def _in(condition: Condition, by: Mapping[str, str]) -> bool:
    return not condition.hashed and bool(by.get(_called(condition), "").strip())


def _value(condition: Condition, said: str) -> Any:
    name = _called(condition)
    if condition.given in (Given.LIST, Given.GROUP):
        several = [one(condition.of, name, each) for each in several_of(said)]
        return [several] if condition.given is Given.GROUP else several
    single = one(condition.of, name, said.strip())
    return [single] if condition.given is Given.ONE_OF_MANY else single


def several_of(said: str) -> list[str]:
    """What stands between commas."""
    return [each.strip() for each in said.split(",") if each.strip()]


def one(of: Held, name: str, said: str) -> Any:
    """What is given for a condition, as the store compares it.

    Raises:
        Malformed: `UNKNOWN_TERM` or `DATE`.
    """
    if of is Type.BOOLEAN:
        if said not in _FLAGS:
            raise unknown_term(name, said, _FLAGS)
        return _FLAGS[said]
    if of is Type.DATE:
        return day(name, said).isoformat()
    if isinstance(of, type):
        return member(of, name, said).name
    return said


def member(of: type[EnumT], name: str, said: str) -> EnumT:
    """The member of a closed list that an address names.

    Raises:
        Malformed: `UNKNOWN_TERM`.
    """
    for each in of:
        if said in (each.name, each.value):
            return each
    raise unknown_term(name, said, [each.name for each in of])


def flag(name: str, said: str) -> bool:
    """Yes or no.

    Raises:
        Malformed: `UNKNOWN_TERM`.
    """
    return bool(one(Type.BOOLEAN, name, said))


def day(name: str, said: str) -> date:
    """A day that an address names.

    Raises:
        Malformed: `DATE`.
    """
    try:
        found = date.fromisoformat(said)
    except ValueError:
        found = None
    if found is None or found.isoformat() != said:  # Python reads other forms as well
        raise Malformed(
            Text(f"{name} 应为日期，如 2026-01-31", f"{name} should be a day, as 2026-01-31"),
            code=Code.DATE,
            path=(name,),
            value=said[:40],
        )
    return found


def missing(name: str, zh: str) -> Malformed:
    """That an address lacks what a list is of.

    Args:
        name: What it should say.
        zh: What the list is called.
    """
    return Malformed(
        Text(f"{zh}：请在地址中写明 {name}", f"the address has to say `{name}`: what the list is of, or begins with"),
        code=Code.FIELD_MISSING,
        path=(name,),
        value="",
    )


def unknown_term(name: str, said: str, known: Iterable[str]) -> Malformed:
    """That an address says what there is not.

    Args:
        name: Where.
        said: What.
        known: What there is.
    """
    there = list(known)
    return Malformed(
        Text(
            f"{name} 没有“{said[:40]}”；可用：{'、'.join(there)}",
            f"{name} has no “{said[:40]}”; there are {', '.join(there)}",
        ),
        code=Code.UNKNOWN_TERM,
        path=(name,),
        value=said[:40],
        limit="、".join(there),
    )
