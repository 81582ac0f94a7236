"""Catalogue entries (政务信息资源目录) as a table: one row for each information item.

The entry's own cells stand on its first row and are blank on the rows that follow, as the merged cells of the official
template leave them; where somebody filled them down, they have to say the same.
"""

from __future__ import annotations

from graph.office.sheets.cells import Cells
from graph.office.sheets.data_types import DATA_TYPES, data_type, written
from graph.office.sheets.forms import Column, Form, Parsed
from graph.office.sheets.grouped import read_grouped
from graph.office.sheets.rows import Table
from graph.office.sheets.typed import Said, reading
from graph.schema.nodes import ITEM, RESOURCE
from graph.words.entries import FORMAT_TYPES, EntryDraft, Item, ItemKind, OpeningMode, OpeningType


def _item_kind(cells: Cells, name: str) -> ItemKind:
    """Base or business item; the guide's form has no column for it, and base items are those of base libraries."""
    return cells.term_or_none(name, ItemKind) or ItemKind.BUSINESS


ENTRIES = Form(
    "entries",
    (
        Column(
            "资源代码",
            "code",
            also=(
                "信息资源代码",
                "目录代码",
                "信息资源编码",
            ),
        ),
        Column(
            "资源名称",
            "name",
            also=(
                "信息资源名称",
                "政务信息资源名称",
                "数据资源名称",
            ),
        ),
        Column(
            "提供方代码",
            "provider",
            also=("信息资源提供方代码", "资源提供方代码"),
            beside=("信息资源提供方", "资源提供方", "提供方", "提供方名称"),
        ),
        Column(
            "内部部门",
            "inner_department",
            also=(
                "提供方内部部门",
                "信息资源提供方内部部门",
                "资源提供方内部部门",
            ),
        ),
        Column(
            "摘要",
            "summary",
            also=(
                "信息资源摘要",
                "资源摘要",
            ),
        ),
        Column(
            "格式分类",
            "format_category",
            also=(
                "信息资源格式分类",
                "资源格式分类",
                "信息资源格式",
            ),
        ),
        Column(
            "格式类型",
            "format_type",
            also=(
                "信息资源格式类型",
                "资源格式类型",
            ),
            suggests=tuple(name for names in FORMAT_TYPES.values() for name in names),
        ),
        Column("其他格式", "format_other", needed=False, also=("其他类型资源格式描述", "其他类型信息资源格式描述")),
        Column(
            "共享类型",
            "sharing",
            also=(
                "共享属性类型",
                "共享属性",
            ),
        ),
        Column("共享条件", "sharing_condition"),
        Column("共享范围", "sharing_scope", needed=False),
        Column("具体用途", "sharing_use", needed=False, also=("共享用途",)),
        Column("共享方式分类", "mode_category", also=("共享方式",)),
        Column("共享方式类型", "mode"),
        Column("接口规范说明", "interface_specification", needed=False, also=("接口说明",)),
        Column(
            "开放类型",
            "opening",
            also=(
                "是否向社会开放",
                "社会开放属性",
                "开放属性",
                "开放属性类型",
            ),
            words=(("否", OpeningType.REFUSED.zh),),  # 是 may be either of the two others
        ),
        Column("开放条件", "opening_condition"),
        Column(
            "开放方式",
            "opening_mode",
            needed=False,
            also=("开放方式类型",),
            words=(
                ("下载", OpeningMode.DOWNLOAD.zh),
                ("数据下载", OpeningMode.DOWNLOAD.zh),
                ("文件", OpeningMode.DOWNLOAD.zh),
                ("在线查询", OpeningMode.QUERY.zh),
                ("数据接口", OpeningMode.INTERFACE.zh),
                ("接口服务", OpeningMode.INTERFACE.zh),
            ),
        ),
        Column(
            "更新周期",
            "cycle",
            also=(
                "信息资源更新周期",
                "更新频率",
            ),
        ),
        Column("发布日期", "published_on", also=("信息资源发布日期",)),
        Column("关联资源代码", "related", also=("关联信息资源代码",), beside=("关联资源",)),
        Column("使用要求", "usage"),
        Column("依据", "bases", also=("依据代码",), beside=("依据名称",)),
        Column("来源系统", "systems", also=("来源系统代码",), beside=("来源系统名称", "所属系统")),
        Column("资源库", "libraries", also=("资源库代码",), beside=("资源库名称", "所属资源库")),
        # Of a secret nothing is kept: such an entry is refused.
        Column("专用部门代码", "exclusive", needed=False, also=("专用部门",)),
        Column("涉及事项", "affair", needed=False),
        Column("相关单位代码", "concerned", needed=False, also=("相关单位",)),
        Column("管控参数", "controlled_interface", needed=False),
        Column("要求安全协议", "agreement_asked", needed=False),
        Column("授权代理方代码", "agent", needed=False, also=("授权代理方",)),
        Column("涉密", "secret", needed=False, by_hand=Cells.flag, blank=True),
        Column("信息项", "item.name", also=("信息项名称",)),
        Column(
            "数据类型",
            "item.data_type",
            by_hand=data_type,
            also=("信息项数据类型",),
            choices=DATA_TYPES,
            blank=False,
            said=written,
        ),
        Column("长度", "item.length", also=("数据长度",)),
        Column(
            "项类别",
            "item.kind",
            lacking=True,
            by_hand=_item_kind,
            choices=tuple(each.zh for each in ItemKind),
            blank=True,
            says="基础（基础信息项）或业务；空即业务。",
        ),
        Column("标识项", "item.identifier"),
        Column("项说明", "item.note"),
        Column("数据元代码", "item.element", needed=False, also=("数据元",), beside=("数据元名称",)),
        Column("项共享类型", "item.sharing", needed=False),
        Column("项开放类型", "item.opening", needed=False),
    ),
    kind=RESOURCE,
    rules=("GUIDE-1272",),
    parts=(("item.", ITEM),),
)
_OWN, _ITEM = reading(ENTRIES, RESOURCE), reading(ENTRIES, ITEM, "item.")


def read_entries(table: Table) -> Parsed[EntryDraft]:
    """Read entries with their items.

    Raises:
        Malformed: `UNKNOWN_COLUMN` or `MISSING_COLUMN`.
        SeveralReasons: More than one of them.
    """
    return read_grouped(table, ENTRIES, _ITEM, _entry)


def _entry(cells: Cells, items: tuple[Said, ...]) -> EntryDraft:
    return EntryDraft(**_OWN(cells), items=tuple(Item(seq=seq, **said) for seq, said in enumerate(items, start=1)))
