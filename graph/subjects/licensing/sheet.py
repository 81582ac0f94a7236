"""The licence catalogue (证照目录) as tables: types, the fields of their faces, and who may issue them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import partial

from graph.errors import Text
from graph.office.sheets.cells import Cells
from graph.office.sheets.forms import Column, Form, Parsed, read_form
from graph.office.sheets.grouped import read_grouped
from graph.office.sheets.rows import Table
from graph.office.sheets.typed import read_kind, reading
from graph.refusal_codes import Code
from graph.schema.nodes import LICENSE_TYPE
from graph.schema.relations import ISSUABLE_BY
from graph.words.face_fields import EVERY_HOLDER, LAST_HOLDER, FaceField, FieldKind, FieldRole, PageForm
from graph.words.licensing import Entitlement, LicenseType

_TYPE = (
    Column("类型代码", "code", also=("证照类型代码",)),
    Column("名称", "name", also=("证照类型名称", "证照名称")),
    Column("定义机关名称", "definer"),
    Column("定义机关代码", "definer_code"),
    Column("定义机关级别", "definer_level"),
    Column("持证主体类别", "holder_category"),
    Column(
        "有效期",
        "validity",
        suggests=("长期", "1年", "2年", "3年", "5年", "6年", "10年"),
        says="长期，或 n年、n月、n天；有几种时用顿号隔开，如 5年、10年、长期。",
    ),
    Column("颁发机构级别", "issuer_level"),
    Column("证件类别", "category"),
    Column("关联事项名称", "service_item"),
    Column("关联事项代码", "service_code"),
    Column("版式", "layout", choices=tuple(each.zh for each in PageForm)),
    Column("主色", "colour"),
    Column("有照片", "photo"),
    Column("横竖", "", needed=False),
    Column("编号格式", "number_format"),
    Column("合成", "synthetic", needed=False),
    Column("说明", "summary"),
    Column(
        "持证人数",
        "holder_count",
        needed=False,
        suggests=("1", "2", "1-9"),
        says="一份证照有几个持证主体：1、2，或范围 1-9；空即不限。",
    ),
    Column("生效日期", "since", needed=False),
    Column("废止日期", "until", needed=False),
    Column("草案", "draft", needed=False),
)
"""What the first row of a type says."""
_TOLD = tuple(each.name for each in fields(LicenseType))
TYPES = Form("license_types", _TYPE, told=_TOLD, kind=LICENSE_TYPE)
"""Types alone; the fields of their faces are a table of their own."""
FIELDS = Form(
    "license_fields",
    (
        Column("类型代码", "type_code"),
        Column("序", "seq"),
        Column("字段键", "key"),
        Column("标签", "label"),
        Column("类型", "kind"),
        Column("必填", "required"),
        Column("个人信息", "personal"),
        Column("含义", "role", needed=False),
        Column("第几持证主体", "holder", needed=False),
    ),
)
ENTITLEMENTS = Form(
    "entitlements",
    (
        Column("类型代码", "type_code", also=("证照类型代码",), beside=("证照类型名称", "证照类型")),
        Column("颁发机构代码", "issuer", beside=("颁发机构", "证照颁发机构")),
        Column("起", "valid_from", also=("起始日期",)),
        Column("止", "valid_until", also=("终止日期",)),
        Column("授权依据", "basis"),
    ),
    kind=ISSUABLE_BY,
    rules=("GB-36902",),
)


def _role(cells: Cells, name: str) -> FieldRole | None:
    return cells.term_or_none(name, FieldRole)


def _kind(cells: Cells, name: str) -> FieldKind:
    return cells.term(name, FieldKind)


_KEY = partial(Cells.code, needed=True, upper=True)


def _published(cells: Cells, name: str, *, needed: bool) -> str:
    return cells.published(name, cells.line(name, needed=needed))


_LABEL = partial(_published, needed=True)


def _place(cells: Cells, name: str) -> int:
    place = cells.number(name, EVERY_HOLDER, LAST_HOLDER)
    return 1 if place is None else place


TYPES_WITH_FIELDS = Form(
    "license_types",
    (
        *_TYPE,
        Column("字段键", "field.key", by_hand=_KEY, blank=False),
        Column("字段名称", "field.label", by_hand=_LABEL, blank=False),
        Column("字段类型", "field.kind", by_hand=_kind, choices=tuple(each.zh for each in FieldKind), blank=False),
        Column("必填", "field.required", by_hand=Cells.flag, blank=True),
        Column("个人信息", "field.personal", by_hand=Cells.flag, blank=True),
        Column(
            "含义",
            "field.role",
            by_hand=_role,
            choices=tuple(each.zh for each in FieldRole),
            blank=True,
            says=(
                "每个信息项都要写明它说的是什么：登记簿也载明的，选其含义，内容由系统核对、填写；他人、他物的名称、编号、日期，"
                "选“其他名称”“其他编号”“其他日期”；其余选“自由”。“企业名称”“证书编号”“发证单位”“核发日期”“有效期至”一类"
                "就是登记内容，不能自由；“开办者”“批准机关”一类可能是，须写明。照片不填。"
            ),
        ),
        Column(
            "第几持证主体",
            "field.holder",
            needed=False,
            by_hand=_place,
            blank=True,
            suggests=tuple(map(str, range(EVERY_HOLDER, LAST_HOLDER + 1))),
            says="该字段说的是第几个持证主体，1 起；0 为全体。空即 1。",
        ),
    ),
    told=_TOLD,
    kind=LICENSE_TYPE,
    rules=("GB-36902",),
)
"""Types with their faces: a row for each field, what is the type's own on the first of them."""
_OWN, _FIELD = reading(TYPES_WITH_FIELDS, LICENSE_TYPE), reading(TYPES_WITH_FIELDS, LICENSE_TYPE, "field.")


def _face(cells: Cells) -> FaceField:
    said = _FIELD(cells)
    _see_role(cells, said["role"], said["kind"])
    return FaceField(**said | {"kind": said["kind"].zh, "role": said["role"] or FieldRole.FREE})


def _see_role(cells: Cells, role: FieldRole | None, kind: FieldKind) -> None:
    """Refuse a field that does not say what it says: none is free by omission, but a picture is one."""
    if role is None and not kind.pictorial and all(fault.path[1:] != ("含义",) for fault in cells.faults):
        words = Text(
            "请填写含义：登记簿也载明的，选其含义；他人、他物的，选“其他名称”“其他编号”“其他日期”；其余填“自由”",
            "say what the field says: one of the roles where the register says it as well, OTHER_NAME, OTHER_NUMBER or "
            "OTHER_DAY of another person, body or thing, and FREE where it says nothing of the kind",
        )
        cells.fault("含义", Code.CELL_EMPTY, words)


def read_types_with_fields(table: Table) -> Parsed[LicenseType]:
    """Read licence types with the fields of their faces.

    Raises:
        Malformed: `UNKNOWN_COLUMN` or `MISSING_COLUMN`.
        SeveralReasons: More than one of them.
    """
    return read_grouped(
        table,
        TYPES_WITH_FIELDS,
        _face,
        lambda cells, faces: LicenseType(**_OWN(cells), fields=faces),
    )


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of a face as the table has it."""

    type_code: str
    seq: int
    field: FaceField


def read_types(table: Table) -> Parsed[LicenseType]:
    """Read licence types, without the fields of their faces."""
    return read_kind(table, TYPES, LICENSE_TYPE, partial(LicenseType, fields=()))


def read_fields(table: Table) -> Parsed[FieldRow]:
    """Read the fields of faces."""
    return read_form(table, FIELDS, _field)


def read_entitlements(table: Table) -> Parsed[Entitlement]:
    """Read which authority may issue which type, and when."""
    return read_kind(table, ENTITLEMENTS, ISSUABLE_BY, Entitlement)


def with_fields(types: Iterable[LicenseType], fields: Iterable[FieldRow]) -> tuple[LicenseType, ...]:
    """The types with the fields of their faces in order."""
    by_type: dict[str, list[FieldRow]] = {}
    for row in sorted(fields, key=lambda row: row.seq):
        by_type.setdefault(row.type_code, []).append(row)
    return tuple(replace(kind, fields=tuple(row.field for row in by_type.get(kind.code, ()))) for kind in types)


def _field(cells: Cells) -> FieldRow:
    return FieldRow(
        cells.code("类型代码", needed=True, upper=True),
        cells.number("序", 1, 200) or 0,
        FaceField(
            cells.code("字段键", needed=True),
            _LABEL(cells, "标签"),
            _kind(cells, "类型").zh,
            cells.flag("必填"),
            cells.flag("个人信息"),
            _role(cells, "含义") or FieldRole.FREE,
            _place(cells, "第几持证主体"),
        ),
    )
