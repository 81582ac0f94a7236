"""The version of a type that is in force on a day, by which a sheet of its licences is read, or made to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.subjects.licensing.rights import version_on
from graph.words.licensing import LicenseType


def in_force(kind: LicenseType, versions: Sequence[LicenseType], on: date) -> LicenseType:
    """The type, as its version of a day has it.

    Args:
        kind: The type.
        versions: All of it; none where it has but one.
        on: The day.

    Raises:
        Conflict: `TYPE_NOT_IN_FORCE`.
    """
    found = version_on(tuple(versions) or (kind,), on)
    if found is None:
        raise Conflict(
            Text(f"“{kind.name}”在{on}没有生效的版本", f"no version of {kind.name} is in force on {on}"),
            code=Code.TYPE_NOT_IN_FORCE,
            rules=("GB-36902",),
            path=("type",),
            value=kind.code,
        )
    return found
