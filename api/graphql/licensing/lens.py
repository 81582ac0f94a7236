"""Licence types, licences and holders."""

import asyncio
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import orjson
import strawberry

from api.graphql.granting import listing as granting_listing
from api.graphql.granting.lens import LicenseGrant
from api.graphql.lens.arguments import On
from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.mentions import HOW_LONG, MASKED_CODES, NOT_FOR_ALL, shown_words, withheld_column, words_column
from api.graphql.lens.orders import NameOrder
from api.graphql.lens.registration import Lens, Node, column, computed, edge, lens, told
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.lens.values import Pair, attribute, pairs, shows
from api.graphql.licensing import listing
from api.graphql.licensing.holders import Holder
from api.graphql.licensing.listing import LicenseFilter, LicenseOrder
from api.graphql.licensing.opening import MASKED, key_of_license
from api.graphql.objections.remark import Remark, remark_while_open
from api.graphql.organisation import listing as organisation_listing
from api.graphql.organisation.lens import Department
from api.graphql.organisation.listing import DepartmentFilter
from graph.schema.nodes import DEPARTMENT, LICENSE, LICENSE_TYPE
from graph.store.edges import by_id
from graph.store.reading import day
from graph.subjects.licensing import memory as licensing_memory
from graph.subjects.licensing import naming, rows
from graph.subjects.licensing.rules import status_on
from graph.words import face_fields
from graph.words import licensing as words
from graph.words.face_fields import FieldRole
from graph.words.licensing import CHANGE_REASON, NUMBER, HolderCategory, LicenseCategory, LicenseState, LicenseStatus
from graph.words.organisation import AuthorityLevel

if TYPE_CHECKING:
    from api.graphql.entries.lens import Resource
    from api.graphql.objections.lens import Objection


@shows(face_fields.FaceField, "A type-specific field of the face (照面信息项).")
class FaceField:
    """A field of the face."""

    key: str = attribute("Key, `KZ_…` (字段代码).")
    label: str = attribute("As printed (字段名称).")
    kind: str = attribute("文本, 多行, 日期, 数值, 照片 or 合影.")
    required: bool = attribute("Every licence of the type has it (必填).")
    personal: bool = attribute("Personal data (个人信息).")
    role: FieldRole = attribute("What it says of the licence, whose register has the value, or of another (含义).")
    holder: int = attribute("Of which holder it speaks, from 1; 0 is all of them (第几持证主体).")


@shows(words.Entitlement, "That an authority may issue a type in a period (颁发授权: WHL-8).")
class IssuingRight:
    """That an authority may issue a type in a period."""

    issuer: str = attribute("USCC of the authority (颁发机构代码).")
    valid_from: Date = attribute("First day (起).", through=date.isoformat)
    valid_until: Date | None = attribute(
        "First day on which it no longer holds; null = open (止).", through=lambda until: until and until.isoformat()
    )
    basis: str = attribute("What it rests on (授权依据).")


@shows(words.LicenseType, "A version of a licence type (证照目录版本: WHL-8). A licence keeps the one that it has.")
class LicenseTypeVersion:
    """A version of a licence type."""

    number: int = attribute("From 1 (版本号).", "version")
    name: str = attribute("Name, official text to the character (证照类型名称).")
    draft: bool = attribute("A draft, by which nothing is issued (草案).")
    since: Date | None = attribute(
        "First day on which it is in force; null = ever since (生效日期).",
        through=lambda since: since and since.isoformat(),
    )
    validity: str = attribute("Validity range, 长期 or 5年 (有效期限范围).")
    number_format: str = attribute("Form of the certificate number (编号格式).")
    fields: list[FaceField] = attribute("Fields of its face (照面信息项).")


@lens(LICENSE_TYPE, "An entry of the licence catalogue (证照目录: WHL-3, WHL-8).")
class LicenseType(Lens, Node):
    """A licence type."""

    name: str = column("Name, official text to the character (证照类型名称).")
    definer_name: str | None = column("Authority that defines the type (证照定义机构).")
    definer_level: AuthorityLevel | None = column("Its level (定义机构级别).")
    holder_category: HolderCategory = column("Who may hold it (持证主体类别).")
    validity: str | None = column("Validity range, 长期 or 5年 (有效期限范围).")
    issuer_level: AuthorityLevel | None = column("Level of the issuing authorities (颁发机构级别).")
    category: LicenseCategory = column("Category (证照类别).")
    number_format: str | None = column("Form of the certificate number (编号格式).")
    service_item: str | None = column("Service item that issues it (关联事项).")
    service_code: str | None = column("Code of that item (关联事项代码).")
    synthetic: bool | None = column("Its code is made up (合成数据).")
    summary: str | None = column("Remarks (说明).")
    holder_count: str | None = column("How many hold one licence together, `2` or `1-9`; empty is any (持证人数).")

    @computed("key")
    def code(key: str) -> str:  # noqa: N805 - a pure function of columns
        """Type code, USCC of the definer + 3 digits (证照类型代码)."""
        return key

    @computed("fields", published=list[FaceField])
    def fields(fields: str) -> list[face_fields.FaceField]:  # noqa: N805
        """Fields of its face (照面信息项)."""
        return [face_fields.FaceField.read(each) for each in orjson.loads(fields)]

    version: int | None = column(
        "Number of the version that is shown and filtered by, the newest that is no draft: its day may be yet to come, "
        "and then it is `coming`; what is in force today says `inForce` (版本号)."
    )
    since: Date | None = column("First day of that version; null = ever since (生效日期).")
    until: Date | None = column("First day on which the type is abolished; null = it is not (废止日期).")
    draft: bool | None = column("There is no version yet that is no draft (草案).")

    @edge(licensing_memory.versions_of_type, through=rows.versions_told)
    def versions(self) -> list[LicenseTypeVersion]:
        """Its versions, the newest first; older ones stay, with the licences that were sealed under them (历次版本)."""

    @edge(licensing_memory.version_in_force_of_type, through=rows.version_in_force_told)
    def in_force(self) -> LicenseTypeVersion | None:
        """The version that is in force today, by which its licences are issued; null where none is (现行版本)."""

    @edge(licensing_memory.version_in_force_of_type, through=rows.version_coming_told)
    def coming(self) -> LicenseTypeVersion | None:
        """The version whose day is yet to come; until then another definition takes its place (待生效版本)."""

    @edge(licensing_memory.rights_of_type, through=rows.rights_told)
    def rights(self) -> list[IssuingRight]:
        """Who may issue it and when, within its own life (颁发授权)."""

    @listed(organisation_listing.ISSUERS_OF, DepartmentFilter, NameOrder)
    def issuers(self) -> Connection[Department]:
        """Authorities that may issue it, or could in a period (颁发机构)."""

    @edge(licensing_memory.resources_of_type)
    def resources(self) -> list[Annotated["Resource", strawberry.lazy("api.graphql.entries.lens")]]:
        """Resources that it is made from (制证数据来源: WHL-9)."""

    @edge(granting_listing.OF_TYPE)
    def license_grants(self) -> list[LicenseGrant]:
        """Grants of its licences that you may see, whatever the day (用证授权: WHL-16)."""

    @listed(listing.OF_TYPE, LicenseFilter, LicenseOrder)
    def licenses(self) -> Connection[Annotated["License", strawberry.lazy("api.graphql.licensing.lens")]]:
        """Licences of this type that you may see (证照)."""


@shows(Pair, "A field of a licence's face with its value (照面信息).")
class FaceValue:
    """A field of a licence's face with its value."""

    key: str = attribute("Key, `KZ_…` (字段代码).")
    value: str = attribute("As printed (内容).")


@shows(words.LicenseEvent, "A change of a licence's stored state, its issue being the first (证照状态变更记录).")
class LicenseEvent:
    """A change of a licence's stored state."""

    state: LicenseState | None = attribute("Stored state after it; null = not known until the next (变更后状态).")
    at: DateTime = attribute("When; of issue and replacement, of the seal (变更时间).", through=datetime.isoformat)
    reason: str | None = attribute(
        f"Why; null where nothing was said (变更原因); {MASKED_CODES}; {NOT_FOR_ALL}.",
        through=lambda said: said or None,
    )
    reason_withheld: int | None = attribute(HOW_LONG.format("变更原因"), "withheld")


@lens(LICENSE, "A sealed licence (电子证照: WHL-3). Seen by its holders and its issuer; supervisors without the face.")
class License(Lens, Node):
    """A sealed licence."""

    identifier: str = column("Licence identifier, GB/T 36904 (电子证照标识).")
    version: int = column("Version, from 1 (版本号).")
    state: LicenseState = column("Stored state (证照状态).")
    issued_on: Date = column("Issued on (颁发日期).")
    valid_from: Date = column("Valid from (有效期起).")
    valid_until: Date | None = column("Last day of validity; null = 长期 (有效期止).")
    sealed_at: DateTime = column("Sealed at (签章时间).")
    digest: str = column("SHA-256 of the sealed file (文件摘要).")
    size: int = column("Bytes of the sealed file (文件大小).")
    type_name: str = column("Name of its type (证照名称).")
    type_version: int | None = column("Version of its type under which it was sealed (证照类型版本).")
    change_reason: str | None = words_column(
        "change_reason_cipher",
        f"Why it was changed, suspended or cancelled (变更原因); {MASKED_CODES}; {NOT_FOR_ALL}.",
        CHANGE_REASON,
    )
    change_reason_withheld: int | None = withheld_column("change_reason_cipher", "变更原因")

    @told("key", "number_cipher", "number_personal", "key_cipher")
    async def number(
        info: strawberry.Info,  # noqa: N805 - what is read
        key: str,
        number_cipher: str | None,
        number_personal: bool | None,
        key_cipher: str | None,
    ) -> str:
        """Certificate number (证照编号); `***` where it holds a person's number and you may not see the holders."""
        if number_cipher is None:
            return MASKED
        if not number_personal:
            return str(info.context.backend.personal.decrypt(number_cipher, NUMBER))
        own = await key_of_license(info, key, key_cipher)
        return MASKED if own is None else own.of_license.decrypt(number_cipher, NUMBER)

    @told("state_history", "valid_from", "valid_until")
    def status(
        info: strawberry.Info,  # noqa: N805 - a function of who asks, of columns and an argument
        state_history: list[str],
        valid_from: str,
        valid_until: str | None,
        on: On[Date] = None,
    ) -> LicenseStatus:
        """What it is today, or was on a day, dates taken into account (当日状态)."""
        asked = day(on) or info.context.view.today
        return status_on(_events(state_history), date.fromisoformat(valid_from), day(valid_until), asked)

    @told("state_history", published=list[LicenseEvent])
    async def history(info: strawberry.Info, state_history: list[str]) -> list[words.LicenseEvent]:  # noqa: N805
        """Every change of its stored state in order, from its issue on (状态变更记录)."""
        events, personal = _events(state_history), info.context.backend.personal
        said = [shown_words(info, personal.shown(each.reason, CHANGE_REASON)) for each in events]
        return [replace(each, reason=why) for each, why in zip(events, await asyncio.gather(*said), strict=True)]

    @edge(licensing_memory.policy_of_check_of_license, through=remark_while_open)
    def under_check(self) -> Remark | None:
        """What holds while an objection to it is open (校核期间提示); null where none is."""

    @edge(by_id(LICENSE_TYPE), key="type_id")
    def type(self) -> LicenseType | None:
        """Its type (证照类型)."""

    @edge(by_id(DEPARTMENT), key="issuer_id")
    def issuer(self) -> Department | None:
        """Its issuer (颁发机构)."""

    @edge(licensing_memory.holders_of)
    def holders(self) -> list[Holder]:
        """Its holders in order, as far as you may see them (持证主体)."""

    @told("key", "key_cipher", published=list[str])
    async def holder_names(info: strawberry.Info, key: str, key_cipher: str | None) -> list[str]:  # noqa: N805
        """Names of its holders in order, as they were sealed; none that you may not see, or erased (照面持证主体)."""
        own = await key_of_license(info, key, key_cipher)
        if own is None:
            return []
        sealed = await info.context.load(licensing_memory.keys_of_holders, key)
        return [each.decrypt(row[2], naming.NAME) for each, row in zip(own.of_holders, sealed, strict=True)]

    @edge(licensing_memory.replaces)
    def replaces(self) -> "License | None":
        """The version before (被变更的证照)."""

    @edge(licensing_memory.replaced_by)
    def replaced_by(self) -> "License | None":
        """The version after (变更后的证照)."""

    @edge(licensing_memory.objections_on_license)
    def objections(self) -> list[Annotated["Objection", strawberry.lazy("api.graphql.objections.lens")]]:
        """Objections on it that you may see (异议)."""

    @told("key", "face_cipher", "key_cipher", published=list[FaceValue] | None)
    async def face(
        info: strawberry.Info,  # noqa: N805 - what is read
        key: str,
        face_cipher: str | None,
        key_cipher: str | None,
    ) -> list[Pair] | None:
        """Its face; null for those who supervise without personal data, and where it is erased (照面信息)."""
        own = None if face_cipher is None else await key_of_license(info, key, key_cipher)
        if own is None or face_cipher is None:
            return None
        return pairs(orjson.loads(own.of_license.decrypt(face_cipher, "License.face")))

    erased_at: DateTime | None = column(
        "When a holder's personal data were erased, and with them its face and file; null = they are there "
        "(个人信息清除时间)."
    )

    @told("identifier")
    def file_url(info: strawberry.Info, identifier: str) -> str:  # noqa: N805 - what is read
        """Address of the sealed file; needs the same token (证照文件)."""
        return f"{info.context.backend.public_url}/licenses/{identifier}.pdf"


def _events(lines: list[str]) -> list[words.LicenseEvent]:
    return list(map(words.LicenseEvent.parse, lines))
