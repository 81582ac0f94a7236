"""How grants of licences are brought: through the desk of the grants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from graph.schema.nodes import LICENSE_GRANT
from graph.subjects.granting import sheet
from graph.subjects.granting.desk import grant_judged, judge
from graph.subjects.granting.setting import grant_setting
from graph.subjects.importing.batches import Asking, Bringing, Importable, Judgement, compared, nodes
from graph.words.license_grants import LicenseGrant


async def _license_grants(bringing: Bringing, values: Sequence[LicenseGrant]) -> Judgement:
    judged = await judge(bringing.store, values)
    told = compared(
        judged.grants,
        judged.setting.registered,
        lambda one: one.id,
        lambda one: (one.id, f"{one.consumer} → {one.license_type}"),
    )
    return Judgement(told, judged.review, partial(grant_judged, judged=judged, actor=bringing.actor))


async def _there(asking: Asking, ids: Sequence[str]) -> Mapping[str, LicenseGrant]:
    return (await grant_setting(asking.store, grants=ids, consumers=(), types=())).registered


LICENSE_GRANTS = Importable(
    sheet.LICENSE_GRANTS,
    LICENSE_GRANT,
    sheet.read_license_grants,
    _license_grants,
    nodes("LicenseGrant", _there),
)
