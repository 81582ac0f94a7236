"""How data are had in each city, step by step: who acts, within how many working days, by which article."""

import pytest

from graph.law.policies import policy
from graph.law.workflow import Step
from graph.subjects.sharing.rules import procedure_of
from graph.words.entries import SharingType

INSIDE = (
    "ASK_INSIDE APPLICANT JZ-14.1 JZ-14.2",  # 使用部门需明确使用用途、应用场景等信息
    "APPROVE_IN_WRITING DEPUTY_IN_CHARGE JZ-14.1 JZ-14.2",  # 经本部门分管领导书面批准
    "DECLINE DEPUTY_IN_CHARGE JZ-14.1 JZ-14.2",
    "REVIEW_APPLICATION PLATFORM_OFFICER JZP-4.1",  # 市局信息中心负责审核数据需求单位提出的资源申请
    "FILE_OVER_THE_PLATFORM AUTHORITY_OFFICER 2wd JZ-14.1 JZ-14.2 JZP-4.1",  # 报管理部门通过共享平台提出申请
)
CHECKED = "FAIL_CHECK PLATFORM_OFFICER,SERVICE JZ-14.1 JZ-14.2"  # 共享平台于2个工作日内完成符合性审查
EITHER = "FAIL APPLICANT,PROVIDER_OFFICER"  # 协商未果


def coordinated(rule: str) -> tuple[str, ...]:
    return f"SETTLE_FOR AUTHORITY_OFFICER {rule}", f"SETTLE_AGAINST AUTHORITY_OFFICER {rule}"


def outside(rule: str) -> tuple[str, ...]:
    return f"RECORD_FOR AUTHORITY_OFFICER {rule}", f"RECORD_AGAINST AUTHORITY_OFFICER {rule}"


CHENZHOU = (
    "AGREE PROVIDER_OFFICER CZ-11", f"{EITHER} CZ-11", f"{EITHER} CZ-11", *coordinated("CZ-11"), *outside("CZ-11"),
)  # fmt: skip
WUHU = ("AGREE PROVIDER_OFFICER WH-13", f"{EITHER} WH-13", *outside("WH-13"))  # 由市政府协调解决
DECIDED = (  # 经市政务服务和大数据管理局审核批准后予以使用
    "APPLY APPLICANT JI-19.1", "APPROVE AUTHORITY_OFFICER JI-19.1", "REJECT AUTHORITY_OFFICER JI-19.1",
)  # fmt: skip


def answered(days: int, rule: str) -> tuple[str, ...]:
    return (
        f"APPLY APPLICANT {days}wd {rule}", f"CONSENT PROVIDER_OFFICER {rule}", f"REFUSE PROVIDER_OFFICER {rule}",
        f"DISPUTE APPLICANT {rule}",
    )  # fmt: skip


PATHS = {
    ("CZ", "UNCONDITIONAL"): ((), "CZ-11"),
    ("CZ", "CONDITIONAL"): ((*answered(5, "CZ-11"), *CHENZHOU), "CZ-11"),
    ("CZ", "REFUSED"): (("APPLY APPLICANT CZ-11", *CHENZHOU), "CZ-11"),
    ("JZ", "UNCONDITIONAL"): (
        (
            *INSIDE, "PASS_CHECK PLATFORM_OFFICER,SERVICE JZ-14.1 JZP-4.1",
            "PASS_CHECK PLATFORM_OFFICER,SERVICE JZ-14.1", CHECKED, "CONSENT PROVIDER_OFFICER JZP-4.1",
            "REFUSE PROVIDER_OFFICER JZP-4.1 JZ-15.2 JZ-6.1",
        ),
        "JZ-14.1 JZ-14.2",
    ),
    ("JZ", "CONDITIONAL"): (
        (
            *INSIDE, "PASS_CHECK PLATFORM_OFFICER,SERVICE 5wd JZ-14.2", CHECKED,
            "CONSENT AGENT,PROVIDER_OFFICER JZ-14.2 JZ-15.1",
            "REFUSE AGENT,PROVIDER_OFFICER JZ-14.2 JZ-15.1 JZ-15.2 JZ-6.1", "DISPUTE APPLICANT JZ-14.3",
            "AGREE PROVIDER_OFFICER JZ-14.3", f"{EITHER} JZ-14.3", f"{EITHER} JZ-14.3", *coordinated("JZ-14.3"),
            *outside("JZ-14.3"),
        ),
        "JZ-14.1 JZ-14.2",
    ),
    ("JZ", "REFUSED"): ((), "JZ-10.3"),
    ("JI", "UNCONDITIONAL"): ((), "JI-19.1"),
    ("JI", "CONDITIONAL"): (DECIDED, "JI-19.1"),
    ("JI", "REFUSED"): (DECIDED, "JI-19.1"),
    ("WH", "UNCONDITIONAL"): ((), "WH-13"),
    ("WH", "CONDITIONAL"): ((*answered(10, "WH-13"), *WUHU), "WH-13"),
    ("WH", "REFUSED"): (("APPLY APPLICANT WH-13", *WUHU), "WH-13"),
    ("CS", "UNCONDITIONAL"): ((), "CS-29"),
    ("CS", "CONDITIONAL"): (
        (
            "APPLY APPLICANT CS-29", "GIVE_OPINION AUTHORITY_OFFICER CS-29", "RECORD_CONSENT COMMITTEE_SECRETARY CS-29",
            "RECORD_REFUSAL COMMITTEE_SECRETARY CS-29", "CHANGE_THE_TYPE PROVIDER_OFFICER CS-29",
            "LIST AUTHORITY_OFFICER CS-29",
        ),
        "CS-29",
    ),
    ("CS", "REFUSED"): (("ASK_FOR_THE_BASIS APPLICANT CS-29",), "CS-29"),
}  # fmt: skip


def said(step: Step) -> str:
    days = [f"{step.days}wd"] if step.days else []
    return " ".join((step.event.name, ",".join(sorted(each.name for each in step.actors)), *days, *step.rules))


@pytest.mark.parametrize(("city", "sharing"), PATHS)
def test_data_are_had_by_the_steps_of_the_text(city: str, sharing: str) -> None:
    steps, rules = PATHS[city, sharing]
    procedure = procedure_of(policy(city), SharingType[sharing])
    assert tuple(map(said, procedure.steps)) == steps
    assert " ".join(procedure.rules) == rules
