"""The codes of refusals that are published, as an enum of the schema with what each says."""

from enum import Enum

import strawberry

from graph.refusal_codes import Code, Shown

PUBLISHED = tuple(code for code in sorted(Code) if code.shown is Shown.SCHEMA)
"""Codes that the schema names, in order; the others are seen over HTTP or in a terminal."""

ErrorCode = Enum("ErrorCode", {code.name: code.name for code in PUBLISHED})  # type: ignore[misc]  # members are those of `Code`
strawberry.enum(ErrorCode, description="Stable names of refusals (不予办理的原因代码).")
for _value in ErrorCode.__strawberry_definition__.values:  # type: ignore[attr-defined]
    _value.description = Code[_value.name].says
