"""Collecting licences that were not made here into a HOME, beside a service that runs or without one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from api.process.settings import Settings
from api.service.storage import open_kept
from api.service.trust_anchors import bundle, list_folders
from graph.errors import Malformed, Text
from graph.law.scope import EVERYTHING
from graph.refusal_codes import Code
from graph.schema.nodes import DEPARTMENT
from graph.store.edges import by_id
from graph.store.view import View
from graph.subjects.installation import memory as installation_memory
from graph.words.china_time import china_day
from licenses.register.collecting import CollectingRoom, folder_of


@asynccontextmanager
async def open_room(settings: Settings, issuer: str, now: datetime) -> AsyncIterator[CollectingRoom]:
    """Open what collecting works with.

    Args:
        settings: Where everything is.
        issuer: USCC of the department whose licences are collected.
        now: The present.

    Raises:
        StoreError: The store cannot be opened.
        Malformed: `UNKNOWN_DEPARTMENT`.
    """
    async with open_kept(settings, now) as storage:
        (department,) = await by_id(DEPARTMENT)(View(storage.store, EVERYTHING, china_day(now)), [issuer])
        if department is None:
            raise Malformed(
                Text(f"没有代码为 {issuer} 的部门", f"there is no department {issuer}"),
                code=Code.UNKNOWN_DEPARTMENT,
                path=("issuer",),
                value=issuer,
            )
        demonstration = (await installation_memory.installation(storage.store)).demonstration
        trust = bundle(settings.trust, *list_folders(settings, demonstration=demonstration))
        yield CollectingRoom(
            storage.store, storage.personal, folder_of(settings.home), trust, settings.max_upload_bytes
        )
