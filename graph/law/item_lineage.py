"""What is lost or changed between two information items without a word, wherever one is filled from another.

* What is longer loses its end in what is shorter, unless the rule says what is taken of it (截取、取前几位).
* What is of another type takes a rule that says how the one becomes the other. A sentence that fits every pair –
  按标识项匹配, 取同名信息项, 由“…”转换填充 – says nothing.
* A rule is read for its words: what happens to a value (截取, 折算, 转换为), or what it looks like then (格式, 位, 字,
  码表). That something does not happen (不得截取) is no rule, nor is a name or a value in quotation marks.

Both are hints: the departments know their data. It is asked where lineage is written, and where an item changes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import Text
from graph.refusal_codes import Code
from graph.words.lineage import ItemForm, ItemLineageEdge

_QUOTED = re.compile(r"“[^”]*”")
"""The name of an item or a value, which says nothing of what is done with it."""
_DOES = (
    r"(?:截取|截断|截至|截去|摘取|摘录|提取|抽取|仅取|只取|取[前后首末年月日其整]|拆分|分列"
    r"|合并|拼接|连接|并列|转换[为成]|转为|转成|转写|改写|写[为作]|记为|置为|映射[为到成]|对照|归[并入为]|归类|分[档级]"
    r"|折算|换算|四舍五入|舍入|取整|舍去|计[算数]|求和|汇总|合计|统计|累计|平均|最[大小高低]值"
    r"|脱敏|去除|去掉|剔除|补[零足齐0]|格式化|编码[为成]|另存)"
)
"""What really happens to a value on the way."""
_NUMBER = r"[0-9０-９一二两三四五六七八九十百千]+"
_LOOKS = (
    rf"{_NUMBER}位|{_NUMBER}个?(?:字|汉字|字符|字节)|(?<!原)格式(?!不变|一致|相同)|[Yy]{{4}}|长度[为取至不]|超[过出长]"
    r"|码[表值]|字典|按[^，。；,;]{1,20}编码(?!关联|匹配)"
)
"""What a value looks like when it arrives: its form, its length, its code."""
_SAYS = re.compile(rf"{_DOES}|{_LOOKS}")
_NOT_DONE = re.compile(
    rf"(?:不(?:[得应予能可宜许作做再需必要]|允许)?|未|无[需须]|禁止|勿)(?:再|进行|加以|任何|对其)*{_DOES}[^，。；,;]*"
)
"""That something does not happen, to the end of the clause."""


@dataclass(frozen=True, slots=True)
class EdgeFinding:
    """What is lost or changed between two items."""

    position: int
    """Of the edge in its batch, from 1."""
    code: Code
    message: Text
    rule: str
    """What the edge says of how."""


def converts(rule: str) -> bool:
    """Whether a rule says what happens to a value, and not only that one is there."""
    return _SAYS.search(_NOT_DONE.sub("", _QUOTED.sub("", rule))) is not None


def lint_item_edges(edges: Sequence[ItemLineageEdge], forms: Mapping[str, ItemForm]) -> Iterator[EdgeFinding]:
    """What is lost or changed between items without a rule that says how; paths count the edges from 1.

    Args:
        edges: A batch.
        forms: Of the items that are there, by `entry code#item name`.
    """
    for position, edge in enumerate(edges, start=1):
        low = forms.get(f"{edge.downstream}#{edge.downstream_item}")
        high = forms.get(f"{edge.upstream}#{edge.upstream_item}")
        if low is None or high is None or converts(edge.rule):
            continue
        if low.data_type is not high.data_type:
            yield EdgeFinding(position, Code.ITEM_CONVERSION, _of_another_type(edge, low, high), edge.rule)
        elif low.length and high.length and high.length > low.length:
            yield EdgeFinding(position, Code.ITEM_CUT, _cut(edge, low.length, high.length), edge.rule)


def _called(edge: ItemLineageEdge) -> tuple[str, str]:
    return f"{edge.upstream}#{edge.upstream_item}", f"{edge.downstream}#{edge.downstream_item}"


def _of_another_type(edge: ItemLineageEdge, low: ItemForm, high: ItemForm) -> Text:
    (source, target), was, becomes = _called(edge), high.data_type, low.data_type
    return Text(
        f"{source} 是{was.value}型，{target} 是{becomes.value}型，规则“{edge.rule}”没有写明怎样转换；"
        "请写出转换办法（如“取日期部分”“代码按GB/T 2261.1转换为汉字”），或统一两项的类型",
        f"{source} is of type {was.value} and {target} of {becomes.value}; the rule does not say how the one "
        "becomes the other: write what happens to a value, or give both the same type",
    )


def _cut(edge: ItemLineageEdge, low: int, high: int) -> Text:
    source, target = _called(edge)
    return Text(
        f"{source} 长{high}，{target} 长{low}，会被截断，规则“{edge.rule}”没有写明取哪一部分；"
        f"请把后者的长度改为{high}以上，或写明怎样截取（如“截取前6位为行政区划代码”）",
        f"{source} has {high} characters and {target} {low}, so that the end is lost; the rule does not say which "
        f"part is taken: make the latter {high} or longer, or write what is taken of the former",
    )
