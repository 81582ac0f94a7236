"""Stable names of refusals: what each says, and who gets to see it.

* What is refused names a member; there is no other way to give a code, so that none is raised that is not listed.
* A code is its own text: `Code.PERIOD == "PERIOD"`, in JSON, logs and metrics too.
* Whatever is not marked is published, as a member of `ErrorCode` in the schema with the words given here.
"""

from __future__ import annotations

from enum import Enum, StrEnum, auto, unique


@unique
class Shown(Enum):
    """Where a code is seen."""

    SCHEMA = auto()
    """In answers to GraphQL, as a member of the published enum."""
    HTTP = auto()
    """In answers to requests that reach no field, or when something breaks."""
    COMMAND = auto()
    """In what `zhengtu` prints: settings, the store."""


@unique
class Code(StrEnum):
    """Stable names of refusals (不予办理的原因代码)."""

    says: str
    shown: Shown

    def __new__(cls, name: str, says: str, shown: Shown = Shown.SCHEMA) -> Code:
        """Make a member that is the text of its name."""
        code = str.__new__(cls, name)
        code._value_ = name
        code.says = says
        code.shown = shown
        return code

    # codes of the field
    CITIZEN_ID_BIRTH_DATE = "CITIZEN_ID_BIRTH_DATE", "An ID number whose date of birth is none (出生日期不成立)."
    CITIZEN_ID_CHARACTERS = "CITIZEN_ID_CHARACTERS", "An ID number with others than digits and X (字符不符)."
    CITIZEN_ID_CHECK_DIGIT = "CITIZEN_ID_CHECK_DIGIT", "An ID number with a wrong check character (校验码不符)."
    CITIZEN_ID_DIVISION = "CITIZEN_ID_DIVISION", "A citizen identity number of an unknown division (行政区划未知)."
    CITIZEN_ID_LENGTH = "CITIZEN_ID_LENGTH", "A citizen identity number that has not 18 characters (长度不符)."
    DIVISION_FORM = "DIVISION_FORM", "A division code that has not six digits (行政区划代码格式不符)."
    DIVISION_NAME = "DIVISION_NAME", "A division that the standard calls otherwise (与标准名称不同)."
    DIVISION_UNKNOWN = "DIVISION_UNKNOWN", "An unknown division (行政区划代码未知)."
    ENTRY_CODE_CHARACTERS = "ENTRY_CODE_CHARACTERS", "An entry code with foreign characters (资源代码字符不符)."
    ENTRY_CODE_LENGTH = "ENTRY_CODE_LENGTH", "An entry code that is empty or too long (资源代码长度不符)."
    ENTRY_CODE_STRUCTURE = "ENTRY_CODE_STRUCTURE", "An entry code without the guide's parts (资源代码结构不符)."
    IDENTIFIER_CHECK_DIGIT = "IDENTIFIER_CHECK_DIGIT", "A licence identifier with a wrong check character (校验位不符)."
    IDENTIFIER_FORM = "IDENTIFIER_FORM", "A licence identifier without its six parts (证照标识格式不符)."
    IDENTIFIER_ISSUER_IS_DIVISION = (
        "IDENTIFIER_ISSUER_IS_DIVISION",
        "A licence identifier with a division for its issuer (颁发机构代码误用区划).",
    )
    IDENTIFIER_IS_NUMBER = (
        "IDENTIFIER_IS_NUMBER",
        "A certificate number where a licence identifier should stand (误填证照编号).",
    )
    IDENTIFIER_LENGTH = "IDENTIFIER_LENGTH", "A licence identifier that is too long (证照标识过长)."
    IDENTIFIER_LETTERS_SHIFTED = (
        "IDENTIFIER_LETTERS_SHIFTED",
        "A check character that was computed with shifted letters (校验位字母移位).",
    )
    IDENTIFIER_OLD_ROOT = "IDENTIFIER_OLD_ROOT", "A licence identifier with the old root (旧根)."
    IDENTIFIER_ROOT = "IDENTIFIER_ROOT", "A licence identifier with an unknown root (根不符)."
    IDENTIFIER_SERIAL = "IDENTIFIER_SERIAL", "A licence identifier with a wrong serial number (流水号不符)."
    IDENTIFIER_VERSION = "IDENTIFIER_VERSION", "A licence identifier with a wrong version (版本号不符)."
    LICENSE_TYPE_LENGTH = "LICENSE_TYPE_LENGTH", "A type code that has not 21 characters (证照类型代码长度不符)."
    LICENSE_TYPE_NUMBER = (
        "LICENSE_TYPE_NUMBER",
        "A type code that does not end with three digits (证照类型代码序号不符).",
    )
    USCC_CHARACTERS = (
        "USCC_CHARACTERS",
        "A unified social credit code with foreign characters (统一社会信用代码字符不符).",
    )
    USCC_CHECK_DIGIT = (
        "USCC_CHECK_DIGIT",
        "A unified social credit code with a wrong check character (统一社会信用代码校验位不符).",
    )
    USCC_LENGTH = "USCC_LENGTH", "A unified social credit code that has not 18 characters (统一社会信用代码长度不符)."
    # what was asked
    BAD_REQUEST = "BAD_REQUEST", "The request is not formed as this endpoint needs it (请求格式不符)."
    DEADLINE_EXCEEDED = "DEADLINE_EXCEEDED", "The operation took too long and was stopped (操作超时)."
    DOCUMENT_AMBIGUOUS = "DOCUMENT_AMBIGUOUS", "Both a document and the id of one (同时给出查询与编号)."
    DOCUMENT_NOT_FOUND = "DOCUMENT_NOT_FOUND", "No known operation has this id (没有这个已登记操作)."
    DOCUMENT_NOT_TRUSTED = "DOCUMENT_NOT_TRUSTED", "Only known operations are run here (只执行已登记操作)."
    FILE_IN_VARIABLE = "FILE_IN_VARIABLE", "A PDF as base64 in a variable; upload it (文件不可写在变量里)."
    FILE_MISSING = "FILE_MISSING", "No file came with the request (没有收到文件)."
    FILE_MISPLACED = (
        "FILE_MISPLACED",
        "A part of the form is no file of just one name that stands in variables of its own (文件与变量不对应).",
    )
    FILE_TOO_LARGE = "FILE_TOO_LARGE", "The file has more bytes than are taken (文件过大)."
    FILTER_TOO_WIDE = "FILTER_TOO_WIDE", "The filter spreads to too many alternatives (筛选条件过宽)."
    FOREIGN_CURSOR = "FOREIGN_CURSOR", "A cursor of another list, order or filter (游标不符)."
    FOREIGN_QR = "FOREIGN_QR", "A QR code that is not one of ours (非本系统二维码)."
    IDEMPOTENCY_KEY = "IDEMPOTENCY_KEY", "An idempotency key that cannot be one (幂等键不符)."
    IDEMPOTENCY_KEY_REUSED = (
        "IDEMPOTENCY_KEY_REUSED",
        "The key was used for a different request (幂等键已用于其他请求).",
    )
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED", "The document asks for more than one of the limits allows (查询超过限制)."
    MALFORMED_DATE = "MALFORMED_DATE", "A date is written 2026-01-31 (日期格式不符)."
    STILL_TO_COME = "STILL_TO_COME", "A day of what has happened, after today (日期尚未到来)."
    MALFORMED_FORM = "MALFORMED_FORM", "The multipart form cannot be read (表单无法读取)."
    MALFORMED_ID = "MALFORMED_ID", "Not a global id of this system (对象标识不符)."
    MALFORMED_JSON = "MALFORMED_JSON", "Not JSON (内容不是 JSON)."
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED", "The method means nothing here (请求方法不符)."
    NODE_NOT_FOUND = "NODE_NOT_FOUND", "No such node, or none that you may see (没有这个对象)."
    NOT_FOUND = "NOT_FOUND", "No such thing, or none that you may know of (没有这一对象)."
    NO_LINEAGE = "NO_LINEAGE", "This kind of node has no lineage (没有血缘关系)."
    NO_OPERATION = "NO_OPERATION", "The document holds no operation (文档中没有操作)."
    OPERATION_NAME_REQUIRED = (
        "OPERATION_NAME_REQUIRED",
        "Several operations, and no word on which is to run (未指明操作).",
    )
    ORDER_NEEDS_SEARCH = "ORDER_NEEDS_SEARCH", "This order needs a search (按相关度排序须有检索词)."
    OUT_OF_BOUNDS = "OUT_OF_BOUNDS", "A number outside its bounds (数值超出范围)."
    PAGE_DIRECTION = (
        "PAGE_DIRECTION",
        "A page is asked for from the beginning of a list and from its end (翻页方向不明).",
    )
    PAGE_SIZE = "PAGE_SIZE", "`first` or `last` is outside its bounds (每页条数超出范围)."
    PAYLOAD_TOO_LARGE = "PAYLOAD_TOO_LARGE", "The request has more bytes than are taken (请求过大)."
    PREFLIGHT_REQUIRED = "PREFLIGHT_REQUIRED", "A multipart request needs the header GraphQL-Preflight (缺少请求头)."
    SEARCH_TOO_LONG = "SEARCH_TOO_LONG", "A search with too many characters (检索词过长)."
    SEVERAL_FILES = "SEVERAL_FILES", "More files than one came with the request (一次只能核验一个文件)."
    TOO_MANY_ATTEMPTS = "TOO_MANY_ATTEMPTS", "Too many attempts in a short time (尝试过于频繁)."
    TOO_MUCH_UNDER_WAY = "TOO_MUCH_UNDER_WAY", "Too much is being sent in; send it again soon (上传繁忙)."
    UNAUTHENTICATED = "UNAUTHENTICATED", "The token proves nothing here (令牌无效)."
    UNKNOWN_OPERATION = "UNKNOWN_OPERATION", "The document holds no operation of this name (没有这个操作)."
    UNKNOWN_RULE = "UNKNOWN_RULE", "No such article (没有这条条文)."
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE", "A body of a kind that is not taken here (内容类型不符)."
    UPLOAD_STALLED = "UPLOAD_STALLED", "The request's content came too slowly, or not at all (上传过慢或中断)."
    VERIFICATION_BUSY = "VERIFICATION_BUSY", "Too many files are being examined; ask again soon (核验繁忙)."
    WRONG_KIND = "WRONG_KIND", "The id of a node of another kind (对象类别不符)."
    NOT_INITIALISED = "NOT_INITIALISED", "The store was not made ready by `zhengtu init` (尚未初始化)."
    # who may do what
    CODE_REFUSED = "CODE_REFUSED", "Not the one-time code of the first administrator, or no longer (一次性验证码无效)."
    NOT_ENTITLED = "NOT_ENTITLED", "The authority may not issue this type on this day (无权颁发)."
    BINDING_CONTRADICTS = "BINDING_CONTRADICTS", "Bound by a policy and left out of it (适用与不适用相矛盾)."
    LIBRARY_NOT_OF_POLICY = "LIBRARY_NOT_OF_POLICY", "The policy knows no such library of this kind (资源库与办法不符)."
    NO_POLICY = "NO_POLICY", "No policy binds the department on this day (没有适用的办法)."
    ANOTHER_LICENSE = "ANOTHER_LICENSE", "Data that come anew are of another authority or type (不是同一证照)."
    ANOTHER_POST = "ANOTHER_POST", "Another post, or another person, does this (应由其他岗位或者他人办理)."
    CASE_MOVED = "CASE_MOVED", "Somebody else was faster; the value is the state now (已由他人先办理)."
    NOT_A_DEPARTMENT = "NOT_A_DEPARTMENT", "Data are shared between departments only (使用方不是政务部门)."
    USED_DIRECTLY = "USED_DIRECTLY", "No request is needed: it is used directly, by the rules (可直接获取使用)."
    CONDITION_MISSING = "CONDITION_MISSING", "What the step asks for is not so (条件不具备)."
    RECORD_DIFFERS = "RECORD_DIFFERS", "The record says otherwise; the limit is what it says (所述与记录不符)."
    NOT_ASKED_FOR = "NOT_ASKED_FOR", "More is granted than was asked for; the limit is what was (超出申请范围)."
    BASIS_NOT_IN_FORCE = "BASIS_NOT_IN_FORCE", "A legal basis that is not in force on this day (依据不是现行有效)."
    NO_SUCH_MOVE = "NO_SUCH_MOVE", "There is no such step from this state; the limit names those there are (无此步骤)."
    OBJECTION_OPEN = "OBJECTION_OPEN", "The same objection is open already; the value is its id (异议尚未办结)."
    FORGERY_OPEN = (
        "FORGERY_OPEN",
        "You have reported this file already, and the case is open; the value is its id (案件尚未办结).",
    )
    TOO_MANY_FORGERIES = (
        "TOO_MANY_FORGERIES",
        "So many files that you have reported wait for a decision already (待认定的举报过多).",
    )
    PRESENTER_NAME = "PRESENTER_NAME", "Who presented a file has a name that is not too long (出示人姓名不符)."
    DEPARTMENT_REQUIRED = (
        "DEPARTMENT_REQUIRED",
        "The file does not say whose licence it imitates; name the department (请指明被伪造的部门).",
    )
    DEPARTMENT_DIFFERS = (
        "DEPARTMENT_DIFFERS",
        "The file imitates another department than the one named; the limit names it (部门与文件不符).",
    )
    ADMINISTRATOR_ALREADY = "ADMINISTRATOR_ALREADY", "Somebody is an administrator already (已是管理员)."
    LAST_ADMINISTRATOR = "LAST_ADMINISTRATOR", "The last administrator stays (不能免去最后一名管理员)."
    NO_ADMINISTRATOR = "NO_ADMINISTRATOR", "Somebody is no administrator (不是管理员)."
    SUBJECT_FORM = "SUBJECT_FORM", "Not what a token's subject looks like (人员标识格式不符)."
    GRANT_OF_ANOTHER = "GRANT_OF_ANOTHER", "A grant of licences stays with its consumer and type (授权编号已用)."
    POST_ELSEWHERE = "POST_ELSEWHERE", "Another department acts for the city in this post (已由另一部门承担)."
    POST_OF_ANOTHER = "POST_OF_ANOTHER", "A post passes to another person under another id only (岗位已由他人担任)."
    POST_REQUIRED = "POST_REQUIRED", "This needs a post in the department concerned (须有相应岗位)."
    RELEASE_REVIEW = "RELEASE_REVIEW", "The review before release is not stated point by point (发布审查)."
    ROLE_REQUIRED = "ROLE_REQUIRED", "This is open to other roles only (须有相应角色)."
    UNKNOWN_POLICY = "UNKNOWN_POLICY", "No such policy (没有这项办法)."
    # objections
    NOBODY_ANSWERS = "NOBODY_ANSWERS", "The department that would answer is gone without successor (无答复部门)."
    WORDS_REQUIRED = "WORDS_REQUIRED", "Say it in words (请说明内容)."
    WORDS_TOO_LONG = "WORDS_TOO_LONG", "Too many characters (内容过长)."
    # notices
    TOO_MANY_NOTICES = "TOO_MANY_NOTICES", "More notices than are marked at a time (通知过多)."
    NEVER_MUTED = "NEVER_MUTED", "An order: who was told has to act, and nobody mutes it (须办事项不得免打扰)."
    # licences
    ENTITLEMENT_OVERLAPS = "ENTITLEMENT_OVERLAPS", "Two rights of one authority to one type overlap (授权期间重叠)."
    FACE_CONTRADICTS = (
        "FACE_CONTRADICTS",
        "A face field says other than the register; the limit is what it says (照面与登记不一致).",
    )
    FACE_OVERFLOW = "FACE_OVERFLOW", "The face holds more than its pages take (照面内容过多)."
    FIELD_MISSING = "FIELD_MISSING", "A required field is missing (缺少字段)."
    FIELD_TWICE = "FIELD_TWICE", "A field is given twice (字段重复)."
    ERASED = "ERASED", "Personal data that were erased; nobody can read it any more (个人信息已清除)."
    ERASURE_BASIS = (
        "ERASURE_BASIS",
        "An erasure that needs a basis, without one (清除个人信息须说明依据).",
        Shown.COMMAND,
    )
    FILE_NOT_FOUND = "FILE_NOT_FOUND", "The archive has no such file (档案中没有这份文件)."
    HOLDER_COUNT = "HOLDER_COUNT", "Another number of holders than the type has (持证主体数目不符)."
    HOLDER_NAMED_OTHERWISE = "HOLDER_NAMED_OTHERWISE", "Who has the code is called otherwise here (名称与登记不符)."
    HOLDER_OF_ANOTHER_KIND = "HOLDER_OF_ANOTHER_KIND", "The code is of another document here (代码类型与登记不符)."
    HOLDER_NOT_FOUND = "HOLDER_NOT_FOUND", "No holder has this code any more (没有该持证主体或已清除).", Shown.COMMAND
    HOLDER_TWICE = "HOLDER_TWICE", "The same holder twice (持证主体重复)."
    HOLDERS_UNEVEN = "HOLDERS_UNEVEN", "Columns of holders of different lengths (持证主体各列长短不一)."
    HOLDER_MISSING = "HOLDER_MISSING", "A licence needs a holder with name and code (缺少持证主体)."
    ISSUED_BEFORE_ISSUER = "ISSUED_BEFORE_ISSUER", "Issued before the issuer existed (颁发日期早于机构成立)."
    ISSUED_IN_FUTURE = "ISSUED_IN_FUTURE", "Issued after today (颁发日期晚于今天)."
    KEY_UNUSABLE = "KEY_UNUSABLE", "Not a usable private key (签名私钥不可用)."
    LICENSE_EXISTS = "LICENSE_EXISTS", "The identifier exists, or the number is in force (证照已存在)."
    LICENSE_NOT_FOUND = "LICENSE_NOT_FOUND", "No such licence, or none that you may see (没有这份证照)."
    MADE_OF_OTHER = "MADE_OF_OTHER", "What the page was made of has changed since; the value says what (制作后有变化)."
    METADATA_TOO_LARGE = "METADATA_TOO_LARGE", "More licence data than are read (证照元数据过大)."
    METADATA_UNREADABLE = "METADATA_UNREADABLE", "Licence data that cannot be read (证照元数据无法读取)."
    MISSING_GLYPH = "MISSING_GLYPH", "A character cannot be drawn; no licence with a gap is issued (字库缺字)."
    NOT_A_DATE = "NOT_A_DATE", "Not a date, in the data of a licence (不是日期)."
    NOT_A_LIST = "NOT_A_LIST", "Not a list, in the data of a licence (不是列表)."
    NOT_A_NUMBER = "NOT_A_NUMBER", "Not a number, in the data of a licence (不是数值)."
    NOT_A_TEXT = "NOT_A_TEXT", "Not a text, in the data of a licence (不是文本)."
    NOT_REPLACEABLE = "NOT_REPLACEABLE", "Not a licence of this authority and type that may be replaced (不可变更)."
    NO_REGISTRAR = "NO_REGISTRAR", "Nobody is set to run the register and to attest (未设置登记簿管理机构)."
    NO_SEAL = "NO_SEAL", "The department cannot seal (不能用印)."
    NO_TIMESTAMP_SERVICE = "NO_TIMESTAMP_SERVICE", "No timestamp service is set (没有时间戳服务)."
    NUMBER_FORM = "NUMBER_FORM", "The certificate number is not of its type's form (编号格式不符)."
    NUMBER_REQUIRED = "NUMBER_REQUIRED", "The certificate number is missing (缺少证照编号)."
    PERIOD_BACKWARDS = "PERIOD_BACKWARDS", "Validity ends before it begins (有效期颠倒)."
    PHOTO_REQUIRED = "PHOTO_REQUIRED", "This type needs a photo (缺少照片)."
    PHOTO_SHAPE = "PHOTO_SHAPE", "The photo has another shape than its frame (照片比例不符)."
    PHOTO_TOO_LARGE = "PHOTO_TOO_LARGE", "The photo is larger than 50 KB (照片过大)."
    PHOTO_TOO_SMALL = "PHOTO_TOO_SMALL", "The photo has fewer pixels than its frame needs (照片像素不足)."
    PHOTO_UNWANTED = "PHOTO_UNWANTED", "This type has no photo (该类证照没有照片)."
    PHOTO_UNREADABLE = "PHOTO_UNREADABLE", "Not a JPEG or PNG in grey or RGB (照片无法读取)."
    PURPOSE_CONTROL_CHARACTER = (
        "PURPOSE_CONTROL_CHARACTER",
        "A purpose with a character that acts or shows nothing (用途含有控制字符).",
    )
    PURPOSE_REQUIRED = "PURPOSE_REQUIRED", "A receipt says for what it was asked (缺少核验用途)."
    PURPOSE_TOO_LONG = "PURPOSE_TOO_LONG", "A purpose with too many letters (核验用途过长)."
    SEALING_FAILED = "SEALING_FAILED", "The page could not be sealed (签章失败)."
    SEAL_REVOKED = "SEAL_REVOKED", "The sealing certificate is revoked (印章证书已被吊销)."
    TIMESTAMP_UNAVAILABLE = "TIMESTAMP_UNAVAILABLE", "The timestamp service gives no usable answer (时间戳服务不可用)."
    TIMESTAMP_URL = "TIMESTAMP_URL", "Not the address of a timestamp service (时间戳服务地址不符)."
    TIME_WITHOUT_ZONE = "TIME_WITHOUT_ZONE", "A time without its zone (时间缺少时区)."
    TRUST_ANCHOR = "TRUST_ANCHOR", "Not a usable trust anchor (信任锚不可用)."
    TYPE_ABOLISHED = "TYPE_ABOLISHED", "The licence type is abolished on this day (证照类型已废止)."
    TYPE_NOT_IN_FORCE = "TYPE_NOT_IN_FORCE", "No version of the licence type is in force on this day (证照类型未生效)."
    TYPE_LIFE = (
        "TYPE_LIFE",
        "A version of a licence type on a day on which it cannot begin or end (证照类型版本日期不符).",
    )
    TYPE_NAME_DIFFERS = "TYPE_NAME_DIFFERS", "Not the official name of the type to the character (证照名称不符)."
    UNKNOWN_CODE_TYPE = "UNKNOWN_CODE_TYPE", "No such kind of holder's code (没有这种代码类型)."
    UNKNOWN_DEPARTMENT = "UNKNOWN_DEPARTMENT", "No such department (没有这个部门)."
    UNKNOWN_FIELD = "UNKNOWN_FIELD", "The type has no such face field (没有这个照面字段)."
    UNKNOWN_LAYOUT = "UNKNOWN_LAYOUT", "No such page form (没有这种版式)."
    UNKNOWN_TYPE = "UNKNOWN_TYPE", "No such licence type (没有这个证照类型)."
    VALIDITY_BEGINS = (
        "VALIDITY_BEGINS",
        "Validity begins before the issuer existed, or more than a year after the issue (有效期起始不合理).",
    )
    VALIDITY_RANGE = "VALIDITY_RANGE", "Validity ends on another day than the type's ranges give (有效期限不符)."
    WORDS_CONTROL_CHARACTER = "WORDS_CONTROL_CHARACTER", "A character that acts or shows nothing (含有控制字符)."
    WRITTEN_OTHERWISE = "WRITTEN_OTHERWISE", "Blanks at the ends, or letters in full width (书写形式不符)."
    WRONG_HOLDER_KIND = "WRONG_HOLDER_KIND", "The type is for another kind of holder (持证主体类别不符)."
    # entries, imports: what stands in a table
    ANOTHER_CITY = "ANOTHER_CITY", "A department of another city than what it is named for (其他城市的部门)."
    ANSWER_DATE = "ANSWER_DATE", "An answer before the request, or none (答复日期不符)."
    CIRCLE = "CIRCLE", "What is above or follows something is so of itself (上级或者承接关系成环)."
    CODE_TWICE = "CODE_TWICE", "A code stands twice in one batch (代码重复)."
    CONSUMER_INCOMPLETE = "CONSUMER_INCOMPLETE", "A consumer without what its kind needs (使用方信息不全)."
    DEPARTMENT_ENDED = "DEPARTMENT_ENDED", "The department no longer exists on this day (部门已撤销)."
    ENTRY_OF_ANOTHER = "ENTRY_OF_ANOTHER", "The code belongs to an entry of another provider (代码属于其他提供方)."
    ENTRY_PUBLISHED = "ENTRY_PUBLISHED", "A draft does not replace a published entry (条目已发布)."
    ASKED_ALREADY = "ASKED_ALREADY", "The same is asked for, or granted; the value is its id (已有相同的申请或授权)."
    GRANT_LEFT_BEHIND = "GRANT_LEFT_BEHIND", "A grant stays with the department that asked (授权不随使用方转移)."
    GRANT_WITHOUT_CONSENT = "GRANT_WITHOUT_CONSENT", "Granted where the request was not (未同意而授权)."
    LICENSE_TYPE_FORM = "LICENSE_TYPE_FORM", "A licence type whose parts do not fit (证照类型信息不符)."
    LINEAGE_KINDS = "LINEAGE_KINDS", "These kinds of things are not made from each other (血缘两端类别不符)."
    OUTSIDE_LIFE = "OUTSIDE_LIFE", "A period outside the days of its department (超出部门存续期)."
    PERIOD = "PERIOD", "A period ends before it begins (起止颠倒)."
    REASON_REQUIRED = "REASON_REQUIRED", "A refusal needs its reason (须说明理由)."
    REFUSED = "REFUSED", "Refused (不予办理)."
    SEVERAL_REASONS = "SEVERAL_REASONS", "More than one thing is wrong; the first is shown (共有多处错误)."
    UNKNOWN_CODE = "UNKNOWN_CODE", "Nothing has this code (没有这个代码)."
    UNKNOWN_DATA_TYPE = "UNKNOWN_DATA_TYPE", "No such data type (没有这种数据类型)."
    # lints of entries
    NAME_EMPTY = "NAME_EMPTY", "A catalogue entry: 名称为空 (条目检查)."
    NAME_IS_SYSTEM = "NAME_IS_SYSTEM", "A catalogue entry: 以系统名称作资源名称 (条目检查)."
    NAME_NUMBERED = "NAME_NUMBERED", "A catalogue entry: 名称以序号结尾 (条目检查)."
    NAME_TWICE = "NAME_TWICE", "A catalogue entry: 名称重复 (条目检查)."
    NAME_NEAR_DUPLICATE = "NAME_NEAR_DUPLICATE", "A catalogue entry: 名称近似 (条目检查)."
    ITEMS_ELSEWHERE = "ITEMS_ELSEWHERE", "A catalogue entry: 信息项已由其他部门共享 (条目检查)."
    CODE_FORM = "CODE_FORM", "A catalogue entry: 代码格式不符 (条目检查)."
    CODE_STRUCTURE = "CODE_STRUCTURE", "A catalogue entry: 代码过短或结构不符 (条目检查)."
    CODE_AGAINST_CLASS = "CODE_AGAINST_CLASS", "A catalogue entry: 代码与类别不符 (条目检查)."
    PROVIDER_EMPTY = "PROVIDER_EMPTY", "A catalogue entry: 提供方为空 (条目检查)."
    PROVIDER_CODE = "PROVIDER_CODE", "A catalogue entry: 提供方代码错误 (条目检查)."
    PROVIDER_CHECK_DIGIT = "PROVIDER_CHECK_DIGIT", "A catalogue entry: 提供方代码校验位不符 (条目检查)."
    SUMMARY_EMPTY = "SUMMARY_EMPTY", "A catalogue entry: 摘要为空 (条目检查)."
    SUMMARY_REPEATS_NAME = "SUMMARY_REPEATS_NAME", "A catalogue entry: 摘要重复名称 (条目检查)."
    FORMAT_MISMATCH = "FORMAT_MISMATCH", "A catalogue entry: 格式类型与分类不匹配 (条目检查)."
    FORMAT_UNDESCRIBED = "FORMAT_UNDESCRIBED", "A catalogue entry: 自描述格式未说明 (条目检查)."
    INTERFACE_UNDESCRIBED = "INTERFACE_UNDESCRIBED", "A catalogue entry: 接口无规范说明 (条目检查)."
    MODE_MISSING = "MODE_MISSING", "A catalogue entry: 缺少共享方式类型 (条目检查)."
    MODE_OFF_PLATFORM = "MODE_OFF_PLATFORM", "A catalogue entry: 平台外方式不应有类型 (条目检查)."
    FILE_FORMAT_MODE = "FILE_FORMAT_MODE", "A catalogue entry: 文件格式与共享方式不匹配 (条目检查)."
    DATABASE_FORMAT_MODE = "DATABASE_FORMAT_MODE", "A catalogue entry: 数据库格式与共享方式不匹配 (条目检查)."
    MODE_NOT_PREFERRED = "MODE_NOT_PREFERRED", "A catalogue entry: 未采用本地首选的共享方式 (条目检查)."
    REFUSED_WITHOUT_GROUND = "REFUSED_WITHOUT_GROUND", "A catalogue entry: 不予共享无依据 (条目检查)."
    GROUND_INSUFFICIENT = "GROUND_INSUFFICIENT", "A catalogue entry: 不予共享依据不足 (条目检查)."
    MUST_BE_SHARED = "MUST_BE_SHARED", "A catalogue entry: 财政投入系统的资源应共享 (条目检查)."
    BASIS_UNKNOWN = "BASIS_UNKNOWN", "A catalogue entry: 依据不存在 (条目检查)."
    CONDITIONAL_WITHOUT_CONDITION = "CONDITIONAL_WITHOUT_CONDITION", "A catalogue entry: 未说明共享条件 (条目检查)."
    SCOPE_UNSTATED = "SCOPE_UNSTATED", "With whom, or for what, data are shared is not stated (未说明共享范围、用途)."
    SUBJECT_NOT_UNCONDITIONAL = "SUBJECT_NOT_UNCONDITIONAL", "A catalogue entry: 该类事项的资源应无条件共享 (条目检查)."
    NOBODY_CONCERNED = "NOBODY_CONCERNED", "A catalogue entry: 未写明相关单位 (条目检查)."
    BASE_ITEM_NOT_UNCONDITIONAL = "BASE_ITEM_NOT_UNCONDITIONAL", "A catalogue entry: 基础信息项未无条件共享 (条目检查)."
    OPEN_THOUGH_NOT_SHARED = "OPEN_THOUGH_NOT_SHARED", "A catalogue entry: 未无条件共享却开放 (条目检查)."
    EXCLUSIVE_NOT_HERE = "EXCLUSIVE_NOT_HERE", "A catalogue entry: 专用部门名单不适用 (条目检查)."
    AGENT_NOT_HERE = "AGENT_NOT_HERE", "A catalogue entry: 不能指定授权代理方 (条目检查)."
    OPENING_UNKNOWN_HERE = "OPENING_UNKNOWN_HERE", "A catalogue entry: 本地没有该开放类型 (条目检查)."
    OPENING_WITHOUT_CONDITION = "OPENING_WITHOUT_CONDITION", "A catalogue entry: 有条件开放无条件说明 (条目检查)."
    OPENING_MODE_MISSING = "OPENING_MODE_MISSING", "A catalogue entry: 开放的资源无开放方式 (条目检查)."
    OPENING_MODE_NEEDLESS = "OPENING_MODE_NEEDLESS", "A catalogue entry: 不予开放却有开放方式 (条目检查)."
    OPEN_PERSONAL = "OPEN_PERSONAL", "A catalogue entry: 开放含个人身份信息 (条目检查)."
    SECRET = "SECRET", "A catalogue entry: 涉及国家秘密 (条目检查)."
    ITEMS_EMPTY = "ITEMS_EMPTY", "A catalogue entry: 无信息项 (条目检查)."
    ITEM_NAME_EMPTY = "ITEM_NAME_EMPTY", "A catalogue entry: 信息项名称为空 (条目检查)."
    ITEM_TWICE = "ITEM_TWICE", "A catalogue entry: 信息项重复 (条目检查)."
    ITEM_SEQUENCE = "ITEM_SEQUENCE", "A catalogue entry: 信息项序号不连续 (条目检查)."
    ITEM_LENGTH = "ITEM_LENGTH", "A catalogue entry: 信息项长度缺失 (条目检查)."
    UNIT_IN_NUMBER = "UNIT_IN_NUMBER", "A catalogue entry: 数值带单位 (条目检查)."
    IDENTIFIER_MISSING = "IDENTIFIER_MISSING", "A catalogue entry: 缺少标识项 (条目检查)."
    ELEMENT_NAME = "ELEMENT_NAME", "A catalogue entry: 名称与数据元不同 (条目检查)."
    ELEMENT_TYPE = "ELEMENT_TYPE", "A catalogue entry: 数据类型与数据元不同 (条目检查)."
    ELEMENT_LENGTH = "ELEMENT_LENGTH", "A catalogue entry: 长度与数据元不同 (条目检查)."
    ITEM_EVERYWHERE = "ITEM_EVERYWHERE", "A catalogue entry: 同一信息项遍布各条目 (条目检查)."
    CYCLE_UNIFORM = "CYCLE_UNIFORM", "A catalogue entry: 更新周期全部相同 (条目检查)."
    # lints of lineage
    ITEM_CONVERSION = "ITEM_CONVERSION", "Lineage of items: another type without a conversion (类型不同且无转换规则)."
    ITEM_CUT = "ITEM_CUT", "Lineage of items: what is longer goes into what is shorter (长项填入短项)."
    LICENSE_FROM_ITSELF = "LICENSE_FROM_ITSELF", "A licence made from what follows from it (证照由其结果数据制作)."
    # what administrators bring, as a table or by a mutation
    ANOTHER_KIND = "ANOTHER_KIND", "A table of another kind than was said (另一种表)."
    CAUSE_WITHOUT_BASIS = "CAUSE_WITHOUT_BASIS", "Which law or duty has changed is not named (未写明变更依据)."
    CELL_EMPTY = "CELL_EMPTY", "A cell that has to be filled in (单元格为空)."
    CELL_ERROR = "CELL_ERROR", "A formula without a value (公式没有结果)."
    CELL_TOO_LONG = "CELL_TOO_LONG", "A cell with too many characters (单元格内容过长)."
    CHARACTERS_DOUBTFUL = "CHARACTERS_DOUBTFUL", "Characters that were lost, or only look alike (字符丢失或形似)."
    CHARACTERS_LEFT_OUT = "CHARACTERS_LEFT_OUT", "Characters that show nothing were left out (去掉不可见字符)."
    CITIZEN_ID_PUBLISHED = "CITIZEN_ID_PUBLISHED", "An ID number in words or codes that all see (公开内容有身份号码)."
    CODE_CHARACTERS = "CODE_CHARACTERS", "A code with characters that no code has (代码字符不符)."
    CODE_DATED = "CODE_DATED", "What was typed, of which a spreadsheet has made a date (内容被改成日期)."
    CODE_PARTED = "CODE_PARTED", "A code with blanks within (代码中有空格)."
    COLUMN_PASSED = "COLUMN_PASSED", "A column that is not read: another says the same (未读取的列)."
    COLUMN_TWICE = "COLUMN_TWICE", "A column stands twice (列重复)."
    COLUMN_UNNAMED = "COLUMN_UNNAMED", "A column with data and without a name (列名为空)."
    COMMENT_PASSED = "COMMENT_PASSED", "A comment beside a cell, which is not read (未读取的批注)."
    CONTROL_CHARACTER = "CONTROL_CHARACTER", "A cell with control characters (含有控制字符)."
    DATE = "DATE", "Not a date, in a table (日期不符)."
    DATE_TAKEN = "DATE_TAKEN", "What was taken for a date (日期认定)."
    FILE_EMPTY = "FILE_EMPTY", "A table without a row (文件为空)."
    FILE_ENCODING = "FILE_ENCODING", "Neither UTF-8 nor GB 18030 (文件编码不符)."
    FILE_FORMAT = "FILE_FORMAT", "Not of a form that is taken here: a table is CSV or Excel (文件格式不符)."
    LINES_JOINED = "LINES_JOINED", "A name over several lines, read as one (合并换行)."
    MERGED_ACROSS = "MERGED_ACROSS", "A cell that is merged over several columns (横向合并的单元格)."
    MERGED_DOWN = "MERGED_DOWN", "A cell that is merged over several rows, and counts for each (纵向合并的单元格)."
    MISSING_COLUMN = "MISSING_COLUMN", "A column is missing (缺少列)."
    NAME_OVERWRITTEN = "NAME_OVERWRITTEN", "By what a thing is known is written over (改写名称)."
    NAME_SEVERAL = "NAME_SEVERAL", "A name that several have, where a code should stand (名称不唯一)."
    NAME_TAKEN = "NAME_TAKEN", "A name where a code should stand, taken for the one that has it (按名称认定)."
    NAME_UNKNOWN = "NAME_UNKNOWN", "A name that nobody has, where a code should stand (没有这一名称)."
    NOTHING_BOUND = "NOTHING_BOUND", "No policy binds any department yet (尚无部门适用政策)."
    NOTHING_SAID = "NOTHING_SAID", "A ditto mark, or a word for nothing (未写明内容)."
    NUMBER = "NUMBER", "Not a number, in a table (数值不符)."
    NUMBER_LOOKS = "NUMBER_LOOKS", "A number that its cell shows otherwise than it is (显示与数值不同)."
    NUMBER_INEXACT = "NUMBER_INEXACT", "A number that a spreadsheet has rounded (数值已失真)."
    ROW_ABOVE = "ROW_ABOVE", "A row above the column names that may be data (列名上方疑有数据)."
    ROW_DOUBTFUL = "ROW_DOUBTFUL", "A row that may be data or none: a sum, struck through (疑似非数据行)."
    ROW_PASSED = "ROW_PASSED", "A row that is no data: a sum, a note, struck through (非数据行)."
    ROW_WIDE = "ROW_WIDE", "A row with more cells than there are columns (单元格多于列数)."
    ROWS_DIFFER = "ROWS_DIFFER", "Rows of one thing that say different things (同一对象各行不一致)."
    SAMPLE_LEFT = "SAMPLE_LEFT", "What a template shows as a sample (示例内容未替换)."
    SEVERAL_SHEETS = "SEVERAL_SHEETS", "Several sheets that may be meant (多张工作表符合)."
    SHEET_PASSED = "SHEET_PASSED", "A sheet that is like the one that was read, and was not read (未读取的工作表)."
    TOO_MANY_COLUMNS = "TOO_MANY_COLUMNS", "A table with too many columns (列数过多)."
    TOO_MANY_ROWS = "TOO_MANY_ROWS", "A table with too many rows (行数过多)."
    UNKNOWN_COLUMN = "UNKNOWN_COLUMN", "No such column (没有这一列)."
    UNKNOWN_TERM = "UNKNOWN_TERM", "Not a word of the list (不是可选用语)."
    UNSEEN = "UNSEEN", "A row or a column that is hidden, and read all the same (隐藏的行列)."
    VALUE_CLEARED = "VALUE_CLEARED", "An empty cell, or null, clears what stands (清空原值)."
    VALUE_KEPT = "VALUE_KEPT", "What stands stays, though its cell is empty or says otherwise (保留原值)."
    YES_OR_NO = "YES_OR_NO", "Neither yes nor no (应为是或否)."
    # what HTTP answers before or beside the schema
    BAD_USER_INPUT = "BAD_USER_INPUT", "The variables do not fit their types (变量不符).", Shown.HTTP
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED", "Not GraphQL (查询语法错误).", Shown.HTTP
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED", "It does not fit the schema (查询不符).", Shown.HTTP
    HEADERS_TOO_LARGE = "HEADERS_TOO_LARGE", "More bytes of headers than are taken (请求头过大).", Shown.HTTP
    INTERNAL = "INTERNAL", "A failure of ours; the log has the rest (系统内部错误).", Shown.HTTP
    MALFORMED_HTTP = "MALFORMED_HTTP", "Not HTTP (不是 HTTP 报文).", Shown.HTTP
    OUTCOME_UNKNOWN = "OUTCOME_UNKNOWN", "The store went away while saving (保存结果不明).", Shown.HTTP
    STORE_UNAVAILABLE = "STORE_UNAVAILABLE", "The store is away (图数据库不可用).", Shown.HTTP
    # what only the command says
    ALREADY_INITIALISED = "ALREADY_INITIALISED", "The store was made ready before (已初始化).", Shown.COMMAND
    BACKUP_DAMAGED = "BACKUP_DAMAGED", "What is backed up is not what it was (备份已损坏或被改动).", Shown.COMMAND
    BACKUP_DISTURBED = "BACKUP_DISTURBED", "Written to while it was backed up (备份期间有写入).", Shown.COMMAND
    BACKUP_NONE = "BACKUP_NONE", "No whole backup of this is there (没有可用的完整备份).", Shown.COMMAND
    BACKUP_PLACE = "BACKUP_PLACE", "Backups cannot lie there (备份位置不当).", Shown.COMMAND
    DEMONSTRATION = "DEMONSTRATION", "The store holds a demonstration (演示库).", Shown.COMMAND
    DEVELOPMENT_ISSUER_REFUSED = (
        "DEVELOPMENT_ISSUER_REFUSED",
        "Tokens of development where they must not count (不接受开发令牌).",
        Shown.COMMAND,
    )
    DOT_NOT_INSTALLED = "DOT_NOT_INSTALLED", "No program that makes a picture of a drawing (未安装 dot).", Shown.COMMAND
    FILE_EXISTS = "FILE_EXISTS", "A file that is not written over (文件已存在).", Shown.COMMAND
    HOME_NOT_EMPTY = "HOME_NOT_EMPTY", "What is restored would cover something (恢复位置非空).", Shown.COMMAND
    KEY_DAMAGED = "KEY_DAMAGED", "A key file cannot be used (密钥文件不可用).", Shown.COMMAND
    KEY_MISSING = "KEY_MISSING", "The key of personal data is missing (缺少个人信息密钥).", Shown.COMMAND
    NOT_A_DEMONSTRATION = "NOT_A_DEMONSTRATION", "The store is no demonstration (不是演示库).", Shown.COMMAND
    RESTORE_UNFINISHED = "RESTORE_UNFINISHED", "A restore has not come to its end (恢复未完成).", Shown.COMMAND
    SETTING_REFUSED = "SETTING_REFUSED", "A setting that cannot be (设置不符).", Shown.COMMAND
    STORE_NOT_EMPTY = "STORE_NOT_EMPTY", "The store holds something already (图库非空).", Shown.COMMAND
    STORE_TOO_NEW = "STORE_TOO_NEW", "The store was written by a newer version (图库版本过新).", Shown.COMMAND
    TRUST_PACKAGE_CHANGED = "TRUST_PACKAGE_CHANGED", "A trust package whose seal fails (信任包签章不符).", Shown.COMMAND
    TRUST_PACKAGE_EXPIRED = "TRUST_PACKAGE_EXPIRED", "A trust package that has ended (信任包已过期).", Shown.COMMAND
    TRUST_PACKAGE_FUTURE = "TRUST_PACKAGE_FUTURE", "A package of a later time (信任包晚于当前时间).", Shown.COMMAND
    TRUST_PACKAGE_OLDER = "TRUST_PACKAGE_OLDER", "An older trust package than was seen (信任包回退).", Shown.COMMAND
    TRUST_PACKAGE_PUBLISHER = (
        "TRUST_PACKAGE_PUBLISHER",
        "A trust package of another publisher (信任包发布机构不符).",
        Shown.COMMAND,
    )
    TRUST_PACKAGE_UNREADABLE = "TRUST_PACKAGE_UNREADABLE", "Not a trust package (信任包无法读取).", Shown.COMMAND
    TRUST_PACKAGE_UNTRUSTED = "TRUST_PACKAGE_UNTRUSTED", "A package of an untrusted seal (签章不可信).", Shown.COMMAND
    WRONG_AUTHORITY = "WRONG_AUTHORITY", "Seals of another authority (证书机构不符).", Shown.COMMAND
    WRONG_KEY = "WRONG_KEY", "Personal data under another key (密钥不符).", Shown.COMMAND
