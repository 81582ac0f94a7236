"""What can be wrong with a catalogue entry: one row a lint, with its weight, its hint and where it comes from.

* REFUSE: the entry is not taken. WARN: it is taken, and its department is told.
* Where the rule is a city's, the row names none: the finding cites the cell of the policy row that was asked.
* `{value}` is what the entry says, `{right}` what it should say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, unique
from types import MappingProxyType

from graph.errors import Text
from graph.refusal_codes import Code


@unique
class Severity(Enum):
    """What a finding does to the entry."""

    REFUSE = "退回"
    WARN = "提示"


@unique
class Lint(Enum):
    """Errors that departments make, each with its code."""

    NAME_EMPTY = Code.NAME_EMPTY
    NAME_IS_SYSTEM = Code.NAME_IS_SYSTEM
    NAME_NUMBERED = Code.NAME_NUMBERED
    NAME_TWICE = Code.NAME_TWICE
    NAME_NEAR_DUPLICATE = Code.NAME_NEAR_DUPLICATE
    ITEMS_ELSEWHERE = Code.ITEMS_ELSEWHERE
    CODE_FORM = Code.CODE_FORM
    CODE_STRUCTURE = Code.CODE_STRUCTURE
    CODE_AGAINST_CLASS = Code.CODE_AGAINST_CLASS
    PROVIDER_EMPTY = Code.PROVIDER_EMPTY
    PROVIDER_CODE = Code.PROVIDER_CODE
    PROVIDER_CHECK_DIGIT = Code.PROVIDER_CHECK_DIGIT
    SUMMARY_EMPTY = Code.SUMMARY_EMPTY
    SUMMARY_REPEATS_NAME = Code.SUMMARY_REPEATS_NAME
    FORMAT_MISMATCH = Code.FORMAT_MISMATCH
    FORMAT_UNDESCRIBED = Code.FORMAT_UNDESCRIBED
    MODE_MISSING = Code.MODE_MISSING
    MODE_OFF_PLATFORM = Code.MODE_OFF_PLATFORM
    FILE_FORMAT_MODE = Code.FILE_FORMAT_MODE
    DATABASE_FORMAT_MODE = Code.DATABASE_FORMAT_MODE
    MODE_NOT_PREFERRED = Code.MODE_NOT_PREFERRED
    INTERFACE_UNDESCRIBED = Code.INTERFACE_UNDESCRIBED
    REFUSED_WITHOUT_GROUND = Code.REFUSED_WITHOUT_GROUND
    GROUND_INSUFFICIENT = Code.GROUND_INSUFFICIENT
    MUST_BE_SHARED = Code.MUST_BE_SHARED
    BASIS_UNKNOWN = Code.BASIS_UNKNOWN
    CONDITIONAL_WITHOUT_CONDITION = Code.CONDITIONAL_WITHOUT_CONDITION
    SCOPE_UNSTATED = Code.SCOPE_UNSTATED
    SUBJECT_NOT_UNCONDITIONAL = Code.SUBJECT_NOT_UNCONDITIONAL
    NOBODY_CONCERNED = Code.NOBODY_CONCERNED
    BASE_ITEM_NOT_UNCONDITIONAL = Code.BASE_ITEM_NOT_UNCONDITIONAL
    OPEN_THOUGH_NOT_SHARED = Code.OPEN_THOUGH_NOT_SHARED
    OPENING_UNKNOWN_HERE = Code.OPENING_UNKNOWN_HERE
    OPENING_WITHOUT_CONDITION = Code.OPENING_WITHOUT_CONDITION
    OPENING_MODE_MISSING = Code.OPENING_MODE_MISSING
    OPENING_MODE_NEEDLESS = Code.OPENING_MODE_NEEDLESS
    OPEN_PERSONAL = Code.OPEN_PERSONAL
    SECRET = Code.SECRET
    EXCLUSIVE_NOT_HERE = Code.EXCLUSIVE_NOT_HERE
    AGENT_NOT_HERE = Code.AGENT_NOT_HERE
    ITEMS_EMPTY = Code.ITEMS_EMPTY
    ITEM_NAME_EMPTY = Code.ITEM_NAME_EMPTY
    ITEM_TWICE = Code.ITEM_TWICE
    ITEM_SEQUENCE = Code.ITEM_SEQUENCE
    ITEM_LENGTH = Code.ITEM_LENGTH
    UNIT_IN_NUMBER = Code.UNIT_IN_NUMBER
    IDENTIFIER_MISSING = Code.IDENTIFIER_MISSING
    ELEMENT_NAME = Code.ELEMENT_NAME
    ELEMENT_TYPE = Code.ELEMENT_TYPE
    ELEMENT_LENGTH = Code.ELEMENT_LENGTH
    ITEM_EVERYWHERE = Code.ITEM_EVERYWHERE
    CYCLE_UNIFORM = Code.CYCLE_UNIFORM


@dataclass(frozen=True, slots=True)
class LintRow:
    """How a lint is told."""

    severity: Severity
    hint: Text
    rules: tuple[str, ...] = ("GUIDE-1272",)
    """Empty where the city's cell is cited instead."""


def _refuse(zh: str, en: str, *rules: str, of_city: bool = False) -> LintRow:
    return LintRow(Severity.REFUSE, Text(zh, en), () if of_city else rules or ("GUIDE-1272",))


def _warn(zh: str, en: str, *rules: str, of_city: bool = False) -> LintRow:
    return LintRow(Severity.WARN, Text(zh, en), () if of_city else rules or ("GUIDE-1272",))


LINTS: Mapping[Lint, LintRow] = MappingProxyType(
    {
        Lint.NAME_EMPTY: _refuse("请填写信息资源名称", "give the resource a name"),
        Lint.NAME_IS_SYSTEM: _warn(
            "“{value}”像是系统名称；请写系统里的数据是什么，如“企业登记信息”",
            "“{value}” looks like the name of a system; say what the data are, as “企业登记信息”",
        ),
        Lint.NAME_NUMBERED: _warn(
            "“{value}”以序号结尾；请用内容区分，而不是编号",
            "“{value}” ends with a number; tell resources apart by content, not by counting",
        ),
        Lint.NAME_TWICE: _refuse(
            "同一提供方已有名称相同的条目：{right}", "the same provider has an entry of this name already: {right}"
        ),
        Lint.NAME_NEAR_DUPLICATE: _warn(
            "与条目 {right} 的名称仅差序号、标点或空格，请确认不是重复登记",
            "differs from {right} only by a number, punctuation or blanks; make sure that it is not the same",
        ),
        Lint.ITEMS_ELSEWHERE: _warn(
            "信息项{value}已由条目 {right} 共享；能共享获取的不重复采集，请先申请使用",
            "items {value} are shared by entry {right} already: what is shared is not collected again; ask for that",
            of_city=True,
        ),
        Lint.CODE_FORM: _refuse(
            "信息资源代码应为1至64位字母、数字、下划线、斜线或连字符",
            "an entry code has 1 to 64 letters, digits, _, / or -",
        ),
        Lint.CODE_STRUCTURE: _warn(
            "代码“{value}”过短或不符合“类、项、目、细目/顺序号”，如 {right}",
            "code {value} is too short or lacks class, group, family, detail / sequence, as {right}",
        ),
        Lint.CODE_AGAINST_CLASS: _refuse(
            "代码的类“{value}”与所属资源库不符，应为 {right}（1 基础，2 主题，3 部门）",
            "class {value} of the code is not that of its library: {right} (1 base, 2 thematic, 3 department)",
        ),
        Lint.PROVIDER_EMPTY: _refuse("请填写提供方代码", "name the providing department"),
        Lint.PROVIDER_CODE: _refuse(
            "提供方代码“{value}”不是统一社会信用代码：{right}", "{value} is no unified social credit code: {right}"
        ),
        Lint.PROVIDER_CHECK_DIGIT: _warn(
            "提供方代码“{value}”校验位不符，应为 {right}", "the check character of {value} should be {right}"
        ),
        Lint.SUMMARY_EMPTY: _refuse("请填写信息资源摘要", "describe the resource"),
        Lint.SUMMARY_REPEATS_NAME: _warn(
            "摘要只是重复名称；请写内容、范围和来源", "the summary only repeats the name; say content, coverage, origin"
        ),
        Lint.FORMAT_MISMATCH: _refuse(
            "格式类型“{value}”不属于该格式分类，可用：{right}；没有列出的，格式类型留空，写入其他格式",
            "format {value} is not of this category: {right}; what is not listed stands, without a type, as another",
        ),
        Lint.FORMAT_UNDESCRIBED: _warn(
            "自描述格式没有类型清单，请写明是什么格式", "self-describing formats have no list; say which it is"
        ),
        Lint.MODE_MISSING: _refuse(
            "经共享平台提供的，应选择数据库、文件或接口", "what goes over the platform is a database, file or interface"
        ),
        Lint.MODE_OFF_PLATFORM: _refuse(
            "{value}不经共享平台，不应有共享方式类型", "{value} does not go over the platform and has no mode"
        ),
        Lint.FILE_FORMAT_MODE: _refuse(
            "格式为文件的，共享方式应为“文件”，现为“{value}”", "a file format is supplied as file, not as {value}"
        ),
        Lint.DATABASE_FORMAT_MODE: _refuse(
            "格式为数据库的，共享方式应为“数据库”或“接口”，现为“{value}”",
            "a database format is supplied as database or interface, not as {value}",
        ),
        Lint.MODE_NOT_PREFERRED: _warn(
            "本地首选“{right}”方式提供，现为“{value}”；确有困难的可以保留",
            "here it is supplied by “{right}” in the first place, not as {value}; keep it where that cannot be",
            of_city=True,
        ),
        Lint.INTERFACE_UNDESCRIBED: _warn(
            "以接口提供的，请附接口规范说明", "an interface has its specification: the text, or its place", of_city=True
        ),
        Lint.REFUSED_WITHOUT_GROUND: _refuse(
            "不予共享应注明依据：{right}", "what is not shared has to cite its ground: {right}", of_city=True
        ),
        Lint.GROUND_INSUFFICIENT: _refuse(
            "所列依据（{value}）不足以不予共享，应为有效的：{right}",
            "the ground cited ({value}) does not carry “不予共享”; it takes, in force: {right}",
            of_city=True,
        ),
        Lint.MUST_BE_SHARED: _warn(
            "{value}属于必须共享的范围（{right}），非涉密的应予共享",
            "{value} is among what has to be shared as far as it is not secret ({right})",
            of_city=True,
        ),
        Lint.BASIS_UNKNOWN: _refuse("没有代码为 {value} 的依据", "there is no legal basis {value}"),
        Lint.CONDITIONAL_WITHOUT_CONDITION: _refuse("有条件共享应写明共享条件", "a condition has to be named"),
        Lint.SCOPE_UNSTATED: _warn(
            "有条件共享应随条目写明{right}", "what is shared on conditions has to say its “{right}”", of_city=True
        ),
        Lint.SUBJECT_NOT_UNCONDITIONAL: _warn(
            "与{value}相关的资源应列入无条件共享类，在相关单位之间共享",
            "what concerns {value} is shared without condition among the units concerned",
            of_city=True,
        ),
        Lint.NOBODY_CONCERNED: _warn(
            "与{value}相关的资源在相关单位之间共享，请写明相关单位",
            "what concerns {value} is shared among the units concerned; name them",
            of_city=True,
        ),
        Lint.BASE_ITEM_NOT_UNCONDITIONAL: _refuse(
            "基础信息资源的基础信息项“{value}”应无条件共享",
            "base item {value} of a base library is shared without condition",
            of_city=True,
        ),
        Lint.OPEN_THOUGH_NOT_SHARED: _refuse(
            "{value}的，只能选择不开放", "what is {right} can only be “not open”", of_city=True
        ),
        Lint.OPENING_UNKNOWN_HERE: _refuse(
            "本地没有“{value}”开放，可选：{right}", "opening {value} does not exist here; choose {right}", of_city=True
        ),
        Lint.OPENING_WITHOUT_CONDITION: _refuse(
            "有条件开放应写明开放条件", "what is opened on a condition has to name the condition", of_city=True
        ),
        Lint.OPENING_MODE_MISSING: _warn(
            "向社会开放的，请写明开放方式：{right}", "what is open to society says how it is had: one of “{right}”"
        ),
        Lint.OPENING_MODE_NEEDLESS: _warn(
            "不予开放的没有开放方式，现为“{value}”", "what is not open is not had by society at all, nor as “{value}”"
        ),
        Lint.OPEN_PERSONAL: _warn(
            "信息项“{value}”涉及个人隐私，请列入不予开放或脱敏后有条件开放",
            "item {value} touches privacy; do not open it, or only on a condition and masked",
            of_city=True,
        ),
        Lint.SECRET: _refuse(
            "涉及国家秘密的资源不得登记", "a resource that touches a state secret is not registered here", of_city=True
        ),
        Lint.AGENT_NOT_HERE: _refuse(
            "不能指定授权代理方“{value}”：授权代理方只在本地办法有规定时，就有条件共享的资源指定",
            "{value} cannot be its agent: that takes the city's text, and what is shared on conditions",
            of_city=True,
        ),
        Lint.EXCLUSIVE_NOT_HERE: _refuse(
            "专用部门名单不能用于“{value}”：须有本地“专用”的规定，名单列明提供方以外的部门，不予共享的资源没有专用部门",
            "{value} is spared no application: that takes the city's text, another department, and what is shared",
            of_city=True,
        ),
        Lint.ITEMS_EMPTY: _refuse("请至少登记一个信息项", "register at least one information item"),
        Lint.ITEM_NAME_EMPTY: _refuse("第{value}个信息项没有名称", "item {value} has no name"),
        Lint.ITEM_TWICE: _refuse("信息项“{value}”重复", "item {value} stands twice"),
        Lint.ITEM_SEQUENCE: _refuse(
            "信息项序号应从1起连续，现为 {value}", "items are numbered from 1 without gaps, not {value}"
        ),
        Lint.ITEM_LENGTH: _warn("信息项“{value}”应有大于0的长度", "item {value} should have a length greater than 0"),
        Lint.UNIT_IN_NUMBER: _warn(
            "信息项“{value}”：数值用数值型，单位写在说明里，不写进数值或名称",
            "item {value}: a number is of a numeric type; its unit belongs in the note, not in the value or the name",
        ),
        Lint.IDENTIFIER_MISSING: _warn(
            "涉及{value}的信息应有标识项：{right}", "data about {value} carry an identifier: {right}", of_city=True
        ),
        Lint.ELEMENT_NAME: _warn(
            "信息项“{value}”的名称中没有所绑定的数据元 {right} 的名称，请按数据元命名，或改绑另一数据元",
            "item {value} is not called by its data element {right}; call it so, or bind it to another",
        ),
        Lint.ELEMENT_TYPE: _warn(
            "信息项“{value}”的数据类型与所绑定的数据元 {right} 不同，请改为一致，或改绑另一数据元",
            "item {value} is of another type than data element {right}; give it that type, or bind it to another",
        ),
        Lint.ELEMENT_LENGTH: _warn(
            "信息项“{value}”的长度与所绑定的数据元 {right} 不同，请改为一致，或改绑另一数据元",
            "item {value} has another length than data element {right}; give it that length, or bind it to another",
        ),
        Lint.ITEM_EVERYWHERE: _warn(
            "信息项“{value}”出现在{right}的条目中，请确认不是照抄",
            "item {value} stands in {right} of the entries; make sure that it was not copied",
        ),
        Lint.CYCLE_UNIFORM: _warn(
            "全部条目的更新周期都是“{value}”，请按实际填写", "all are updated “{value}”; say what is true of each"
        ),
    }
)


@dataclass(frozen=True, slots=True)
class EntryFinding:
    """One thing that is wrong with an entry."""

    lint: Lint
    message: Text
    rules: tuple[str, ...]
    path: tuple[str, ...]
    """Field of the draft, as `("items", "3", "name")`."""
    value: str = ""

    @property
    def severity(self) -> Severity:
        """Whether the entry is refused for it."""
        return LINTS[self.lint].severity


def finding(lint: Lint, *path: str, value: str = "", right: str = "", rules: tuple[str, ...] = ()) -> EntryFinding:
    """A finding told by its row; `rules` are those of the city's cell, where one was asked."""
    row = LINTS[lint]
    message = Text(row.hint.zh.format(value=value, right=right), row.hint.en.format(value=value, right=right))
    return EntryFinding(lint, message, rules or row.rules, path, value)
