"""How sharing requests and their grants are brought: through the desks of their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from graph.office.sheets.forms import Parsed
from graph.schema.nodes import GRANT, REQUEST
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
from graph.subjects.sharing import sheet
from graph.subjects.sharing.tables import grants, requests
from graph.subjects.sharing.tables.setting import grant_setting, request_setting
from graph.words.sharing_tables import GrantOnFile, RequestOnFile


async def _requests(bringing: Bringing, parsed: Parsed[RequestOnFile]) -> Judgement:
    store, personal, actor = bringing.store, bringing.personal, bringing.actor
    _, judged = await judged_as_kept(
        parsed,
        lambda values: requests.judge(store, personal, values, actor.today),
        lambda judged: judged.setting.registered,
        _id,
    )
    there = judged.setting.registered
    told = compared(judged.requests, there, _id, lambda one: (one.id, f"{one.consumer} → {one.resource}"))
    hints = emptied(parsed, judged.requests, there, _id)
    write = partial(requests.file_judged, judged=judged, personal=personal, actor=actor)
    return Judgement(told, judged.review + hints, write)


async def _grants(bringing: Bringing, parsed: Parsed[GrantOnFile]) -> Judgement:
    store, personal, actor = bringing.store, bringing.personal, bringing.actor
    _, judged = await judged_as_kept(
        parsed,
        lambda values: grants.judge(store, personal, values, actor.today),
        lambda judged: judged.setting.registered,
        _id,
    )
    there = judged.setting.registered
    told = compared(judged.grants, there, _id, lambda one: (one.request, f"{one.consumer} ← {one.resource}"))
    hints = emptied(parsed, judged.grants, there, _id)
    write = partial(grants.file_judged, judged=judged, personal=personal, actor=actor)
    return Judgement(told, judged.review + hints, write)


def _id(one: RequestOnFile | GrantOnFile) -> str:
    return one.id


async def _requests_there(asking: Asking, ids: Sequence[str]) -> Mapping[str, RequestOnFile]:
    return (await request_setting(asking.store, asking.personal, ids=ids)).registered


async def _grants_there(asking: Asking, ids: Sequence[str]) -> Mapping[str, GrantOnFile]:
    return (await grant_setting(asking.store, asking.personal, ids=ids)).registered


REQUESTS = Importable(sheet.ON_FILE, REQUEST, sheet.read_on_file, _requests, nodes("SharingRequest", _requests_there))
GRANTS = Importable(sheet.GRANTS, GRANT, sheet.read_grants, _grants, nodes("Grant", _grants_there))
