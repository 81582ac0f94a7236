"""Every cell on which a decision rests cites the articles whose words say it, and no other: the words stand here."""

from collections.abc import Iterator

import pytest

from graph.law.articles import rule
from graph.law.citations import Matter, of_matter
from graph.law.policies import policy
from graph.law.tracing import WORDS_ONLY

Words = dict[str, dict[str, str]]
CHENZHOU: Words = {
    "term": {"CZ-24": "自公布之日起施行"},
    "binding": {"CZ-2": "本市各级政府部门"},
    "release_review": {"CZ-19": "安全保密审查"},
    "catalogue_update": {"CZ-7": "15个工作日内更新本部门政务信息资源目录"},
    "data_update": {"CZ-12": "应及时维护和更新信息"},
    "refusal_ground": {"CZ-9.2": "必须有法律、行政法规"},
    "also_unconditional": {"CZ-9.1": "基础信息项"},
    "base_libraries": {"CZ-9.1": "宏观经济"},
    "thematic_libraries": {"CZ-9.3": "健康保障"},
    "modes": {"CZ-11": "前置机共享"},
    "yearly_report": {"CZ-17": "每年1月5日前"},
    "entry": {
        "CZ-7": "编制、维护本部门政务信息资源目录",
        "CZ-8": "编制政务信息资源目录",
        "CZ-9.2": "凡列入不予共享类的",
    },
    "grant": {"CZ-13": "不得直接或以改变数据形式等方式提供给第三方", "CZ-14": "受理单位应照常办理"},
    "sharing": {"CZ-11": "协商未果", "CZ-5.2": "信息使用用途", "CZ-7": "行政管理职能发生变化"},
    "objection": {"CZ-14": "快速校核机制"},
    "REASONS_OF_REFUSAL": {"CZ-11": "说明理由"},
    "BETWEEN_DEPARTMENTS": {"CZ-2": "本办法所称政务部门", "CZ-3": "使用其他政务部门政务信息资源"},
}
JINZHONG: Words = {
    "term": {"JZ-31": "有效期5年"},
    "binding": {"JZ-2": "内设机构以及直属单位"},
    "release_review": {"JZ-11": "数据发布内部审查", "JZ-21": "不得涉及国家秘密"},
    "catalogue_update": {"JZ-8": "15个工作日内"},
    "data_update": {"JZ-18": "更新"},
    "refusal_ground": {"JZ-10.3": "充分合理的理由和依据"},
    "must_share": {"JZP-3.1": "财政资金"},
    "opening": {"JZP-3.3": "只能选择不可对社会开放"},
    "base_libraries": {"JZ-7": "公共信用"},
    "thematic_libraries": {"JZ-7": "主题"},
    "modes": {"JZP-3.2": "接口代理"},
    "exclusive": {"JZ-15.4": "专用"},
    "agent": {"JZ-15.1": "授权代理方"},
    "zero_report": {"JZP-5.3": "零报告"},
    "entry": {
        "JZ-7": "向市局管理部门备案",
        "JZP-4.1": "负责审核、汇总、管理",
        "JZ-10.3": "充分合理的理由和依据",
        "JZ-6.1": "不得以部门内部管理办法作为不共享的依据",
        "JZ-15.2": "充分的依据",
        "JZP-3.3": "只能选择不可对社会开放",
        "JZ-21": "不得涉及国家秘密",
        "JZ-9": "不得重复采集",
        "JZ-8": "15个工作日内更新本单位政务数据资源目录",
        "JZP-5.3": "录入市政务数据共享平台",
        "JZ-18": "不少于20个自然日的过渡期",
    },
    "grant": {
        "JZ-11": "是否需要使用部门签订安全协议",
        "JZ-22": "收回数据的使用权和切断数据共享通道",
        "JZ-28.7": "擅自转让给第三方",
        "JZP-4.2": "切断数据共享通道",
        "JZ-16": "受理单位应照常办理",
        "JZ-18": "停用原资源",
    },
    "sharing": {
        "JZ-14.1": "应用场景",
        "JZ-14.2": "转至提供部门",
        "JZ-14.3": "协商未果",
        "JZ-10.3": "不予共享",
        "JZP-4.1": "审核数据需求单位提出的资源申请",
        "JZ-15.1": "授权代理方",
        "JZ-15.2": "驳回",
        "JZ-6.1": "不得以部门内部管理办法作为不共享的依据",
        "JZ-8": "行政管理职能发生变化",
    },
    "objection": {"JZ-16": "5个工作日内予以校核更正"},
    "STATE_SECRET": {"JZ-21": "国家秘密"},
    "REASONS_OF_REFUSAL": {"JZ-14.2": "理由", "JZ-15.2": "依据"},
    "BETWEEN_DEPARTMENTS": {"JZ-2": "使用其他政务部门政务数据资源", "JZ-3": "本办法所称政务部门"},
    "OTHER_USERS": {"JZP-3.3": "可对社会开放"},
    "CATALOGUE": {"JZ-7": "实现政务数据共享和业务协同的基础"},
    "OVER_PLATFORM": {"JZ-12": "必须通过共享平台进行"},
}
JIAOZUO: Words = {
    "term": {"JI-39": "自印发之日起施行", "JP-36": "自发布之日起施行"},
    "binding": {"JI-2": "市、县", "JP-2": "项目"},
    "release_review": {"JI-30": "保密审查"},
    "catalogue_update": {"JI-10": "10个工作日内"},
    "data_update": {"JI-24": "更新"},
    "refusal_ground": {"JI-18": "不予共享"},
    "also_unconditional": {"JI-19.2": "无条件共享"},
    "base_libraries": {"JI-13": "自然资源和空间地理"},
    "thematic_libraries": {"JI-13": "主题"},
    "modes": {"JI-22": "数据库推送", "JI-20": "接口"},
    "identifiers": {"JI-12": "有效身份证件号码"},
    "yearly_plan": {"JP-9": "11月"},
    "responsibility_list": {"JI-9": "采集责任清单"},
    "entry": {
        "JI-8": "进行审核、汇总",
        "JI-23": "不得重复采集",
        "JI-10": "5个工作日内，审核、更新",
        "JI-22": "审核同意后执行",
        "JI-18": "审核确定",
        "JI-21": "发布政务数据资源共享目录",
    },
    "grant": {"JI-25": "不得直接或者以改变数据形式等方式提供给第三方", "JI-14": "受理单位应当照常办理"},
    "sharing": {"JI-19.1": "部门职责依据", "JI-22": "共享条件", "JI-10": "行政管理职能发生变化"},
    "objection": {"JI-14": "延长校核期限不超过10个工作日"},
    "BETWEEN_DEPARTMENTS": {"JI-2": "本办法所称政务部门", "JI-17.2": "根据履行职责需要"},
    "CATALOGUE": {"JI-7": "汇聚、共享、应用的依据"},
    "INTERFACE_SPECIFICATION": {"JI-20": "数据访问接口和接口规范说明"},
    "SCOPE_WITH_ENTRY": {"JI-22": "说明共享条件、共享范围和具体用途"},
}
WUHU: Words = {
    "term": {"WH-30": "自印发之日起施行", "WHL-26": "自发布之日起施行"},
    "binding": {"WH-2": "本市行政区域内行政机关", "WHL-2": "各级行政机关", "WHL-24": "公用事业单位"},
    "release_review": {"WH-2": "非涉密", "WH-24": "保密审查机制"},
    "catalogue_update": {"WH-6": "15个工作日内"},
    "data_update": {"WH-14": "更新"},
    "refusal_ground": {"WH-7": "不予共享"},
    "must_share": {"WH-5.1": "财政"},
    "opening": {"WH-19": "开放", "WH-17": "开放", "WH-21": "报告开发利用情况"},
    "base_libraries": {"WH-8.1": "地方法人"},
    "thematic_libraries": {"WH-8.2": "精准扶贫"},
    "modes": {"WH-13": "前置机共享"},
    "identifiers": {"WH-11": "法定身份证件"},
    "entry": {
        "WH-6": "维护、发布的平台",
        "WH-7": "凡列入不予共享类的",
        "WH-2": "涉及国家秘密的",
        "WH-9": "不得重复采集",
        "WH-19": "明确开放条件",
    },
    "grant": {"WH-15": "未经提供部门同意", "WH-23": "确保数据可追溯", "WH-16": "受理部门应照常办理"},
    "sharing": {"WH-13": "协商未果", "WH-5.2": "信息使用用途", "WH-6": "行政管理职能发生变化"},
    "objection": {"WH-16": "快速校核机制"},
    "license_objection": {"WHL-19": "异议核查申请"},
    "license_draft": {
        "WHL-6": "负责本部门的证照数据共享",
        "WHL-9": "批量制证",
        "WHL-21": "指定专人负责电子证照管理工作,并向市大数据中心报备",
    },
    "license": {"WHL-9": "审核、签发、更新、注销、停用"},
    "forgery": {"WHL-22": "伪造证照的,根据相关规定上报本市征信部门"},
    "STATE_SECRET": {"WH-2": "非涉密"},
    "REASONS_OF_REFUSAL": {"WH-13": "理由"},
    "BETWEEN_DEPARTMENTS": {"WH-2": "使用其他政务部门政务信息资源"},
    "OTHER_USERS": {"WH-19": "主动向社会开放", "WHL-18": "公用事业单位"},
    "CATALOGUE": {"WH-6": "共享、开放、应用的重要依据"},
    "OPENING_MODE": {"WH-6": "开放方式"},
    "LICENSE": {"WHL-3": "持证主体是指"},
    "LICENSE_HOLDER": {"WHL-10": "确保归集入电子证照库的数据与本部门业务系统数据的一致性"},
    "LICENSE_TYPE": {"WHL-8": "证照目录"},
    "LICENSE_NUMBER": {"WHL-9": "更新", "WHL-10": "同步更新"},
    "LICENSE_SEAL": {"WHL-12": "电子印章"},
}
CHANGSHA: Words = {
    "term": {},
    "binding": {"CS-2": "市直各单位"},
    "release_review": {"CS-37": "保密审查"},
    "catalogue_update": {"CS-16": "及时更新"},
    "data_update": {"CS-25": "2个工作日内进行更新"},
    "refusal_ground": {"CS-28": "不予共享", "CS-14": "确认"},
    "also_unconditional": {"CS-28": "行政许可"},
    "base_libraries": {"CS-3": "城市部件"},
    "thematic_libraries": {"CS-3": "社会诚信"},
    "modes": {"CS-31": "前置机共享"},
    "identifiers": {"CS-21": "不动产单元号"},
    "lapsed_ground": {"CS-30": "从不予共享的政务信息资源目录中删除"},
    "catalogue_review": {"CS-16": "10月"},
    "entry": {
        "CS-15": "登记、审核",
        "CS-17": "目录登记和审核人员",
        "CS-28": "凡列入不予共享类的",
        "CS-14": "行政主管部门确认",
        "CS-20": "不再重复采集",
        "CS-16": "及时更新政务信息资源目录",
    },
    "grant": {"CS-31": "只能用于本单位履职需要", "CS-35": "信息审计跟踪机制", "CS-32": "受理单位应照常办理"},
    "sharing": {"CS-29": "审定", "CS-4.2": "信息使用用途", "CS-31": "明确信息的共享范围和使用用途"},
    "objection": {"CS-32": "快速校核机制"},
    "BETWEEN_DEPARTMENTS": {"CS-2": "之间的政务信息资源共享行为", "CS-4.2": "使用单位"},
}
WORDS = {"CZ": CHENZHOU, "JZ": JINZHONG, "JI": JIAOZUO, "WH": WUHU, "CS": CHANGSHA}


def cited(city: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the row cites, by place."""
    row = policy(city)
    yield "term", row.term
    yield from ((name, cell.rules) for name, cell in row.cells() if name not in WORDS_ONLY)
    yield from ((matter.name, of_matter(row, matter)) for matter in Matter if of_matter(row, matter))


@pytest.mark.parametrize("city", WORDS)
def test_a_cell_cites_the_articles_whose_words_say_it(city: str) -> None:
    assert {place: set(articles) for place, articles in cited(city)} == {
        place: set(words) for place, words in WORDS[city].items()
    }


@pytest.mark.parametrize("city", WORDS)
def test_the_words_stand_in_the_articles(city: str) -> None:
    for place, words in WORDS[city].items():
        for article, said in words.items():
            assert said in rule(article).words, (place, article)
