"""Four suspected forgeries for the demonstration: one waits, one was a false alarm, two are confirmed, one reported.

- Each is the sample of the business licence with something written behind its end: other bytes, so another file.
- They go through the use cases, by the players of the demonstration, in the week before the day on which it is loaded.
- Each step has a key of its own: loaded again, nothing is done again, whatever has become of the cases since.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from graph.law.access import Principal
from graph.office.actor import Actor
from graph.words.forgeries import ForgeryEvent
from graph.words.licensing import Holder
from graph.words.organisation import PostKind
from graph.words.people import Role
from licenses.proof.verdict import Verdict
from licenses.register.forgery import reporting, suspecting
from licenses.register.forgery.suspecting import ForgeryRoom, Suspected
from licenses.register.workshop import Workshop
from seed.cast import acting

SAMPLE = "营业执照.pdf"
Verify = Callable[[bytes, datetime], Awaitable[Verdict]]
"""Judges a file as of a moment."""


@dataclass(frozen=True, slots=True)
class _Met:
    """A file that somebody met, and what the department says of it."""

    days: int
    """Before the demonstration begins."""
    circumstances: str
    presenter: Holder | None
    decided: ForgeryEvent | None = None
    words: str = ""
    reported: bool = False


_MET = (
    _Met(6, "办理企业开户时出示，照上经营范围与公示信息不符", Holder.known_by("赵某", "", "111"), ForgeryEvent.CONFIRM,
         "文件在签章后被追加内容，不是本局签发的文件。", reported=True),
    _Met(4, "邮件收到的附件，无法核验", None, ForgeryEvent.DISMISS, "系邮件系统在文件末尾添加内容，并非伪造。"),
    _Met(1, "投标文件中所附营业执照，核验不属实", Holder.known_by("钱某", "", "111")),
    _Met(3, "招聘平台核对入驻单位时上传，二维码所示内容与照面不符", Holder.known_by("孙某", "", "111"),
         ForgeryEvent.CONFIRM, "文件末尾被追加内容，正在整理报送材料。"),
)  # fmt: skip


async def load_forgeries(room: ForgeryRoom, workshop: Workshop, samples: Path, verify: Verify, now: datetime) -> int:
    """Bring about the cases that are not there yet; say how many there are; none without the sample.

    Args:
        room: What suspected forgeries are worked on with.
        workshop: What issuing works with.
        samples: Folder of the samples.
        verify: Judges a file.
        now: The present.
    """
    sample = samples / SAMPLE
    if not sample.exists():
        return 0
    genuine = await asyncio.to_thread(sample.read_bytes)
    for number, met in enumerate(_MET, start=1):
        at = now - timedelta(days=met.days)
        content = genuine + b"%%%d\n" % number
        suspected = Suspected(content, await verify(content, at), met.circumstances, met.presenter)
        bank = Actor(Principal(Role.RELYING_PARTY, "unit-demo"), at)
        case = await suspecting.suspect(room, bank, suspected, key=f"demonstration forgery {number}")
        if met.decided is not None:
            view, officer = await acting(room.store, PostKind.LICENSE_OFFICER, at + timedelta(days=1))
            key = f"demonstration decision {number}"
            await suspecting.decide(room, view, officer, case, met.decided, met.words, key=key)
        if met.reported:
            view, issuer = await acting(room.store, PostKind.ISSUER, now)
            await reporting.report(room, workshop, view, issuer, case, "", key=f"demonstration report {number}")
    return len(_MET)
