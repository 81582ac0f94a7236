"""Licences by the hundred, part by part, against single ones and against pyHanko and typst as documented.

One process, one after the other, each of another firm: what a worker process of a batch does.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from benchmarks.measuring import Figure, Row, in_turn
from benchmarks.places import Work
from benchmarks.processes import BenchmarkError
from benchmarks.sealing import plain_pyhanko
from benchmarks.specimen import ISSUER_CODE, TYPE, Specimen, specimen
from graph.codes.identifier import build_identifier
from graph.codes.uscc import uscc_check_character
from graph.store.files import digest_of
from graph.words.licensing import Holder, IssueOrder
from licenses.paper import face
from licenses.paper.batch.press import Order, Printed
from licenses.proof.reading import read
from licenses.proof.verdict import Answer
from licenses.register import series
from licenses.register.making import Job, address, make
from licenses.register.sealed import Sealed
from licenses.register.series import Piece, Series
from licenses.seal.timestamping import token_for

CHUNK, SINGLE = 200, 20
"""Licences of one round."""
PUBLIC_URL = "http://127.0.0.1:8000"
HOW = (
    f"processor time a licence, in one process; chunks of {CHUNK} business licences of as many firms, {SINGLE} of them "
    "one by one; level LT, P-256, the same time service"
)
Parts = dict[str, float]
"""Milliseconds a licence, by what was done."""
PARTS = ("draw", "seal", "stamp", "finish")
"""The last is what follows the timestamp: validation data, digests, and what is kept of the file."""

_FIRST, _SECOND = "春泊澜澄云朗清明安江河湖山林海天星月光华", "舟汀禾源达通和泰兴隆盛昌荣瑞祥福康宁远景帆航"
_TRADES = ("建筑安装", "药房连锁", "农业服务", "信息技术", "餐饮管理", "物流", "文化传媒", "机械设备")
_ROADS = ("春安路", "官陡门路", "荆江西路", "北京中路", "长江南路", "九华山路", "银湖北路", "赤铸山东路")
_SCOPES = ("建筑劳务分包", "园林绿化施工", "建筑材料销售", "药品零售", "医疗器械销售", "消毒用品销售", "技术咨询")
_FAMILIES, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗宋蔡", "金凤一鸣书瑶红梅子轩浩然思远雨桐嘉怡志强建国"


def run(work: Work) -> Iterator[Row]:
    """Draw, seal, stamp, finish; and all of it."""
    one = specimen(work.folder / "authority", datetime.now(UTC))
    batch = _Batch(one, series.prepared(_job(one, _piece(one, 0))), count(1))
    batch.see_genuine()
    parts, alone, pyhanko = in_turn(work.rounds, batch.parts, batch.alone, batch.pyhanko)
    whole = _summed(parts)
    draw = Figure(tuple(seen["draw"] for seen in parts))
    rest = Figure(tuple(sum(seen[part] for part in PARTS[1:]) for seen in parts))
    yield Row("a licence of a batch", whole, _summed(pyhanko), "typst + pyHanko", "CPU ms", how=HOW)
    yield Row("a licence of a batch", whole, _summed(alone), "our single one", "CPU ms", how=HOW)
    for part in PARTS:
        figure = Figure(tuple(seen[part] for seen in parts))
        yield Row(f"a licence of a batch: {part}", figure, whole, "all of it", "CPU ms", how=HOW)
    for what, ours, part, who in (("draw", draw, "draw", "typst"), ("seal to digests", rest, "seal", "pyHanko")):
        theirs = Figure(tuple(seen[part] for seen in pyhanko))
        yield Row(f"a licence of a batch: {what}", ours, theirs, who, "CPU ms", how=HOW)


def _summed(parts: Iterable[Parts]) -> Figure:
    return Figure(tuple(sum(seen.values()) for seen in parts))


@dataclass(frozen=True, slots=True)
class _Batch:
    """A series, and numbers of licences that nobody has drawn yet: the composer keeps what it has met."""

    one: Specimen
    series: Series
    numbers: Iterator[int]

    def see_genuine(self) -> None:
        """See that the series is what is to be measured.

        Raises:
            BenchmarkError: It is not, or not genuine.
        """
        for made in series.made(self.series, self._pieces(3)):
            if not isinstance(made, Sealed) or made.singly:
                raise BenchmarkError("a licence of the batch was made singly")
            if read(made.content).intact.answer is not Answer.YES:
                raise BenchmarkError("a seal of the batch does not verify")

    def parts(self) -> Parts:
        """A chunk, part by part."""
        pieces, press, impression = self._pieces(CHUNK), self.series.press, self.series.impression
        if press is None or impression is None:
            raise BenchmarkError("the batch is not like single licences")
        orders = [Order(each.said, None, address(PUBLIC_URL, each.said)) for each in pieces]
        sealer, at = self.one.sealer, self.one.at
        clock = _Clock()
        pages = [page.paper for page in press.drawn(orders) if isinstance(page, Printed) and page.paper]
        clock.seen("draw")
        sealed = [impression.impressed(page, each.said, sealer, at) for page, each in zip(pages, pieces, strict=True)]
        clock.seen("seal")
        tokens = [token_for(self.one.timestamper, each.imprint, at) for each in sealed]
        clock.seen("stamp")
        for each, piece, token in zip(sealed, pieces, tokens, strict=True):
            self.series.finished(piece, each, token)
        clock.seen("finish")
        return clock.shared(CHUNK)

    def alone(self) -> Parts:
        """The same by our single path."""
        jobs = [_job(self.one, each) for each in self._pieces(SINGLE)]
        clock = _Clock()
        for job in jobs:
            Sealed.of(make(job))
        clock.seen("all")
        return clock.shared(SINGLE)

    def pyhanko(self) -> Parts:
        """The same by typst and pyHanko."""
        pieces, sign = self._pieces(SINGLE), plain_pyhanko(self.one)
        clock = _Clock()
        pages = [face.draw(each.said, self.one.kind, None, address(PUBLIC_URL, each.said)) for each in pieces]
        clock.seen("draw")
        for page in pages:
            digest_of(sign(page))
        clock.seen("seal")
        return clock.shared(SINGLE)

    def _pieces(self, many: int) -> list[Piece]:
        return [_piece(self.one, next(self.numbers)) for _ in range(many)]


class _Clock:
    """Processor time since it was looked at last, by what was done."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}
        self._last = time.process_time()

    def seen(self, part: str) -> None:
        now = time.process_time()
        self._told[part], self._last = now - self._last, now

    def shared(self, licenses: int) -> Parts:
        return {part: seconds * 1000 / licenses for part, seconds in self._told.items()}


def _job(one: Specimen, piece: Piece) -> Job:
    said = piece.said
    order = IssueOrder(
        type_code=TYPE, issuer=ISSUER_CODE, holders=said.holders, number=said.number, issued_on=said.issued_on,
        valid_from=said.valid_from, valid_until=None, face=dict(said.face),
    )  # fmt: skip
    return Job(order, one.kind, "", said, None, None, one.sealer, one.timestamper, PUBLIC_URL)


def _piece(one: Specimen, number: int) -> Piece:
    """A business licence of a firm that no other number has."""
    order = order_of(number, one.at.date())
    said = replace(
        one.metadata,
        face={**one.metadata.face, **order.face},
        holders=order.holders,
        number=order.number,
        identifier=build_identifier(TYPE, ISSUER_CODE, f"2026{number:09}").text,
    )
    return Piece(said, None)


def order_of(number: int, on: date) -> IssueOrder:
    """The order for it, on a day; its code has the right check digit."""
    name = f"芜湖市{_of(_FIRST, number)}{_of(_SECOND, number // 20)}{_of(_TRADES, number // 7)}有限公司"
    person = f"{_of(_FAMILIES, number)}{_of(_GIVEN, number // 3)}{_of(_GIVEN, number // 5)}"
    scope = "；".join(_of(_SCOPES, number // step + step) for step in (1, 2, 3, 5))
    code = f"91340200{number:09}"
    code += uscc_check_character(code)
    values = {
        "KZ_TYSHXYDM": code,
        "KZ_MC": name,
        "KZ_LX": "有限责任公司(自然人投资或控股)",
        "KZ_FDDBR": person,
        "KZ_JYFW": scope,
        "KZ_ZCZB": f"{number % 90 + 10}0万元整",
        "KZ_CLRQ": f"2004-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "KZ_YYQX": f"2004年{number % 12 + 1:02}月{number % 28 + 1:02}日至长期",
        "KZ_ZS": f"安徽省芜湖市镜湖区{_of(_ROADS, number // 11)}{number}号",
    }
    return IssueOrder(
        type_code=TYPE, issuer=ISSUER_CODE, holders=(Holder.known_by(name, code, "001"),),
        number=f"340200000{on:%Y%m%d}{number:04}", issued_on=on, valid_from=on, valid_until=None, face=values,
    )  # fmt: skip


def plainly(folder: Path, at: datetime, begin: int, many: int) -> None:
    """Draw and seal some with typst and pyHanko, as a process of its own does."""
    one = specimen(folder, at)
    sign = plain_pyhanko(one)
    for number in range(begin, begin + many):
        said = _piece(one, number).said
        digest_of(sign(face.draw(said, one.kind, None, address(PUBLIC_URL, said))))


def _of(items: str | tuple[str, ...], number: int) -> str:
    return items[number % len(items)]
