"""Licences that wait for somebody's step, one or more in each state, so that no list of who makes them is empty.

- They are business licences of firms that stand nowhere else, handed in by the department from which the players are.
- They go through the use cases, by the players of the demonstration, within the hours before it is loaded.
- Each step has a key of its own: loaded again, nothing is done again, whatever has become of them since.
- Only 芜湖 has a licence regulation: for a department of another city nothing is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from graph.words.china_time import china_day
from graph.words.licensing import Holder, IssueOrder
from graph.words.organisation import PostKind
from licenses.register import drafting, receiving
from licenses.register.drafting import Handling
from licenses.register.workshop import Workshop
from seed.cast import acting, player_in

TYPE = "11100000MB0143028R001"
"""营业执照."""
ISSUED_ON = date(2026, 2, 27)
"""On which they say that they are issued; the same each time, so that the keys stand for the same data."""
_HOURS = 8
"""Before the demonstration begins, the first data came."""
_STEP = timedelta(minutes=20)
_MAKE = "制作"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A licence to be issued, and what was done to it after its data came."""

    firm: str
    code: str
    person: str
    """法定代表人."""
    capital: str
    scope: str
    seat: str
    steps: Sequence[tuple[PostKind, Handling | str, str]] = ()
    """Who did what, and why."""

    @property
    def order(self) -> IssueOrder:
        """Its data."""
        face = {
            "KZ_LX": "有限责任公司", "KZ_FDDBR": self.person, "KZ_ZCZB": self.capital, "KZ_YYQX": "长期",
            "KZ_CLRQ": ISSUED_ON.isoformat(), "KZ_JYFW": self.scope, "KZ_ZS": self.seat,
        }  # fmt: skip
        return IssueOrder(
            type_code=TYPE,
            issuer=player_in(PostKind.LICENSE_OFFICER).department or "",
            holders=(Holder.known_by(self.firm, self.code, "001"),),
            number=f"340200000{ISSUED_ON:%Y%m%d}9{self.code[14:17]}",
            issued_on=ISSUED_ON,
            valid_from=ISSUED_ON,
            valid_until=None,
            face=face,
        )


_MAKES = (PostKind.PLATFORM_OFFICER, _MAKE, "")
_PASSES = (PostKind.LICENSE_REVIEWER, Handling.REVIEW, "")
_WAITING = (
    _Waiting(
        "芜湖市青弋面点有限公司", "91340200MA2QDR001C", "程青弋",
        "壹拾万元整", "餐饮服务", "芜湖市弋江区文津西路2号",
        (_MAKES, (PostKind.LICENSE_OFFICER, Handling.CANCEL, "申请人撤回设立登记申请")),
    ),
    _Waiting(
        "芜湖市赭山图文有限公司", "91340200MA2QDR002F", "汪赭山",
        "伍拾万元整", "图文设计、制作", "芜湖市镜湖区赭山中路3号",
        ((PostKind.PLATFORM_OFFICER, Handling.SEND_BACK, "住所缺少门牌号，与登记档案不一致，请核对后重报"),),
    ),
    _Waiting(
        "芜湖市神山园艺有限公司", "91340200MA2QDR003J", "方神山",
        "叁拾万元整", "园林绿化工程施工", "芜湖市鸠江区神山路5号",
        (_MAKES, (PostKind.LICENSE_REVIEWER, Handling.SEND_BACK, "经营范围与核准通知书不一致")),
    ),
    _Waiting(
        "芜湖市凤鸣湖检测有限公司", "91340200MA2QDR004M", "章凤鸣",
        "贰佰万元整", "检验检测服务", "芜湖市鸠江区凤鸣湖路8号",
        (_MAKES, _PASSES),
    ),
    _Waiting(
        "芜湖市中江物流有限公司", "91340200MA2QDR005Q", "陶中江",
        "壹佰万元整", "道路货物运输", "芜湖市鸠江区中江大道6号",
        (_MAKES,),
    ),
    _Waiting(
        "芜湖市雨耕书店有限公司", "91340200MA2QDR006U", "唐雨耕",
        "贰拾万元整", "图书零售", "芜湖市镜湖区雨耕山路1号",
    ),
)  # fmt: skip


async def load_drafts(workshop: Workshop, now: datetime) -> int:
    """Bring about those that are not there yet; say how many there are; none before the day that they bear.

    Args:
        workshop: What making and issuing work with.
        now: The present.
    """
    begun = now - timedelta(hours=_HOURS)
    if china_day(begun) < ISSUED_ON:
        return 0
    for number, one in enumerate(_WAITING, start=1):
        at = begun + number * timedelta(hours=1)
        key = f"demonstration draft {number}"
        view, officer = await acting(workshop.store, PostKind.LICENSE_OFFICER, at)
        draft = await receiving.receive(
            workshop, view, officer, one.order, f"市场主体登记系统 业务号{number:04}", key=f"{key} received"
        )
        for step, (post, what, why) in enumerate(one.steps, start=1):
            view, actor = await acting(workshop.store, post, at + step * _STEP)
            under = f"{key} step {step}"
            if isinstance(what, Handling):
                await drafting.handle(workshop, view, actor, draft, what, why, key=under)
            else:
                await drafting.make(workshop, view, actor, draft, key=under)
    return len(_WAITING)
