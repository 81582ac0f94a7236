"""Reporting a forgery to the credit authority (报送征信部门): a sealed report, made by an act of a person.

1. The step is decided first; what may not be reported is not drawn (`graph.subjects.forgeries.desk`).
2. The report says what was confirmed, by whom, of which file, why, and who presented it, as far as that is known.
3. It bears the seal of the department that has confirmed it, and is no licence: no licence's data are in it.
4. It is kept, encrypted, before the case knows of it; what comes of no step is removed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson

from graph.cases.files import KeptFile
from graph.cases.machine import Move
from graph.errors import Refusal
from graph.law import articles
from graph.office.actor import Actor
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.forgeries import desk, memory
from graph.subjects.forgeries.memory import FoundCase
from graph.subjects.forgeries.recording import SealedReport
from graph.words.china_time import china_time
from graph.words.forgeries import ForgeryEvent, Sighting
from graph.words.people import spoken
from licenses.paper import forgery_report, stamp
from licenses.paper.forgery_report import ForgeryReport, Part, Row
from licenses.register.forgery.suspecting import ForgeryRoom
from licenses.register.making import seal_number
from licenses.register.workshop import Workshop, made_by
from licenses.seal import sealing
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import Timestamper

CREDIT_AUTHORITY: Final = "本市征信部门"
"""To whom a forgery is reported, in the words of the text."""
SUBJECT: Final = "报送伪造电子证照"
_ANSWERS: Final = {"yes": "是", "no": "否", "undecided": "无法判定"}
_UNKNOWN: Final = "未知"


@dataclass(frozen=True, slots=True)
class Job:
    """A report that may be made: everything that a worker process needs."""

    report: ForgeryReport
    code: str
    """USCC of the department whose seal it bears."""
    division: str
    sealer: Sealer
    timestamper: Timestamper


def make(job: Job) -> bytes:
    """Draw and seal; the processor's part, without store or clock."""
    said = job.report
    number = seal_number(job.division, job.code)
    mark = stamp.draw(said.department, number, demonstration=said.demonstration)
    pages = forgery_report.draw(said)
    return sealing.seal(pages, None, mark, forgery_report.SEAL, job.sealer, job.timestamper, said.at, SUBJECT)


async def report(
    room: ForgeryRoom, workshop: Workshop, view: View, actor: Actor, case_id: str, words: str, key: str | None = None
) -> str:
    """Report a confirmed forgery; say the id of the case.

    Raises:
        Refusal: See `graph.subjects.forgeries.desk.report_forgery`.
        TimestampUnavailable: No trusted time; nothing is reported without.
    """
    made: list[KeptFile] = []

    async def seal(found: FoundCase, decided: Move) -> SealedReport:
        job = _job(room, workshop, found, decided, actor, words.strip())
        content = await made_by(workshop.workers, make, job)
        kept = await asyncio.to_thread(room.evidence.put, found.case.id, content)
        made.append(kept)
        return SealedReport(kept.digest, len(content))

    try:
        reported = await desk.report_forgery(room.store, room.personal, view, actor, case_id, words, seal, key=key)
    except Refusal:  # whatever else is raised may have been written all the same: the next opening of the store knows
        await _let_go(room, made)
        raise
    sent = await memory.report_of(view, reported)
    await _let_go(room, [each for each in made if each != sent])
    return reported


async def _let_go(room: ForgeryRoom, files: Sequence[KeptFile]) -> None:
    for each in files:
        await asyncio.to_thread(room.evidence.destroy, each)


def _job(room: ForgeryRoom, workshop: Workshop, found: FoundCase, decided: Move, actor: Actor, words: str) -> Job:
    department, at = found.answering or "", china_time(actor.now).replace(microsecond=0)
    sightings = memory.shown(room.personal, found.case.sightings)
    verdict = orjson.loads(room.personal.decrypt(found.case.verdict, memory.VERDICT))
    made = ForgeryReport(
        number=found.case.id,
        to=CREDIT_AUTHORITY,
        department=found.name,
        facts=tuple(_facts(room.personal, found, verdict, sightings, actor, words)),
        parts=(
            Part("核验意见", tuple(_answers(verdict))),
            Part("出示情况", tuple(_shown(found, sightings))),
        ),
        notes=tuple(
            f"依据：《{rule.document}》{rule.article}：{rule.words}" for rule in map(articles.rule, decided.rules)
        ),
        at=at,
        demonstration=workshop.demonstration,
    )
    return Job(
        made, department, found.division,
        workshop.seals.sealer(found.name, department, actor.now), workshop.seals.timestamper(actor.now),
    )  # fmt: skip


def _facts(
    personal: PersonalData,
    found: FoundCase,
    verdict: Mapping[str, Any],
    sightings: tuple[Sighting, ...],
    actor: Actor,
    words: str,
) -> Iterator[Row]:
    case = found.case
    confirmed = next(each for each in reversed(case.history) if each.event is ForgeryEvent.CONFIRM)
    yield Row("认定结论", "认定为伪造的电子证照")
    yield Row("认定单位", f"{found.name}（{found.answering}）")
    yield Row("认定经办", f"{spoken(case.decided_by or '')}，{_at(confirmed.at)}")
    yield Row("认定说明", personal.shown(confirmed.words, memory.WORDS))
    yield Row("所称标识", verdict["identifier"] or "文件未载明")
    yield Row("文件摘要", f"SHA-256 {case.digest}（{case.size:,} 字节）")
    yield Row("核验结论", f"{case.judged.zh}：{verdict['reason']['zh']}")
    presenters = dict.fromkeys(_presenter(each) for each in sightings if each.presenter is not None)
    yield Row("出示人", "\n".join(presenters) or _UNKNOWN)
    yield Row("报送经办", spoken(actor.principal.subject))
    if words:
        yield Row("报送说明", words)


def _answers(verdict: Mapping[str, Any]) -> Iterator[Row]:
    for each in verdict["questions"]:
        if each["answer"] in _ANSWERS:
            yield Row(_ANSWERS[each["answer"]], each["reason"]["zh"])


def _shown(found: FoundCase, sightings: tuple[Sighting, ...]) -> Iterator[Row]:
    for number, (reporter, each) in enumerate(zip(found.case.reporters, sightings, strict=True), start=1):
        said = f"时间：{_at(each.at)}\n举报：{spoken(reporter)}\n出示人：{_presenter(each)}\n情形：{each.circumstances}"
        yield Row(f"第{number}次", said)


def _presenter(sighting: Sighting) -> str:
    shown = sighting.presenter
    if shown is None:
        return _UNKNOWN
    return f"{shown.name}，{shown.code_type_name} {shown.code}" if shown.code else shown.name


def _at(moment: datetime) -> str:
    local = china_time(moment)
    return f"{local.year}年{local.month:02}月{local.day:02}日 {local:%H:%M}"
