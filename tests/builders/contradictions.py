"""Orders that contradict themselves: an order of every type of the demonstration, wrong in every way that it can be.

`orders()` are right. `contradictions()` takes each of them and says one thing otherwise than the register: each field
of its face by its role and its kind, and everything beside the face.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from builders import demonstrated
from builders.demonstrated import licensing
from PIL import Image

from graph.law.access import Principal
from graph.law.posts import HeldPost
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.subjects.licensing.rows import Issuer, IssueSetting
from graph.words.china_time import CHINA
from graph.words.face_fields import FaceField, FieldRole
from graph.words.licensing import Holder, HolderCategory, IssueOrder, LicenseType
from graph.words.organisation import PostKind
from graph.words.people import Role
from licenses.register.ordered_holders import counts_of
from seed.people import citizen_id, credit_code
from seed.plan import PlannedLicense
from seed.portraits import portrait

ON = date(2026, 1, 5)
NOBODYS_DAYS = ("昨天", "2026年2月30日", "2026-02-30", "二〇二六年三月一日", "2026-13-01")
LATER_THAN_NEVER = frozenset({"成立日期", "登记日期", "认定日期", "批准日期", "初次领证日期"})
"""Days on which something was done that a licence attests."""
DOUBTED = {
    "***": Code.HOLDER_MISSING,
    **dict.fromkeys(("王?", "□某", "王○", "⽴某", "王\ufffd"), Code.CHARACTERS_DOUBTFUL),
}
"""Names that are none as they stand, of whomever."""
NO_PERSON = ("王3", "王、李", "欧阳  某", "王某（曾用名李某）", "买买提•艾力", "买买提．艾力", "340200197103059991")
"""Names that no person has in this form."""
NUMBERED = ("编号", "号", "码")
"""How labels end that say whose number they are."""
STRANGER = Holder.known_by("时无名", citizen_id(date(1971, 3, 5), 999), "111")
FOREIGN_FIRM = Holder.known_by("芜湖市无名有限公司", credit_code("91", "MA999999"), "001")


@dataclass(frozen=True)
class Ordered:
    """An order, and what the graph knows of its type and issuer."""

    order: IssueOrder
    setting: IssueSetting
    actor: Actor

    @property
    def kind(self) -> LicenseType:
        assert self.setting.kind is not None
        return self.setting.kind

    @property
    def issuer(self) -> Issuer:
        assert self.setting.issuer is not None
        return self.setting.issuer


@dataclass(frozen=True)
class Contradiction:
    """An order that says something that cannot be so."""

    what: str
    ordered: Ordered
    path: tuple[str, ...]
    code: Code
    fewest: bool = True
    """Whether nothing else is wrong with it: what the number or the validity follows from takes them along."""


def ordered(one: PlannedLicense) -> Ordered:
    """A planned licence as it is ordered."""
    post = HeldPost(PostKind.ISSUER, one.issuer, date(2019, 3, 1))
    return Ordered(
        IssueOrder(
            one.type_code, one.issuer, one.holders, one.number, one.issued_on, one.valid_from, one.valid_until,
            dict(one.face), drawn(one.photo_seed) if one.photo_seed else None,
            "1.2.156.3005.2" if one.version > 1 else None,
        ),
        setting_of(one.type_code, one.issuer),
        Actor(Principal(Role.STAFF, "issuer", posts=(post,)), datetime(2026, 1, 5, 10, tzinfo=CHINA)),
    )  # fmt: skip


@cache
def planned() -> tuple[PlannedLicense, ...]:
    """What an authority of today has issued."""
    gone = {each.code for each in licensing().departments if each.valid_until}
    return tuple(one for one in demonstrated.planned(ON) if one.issuer not in gone)


@cache
def setting_of(type_code: str, issuer: str) -> IssueSetting:
    """What the graph knows of a type and an authority."""
    said = licensing()
    kind = next(kind for kind in said.types if kind.code == type_code)
    department = next(each for each in said.departments if each.code == issuer)
    rights = tuple(each for each in said.entitlements if (each.type_code, each.issuer) == (type_code, issuer))
    known = Issuer(department.name, department.division, "WH", department.valid_until, department.valid_from)
    return IssueSetting(kind, known, rights)


@cache
def orders() -> tuple[Ordered, ...]:
    """The first order of every type."""
    first: dict[str, PlannedLicense] = {}
    for one in planned():
        first.setdefault(one.type_code, one)
    return tuple(map(ordered, first.values()))


def contradictions() -> Iterator[Contradiction]:
    """Everything that can be wrong with the first order of every type."""
    for each in orders():
        for field in each.kind.fields:
            if not field.pictorial:
                yield from _of_field(each, field)
        yield from _of_face(each)
        yield from _of_number_and_name(each)
        yield from _of_days(each)
        yield from _of_holders(each)
        yield from _of_photo(each)


def _said(each: Ordered, field: FaceField, value: str, code: Code) -> Contradiction:
    order = replace(each.order, face={**each.order.face, field.key: value})
    return Contradiction(f"{field.label}：{value[:20]}", replace(each, order=order), ("face", field.key), code)


def _of_field(each: Ordered, field: FaceField) -> Iterator[Contradiction]:
    now = each.order.face.get(field.key, "")
    for value in _others(each, field, now):
        yield _said(each, field, value, Code.FACE_CONTRADICTS)
    if field.kind == "日期":
        for value in (*NOBODYS_DAYS, *(("0001-01-01", "9999-12-31") if not field.role.bound else ())):
            yield _said(each, field, value, Code.NOT_A_DATE)
        if not field.role.bound and field.label in LATER_THAN_NEVER:
            later = (each.order.issued_on + timedelta(days=1)).isoformat()
            yield _said(each, field, later, Code.FACE_CONTRADICTS)
    if field.kind == "数值":
        for value in ("很多", "1O", "1,00"):
            yield _said(each, field, value, Code.NOT_A_NUMBER)
    yield _said(each, field, "甲\u202e乙", Code.WORDS_CONTROL_CHARACTER)
    for value in ("甲\ufffd", "锟斤拷", "⽴案", "⺠政"):
        yield _said(each, field, value, Code.CHARACTERS_DOUBTFUL)
    if field.required and not field.role.bound:
        yield _said(each, field, "　", Code.FIELD_MISSING)


def _others(each: Ordered, field: FaceField, now: str) -> Iterator[str]:
    match field.role:
        case FieldRole.HOLDER_NAME:
            yield STRANGER.name
            yield now + "等"
            yield now[:-1]
            if len(each.order.holders) > 1 and field.holder:
                yield each.order.holders[field.holder % len(each.order.holders)].name
            if not field.holder:
                yield "、".join(reversed(now.split("、"))) if "、" in now else f"{now}、{STRANGER.name}"
        case FieldRole.HOLDER_CODE:
            yield STRANGER.code
            yield now[:-1]
            if len(each.order.holders) > 1:
                yield each.order.holders[field.holder % len(each.order.holders)].code
        case FieldRole.HOLDER_SEX:
            yield "女" if now == "男" else "男"
        case FieldRole.ISSUER:
            yield now + "镜湖分局"
            yield now[:-1]
            yield "繁昌区公安局"
        case FieldRole.HOLDER_BORN | FieldRole.VALID_UNTIL:
            yield (date.fromisoformat(now) + timedelta(days=1)).isoformat()
            yield "1899-01-01"
        case FieldRole.VALIDITY:
            yield from _other_periods(each, now)
        case FieldRole.FREE | FieldRole.OTHER_NAME:
            numbered = field.kind != "文本" or field.label.endswith(NUMBERED)
            yield from () if numbered else (STRANGER.code, FOREIGN_FIRM.code)
        case FieldRole.OTHER_NUMBER | FieldRole.OTHER_DAY:
            return
        case FieldRole.NUMBER | FieldRole.ISSUED_ON | FieldRole.VALID_FROM:
            raise AssertionError(f"no type of the demonstration has {field.role}")


def _other_periods(each: Ordered, now: str) -> Iterator[str]:
    if each.order.valid_until is None:
        yield "5年"
        yield "2026年01月01日至2030年12月31日"
        return
    yield "长期"
    yield "昨天起五年"
    yield now.replace("至", "起至")
    yield "2026年2月30日至2030年12月31日"
    yield f"1899年01月01日至{now.split('至')[1]}"


def _of_face(each: Ordered) -> Iterator[Contradiction]:
    face = {**each.order.face, "KZ_NONE": "其他"}
    yield Contradiction(
        "没有的字段", replace(each, order=replace(each.order, face=face)), ("face", "KZ_NONE"), Code.UNKNOWN_FIELD
    )
    twice = next(iter(each.order.face))
    yield Contradiction(
        "字段两次", replace(each, order=replace(each.order, repeated=(twice,))), ("face", twice), Code.FIELD_TWICE
    )


def _of_number_and_name(each: Ordered) -> Iterator[Contradiction]:
    number = each.order.number
    for given in (number + "X", "X" + number, number[1:] if len(number) > 1 else "", "一" * 70, number + "\u200b"):
        code = Code.WORDS_TOO_LONG if len(given) > 64 else Code.NUMBER_FORM
        code = Code.WORDS_CONTROL_CHARACTER if "\u200b" in given else code
        yield Contradiction(
            f"编号：{given[:10]}", replace(each, order=replace(each.order, number=given)), ("number",), code
        )
    yield Contradiction(
        "无编号", replace(each, order=replace(each.order, number=" ")), ("number",), Code.NUMBER_REQUIRED
    )
    name = each.kind.name
    for given in (name[:-1], name + "书", name.replace("证", "怔"), name + " "):
        if given != name:
            yield Contradiction(
                f"名称：{given}", replace(each, order=replace(each.order, type_name=given)), ("typeName",),
                Code.TYPE_NAME_DIFFERS,
            )  # fmt: skip


def _of_days(each: Ordered) -> Iterator[Contradiction]:
    order, first = each.order, each.setting.rights[0].valid_from
    existed = each.issuer.valid_from
    assert existed is not None
    for day, code in (
        (ON + timedelta(days=1), Code.ISSUED_IN_FUTURE),
        (date(1899, 1, 1), Code.ISSUED_BEFORE_ISSUER),
        (existed - timedelta(days=1), Code.ISSUED_BEFORE_ISSUER),
    ):
        yield Contradiction(
            f"颁发日期：{day}", replace(each, order=replace(order, issued_on=day)), ("issuedOn",), code, fewest=False
        )
    later = replace(each.setting.rights[0], valid_from=order.issued_on + timedelta(days=1))
    assert first <= order.issued_on < ON
    yield Contradiction(
        "颁发之日尚无授权",
        replace(each, setting=replace(each.setting, rights=(later,))),
        ("issuedOn",),
        Code.NOT_ENTITLED,
    )
    until = order.valid_until
    others = [order.valid_from + timedelta(days=10_000)] if until is None else [None, until + timedelta(days=1)]
    for last in others:
        yield Contradiction(
            f"有效期止：{last}", replace(each, order=replace(order, valid_until=last)), ("validUntil",),
            Code.VALIDITY_RANGE, fewest=False,
        )  # fmt: skip
    yield Contradiction(
        "有效期颠倒", replace(each, order=replace(order, valid_until=order.valid_from - timedelta(days=1))),
        ("validUntil",), Code.PERIOD_BACKWARDS, fewest=False,
    )  # fmt: skip
    for day in (date(1899, 1, 1), order.issued_on + timedelta(days=400)):
        yield Contradiction(
            f"有效期起：{day}", replace(each, order=replace(order, valid_from=day)), ("validFrom",),
            Code.VALIDITY_BEGINS, fewest=False,
        )  # fmt: skip


def _of_holders(each: Ordered) -> Iterator[Contradiction]:
    order, holders = each.order, each.order.holders
    counts = counts_of(each.kind)

    def held(what: str, by: tuple[Holder, ...], path: tuple[str, ...], code: Code) -> Contradiction:
        return Contradiction(what, replace(each, order=replace(order, holders=by)), path, code, fewest=False)

    yield held("无持证主体", (), ("holders",), Code.HOLDER_MISSING)
    yield held("多一人", holders[:1] * counts.stop, ("holders",), Code.HOLDER_COUNT)
    yield held("同一人两次", (holders[0], holders[0]), ("holders", "1", "code"), Code.HOLDER_TWICE)
    if counts.start > 1:
        yield held("少一人", holders[:1], ("holders",), Code.HOLDER_COUNT)
    rest = holders[1:]
    for what, first, field, code in (
        ("无姓名", replace(holders[0], name=" "), ("name",), Code.HOLDER_MISSING),
        ("无代码", replace(holders[0], code=""), ("code",), Code.HOLDER_MISSING),
        ("姓名含控制字符", replace(holders[0], name="甲\u0007"), ("name",), Code.WORDS_CONTROL_CHARACTER),
        ("姓名过长", replace(holders[0], name="甲" * 201), ("name",), Code.WORDS_TOO_LONG),
        *(("姓名" + name, replace(holders[0], name=name), ("name",), code) for name, code in DOUBTED.items()),
        ("没有的代码类型", replace(holders[0], code_type="777"), ("codeType",), Code.UNKNOWN_CODE_TYPE),
    ):
        yield held(what, (first, *rest), ("holders", "0", *field), code)
    if each.kind.holder_category is HolderCategory.PERSON:
        yield held("非自然人", (FOREIGN_FIRM, *rest), ("holders", "0"), Code.WRONG_HOLDER_KIND)
        for name in NO_PERSON:
            first = replace(holders[0], name=name)
            yield held(f"姓名{name}", (first, *rest), ("holders", "0", "name"), Code.WRITTEN_OTHERWISE)
        unborn = Holder.known_by("时未生", citizen_id(order.issued_on + timedelta(days=1), 21), "111")
        yield held("颁发之后出生", (unborn, *rest), ("holders", "0", "code"), Code.CITIZEN_ID_BIRTH_DATE)
        other = Holder.known_by(STRANGER.name, STRANGER.code, "414")
        yield held("身份号码作护照", (other, *rest), ("holders", "0", "codeType"), Code.UNKNOWN_CODE_TYPE)
        if any(field.label.startswith("男方") for field in each.kind.fields):
            yield held("男女对调", holders[::-1], ("holders", "0"), Code.FACE_CONTRADICTS)
    if each.kind.holder_category is HolderCategory.ORGANISATION:
        yield held("自然人", (STRANGER, *rest), ("holders", "0"), Code.WRONG_HOLDER_KIND)


def _of_photo(each: Ordered) -> Iterator[Contradiction]:
    def shown(what: str, photo: bytes | None, code: Code) -> Contradiction:
        return Contradiction(what, replace(each, order=replace(each.order, photo=photo)), ("photo",), code)

    if not each.kind.photo:
        yield shown("照片", picture(295, 413), Code.PHOTO_UNWANTED)
        return
    broad = any(field.kind == "合影" for field in each.kind.fields)
    yield shown("无照片", None, Code.PHOTO_REQUIRED)
    yield shown("照片过小", picture(206, 136) if broad else picture(140, 196), Code.PHOTO_TOO_SMALL)
    yield shown("照片横竖不符", picture(413, 626) if broad else picture(626, 413), Code.PHOTO_SHAPE)
    yield shown("方形照片", picture(500, 500), Code.PHOTO_SHAPE)
    yield shown("要转向的照片", turned(413, 295) if broad else turned(295, 413), Code.PHOTO_SHAPE)
    yield shown("不是照片", b"GIF89a", Code.PHOTO_UNREADABLE)
    yield shown("照片过大", b"\xff\xd8" + bytes(60_000), Code.PHOTO_TOO_LARGE)


@cache
def picture(width: int, height: int) -> bytes:
    """A grey picture."""
    drawn = io.BytesIO()
    Image.new("L", (width, height), 200).save(drawn, "PNG")
    return drawn.getvalue()


@cache
def turned(width: int, height: int) -> bytes:
    """A picture that says of itself that it is to be turned."""
    marks = Image.Exif()
    marks[0x0112] = 6
    written = io.BytesIO()
    Image.new("RGB", (width, height), (200, 190, 180)).save(written, "JPEG", exif=marks)
    return written.getvalue()


@cache
def drawn(seed: str) -> bytes:
    """The portrait of somebody."""
    return portrait(seed)
