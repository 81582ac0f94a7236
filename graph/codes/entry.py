"""Code of a catalogue entry (政务信息资源代码), 编制指南 (发改高技〔2017〕1272号).

* Accepted form: 1 to 64 letters, digits, `_`, `/` and `-`. Case is kept; codes are compared as written.
* Where it follows the guide: class (类, 1 digit) + group (项, 2) + family (目, 3) + detail (细目, variable) + `/` +
  sequence. Class 1 is base, 2 thematic, 3 department.
"""

import re
from dataclasses import dataclass

from graph.codes.report import CodeFinding, CodeReport, normalise
from graph.errors import Text
from graph.refusal_codes import Code

RULE = "GUIDE-1272"
MAX_LENGTH = 64

_FORM = re.compile(r"[A-Za-z0-9_/-]{1,64}")
_GUIDE = re.compile(r"(?P<class>[0-9])(?P<group>[0-9]{2})(?P<family>[0-9]{3})(?P<detail>[^/]*)/(?P<sequence>[^/]+)")


@dataclass(frozen=True, slots=True)
class EntryCode:
    """A code of the accepted form."""

    text: str

    @property
    def parts(self) -> "EntryCodeParts | None":
        """The parts of the guide, or None where the code does not follow it."""
        match = _GUIDE.fullmatch(self.text)
        if match is None:
            return None
        klass, group, family, detail, sequence = match.groups()
        return EntryCodeParts(int(klass), group, family, detail, sequence)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class EntryCodeParts:
    """What the places of a code by the guide say."""

    class_digit: int
    """类: 1 基础, 2 主题, 3 部门."""
    group: str
    """项, two digits; 1-05 is 基础·电子证照."""
    family: str
    """目, three digits."""
    detail: str
    """细目, of any length."""
    sequence: str
    """Number of the resource within its detail."""


def check_entry_code(text: str) -> CodeReport[EntryCode]:
    """Say what is wrong with a code; one that leaves the guide's structure is tolerable."""
    code = normalise(text, upper=False)
    if not 1 <= len(code) <= MAX_LENGTH:
        message = Text(
            f"信息资源代码应为1至64个字符，现为{len(code)}个",
            f"an entry code has 1 to 64 characters, this one {len(code)}",
        )
        return CodeReport(code, None, (CodeFinding(Code.ENTRY_CODE_LENGTH, message, RULE, expected="1-64"),))
    if not _FORM.fullmatch(code):
        message = Text(
            "信息资源代码只能含字母、数字、下划线、斜线和连字符", "an entry code has only letters, digits, _, / and -"
        )
        return CodeReport(code, None, (CodeFinding(Code.ENTRY_CODE_CHARACTERS, message, RULE),))
    value = EntryCode(code)
    if value.parts is None:
        message = Text(
            "信息资源代码不符合“类1位、项2位、目3位、细目、/、顺序号”的结构",
            "the entry code does not have the guide's structure: class 1, group 2, family 3, detail, /, sequence",
        )
        finding = CodeFinding(Code.ENTRY_CODE_STRUCTURE, message, RULE, expected="307001340200/000001", tolerable=True)
        return CodeReport(code, value, (finding,))
    return CodeReport(code, value)
