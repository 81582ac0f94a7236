"""A sheet to fill in with licences of a type, as the register knows the type today."""

from __future__ import annotations

from datetime import date

from graph.errors import Conflict, Text
from graph.law.scope import EVERYTHING
from graph.office.references import NAMES
from graph.office.review import unknown_code
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.view import View
from graph.subjects.licensing import memory
from graph.subjects.licensing.ordering import issue_setting
from graph.subjects.licensing.rights import right_on
from graph.subjects.licensing.rows import rights_told
from licenses.register.batches.in_force import in_force
from licenses.register.batches.samples import template_of


async def template_for(store: Store, type_code: str, issuer: str | None, on: date) -> bytes:
    """An .xlsx to fill in.

    Args:
        store: The register.
        type_code: Code of the type.
        issuer: USCC of the department that issues them; None = whoever may on the day.
        on: The day.

    Raises:
        Malformed: `UNKNOWN_CODE`; there is no such type or department.
        Conflict: `TYPE_NOT_IN_FORCE`; no version of the type is in force. `NOT_ENTITLED`; nobody may issue it.
    """
    view = View(store, EVERYTHING, on)
    code = issuer or await _entitled(view, type_code)
    setting = await issue_setting(view, type_code, code or "", None, "")
    if setting.kind is None:
        raise unknown_code(NAMES["LicenseType"], type_code, ("type",))
    kind = in_force(setting.kind, setting.versions, on)
    if code is None:
        raise Conflict(
            Text(f"{on}没有部门可以颁发“{kind.name}”", f"on {on} no department may issue {kind.name}"),
            code=Code.NOT_ENTITLED,
            rules=("GB-36902",),
            path=("type",),
            value=type_code,
        )
    if setting.issuer is None:
        raise unknown_code(NAMES["Department"], code, ("issuer",))
    return template_of(kind, setting.issuer, code, on)


async def _entitled(view: View, type_code: str) -> str | None:
    """The first department that may issue a type on the day."""
    (told,) = await memory.rights_of_type(view, [type_code])
    right = right_on(rights_told(told), view.today)
    return right.issuer if right else None
