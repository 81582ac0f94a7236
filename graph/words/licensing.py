"""Licence types, licences and holders: GB/T 36902, GB/T 36903, WHL-3.

* A licence has three forms on its way: the order (`IssueOrder`, what the department hands in), what the licence says of
  itself (`licenses.paper.metadata.LicenseMetadata`, printed on the page and carried in the file), and the record
  (`LicenseRecord`, what the graph keeps).
* A holder has two: as the order and the licence name it (`Holder`), and as the graph keeps it (`StoredHolder`).

What is handed from one step to the next contains these values and copies none of their fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import unique

from graph.words.closed_list import ClosedList
from graph.words.face_fields import FaceField
from graph.words.organisation import AuthorityLevel
from graph.words.periods import holds_on
from graph.words.withheld import withheld

NUMBER = "License.number"
CHANGE_REASON = "License.changeReason"
"""As what the number of a licence and the reasons of its changes are encrypted."""


@unique
class LicenseState(ClosedList):
    """Stored state of a licence; 过期 is computed from dates and never stored."""

    IN_FORCE = "有效"
    SUSPENDED = "停用"
    CANCELLED = "注销"
    REPLACED = "变更"


@unique
class LicenseMove(ClosedList):
    """What is done to a licence that was issued (WHL-9)."""

    SUSPEND = "停用"
    RESUME = "恢复"
    REPLACE = "变更"
    CANCEL = "注销"


@unique
class LicenseStatus(ClosedList):
    """What a licence is on a day, dates taken into account; decided by `graph.subjects.licensing.rules`."""

    IN_FORCE = "有效"
    NOT_YET_VALID = "未生效"
    EXPIRED = "过期"
    SUSPENDED = "停用"
    CANCELLED = "注销"
    REPLACED = "已变更"
    UNDECIDED = "无法确定"


@dataclass(frozen=True, slots=True)
class LicenseEvent:
    """A change of a licence's stored state, the issue being the first (WHL-9)."""

    at: datetime
    state: LicenseState | None
    """The state after it; None: from then until the next event it is not known."""
    reason: str
    """Why; encrypted, as the graph keeps it, until it is shown; empty where nothing was said."""
    withheld: int | None = None
    """Bytes of a reason that is not for who reads this."""

    @classmethod
    def parse(cls, line: str) -> LicenseEvent:
        """Read one line of the history that the graph keeps, `2026-03-02T10:00:00+08:00|SUSPENDED|reason`."""
        at, state, reason = line.split("|", 2)
        held = withheld(reason)
        return cls(
            datetime.fromisoformat(at), LicenseState[state] if state else None, reason if held is None else "", held
        )

    @property
    def line(self) -> str:
        """The line that `parse` reads."""
        return f"{self.at.isoformat()}|{self.state.name if self.state else ''}|{self.reason}"


@unique
class LicenseCategory(ClosedList):
    """Category of a licence type (证照类别): WHL-3."""

    CERTIFICATE = "证件"
    PROOF = "证明"
    APPROVAL = "批文"
    EXPERT_REPORT = "鉴定报告"
    OUTCOME = "办事结果"
    OTHER = "其他"


@unique
class HolderCategory(ClosedList):
    """Who may hold a type (持证主体类别) of GB/T 36902."""

    PERSON = "自然人"
    ORGANISATION = "法人和其他组织"
    MIXED = "混合"


@dataclass(frozen=True, slots=True)
class LicenseType:
    """An entry of the licence catalogue (证照目录): WHL-3, WHL-8."""

    code: str
    """USCC of the defining authority + 3 digits."""
    name: str
    """Official text to the character."""
    definer: str
    definer_code: str
    definer_level: AuthorityLevel
    holder_category: HolderCategory
    validity: str
    """`长期`, `5年`, `180天`, `6月`; several with 、 between (`graph.words.validity`)."""
    issuer_level: AuthorityLevel
    category: LicenseCategory
    layout: str
    """Which page layout draws it (版式)."""
    colour: str
    """Main colour of the layout, `#rrggbb`."""
    photo: bool
    number_format: str
    """As `J{区县}-{年}-{序号:6}` (`graph.codes.number_format`); empty prescribes none."""
    fields: tuple[FaceField, ...]
    service_item: str = ""
    service_code: str = ""
    synthetic: bool = False
    summary: str = ""
    holder_count: str = ""
    """How many hold one licence together: `1`, `2`, `1-9`; empty is any number."""
    version: int = 1
    """Of its definition, from 1; a licence keeps the one under which it was sealed."""
    since: date | None = None
    """First day on which this version is in force; None = ever since."""
    until: date | None = None
    """First day on which the type is abolished (废止)."""
    draft: bool = False
    """The version is a draft (草案): nothing is issued by it."""
    begun: date | None = None
    """First day of its first version; None = always."""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """That an authority may issue a type in a period; whether it could on a day is decided here and nowhere else."""

    type_code: str
    issuer: str
    valid_from: date
    valid_until: date | None = None
    basis: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the authority may issue the type on a day; the last day no longer counts."""
        return holds_on(day, self.valid_from, self.valid_until)


HOLDER_CODE_TYPES: Mapping[str, str] = {
    "001": "统一社会信用代码", "099": "其他法人证件", "111": "公民身份号码", "114": "军官证", "115": "武警警官证",
    "118": "士兵证", "119": "武警士兵证", "120": "文职人员证", "122": "武警文职", "411": "外交护照", "412": "公务护照",
    "413": "公务普通护照", "414": "普通护照", "511": "台湾居民来往大陆通行证", "516": "港澳居民来往内地通行证",
    "999": "其他自然人证件",
}  # fmt: skip
"""Holder code types of GB/T 36903, annex A."""

_OF_ORGANISATIONS = frozenset({"001", "099"})


@dataclass(frozen=True, slots=True)
class Holder:
    """A natural person, legal person or other organisation (持证主体), as an order and a licence name it."""

    name: str
    code: str
    """Citizen ID number, USCC or the number of another document."""
    code_type: str
    """GB/T 36903 annex A: 001 USCC, 111 citizen ID number, …"""
    code_type_name: str
    """The same in words, as 统一社会信用代码: a file states both, so what it states is kept."""
    former_name: str = ""
    """What the register calls him, where an order says that he has changed his name (曾用名); no licence states it."""
    former_type: str = ""
    """As which kind the register has his code, where an order says that this was wrong (原代码类型); as above."""

    @classmethod
    def known_by(cls, name: str, code: str, code_type: str, former_name: str = "", former_type: str = "") -> Holder:
        """A holder with the words of its code type; without words where annex A has no such type."""
        return cls(name, code, code_type, HOLDER_CODE_TYPES.get(code_type, ""), former_name, former_type)

    @property
    def said(self) -> list[str]:
        """What `known_by` takes, without what is not said at the end."""
        former = [self.former_name, self.former_type] if self.former_type else [self.former_name]
        return [self.name, self.code, self.code_type, *(former if any(former) else [])]

    @property
    def person(self) -> bool:
        """Whether it is a natural person."""
        return self.code_type not in _OF_ORGANISATIONS


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """What the issuing department hands in to have a licence made (WHL-9)."""

    type_code: str
    issuer: str
    holders: tuple[Holder, ...]
    number: str
    """Certificate number (证照编号)."""
    issued_on: date
    valid_from: date
    valid_until: date | None
    face: dict[str, str]
    """What follows from the rest of the order may be left out; it is filled in."""
    photo: bytes | None = None
    replaces: str | None = None
    """Identifier of the licence that this one re-issues."""
    change_reason: str = ""
    type_name: str | None = None
    """Name of the type as it was seen by who orders; where it is given, it is the official one to the character."""
    repeated: tuple[str, ...] = ()
    """Keys of the face that were given more than once."""


@dataclass(frozen=True, slots=True)
class StoredHolder:
    """A holder as the graph keeps it: found by a keyed hash of its code, name and code encrypted."""

    id: str
    code_hash: str
    person: bool
    code_type: str
    name_cipher: str
    code_cipher: str
    key_cipher: str
    """His key, wrapped by the store's; who is there already keeps the one that he has."""
    former_cipher: str | None = None
    """What the register calls him, by an order that says that he has changed his name."""
    former_type: str = ""
    """As which kind the register has his code, by an order that says that this was wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseRecord:
    """A licence as the graph keeps it; its holders are nodes of their own."""

    id: str
    identifier: str
    """电子证照标识 (GB/T 36904)."""
    number: str
    """Certificate number, encrypted; empty where it is personal and who reads the record may not see the holders."""
    number_hash: str
    """Keyed hash by which the number is found; empty in a record that was read, where nobody asks for it."""
    number_key: str
    """What one licence in force has at a time, by the number as it is written; empty in a record that was read."""
    number_personal: bool
    """The number holds the code of a holder, or another number that is a person's."""
    version: int
    state: LicenseState
    """The state now, that of the last event."""
    history: tuple[LicenseEvent, ...]
    """Every change of state in order, from the issue on."""
    issued_on: date
    valid_from: date
    valid_until: date | None
    """Last day of validity; None is 长期."""
    sealed_at: datetime
    digest: str
    """SHA-256 of the sealed file."""
    size: int
    """Bytes of the sealed file."""
    seal_serial: str
    """Serial number of the sealing certificate, hexadecimal."""
    type_code: str
    type_name: str
    type_version: int = 1
    issuer: str
    face_cipher: str
    """The face as JSON, encrypted; empty where who reads the record may not see the holders, or it is erased."""
    holder_hashes: tuple[str, ...]
    """`StoredHolder.code_hash` of each holder, in order."""
    change_reason: str
    """Why it was changed last, encrypted; empty where nothing was said."""
    replaces_id: str | None
    """Id of the licence that it replaces."""
    erased_at: datetime | None = None
    """When the personal data of a holder were erased, and with them what was readable of it; None = they are there."""
