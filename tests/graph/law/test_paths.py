"""How data are had in each city, stage by stage: who acts, within how many working days, by which article."""

import pytest

from graph.law.policies import policy
from graph.law.provisions import Stage
from graph.subjects.sharing.rules import procedure_of
from graph.words.entries import SharingType

JINZHONG = (
    "APPROVE_INSIDE DEPUTY_IN_CHARGE JZ-14.1 JZ-14.2",  # 经本部门分管领导书面批准
    "REVIEW PLATFORM_OFFICER JZP-4.1",  # 信息中心审核
    "FILE AUTHORITY_OFFICER JZ-14.1 JZ-14.2",  # 报管理部门通过共享平台提出申请
    "COMPLIANCE_CHECK PLATFORM_OFFICER 2wd outside JZ-14.1 JZ-14.2",  # 共享平台于2个工作日内完成符合性审查
)
CHENZHOU = (
    "NEGOTIATE APPLICANT CZ-11",  # 由使用部门与提供部门协商解决
    "COORDINATE AUTHORITY_OFFICER CZ-11",  # 协商未果的由市发改委协调解决
    "COORDINATE AUTHORITY_OFFICER outside CZ-11",  # 涉及省直有关部门的
)
WUHU = ("NEGOTIATE APPLICANT WH-13", "COORDINATE AUTHORITY_OFFICER outside WH-13")  # 由市政府协调解决
DECIDED = ("DECIDE AUTHORITY_OFFICER JI-19.1",)  # 经市政务服务和大数据管理局审核批准后予以使用
CHANGSHA = (
    "OPINION AUTHORITY_OFFICER CS-29",
    "DECIDE COMMITTEE_SECRETARY outside CS-29",
    "CHANGE_TYPE PROVIDER_OFFICER CS-29",
    "LIST AUTHORITY_OFFICER CS-29",
)
PATHS = {
    ("CZ", "UNCONDITIONAL"): ((), (), "CZ-11"),
    ("CZ", "CONDITIONAL"): (("ANSWER PROVIDER_OFFICER 5wd CZ-11",), CHENZHOU, "CZ-11"),
    ("CZ", "REFUSED"): (CHENZHOU, (), "CZ-11"),
    ("JZ", "UNCONDITIONAL"): ((*JINZHONG, "AUTHORISE PROVIDER_OFFICER JZP-4.1"), (), "JZ-14.1 JZP-4.1"),
    ("JZ", "CONDITIONAL"): (
        (*JINZHONG, "ANSWER PROVIDER_OFFICER 5wd JZ-14.2"),
        ("NEGOTIATE APPLICANT JZ-14.3", "COORDINATE AUTHORITY_OFFICER JZ-14.3"),
        "JZ-14.2",
    ),
    ("JZ", "REFUSED"): ((), (), "JZ-10.3"),
    ("JI", "UNCONDITIONAL"): ((), (), "JI-19.1"),
    ("JI", "CONDITIONAL"): (DECIDED, (), "JI-19.1"),
    ("JI", "REFUSED"): (DECIDED, (), "JI-19.1"),
    ("WH", "UNCONDITIONAL"): ((), (), "WH-13"),
    ("WH", "CONDITIONAL"): (("ANSWER PROVIDER_OFFICER 10wd WH-13",), WUHU, "WH-13"),
    ("WH", "REFUSED"): (WUHU, (), "WH-13"),
    ("CS", "UNCONDITIONAL"): ((), (), "CS-29"),
    ("CS", "CONDITIONAL"): (CHANGSHA, (), "CS-29"),
    ("CS", "REFUSED"): (("SHOW_BASIS PROVIDER_OFFICER CS-29",), (), "CS-29"),
}


def said(stage: Stage) -> str:
    days = [f"{stage.days}wd"] if stage.days else []
    longer = [f"+{stage.extension}wd"] if stage.extension else []
    outside = ["outside"] if stage.outside else []
    return " ".join((stage.act.name, stage.post.name, *days, *longer, *outside, *stage.rules))


@pytest.mark.parametrize(("city", "sharing"), PATHS)
def test_data_are_had_by_the_stages_of_the_text(city: str, sharing: str) -> None:
    stages, dispute, rules = PATHS[city, sharing]
    procedure = procedure_of(policy(city), SharingType[sharing])
    assert tuple(map(said, procedure.stages)) == stages
    assert tuple(map(said, procedure.dispute)) == dispute
    assert " ".join(procedure.rules) == rules
