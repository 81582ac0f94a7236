"""How grants of licences are brought: through the desk of the grants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from graph.office.sheets.forms import Parsed
from graph.schema.nodes import LICENSE_GRANT
from graph.subjects.granting import sheet
from graph.subjects.granting.desk import grant_judged, judge
from graph.subjects.granting.setting import grant_setting
from graph.subjects.importing.batches import (
    Asking,
    Bringing,
    Importable,
    Judgement,
    compared,
    emptied,
    judged_as_kept,
    nodes,
)
from graph.words.license_grants import LicenseGrant


async def _license_grants(bringing: Bringing, parsed: Parsed[LicenseGrant]) -> Judgement:
    _, judged = await judged_as_kept(
        parsed, lambda values: judge(bringing.store, values), lambda judged: judged.setting.registered, _id
    )
    there = judged.setting.registered
    told = compared(judged.grants, there, _id, lambda one: (one.id, f"{one.consumer} → {one.license_type}"))
    hints = emptied(parsed, judged.grants, there, _id)
    return Judgement(told, judged.review + hints, partial(grant_judged, judged=judged, actor=bringing.actor))


def _id(one: LicenseGrant) -> str:
    return one.id


async def _there(asking: Asking, ids: Sequence[str]) -> Mapping[str, LicenseGrant]:
    return (await grant_setting(asking.store, grants=ids, consumers=(), types=())).registered


LICENSE_GRANTS = Importable(
    sheet.LICENSE_GRANTS,
    LICENSE_GRANT,
    sheet.read_license_grants,
    _license_grants,
    nodes("LicenseGrant", _there),
)
