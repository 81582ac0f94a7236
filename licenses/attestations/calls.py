"""A record of a call (数据资源调用记录凭证: JZ-15.5): who used which data when, for what, as the register has it.

* It says what the exchange platform has recorded, under the platform's own number, and nothing of the data themselves.
* A call that was outside of what permits it says so in the box, with what was wrong and the articles.
* Who had the call made is masked where a number stands in his name; the whole is with the parties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from graph.errors import Text, quoted
from graph.office.published import without_ids
from graph.words.attestations import OUTCOMES, RECORDED, RECORDED_OUTSIDE, AttestationKind
from graph.words.china_time import china_time
from graph.words.exchange import JudgedUse, NamedUse, UseFault
from licenses.attestations.printed import Asker, how_to_check, moment, same
from licenses.attestations.statement import Statement
from licenses.paper.sheet import Line, Sheet

_TITLE: Final = Text("数据资源调用记录凭证", "RECORD OF A DATA CALL")
_COLOUR: Final = "#1f4e79"
_COLOUR_OUTSIDE: Final = "#a61b1b"


def call_record_of(call: NamedUse, asker: Asker, public_url: str) -> Statement:
    """The record of a call.

    Args:
        call: The call.
        asker: Who asks for the certificate.
        public_url: Where people reach the service.
    """
    use = call.use
    about = {"identifier": use.number}
    outcome = RECORDED_OUTSIDE if use.faults else RECORDED
    return Statement(AttestationKind.CALL_RECORD, about, outcome, _said(call, asker), _sheet(call, asker, public_url))


def _said(call: NamedUse, asker: Asker) -> dict[str, Any]:
    use = call.use
    return {
        "asker": asker.said,
        "consumer": {"code": use.consumer, "name": call.consumer},
        "resource": {"code": use.resource, "name": call.resource},
        "provider": call.provider,
        "items": list(use.items),
        "outside": {"faults": [each.name.lower() for each in use.faults], "rules": list(use.rules)},
        "used_at": china_time(use.used_at).isoformat(),
        "rows": use.rows,
        "purpose": use.purpose.name.lower(),
        "grant": use.grant,
        "rule": use.rule,
        "caller": use.caller,
        "person": without_ids(use.person),
        "item": use.item,
        "business": without_ids(use.business),
    }


def _sheet(call: NamedUse, asker: Asker, public_url: str) -> Sheet:
    use = call.use
    by = f"授权 {use.grant}" if use.grant else f"直接获取（{use.rule}）"
    by_en = f"grant {use.grant}" if use.grant else f"without a request, {use.rule}"
    lines = [
        Line(Text("平台记录编号", "Number of the record"), same(use.number)),
        Line(Text("使用方", "Used by"), same(f"{call.consumer}（{use.consumer}）")),
        Line(Text("数据资源", "Resource"), same(f"{call.resource}（{use.resource}）")),
        Line(Text("信息项", "Items"), _items(use.items)),
        Line(Text("提供方", "Provided by"), same(call.provider)),
        Line(Text("调用时间", "Time of the call"), moment(use.used_at)),
        Line(Text("返回条数", "Rows"), same(str(use.rows))),
        Line(Text("用途", "Purpose"), Text(use.purpose.zh, use.purpose.name.replace("_", " ").lower())),
        Line(Text("依据", "By"), Text(by, by_en)),
        *(
            Line(label, same(quoted(without_ids(words))))
            for label, words in (
                (Text("调用程序", "Called by"), use.caller),
                (Text("经办人", "Person"), use.person),
                (Text("事项", "Service item"), use.item),
                (Text("办件编号", "Piece of business"), use.business),
            )
            if words
        ),
        Line(Text("凭证申请人", "Asked by"), asker.words),
    ]
    return Sheet(
        title=_TITLE,
        colour=_COLOUR_OUTSIDE if use.faults else _COLOUR,
        outcome=OUTCOMES[RECORDED_OUTSIDE if use.faults else RECORDED],
        reason=_reason(use),
        lines=tuple(lines),
        details_title=same(""),
        details=(),
        notes=(
            Text(
                "本凭证只说明该次调用已在登记簿中留痕；它不含所调用的数据，也不是电子证照。",
                "This says that the call is on record; it holds none of the data, and is no licence.",
            ),
            how_to_check("本凭证", public_url),
        ),
    )


def _items(names: Sequence[str]) -> Text:
    if not names:
        return Text("共享平台未报送，按全部信息项认定", "the platform does not say; taken for all")
    return same(quoted("、".join(names)))


def _reason(use: JudgedUse) -> Text:
    if not use.faults:
        return Text("共享平台报送了以下调用记录。", "The exchange platform has recorded this call.")
    cited = f"（{'、'.join(use.rules)}）" if use.rules else ""
    cited_en = f" ({', '.join(use.rules)})" if use.rules else ""
    faults = "；".join(each.zh for each in use.faults)
    faults_en = "; ".join(_FAULTS[each] for each in use.faults)
    return Text(
        f"共享平台报送了以下调用记录，该次调用超出许可：{faults}{cited}。",
        f"The exchange platform has recorded this call, which was outside of what permits it: {faults_en}{cited_en}.",
    )


_FAULTS: Final[Mapping[UseFault, str]] = MappingProxyType(
    {
        UseFault.DAY: "its grant was not active on that day",
        UseFault.WAITING: "its grant waited for the security agreement on that day",
        UseFault.PURPOSE: "another purpose than was granted",
        UseFault.ITEMS: "other items than were granted",
        UseFault.GRANT: "the grant that was named is not one of this consumer for this resource",
        UseFault.CONSUMER: "the consumer, or the department that it stands for, did not exist on that day",
        UseFault.NOT_DIRECT: "it cannot be had without a grant",
        UseFault.RULE: "the article that was named does not permit it",
    }
)
