"""What people read a label of a face as, so that nothing the register says is printed as if it were free.

* A label is taken apart: whose it is (证书, 企业, 监护人 …), and what it says (…名称, …编号, …机关, …日期, …至).
* Whose is the licence or its holder: the register says it, and the field has its role (`plainly`).
* Whose is another person, body, paper or thing by name: it is another fact, and may be free.
* Whose nobody can tell (开办者, 批准日期, 申请人): the type says which, the register's or another (`may_be`).
* Of a label of several parts – 姓名/名称, 备注（证书编号） – each counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from graph.words.face_fields import FieldRole
from graph.words.licensing import HolderCategory

_R = FieldRole
Roles = frozenset[FieldRole]
_NAMES = frozenset({_R.HOLDER_NAME, _R.ISSUER, _R.OTHER_NAME})
_NUMBERS = frozenset({_R.NUMBER, _R.HOLDER_CODE, _R.OTHER_NUMBER})
_DAYS = frozenset({
    _R.ISSUED_ON, _R.VALID_FROM, _R.VALID_UNTIL, _R.VALIDITY, _R.HOLDER_BORN, _R.OTHER_DAY,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label can only mean, or may mean."""

    plainly: Roles = frozenset()
    """Roles of which the field has to have one; empty where the label does not plainly say what the register says."""
    may_be: Roles = frozenset()
    """Roles of which one has to be given in words, because the label may say what the register says."""
    other: FieldRole | None = None
    """The role of what it says, where that is plainly another fact than the register's."""
    printed: bool = False
    """It is what every page bears without a field: what the licence is called, its identifier."""


_FREE = Meaning()
_TRADITIONAL = str.maketrans(
    "業稱編號證書機關構單發頒簽註冊碼權國際體組織時間執許設數據統會記領營準備審憑換補開終結屆滿長負責監護檢驗產項場廠戶員學醫獲現當"
    "給對請經務級團屬識納稅類從別資質車與聯電話銀証",
    "业称编号证书机关构单发颁签注册码权国际体组织时间执许设数据统会记领营准备审凭换补开终结届满长负责监护检验产项场厂户员学医获现当"
    "给对请经务级团属识纳税类从别资质车与联电话银证",
)
_BESIDE = re.compile(r"[(（\[【〔〈《「]([^)）\]】〕〉》」]*)[)）\]】〕〉》」]")
_PARTS = re.compile(r"[/、,，;；|]|或|及|和|与|暨|(?<=[\u4e00-\u9fff])(?=[A-Za-z])|(?<=[A-Za-z.])(?=[\u4e00-\u9fff])")
_SIGNS = re.compile(r"[^\w. ]|_|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""What parts the words of a label in Latin letters: signs, and where the next one begins, as in ValidUntil."""
_COUNTED = re.compile("^(?:第?[0-9]+)|(?<=[名称号码期关构位人者])(?:[0-9]+|[一二三四五六七八九十甲乙丙丁])$")
"""Which of several a label is: 名称1, 证书编号①."""
_UNIT = 2
"""Characters of what stands in brackets and may be a unit: 元, 万人."""
_PAPER = (
    "(?:本|该|此|电子)?(?:证照|证书|证件|证明书?|证|许可证书?|许可|执照|牌照|登记证书?|注册证书?|批准证书?|批准书|批件|"
    "合格证书?|资格证书?|资质证书?|备案证明?|备案凭证|凭证|决定书|通知书|结论书|文书|登记|注册)?"
)
_BODY = (
    "(?:企业|单位|公司|机构|法人|组织|团体|社会团体|社团|经营者|经营单位|经营主体|市场主体|主体|个体工商户|商户|业户|"
    "法人单位)"
)
_OWNER = (
    "(?:(?:证照|证书|证件|许可证|执照|牌照)?(?:持证|持照|领证|获证|持有|领取|拥有)(?:主体|人|者|方|对象)?|(?:发证|颁证)对象|"
    "(?:被许可|被授权|被批准|被颁发|受证)(?:主体|人|者|方|对象)?|(?:证照|证书|证件|许可证)主体|本人|颁给|授予)"
)
_NAMED = "(?:的)?(?:中文|现用?|注册|登记|法定|正式)?(?:名称|姓名|全称|全名|名字|名号|称谓|名)"
_ACTS = "(?:颁发|发证|签发|核发|制发|颁证|发照|填发|出具|发放|颁授|授予)"
_OFFICES = "(?:机关|机构|单位|部门|主体|当局|局)(?:的)?(?:名称|全称|名)?"
_DAY = "(?:日期|年月日|时间|日|年月)"
_FROM, _UNTIL = (
    "(?:起|自|从|始|起始|开始|起算)(?:日期|时间|日)?",
    "(?:止|至|到|截止|截至|终止|届满|期满|满|结束|迄)(?:日期|时间|日)?",
)
_NEITHER = "(?<!址|地|点|式|别|级|型|据|围|额|量|由|因|数|本|态)(?<!电话|传真|邮编|方法|标准|条件|程序|用途|项目|内容)"
"""How what is neither a name nor a day ends, though it speaks of the issue: 签发地点, 发证机关电话, 核发依据."""
_TERM = "(?:有效|效期|有效期|有效日期|有效期限|有效期间|使用有效期)"

_PRINTED = re.compile(
    "(?:本|该)?(?:电子)?(?:证照|证书|许可证|执照)(?:类型|种类)?(?:名称|全称)|(?:本|该)?(?:电子)?(?:证照|证书)(?:标识|类型代码)"
)
_PLAINLY: Mapping[Roles, str] = {
    frozenset({_R.NUMBER, _R.HOLDER_CODE}): "(?:有效)?证件(?:号|号码|编号)|(?:登记|注册)(?:号|编号|号码)",
    frozenset({_R.NUMBER}): (
        f"{_PAPER}(?:编号|编码|号码|号|证号|书号|照号|代码|代号|序号|流水号|证书编号|No)|本?证号"
    ),
    frozenset({_R.ISSUER}): (
        f"{_PAPER}{_ACTS}(?:的)?{_OFFICES}|(?:登记|注册|许可)(?:机关|机构|部门)(?:的)?(?:名称|全称|名)?"
    ),
    frozenset({_R.ISSUED_ON}): f"{_PAPER}(?:本次|最近|此次)?(?:{_ACTS}|获证|领证|取证|得证)(?:之|的)?{_DAY}",
    frozenset({_R.VALID_FROM}): f"{_PAPER}{_TERM}{_FROM}|{_PAPER}生效{_DAY}",
    frozenset({_R.VALID_UNTIL}): (
        f"{_PAPER}(?:{_TERM}|期限){_UNTIL}|{_PAPER}(?:失效|到期|届满|期满|截止|终止){_DAY}|{_PAPER}(?:到期|届满|期满)"
    ),
    frozenset({_R.VALIDITY, _R.VALID_UNTIL}): (
        f"{_PAPER}(?:有效(?:期|期限|期间|日期|时间|日|年限|年度|时限|期起止|期限起止|起止{_DAY}|期起止{_DAY})|效期)"
    ),
}  # fmt: skip
_OF_ORGANISATIONS: Mapping[Roles, str] = {
    frozenset({_R.HOLDER_NAME}): (
        f"(?:本|该|此)?{_BODY}{_NAMED}|(?:本|该|此)?(?:企业|单位|公司|机构|社会团体)|(?:中文|注册|登记|法定|现)?(?:名称|全称)"
    ),
    frozenset({_R.HOLDER_CODE}): (
        f"(?:{_BODY}|{_OWNER})?(?:的)?(?:统一)?(?:社会)?信用(?:代码|编码|号码|码|代码证号?|代码编号|号)"
        f"|(?:{_BODY}|{_OWNER})(?:的)?(?:代码|编码|证件号码?|统一代码)|(?:组织)?机构代码(?:证号?)?|纳税人识别号|USCC"
    ),
}  # fmt: skip
_OF_PERSONS: Mapping[Roles, str] = {
    frozenset({_R.HOLDER_NAME}): "(?:中文|现用?|真实|法定)?(?:姓名|名字|全名)",
    frozenset({_R.HOLDER_CODE}): (
        f"(?:{_OWNER})?(?:的)?(?:居民|公民)?(?:身份|身份证|身份证件|居民证)(?:号|号码|证号|证号码|编号|代码)"
        f"|(?:居民|公民)?身份证件?|{_OWNER}(?:的)?(?:代码|证件号码?|证件编号)|身份代码"
    ),
    frozenset({_R.HOLDER_SEX}): f"(?:{_OWNER})?(?:的)?性别",
    frozenset({_R.HOLDER_BORN}): f"(?:{_OWNER})?(?:的)?(?:出生{_DAY}|生日|出生)",
}  # fmt: skip
_HOLDERS = f"{_OWNER}(?:单位|机构|企业|组织)?(?:{_NAMED})?"
"""Who holds the licence, of whatever category."""

_OTHER_PEOPLE = re.compile(
    ".*(?:代表人|代表|负责人|联系人|监护人|被监护人|代理人|受托人|委托人|经办人|义务人|担保人|保证人|配偶|父亲|母亲|父|母|家属|对方|见证人|"
    "推荐人|导师|董事长|亲属|承办人|填表人|审核人|收件人|签发人|主任|秘书长|指导|紧急联系人|曾用|别|原)"
)
"""People beside the holder; of whom a label speaks that ends with one of them, or with their name or number."""
_PEOPLE_OF_FIRMS = re.compile(
    ".*(?:抵押人|抵押权人|债务人|债权人|共有人|子女|儿童|成员|校长|院长|所长|店长|站长|股东|投资人|出资人|合伙人|经理|董事|监事|教练|医师|"
    "药师|护士|教师|船长|驾驶员|司机|从业人员|工作人员|人员|收养人|被收养人|送养人|死者|死亡人|会计|员工|学生|患者|受害人|用户|住户)"
)
"""The same where the holders are organisations; where they are people, these are who may hold the licence."""
_OTHER_BODIES = (
    "建设|设计|施工|监理|勘察|勘测|承运|承包|承建|分包|用人|参保|工作|任职|任教|就职|就业|所在|执业|主管|业务主管|监督|监管|管理|监督管理|"
    "管辖|委托|受托|检测|检验|检查|评估|测绘|培训|毕业|学习|就读|维保|维修|安装|改造|合作|协作|投诉|举报|承保|物业|接收|处置|运输|收集|"
    "隶属|上级|下级|挂靠|派出|原|推荐|证明|担保|服务"
)
"""Whose unit or office is another body than the holder's, unless the licence is of just that (施工 in a 施工许可证)."""
_CODED = re.compile("(?:的)?(?:居民|公民|有效|统一)?(?:身份证件?|身份|证件|社会信用|信用)$")
"""What stands between who somebody is and the word for his code."""
_OTHER_UNITS = re.compile(f".*?({_OTHER_BODIES})(?:单位|部门|机关|机构)|.*(?:分支|派出|内设)机构|开户银?行")
_OTHER_THINGS = re.compile(
    ".*(?:项目|产品|工程|设备|设施|商品|货物|物品|材料|药品|药物|器械|品种|品牌|型号|规格|作物|动物|植物|种子|课程|专业|学科|岗位|职业|工种|"
    "职务|职称|资格|考试|奖项|荣誉|作品|图书|软件|商标|专利|发明|著作|建筑物|建筑|楼盘|楼栋|楼|房屋|房间|房|小区|工地|场地|场所|矿山|矿区|"
    "矿|水源|河流|河道|道路|线路|航线|船舶|船|车辆|车|车架|发动机|机动车|号牌|飞机|航空器|附件|附图|图|法律|依据|标准|险种|活动|会议|展览|"
    "节目|赛事|污染物|污染源|排放口|排污口|排水口|取水口|井|地块|宗地|土地|不动产单元|林权|海域|街道|门牌|社区|村|行政区划|区划|地区|国家|"
    "毕业证|学籍|学位证|合同|协议|发票|收据|账户|银行账|账|电话|手机|传真|邮政|邮|网站|域名|批次|样品|报告|认定书|判决书|裁定书|单位内|"
    "内部|出厂|护照|军官证|社保|医保|座位|床位|页|册|卷|车牌|机型|编组|语种|等级|类别|种类|服务|事项|机器|仪器|机身|模型|算法)"
)
"""Things and papers that have names and numbers of their own."""
_OTHER_DAYS = re.compile(
    ".*(?:首次|初次|初领|初始|第一次|原|上次|下次|前次|变更|年检|年审|检验|校验|检查|检测|鉴定|评定|出厂|生产|制造|成立|设立|开业|开工|竣工|"
    "完工|建成|入学|毕业|学习|参保|缴费|享受|查询|统计|营业|经营|合同|履行|债务|租赁|聘用|任职|任期|工作|服务|培训|考试|施工|建设|开发|"
    "运输|处置|活动|举办|展览|演出|结婚|离婚|死亡|收养|投产|使用|土地|海域|承包|出让|保险|担保|抵押|质保|保修|报废|安装|检修|验收|"
    "受理|申请|申报|提交|填表|公示|公告|送达|发生|受伤|诊断|出院|入院|接种|营运|出险).*"
)
_FIRST = re.compile(".*(?:首次|初次|初领|初始|第一次|原|上次|前次|下次).*")
_OF_LICENCE = re.compile(f".*(?:有效|效期|失效|到期|届满|期满|生效|许可|批准|准予|核准|{_ACTS[3:-1]}).*")
"""Days that are the licence's own, whatever else the label says, but for those of an earlier one or the next."""
_HEADS: tuple[tuple[re.Pattern[str], Roles], ...] = (
    (
        re.compile(
            ".*(?:有效(?=[期日时年月限天至起止自到截终开区]|$)|效期|失效|到期|届满|期满|生效|出生(?=[日年月]|时间|时刻|$)|生日).*"
            "|.*(?:许可|批准|准予|核准|证)期|.*时效|.*(?:日期|年月日|年月|时间|之日|截止|截至|期限|期间|年限)|.{0,6}日|自|至|起|止"
        ),
        _DAYS,
    ),
    (re.compile("(?:企业|单位|商户|店铺|个体工商户)?字号|.*[商店]号"), _NAMES | _NUMBERS),
    (
        re.compile(
            "(.*?)(?:的)?(?:编号|编码|号码|代码|代号|文号|证号|字号|书号|信用码|识别码|唯一码|标识码?|序列号?|序号|号|(?<!维)(?<!条)码)"
        ),
        _NUMBERS,
    ),
    (
        re.compile("(.*?)(?:的)?(?:名称|简称|姓名|全称|全名|名字|称谓|商号|厂名|店名|校名|院名|户名|名)"),
        _NAMES,
    ),
    (
        re.compile(
            "(.*(?:机关|机构|单位|部门|公司|企业|厂|店|学校|医院|组织|团体|主体|当事人|中心|委员会|局|署|政府|"
            "男方|女方|丈夫|妻子|双方|甲方|乙方|盖章|签章|印章|公章|落款|法人|人|者|户|商|商家|主人|(?:户|房|业|摊|店|坊|场|厂|园|船|车|货|矿|产)主|银行))"
        ),
        _NAMES,
    ),
    (re.compile("(?:本|该)?(?:证照|证书|证件|许可证|执照|牌照|凭证|批件)"), _NUMBERS),
    (re.compile(f".*(?:{_ACTS}|兹|特发|特此|此证).*{_NEITHER}"), _NAMES | _DAYS),
)
"""What a label says by how it ends, and the roles that it may have; the group is of whom."""
_OTHER_OF: Mapping[Roles, FieldRole] = {_DAYS: _R.OTHER_DAY, _NUMBERS: _R.OTHER_NUMBER, _NAMES: _R.OTHER_NAME}
_LATIN: tuple[tuple[re.Pattern[str], Meaning], ...] = (
    (re.compile(r"(?i)(?:licen[cs]e|certificate|permit)?\s*(?:no\.?|number)"), Meaning(frozenset({_R.NUMBER}))),
    (re.compile(r"(?i)(?:issu\w+ authority|issued by|issuer)"), Meaning(frozenset({_R.ISSUER}))),
    (re.compile(r"(?i)(?:date of issue|issue date|issued on)"), Meaning(frozenset({_R.ISSUED_ON}))),
    (re.compile(r"(?i)(?:valid (?:until|to|thru)|exp\w+ date|expires?(?: on)?|date of expiry)"),
     Meaning(frozenset({_R.VALID_UNTIL}))),
    (re.compile(r"(?i).*\b(?:names?|holders?|owners?|licen[cs]ees?|bearers?)\b.*"), Meaning(may_be=_NAMES)),
    (re.compile(r"(?i).*\b(?:compan(?:y|ies)|firm|enterprise)\b.*"), Meaning(may_be=_NAMES)),
    (re.compile(r"(?i).*\b(?:issu\w+|authorit(?:y|ies)|granted by)\b.*"), Meaning(may_be=_NAMES | _DAYS)),
    (re.compile(r"(?i).*\b(?:no|nos|numbers?|codes?|id|uscc|ref\w*)(?:\W.*|$)"), Meaning(may_be=_NUMBERS)),
    (re.compile(r"(?i).*\b(?:serial|licen[cs]e|certificate|permit)\b.*"), Meaning(may_be=_NUMBERS)),
    (re.compile(r"(?i)(?!.*\bplace\b).*\b(?:dates?|valid\w*|expir\w*|until|from|effective|birth(?:day)?)\b.*"),
     Meaning(may_be=_DAYS)),
)  # fmt: skip


@lru_cache(maxsize=4096)
def meaning_of(label: str, name: str, category: HolderCategory) -> Meaning:
    """What people read a label as.

    Args:
        label: As it is printed.
        name: What the type is called on whose face it stands.
        category: Who holds licences of it.
    """
    return min((_of_part(part, name, category) for part in _parts(label)), key=_strictness, default=_FREE)


def _strictness(meaning: Meaning) -> tuple[bool, bool, bool]:
    return not meaning.printed, not meaning.plainly, not meaning.may_be


def _parts(label: str) -> Iterator[str]:
    """The parts of a label as they are read: without blanks and signs, in one form of the characters."""
    plain = unicodedata.normalize("NFKC", label).translate(_TRADITIONAL)
    pieces = [_BESIDE.sub("", plain), *(each for each in _BESIDE.findall(plain) if len(each) > _UNIT)]
    for place, piece in enumerate(pieces):
        for part in _PARTS.split(piece):
            said = " ".join(_SIGNS.sub(" ", part).split()) if part.isascii() else re.sub(r"\W|_", "", part)
            said = _COUNTED.sub("", said) or said
            if len(said) > (1 if place else 0):
                yield said


def _of_part(part: str, name: str, category: HolderCategory) -> Meaning:
    if part.isascii():
        return next((meaning for pattern, meaning in _LATIN if pattern.fullmatch(part)), _FREE)
    if _PRINTED.fullmatch(part):
        return Meaning(printed=True)
    own = _beside_name(part, name)
    for table in _tables(category):
        for roles, pattern in table.items():
            if re.fullmatch(pattern, own):
                return Meaning(plainly=roles)
    for head, roles in _HEADS:
        found = head.fullmatch(part)
        if found is not None:
            other = _OTHER_OF.get(roles)
            firms, called = category is HolderCategory.ORGANISATION, "" if category is HolderCategory.PERSON else name
            another = other is not None and _of_another(part, found, called, firms=firms)
            return Meaning(other=other) if another else Meaning(may_be=roles)
    return _FREE


def _beside_name(part: str, name: str) -> str:
    """A label without what its type is called, or the end of that: 编号, of 经营许可证编号 of a 食品经营许可证."""
    ends = (name[at:] for at in range(len(name) - 1))
    called = next((end for end in ends if part.startswith(end) and part != end), "")
    return part.removeprefix(called)


def _of_another(part: str, found: re.Match[str], name: str, *, firms: bool) -> bool:
    """Whether a label says by name of what else it speaks than of the licence, its holder and its issuer.

    Args:
        part: All of it.
        found: The same, with whose it is where that is in front of what it says.
        name: What the type is called, where its holders may be units and offices.
        firms: Whether its holders are organisations, all of them.
    """
    if not found.re.groups:
        return bool(_FIRST.fullmatch(part) or (_OTHER_DAYS.fullmatch(part) and not _OF_LICENCE.fullmatch(part)))
    whose = _CODED.sub("", found[1])
    unit = _OTHER_UNITS.fullmatch(whose)
    if unit is not None:
        return unit[1] is None or unit[1] not in name
    people = bool(_OTHER_PEOPLE.fullmatch(whose)) or (firms and bool(_PEOPLE_OF_FIRMS.fullmatch(whose)))
    return people or (whose != part and bool(_OTHER_THINGS.fullmatch(whose)))


def _tables(category: HolderCategory) -> Iterator[Mapping[Roles, str]]:
    yield {frozenset({_R.HOLDER_NAME}): _HOLDERS}
    if category is not HolderCategory.PERSON:
        yield _OF_ORGANISATIONS
    if category is not HolderCategory.ORGANISATION:
        yield _OF_PERSONS
    yield _PLAINLY
