"""What a check has found wrong (核对发现的问题): in which head, about what, what; nothing that tells of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique

from graph.errors import Text


@unique
class Head(StrEnum):
    """What is compared with what."""

    REGISTER = "register"
    """Every licence's record with what stands around it, and with its sealed file."""
    DIGESTS = "digests"
    """The digests by which the register knows files, with each other and with the files."""
    ARCHIVE = "archive"
    """Every record has its file, every file its record, and each opens."""
    JOURNAL = "journal"
    """The journal has no gap, and says what it said."""
    COLLECTED = "collected"
    """Files that were not made here."""
    EVIDENCE = "evidence"
    """Files of cases: of suspected forgeries, and signed agreements."""


HEADS: dict[Head, Text] = {
    Head.REGISTER: Text("登记簿", "register"),
    Head.DIGESTS: Text("文件摘要", "digests"),
    Head.ARCHIVE: Text("档案", "archive"),
    Head.JOURNAL: Text("日志", "journal"),
    Head.COLLECTED: Text("归集文件", "collected"),
    Head.EVIDENCE: Text("案卷文件", "evidence"),
}


@unique
class Wrong(StrEnum):
    """What can be wrong."""

    UNREADABLE = "unreadable"
    KEY = "key"
    CIPHER = "cipher"
    STATE = "state"
    RELATIONS = "relations"
    SEALED_DATA = "sealed-data"
    HOLDER_NAME = "holder-name"
    JOURNALED = "journaled"
    ISSUED_DIGEST = "issued-digest"
    SEALED_DIGEST = "sealed-digest"
    SIZE = "size"
    FILE_MISSING = "file-missing"
    FILE_DAMAGED = "file-damaged"
    FILE_STRANGE = "file-strange"
    LINE_MISSING = "line-missing"
    LINE_CHANGED = "line-changed"
    PART_MISSING = "part-missing"
    CUT = "cut"


SAID: dict[Wrong, Text] = {
    Wrong.UNREADABLE: Text("记录无法读取", "the record cannot be read"),
    Wrong.KEY: Text("证照密钥打不开", "its key does not open"),
    Wrong.CIPHER: Text("加密字段打不开", "what is encrypted in it does not open"),
    Wrong.STATE: Text("当前状态与历史不一致", "its state is not what its history says"),
    Wrong.RELATIONS: Text("与类型、机关或持证主体的关系不一致", "it does not agree with its type, issuer or holders"),
    Wrong.HOLDER_NAME: Text(
        "持证主体名称或代码类型与证照不一致", "it has another holder, or kind of code, than its file"
    ),
    Wrong.SEALED_DATA: Text("与已签章文件的数据不一致", "it says something else than its sealed file"),
    Wrong.JOURNALED: Text("日志中没有签发记录", "the journal does not say that it was issued"),
    Wrong.ISSUED_DIGEST: Text("登记的文件摘要不一致", "the digests of its file disagree"),
    Wrong.SEALED_DIGEST: Text("签章部分的摘要与文件不符", "the digest of the sealed part is not that of its file"),
    Wrong.SIZE: Text("登记的大小与文件不符", "its file has another size"),
    Wrong.FILE_MISSING: Text("档案中没有文件", "the archive has no file of it"),
    Wrong.FILE_DAMAGED: Text("档案中的文件已损坏", "its file is damaged"),
    Wrong.FILE_STRANGE: Text("文件没有登记", "no record has this file"),
    Wrong.LINE_MISSING: Text("日志缺行或多行", "lines of the journal are missing, or too many"),
    Wrong.LINE_CHANGED: Text("日志被改动", "a line of the journal was changed"),
    Wrong.PART_MISSING: Text("日志缺一段", "a part of the journal is missing"),
    Wrong.CUT: Text("日志末尾被截断", "the journal was cut at its end"),
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong."""

    head: Head
    wrong: Wrong
    about: str
    """Identifier of the licence, digest of the file, number of the part of the journal."""
    detail: str = ""
    """Which columns: names, no values."""
